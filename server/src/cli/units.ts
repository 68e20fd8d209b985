/** The command `units`: documented minutes to units, with the arithmetic. */
import { type Allocation, type CmsPool, cmsAllocations, poolUnits } from '../billing/cms-8-minute.ts';
import { minutesToNextUnit, type Rounding, unitRule, unitsFor } from '../billing/units.ts';
import { roundingName, thresholdText, unitsText } from '../rules/support/unit-trace.ts';
import { findCode, nearestCodes } from '../tables/codes.ts';
import { type Outcome, type Paint, type Surroundings, UsageError } from './outcome.ts';

export interface UnitsOptions {
  readonly rounding: Rounding;
  readonly unitMinutes: number;
  readonly format: 'text' | 'json';
}

/** As JSON says it. */
export interface UnitsResult {
  /** The one that was used: the CMS 8-minute rule knows no units of other lengths than 15 minutes. */
  readonly rounding: Rounding;
  readonly total: number;
  readonly units: Readonly<Record<string, number>>;
  /** Every allowed allocation where remainders tie, `units` first; empty where only one is allowed. */
  readonly alternatives: readonly Readonly<Record<string, number>>[];
}

/** Units of one code, and the step of the calculation that gives them. */
interface CodeUnits {
  readonly code: string;
  readonly minutes: number;
  readonly units: number;
  readonly step: string;
}

interface Calculation {
  readonly rounding: Rounding;
  readonly codes: readonly CodeUnits[];
  readonly alternatives: readonly Allocation[];
  /** What is calculated for all codes together. */
  readonly together: readonly string[];
  readonly complaints: readonly string[];
}

const DAY_MINUTES = 1440;
/** Allocations beyond these are not listed: nobody would read them. */
const MAX_ALTERNATIVES = 1000;

/**
 * @param entries `CODE=MINUTES`; the minutes of a code that is named twice are added up.
 * @throws UsageError for anything else.
 */
export function units(entries: readonly string[], options: UnitsOptions, { paint }: Surroundings): Outcome {
  const minutes = minutesByCode(entries);
  const calculation = options.rounding === 'cms-8-minute' ? pooled(minutes, options) : separate(minutes, options);
  const result: UnitsResult = {
    rounding: calculation.rounding,
    total: calculation.codes.reduce((sum, { units }) => sum + units, 0),
    units: Object.fromEntries(calculation.codes.map(({ code, units }) => [code, units])),
    alternatives: calculation.alternatives.map((allocation) => allocated(calculation.codes, allocation)),
  };
  const output = options.format === 'json' ? `${JSON.stringify(result)}\n` : text(calculation, result, options, paint);
  const complaints = [...[...minutes.keys()].flatMap(unknownCode), ...calculation.complaints];
  return { output, complaints, exitCode: 0 };
}

function minutesByCode(entries: readonly string[]): ReadonlyMap<string, number> {
  const minutes = new Map<string, number>();
  for (const entry of entries) {
    const [, code = '', figure = ''] = /^([^=]*)=(.*)$/s.exec(entry) ?? [];
    if (!/^[a-z\d]{5}$/i.test(code)) {
      throw new UsageError(
        `\`${entry}\` is not CODE=MINUTES, for example 97153=53: a code has five letters or digits.`,
      );
    }
    const sum = (minutes.get(code.toUpperCase()) ?? 0) + wholeMinutes(entry, figure);
    if (sum > DAY_MINUTES) {
      throw new UsageError(
        `${code.toUpperCase()} has ${sum} minutes; a day has ${DAY_MINUTES}, and units are counted by day.`,
      );
    }
    minutes.set(code.toUpperCase(), sum);
  }
  return minutes;
}

function wholeMinutes(entry: string, figure: string): number {
  if (!/^\d{1,9}$/.test(figure))
    throw new UsageError(`\`${entry}\` has no whole number of minutes from 0 to ${DAY_MINUTES}.`);
  return Number(figure);
}

