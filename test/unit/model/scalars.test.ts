import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as z from 'zod';
import * as scalars from '../../../server/src/model/scalars.ts';
import { type ScalarShape, scalarSpecs } from '../../../server/src/model/shape.ts';
import * as words from '../../../server/src/model/words.ts';

/** The value, or undefined; the zod type and the specification that lowering uses have to agree. */
function read<T>(shape: ScalarShape<T>, text: string): T | undefined {
  const spec = scalarSpecs.get(shape);
  assert.ok(spec);
  const parsed = z.safeParse(shape, text);
  const value = text === '' && !spec.mayBeEmpty ? undefined : spec.read(text);
  assert.equal(parsed.success ? parsed.data : undefined, value);
  return value as T | undefined;
}

function repair(shape: ScalarShape<unknown>, text: string): string | undefined {
  return scalarSpecs.get(shape)?.repair?.(text);
}

function readsOnly<T>(shape: ScalarShape<T>, good: Readonly<Record<string, T>>, bad: readonly string[]): void {
  for (const [text, value] of Object.entries(good)) assert.equal(read(shape, text), value, text);
  for (const text of bad) assert.equal(read(shape, text), undefined, text);
}

describe('scalars', () => {
  describe('dates', () => {
    it('are real days in ISO form, by the calendar of Date', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 9999 }),
          fc.integer({ min: 0, max: 13 }),
          fc.integer({ min: 0, max: 32 }),
          (year, month, day) => {
            const two = (number: number) => String(number).padStart(2, '0');
            const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
            const oracle = new Date(0);
            oracle.setUTCFullYear(year, month - 1, day);
            const exists = oracle.getUTCMonth() === month - 1 && oracle.getUTCDate() === day;
            assert.equal(read(scalars.date, text), exists ? text : undefined);
          },
        ),
      );
    });

    it('are nothing else', () => {
      const bad = [
        '0000-01-01',
        '2026-3-2',
        '2026-03-02T00:00',
        ' 2026-03-02',
        '2026-03-02 ',
        '02/03/2026',
        '２026-03-02',
      ];
      readsOnly(scalars.date, { '2024-02-29': '2024-02-29' }, bad);
    });

    it('are repaired only where they begin with the year', () => {
      assert.equal(repair(scalars.date, '2026-3-2'), '2026-03-02');
      assert.equal(repair(scalars.date, '2026/03/02'), '2026-03-02');
      assert.equal(repair(scalars.date, '2026.3.12'), '2026-03-12');
      assert.equal(repair(scalars.date, '20260302'), '2026-03-02');
      for (const text of ['03/02/2026', '2026-02-30', '2026/3-2', '2026302', '202632', '2026']) {
        assert.equal(repair(scalars.date, text), undefined, text);
      }
    });
  });

  describe('money', () => {
    it('is whole cents, whatever the digits', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), (dollars, cents) => {
          assert.equal(read(scalars.money, `${dollars}.${String(cents).padStart(2, '0')}`), dollars * 100 + cents);
        }),
      );
    });

    it('has at most two places and no sign, currency or grouping', () => {
      const bad = ['-1', '+1', '$75.00', '1,000.00', '75.', '.5', '75.005', '1e3', '1234567890', 'free', '75 00'];
      readsOnly(scalars.money, { '0': 0, '75': 7500, '75.5': 7550, '075.00': 7500 }, bad);
    });

    it('is repaired where a dollar sign or grouping commas are all that is wrong', () => {
      assert.equal(repair(scalars.money, '$75.00'), '75.00');
      assert.equal(repair(scalars.money, '$ 1,075.5'), '1075.5');
      for (const text of ['75,00', '1,00', '€75', '75.005', '$', '-$75'])
        assert.equal(repair(scalars.money, text), undefined, text);
    });
  });

  it('units are whole numbers from 1 to 999', () => {
    readsOnly(scalars.units, { '1': 1, '12': 12, '999': 999 }, [
      '0',
      '1000',
      '03',
      '3.0',
      '3.5',
      '-1',
      '+1',
      '1e2',
      'three',
      '0x1',
      '',
    ]);
  });

  it('minutes are whole numbers within a day', () => {
    readsOnly(scalars.minutes, { '0': 0, '53': 53, '1440': 1440 }, ['1441', '-5', '5.5', '05', '']);
  });

  it('counts are whole numbers, from 0 or from 1', () => {
    readsOnly(scalars.count, { '0': 0, '999999': 999_999 }, ['1000000', '-1', '1.0', '00']);
    readsOnly(scalars.positiveInteger, { '1': 1, '999999': 999_999 }, ['0', '1000000', '1.5']);
  });

  it('the length of a unit is minutes or event', () => {
    readsOnly(scalars.unitLength, { '15': 15, event: 'event' }, ['0', '1441', 'Event', '15 min']);
  });

  it('booleans are true and false; other words for them are repaired', () => {
    readsOnly(scalars.boolean, { true: true, false: false }, ['True', 'yes', '1', '']);
    assert.deepEqual(
      ['True', 'yes', 'ON', 'y', 'NO', 'off', 'n', 'FALSE'].map((text) => repair(scalars.boolean, text)),
      ['true', 'true', 'true', 'true', 'false', 'false', 'false', 'false'],
    );
    assert.equal(repair(scalars.boolean, '1'), undefined);
  });

  it('words are exactly those listed', () => {
    readsOnly(words.claimFrequency, { original: 'original', void: 'void' }, ['Original', 'constructor', '']);
    assert.equal(scalarSpecs.get(words.claimFrequency)?.expected, 'original, replacement or void');
    assert.equal(scalarSpecs.get(words.unitsPer)?.expected, 'day or session');
  });

  it('codes, times and other texts are kept as written; only free text may be empty', () => {
    const { procedureCode, modifier, placeOfService, diagnosisCode, diagnosisPointer, npi, taxonomy, time, id } =
      scalars;
    for (const shape of [
      procedureCode,
      modifier,
      placeOfService,
      diagnosisCode,
      diagnosisPointer,
      npi,
      taxonomy,
      time,
      id,
    ]) {
      readsOnly(shape, { '012': '012', ' x ': ' x ', '0362T': '0362T' }, ['']);
    }
    assert.equal(read(scalars.text, ''), '');
  });

  it('a repaired text can be read', () => {
    const shapes = [scalars.date, scalars.money, scalars.boolean];
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789-/.,$ yesno'), maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom<ScalarShape<unknown>[]>(...shapes), digits, (shape, text) => {
        const repaired = repair(shape, text);
        if (repaired !== undefined) assert.notEqual(read(shape, repaired), undefined);
      }),
    );
  });
});
