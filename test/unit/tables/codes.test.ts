import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CATEGORIES,
  CODES,
  CPT_NOTICE,
  codeStatus,
  EVERY_NOTE,
  findCode,
  nearestCodes,
  PHYSICIAN_WORK,
  REVIEWED,
} from '../../../server/src/tables/codes.ts';
import { LEVELS } from '../../../server/src/tables/credentials.ts';
import type { Source } from '../../../server/src/tables/source.ts';

const TEN = ['97151', '97152', '97153', '97154', '97155', '97156', '97157', '97158', '0362T', '0373T'];
const ISO = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Every text of a value, with the path that leads to it. */
function* textsOf(value: unknown, path: string): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) yield* textsOf(part, `${path}.${key}`);
  }
}

/** Every object of a value that looks like a source. */
function* sourcesOf(value: unknown): Generator<Source> {
  if (typeof value !== 'object' || value === null) return;
  if ('title' in value) yield value as Source;
  else for (const part of Object.values(value)) yield* sourcesOf(part);
}

describe('table of codes', () => {
  it('holds the ten codes in order', () => {
    assert.deepEqual(
      CODES.map((entry) => entry.code),
      TEN,
    );
  });

  for (const entry of CODES) {
    describe(entry.code, () => {
      it('has no empty text and no list of nothing', () => {
        for (const [path, text] of textsOf(entry, entry.code)) {
          assert.ok(text.trim() === text && text !== '', `${path}: ${JSON.stringify(text)}`);
        }
        for (const key of ['synonyms', 'noteMustShow', 'usualCaps', 'denials', 'siblings', 'specialties'] as const) {
          assert.ok(entry[key].length > 0, key);
        }
      });

      it('names a source and a date for the row and for every figure', () => {
        const sources = [...sourcesOf(entry)];
        assert.ok(entry.sources.length > 0);
        assert.ok(sources.length >= 6 + entry.usualCaps.length + entry.sources.length - 1, `${sources.length} sources`);
        for (const source of sources) assert.match(source.date, ISO, source.title);
      });

      it('has values of its enumerations only', () => {
        assert.ok(CATEGORIES.includes(entry.category));
        assert.ok(['Medicine', 'Category III'].includes(entry.section));
        assert.ok(['required', 'optional', 'absent'].includes(entry.patient.presence));
        for (const level of entry.renderedBy.levels) assert.ok(LEVELS.includes(level));
        for (const cap of entry.usualCaps) {
          assert.ok(['day', 'week', 'authorization'].includes(cap.per));
          assert.ok(Number.isInteger(cap.units) && cap.units > 0);
        }
        if (entry.groupSize) assert.ok(['patients', 'caregiver sets'].includes(entry.groupSize.of));
      });

      it('tells itself apart from sibling codes of the table', () => {
        for (const sibling of entry.siblings) {
          assert.ok(TEN.includes(sibling.code) && sibling.code !== entry.code, sibling.code);
        }
      });

      it('answers what it covers, how many units a day and who may bill', () => {
        const questions = entry.questions.map((item) => item.question);
        assert.ok(questions.includes(`What does ${entry.code} cover?`));
        assert.ok(questions.includes(`How many units of ${entry.code} can be billed per day?`));
        assert.ok(questions.includes(`Who may bill ${entry.code}?`));
      });

      it('uses our own words: no phrase of the official descriptors', () => {
        for (const [path, text] of textsOf(entry, entry.code)) {
          assert.doesNotMatch(
            text,
            /(each|every) (additional )?15 minutes|administered by|face-to-face with (one|two|a) /i,
            path,
          );
        }
      });
    });
  }

  it('knows the categories and sections', () => {
    const by = (category: string) => CODES.filter((entry) => entry.category === category).map((entry) => entry.code);
    assert.deepEqual(by('Assessment'), ['97151', '97152', '0362T']);
    assert.deepEqual(by('Direct treatment'), ['97153', '97154']);
    assert.deepEqual(by('Protocol modification'), ['97155', '97158', '0373T']);
    assert.deepEqual(by('Caregiver and family guidance'), ['97156', '97157']);
    for (const entry of CODES) assert.equal(entry.section, entry.code.endsWith('T') ? 'Category III' : 'Medicine');
  });

  it('has units of 15 minutes and no physician work RVU', () => {
    for (const entry of CODES) assert.equal(entry.unit.minutes, 15);
    assert.equal(PHYSICIAN_WORK.rvu, null);
    assert.match(PHYSICIAN_WORK.source.title, /RVU26A/);
  });

  it('lets only 97151 count time without the client or family', () => {
    const codes = CODES.filter((entry) => !entry.faceToFace.required).map((entry) => entry.code);
    assert.deepEqual(codes, ['97151']);
  });

  it('says where the client has to be', () => {
    const presence = (value: string) =>
      CODES.filter((entry) => entry.patient.presence === value).map((entry) => entry.code);
    assert.deepEqual(presence('absent'), ['97157']);
    assert.deepEqual(presence('optional'), ['97151', '97156']);
  });

  it('sizes groups 2 to 8, patients in 97154 and 97158, caregiver sets in 97157', () => {
    const groups = CODES.flatMap(({ code, groupSize: size }) => (size ? [[code, size.of, size.min, size.max]] : []));
    assert.deepEqual(groups, [
      ['97154', 'patients', 2, 8],
      ['97157', 'caregiver sets', 2, 8],
      ['97158', 'patients', 2, 8],
    ]);
  });

  it('wants two technicians for the T codes, one for the technician codes, none for the others', () => {
    assert.deepEqual(Object.fromEntries(CODES.map((entry) => [entry.code, entry.minTechnicians])), {
      97151: 0,
      97152: 1,
      97153: 1,
      97154: 1,
      97155: 0,
      97156: 0,
      97157: 0,
      97158: 0,
      '0362T': 2,
      '0373T': 2,
    });
  });

  it('wants direction where a technician may render, and only there', () => {
    for (const entry of CODES) {
      assert.equal(entry.direction.required, entry.renderedBy.levels.includes('technician'), entry.code);
    }
  });

  it('leaves 97151 and 97155 to 97158 to qualified professionals', () => {
    const codes = CODES.filter((entry) => entry.renderedBy.levels.join() === 'qhp').map((entry) => entry.code);
    assert.deepEqual(codes, ['97151', '97155', '97156', '97157', '97158']);
  });

  it('knows the caps of 97153 that many payers share, and marks them as secondary', () => {
    const caps = findCode('97153')?.usualCaps.filter((cap) => cap.who.startsWith('many payers')) ?? [];
    assert.deepEqual(
      caps.map((cap) => [cap.units, cap.per, cap.source.verify]),
      [
        [32, 'day', true],
        [160, 'week', true],
      ],
    );
  });

  it('knows the units a day of the Optum list', () => {
    const daily = CODES.map((entry) => entry.usualCaps.find((cap) => cap.who.startsWith('Optum'))?.units);
    assert.deepEqual(daily, [32, 16, 32, 18, 24, 16, 16, 16, 16, 32]);
  });

  it('describes 97157 as family guidance without clients and 97158 as a code of its own', () => {
    assert.match(findCode('97157')?.definition ?? '', /caregivers/);
    assert.match(findCode('97157')?.questions.at(-1)?.answer ?? '', /no add-on codes/);
    assert.match(findCode('97158')?.context ?? '', /not an add-on/);
  });

  it('carries the trademark notice, a date and sources for what all rows share', () => {
    assert.match(CPT_NOTICE, /^CPT is a registered trademark of the American Medical Association\./);
    assert.match(REVIEWED, ISO);
    assert.ok(EVERY_NOTE.mustShow.length > 0);
    for (const source of [PHYSICIAN_WORK.source, EVERY_NOTE.source]) assert.match(source.date, ISO);
  });
});

