import assert from 'node:assert/strict';
import { canonicalUri, isInside, nameOfUri, parentUri } from '../../../server/src/disk/uri.ts';

describe('URIs of files', () => {
  for (const [what, given, expected] of [
    ['keeps a plain one', 'file:///clinic/march.claims.yaml', 'file:///clinic/march.claims.yaml'],
    [
      'encodes as VS Code does',
      "file:///a b/it's (1)!*+,;=@&$",
      'file:///a%20b/it%27s%20%281%29%21%2A%2B%2C%3B%3D%40%26%24',
    ],
    ['encodes no letter twice', 'file:///%C3%A9/%F0%9F%99%82', 'file:///%C3%A9/%F0%9F%99%82'],
    ['takes letters beyond ASCII', 'file:///é', 'file:///%C3%A9'],
    ['writes the drive letter in lower case', 'file:///C:/Clinic', 'file:///c%3A/Clinic'],
    ['knows an encoded colon', 'file:///C%3A/Clinic', 'file:///c%3A/Clinic'],
    ['keeps the server of a share', 'file://Server/share/x', 'file://server/share/x'],
    ['drops a trailing slash', 'file:///clinic/', 'file:///clinic'],
    ['keeps what does not decode', 'file:///a%E9/b', 'file:///a%E9/b'],
    ['keeps other schemes', 'untitled:Untitled-1 (x)', 'untitled:Untitled-1 (x)'],
  ] as const) {
    it(what, () => {
      assert.equal(canonicalUri(given), expected);
      assert.equal(canonicalUri(expected), expected);
    });
  }

  it('have folders and names', () => {
    assert.equal(parentUri('file:///a/b%20c.yaml'), 'file:///a');
    assert.equal(nameOfUri('file:///a/b%20c.yaml'), 'b c.yaml');
    assert.equal(nameOfUri('file:///a/%E9'), '%E9');
    assert.equal(isInside('file:///a/b/c', 'file:///a'), true);
    assert.equal(isInside('file:///ab', 'file:///a'), false);
    assert.equal(isInside('file:///a', 'file:///a'), false);
  });
});
