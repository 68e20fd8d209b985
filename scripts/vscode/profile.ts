import { mkdirSync, writeFileSync } from 'node:fs';

/** What every host of ours starts with: no welcome pages, no AI features, no trust question, no updates, no telemetry. */
const QUIET: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  // As on the desktop; VS Code in the browser saves by itself.
  'files.autoSave': 'off',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** Writes the user settings of a profile that is given as `--user-data-dir`. */
export function writeUserSettings(userDataDir: string, settings: Readonly<Record<string, unknown>> = {}): void {
  mkdirSync(`${userDataDir}/User`, { recursive: true });
  writeFileSync(`${userDataDir}/User/settings.json`, `${JSON.stringify({ ...QUIET, ...settings }, null, 2)}\n`);
}
