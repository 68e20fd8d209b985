import assert from 'node:assert/strict';
import { matcher } from '../../../server/src/workspace/configuration.ts';
import {
  CONFIGURATION_FILE_NAMES,
  inReadingOrder,
  isNamedOurs,
  RECORD_FILE_GLOBS,
  TABLES_FILE_NAMES,
} from '../../../server/src/workspace/file-names.ts';

describe('the names of our files', () => {
  it('are those that the globs match', () => {
    const words = [
      'session',
      'sessions',
      'claim',
      'claims',
      'client',
      'clients',
      'provider',
      'payers',
      'payer',
      'note',
      '',
    ];
    const ends = ['.yaml', '.yml', '.json', '.jsonc', '.YAML', ''];
    const isRecord = matcher(RECORD_FILE_GLOBS);
    for (const word of words) {
      for (const end of ends) {
        for (const name of [`march.${word}${end}`, `${word}${end}`, `.${word}${end}`, `a.${word}.b${end}`]) {
          assert.equal(isNamedOurs(name), isRecord(name), name);
        }
      }
    }
    for (const name of [...CONFIGURATION_FILE_NAMES, ...TABLES_FILE_NAMES]) assert.ok(isNamedOurs(name), name);
  });
});

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
