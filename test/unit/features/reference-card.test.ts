import assert from 'node:assert/strict';
import { hover } from '../../../server/src/features/hover.ts';
import { referenceCards } from '../../../server/src/features/reference-card.ts';
import { DIAGNOSES } from '../../../server/src/tables/diagnoses.ts';
import { MODIFIERS } from '../../../server/src/tables/modifiers.ts';
import { PLACES } from '../../../server/src/tables/places.ts';
import { TAXONOMIES } from '../../../server/src/tables/taxonomies.ts';
import { opened } from './opened.ts';

function shown(files: Readonly<Record<string, string>>): string {
  const { engine, file, offset } = opened(files);
  return hover(engine, file, offset)?.markdown ?? '';
}

describe('reference cards', () => {
  for (const { code } of [...MODIFIERS, ...PLACES, ...DIAGNOSES, ...TAXONOMIES]) {
    it(`explain ${code} with a source, and without an empty cell`, () => {
      const cards = referenceCards(code);
      assert.ok(cards.length > 0);
      for (const card of cards) {
        assert.match(card, /^\*\*`/);
        assert.match(card, /\*.+\(\d{4}-\d\d-\d\d(, to be verified)?\)\*$/);
        assert.doesNotMatch(card, /^\| [^|]+\|\s*\|$|undefined|NaN|null|\[object/m);
      }
    });
  }

  it('say all that a text may be', () => {
    assert.equal(referenceCards('99').length, 2);
    assert.deepEqual(referenceCards('ZZ'), []);
    assert.match(referenceCards('gp').join(), /no part in adaptive behavior services/);
  });

  it('say which codes a heading has, and what the WHO alone has', () => {
    assert.match(referenceCards('F84').join(), /F84\.0, F84\.2, F84\.3, F84\.5, F84\.8 or F84\.9/);
    assert.match(referenceCards('F84.1').join(), /ICD-10-CM has F84\.9 for it/);
    assert.match(referenceCards('f84.0').join(), /\| Never with \(Excludes1\) \| F80\.82, F84\.2, F84\.5 \|/);
  });
});

describe('hover on a modifier, place of service, diagnosis or taxonomy', () => {
  const PAYER =
    'payers:\n  - { id: p, modifiers: { credential: { technician: HM }, telehealth: { modifiers: [GT] }, notAccepted: [HO] } }\n';
  const CLAIM = (line: string) => ({
    'a.claims.yaml': `claims:\n  - { id: C, client: X, payer: p, diagnoses: [F84.0], lines: [{ date: 2026-03-02, code: 97153, units: 1, ${line} }] }\n`,
    'a.payers.yaml': PAYER,
  });

  it('says what a modifier means, and what this payer asks with it', () => {
    assert.match(
      shown(CLAIM('modifiers: [H|M]')),
      /less than a bachelor degree[\s\S]*\| This payer \| p: for technician \|/,
    );
    assert.match(shown(CLAIM('modifiers: [G|T]')), /\| This payer \| p: for telehealth \|/);
    assert.match(shown(CLAIM('modifiers: [H|O]')), /\| This payer \| p: not accepted \|/);
  });

  it('tells a modifier from a place by the key', () => {
    const asModifier = shown(CLAIM('modifiers: ["9|9"]'));
    assert.match(asModifier, /— modifier\*\*/);
    assert.doesNotMatch(asModifier, /place of service: /);
    const asPlace = shown(CLAIM('placeOfService: 9|9'));
    assert.match(asPlace, /place of service: Other place/);
    assert.doesNotMatch(asPlace, /— modifier\*\*/);
  });

  it('works on diagnoses and taxonomies, of claims, clients, providers and payers', () => {
    const claim = CLAIM('diagnosisPointers: [A]');
    assert.match(
      shown({ ...claim, 'a.claims.yaml': claim['a.claims.yaml'].replace('F84.0', 'F8|4.0') }),
      /Autistic disorder/,
    );
    assert.match(shown({ 'a.clients.yaml': 'clients: [{ id: X, diagnoses: [F8|40] }]\n' }), /F84\.0/);
    assert.match(
      shown({ 'a.clients.yaml': 'clients: [{ id: X, diagnoses: [F8|4.9] }]\n' }),
      /Atypical autism belongs here/,
    );
    assert.match(shown({ 'a.payers.yaml': 'payers: [{ id: X, diagnoses: { anyOf: [F9|0.2] } }]\n' }), /ADHD, combined/);
    assert.match(shown({ 'a.payers.yaml': 'payers: [{ id: X, placesOfService: ["0|3"] }]\n' }), /School/);
    assert.match(
      shown({ 'a.providers.yaml': 'providers: [{ id: X, taxonomy: 106S0|0000X }]\n' }),
      /Behavior technician[\s\S]*\| Level \| technician \|/,
    );
  });

  it('describes the key, and a value that no table has', () => {
    assert.match(shown(CLAIM('place|OfService: 12')), /Place of service code/);
    assert.match(shown(CLAIM('modifiers: [Z|Z]')), /\*\*modifiers\*\*$/);
  });
});
