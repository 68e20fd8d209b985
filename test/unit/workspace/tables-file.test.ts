import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Engine } from '../../../server/src/rules/engine.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { reportOn } from '../../../server/src/rules/report.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

const ROOT = 'file:///clinic';
const CLAIMS = `${ROOT}/a.claims.yaml`;
const TABLES = `${ROOT}/aba-billing.tables.json`;
const YAML_TABLES = `${ROOT}/aba-billing.tables.yaml`;

const PAYERS = 'payers:\n  - { id: aid, extends: builtin:cpt, lineOfBusiness: medicaid }\n';

function line(code: string, units: number): string {
  return `      - { date: 2026-03-02, code: ${code}, provider: rbt, units: ${units} }\n`;
}

function claims(...lines: readonly string[]): string {
  return `claims:\n  - id: C1\n    client: C-A\n    payer: aid\n    lines:\n${lines.join('')}`;
}

function mue(code: string, units: number, from = '2026-01-01'): object {
  return { lineOfBusiness: 'medicaid', from, source: 'q.csv', values: [{ code, units, mai: 3 }] };
}

function tables(...editions: readonly object[]): string {
  return `${JSON.stringify({ mue: editions }, null, 1)}\n`;
}

function engineOf(texts: ReadonlyMap<string, string>): Engine {
  const workspace = new Workspace(ROOT);
  for (const [uri, text] of texts) workspace.open(uri, text);
  const engine = new Engine(workspace, RULES, '2026-11-21');
  engine.settle();
  return engine;
}

/** All that a person could see. */
function shown(engine: Engine): readonly unknown[] {
  return [...engine.workspace.files()]
    .sort((a, b) => (a.uri < b.uri ? -1 : 1))
    .map((file) => [
      file.uri,
      reportOn(engine, file).map(({ finding, ...reported }) => ({
        ...reported,
        trace: (finding.trace ?? []).map(({ label, value, source }) => ({ label, value, source })),
      })),
    ]);
}

function messages(engine: Engine, rule = 'mue-exceeded'): readonly string[] {
  return [...engine.workspace.files()].flatMap((file) =>
    reportOn(engine, file)
      .filter((item) => item.rule === rule)
      .map(({ message }) => message),
  );
}

const START = new Map([
  [`${ROOT}/p.payers.yaml`, PAYERS],
  [CLAIMS, claims(line('97153', 20), line('97155', 20))],
]);

