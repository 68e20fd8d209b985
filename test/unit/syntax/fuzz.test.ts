import fc from 'fast-check';
import { read } from '../../../server/src/syntax/read.ts';
import { writeJson } from './json-documents.ts';
import { assertSpans } from './trees.ts';
import { choices, content, FRAGMENTS, writeYaml } from './yaml-documents.ts';

type Format = 'yaml' | 'json';

function assertReadable(text: string, pad?: { readonly before: string; readonly after: string }): void {
  for (const format of ['yaml', 'json'] satisfies Format[]) {
    assertSpans(text, read({ format, text, ...(pad && { pad }) }));
  }
}

const nonsense = fc
  .array(fc.constantFrom(...FRAGMENTS, '"k": ', 'null', '//', '/*'), { maxLength: 30 })
  .map((parts) => parts.join(''));

describe('any text', () => {
  it('gives a tree whose places are in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => assertReadable(text)),
      { numRuns: 2000 },
    );
  });

  it('does so if it is made of pieces of YAML and JSON', () => {
    fc.assert(
      fc.property(nonsense, (text) => assertReadable(text)),
      { numRuns: 4000 },
    );
  });

  it('does so if it is a document with damages', () => {
    const damage = fc.record({ at: fc.nat(9999), length: fc.nat(6), text: fc.constantFrom('', '', ...FRAGMENTS) });
    fc.assert(
      fc.property(
        content,
        choices,
        fc.boolean(),
        fc.array(damage, { maxLength: 4 }),
        (root, numbers, isYaml, damages) => {
          let text = isYaml ? writeYaml(root, numbers) : writeJson(root, numbers);
          for (const { at, length, text: inserted } of damages) {
            const start = at % (text.length + 1);
            text = text.slice(0, start) + inserted + text.slice(start + length);
          }
          assertReadable(text);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('does so with any text around it', () => {
    fc.assert(
      fc.property(nonsense, nonsense, nonsense, (before, text, after) => assertReadable(text, { before, after })),
      { numRuns: 2000 },
    );
  });
});
