import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Engine } from '../../../server/src/rules/engine.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { reportOn } from '../../../server/src/rules/report.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { build } from './build.ts';
import { MUTATIONS } from './mutations/all.ts';
import { plan } from './plan.ts';
import { Scene } from './scene.ts';
import { write } from './write.ts';

const ROOT = 'file:///clinic';
const RUNS = Math.ceil(Number(process.env.CLINICS ?? 400) / 16);

type Texts = ReadonlyMap<string, string>;

function shown(engine: Engine): readonly string[] {
  const files = [...engine.workspace.files()];
  return files
    .flatMap((file) =>
      reportOn(engine, file).map(({ rule, severity, start, end, message }) =>
        [file.uri, start, end, severity, rule, message].join(' '),
      ),
    )
    .sort();
}

function started(texts: Texts): Engine {
  const workspace = new Workspace(ROOT);
  for (const [file, text] of texts) workspace.open(`${ROOT}/${file}`, text);
  const engine = new Engine(workspace, RULES, '2026-11-21');
  engine.settle();
  return engine;
}

/** Types what differs, file by file, as an editor would send it. */
function type(engine: Engine, from: Texts, to: Texts): void {
  for (const [file, text] of to) {
    const before = from.get(file);
    const uri = `${ROOT}/${file}`;
    if (before === undefined) engine.workspace.open(uri, text);
    else {
      const shorter = Math.min(before.length, text.length);
      let start = 0;
      while (start < shorter && before[start] === text[start]) start++;
      let end = 0;
      while (end < shorter - start && before.at(-1 - end) === text.at(-1 - end)) end++;
      if (before !== text) engine.workspace.edit(uri, start, before.length - end, text.slice(start, text.length - end));
    }
  }
  for (const file of from.keys()) if (!to.has(file)) engine.workspace.remove(`${ROOT}/${file}`);
  engine.settle();
}

describe('generated clinics that are edited', () => {
  it('show after each broken fact what a fresh start shows, and nothing once all is well again', () => {
    fc.assert(
      fc.property(plan, fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 }), (drawn, breaks) => {
        const built = build(drawn);
        const right = write(built.clinic, built.style);
        const engine = started(right);
        let now: Texts = right;
        for (const [which, choice] of breaks) {
          const scene = new Scene(built);
          const ways = MUTATIONS[which % MUTATIONS.length]?.find(scene) ?? [];
          const broken = ways[choice % ways.length]?.();
          if (!broken) continue;
          const texts = new Map(write(scene.clinic, built.style));
          broken.edit?.(texts);
          type(engine, now, texts);
          now = texts;
          assert.deepEqual(shown(engine), shown(started(now)));
        }
        type(engine, now, right);
        assert.deepEqual(shown(engine), []);
      }),
      { numRuns: RUNS, seed: Number(process.env.SEED ?? 7) },
    );
  }).timeout(600_000);
});
