import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { generate } from '../../../scripts/generate/bundled-policies.ts';
import { BUNDLED_FILES } from '../../../server/src/policies/bundled.generated.ts';
import { bundledIds, bundledVersions } from '../../../server/src/policies/bundled.ts';
import { type Policy, unitLength } from '../../../server/src/policies/policy.ts';
import { policyProblems } from '../../../server/src/policies/problems.ts';
import { resolvePolicy } from '../../../server/src/policies/resolve.ts';
import { findCode } from '../../../server/src/tables/codes.ts';

const DATE = '2026-03-02';
const FOLDER = new URL('../../../server/src/policies/bundled/', import.meta.url);
const TEN = ['97151', '97152', '97153', '97154', '97155', '97156', '97157', '97158', '0362T', '0373T'];

/** With `\n`, however the file was checked out. */
function contentOf(file: URL): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

function policy(id: string, date = DATE): Policy {
  const resolution = resolvePolicy(id, date, () => []);
  assert.ok(resolution.kind === 'policy', resolution.kind === 'unknown' ? resolution.reason : '');
  return resolution.policy;
}

const caps = (of: Policy) => of.caps.map((cap) => [cap.codes?.join('+'), cap.limit, cap.per]);
const roles = (of: Policy) =>
  Object.fromEntries([...of.providers].map(([code, setting]) => [code, setting?.value.join(' ')]));

describe('bundled policies', () => {
  it('are called as their files are', () => {
    const files = BUNDLED_FILES.map(({ file }) => `builtin:${file.replace(/\.payers\.yaml$/, '')}`);
    assert.deepEqual(bundledIds(), files.sort());
    for (const id of ['cpt', 'default', 'medicare']) assert.equal(bundledVersions(`builtin:${id}`).length, 1, id);
    assert.deepEqual(bundledVersions('builtin:nowhere'), []);
  });

  it('are embedded as their files are', () => {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
    assert.deepEqual(BUNDLED_FILES.map(({ file }) => file).sort(), names.sort());
    for (const { file, text } of BUNDLED_FILES) assert.equal(text, contentOf(new URL(file, FOLDER)), file);
    for (const [path, text] of generate()) {
      assert.equal(contentOf(new URL(`../../../${path}`, import.meta.url)), text, path);
    }
  });

  for (const id of bundledIds()) {
    describe(id, () => {
      it('has a name, a source and a review date, and says that it is to be verified', () => {
        for (const version of bundledVersions(id)) {
          assert.ok(version.name && version.source);
          assert.match(version.reviewed ?? '', /^2026-\d\d-\d\d$/);
        }
        const file = BUNDLED_FILES.find(({ text }) => text.includes(`id: ${id}\n`));
        assert.match(file?.text.replaceAll('\n#', '') ?? '', /An example to verify against/);
      });

      it('could be read completely and has no problem', () => {
        for (const version of bundledVersions(id)) {
          assert.ok(!JSON.stringify(version).includes('null'), 'something cannot be read');
          assert.deepEqual(
            policyProblems([version], () => []).filter((problem) => problem.kind !== 'reserved-id'),
            [],
          );
        }
      });

      it('stands on CPT’s rules', () => {
        for (const version of bundledVersions(id)) {
          const own = policy(id, version.from ?? version.to ?? DATE);
          assert.equal(own.chain.at(-1)?.id, 'builtin:cpt');
          assert.ok(own.supervisor.required?.value.includes('97153'));
          for (const code of TEN) assert.ok(own.providers.get(code)?.value.includes('qhp'), code);
        }
      });
    });
  }

  it('comment every cap with its source or its provision', () => {
    for (const { file, text } of BUNDLED_FILES) {
      const lines = text.split('\n');
      for (const [at, line] of lines.entries()) {
        if (/^ {4}(caps|covered|diagnoses|timelyFilingDays|concurrency|groupSize):/.test(line)) {
          const around = [lines[at - 1], lines[at + 1]];
          assert.ok(
            around.some((near) => near?.trim().startsWith('#')),
            `${file}: ${line}`,
          );
        }
      }
    }
  });
});

describe('builtin:cpt', () => {
  it('rounds each code at the midpoint, a day at a time, and caps nothing', () => {
    const cpt = policy('builtin:cpt');
    assert.equal(cpt.units.rounding?.value, 'midpoint');
    assert.equal(cpt.units.per?.value, 'day');
    assert.deepEqual(cpt.caps, []);
    assert.equal(cpt.covered, undefined);
  });

  it('has the roles and the direction of the table of codes', () => {
    const cpt = policy('builtin:cpt');
    for (const code of TEN) {
      assert.deepEqual(cpt.providers.get(code)?.value, findCode(code)?.renderedBy.levels, code);
      assert.equal(cpt.supervisor.required?.value.includes(code), findCode(code)?.direction.required, code);
    }
  });
});

