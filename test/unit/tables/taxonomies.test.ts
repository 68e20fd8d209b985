import assert from 'node:assert/strict';
import { LEVELS } from '../../../server/src/tables/credentials.ts';
import { findTaxonomy, isTaxonomyForm, standardTaxonomy, TAXONOMIES } from '../../../server/src/tables/taxonomies.ts';

describe('table of taxonomies', () => {
  for (const taxonomy of TAXONOMIES) {
    it(`${taxonomy.code} has the form, a name, levels, a source and a date`, () => {
      assert.ok(isTaxonomyForm(taxonomy.code));
      assert.ok(taxonomy.name.length > 3);
      assert.ok(taxonomy.levels.length > 0 && taxonomy.levels.every((level) => LEVELS.includes(level)));
      assert.match(taxonomy.source.date, /^\d{4}-\d\d-\d\d$/);
      assert.equal(findTaxonomy(taxonomy.code.toLowerCase()), taxonomy);
    });
  }

  it('has one for each level', () => {
    assert.equal(standardTaxonomy('qhp')?.code, '103K00000X');
    assert.equal(standardTaxonomy('assistant')?.code, '106E00000X');
    assert.equal(standardTaxonomy('technician')?.code, '106S00000X');
    for (const level of LEVELS) assert.deepEqual(standardTaxonomy(level)?.levels, [level]);
  });

  it('leaves out those whose level differs by state', () => {
    for (const code of ['1041C0700X', '101YM0800X', '251S00000X', '']) assert.equal(findTaxonomy(code), undefined);
  });
});

describe('isTaxonomyForm', () => {
  it('is nine letters or digits and an X', () => {
    for (const text of ['1041C0700X', '251S00000X']) assert.ok(isTaxonomyForm(text), text);
    for (const text of ['', '103K00000', '103K000000X', '103K00000Y', '103k00000X', 'BCBA'])
      assert.equal(isTaxonomyForm(text), false, text);
  });
});
