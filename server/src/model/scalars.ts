/** The scalar shapes. Each reads its value from the source text, so that `97153` and `"97153"` are the same. */
import { readOtherwise, readTimeOtherwise } from '../syntax/other-readers.ts';
import { type ScalarShape, scalar } from './shape.ts';

/** Editors would offer `true` and `false` everywhere if booleans were among them. */
const TEXT_TYPES = ['string', 'number'] as const;

const asWritten = (text: string) => text;

/** Free text; an empty quoted text is a value. */
export const text = scalar(
  { read: asWritten, expected: 'text', mayBeEmpty: true, otherwise: readOtherwise },
  { type: TEXT_TYPES },
);

/** Text that cannot be empty: ids, references, names of things. */
export const id = scalar(
  { read: asWritten, expected: 'text that is not empty', otherwise: readOtherwise },
  { type: TEXT_TYPES, minLength: 1 },
);

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const YEAR_FIRST = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})$/;

function isRealDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= ([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0) + (leap ? 1 : 0);
}

/** Texts that are dates. A folder names a few hundred days, each of them many thousand times. */
const knownDates = new Set<string>();
const MAX_KNOWN_DATES = 10_000;

function readDate(written: string): string | undefined {
  if (knownDates.has(written)) return written;
  const match = DATE.exec(written);
  if (!match || !isRealDay(Number(match[1]), Number(match[2]), Number(match[3]))) return undefined;
  if (knownDates.size < MAX_KNOWN_DATES) knownDates.add(written);
  return written;
}

/** Only forms that begin with the year: in all others day and month may be confused. */
function repairDate(written: string): string | undefined {
  const match = YEAR_FIRST.exec(written);
  if (!match || (match[2] === '' && written.length !== 8)) return undefined;
  return readDate(`${match[1]}-${match[3]?.padStart(2, '0')}-${match[4]?.padStart(2, '0')}`);
}

/** A real calendar day, as ISO text. */
export const date = scalar(
  {
    read: readDate,
    expected: 'a date like 2026-03-02',
    problem: (written) => (DATE.test(written) ? 'there is no such day' : undefined),
    repair: repairDate,
  },
  { type: 'string', format: 'date', pattern: DATE.source },
);

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);
const BOOLEAN_WORDS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['yes', 'true'],
  ['y', 'true'],
  ['on', 'true'],
  ['false', 'false'],
  ['no', 'false'],
  ['n', 'false'],
  ['off', 'false'],
]);

export const boolean = scalar(
  {
    read: (written) => BOOLEANS.get(written),
    expected: 'true or false',
    words: ['true', 'false'],
    repair: (written) => BOOLEAN_WORDS.get(written.toLowerCase()),
  },
  { type: ['boolean', 'string'], pattern: '^(true|false)$' },
);

const MONEY = /^(\d{1,9})(?:\.(\d{1,2}))?$/;

