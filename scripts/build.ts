/**
 * Bundles what ships into dist/: the two parts of the VS Code client, the language server and the command line.
 * `node scripts/build.ts` builds for development (readable, with source maps), `--production` what is packaged.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { ROOT } from './paths.ts';

interface Bundle {
  readonly entry: string;
  /** In dist/. */
  readonly name: string;
  /** Runs inside the extension host, which provides the module `vscode`. */
  readonly inHost?: true;
  /** A program of its own: the entry begins with `#!/usr/bin/env node`. */
  readonly executable?: true;
}

const BUNDLES: readonly Bundle[] = [
  { entry: 'client/src/extension.ts', name: 'client.js', inHost: true },
  { entry: 'client/src/session.ts', name: 'session.js', inHost: true },
  { entry: 'server/src/lsp/main-node.ts', name: 'server.js', executable: true },
  { entry: 'server/src/cli/main.ts', name: 'cli.js', executable: true },
];

/** Leaves `import('./session.ts')` to run time, as a bundle of its own that is loaded when it is needed. */
const SESSION_APART: Plugin = {
  name: 'session-apart',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/session\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './session.js', external: true } : undefined,
    );
  },
};

function options({ entry, name, inHost }: Bundle, production: boolean): BuildOptions {
  return {
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: `dist/${name}`,
    bundle: true,
    platform: 'node',
    // An ESM bundle of the language server library cannot load Node's own modules.
    format: 'cjs',
    target: 'node22',
    // Of packages with both, the CommonJS half of jsonc-parser hides its parts from a bundler.
    mainFields: ['module', 'main'],
    external: inHost ? ['vscode'] : [],
    plugins: [SESSION_APART],
    // `require` reaches the host's `vscode` from the second bundle too.
    supported: { 'dynamic-import': false },
    minify: production,
    legalComments: 'none',
    sourcemap: production ? false : 'linked',
    logLevel: 'warning',
  };
}

/** Builds everything into an empty dist/; throws when an entry is missing or does not build. */
export async function buildAll(production: boolean): Promise<void> {
  const dist = `${ROOT}/dist`;
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  // The root package is of type `module`; the bundles are not.
  writeFileSync(`${dist}/package.json`, '{ "type": "commonjs" }\n');
  const missing = BUNDLES.filter(({ entry }) => !existsSync(`${ROOT}/${entry}`));
  await Promise.all(
    BUNDLES.filter((bundle) => !missing.includes(bundle)).map((bundle) => build(options(bundle, production))),
  );
  for (const bundle of BUNDLES) if (!missing.includes(bundle)) finish(bundle);
  if (missing.length > 0) throw new Error(`There is no ${missing.map(({ entry }) => entry).join(', no ')}.`);
}

function finish({ entry, name, executable }: Bundle): void {
  const file = `${ROOT}/dist/${name}`;
  console.log(`dist/${name}  ${(statSync(file).size / 1024).toFixed(0)} KB`);
  if (!executable) return;
  if (!readFileSync(file, 'utf8').startsWith('#!')) throw new Error(`${entry} must begin with #!/usr/bin/env node.`);
  chmodSync(file, 0o755);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildAll(process.argv.includes('--production'));
}
