/** Generated YAML: contents written down in many ways, with comments, blank lines and odd spacing between. */
import fc from 'fast-check';
import type { Content } from './trees.ts';

export type { Content } from './trees.ts';

export interface Pairs {
  readonly pairs: readonly (readonly [string, Content])[];
}

export function isPairs(node: Content): node is Pairs {
  return typeof node === 'object' && 'pairs' in node;
}

const WORDS = [
  '97153',
  '2026-03-02',
  '15:00',
  '012',
  'yes',
  '1e3',
  'rbt-lee',
  'F84.0',
  "it's",
  '"said"',
  'a: b',
  'a #b',
  ' lead',
  'trail ',
  '',
  '-',
  '- a',
  '? b',
  '[x]',
  '{x}',
  'a, b',
  '@x',
  '#',
  ':',
  '...',
  '---',
  '&a',
  '*a',
  '!t',
  '%d',
  '|',
  '>',
  'requests with two words',
  'one\ntwo',
  'one\n\ntwo\n',
  '\n',
  'tab\there',
  'back\\slash',
  '😀',
  'ü😀ß',
  'null',
  '~',
  'a:b',
  'http://x.y/z#w',
  "'",
  '"',
  'x\n  y\n z',
  'end\n\n',
];

export const scalarText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }).map((text) => text.replace(/[^\n\u0020-\u007e]/g, 'é')) },
);

export const keyText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('id', 'code', 'units', 'start', 'lines', 'note', '97153', 'per week', 'ü', 'BCBA-D'),
  },
  { weight: 1, arbitrary: fc.constantFrom('a: b', '', ' x', '#', '"', "it's", '?', '-', '😀', 'yes', '[a]') },
);

/** Contents without repeated keys. */
export const content: fc.Arbitrary<Content> = fc.letrec<{ node: Content }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: scalarText },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 4 }) },
    {
      weight: 3,
      arbitrary: fc
        .uniqueArray(fc.tuple(keyText, tie('node')), { selector: ([key]) => key, maxLength: 5 })
        .map((pairs) => ({ pairs })),
    },
  ),
})).node;

/** A source of decisions: the generated numbers over and over. */
export class Choices {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  below(limit: number): number {
    const number = this.#numbers[this.#at++ % this.#numbers.length] ?? 0;
    return number % limit;
  }

  pick<T>(...values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

export const choices: fc.Arbitrary<readonly number[]> = fc.array(fc.nat(997), { minLength: 1, maxLength: 60 });

const PLAIN = /^[\p{L}\p{N}😀](?:[\p{L}\p{N}😀/._-]| (?=[\p{L}\p{N}]))*$/u;

/** Writes contents as YAML; `simple` leaves out comments, block scalars and odd spacing. */
export function writeYaml(root: Content, numbers: readonly number[], eol = '\n'): string {
  const writer = new YamlWriter(new Choices(numbers));
  const body = writer.block(root, 0, true);
  return `${writer.trivia(0)}${body}\n${writer.trivia(0)}`.replaceAll('\n', eol);
}

class YamlWriter {
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  trivia(indent: number): string {
    const pad = ' '.repeat(indent);
    return this.#choices.pick(
      '',
      '',
      '',
      '',
      '',
      '\n',
      `${pad}# note: "x\n`,
      '# margin\n',
      `${' '.repeat(this.#choices.below(indent + 1))}\n`,
    );
  }

  #lineEnd(): string {
    return this.#choices.pick('', '', '', '', ' ', ' # trailing: [comment', '  #');
  }

  /** A node at the start of a line (its indentation is written) or, if a scalar or flow, in the middle of one. */
  block(node: Content, indent: number, allowBlockScalar: boolean): string {
    if (typeof node === 'string') return this.#scalar(node, indent, allowBlockScalar);
    if (this.#isFlow(node)) return this.flow(node, indent) + this.#lineEnd();
    const pad = ' '.repeat(indent);
    const lines = isPairs(node)
      ? node.pairs.map(([key, value]) => {
          return `${this.#key(key)}${this.#choices.pick('', '', '', ' ')}:${this.#value(value, indent)}`;
        })
      : node.map((item) => `-${this.#item(item, indent)}`);
    return lines.map((line, at) => (at === 0 ? line : `\n${this.trivia(indent)}${pad}${line}`)).join('');
  }

  #isFlow(node: Exclude<Content, string>): boolean {
    const size = isPairs(node) ? node.pairs.length : node.length;
    return size === 0 || this.#choices.below(4) === 0;
  }

