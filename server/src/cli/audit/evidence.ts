/** What a check rests on: the files it read, the policies that applied, and what was suppressed. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decodeText } from '../../disk/read-text.ts';
import { servicesOf } from '../../features/service-at.ts';
import type { PayerVersion } from '../../policies/policy.ts';
import { isBundled } from '../../policies/resolve.ts';
import type { Engine } from '../../rules/engine.ts';
import type { WorkspaceFile } from '../../workspace/file.ts';
import { UsageError } from '../outcome.ts';
import { checkedSuppressions, type Shown } from '../read-findings.ts';
import type { CheckedSuppression } from '../result.ts';

export interface AuditedInput {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly role: WorkspaceFile['role'];
  readonly bytes: number;
  /** Of the file's bytes, in hexadecimal digits. */
  readonly sha256: string;
}

export interface AuditedPolicy {
  readonly id: string;
  readonly bundled: boolean;
  /** Dates of service that the version covers, ISO. */
  readonly from?: string;
  readonly to?: string;
  readonly source?: string;
  readonly reviewed?: string;
  /** Of the version's settings as the program read them. */
  readonly sha256: string;
}

export interface Evidence {
  readonly inputs: readonly AuditedInput[];
  readonly policies: readonly AuditedPolicy[];
  readonly suppressed: readonly CheckedSuppression[];
}

/**
 * @param reported the files whose findings are reported; all files of the workspace are inputs.
 * @throws UsageError where a file is no longer what was checked.
 */
export async function evidenceOfCheck(
  engine: Engine,
  reported: readonly WorkspaceFile[],
  shown: Shown,
): Promise<Evidence> {
  const inputs: AuditedInput[] = [];
  for (const file of engine.workspace.files()) inputs.push(await auditedInput(file, shown));
  return {
    inputs: inputs.sort((a, b) => (a.file < b.file ? -1 : 1)),
    policies: policiesUsed(engine, reported),
    suppressed: reported.flatMap((file) => checkedSuppressions(engine, file, shown)),
  };
}

/** The evidence of several folders as one; undefined where there is none. A file or policy of several counts once. */
export function joinEvidence(parts: readonly Evidence[]): Evidence | undefined {
  if (parts.length === 0) return undefined;
  const once = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => [
    ...new Map(items.map((item) => [key(item), item])).values(),
  ];
  return {
    inputs: once(
      parts.flatMap(({ inputs }) => inputs),
      ({ file }) => file,
    ),
    policies: once(
      parts.flatMap(({ policies }) => policies),
      ({ sha256: hash }) => hash,
    ),
    suppressed: parts.flatMap(({ suppressed }) => suppressed),
  };
}

async function auditedInput(file: WorkspaceFile, shown: Shown): Promise<AuditedInput> {
  const name = shown.file(file.uri);
  const bytes = await readFile(shown.path?.(file.uri) ?? fileURLToPath(file.uri)).catch(() => undefined);
  const reading = bytes && decodeText(bytes);
  if (!bytes || reading?.kind !== 'text' || reading.text !== file.source.text()) {
    throw new UsageError(`${name}: The file changed while it was checked; no record was written.`);
  }
  return { file: name, role: file.role, bytes: bytes.length, sha256: sha256(bytes) };
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Every version of a policy that a service of the files was checked against, with the versions it stands on. */
function policiesUsed(engine: Engine, files: readonly WorkspaceFile[]): readonly AuditedPolicy[] {
  const facts = engine.facts();
  const used = new Set<PayerVersion>();
  for (const record of files.flatMap(({ slots }) => slots.flatMap(({ records }) => records))) {
    for (const service of servicesOf(record)) {
      for (const version of facts.policyFor(service).policy.chain) used.add(version);
    }
  }
  return [...used].map(auditedPolicy).sort((a, b) => compare(a.id, b.id) || compare(a.from ?? '', b.from ?? ''));
}

function auditedPolicy(version: PayerVersion): AuditedPolicy {
  const { id, from, to, source, reviewed } = version;
  return {
    id,
    bundled: isBundled(id),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(source === undefined ? {} : { source }),
    ...(reviewed === undefined ? {} : { reviewed }),
    sha256: sha256(JSON.stringify(version)),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