describe('findCode', () => {
  it('finds every code, with a lower-case t and blanks around it', () => {
    for (const code of TEN) assert.equal(findCode(code)?.code, code);
    assert.equal(findCode(' 0373t ')?.code, '0373T');
  });

  it('finds nothing else', () => {
    for (const text of ['', '97150', '97159', '971530', '0373', 'constructor']) assert.equal(findCode(text), undefined);
  });
});

describe('codeStatus', () => {
  it('ends the T codes with 2026', () => {
    for (const code of ['0362T', '0373T']) {
      assert.equal(codeStatus(code, '2026-12-31'), 'active');
      assert.equal(codeStatus(code, '2027-01-01'), 'ended');
      assert.equal(codeStatus(code, '2014-06-30'), 'not-yet');
      assert.equal(codeStatus(code, '2014-07-01'), 'active');
    }
  });

  it('keeps 97151 to 97158 in force after their texts are revised', () => {
    for (const code of TEN.slice(0, 8)) {
      assert.equal(codeStatus(code, '2018-12-31'), 'not-yet');
      assert.equal(codeStatus(code, '2019-01-01'), 'active');
      assert.equal(codeStatus(code, '2027-01-01'), 'active');
      assert.equal(findCode(code)?.validity.to, undefined);
      assert.equal(findCode(code)?.validity.review.date, '2027-01-01');
    }
  });

  it('knows nothing of other codes', () => {
    assert.equal(codeStatus('H0032', '2026-03-02'), 'unknown');
  });
});

describe('nearestCodes', () => {
  const nearest = (text: string) => nearestCodes(text).map((entry) => entry.code);

  it('takes two swapped characters for one mistake', () => {
    assert.equal(nearest('97135')[0], '97153');
    assert.equal(nearest('79153')[0], '97153');
  });

  it('finds a missing or an added character', () => {
    assert.equal(nearest('9753')[0], '97153');
    assert.equal(nearest('0373')[0], '0373T');
    assert.equal(nearest('971533')[0], '97153');
  });

  it('prefers the nearest number among equals', () => {
    assert.deepEqual(nearest('97159'), ['97158', '97157', '97156']);
  });

  it('finds nothing for a text that resembles no code', () => {
    for (const text of ['', 'H0032', '99213', 'treatment']) assert.deepEqual(nearest(text), []);
  });

  it('finds a code first for itself, and never more than three', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TEN), fc.string({ maxLength: 8 }), (code, text) => {
        assert.equal(nearest(code)[0], code);
        assert.ok(nearest(text).length <= 3);
      }),
    );
  });
});
