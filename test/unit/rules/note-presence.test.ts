/** What one note says decides what the silence of another means, whatever file they stand in and in whatever order they come. */
import assert from 'node:assert/strict';
import { Engine } from '../../../server/src/rules/engine.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { reportOn } from '../../../server/src/rules/report.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';

const ROOT = 'file:///clinic';
const SKELETON = `${ROOT}/a.sessions.yaml`;
const OTHER = `${ROOT}/b.sessions.yaml`;
const NARRATIVE = 'Requested with two words in 14 of 20 chances today.';

function note(id: string, more = ''): string {
  return `sessions:\n  - { id: ${id}, client: C-1, date: 2026-03-02, code: 97153, provider: rbt, start: "15:00", end: "16:00"${more} }\n`;
}

class Folder {
  readonly #workspace = new Workspace(ROOT);
  readonly #engine = new Engine(this.#workspace, RULES, '2026-04-05');

  open(uri: string, text: string): void {
    this.#workspace.open(uri, text);
  }

  close(uri: string): void {
    this.#workspace.remove(uri);
  }

  rules(uri: string): readonly string[] {
    this.#engine.settle();
    const file = this.#workspace.file(uri);
    return file ? reportOn(this.#engine, file).map(({ rule }) => rule) : [];
  }
}

describe('what notes leave out', () => {
  it('is unknown where no note says it, and missing from the moment that another one does', () => {
    const folder = new Folder();
    folder.open(SKELETON, note('S-1'));
    assert.deepEqual(folder.rules(SKELETON), []);
    folder.open(OTHER, note('S-2', ', signatures: [{ by: rbt, date: 2026-03-02 }]'));
    assert.deepEqual(folder.rules(SKELETON), ['signature-invalid']);
    folder.open(OTHER, note('S-2', ', summary: Two programs.'));
    assert.deepEqual(folder.rules(SKELETON), ['note-incomplete']);
    folder.close(OTHER);
    assert.deepEqual(folder.rules(SKELETON), []);
  });

  it('is no copy any more once one of two narratives is edited, in either file', () => {
    const folder = new Folder();
    const copiesOf = (uri: string) => folder.rules(uri).filter((rule) => rule === 'copied-note').length;
    folder.open(SKELETON, note('S-1', `, summary: ${NARRATIVE}`));
    folder.open(OTHER, note('S-2', `, summary: ${NARRATIVE.toUpperCase()}`));
    assert.deepEqual([copiesOf(SKELETON), copiesOf(OTHER)], [0, 1]);
    folder.open(SKELETON, note('S-1', `, summary: ${NARRATIVE.replace('14', '15')}`));
    assert.deepEqual([copiesOf(SKELETON), copiesOf(OTHER)], [0, 0]);
    folder.open(OTHER, note('S-2', `, summary: ${NARRATIVE.replace('14', '15')}`));
    assert.deepEqual([copiesOf(SKELETON), copiesOf(OTHER)], [0, 1]);
    folder.close(SKELETON);
    assert.equal(copiesOf(OTHER), 0);
  });
});
