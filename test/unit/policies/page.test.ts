/** The page that explains the payer record: its examples are right, and it leaves no key out. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { keysAt } from '../../../server/src/model/document.ts';
import { bundledIds } from '../../../server/src/policies/bundled.ts';
import { policyProblems } from '../../../server/src/policies/problems.ts';
import { lowerText } from '../model/reading.ts';
import { payersIn } from './versions.ts';

const PAGE = readFileSync(new URL('../../../docs/payer-policies.md', import.meta.url), 'utf8').replaceAll('\r\n', '\n');
const EXAMPLES = [...PAGE.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, yaml = '']) => yaml);

/** Keys of the payer's objects and of the entries of its lists, as the page names them. */
function keysBelow(path: readonly (string | number)[] = []): readonly string[] {
  return keysAt('payer', path).flatMap(({ key, type }) => {
    const below = [...path, key];
    return [key, ...(type === 'object' ? keysBelow(below) : []), ...(type === 'list' ? keysBelow([...below, 0]) : [])];
  });
}

describe('the page on payer policies', () => {
  it('has examples without any problem', () => {
    assert.ok(EXAMPLES.length > 8);
    for (const example of EXAMPLES) {
      const versions = payersIn(example);
      assert.equal(versions.length, 1);
      assert.ok(!JSON.stringify(versions).includes('null'), example);
      assert.deepEqual(
        policyProblems(versions, (id) => versions.filter((version) => version.id === id)),
        [],
      );
    }
  });

  it('has examples all of which the format knows', () => {
    for (const example of EXAMPLES) assert.deepEqual(lowerText(example).issues, []);
  });

  it('names every bundled policy', () => {
    for (const id of bundledIds()) assert.ok(PAGE.includes(`\`${id}\``), id);
  });

  it('names every key', () => {
    const keys = [...new Set(keysBelow())];
    assert.ok(keys.length > 60);
    assert.deepEqual(
      keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(PAGE)),
      [],
    );
  });

  it('shows every key but one in an example', () => {
    const shown = EXAMPLES.join('\n');
    const keys = [...new Set(keysBelow())];
    assert.deepEqual(
      keys.filter((key) => !new RegExp(`\\b${key}:`).test(shown)),
      ['excludedCodes'],
    );
  });
});
