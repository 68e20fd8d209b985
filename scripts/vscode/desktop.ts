import { existsSync } from 'node:fs';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { VSCODE_TEST } from '../paths.ts';

/** Names a desktop VS Code executable to test in. `npm` asks for the npm host without trying the desktop. */
export const VSCODE_VARIABLE = 'ABA_BILLING_VSCODE';

/** How long the address of the download may take to answer. */
const ANSWER_MS = 5000;

/** Whether a window can be opened at all. */
function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** The executable of a desktop VS Code, downloaded where needed and possible; otherwise why there is none. */
export async function findDesktop(): Promise<{ executable: string } | { why: string }> {
  const named = process.env[VSCODE_VARIABLE];
  if (named === 'npm') return { why: `${VSCODE_VARIABLE} asks for the npm host` };
  if (named) {
    if (!existsSync(named)) throw new Error(`${VSCODE_VARIABLE} names ${named}, which does not exist.`);
    return { executable: named };
  }
  if (!hasDisplay()) return { why: 'there is no display to open a window on' };
  try {
    return { executable: await downloadAndUnzipVSCode({ cachePath: VSCODE_TEST, timeout: ANSWER_MS }) };
  } catch (error) {
    return { why: `its download cannot be reached (${error instanceof Error ? error.message : error})` };
  }
}
