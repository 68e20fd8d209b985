import assert from 'node:assert/strict';
import { type XmlElement, xmlPieces } from '../../server/src/cli/reporters/xml.ts';
import { aba, folderWith, note, removeFolders } from './cli.ts';
import { readXml, type XmlNode } from './xml.ts';

function junit(folder: string, ...args: readonly string[]): XmlNode {
  const [root] = readXml(aba(folder, ['check', '--format', 'junit', ...args]).out).children;
  assert.ok(root);
  assertJUnit(root);
  return root;
}

/** What the common schemas of JUnit reports (Jenkins, Ant) ask for: elements, their order and attributes, and true counts. */
function assertJUnit(root: XmlNode): void {
  assert.equal(root.name, 'testsuites');
  assert.deepEqual(Object.keys(root.attributes), ['name', 'tests', 'failures', 'errors', 'time']);
  const cases = root.children.flatMap((suite) => {
    assert.equal(suite.name, 'testsuite');
    assert.deepEqual(Object.keys(suite.attributes), ['name', 'tests', 'failures', 'errors', 'skipped', 'time']);
    const [properties, ...own] = suite.children;
    assert.equal(properties?.name, 'properties');
    for (const property of properties.children) {
      assert.equal(property.name, 'property');
      assert.deepEqual(Object.keys(property.attributes), ['name', 'value']);
    }
    for (const testcase of own) assertCase(testcase);
    assertCounts(suite, own, ['failures', 'errors', 'skipped']);
    return own;
  });
  assertCounts(root, cases, ['failures', 'errors']);
}

function assertCase({ name, attributes, children, text }: XmlNode): void {
  assert.equal(name, 'testcase');
  assert.deepEqual(Object.keys(attributes), ['name', 'classname', 'time']);
  assert.ok(attributes.name && attributes.classname);
  assert.equal(text.trim(), '');
  assert.ok(children.length <= 1);
  for (const child of children) {
    assert.ok(['skipped', 'failure', 'error'].includes(child.name), child.name);
    assert.deepEqual(Object.keys(child.attributes), child.name === 'skipped' ? [] : ['message', 'type']);
    assert.deepEqual(child.children, []);
    assert.notEqual(child.text, '');
  }
}

function assertCounts({ attributes }: XmlNode, cases: readonly XmlNode[], kinds: readonly string[]): void {
  const names: Readonly<Record<string, string>> = { failures: 'failure', errors: 'error', skipped: 'skipped' };
  assert.equal(Number(attributes.tests), cases.length);
  for (const kind of kinds) {
    const count = cases.filter(({ children }) => children[0]?.name === names[kind]).length;
    assert.equal(Number(attributes[kind]), count, kind);
  }
}

/** File, name and outcome of every test case. */
function outcomes(root: XmlNode): readonly (readonly (string | undefined)[])[] {
  return root.children.flatMap((suite) =>
    suite.children
      .slice(1)
      .map(({ attributes, children }) => [suite.attributes.name, attributes.name, children[0]?.name]),
  );
}

describe('check, as JUnit', () => {
  afterEach(removeFolders);

  it('has a suite for each file, and a case for each finding or one that passes', () => {
    const folder = folderWith({
      'a.sessions.yaml': note(5),
      'b.sessions.yaml': note(4, 'S-2').replace('03-02', '03-03'),
      'c.sessions.yaml': note(3, 'S-3').replace('03-02', '03-04'),
    });
    assert.deepEqual(outcomes(junit(folder)), [
      ['a.sessions.yaml', 'units-exceed-time at 10:12 (S-1)', 'failure'],
      ['b.sessions.yaml', 'no findings', undefined],
      ['c.sessions.yaml', 'units-below-time at 10:12 (S-3)', 'skipped'],
    ]);
  });

  it('fails where the exit code does: a warning is skipped', () => {
    const folder = folderWith({
      'aba-billing.yaml': 'rules: { units-exceed-time: warning }\n',
      'a.sessions.yaml': note(5),
    });
    const root = junit(folder);
    assert.deepEqual(
      outcomes(root).map(([, , outcome]) => outcome),
      ['skipped'],
    );
    assert.equal(root.attributes.failures, '0');
  });

  it('says place, message, likely denial, related places and the calculation', () => {
    const root = junit(folderWith({ 'a.sessions.yaml': note(5) }));
    const failure = root.children[0]?.children[1]?.children[0];
    assert.equal(failure?.attributes.type, 'units-exceed-time');
    assert.match(failure?.attributes.message ?? '', /^5 units billed; 53 documented minutes support 4/);
    assert.match(failure?.text ?? '', /^a\.sessions\.yaml:10:12 error units-exceed-time: 5 units billed/);
    assert.match(failure?.text ?? '', /^likely denial: CARC 151$/m);
    assert.match(failure?.text ?? '', /^Billable minutes .*: 53 min$/m);
  });

  it('has an error for what could not be read', () => {
    const folder = folderWith({ 'a.sessions.yaml': Buffer.from('\u00fc', 'latin1') });
    assert.deepEqual(outcomes(junit(folder)), [['a.sessions.yaml', 'can be read', 'error']]);
    assert.equal(junit(folder).attributes.errors, '1');
  });

  it('escapes what names and messages may hold, and leaves out what XML cannot', () => {
    const folder = folderWith({
      'a<&">\'.sessions.yaml': note(5).replace('id: S-1', 'id: "S<\\u0001]]>&\\u001b[31m\\n"'),
    });
    const [[file, name] = []] = outcomes(junit(folder));
    assert.equal(file, 'a<&">\'.sessions.yaml');
    assert.equal(name, 'units-exceed-time at 10:12 (S<\ufffd]]>&\ufffd[31m\n)');
  });
});

describe('xmlPieces', () => {
  const written = (root: XmlElement) => [...xmlPieces(root)].join('');

  it('gives back every text that XML can hold, and U+FFFD for the rest', () => {
    const text = 'a\u0000b\ud800c\udc00d\ufffe\u{1f600}\u0085\t\r\n&amp;<![CDATA[x]]>"\' \u2028';
    const held = 'a\ufffdb\ufffdc\ufffdd\ufffd\u{1f600}\ufffd\t\r\n&amp;<![CDATA[x]]>"\' \u2028';
    const [root] = readXml(written({ name: 'a', attributes: { x: text, y: undefined }, content: text })).children;
    assert.deepEqual(root?.attributes, { x: held });
    assert.equal(root?.text, held);
  });

  it('is read by a reader that takes nothing else', () => {
    const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
    for (const wrong of [
      '<a>',
      '<a></b>',
      '<a x="1" x="2"/>',
      '<a>&nbsp;</a>',
      '<a/><b/>',
      '<a>\u0001</a>',
      '<a x="<"/>',
      'x<a/>',
    ]) {
      assert.throws(() => readXml(declaration + wrong), wrong);
    }
    assert.throws(() => readXml('<a/>'));
  });
});
