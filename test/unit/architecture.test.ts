/** The invariants of ARCHITECTURE.md that the sources' imports and sizes show. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
  .replaceAll('\\', '/')
  .replace(/\/$/, '');

/** What each folder of `server/src` may import besides itself: the arrows point one way. */
const ENGINE: { readonly [layer: string]: readonly string[] } = {
  syntax: [],
  model: ['syntax'],
  billing: ['model', 'syntax'],
  tables: ['model', 'syntax'],
  policies: ['billing', 'tables', 'model', 'syntax'],
  workspace: ['policies', 'tables', 'billing', 'model', 'syntax'],
  rules: ['workspace', 'policies', 'tables', 'billing', 'model', 'syntax'],
  features: ['rules', 'workspace', 'policies', 'tables', 'billing', 'model', 'syntax'],
  'policy-tests': ['features', 'rules', 'workspace', 'policies', 'tables', 'billing', 'model', 'syntax'],
};
const HOSTS: { readonly [layer: string]: readonly string[] } = {
  disk: Object.keys(ENGINE),
  lsp: [...Object.keys(ENGINE), 'disk'],
  cli: [...Object.keys(ENGINE), 'disk'],
};
const PARSERS = ['yaml', 'js-yaml', 'jsonc-parser'];
/** Lines that a source file may have: more want a reason, and there is none. */
const MAX_LINES = 400;

interface Source {
  /** From the root. */
  readonly path: string;
  readonly text: string;
  /** What it imports, as written. */
  readonly imports: readonly string[];
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g;

function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(`${ROOT}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const full = `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/');
      const text = readFileSync(full, 'utf8');
      const imports = [...text.matchAll(IMPORT)].map(([, , name = '']) => name);
      return { path: full.slice(ROOT.length + 1), text, imports };
    });
}

const SERVER = sourcesIn('server/src');
const CLIENT = sourcesIn('client/src');
const LAYERS = { ...ENGINE, ...HOSTS };

/** `syntax` of `server/src/syntax/tree.ts`; undefined outside `server/src`. */
function layerOf(path: string): string | undefined {
  return /^server\/src\/([^/]+)\//.exec(path)?.[1];
}

/** The path from the root that a relative import of a file names. */
function resolve(path: string, name: string): string {
  return new URL(name, `file:///${path}`).pathname.slice(1);
}

function offences(sources: readonly Source[], isAllowed: (source: Source, name: string) => boolean): readonly string[] {
  return sources.flatMap((source) =>
    source.imports.filter((name) => !isAllowed(source, name)).map((name) => `${source.path} imports ${name}`),
  );
}

function inEngine({ path }: Source): boolean {
  return (layerOf(path) ?? '') in ENGINE;
}

describe('architecture', () => {
  it('finds the sources and their imports', () => {
    assert.deepEqual([...new Set(SERVER.map(({ path }) => layerOf(path)))].sort(), Object.keys(LAYERS).sort());
    assert.ok(CLIENT.length > 0);
    for (const { path, text, imports } of SERVER) {
      const statements = text.match(/^(?:import|\} from|export \{.*\} from) .*['"];?/gm) ?? [];
      assert.ok(imports.length >= statements.filter((line) => line.includes(' from ')).length, path);
    }
  });

  it('has imports that follow the arrows', () => {
    const wrong = offences(SERVER, ({ path }, name) => {
      if (!name.startsWith('.')) return true;
      const [from = '', to] = [layerOf(path), layerOf(resolve(path, name))];
      return to === undefined
        ? resolve(path, name) === 'package.json'
        : from === to || LAYERS[from]?.includes(to) === true;
    });
    assert.deepEqual(wrong, []);
  });

  it('keeps Node, VS Code and the protocol out of the engine', () => {
    const isHost = (name: string) => /^(?:node:|vscode)/.test(name);
    assert.deepEqual(
      offences(SERVER.filter(inEngine), (_, name) => !isHost(name)),
      [],
    );
    for (const { path, text } of SERVER.filter(inEngine)) {
      assert.doesNotMatch(
        text,
        /\b(?:Date\.now|new Date\(\)|performance\.now|process\.)/,
        `${path} knows a clock or a process`,
      );
    }
  });

  it('knows YAML and JSON parsers in syntax only', () => {
    const others = [...SERVER, ...CLIENT].filter(({ path }) => layerOf(path) !== 'syntax');
    assert.deepEqual(
      offences(others, (_, name) => !PARSERS.includes(name)),
      [],
    );
  });

  it('has no way to the network', () => {
    const modules = /^(?:node:)?(?:https?|http2|net|tls|dgram|dns|inspector)(?:\/|$)/;
    assert.deepEqual(
      offences([...SERVER, ...CLIENT], (_, name) => !modules.test(name)),
      [],
    );
    for (const { path, text } of [...SERVER, ...CLIENT]) {
      assert.doesNotMatch(text, /\b(?:fetch\s*\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon)/, path);
    }
  });

  it(`has no source file of more than ${MAX_LINES} lines`, () => {
    const long = [...SERVER, ...CLIENT, ...sourcesIn('scripts')]
      .filter(({ path }) => !path.endsWith('.generated.ts'))
      .filter(({ text }) => text.split('\n').length - 1 > MAX_LINES)
      .map(({ path }) => path);
    assert.deepEqual(long, []);
  });
});
