/**
 * `npm run bench`: how long a person waits for findings, beside yaml-language-server with our JSON Schema, in one run.
 *
 *   --quick          smaller batches and fewer samples
 *   --only ours      without yaml-language-server
 *   --cli            the command line on 1,000 files instead
 *   --dist DIR       another build than dist/
 *
 * Nothing fails for being slow; a server that does not find what it has to find does.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildAll } from '../../scripts/build.ts';
import { ROOT } from '../../scripts/paths.ts';
import { complete } from '../../scripts/vscode/processes.ts';
import { measureCommandLine } from './command-line.ts';
import type { EngineTask, EngineTimes } from './engine.ts';
import { generateBatch, writeSupportingFiles } from './generate-batch.ts';
import { type Document, measureServer, noSamples, type SampleCounts, type ServerSamples } from './measure-server.ts';
import { Random } from './random.ts';
import { commandLineReport, type EngineRow, type Machine, type ServerRow, serverReport } from './reports.ts';
import { type ComparedServer, installYamlLanguageServer, ours, yamlLanguageServer } from './servers.ts';

interface Plan {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly ours: SampleCounts;
  /** By size: what takes seconds is done less often. */
  readonly other: (claims: number) => SampleCounts;
  readonly engineEdits: number;
  /** Files beside the smallest batch, to see whether their number matters. */
  readonly others: number;
}

const FULL: Plan = {
  sizes: [100, 1000, 5000],
  rounds: 5,
  ours: { edits: 30, hovers: 12 },
  other: (claims) => (claims < 5000 ? { edits: 4, hovers: 2 } : { edits: 1, hovers: 1 }),
  engineEdits: 300,
  others: 300,
};

const QUICK: Plan = {
  sizes: [100, 1000],
  rounds: 1,
  ours: { edits: 24, hovers: 6 },
  other: () => ({ edits: 3, hovers: 1 }),
  engineEdits: 100,
  others: 50,
};

async function measureServers(plan: Plan, servers: readonly ComparedServer[]): Promise<readonly ServerRow[]> {
  const rows: ServerRow[] = [];
  for (const claims of plan.sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'aba-billing-bench-'));
    try {
      writeSupportingFiles(folder, claims);
      rows.push(...(await measureSize(plan, servers, claims, folder)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return rows;
}

/** The servers take turns, so that whatever else the machine does slows them alike. */
async function measureSize(
  plan: Plan,
  servers: readonly ComparedServer[],
  claims: number,
  folder: string,
): Promise<readonly ServerRow[]> {
  const batch = generateBatch({ claims });
  const { text } = batch.yaml;
  const document: Document = { batch, lines: text.split('\n'), folder: pathToFileURL(folder).href };
  const size = { claims, lines: document.lines.length, characters: text.length };
  const samples = new Map<ComparedServer, ServerSamples>(servers.map((server) => [server, noSamples()]));
  const random = new Random(claims);
  for (let round = 1; round <= plan.rounds; round++) {
    for (const [server, own] of samples) {
      progress(`${claims.toLocaleString('en-US')} claims, round ${round} of ${plan.rounds}: ${server.name}`);
      const counts = server.knows === 'billing' ? plan.ours : plan.other(claims);
      await measureServer(server, document, counts, random, own);
    }
  }
  return [...samples].map(([{ name, knows }, own]) => ({ ...size, name, isOurs: knows === 'billing', samples: own }));
}

async function measureEngines({ sizes, engineEdits: edits, others }: Plan): Promise<readonly EngineRow[]> {
  const tasks: EngineTask[] = [
    ...sizes.flatMap((claims) => (['yaml', 'json'] as const).map((format) => ({ claims, format, edits, others: 0 }))),
    { claims: Math.min(...sizes), format: 'yaml', edits, others },
  ];
  const rows: EngineRow[] = [];
  for (const task of tasks) {
    progress(`${task.claims.toLocaleString('en-US')} claims as ${task.format}, without a protocol`);
    rows.push({ ...task, times: await measureEngineApart(task) });
  }
  return rows;
}

/** In a process of its own: code that other batches have warmed up would be faster. */
async function measureEngineApart({ claims, format, edits, others }: EngineTask): Promise<EngineTimes> {
  const args = ['--expose-gc', `${ROOT}/test/bench/engine.ts`, `${claims}`, format, `${edits}`, `${others}`];
  const { code, output } = await complete(process.execPath, args, { quiet: true });
  if (code !== 0) throw new Error(output);
  return JSON.parse(output) as EngineTimes;
}

const progress = (what: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what}`);
};

function machine(): Machine {
  const [load = 0] = loadavg();
  return { processor: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version, load };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      cli: { type: 'boolean', default: false },
      dist: { type: 'string' },
    },
  });
  if (values.only !== undefined && values.only !== 'ours') throw new Error('--only takes nothing but ours.');
  const dist = resolve(values.dist ?? `${ROOT}/dist`);
  // What was built before may be older than the code, or built to be read.
  if (values.dist === undefined) await buildAll(true);
  const before = machine();
  if (values.cli) {
    const size = values.quick ? { files: 100, claims: 100, rounds: 1 } : { files: 1000, claims: 100, rounds: 2 };
    progress(`${size.files.toLocaleString('en-US')} files of ${size.claims} claims`);
    const times = await measureCommandLine(dist, size);
    progress('');
    console.log(commandLineReport(before, times));
    return;
  }
  const plan = values.quick ? QUICK : FULL;
  if (values.only === undefined) await installYamlLanguageServer();
  const servers = values.only === undefined ? [ours(dist), yamlLanguageServer()] : [ours(dist)];
  const serverRows = await measureServers(plan, servers);
  const engineRows = await measureEngines(plan);
  progress('');
  console.log(serverReport(before, serverRows, engineRows));
}

try {
  await main();
} catch (error) {
  progress('');
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
