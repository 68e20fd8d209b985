/**
 * Generates claim batches for measuring, the same ones every time: `node test/bench/generate-batch.ts --out DIR` with
 * `--claims 5000` writes one batch, as YAML and as JSON, with `--files 1000x100` a folder of a thousand YAML batches.
 * The clients, providers and payer that the claims refer to are written beside them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { MISTAKES } from './batch-mistakes.ts';
import { type ClaimRecord, claimRecord, clientOf } from './batch-records.ts';
import { supportingFiles } from './batch-support.ts';
import { type BatchText, writeJson, writeYaml } from './batch-text.ts';

export interface BatchOptions {
  readonly claims: number;
  /** Number of the first claim: batches of one folder share no claims. */
  readonly first?: number;
  /** How many mistakes are in the batch; where it is too small for them, fewer are. */
  readonly mistakes?: number;
  readonly seed?: number;
}

/** A finding that has to be reported within a claim. */
export interface Seeded {
  readonly rule: string;
  readonly schemaSees: boolean;
  /** Of the claim, counted from 0 within the batch. */
  readonly claim: number;
}

export type BatchFormat = 'yaml' | 'json';

/** The same claims in each format. */
export interface Batch extends Readonly<Record<BatchFormat, BatchText>> {
  readonly seeded: readonly Seeded[];
}

const SEED = 97153;
/** The same number in every batch: what differs between batches is then their size alone. */
const DEFAULT_MISTAKES = 2 * MISTAKES.length;

export function generateBatch(options: BatchOptions): Batch {
  const { claims, first = 0, seed = SEED, mistakes = DEFAULT_MISTAKES } = options;
  const records = Array.from({ length: claims }, (_, index) => claimRecord(first + index, seed));
  const seeded = spoil(records, first, mistakes);
  let yaml: BatchText | undefined;
  let json: BatchText | undefined;
  return {
    seeded,
    get yaml() {
      yaml ??= writeYaml(records);
      return yaml;
    },
    get json() {
      json ??= writeJson(records);
      return json;
    },
  };
}

/** Spreads the mistakes over the batch, one at most in a claim. */
function spoil(records: ClaimRecord[], first: number, mistakes: number): readonly Seeded[] {
  const seeded = new Map<number, Seeded>();
  for (let count = 0; count < mistakes; count++) {
    const mistake = MISTAKES[(first + count) % MISTAKES.length];
    const from = Math.floor(((count + 0.5) * records.length) / mistakes);
    for (let claim = from; mistake && claim < records.length; claim++) {
      const record = records[claim];
      if (!record || seeded.has(claim)) continue;
      const spoilt = mistake.spoil(record, first + claim, clientOf(first + claim));
      if (!spoilt) continue;
      records[claim] = spoilt;
      seeded.set(claim, { rule: mistake.rule, schemaSees: mistake.schemaSees, claim });
      break;
    }
  }
  return [...seeded.values()].sort((a, b) => a.claim - b.claim);
}

/** Writes a folder of batches with what they refer to. @returns the number of characters in the batches. */
export function writeFolder(folder: string, files: number, claims: number): number {
  writeSupportingFiles(folder, files * claims);
  let length = 0;
  const width = String(files).length;
  for (let file = 0; file < files; file++) {
    // One mistake in each: a folder in which every file has a dozen would measure the printing of findings.
    const { text } = generateBatch({ claims, first: file * claims, mistakes: 1 }).yaml;
    writeFileSync(join(folder, `batch-${String(file + 1).padStart(width, '0')}.claims.yaml`), text);
    length += text.length;
  }
  return length;
}

/** Writes what claims numbered below `claims` refer to, into a folder that is made if need be. */
export function writeSupportingFiles(folder: string, claims: number): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of supportingFiles(claims)) writeFileSync(join(folder, name), text);
}

function main(): void {
  const { values } = parseArgs({
    options: { claims: { type: 'string' }, files: { type: 'string' }, out: { type: 'string' } },
  });
  const { out, claims = '5000', files } = values;
  const [count, each] = (files ?? `1x${claims}`).split('x').map(Number);
  if (out === undefined || !count || !each) throw new Error('Say where to --out DIR, and --claims N or --files FxN.');
  if (files !== undefined) {
    writeFolder(out, count, each);
    return;
  }
  // In a folder each: the same claims twice in one folder are duplicates.
  const { yaml, json } = generateBatch({ claims: each });
  for (const [format, { text }] of Object.entries({ yaml, json })) {
    writeSupportingFiles(join(out, format), each);
    writeFileSync(join(out, format, `march.claims.${format}`), text);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
