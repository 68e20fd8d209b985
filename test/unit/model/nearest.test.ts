import assert from 'node:assert/strict';
import { nearest } from '../../../server/src/model/nearest.ts';

const SESSION = [
  'id',
  'client',
  'date',
  'code',
  'provider',
  'start',
  'end',
  'units',
  'modifiers',
  'placeOfService',
  'nonBillable',
];

describe('nearest', () => {
  const expected: Readonly<Record<string, string | undefined>> = {
    Units: 'units',
    unit: 'units',
    UNITS: 'units',
    place_of_service: 'placeOfService',
    'place-of-service': 'placeOfService',
    'Place Of Service': 'placeOfService',
    placesOfService: 'placeOfService',
    placeofservce: 'placeOfService',
    provider_id: 'provider',
    providerId: 'provider',
    clientID: 'client',
    modifer: 'modifiers',
    Non_Billable: 'nonBillable',
    dat: 'date',
    ID: 'id',
    // Too far, or too short to tell.
    xx: undefined,
    to: undefined,
    duration: undefined,
    '': undefined,
    '—': undefined,
    ['u'.repeat(100)]: undefined,
  };
  for (const [written, meant] of Object.entries(expected)) {
    it(`takes "${written.slice(0, 20)}" for ${meant ?? 'nothing'}`, () =>
      assert.equal(nearest(written, SESSION), meant));
  }

  it('takes a word that is as near to two for neither', () => {
    assert.equal(nearest('dare', ['date', 'dart']), undefined);
    assert.equal(nearest('dare', ['date', 'dart', 'Dare']), 'Dare');
  });
});
