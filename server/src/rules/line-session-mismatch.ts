import { findPlace } from '../tables/places.ts';
import type { FactReader, Of } from '../workspace/fact-reader.ts';
import type { LineFact, NoteFact } from '../workspace/record-facts.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { namesSupervisor } from './support/billed-under-supervisor.ts';
import { isKnownCode } from './support/known-code.ts';
import { mayExist } from './support/known-id.ts';
import { placeOf } from './support/service.ts';
import { liveLines } from './support/services-of.ts';

/** What the line and the note both state, with its name in a message. */
const COMPARED = [
  ['date', 'date of service'],
  ['code', 'code'],
  ['client', 'client'],
  ['provider', 'rendering provider'],
  ['placeOfService', 'place of service'],
] as const;

/** A line bills what its note documents: an auditor compares them field by field. */
export default defineRule({
  id: 'line-session-mismatch',
  category: 'claims',
  severity: 'error',
  summary: 'date, code, client, provider or place of service differ between a claim line and the note it names',
  fixes: ['substantive'],
  carc: '16',
  checks: {
    claim(record, context) {
      for (const line of liveLines(record, context.facts)) {
        if (!line.value.sessions) continue;
        for (const id of new Set(line.value.sessions)) {
          const note = context.facts.note(id);
          if (note) compare(line, note, context);
        }
      }
    },
  },
});

function compare(line: Of<LineFact>, note: Of<NoteFact>, { facts, report }: RuleContext): void {
  for (const [key, name] of COMPARED) {
    const billed = line.value[key];
    const noted = note.value[key];
    if (billed === undefined || noted === undefined || areSame(key, billed, noted)) continue;
    if (key === 'provider' && namesSupervisor(line, note, facts)) continue;
    if (!isUsable(key, billed, line, facts) || !isUsable(key, noted, note, facts)) continue;
    const { record, path } = key === 'client' ? { record: line.from, path: ['client'] } : placeOf(line, key);
    const notePlace = { record: note.from, path: [key] };
    report({
      place: { record, path },
      message: `${name} ${billed} on the line; session ${note.value.id} documents ${noted}`,
      related: [{ place: notePlace, message: `${name} ${noted} in session ${note.value.id}` }],
      trace: [
        {
          label: `${name} on claim ${line.value.claim} line ${line.value.index + 1}`,
          value: billed,
          place: { record, path },
        },
        { label: `${name} in session ${note.value.id}`, value: noted, place: notePlace },
      ],
      fixes:
        key === 'client'
          ? []
          : [
              {
                title: `Take the note's ${name}, ${noted}`,
                kind: 'substantive',
                edits: [{ op: 'set', record, path, value: noted, as: key === 'code' ? 'number' : 'string' }],
              },
            ],
    });
  }
}

type Key = (typeof COMPARED)[number][0];

/** Place of service `2` is `02` without its zero: a matter of form. */
function areSame(key: Key, billed: string, noted: string): boolean {
  if (key === 'placeOfService') return billed.padStart(2, '0') === noted.padStart(2, '0');
  return billed === noted;
}

/** An id that no record has, and a code or a place that nobody knows, are reported as such: comparing them would report them twice. */
function isUsable(key: Key, value: string, service: Of<LineFact | NoteFact>, facts: FactReader): boolean {
  if (key === 'client' || key === 'provider') return mayExist(key, value, facts);
  if (key === 'placeOfService')
    return findPlace(value) !== undefined || findPlace(value.padStart(2, '0')) !== undefined;
  return key !== 'code' || isKnownCode(facts.policyFor(service).policy, value);
}
