import assert from 'node:assert/strict';
import { inReadingOrder } from '../../../server/src/workspace/file-names.ts';

describe('the order in which files are read', () => {
  it('puts what is referred to before what refers to it, and keeps the order otherwise', () => {
    const files = [
      'a.claims.json',
      'b.session.yaml',
      'clinic.yaml',
      'a.claim.yml',
      'north.clients.yaml',
      'claims.payers.yaml',
      'staff.PROVIDERS.YAML',
      'a.sessions.yaml',
    ];
    assert.deepEqual(inReadingOrder(files), [
      'claims.payers.yaml',
      'staff.PROVIDERS.YAML',
      'north.clients.yaml',
      'clinic.yaml',
      'b.session.yaml',
      'a.sessions.yaml',
      'a.claims.json',
      'a.claim.yml',
    ]);
  });
});
