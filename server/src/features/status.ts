/** Why and how a file is checked. */
import type { Policy } from '../policies/policy.ts';
import type { Engine } from '../rules/engine.ts';
import type { AppliedPolicy, FactReader } from '../workspace/fact-reader.ts';
import type { WorkspaceFile } from '../workspace/file.ts';
import type { RecordHandle } from '../workspace/record.ts';
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
  const seen = new Set<Policy>();
  const found = new Map<string, StatusPolicy>();
  for (const { records } of file.slots) {
    for (const record of records) {
      for (const { policy } of policiesFor(record, facts)) {
        // The same for every service of a payer and date.
        if (seen.has(policy)) continue;
        seen.add(policy);
        const version = versionText(policy).trim();
        const key = [policy.id, version, policy.assumed].join('\u0000');
        if (found.has(key)) continue;
        found.set(key, { id: policy.id, name: policy.version.name ?? policy.id, version, assumed: policy.assumed });
      }
    }
  }
  return [...found.values()];
}

function policiesFor(record: RecordHandle, facts: FactReader): readonly AppliedPolicy[] {
  return servicesOf(record).map((service) => facts.policyFor(service));
}
