/** Runs the bundled tests beside this module inside the extension host; VS Code calls `run`. */
import { readdirSync, writeFileSync } from 'node:fs';
import { format, stripVTControlCharacters } from 'node:util';
import type Mocha from 'mocha';
import { TEST_OUTPUT } from './output.ts';

export async function run(): Promise<void> {
  // Mocha is an ES module: `require` would give its namespace.
  const { default: Mocha } = await import('mocha');
  Mocha.reporters.Base.consoleLog = (...args) => {
    for (const line of stripVTControlCharacters(format(...args)).split('\n')) console.log(`${TEST_OUTPUT}${line}`);
  };
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 60_000 });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(`${__dirname}/${name}`);
  }
  const { stats } = await new Promise<Mocha.Runner>((resolve) => {
    const runner: Mocha.Runner = mocha.run(() => resolve(runner));
  });
  if (stats === undefined) throw new Error('Mocha has kept no totals.');
  writeFileSync(`${__dirname}/totals.json`, JSON.stringify({ passed: stats.passes, failed: stats.failures }));
  if (stats.failures > 0) throw new Error(`${stats.failures} failed`);
}
