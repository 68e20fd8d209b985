import { EVERY_NOTE } from '../tables/codes.ts';
import { defineRule } from './rule.ts';
import { listed } from './support/words.ts';
import { keyState } from './support/written.ts';

/** Phrases that say how the time was spent; `snack` and `playground` alone are as often what was taught or played with. */
const WORDS = [
  ...['nap', 'naps', 'napped', 'napping', 'nap time', 'naptime', 'fell asleep'],
  ...['lunch', 'lunchtime', 'lunch break', 'meal break', 'snack time', 'snacktime', 'snack break'],
  ...['recess', 'free play', 'playground time', 'movie', 'movies', 'watched a video'],
  ...['homework', 'transport', 'transported', 'transportation', 'car ride'],
];

/** What makes the word a thing that was taught, asked for or did not happen, when it stands before it in its clause. */
const NOT_SPENT =
  /(?<![\p{L}\p{N}])(?:(?:request|ask|mand|label|tact|nam(?:e|ing)|pretend|picture|declin|refus)\p{L}*|no|not|without|before|after)(?![\p{L}\p{N}])/iu;

/** A hint, no verdict: words cannot tell a nap from the word for it. */
export default defineRule({
  id: 'non-billable-activity',
  category: 'documentation',
  severity: 'information',
  summary:
    'the narrative speaks of a nap, a meal, recess, a film, homework or transport, and the note subtracts nothing',
  carc: '252',
  options: {
    words: { description: 'words and phrases for which the narrative is searched', default: WORDS },
  },
  checks: {
    session(record, { option, report }) {
      const { summary, nonBillable } = record.data;
      const narrative = summary?.value;
      const subtracted = keyState(record, 'nonBillable');
      if (narrative === undefined || subtracted === 'unknown' || (nonBillable?.items.length ?? 0) > 0) return;
      const found = wordsIn(narrative, option('words'));
      if (found.length === 0) return;
      const place = { record, path: ['summary'] };
      report({
        place,
        message: `the narrative speaks of ${listed(found)}; 0 minutes are subtracted as non-billable`,
        trace: [
          { label: 'Words in the narrative', value: found.join(', '), place },
          { label: `Non-billable time in ${record.id ?? 'the note'}`, value: 'none' },
          {
            label: 'Time that is not treatment is not billed: naps, meals, recreation, school work',
            source: EVERY_NOTE.source,
          },
        ],
      });
    },
  },
});

/** The words of the list that say how time was spent, each once, in the order of the text. */
function wordsIn(text: string, words: readonly string[]): readonly string[] {
  const pattern = patternOf(words);
  if (!pattern) return [];
  const found = new Set<string>();
  for (const { 0: match, index } of text.matchAll(pattern)) {
    const clause = text.slice(0, index).split(CLAUSE_END).at(-1) ?? '';
    if (!NOT_SPENT.test(clause)) found.add(match.toLowerCase().replaceAll(/\s+/g, ' '));
  }
  return [...found];
}

const CLAUSE_END = /[.,;:!?()\n\r]/;

/** By list: made once for the lists that are kept, the default and those of workspace files. */
const patterns = new WeakMap<readonly string[], RegExp>();

/** Whole words, spaces being of any kind and length; of words that begin alike the longest. Undefined without any word. */
function patternOf(words: readonly string[]): RegExp | undefined {
  let pattern = patterns.get(words);
  if (pattern) return pattern;
  const parts = words.map((word) => word.trim()).filter((word) => word !== '');
  if (parts.length === 0) return undefined;
  const either = parts
    .sort((a, b) => b.length - a.length)
    .map((word) => word.split(/\s+/).map(escaped).join('\\s+'))
    .join('|');
  pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${either})(?![\\p{L}\\p{N}])`, 'giu');
  patterns.set(words, pattern);
  return pattern;
}

/** As `u` patterns take it: those characters only that mean something. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
