/** Every row of the code tables as a line, claim or provider: right ones are silent, wrong ones are found by the rule they belong to. */
import assert from 'node:assert/strict';
import { Engine } from '../../../server/src/rules/engine.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { reportOn } from '../../../server/src/rules/report.ts';
import { LEVELS } from '../../../server/src/tables/credentials.ts';
import { codesUnder, DIAGNOSES, EXCLUSIONS } from '../../../server/src/tables/diagnoses.ts';
import {
  MODIFIER_CONFLICTS,
  MODIFIERS,
  modifierConflict,
  OTHER_MODIFIERS,
} from '../../../server/src/tables/modifiers.ts';
import { PLACES, TELEHEALTH_PLACES } from '../../../server/src/tables/places.ts';
import { TAXONOMIES } from '../../../server/src/tables/taxonomies.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

const OWN = [
  'modifier-invalid',
  'modifier-conflict',
  'modifier-credential',
  'telehealth-mismatch',
  'place-of-service-invalid',
  'diagnosis-invalid',
  'diagnosis-conflict',
  'diagnosis-pointer',
  'taxonomy-mismatch',
];

/** The rules that speak about a text, of those about codes. */
function findings(name: string, text: string): readonly string[] {
  const workspace = new Workspace('file:///t');
  const file = workspace.open(`file:///t/${name}`, text);
  const engine = new Engine(
    workspace,
    RULES.filter(({ id }) => OWN.includes(id)),
    '2026-03-31',
  );
  engine.settle();
  return reportOn(engine, file).map(({ rule }) => rule);
}

/** What is found in a claim with one line of 97156. */
function line(
  extra: Readonly<Record<string, unknown>>,
  claim: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  const lines = [{ date: '2026-03-02', code: '97156', units: 1, diagnosisPointers: ['A'], ...extra }];
  const record = { id: 'C', client: 'X', payer: 'P', diagnoses: ['F84.0'], lines, ...claim };
  return findings('a.claims.json', JSON.stringify({ claims: [record] }));
}

function provider(record: Readonly<Record<string, unknown>>): readonly string[] {
  return findings('a.providers.json', JSON.stringify({ providers: [{ id: 'x', ...record }] }));
}

describe('rules over the table of modifiers', () => {
  for (const code of [...MODIFIERS.map((row) => row.code), ...OTHER_MODIFIERS]) {
    it(`${code} is known, and not twice`, () => {
      assert.deepEqual(line({ modifiers: [code] }), []);
      assert.deepEqual(line({ modifiers: [code, code] }), ['modifier-invalid']);
    });
  }

  const named = MODIFIERS.map((row) => row.code);
  for (const [index, a] of named.entries()) {
    it(`${a} stands with each other one that the table does not exclude, and with no other`, () => {
      for (const b of named.slice(index + 1)) {
        assert.deepEqual(line({ modifiers: [a, b] }), modifierConflict(a, b) ? ['modifier-conflict'] : [], `${a} ${b}`);
      }
    });
  }

  it('has pairs of each conflict', () => {
    for (const { one, other } of MODIFIER_CONFLICTS) assert.ok(one.length > 0 && other.length > 0);
  });
});

describe('rules over the table of places of service', () => {
  for (const { code, from, telehealth } of PLACES) {
    it(`${code} is known, from its first date on`, () => {
      const modifiers = telehealth ? ['95'] : [];
      assert.deepEqual(line({ placeOfService: code, modifiers }), []);
      if (from === undefined) return;
      assert.deepEqual(line({ placeOfService: code, modifiers, date: from }), []);
      const before = line({ placeOfService: code, modifiers, date: '2015-12-31' });
      assert.deepEqual(before, ['place-of-service-invalid']);
    });

    it(`${code} and a telehealth modifier ${telehealth ? 'go' : 'do not go'} together`, () => {
      for (const modifier of ['95', 'GT', '93', 'FQ']) {
        const found = line({ placeOfService: code, modifiers: [modifier] });
        assert.deepEqual(found, telehealth ? [] : ['telehealth-mismatch'], modifier);
      }
      assert.deepEqual(line({ placeOfService: code }), telehealth ? ['telehealth-mismatch'] : []);
    });
  }

  it('takes no other two digits', () => {
    for (let number = 0; number < 100; number++) {
      const code = `${number}`.padStart(2, '0');
      if (PLACES.some((place) => place.code === code)) continue;
      assert.deepEqual(line({ placeOfService: code }), ['place-of-service-invalid'], code);
    }
  });

  it('never takes telehealth for the codes whose analyst is on site', () => {
    for (const place of TELEHEALTH_PLACES)
      for (const code of ['0362T', '0373T'])
        assert.deepEqual(line({ code, placeOfService: place, modifiers: ['95'] }), ['telehealth-mismatch']);
  });
});

describe('rules over the table of diagnoses', () => {
  const billed = (diagnoses: readonly string[], date = '2026-03-02') => line({ date }, { diagnoses });

  for (const { code, kind, from, to } of DIAGNOSES) {
    it(`${code} (${kind}) from ${from}${to === undefined ? '' : ` to ${to}`}`, () => {
      const found = kind === 'code' ? [] : ['diagnosis-invalid'];
      assert.deepEqual(billed([code], from), found);
      if (to !== undefined) assert.deepEqual(billed([code], to), found);
      if (kind === 'code') assert.deepEqual(billed([code], '2015-09-30'), ['diagnosis-invalid']);
      assert.deepEqual(billed([code.replace('.', '')], from), code.includes('.') ? ['diagnosis-invalid'] : found);
    });
  }

  for (const { kind, code, others } of EXCLUSIONS) {
    it(`${code} ${kind} ${others.join(', ')}`, () => {
      const [own = code] = codesUnder(code).map((row) => row.code);
      for (const excluded of others) {
        const [other = excluded] = codesUnder(excluded).map((row) => row.code);
        // A heading that the table does not divide: any code under it.
        const billable = other === 'R47' ? 'R47.01' : other;
        const found = kind === 'excludes1' ? ['diagnosis-conflict'] : [];
        assert.deepEqual(billed([own, billable]), found);
        assert.deepEqual(billed([billable, own]), found);
      }
    });
  }
});

describe('rules over the table of taxonomies', () => {
  const TYPES = { technician: 'RBT', assistant: 'BCaBA', qhp: 'BCBA' };

  for (const { code, levels } of TAXONOMIES) {
    for (const level of LEVELS) {
      it(`${code} and ${TYPES[level]}`, () => {
        const found = provider({ taxonomy: code, credentials: [{ type: TYPES[level] }] });
        assert.deepEqual(found, levels.includes(level) ? [] : ['taxonomy-mismatch']);
      });
    }
  }
});
