import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RULES } from '../../../server/src/rules/registry.ts';
import { checkFolder, type FolderCheck, findingLines, pathOf } from '../../rules/support/check-folder.ts';
import { build } from './build.ts';
import { MUTATIONS } from './mutations/all.ts';
import { plan } from './plan.ts';
import { Scene } from './scene.ts';
import { write } from './write.ts';

/** Rules of which no clinic can be broken in just one fact. */
const WITHOUT: Readonly<Record<string, string>> = {
  syntax: 'a text that cannot be read has no records to predict from: the readers have property tests of their own',
};

/** Of each mutation. More with `CLINICS=5000`, others with `SEED=8`. */
const RUNS = Math.ceil(Number(process.env.CLINICS ?? 400) / 60);
const SEED = Number(process.env.SEED ?? 7);

/** Rule, file, record and place of each finding, as the mutations predict them. */
function told({ findings }: FolderCheck): readonly string[] {
  return findings.map(({ file, reported: { rule, start, end, finding } }) => {
    const { place } = finding;
    if ('slot' in place) return `${rule} ${pathOf(file.uri)} ${JSON.stringify(file.source.slice(start, end))}`;
    const { kind, id } = place.record;
    return `${rule} ${pathOf(file.uri)} ${kind} ${id} ${place.path.join('.')}${place.part === 'key' ? ' (key)' : ''}`;
  });
}

describe('mutations of generated clinics', () => {
  it('are there for every rule', () => {
    const broken = new Set(MUTATIONS.map(({ rule }) => rule));
    const missing = RULES.filter(({ id }) => !broken.has(id) && !(id in WITHOUT)).map(({ id }) => id);
    assert.deepEqual(missing, []);
    const idle = Object.keys(WITHOUT).filter((id) => broken.has(id) || !RULES.some((rule) => rule.id === id));
    assert.deepEqual(idle, []);
  });

  for (const { rule, name, find } of MUTATIONS) {
    it(`${rule}: ${name}`, () => {
      fc.assert(
        fc.property(plan, fc.nat(), (drawn, choice) => {
          const built = build(drawn);
          const scene = new Scene(built);
          const ways = find(scene);
          fc.pre(ways.length > 0);
          const { expect, edit } = ways[choice % ways.length]?.() ?? { expect: [] };
          const texts = new Map(write(scene.clinic, built.style));
          edit?.(texts);
          const check = checkFolder(texts, { rule: 'all' });
          const files = [...texts].map(([file, text]) => `--- ${file}\n${text}`).join('\n');
          assert.deepEqual(
            told(check).toSorted(),
            expect.toSorted(),
            `${findingLines(check)}\n${expect.join('\n')}\n${files}`,
          );
        }),
        { numRuns: RUNS, seed: SEED, maxSkipsPerRun: 2000 },
      );
    }).timeout(600_000);
  }
});
