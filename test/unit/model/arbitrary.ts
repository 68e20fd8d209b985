/** Random documents along the format, right and wrong, made from what the format says about itself. */
import fc from 'fast-check';
import { describePart, keysAt, type PartDescription, type Subject } from '../../../server/src/model/document.ts';

type Path = readonly (string | number)[];
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Right values by what is expected; the words of a list and whatever is not here are taken as they are listed. */
const RIGHT: Readonly<Record<string, readonly Json[]>> = {
  text: ['', 'x', ' ', 'two words', 5],
  '1, 2 or 3': [1, 2, '3'],
  '0, 1 or 9': [0, '1', 9],
  'text that is not empty': ['x', ' ', '007', 97153, 2.5],
  'a date like 2026-03-02': ['2026-03-02', '2024-02-29'],
  'true or false': [true, false, 'true'],
  'an amount like 75.00': [0, 75, 75.25, '75.00', '0.5'],
  'a whole number from 1': [1, 15, '8', 999_999],
  'a whole number from 0': [0, 15, '0', 999_999],
  'a whole number of minutes, or event': ['event', 1, '15', 1440],
  'a whole number of units, 1 to 999': [1, '3', 0, 1000],
  'a whole number of minutes': [0, '53', -1, 1441],
  'hours like 40 or 7.5, in quarters': [0, 40, '7.5', 0.25, '99999.75'],
  'a percentage from 0 to 100, like 12.5': [0, 5, 12.5, '100', '10.25'],
  'a time like 15:00': ['15:00', '3:00 PM', 'noon'],
};
const CODES: readonly Json[] = [97153, '0362T', 'HM', 'x', '02'];

/** Texts and numbers of which every scalar finds plenty of wrong ones. */
const ANY: readonly Json[] = [
  ...[
    '2026-02-30',
    '2026-3-2',
    '97153',
    'x',
    '',
    ' ',
    '15:00',
    '3',
    '0',
    '007',
    '1441',
    '75.00',
    '$5',
    '1.005',
    'true',
    'yes',
  ],
  ...['event', 'null', '~', 0, 1, 97153, 1_000_000, -1, 2.5],
];

export interface Odds {
  /** How often, in a hundred, a part is replaced by anything; 0: only what is right. */
  readonly wrong: number;
  /** In place of every scalar. */
  readonly scalars?: readonly Json[];
}

/** A value for a part. */
export function partOf(subject: Subject, path: Path, odds: Odds): fc.Arbitrary<Json> {
  const right = rightPartOf(subject, path, odds);
  if (odds.wrong === 0) return right;
  return fc.oneof({ weight: 100 - odds.wrong, arbitrary: right }, { weight: odds.wrong, arbitrary: anything(odds) });
}

function rightPartOf(subject: Subject, path: Path, odds: Odds): fc.Arbitrary<Json> {
  const part = describePart(subject, path);
  if (!part) throw new RangeError(`No part ${path.join('.')} of a ${subject}`);
  switch (part.type) {
    case 'object':
      return objectOf(subject, path, odds);
    case 'list':
      return fc.array(partOf(subject, [...path, 0], odds), { maxLength: 2 });
    case 'map':
      return fc.dictionary(
        fc.constantFrom('97153', 'default', 'qhp', ...(odds.wrong > 0 ? [''] : [])),
        partOf(subject, [...path, 'x'], odds),
        {
          maxKeys: 2,
        },
      );
    case 'either':
      return fc.oneof(otherOf(subject, path, odds), scalar(part, odds));
    default:
      return scalar(part, odds);
  }
}

/** What may stand in place of a scalar: an object, or a list. */
function otherOf(subject: Subject, path: Path, odds: Odds): fc.Arbitrary<Json> {
  if (keysAt(subject, path).length > 0) return objectOf(subject, path, odds);
  return fc.array(partOf(subject, [...path, 0], odds), { maxLength: 2 });
}

function objectOf(subject: Subject, path: Path, odds: Odds): fc.Arbitrary<Json> {
  const keys = keysAt(subject, path);
  const model: Record<string, fc.Arbitrary<Json>> = Object.fromEntries(
    keys.map(({ key }) => [key, partOf(subject, [...path, key], odds)]),
  );
  const requiredKeys = keys.flatMap(({ key, isRequired }) => (isRequired ? [key] : []));
  const right = fc.record(model, { requiredKeys }) as fc.Arbitrary<JsonObject>;
  if (odds.wrong === 0) return right;
  const lacking = fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
  const extended = fc.tuple(right, fc.constantFrom('Units', 'client_id', 'foo', 'a b'), anything(odds));
  return fc.oneof(
    { weight: 100 - odds.wrong, arbitrary: right },
    { weight: odds.wrong, arbitrary: lacking },
    { weight: odds.wrong, arbitrary: extended.map(([record, key, value]) => ({ ...record, [key]: value })) },
  );
}

function scalar({ words, expected }: PartDescription, odds: Odds): fc.Arbitrary<Json> {
  const right = fc.constantFrom<Json[]>(...(RIGHT[expected] ?? words ?? CODES));
  if (odds.wrong === 0) return right;
  return fc.oneof(
    { weight: odds.scalars ? 0 : 100 - odds.wrong, arbitrary: right },
    { weight: odds.wrong, arbitrary: fc.constantFrom(...(odds.scalars ?? ANY)) },
  );
}

function anything(odds: Odds): fc.Arbitrary<Json> {
  const any = fc.constantFrom(...(odds.scalars ?? ANY));
  return fc.oneof(
    any,
    fc.constant(null),
    fc.array(any, { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('id', 'x'), any),
  );
}
