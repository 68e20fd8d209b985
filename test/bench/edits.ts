/** What people type into a claim batch, key by key. */
import type { Range } from 'vscode-languageserver/node';
import type { Batch } from './generate-batch.ts';
import type { Random } from './random.ts';

export interface Keystroke {
  readonly range: Range;
  readonly text: string;
  /** Brings the text before the keystroke back. */
  readonly undo: { readonly range: Range; readonly text: string };
}

export interface Edit {
  readonly name: string;
  readonly keystrokes: readonly Keystroke[];
  /** 0-based line on which there is something wrong after the last keystroke. */
  readonly line: number;
  /** Whether a JSON Schema can see that. */
  readonly schemaSees: boolean;
}

interface Kind {
  readonly name: string;
  /** Finds the line of the claim to type in; what is typed goes where the match ends. */
  readonly where: RegExp;
  /** Each entry is typed at once: a character, or a line break with the indentation that editors add. */
  readonly types: readonly string[];
  readonly schemaSees: boolean;
}

const KINDS: readonly Kind[] = [
  { name: 'units', where: /^ {8}units: \d+/, types: ['8'], schemaSees: false },
  { name: 'time', where: /^ {8}start: "\d\d:\d/, types: ['0'], schemaSees: false },
  { name: 'client id', where: /^ {4}client: C-\d+/, types: ['x'], schemaSees: false },
  { name: 'new line with half a key', where: /^ {8}placeOfService: \d+/, types: ['\n        ', 'm'], schemaSees: true },
  { name: 'provider id', where: /^ {8}provider: [a-z]+-\d+/, types: ['y'], schemaSees: false },
  { name: 'code', where: /^ {8}code: 97153/, types: ['1'], schemaSees: false },
];

/** @param lines of the batch's YAML. */
export class Typist {
  readonly #batch: Batch;
  readonly #lines: readonly string[];
  readonly #random: Random;
  #kind: number;

  constructor(batch: Batch, lines: readonly string[], random: Random) {
    this.#batch = batch;
    this.#lines = lines;
    this.#random = random;
    this.#kind = random.whole(0, KINDS.length - 1);
  }

  /** An edit, of the next kind unless one is named, in the middle half of the batch, in a claim without a mistake. */
  next(name?: string): Edit {
    const kind = KINDS.find((kind) => kind.name === name) ?? (KINDS[this.#kind++ % KINDS.length] as Kind);
    for (;;) {
      const edit = this.#in(this.#middleClaim(), kind);
      if (edit) return edit;
    }
  }

  #middleClaim(): number {
    const { length } = this.#batch.yaml.claims;
    const seeded = new Set(this.#batch.seeded.map(({ claim }) => claim));
    for (;;) {
      const claim = this.#random.whole(Math.floor(length / 4), Math.floor((length * 3) / 4));
      if (!seeded.has(claim)) return claim;
    }
  }

  #in(claim: number, { name, where, types, schemaSees }: Kind): Edit | undefined {
    const range = this.#batch.yaml.claims[claim];
    if (!range) return undefined;
    const candidates: { readonly line: number; readonly character: number }[] = [];
    for (let line = range.first; line <= range.last; line++) {
      const match = where.exec(this.#lines[line] ?? '');
      if (match) candidates.push({ line, character: match[0].length });
    }
    if (candidates.length === 0) return undefined;
    let { line, character } = this.#random.pick(candidates);
    const keystrokes = types.map((text): Keystroke => {
      const before = { line, character };
      if (text.startsWith('\n')) {
        line++;
        character = text.length - 1;
      } else character += text.length;
      const after = { line, character };
      return { range: { start: before, end: before }, text, undo: { range: { start: before, end: after }, text: '' } };
    });
    return { name, keystrokes, line, schemaSees };
  }
}
