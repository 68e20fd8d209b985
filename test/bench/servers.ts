/** The two servers that are compared, each as VS Code would start it. */
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ROOT, VSCODE_TEST } from '../../scripts/paths.ts';
import { run } from '../../scripts/vscode/processes.ts';
import { INCLUDE_NOTIFICATION, type InitializationOptions } from '../../server/src/lsp/protocol.ts';
import type { ServerDefinition } from './lsp-driver.ts';

export interface ComparedServer extends ServerDefinition {
  /** What it can find: a JSON Schema knows keys and types. */
  readonly knows: 'billing' | 'schema';
}

/** @param dist folder with the bundled server. */
export function ours(dist: string): ComparedServer {
  return {
    name: 'aba-billing',
    command: [process.execPath, `${dist}/server.js`, '--stdio'],
    initializationOptions: {
      rulePages: pathToFileURL(`${ROOT}/docs/rules`).href,
    } satisfies InitializationOptions,
    // Sent once the folder has been read.
    ready: (connection) => new Promise((resolve) => connection.onNotification(INCLUDE_NOTIFICATION, () => resolve())),
    knows: 'billing',
  };
}

const OTHER = 'yaml-language-server';
const VERSION = '2.0.0';
const INSTALLATION = `${VSCODE_TEST}/bench-yamlls`;

/** For measuring only, outside the project's dependencies. Installed on first use. */
export async function installYamlLanguageServer(): Promise<void> {
  if (existsSync(`${INSTALLATION}/node_modules/${OTHER}/package.json`)) return;
  console.log(`Installing ${OTHER} ${VERSION} …`);
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  await run('npm', ['install', '--prefix', INSTALLATION, ...options, `${OTHER}@${VERSION}`], { quiet: true });
}

/** With our JSON Schema for every file of ours, and no network. */
export function yamlLanguageServer(): ComparedServer {
  const schema = pathToFileURL(`${ROOT}/schemas/document.schema.json`).href;
  return {
    name: `${OTHER} ${VERSION}`,
    command: [process.execPath, `${INSTALLATION}/node_modules/${OTHER}/bin/${OTHER}`, '--stdio'],
    settings: {
      yaml: {
        validate: true,
        hover: true,
        completion: true,
        schemas: { [schema]: ['*.claims.yaml', '*.clients.yaml'] },
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
      },
    },
    // Right after `initialized` it asks for these settings, and says nothing once it has taken them over.
    ready: () => delay(1000),
    knows: 'schema',
  };
}