describe('a tables file', () => {
  it('counts when it comes, as it changes, and no longer when it goes', () => {
    const engine = engineOf(START);
    assert.deepEqual(messages(engine), []);
    engine.workspace.open(TABLES, tables(mue('97153', 10)));
    engine.settle();
    assert.equal(messages(engine).length, 1);
    engine.workspace.open(TABLES, tables(mue('97153', 20)));
    engine.settle();
    assert.deepEqual(messages(engine), []);
    engine.workspace.open(TABLES, tables(mue('97153', 10)));
    engine.workspace.remove(TABLES);
    engine.settle();
    assert.deepEqual(messages(engine), []);
  });

  it('re-runs only what reads the rows that changed', () => {
    const engine = engineOf(
      new Map([
        ...START,
        [`${ROOT}/b.claims.yaml`, claims(line('97156', 9)).replace('C1', 'C2').replace('C-A', 'C-B')],
      ]),
    );
    engine.workspace.open(TABLES, tables(mue('97153', 10), mue('97156', 10)));
    engine.settle();
    engine.workspace.open(TABLES, tables(mue('97153', 10), mue('97156', 8)));
    const touched = [...engine.settle()].map(({ uri }) => uri);
    assert.deepEqual(touched.sort(), [TABLES, `${ROOT}/b.claims.yaml`].sort());
    assert.equal(messages(engine).length, 2);
  });

  it('in JSON counts before one in YAML, in whatever order they come', () => {
    for (const order of [
      [TABLES, YAML_TABLES],
      [YAML_TABLES, TABLES],
    ]) {
      const engine = engineOf(START);
      for (const uri of order) engine.workspace.open(uri, tables(mue('97153', uri === TABLES ? 19 : 18)));
      engine.settle();
      assert.match(messages(engine).join(), /MUE is 19 /);
      engine.workspace.remove(TABLES);
      engine.settle();
      assert.match(messages(engine).join(), /MUE is 18 /);
    }
  });

  it('that cannot be read is reported, and hides no unknown reference', () => {
    const unknown = claims(line('97153', 20)).replace('payer: aid', 'payer: nobody');
    for (const text of ['{ "mue": [', '[]', '{ "mue": [{ "lineOfBusiness": "tricare" }], "x": 1 }']) {
      const engine = engineOf(new Map([...START, [CLAIMS, unknown], [TABLES, text]]));
      const found = [...engine.workspace.files()].flatMap((file) => reportOn(engine, file).map(({ rule }) => rule));
      assert.ok(found.includes('reference-unknown'), text);
      assert.ok(found.includes('syntax') || found.includes('structure'), text);
    }
  });

  it('says what it does not know', () => {
    const reasons = (texts: ReadonlyMap<string, string>) =>
      engineOf(texts)
        .notChecked()
        .filter(({ rule }) => rule === 'mue-exceeded' || rule === 'ptp-conflict')
        .map(({ rule, reason }) => `${rule}: ${reason}`);
    const next = claims(line('97153', 20), line('H2019', 20)).replaceAll('2026-03-02', '2027-03-02');
    assert.deepEqual(reasons(new Map([...START, [CLAIMS, next]])), [
      'mue-exceeded: no Medicaid MUE of 97153 for the date of service',
    ]);
    const twice = tables(mue('97153', 20), mue('97153', 21));
    const nobody = claims(line('97153', 20).replace(', provider: rbt', ''));
    assert.deepEqual(reasons(new Map([...START, [CLAIMS, nobody], [TABLES, twice]])), [
      'mue-exceeded: two Medicaid MUEs of 97153 from 2026-01-01 on in the tables file',
      'ptp-conflict: no rendering provider',
    ]);
    assert.deepEqual(reasons(START), []);
  });

  it('points at its row wherever that has moved to', () => {
    const engine = engineOf(new Map([...START, [TABLES, tables(mue('97153', 10))]]));
    engine.workspace.edit(TABLES, 1, 1, '\n\n\n\n');
    engine.settle();
    const file = engine.workspace.file(CLAIMS);
    const related = file && reportOn(engine, file).find(({ rule }) => rule === 'mue-exceeded')?.related[0];
    assert.equal(engine.workspace.file(TABLES)?.source.slice(related?.start ?? 0, related?.end ?? 0), '10');
  });

  it('gives after any edits what a fresh start gives', () => {
    const code = fc.constantFrom('97153', '97155', '97156');
    const editions = fc
      .array(
        fc.record({
          code,
          units: fc.integer({ min: 0, max: 24 }),
          from: fc.constantFrom('2025-10-01', '2026-01-01', '2026-04-01'),
        }),
        { maxLength: 4 },
      )
      .map((list) => ({ mue: list.map(({ code, units, from }) => mue(code, units, from)) }));
    const pairs = fc
      .array(
        fc.record({
          pair: fc.constantFrom(['97153', '97155'], ['97155', '97153'], ['97156', '97153']),
          indicator: fc.constantFrom(0, 0, 1, 9),
          from: fc.constantFrom('2020-01-01', '2026-03-02', '2026-03-03'),
        }),
        { maxLength: 4 },
      )
      .map((list) => list.map(({ pair: [column1, column2], ...rest }) => ({ column1, column2, ...rest })))
      .map((rows) => ({ ptp: [{ lineOfBusiness: 'medicaid', from: '2026-01-01', source: 'p.txt', pairs: rows }] }));
    const written = fc
      .tuple(editions, pairs)
      .map(([one, other]) => `${JSON.stringify({ ...one, ...other }, null, 1)}\n`);
    const step = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), uri: fc.constantFrom(TABLES, YAML_TABLES), text: written }),
      fc.record({ kind: fc.constant('remove' as const), uri: fc.constantFrom(TABLES, YAML_TABLES) }),
      fc.record({
        kind: fc.constant('write' as const),
        uri: fc.constant(CLAIMS),
        text: fc
          .array(fc.tuple(code, fc.integer({ min: 1, max: 24 })), { minLength: 1, maxLength: 3 })
          .map((list) => claims(...list.map(([name, units]) => line(name, units)))),
      }),
      fc.record({ kind: fc.constant('cut' as const), uri: fc.constant(TABLES), at: fc.nat(200), length: fc.nat(9) }),
      fc.record({ kind: fc.constant('settle' as const) }),
    );
    let [unlikely, paired] = [0, 0];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const texts = new Map(START);
        const engine = engineOf(texts);
        for (const item of steps) {
          if (item.kind === 'settle') engine.settle();
          else if (item.kind === 'remove') {
            engine.workspace.remove(item.uri);
            texts.delete(item.uri);
          } else if (item.kind === 'write') {
            engine.workspace.open(item.uri, item.text);
            texts.set(item.uri, item.text);
          } else {
            const text = texts.get(item.uri);
            if (text === undefined) continue;
            const at = Math.min(item.at, text.length);
            const end = Math.min(at + item.length, text.length);
            engine.workspace.edit(item.uri, at, end, '');
            texts.set(item.uri, text.slice(0, at) + text.slice(end));
          }
        }
        engine.settle();
        unlikely += messages(engine).length;
        paired += messages(engine, 'ptp-conflict').length;
        assert.deepEqual(shown(engine), shown(engineOf(texts)));
      }),
      { numRuns: 250 },
    );
    assert.ok(unlikely > 10 && paired > 10, `${unlikely} and ${paired} findings`);
  });
});