describe('builtin:default', () => {
  it('adds 32 units a day and 160 a week of 97153', () => {
    assert.deepEqual(caps(policy('builtin:default')), [
      ['97153', 32, 'day'],
      ['97153', 160, 'week'],
    ]);
    assert.equal(policy('builtin:default').weekStart?.value, 'sunday');
  });
});

describe('builtin:medicare', () => {
  it('counts by the 8-minute rule over one provider’s day and files within a year', () => {
    const medicare = policy('builtin:medicare');
    assert.equal(medicare.lineOfBusiness?.value, 'medicare');
    assert.equal(medicare.units.rounding?.value, 'cms-8-minute');
    assert.equal(medicare.units.per?.value, 'day');
    assert.equal(medicare.units.pool?.value, 'provider');
    assert.equal(medicare.timelyFilingDays?.value, 365);
    assert.deepEqual(medicare.caps, []);
  });
});

describe('builtin:tricare-acd', () => {
  const tricare = () => policy('builtin:tricare-acd');

  it('covers six codes and the two team conferences', () => {
    assert.deepEqual(tricare().covered?.value, [
      '97151',
      '97153',
      '97155',
      '97156',
      '97157',
      '97158',
      '99366',
      '99368',
    ]);
    assert.equal(unitLength(tricare(), '99366'), 'event');
  });

  it('rounds every session by itself', () => {
    assert.equal(tricare().units.per?.value, 'session');
    assert.equal(tricare().units.rounding?.value, 'midpoint');
  });

  it('has the caps of the operations manual', () => {
    assert.deepEqual(caps(tricare()), [
      ['97151', 32, 'authorization'],
      ['97153', 32, 'day'],
      ['97153', 160, 'week'],
      ['97155', 8, 'day'],
      ['97156', 8, 'day'],
      ['97157', 6, 'day'],
      ['97158', 6, 'day'],
    ]);
  });

  it('lets technicians and assistants treat, assistants help to assess, and supervisors do the rest', () => {
    const {
      97151: assess,
      97153: treat,
      97155: modify,
      97156: family,
      97157: families,
      97158: group,
    } = roles(tricare());
    assert.equal(treat, 'technician assistant qhp');
    assert.equal(assess, 'assistant qhp');
    assert.deepEqual([modify, family, families, group], ['qhp', 'qhp', 'qhp', 'qhp']);
  });

  it('has the concurrency matrix, each pair once', () => {
    const found = new Map<string, string>();
    for (const { codes, allowed, clientAbsent } of tricare().concurrency) {
      const pair = [...codes].sort().join(' ');
      assert.ok(!found.has(pair), pair);
      found.set(pair, allowed ? (clientAbsent ? 'absent' : 'yes') : 'no');
    }
    const matrix: Readonly<Record<string, string>> = {
      '97151 97153': 'yes',
      '97151 97155': 'no',
      '97151 97156': 'yes',
      '97151 97157': 'absent',
      '97151 97158': 'yes',
      '97153 97155': 'no',
      '97153 97156': 'absent',
      '97153 97157': 'absent',
      '97153 97158': 'no',
      '97155 97156': 'absent',
      '97155 97157': 'absent',
      '97155 97158': 'no',
      '97156 97157': 'no',
      '97156 97158': 'absent',
      '97157 97158': 'absent',
    };
    for (const [pair, answer] of Object.entries(matrix)) assert.equal(found.get(pair), answer, pair);
    for (const code of ['97151', '97155', '97156', '97157', '97158']) assert.equal(found.get(`${code} ${code}`), 'no');
    assert.equal(found.size, 20);
  });

  it('allows telehealth for family guidance only', () => {
    const { telehealth } = tricare().modifiers;
    assert.deepEqual(telehealth.codes?.value, ['97156']);
    assert.deepEqual(telehealth.modifiers?.value, ['GT', '95']);
    assert.deepEqual(telehealth.placesOfService?.value, ['02']);
  });

  it('pays for F84.0, up to eight in a group, claims within a year', () => {
    assert.deepEqual(tricare().diagnoses.anyOf?.value, ['F84.0']);
    assert.equal(tricare().groupSize.max?.value, 8);
    assert.equal(tricare().timelyFilingDays?.value, 365);
    assert.equal(tricare().lineOfBusiness?.value, 'tricare');
  });

  it('asks for what the contractors’ pages ask of every note', () => {
    assert.deepEqual(tricare().documentation.require?.value, [
      'start',
      'end',
      'placeOfService',
      'interventions',
      'summary',
      'signatures',
    ]);
  });

  it('holds from 2021-08-01 through 2028', () => {
    const on = (date: string) => resolvePolicy('builtin:tricare-acd', date, () => []).kind;
    assert.deepEqual(['2021-07-31', '2021-08-01', '2028-12-31', '2029-01-01'].map(on), [
      'unknown',
      'policy',
      'policy',
      'unknown',
    ]);
  });
});
