/**
 * The engine without a protocol, in a process of its own: `node --expose-gc test/bench/engine.ts CLAIMS yaml|json EDITS
 * OTHERS` prints an {@link EngineTimes} as JSON.
 */
import { pathToFileURL } from 'node:url';
import { tuneEngine } from '../../server/src/lsp/tuning.ts';
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

export interface EngineTask {
  readonly claims: number;
  readonly format: BatchFormat;
  /** Each is two keystrokes: a digit more in the units of a service line, and less. */
  readonly edits: number;
  /** Number of other batches, of a hundred claims each, that the folder holds. */
  readonly others: number;
}

const OTHER_CLAIMS = 100;

export function measureEngine({ claims, format, edits, others }: EngineTask): EngineTimes {
  const workspace = new Workspace(FOLDER);
  const all = claims + others * OTHER_CLAIMS;
  for (const [name, text] of supportingFiles(all)) workspace.open(`${FOLDER}/${name}`, text);
  for (let first = claims; first < all; first += OTHER_CLAIMS) {
    const { yaml } = generateBatch({ claims: OTHER_CLAIMS, first, mistakes: 1 });
    workspace.open(`${FOLDER}/other-${first}.claims.yaml`, yaml.text);
  }
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

function main([claims, format, edits, others]: readonly string[]): void {
  if (format !== 'yaml' && format !== 'json') throw new Error('The format is yaml or json.');
  tuneEngine();
  const task: EngineTask = { claims: Number(claims), format, edits: Number(edits), others: Number(others) };
  console.log(JSON.stringify(measureEngine(task)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
