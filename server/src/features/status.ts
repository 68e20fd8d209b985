/** Why and how a file is checked. */
import type { Engine } from '../rules/engine.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import { versionText } from './code-card.ts';
import { servicesOf } from './service-at.ts';

export interface StatusPolicy {
  readonly id: string;
  readonly name: string;
  /** The dates of service that the version covers, in words; empty when it has no limits. */
  readonly version: string;
  readonly assumed: boolean;
}

/** Id of the policy that applies where a record leads to no other. */
export function defaultPolicyId(engine: Engine, uri: string): string {
  return engine.workspace.configurationFor(uri).defaultPayer ?? 'builtin:default';
}

export function recordCount(file: WorkspaceFile): number {
  return file.slots.reduce((count, { records }) => count + records.length, 0);
}

/** The policies that the notes and lines of a file are checked against, in the order of their first record. */
export function policiesOf(engine: Engine, file: WorkspaceFile): readonly StatusPolicy[] {
  const facts = engine.facts();
  const found = new Map<string, StatusPolicy>();
  /** Which policy applies depends on payer and date alone: of thousands of lines few have to be looked at. */
  const seen = new Map<string | undefined, Set<string | undefined>>();
  for (const { records } of file.slots) {
    for (const { from, value } of records.flatMap(servicesOf)) {
      const payer = value.kind === 'line' ? value.payer : facts.payerOfNote(value);
      const dates = seen.get(payer) ?? new Set();
      if (dates.has(value.date)) continue;
      seen.set(payer, dates.add(value.date));
      const { policy } = facts.policy(from, payer, value.date);
      const version = versionText(policy).trim();
      const key = [policy.id, version, policy.assumed].join('\u0000');
      if (found.has(key)) continue;
      found.set(key, { id: policy.id, name: policy.version.name ?? policy.id, version, assumed: policy.assumed });
    }
  }
  return [...found.values()];
}
