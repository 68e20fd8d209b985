/** What Medicare's and Medicaid's claim edits (NCCI) look at: what one provider renders to one client on one date. */
import type { LineOfBusiness, Setting } from '../../policies/policy.ts';
import { findMue, indicatorOf, isNcciProgram, type Mai, type NcciProgram } from '../../tables/mue.ts';
import type { ClientDay, Service } from '../../workspace/client-day.ts';
import type { AppliedPolicy, FactReader } from '../../workspace/fact-reader.ts';
import { clientLedgerOf, type LedgerEntry } from '../../workspace/ledger.ts';
import type { PartPlace } from '../../workspace/place.ts';
import type { RecordHandle } from '../../workspace/record.ts';
import type { Source } from '../finding.ts';
import { assumedText } from './assumed.ts';

const PROGRAM_NAMES: { readonly [P in NcciProgram]: string } = { medicare: 'Medicare', medicaid: 'Medicaid' };

/** What the edits see together, in the order of the ledger. */
export interface NcciGroup {
  readonly program: NcciProgram;
  /** Rendering provider; undefined where not known: then there is one entry, which somebody rendered. */
  readonly provider: string | undefined;
  readonly entries: readonly LedgerEntry[];
}

export function programName(program: NcciProgram): string {
  return PROGRAM_NAMES[program];
}

/**
 * What is billed of a day to payers of Medicare or Medicaid, by payer and rendering provider. CMS adds the units of one
 * provider and client up over all lines and claims of the date.
 */
export function ncciGroups(day: ClientDay, facts: FactReader): readonly NcciGroup[] {
  if (!day.entries.some((service) => programOf(facts.policyFor(service)))) return [];
  const groups = new Map<string, { program: NcciProgram; provider: string | undefined; entries: LedgerEntry[] }>();
  for (const [index, entry] of clientLedgerOf(day.client, day.entries, facts).entries.entries()) {
    const program = programOf(entry.applied)?.value;
    if (!isNcciProgram(program)) continue;
    const provider = renderingProvider(entry.service, facts);
    const key = JSON.stringify([program, entry.applied.payer ?? null, provider ?? index]);
    const group = groups.get(key) ?? { program, provider, entries: [] };
    groups.set(key, group);
    group.entries.push(entry);
  }
  return [...groups.values()];
}

function programOf({ policy }: AppliedPolicy): Setting<LineOfBusiness> | undefined {
  return isNcciProgram(policy.lineOfBusiness?.value) ? policy.lineOfBusiness : undefined;
}

/** The line's, else that of the notes it names. */
function renderingProvider({ value }: Service, facts: FactReader): string | undefined {
  if (value.provider !== undefined || value.kind === 'note') return value.provider;
  for (const id of value.sessions ?? []) {
    const provider = facts.note(id)?.value.provider;
    if (provider !== undefined) return provider;
  }
  return undefined;
}

/** That the line of business is only assumed, in parentheses, or nothing. */
export function assumedProgram(applied: AppliedPolicy, verify = false): string {
  const { lineOfBusiness } = applied.policy;
  if (lineOfBusiness) return assumedText(applied, lineOfBusiness.origin, verify);
  return verify ? ' (verify)' : '';
}

/** The medically unlikely edit of a code on a date, and where it is from. */
export interface MueLimit {
  readonly units: number;
  /** Undefined where the edition publishes none, as Medicaid's may. */
  readonly mai: Mai | undefined;
  readonly per: 'line' | 'date';
  readonly source: Source;
  /** The dates of service that the row covers. */
  readonly dates: string;
  readonly place: PartPlace | undefined;
}

/**
 * The imported value of the latest edition that covers the date, else the bundled one; where there is none, or the edition has
 * two, why it is not known.
 */
export function mueLimit(
  record: RecordHandle,
  program: NcciProgram,
  code: string,
  date: string,
  facts: FactReader,
): MueLimit | { readonly unknown: string } {
  const what = `${programName(program)} MUE of ${code}`;
  return (
    importedLimit(record, program, code, date, facts) ??
    bundledLimit(program, code, date) ?? { unknown: `no ${what} for the date of service` }
  );
}

function importedLimit(
  record: RecordHandle,
  program: NcciProgram,
  code: string,
  date: string,
  facts: FactReader,
): MueLimit | { readonly unknown: string } | undefined {
  const folder = facts.tablesFolder(record);
  if (folder === undefined) return undefined;
  const begun = facts.importedMue(folder, program, code).filter(({ from }) => from <= date);
  const last = begun.reduce((best, row) => (row.from > best ? row.from : best), '');
  const covering = begun.filter((row) => row.from === last && date <= (row.to ?? date));
  const [latest, ...others] = covering;
  if (!latest) return undefined;
  const { units, mai, from, to, source } = latest;
  if (others.some((row) => row.units !== units || row.mai !== mai)) {
    return { unknown: `two ${programName(program)} MUEs of ${code} from ${from} on in the tables file` };
  }
  return {
    units,
    mai,
    per: mai === undefined ? 'date' : indicatorOf(mai).per,
    source: { title: source, date: from },
    dates: `${from} to ${to ?? '…'}`,
    place: facts.importedPlace(folder, latest),
  };
}

function bundledLimit(program: NcciProgram, code: string, date: string): MueLimit | undefined {
  const row = findMue(program, code, date);
  if (!row) return undefined;
  const { units, mai, from, to, source } = row;
  return { units, mai, per: indicatorOf(mai).per, source, dates: `${from} to ${to}`, place: undefined };
}
