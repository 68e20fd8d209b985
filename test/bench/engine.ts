/**
 * The engine without a protocol, in a process of its own: `node --expose-gc test/bench/engine.ts CLAIMS yaml|json EDITS`
 * prints an {@link EngineTimes} as JSON.
 */
import { pathToFileURL } from 'node:url';
import { Engine } from '../../server/src/rules/engine.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { reportOn } from '../../server/src/rules/report.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { supportingFiles } from './batch-support.ts';
import { type BatchFormat, generateBatch } from './generate-batch.ts';
import { Random } from './random.ts';

/** Milliseconds; bytes. */
export interface EngineTimes {
  readonly open: number;
  readonly keystroke: readonly number[];
  /** That stays in use once the batch is open, beyond what was in use before. */
  readonly heap: number;
}

const FOLDER = 'file:///bench';

/** @param edits each is two keystrokes: a digit more in the units of a service line, and less. */
export function measureEngine(claims: number, format: BatchFormat, edits: number): EngineTimes {
  const workspace = new Workspace(FOLDER);
  for (const [name, text] of supportingFiles(claims)) workspace.open(`${FOLDER}/${name}`, text);
  const engine = new Engine(workspace, RULES, '2026-04-15');
  engine.settle();
  const uri = `${FOLDER}/march.claims.${format}`;
  const { text } = generateBatch({ claims })[format];
  const ends = unitEnds(text);
  const before = heapUsed();
  const opening = performance.now();
  const file = workspace.open(uri, text);
  engine.settle();
  reportOn(engine, file);
  const open = performance.now() - opening;
  const heap = heapUsed() - before;
  const random = new Random(claims);
  const keystroke: number[] = [];
  for (let count = 0; count < edits; count++) {
    const at = random.pick(ends);
    for (const [end, replacement] of [
      [at, '8'],
      [at + 1, ''],
    ] as const) {
      const typed = performance.now();
      workspace.edit(uri, at, end, replacement);
      engine.settle();
      reportOn(engine, file);
      keystroke.push(performance.now() - typed);
    }
  }
  return { open, keystroke, heap };
}

/** The offsets behind the units of all service lines. */
function unitEnds(text: string): readonly number[] {
  return [...text.matchAll(/\bunits"?: \d+/g)].map((match) => match.index + match[0].length);
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function main([claims, format, edits]: readonly string[]): void {
  if (format !== 'yaml' && format !== 'json') throw new Error('The format is yaml or json.');
  console.log(JSON.stringify(measureEngine(Number(claims), format, Number(edits))));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
