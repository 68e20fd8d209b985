/** The rules on notes, for every row of the tables that they read: a whole note is silent, and each lack is one finding. */
import assert from 'node:assert/strict';
import { CAREGIVER_GUIDANCE, CODES, type CodeEntry } from '../../server/src/tables/codes.ts';
import { noteFieldsOf } from '../../server/src/tables/note-fields.ts';
import { checkFolder } from './support/check-folder.ts';

const RULES: ReadonlySet<string> = new Set([
  'note-incomplete',
  'signature-invalid',
  'group-size',
  'client-presence',
  'caregiver-missing',
  'technicians-missing',
]);

const PROVIDERS = {
  providers: [
    { id: 'bcba', credentials: [{ type: 'BCBA', from: '2020-01-01' }] },
    { id: 'rbt-1', credentials: [{ type: 'RBT', from: '2020-01-01' }] },
    { id: 'rbt-2', credentials: [{ type: 'RBT', from: '2020-01-01' }] },
  ],
};

type Note = { [key: string]: unknown };

/** A note that shows all that its code needs. */
function wholeNote(entry: CodeEntry): Note {
  const isGuidance = entry.category === CAREGIVER_GUIDANCE;
  return {
    id: 'S-1',
    client: 'C-1',
    date: '2026-03-02',
    code: entry.code,
    provider: 'bcba',
    start: '15:00',
    end: '16:00',
    placeOfService: '11',
    clientPresent: entry.patient.presence === 'required',
    goals: ['a goal'],
    interventions: ['a technique'],
    summary: 'What was done.',
    protocolChange: { change: 'a change', reason: 'a reason' },
    ...(entry.groupSize ? { groupSize: entry.groupSize.min } : {}),
    ...(isGuidance ? { caregivers: [{ name: 'R. Diaz', relationship: 'mother' }] } : {}),
    ...(entry.minTechnicians > 1 ? { technicians: ['rbt-1', 'rbt-2'] } : {}),
    signatures: [{ by: 'bcba', date: '2026-03-02' }],
  };
}

/** `rule: message` of the rules on notes. Another note says what was done, and is signed. */
function findingsOf(note: Note): readonly string[] {
  const other = { ...wholeNote(CODES[0] as CodeEntry), id: 'S-2', summary: 'Another one.' };
  const files = new Map([
    ['a.providers.json', JSON.stringify(PROVIDERS)],
    ['a.sessions.json', JSON.stringify({ sessions: [note, other] }, null, 2)],
  ]);
  return checkFolder(files, { rule: 'all' })
    .findings.filter(({ reported }) => RULES.has(reported.rule))
    .map(({ reported }) => `${reported.rule}: ${reported.message}`);
}

function without(note: Note, ...keys: readonly string[]): Note {
  return Object.fromEntries(Object.entries(note).filter(([key]) => !keys.includes(key)));
}

/** The note without what stands at a path of the table. */
function lacking(note: Note, [key = '', ...rest]: readonly string[]): Note {
  if (rest.length === 0) return without(note, key);
  const part = note[key];
  if (Array.isArray(part)) return { ...note, [key]: part.map((item) => lacking(item as Note, rest.slice(1))) };
  return { ...note, [key]: lacking(part as Note, rest) };
}

describe('notes by code', () => {
  for (const entry of CODES) {
    const { code } = entry;
    const whole = wholeNote(entry);

    it(`${code}: a whole note is silent`, () => {
      assert.deepEqual(findingsOf(whole), []);
    });

    for (const { path, source } of noteFieldsOf(code)) {
      const name = path.filter((step) => step !== '*').join('.');
      if (path[0] === 'start' || path[0] === 'end') continue;
      it(`${code}: ${name} is asked for`, () => {
        assert.deepEqual(findingsOf(lacking(whole, path)), [
          `note-incomplete: the note of ${code} lacks ${name}${source.verify ? ' (verify)' : ''}`,
        ]);
      });
    }

    it(`${code}: start and end are asked for together`, () => {
      assert.deepEqual(findingsOf(without(whole, 'start', 'end')), [
        `note-incomplete: the note of ${code} lacks start and end`,
      ]);
    });

    it(`${code}: a note without any signature is told from signed ones`, () => {
      assert.deepEqual(
        findingsOf(without(whole, 'signatures')).map((line) => line.split(':')[0]),
        ['signature-invalid'],
      );
    });

    for (const size of [undefined, 1, 2, 3, 8, 9]) {
      const { groupSize } = entry;
      const isRight = groupSize
        ? size !== undefined && size >= groupSize.min && size <= groupSize.max
        : size === undefined || size === 1;
      it(`${code}: a group of ${size} is ${isRight ? 'right' : 'wrong'}`, () => {
        const note = size === undefined ? without(whole, 'groupSize') : { ...whole, groupSize: size };
        assert.deepEqual(
          findingsOf(note).map((line) => line.split(':')[0]),
          isRight ? [] : ['group-size'],
        );
      });
    }

    for (const present of [true, false]) {
      const { presence } = entry.patient;
      const isRight = presence === 'optional' || (presence === 'required') === present;
      it(`${code}: the client ${present ? 'present' : 'absent'} is ${isRight ? 'right' : 'wrong'}`, () => {
        assert.deepEqual(
          findingsOf({ ...whole, clientPresent: present }).map((line) => line.split(':')[0]),
          isRight ? [] : ['client-presence'],
        );
      });
    }

    it(`${code}: ${entry.category === CAREGIVER_GUIDANCE ? 'takes' : 'needs no'} caregivers`, () => {
      const expected = entry.category === CAREGIVER_GUIDANCE ? ['caregiver-missing'] : [];
      for (const note of [without(whole, 'caregivers'), { ...whole, caregivers: [] }]) {
        assert.deepEqual(
          findingsOf(note).map((line) => line.split(':')[0]),
          expected,
        );
      }
    });

    for (const technicians of [[], ['rbt-1'], ['rbt-1', 'rbt-1'], ['rbt-1', 'bcba']]) {
      const isRight = entry.minTechnicians < 2;
      it(`${code}: technicians ${technicians.join(' and ') || 'none'} are ${isRight ? 'enough' : 'too few'}`, () => {
        assert.deepEqual(
          findingsOf({ ...whole, technicians }).map((line) => line.split(':')[0]),
          isRight ? [] : ['technicians-missing'],
        );
      });
    }
  }
});
