import type { Of } from '../workspace/fact-reader.ts';
import { narrativeDigest, normalizedNarrative } from '../workspace/narrative.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { NarrativeFact } from '../workspace/record-facts.ts';
import { defineRule } from './rule.ts';

/** Shorter texts come about twice without being copied: `Session went well.` */
const MIN_WORDS = 8;

/** Notes tell what happened on their own day: the same words on two of them document one day at most. */
export default defineRule({
  id: 'copied-note',
  category: 'documentation',
  severity: 'warning',
  summary: 'two notes of one client have the same narrative',
  carc: '252',
  checks: {
    session(record, { facts, report }) {
      const { id, client, summary } = record.data;
      const narrative = narrativeDigest(summary?.value ?? '');
      if (!narrative || client?.value === undefined || narrative.words < MIN_WORDS) return;
      const first = firstOf(record, facts.sameNarrative(client.value, narrative.digest));
      if (!first || first.from === record || first.value.id === id?.value) return;
      const place = { record, path: ['summary'] };
      const original = { record: first.from, path: ['summary'] };
      report({
        place,
        message: `the narrative of ${narrative.words} words is the same as in ${nameOf(first)}`,
        related: [{ place: original, message: `the same narrative in ${nameOf(first)}` }],
        trace: [
          {
            label: `Narrative of ${id?.value ?? 'the note'}, without case, spacing and punctuation`,
            value: `${narrative.words} words`,
            place,
          },
          { label: `Narrative of ${nameOf(first)}`, value: 'the same words', place: original },
        ],
      });
    },
  },
});

/** The earliest of the notes with the very same words: all others are taken to be its copies. */
function firstOf(record: RecordHandle<'session'>, same: readonly Of<NarrativeFact>[]): Of<NarrativeFact> | undefined {
  if (same.length < 2) return undefined;
  const words = wordsOf(record);
  let first: Of<NarrativeFact> | undefined;
  for (const note of same) {
    if (first && (note.value.date ?? '') >= (first.value.date ?? '')) continue;
    // Digests of different texts may be equal.
    if (wordsOf(note.from) === words) first = note;
  }
  return first;
}

function wordsOf({ data }: RecordHandle): string {
  return normalizedNarrative(('summary' in data ? data.summary?.value : undefined) ?? '');
}

function nameOf({ value }: Of<NarrativeFact>): string {
  return `session ${value.id ?? 'without id'}${value.date === undefined ? '' : ` of ${value.date}`}`;
}
