import assert from 'node:assert/strict';
import { Engine } from '../../../server/src/rules/engine.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { reportOn } from '../../../server/src/rules/report.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { MISTAKES } from '../../bench/batch-mistakes.ts';
import { supportingFiles } from '../../bench/batch-support.ts';
import { generateBatch } from '../../bench/generate-batch.ts';

const FOLDER = 'file:///bench';
const CLAIMS = 200;

/** Rule and 0-based claim of every finding in a batch; findings in any other file are reported with the file's name. */
function findingsIn(format: 'yaml' | 'json', batch = generateBatch({ claims: CLAIMS })): readonly string[] {
  const workspace = new Workspace(FOLDER);
  for (const [name, text] of supportingFiles(CLAIMS)) workspace.open(`${FOLDER}/${name}`, text);
  const { text, claims } = batch[format];
  const uri = `${FOLDER}/march.claims.${format}`;
  workspace.open(uri, text);
  const engine = new Engine(workspace, RULES, '2026-04-15');
  engine.settle();
  return [...workspace.files()].flatMap((file) =>
    reportOn(engine, file).map(({ rule, start }) => {
      const { line } = file.source.positionAt(start);
      if (file.uri !== uri) return `${rule} in ${file.uri}`;
      return `${rule} in claim ${claims.findIndex(({ first, last }) => first <= line && line <= last)}`;
    }),
  );
}

describe('the generated claim batches', () => {
  const batch = generateBatch({ claims: CLAIMS });
  const seeded = batch.seeded.map(({ rule, claim }) => `${rule} in claim ${claim}`);

  it('hold every kind of mistake once at least', () => {
    assert.equal(new Set(batch.seeded.map(({ rule }) => rule)).size, MISTAKES.length);
  });

  it('have the findings that were put in and no others, as YAML and as JSON', () => {
    assert.deepEqual(findingsIn('yaml'), seeded);
    assert.deepEqual(findingsIn('json'), seeded);
  });

  it('are the same every time', () => {
    const again = generateBatch({ claims: CLAIMS });
    assert.equal(again.yaml.text, batch.yaml.text);
    assert.equal(again.json.text, batch.json.text);
  });

  it('hold the same claims whichever batch they are in', () => {
    const whole = generateBatch({ claims: 8, mistakes: 0 }).yaml.text;
    const parts = [0, 4].map((first) => generateBatch({ claims: 4, first, mistakes: 0 }).yaml.text);
    assert.equal(parts.map((text) => text.replace(/^claims:\n/, '')).join(''), whole.replace(/^claims:\n/, ''));
  });
});
