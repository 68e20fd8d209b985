/** Opens a batch in a fresh server, types in it, hovers over it, and checks that what it answers makes sense. */
import assert from 'node:assert/strict';
import type { Diagnostic } from 'vscode-languageserver/node';
import { type Edit, type Keystroke, Typist } from './edits.ts';
import type { Batch } from './generate-batch.ts';
import { LspDriver } from './lsp-driver.ts';
import type { Random } from './random.ts';
import type { ComparedServer } from './servers.ts';

export interface Document {
  readonly batch: Batch;
  readonly lines: readonly string[];
  /** URI of the folder that holds the files which the batch refers to. */
  readonly folder: string;
}

export interface SampleCounts {
  /** Edits of one keystroke or two; every keystroke is a sample. */
  readonly edits: number;
  readonly hovers: number;
}

/** Milliseconds, and bytes. */
export interface ServerSamples {
  readonly open: number[];
  readonly keystroke: number[];
  /** The last keystroke of each edit, by the edit's name. */
  readonly byEdit: Map<string, number[]>;
  readonly hover: number[];
  readonly peakMemory: number[];
}

export const noSamples = (): ServerSamples => ({
  open: [],
  keystroke: [],
  byEdit: new Map(),
  hover: [],
  peakMemory: [],
});

/**
 * Adds to `samples` what one process of the server does.
 * @throws where it does not find what it has to find.
 */
export async function measureServer(
  server: ComparedServer,
  document: Document,
  counts: SampleCounts,
  random: Random,
  samples: ServerSamples,
): Promise<void> {
  const driver = await LspDriver.start(server, document.folder);
  try {
    // It is in the folder, but not on disk: a server that reads the folder by itself has not read it before.
    const { text } = document.batch.yaml;
    const opened = await driver.open(`${document.folder}/march.claims.yaml`, 'yaml', text);
    samples.open.push(opened.milliseconds);
    checkSeeded(server, document.batch, opened.diagnostics);
    const typist = new Typist(document.batch, document.lines, random);
    const session = new Session(driver, server, opened.diagnostics);
    for (let count = 0; count < counts.edits; count++) {
      const edit = typist.next();
      const times = await session.type(edit);
      samples.keystroke.push(...times);
      samples.byEdit.set(edit.name, [...(samples.byEdit.get(edit.name) ?? []), ...times.slice(-1)]);
    }
    for (let count = 0; count < counts.hovers; count++)
      samples.hover.push(await session.hoverWhileTyping(typist.next('units')));
    const memory = driver.peakMemory();
    if (memory !== undefined) samples.peakMemory.push(memory);
  } finally {
    await driver.stop();
  }
}

/** Every seeded mistake that the server can see has to be among the diagnostics. */
function checkSeeded(
  { name, knows }: ComparedServer,
  { seeded, yaml }: Batch,
  diagnostics: readonly Diagnostic[],
): void {
  const missed = seeded.filter(({ rule, schemaSees, claim }) => {
    const lines = yaml.claims[claim];
    const found = diagnostics.some(({ range: { start }, code }) => {
      const within = lines !== undefined && lines.first <= start.line && start.line <= lines.last;
      return within && (knows === 'schema' || code === rule);
    });
    return !found && (knows === 'billing' || schemaSees);
  });
  const names = missed.map(({ rule, claim }) => `${rule} in claim ${claim}`);
  assert.equal(missed.length, 0, `${name} does not report ${names.join(', ')}.`);
}

/** Where the code of a service line is, seen from its units. */
const UNITS_AFTER_CODE = 3;
const CODE_COLUMN = 15;

/** One document in one server. After each step the text is what it was before. */
class Session {
  readonly #driver: LspDriver;
  readonly #server: ComparedServer;
  readonly #atRest: string;

  constructor(driver: LspDriver, server: ComparedServer, atRest: readonly Diagnostic[]) {
    this.#driver = driver;
    this.#server = server;
    this.#atRest = fingerprint(atRest);
  }

  /** Milliseconds from each keystroke to its diagnostics. */
  async type(edit: Edit): Promise<readonly number[]> {
    const times: number[] = [];
    let diagnostics: readonly Diagnostic[] = [];
    for (const { range, text } of edit.keystrokes) {
      const timed = await this.#driver.diagnosticsAfter(await this.#driver.change(range, text));
      times.push(timed.milliseconds);
      diagnostics = timed.diagnostics;
    }
    const found = diagnostics.some(({ range }) => range.start.line <= edit.line && edit.line <= range.end.line);
    const { name, knows } = this.#server;
    assert.ok(found || (knows === 'schema' && !edit.schemaSees), `${name} finds nothing after: ${edit.name}.`);
    await this.#undo(edit.keystrokes);
    return times;
  }

  /** Milliseconds to the hover on the code of a service line that is asked for right after a keystroke in its units. */
  async hoverWhileTyping({ keystrokes, line }: Edit): Promise<number> {
    const [keystroke] = keystrokes as [Keystroke];
    const sent = await this.#driver.change(keystroke.range, keystroke.text);
    const { milliseconds, hover } = await this.#driver.hover({ line: line - UNITS_AFTER_CODE, character: CODE_COLUMN });
    assert.ok(hover, `${this.#server.name} has no hover for a code.`);
    await this.#driver.diagnosticsAfter(sent);
    await this.#undo([keystroke]);
    return milliseconds;
  }

  async #undo(keystrokes: readonly Keystroke[]): Promise<void> {
    let diagnostics: readonly Diagnostic[] = [];
    for (const { undo } of keystrokes.toReversed()) {
      ({ diagnostics } = await this.#driver.diagnosticsAfter(await this.#driver.change(undo.range, undo.text)));
    }
    assert.equal(fingerprint(diagnostics), this.#atRest, `${this.#server.name} differs after typing and undoing.`);
  }
}

function fingerprint(diagnostics: readonly Diagnostic[]): string {
  const texts = diagnostics.map(({ range, message }) => JSON.stringify([range, message]));
  return texts.sort().join('\n');
}