function unknownCode(code: string): readonly string[] {
  if (findCode(code)) return [];
  const [first] = nearestCodes(code);
  return [
    `${code} is not in the table of codes, and is counted all the same.${first ? ` Did you mean ${first.code}?` : ''}`,
  ];
}

function separate(minutes: ReadonlyMap<string, number>, { rounding, unitMinutes }: UnitsOptions): Calculation {
  const rule = unitRule(rounding, unitMinutes);
  const codes = [...minutes].map(([code, m]): CodeUnits => {
    const units = unitsFor(m, rule);
    const missing = minutesToNextUnit(m, rule);
    const next = missing === undefined ? '' : `; ${missing} min more give ${units + 1}`;
    return { code, minutes: m, units, step: `${thresholdText(m, rule)}${next}` };
  });
  return { rounding, codes, alternatives: [], together: [], complaints: [] };
}

function pooled(minutes: ReadonlyMap<string, number>, { rounding, unitMinutes }: UnitsOptions): Calculation {
  const pool = poolUnits([...minutes].map(([code, m]) => ({ code, minutes: m, unitLength: unitMinutes })));
  if (pool.shares.length === 0) {
    const complaint = `The CMS 8-minute rule is for units of 15 minutes; units of ${unitMinutes} are counted by the midpoint.`;
    return { ...separate(minutes, { rounding: 'midpoint', unitMinutes, format: 'text' }), complaints: [complaint] };
  }
  const { list, complete } = cmsAllocations(pool, MAX_ALTERNATIVES);
  const [first] = list;
  const codes = pool.shares.map(({ code, minutes, blocks, remaining, leftover }): CodeUnits => {
    const extra = { yes: 'gets one more', no: 'gets none more', choice: 'ties for one more' }[leftover];
    return { code, minutes, units: first?.get(code) ?? 0, step: `${blocks} × 15, ${remaining} min left: ${extra}` };
  });
  return {
    rounding,
    codes,
    alternatives: list.length > 1 ? list : [],
    together: [poolLine(pool)],
    complaints: complete ? [] : [`There are more than ${MAX_ALTERNATIVES} allocations; these are the first.`],
  };
}

function poolLine({ minutes, units, leftoverUnits }: CmsPool): string {
  const left = leftoverUnits === 0 ? '' : `, ${leftoverUnits} of them beyond whole blocks of 15`;
  return `Pooled: floor((${minutes} + 7) / 15) = ${unitsText(units)}${left}`;
}

function allocated(codes: readonly CodeUnits[], allocation: Allocation): Readonly<Record<string, number>> {
  return Object.fromEntries(codes.map(({ code }) => [code, allocation.get(code) ?? 0]));
}

function text(
  { codes, alternatives, together }: Calculation,
  { total }: UnitsResult,
  { rounding, unitMinutes }: UnitsOptions,
  paint: Paint,
): string {
  const rows = codes.map(({ code, minutes, units, step }) => [code, `${minutes} min`, unitsText(units), step] as const);
  const lines = [
    `${roundingName(unitRule(rounding, unitMinutes), together.length > 0)}, ${unitMinutes} minutes a unit`,
    ...together,
    ...columns([...rows, ['total', '', unitsText(total), '']], paint),
  ];
  if (alternatives.length > 0) {
    lines.push('Remainders tie, so each of these is allowed:');
    for (const allocation of alternatives) {
      lines.push(`  ${codes.map(({ code }) => `${code} ${allocation.get(code) ?? 0}`).join(', ')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Minutes and units to the right, so that figures stand below each other; units are what people look for. */
function columns(rows: readonly (readonly [string, string, string, string])[], paint: Paint): readonly string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const [first = 0, second = 0, third = 0] = widths;
  return rows.map(([code, minutes, units, step]) => {
    const figures = `${minutes.padStart(second)}  ${paint('bold', units.padEnd(third))}`;
    return `  ${code.padEnd(first)}  ${figures}${step === '' ? '' : `  ${paint('dim', step)}`}`.trimEnd();
  });
}
