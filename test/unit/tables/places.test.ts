import assert from 'node:assert/strict';
import { findPlace, nearestPlaces, PLACES, TELEHEALTH_PLACES } from '../../../server/src/tables/places.ts';

/** The codes of the list that CMS publishes, read for this test. */
const LISTED =
  '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 41 42 49 50 51 52 53 ' +
  '54 55 56 57 58 60 61 62 65 66 71 72 81 99';

describe('table of places of service', () => {
  for (const place of PLACES) {
    it(`${place.code} has a name, a meaning, a source and a date`, () => {
      assert.match(place.code, /^\d\d$/);
      assert.ok(place.name.length > 3);
      assert.match(place.meaning, /^[a-z].*[^.]$/);
      assert.match(place.source.date, /^\d{4}-\d\d-\d\d$/);
      if (place.from !== undefined) assert.match(place.from, /^\d{4}-\d\d-\d\d$/);
      assert.equal(findPlace(place.code), place);
    });
  }

  it('is the list of CMS, in order', () => {
    assert.equal(PLACES.map(({ code }) => code).join(' '), LISTED);
  });

  it('marks telehealth, with 10 from 2022 on', () => {
    assert.deepEqual(TELEHEALTH_PLACES, ['02', '10']);
    assert.equal(findPlace('10')?.from, '2022-01-01');
    assert.equal(findPlace('10')?.telehealth, 'home');
    assert.equal(findPlace('02')?.telehealth, 'not-home');
  });

  it('knows no other', () => {
    for (const text of ['', '2', '00', '28', '90', '002', 'home']) assert.equal(findPlace(text), undefined, text);
  });
});

describe('nearestPlaces', () => {
  const near = (text: string) => nearestPlaces(text).map(({ code }) => code);

  it('takes a name', () => {
    assert.deepEqual(near('home'), ['12']);
    assert.deepEqual(near('School'), ['03']);
  });

  it('takes usual places that share a digit, swapped ones first', () => {
    assert.deepEqual(near('30'), ['03', '10']);
    assert.deepEqual(near('92'), ['12', '02', '99']);
    assert.deepEqual(near('28'), []);
  });

  it('takes nothing for other texts', () => {
    for (const text of ['', '123', 'somewhere']) assert.deepEqual(near(text), [], text);
  });
});
