/** The command line on a folder of many batches, beside a program that only parses them. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/paths.ts';
import { writeFolder } from './generate-batch.ts';
import { peakMemoryOf } from './lsp-driver.ts';

export interface Run {
  readonly milliseconds: number;
  /** Bytes, as last seen before it ended; NaN where it is not known. */
  readonly peakMemory: number;
}

export interface CommandLineTimes {
  readonly files: number;
  readonly claims: number;
  readonly characters: number;
  readonly ours: readonly Run[];
  readonly parsing: readonly Run[];
}

const MEMORY_INTERVAL_MS = 20;

/**
 * Runs both by turns, in a folder that is generated and removed again.
 * @throws where the command line does not report the one mistake that every file holds.
 */
export async function measureCommandLine(
  dist: string,
  { files, claims, rounds }: { readonly files: number; readonly claims: number; readonly rounds: number },
): Promise<CommandLineTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'aba-billing-bench-'));
  try {
    const characters = writeFolder(folder, files, claims);
    const ours: Run[] = [];
    const parsing: Run[] = [];
    for (let round = 0; round < rounds; round++) {
      const { output, code, ...run } = await timed([`${dist}/cli.js`, 'check', folder, '--format', 'json']);
      if (code !== 0 && code !== 1) throw new Error(`The command line ended with ${code}.`);
      const { findings } = JSON.parse(output) as { readonly findings: readonly { readonly file: string }[] };
      const found = new Set(findings.map(({ file }) => file)).size;
      if (found !== files) throw new Error(`The command line found mistakes in ${found} of ${files} files.`);
      ours.push(run);
      const other = await timed([`${ROOT}/test/bench/parse-with-yaml.ts`, folder]);
      if (other.code !== 0) throw new Error(`Parsing ended with ${other.code}.`);
      parsing.push(other);
    }
    return { files, claims, characters, ours, parsing };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface EndedRun extends Run {
  readonly code: number | null;
  readonly output: string;
}

function timed(args: readonly string[]): Promise<EndedRun> {
  const at = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let peakMemory = Number.NaN;
  const watch = setInterval(() => {
    peakMemory = peakMemoryOf(child.pid) ?? peakMemory;
  }, MEMORY_INTERVAL_MS);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      const output = Buffer.concat(chunks).toString();
      resolve({ milliseconds: performance.now() - at, peakMemory, code, output });
    });
  });
}
