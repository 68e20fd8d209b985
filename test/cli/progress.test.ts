import assert from 'node:assert/strict';
import { ProgressLine } from '../../server/src/cli/progress.ts';

function progress(columns = 80) {
  const clock = { now: 5000 };
  const written: string[] = [];
  const line = new ProgressLine(
    (text) => written.push(text),
    columns,
    () => clock.now,
  );
  return { clock, written, line };
}

describe('progress', () => {
  it('is silent within the first second', () => {
    const { clock, written, line } = progress();
    line.update('Reading');
    clock.now += 999;
    line.update('Reading');
    line.end();
    assert.deepEqual(written, []);
  });

  it('writes one line over and over after it, and takes it away', () => {
    const { clock, written, line } = progress();
    clock.now += 1000;
    line.update('one');
    clock.now += 50;
    line.update('too soon');
    clock.now += 50;
    line.update('two');
    line.end();
    line.end();
    assert.deepEqual(written, ['\r\u001b[2Kone', '\r\u001b[2Ktwo', '\r\u001b[2K']);
  });

  it('keeps within the terminal, or the line could not be written over', () => {
    const { clock, written, line } = progress(10);
    clock.now += 1000;
    line.update('Reading billing files');
    assert.deepEqual(written, ['\r\u001b[2KReading b']);
  });
});