function readMoney(written: string): number | undefined {
  const match = MONEY.exec(written);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

/** Takes a dollar sign and commas between groups of three digits away; anything else is not clearly an amount. */
function repairMoney(written: string): string | undefined {
  const match = /^\$?\s*(\d+|\d{1,3}(?:,\d{3})+)(\.\d{1,2})?$/.exec(written);
  const repaired = match && `${match[1]?.replaceAll(',', '')}${match[2] ?? ''}`;
  return repaired && readMoney(repaired) !== undefined ? repaired : undefined;
}

/** Whole cents. At most nine digits before the point, so that sums and products of a file stay exact. */
export const money = scalar(
  { read: readMoney, expected: 'an amount like 75.00', repair: repairMoney },
  { type: ['number', 'string'], minimum: 0, maximum: 999_999_999.99, pattern: MONEY.source },
);

function whole(minimum: number, maximum: number): (written: string) => number | undefined {
  return (written) => {
    if (!/^(0|[1-9]\d*)$/.test(written)) return undefined;
    const number = Number(written);
    return number >= minimum && number <= maximum ? number : undefined;
  };
}

const MAX_COUNT = 999_999;

/** A whole number from 1. */
export const positiveInteger = scalar(
  { read: whole(1, MAX_COUNT), expected: 'a whole number from 1' },
  { type: ['integer', 'string'], minimum: 1, maximum: MAX_COUNT, pattern: '^[1-9][0-9]{0,5}$' },
);

/** A whole number from 0. */
export const count = scalar(
  { read: whole(0, MAX_COUNT), expected: 'a whole number from 0' },
  { type: ['integer', 'string'], minimum: 0, maximum: MAX_COUNT, pattern: '^(0|[1-9][0-9]{0,5})$' },
);

/** How an MUE is adjudicated: 1, 2 or 3. */
export const adjudicationIndicator = scalar(
  { read: (written) => (/^[1-3]$/.test(written) ? (Number(written) as 1 | 2 | 3) : undefined), expected: '1, 2 or 3' },
  { type: ['integer', 'string'], minimum: 1, maximum: 3, pattern: '^[1-3]$' },
);

/** Whether a modifier releases an NCCI pair: 0, 1 or 9. */
export const modifierIndicator = scalar(
  { read: (written) => (/^[019]$/.test(written) ? (Number(written) as 0 | 1 | 9) : undefined), expected: '0, 1 or 9' },
  { type: ['integer', 'string'], enum: [0, 1, 9, '0', '1', '9'] },
);

const HOURS = /^(0|[1-9]\d{0,4})(?:\.(0|00|25|5|50|75))?$/;

function readHours(written: string): number | undefined {
  const match = HOURS.exec(written);
  return match ? Number(match[1]) * 60 + (Number((match[2] ?? '').padEnd(2, '0')) * 60) / 100 : undefined;
}

/** Hours, down to quarters; the value is in minutes. */
export const hours = scalar(
  { read: readHours, expected: 'hours like 40 or 7.5, in quarters' },
  { type: ['number', 'string'], minimum: 0, maximum: 99_999.75, multipleOf: 0.25, pattern: HOURS.source },
);

const PERCENT = /^(\d|[1-9]\d|100)(?:\.(\d{1,2}))?$/;

function readPercent(written: string): number | undefined {
  const match = PERCENT.exec(written);
  const hundredths = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
  return hundredths !== undefined && hundredths <= 10_000 ? hundredths : undefined;
}

/** A share from 0 to 100 percent with at most two decimals; the value is in hundredths of a percent, so that it is whole. */
export const percent = scalar(
  { read: readPercent, expected: 'a percentage from 0 to 100, like 12.5' },
  {
    type: ['number', 'string'],
    minimum: 0,
    maximum: 100,
    pattern: '^(([0-9]|[1-9][0-9])(\\.[0-9]{1,2})?|100(\\.00?)?)$',
  },
);

/** Billed units of a note or a service line, 1–999; anything else is `units-invalid`'s to report. */
export const units = scalar(
  { read: whole(1, 999), expected: 'a whole number of units, 1 to 999', lenient: true },
  { type: ['integer', 'string'], minLength: 1, examples: [4] },
);

/** Minutes within one day, 0–1440. */
export const minutes = scalar(
  { read: whole(0, 1440), expected: 'a whole number of minutes', lenient: true },
  { type: ['integer', 'string'], minLength: 1, examples: [15] },
);

/** A wall-clock time as written; reading it is the billing arithmetic's. */
export const time = scalar(
  { read: asWritten, expected: 'a time like 15:00', lenient: true, otherwise: readTimeOtherwise },
  { type: 'string', minLength: 1, examples: ['15:00', '3:00 PM'] },
);

/** @param form of the codes that are read in capitals, whatever case they are written in; other texts stay as written. */
const lenientCode = (expected: string, examples: readonly (string | number)[], form?: RegExp) =>
  scalar(
    {
      read: (written) => (form?.test(written) ? written.trim().toUpperCase() : written),
      expected,
      lenient: true,
      // What is not of the form is the matter of a rule of its own.
      otherwise: (written) => (form?.test(written) ? readOtherwise(written) : undefined),
    },
    { type: ['string', 'integer'], minLength: 1, examples },
  );

/** CPT and HCPCS codes have five characters (`0373t`). */
export const procedureCode = lenientCode(
  'a procedure code like 97153',
  [97153, '0362T'],
  /^\s*[a-z0-9]\d{3}[a-z0-9]\s*$/i,
);

/** What the length of a unit is stated for: a code, or a code and a modifier joined by a hyphen. */
export const unitKey = lenientCode(
  'a procedure code like 97153, or with a modifier like 97151-TJ',
  ['default', '97151-TJ'],
  /^\s*[a-z0-9]\d{3}[a-z0-9](?:-[a-z0-9]{2})?\s*$/i,
);

/** How many are in a group: `2`, `4-8`, or `6+`. What is none of them is `policy-invalid`'s to report. */
export const groupRange = lenientCode('a number of persons like 2, or a range like 4-8 or 6+', ['2', '4-8', '6+']);

export const modifier = lenientCode('a modifier like HM', ['HM', 'HN', 'HO', '95'], /^[a-z0-9]{2}$/i);
export const placeOfService = lenientCode('a place of service code like 12', [11, 12, '02', '03'], /^\d\d$/);
export const diagnosisCode = lenientCode('an ICD-10-CM code like F84.0', ['F84.0'], /^[a-z]\d[0-9ab][.0-9a-z]*$/i);
export const diagnosisPointer = lenientCode('a letter, A to L', ['A', 'B'], /^[a-z]$/i);
export const npi = lenientCode('a National Provider Identifier of ten digits', ['1234567893']);
export const taxonomy = lenientCode(
  'a provider taxonomy code like 106S00000X',
  ['106S00000X', '103K00000X'],
  /^[0-9a-z]{10}$/i,
);

/** Length of a unit in minutes, `event`, or `unknown`. */
export const unitLength: ScalarShape<number | 'event' | 'unknown'> = scalar(
  {
    read: (written) => (written === 'event' || written === 'unknown' ? written : whole(1, 1440)(written)),
    expected: 'a whole number of minutes, event, or unknown',
    words: ['event', 'unknown'],
  },
  {
    type: ['integer', 'string'],
    minimum: 1,
    maximum: 1440,
    pattern: '^(event|unknown|[1-9][0-9]{0,2}|1[0-3][0-9]{2}|14[0-3][0-9]|1440)$',
  },
);

/** One of the words, exactly as listed. */
export function words<const W extends string>(list: readonly W[], expected: string = oneOf(list)): ScalarShape<W> {
  const known: ReadonlyMap<string, W> = new Map(list.map((word) => [word, word]));
  return scalar({ read: (written) => known.get(written), expected, words: list }, { type: 'string', enum: list });
}

function oneOf(list: readonly string[]): string {
  return list.length < 3 ? list.join(' or ') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}