  #item(item: Content, indent: number): string {
    if (item === '' && this.#choices.below(2) === 0) return this.#lineEnd();
    if (typeof item === 'string') return ` ${this.block(item, indent + 2, true)}`;
    const gap = this.#choices.pick(1, 1, 1, 3);
    // A flow collection is no block collection that could begin a line.
    const isCompact = this.#choices.below(3) !== 0;
    const inner = indent + 1 + gap;
    const body = this.block(item, inner, true);
    return isCompact ? `${' '.repeat(gap)}${body}` : `${this.#lineEnd()}\n${' '.repeat(inner)}${body}`;
  }

  #value(value: Content, indent: number): string {
    if (value === '' && this.#choices.below(2) === 0) return this.#lineEnd();
    if (typeof value === 'string') {
      const onNextLine = this.#choices.below(12) === 0;
      const inner = indent + 2;
      return (onNextLine ? `\n${' '.repeat(inner)}` : ' ') + this.block(value, inner, true);
    }
    const inner = indent + (!isPairs(value) ? this.#choices.pick(0, 2, 4) : this.#choices.pick(2, 1, 3));
    const body = this.block(value, Math.max(inner, indent), true);
    if (/^[[{]/.test(body)) return ` ${body}`;
    return `${this.#lineEnd()}\n${this.trivia(inner)}${' '.repeat(inner)}${body}`;
  }

  #key(key: string): string {
    return PLAIN.test(key) && this.#choices.below(5) !== 0 ? key : this.#quoted(key);
  }

  #quoted(text: string): string {
    const isSingle = !/[\n]/.test(text) && this.#choices.below(2) === 0;
    return isSingle ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
  }

  #scalar(text: string, indent: number, allowBlockScalar: boolean): string {
    const isBlock = allowBlockScalar && !/\t/.test(text) && this.#choices.below(text.includes('\n') ? 2 : 8) === 0;
    if (isBlock && !/^[ \n]|\n\n$/.test(text) && text !== '') return this.#literal(text, indent);
    if (/^[a-z]+( [a-z]+)+$/.test(text) && this.#choices.below(3) === 0) {
      return text.replace(' ', `\n${' '.repeat(indent)}`) + this.#lineEnd();
    }
    const written = PLAIN.test(text) && this.#choices.below(4) !== 0 ? text : this.#quoted(text);
    return written + this.#lineEnd();
  }

  #literal(text: string, indent: number): string {
    const body = text.replace(/\n+$/, '');
    const chomping = text.length > body.length ? '' : '-';
    const isFolded = !/\n/.test(body) && this.#choices.below(2) === 0;
    const pad = ' '.repeat(Math.max(indent, 1));
    const lines = body.split('\n').map((line) => (line === '' ? '' : pad + line));
    return `${isFolded ? '>' : '|'}${chomping}${this.#choices.pick('', ' # header')}\n${lines.join('\n')}`;
  }

  flow(node: Content, indent: number): string {
    if (typeof node === 'string') {
      const isPlain = PLAIN.test(node) && this.#choices.below(3) !== 0;
      return isPlain ? node : this.#quoted(node);
    }
    const gap = () =>
      this.#choices.pick('', '', ' ', ' ', `\n${' '.repeat(indent + 1)}`, ` # in flow\n${' '.repeat(indent + 1)}`);
    const parts = isPairs(node)
      ? node.pairs.map(([key, value]) => `${this.#key(key)}: ${this.flow(value, indent)}`)
      : node.map((item) => this.flow(item, indent));
    const comma = parts.length > 0 ? this.#choices.pick('', '', ',') : '';
    const inside = parts.map((part, at) => `${at > 0 ? ',' : ''}${at > 0 ? gap() || ' ' : gap()}${part}`).join('');
    const [open, close] = isPairs(node) ? '{}' : '[]';
    return `${open}${inside}${comma}${gap()}${close}`;
  }
}

/** Pieces of YAML to build nonsense from, and to damage documents with. */
export const FRAGMENTS: readonly string[] = [
  'a',
  'x y',
  '1',
  'key: ',
  'b: ',
  '- ',
  '-',
  ': ',
  ':',
  ', ',
  ',',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '#',
  ' # ',
  '|\n',
  '>-\n',
  '>+\n',
  '|2\n',
  '? ',
  '&a ',
  '*a',
  '!t ',
  '%',
  '@',
  '---',
  '...',
  '\\',
  '\n',
  '\n  ',
  '\n    ',
  '\n\n',
  '\r\n',
  '\r',
  ' ',
  '  ',
  '\t',
  '\u0000',
  '\ufeff',
  '😀',
  '\ud800',
];
