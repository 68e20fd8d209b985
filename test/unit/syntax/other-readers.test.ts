import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { readOtherwise, readTimeOtherwise } from '../../../server/src/syntax/other-readers.ts';

/** What a reader makes of a plain scalar; undefined where it is no scalar, or one that is read as its own text. */
function readBy(version: '1.1' | '1.2', text: string): string | undefined {
  const document = parseDocument(text, {
    version,
    schema: version === '1.1' ? 'yaml-1.1' : 'core',
    intAsBigInt: false,
  });
  const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  // The reader's pattern of a float needs no digits.
  if (Number.isNaN(value)) return undefined;
  return String(value) === text ? undefined : String(value);
}

/** Spelled differently, but no other value: `true`, and numbers that JavaScript writes with an exponent. */
const ACCEPTED: readonly RegExp[] = [
  // No common reader takes the letters y and n for truth values, as the type's description has it.
  /^[yn]$/i,
  /^(?:true|false)$/i,
  // By the types' description no number to the base of 60 begins with 0.
  /^[-+]?0[0-9_]*:/,
  /^[-+]?\.(?:inf|nan)$/i,
  // Zeros and underscores alone, which the reader does not count.
  /^[-+]?[0_]+$/,
];

describe('readOtherwise', () => {
  const read: readonly (readonly [text: string, otherwise: string])[] = [
    ['15:30', '930'],
    ['9:30', '570'],
    ['1:30:00', '5400'],
    ['012', '10'],
    ['02', '2'],
    ['08', '8'],
    ['0019', '19'],
    ['1_000', '1000'],
    ['0x1F', '31'],
    ['0o14', '12'],
    ['0b11', '3'],
    ['1.10', '1.1'],
    ['1e3', '1000'],
    ['+7', '7'],
    ['-012', '-10'],
    ['12345678901234567890', '12345678901234567168'],
    ['yes', 'true'],
    ['Off', 'false'],
  ];
  for (const [text, otherwise] of read) {
    it(`${text} is ${otherwise}`, () => assert.equal(readOtherwise(text), otherwise));
  }

  for (const text of [
    '97153',
    '0362T',
    'F84.0',
    '0',
    '1',
    '25.5',
    '-5',
    '2026-03-02',
    '2026-03-02T10:00',
    '09:30',
    '15:60',
    '3:00 PM',
    'y',
    'N',
    'true',
    'null',
    '',
    '.',
    '-',
    '+',
    '_1',
    'nope',
    'once',
    'S-1',
    '1-2',
    '1.2.3',
    'oN',
    '123456789012345',
    '1E',
    '555-1234',
  ]) {
    it(`${text === '' ? 'nothing' : text} is its own text`, () => assert.equal(readOtherwise(text), undefined));
  }

  it('agrees with readers of YAML 1.1 and of the core schema on whether a text is another value', () => {
    const part = fc.constantFrom(
      ...'0123456789',
      '_',
      ':',
      '.',
      '-',
      '+',
      'e',
      'E',
      'x',
      'o',
      'b',
      'yes',
      'no',
      'on',
      'off',
    );
    const texts = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!ACCEPTED.some((pattern) => pattern.test(text)));
        const others = [readBy('1.1', text), readBy('1.2', text)];
        assert.equal(
          readOtherwise(text) !== undefined,
          others.some((value) => value !== undefined),
          `${text}: ${others.join(', ')}`,
        );
      }),
      { numRuns: 20_000 },
    );
  });

  it('looks at no narrative', () => assert.equal(readOtherwise(`1${'_0'.repeat(100)}`), undefined));
});

describe('readTimeOtherwise', () => {
  it('tells of times only', () => {
    assert.deepEqual(
      ['15:30', '9:05', '24:00', '09:05', '25:00', '15:60', '8.00', '1530', '1:30:00'].map(readTimeOtherwise),
      ['930', '545', '1440', undefined, undefined, undefined, undefined, undefined, undefined],
    );
  });
});
