/** The audit record of a check: what was checked, by what, against what, and everything that was found or suppressed. */
import { resolve } from 'node:path';
import type { Pieces } from '../../disk/write-pieces.ts';
import { writeWhole } from '../../disk/write-whole.ts';
import { jsonPieces } from '../json-pieces.ts';
import { type Surroundings, UsageError } from '../outcome.ts';
import type { CheckResult } from '../result.ts';
import { BUNDLED_TABLES } from './bundled-tables.ts';
import { type Evidence, sha256 } from './evidence.ts';

const VERSION = 1;

export interface AuditedCheck {
  /** The paths as they were named. */
  readonly paths: readonly string[];
  /** ISO date that was given as today. */
  readonly asOf: string | undefined;
  /** All findings, those that a baseline knows included. */
  readonly result: CheckResult;
  readonly evidence: Evidence;
}

/** The record as JSON, in pieces. The same inputs, day and program give the same record. */
export function auditRecord(
  { paths, asOf, result, evidence }: AuditedCheck,
  { today, installation }: Pick<Surroundings, 'today' | 'installation'>,
): Pieces {
  const { findings, notChecked, summary, problems } = result;
  const { inputs, policies, suppressed } = evidence;
  const tables = Object.entries(BUNDLED_TABLES).map(([name, data]) => ({ name, sha256: sha256(JSON.stringify(data)) }));
  return jsonPieces({
    recordVersion: VERSION,
    program: { name: 'aba-billing', version: installation.version },
    checked: { on: today, ...(asOf === undefined ? {} : { asOf }), paths },
    inputs,
    policies,
    tables,
    findings: findings.values().map((entry) => entry.finding()),
    suppressed,
    notChecked,
    problems,
    summary,
  });
}

/** Writes a record, whole or not at all. @throws UsageError where it cannot be written. */
export async function writeRecord(path: string, cwd: string, record: Pieces): Promise<void> {
  const problem = await writeWhole(resolve(cwd, path), record);
  if (problem !== undefined) throw new UsageError(`${path}: ${problem}`);
}
