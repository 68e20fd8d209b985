/** Mistakes that are put into a batch on purpose, so that there is something to find: each causes one finding. */
import {
  type ClaimRecord,
  claimId,
  clockTime,
  dollars,
  FEES,
  type LineRecord,
  numeric,
  plain,
  quoted,
  type Scalar,
  technicianId,
  technicianOf,
  totalOf,
  unitsOf,
  type Value,
} from './batch-records.ts';

export interface Mistake {
  /** The rule that has to find it, in the changed claim. */
  readonly rule: string;
  /** Whether a JSON Schema can see it too. */
  readonly schemaSees: boolean;
  /**
   * Undefined where the claim does not lend itself to it.
   * @param number of the claim, and its client's.
   */
  spoil(claim: ClaimRecord, number: number, client: number): ClaimRecord | undefined;
}

const textOf = (value: Value | undefined): string => (value as Scalar).text;

/** Changes the first line of one of the codes; the charges stay right, so that the mistake remains the only one. */
function onLine(
  codes: readonly string[],
  change: (line: LineRecord, number: number, client: number) => LineRecord,
): Mistake['spoil'] {
  return ({ head, lines }, number, client) => {
    const at = lines.findIndex(({ code }) => codes.includes(textOf(code)));
    const line = lines[at];
    if (!line) return undefined;
    const changed = lines.with(at, change(line, number, client));
    return { head: { ...head, total: numeric(dollars(totalOf(changed))) }, lines: changed };
  };
}

function withUnits(line: LineRecord, units: number): LineRecord {
  const fee = FEES.get(textOf(line.code)) ?? 0;
  return { ...line, units: numeric(units), charge: numeric(dollars(units * fee)) };
}

/** Of the 97156 that a plan pays on one day. */
export const CAREGIVER_UNITS_PER_DAY = 6;
/** Supports one unit more than that, and ends before the next client's time. */
const LONG_GUIDANCE = 105;

/** Minutes from midnight. */
function minutesOf(time: Value | undefined): number {
  const [hours = 0, minutes = 0] = textOf(time).split(':').map(Number);
  return hours * 60 + minutes;
}

const without = (line: LineRecord, key: string): LineRecord =>
  Object.fromEntries(Object.entries(line).filter(([name]) => name !== key));

const renamed = (line: LineRecord, key: string, to: string): LineRecord =>
  Object.fromEntries(Object.entries(line).map(([name, value]) => [name === key ? to : name, value]));

export const MISTAKES: readonly Mistake[] = [
  {
    rule: 'units-exceed-time',
    schemaSees: false,
    spoil: onLine(['97153'], (line) => withUnits(line, Number(textOf(line.units)) + 1)),
  },
  {
    rule: 'structure',
    schemaSees: true,
    spoil: onLine(['97153'], (line) => renamed(line, 'placeOfService', 'placeOfServce')),
  },
  {
    rule: 'cap-exceeded',
    schemaSees: false,
    spoil: onLine(['97156'], (line) =>
      withUnits(
        {
          ...line,
          end: quoted(clockTime(minutesOf(line.start) + LONG_GUIDANCE)),
          minutes: numeric(LONG_GUIDANCE),
        },
        unitsOf(LONG_GUIDANCE),
      ),
    ),
  },
  {
    rule: 'provider-code',
    schemaSees: false,
    spoil: onLine(['97155'], (line, _, client) => ({
      ...line,
      modifiers: [plain('HM')],
      provider: plain(technicianId(technicianOf(client))),
    })),
  },
  {
    rule: 'units-below-time',
    schemaSees: false,
    spoil: onLine(['97153'], (line) => withUnits(line, Number(textOf(line.units)) - 1)),
  },
  {
    rule: 'supervisor-missing',
    schemaSees: false,
    spoil: onLine(['97153'], (line) => without(line, 'supervisor')),
  },
  {
    rule: 'code-unknown',
    schemaSees: false,
    spoil: onLine(['97153'], (line) => ({ ...line, code: plain('97135') })),
  },
  {
    rule: 'reference-unknown',
    schemaSees: false,
    spoil: onLine(['97153'], (line) => ({ ...line, provider: plain(`${textOf(line.provider)}o`) })),
  },
  {
    rule: 'time-invalid',
    schemaSees: false,
    spoil: onLine(['97153'], (line) => ({ ...line, end: quoted('07:15') })),
  },
  {
    rule: 'units-invalid',
    schemaSees: false,
    spoil: onLine(['97153'], (line) => ({ ...line, units: numeric('4.5') })),
  },
  {
    rule: 'minutes-mismatch',
    schemaSees: false,
    spoil: onLine(['97155', '97156'], (line) => ({ ...line, minutes: numeric(Number(textOf(line.minutes)) + 4) })),
  },
  {
    rule: 'duplicate-id',
    schemaSees: false,
    spoil: (claim, number) =>
      number === 0 ? undefined : { ...claim, head: { ...claim.head, id: plain(claimId(number - 1)) } },
  },
];
