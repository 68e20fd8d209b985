/** Every pair of the usual matrix, and of each bundled policy's own, as cases: at once, touching, with and without the client. */
import assert from 'node:assert/strict';
import { bundledIds, bundledVersions } from '../../server/src/policies/bundled.ts';
import { resolvePolicy } from '../../server/src/policies/resolve.ts';
import { CODES, findCode } from '../../server/src/tables/codes.ts';
import { CONCURRENCY, findConcurrency } from '../../server/src/tables/concurrency.ts';
import { checkFolder } from './support/check-folder.ts';

const DATE = '2026-03-02';

interface Setup {
  /** The payer's own settings, in flow style. */
  readonly settings: string;
  readonly date?: string;
  /** Of the second service. */
  readonly start?: string;
  /** Written on notes for caregivers. */
  readonly clientPresent?: boolean;
  /** Written on both notes. */
  readonly modifiers?: readonly string[];
}

/** The services of two providers: the first from 10:00 to 11:00, the second an hour from `start`. */
function found(
  codes: readonly string[],
  { settings, date = DATE, start = '10:15', clientPresent, modifiers = [] }: Setup,
): readonly string[] {
  const end = `${Number(start.slice(0, 2)) + 1}${start.slice(2)}`;
  const present = (code = '') =>
    isForCaregivers(code) && clientPresent !== undefined ? `, clientPresent: ${clientPresent}` : '';
  const note = (id: string, provider: string, code = '', from = '', to = '') =>
    `  - { id: ${id}, client: C, date: ${date}, code: ${code}, provider: ${provider}, start: "${from}", end: "${to}", modifiers: [${modifiers}]${present(code)} }\n`;
  const folder = new Map([
    ['a.payers.yaml', `payers:\n  - { id: p, ${settings} }\n`],
    ['a.clients.yaml', 'clients:\n  - { id: C, coverage: [{ payer: p }] }\n'],
    [
      'a.sessions.yaml',
      `sessions:\n${note('S1', 'one', codes[0], '10:00', '11:00')}${note('S2', 'two', codes[1], start, end)}`,
    ],
  ]);
  return checkFolder(folder)
    .findings.filter(({ reported }) => reported.rule === 'concurrent-services')
    .map(
      ({ reported }) =>
        `${reported.finding.record?.id} ${reported.severity}: ${reported.message.replace(/^.*? min; /, '')}`,
    );
}

function isForCaregivers(code: string): boolean {
  return code === '97156' || code === '97157';
}

/** Of two services at once, in both orders; and never where they only touch. */
function assertFound(codes: readonly string[], setup: Setup, expected: string | undefined): void {
  const list = expected === undefined ? [] : [`S2 error: ${expected}`];
  for (const pair of [codes, codes.toReversed()]) {
    assert.deepEqual(found(pair, setup), list, `${pair.join(' + ')} ${JSON.stringify(setup)}`);
    assert.deepEqual(found(pair, { ...setup, start: '11:00' }), [], `touching ${pair.join(' + ')}`);
  }
}

/** What is said where a caregivers' service that may be with the client (97156) is. 97157 is always without. */
function checkClientAbsent(codes: readonly string[], setup: Setup, denied: string): void {
  const withClient = codes.includes('97156') ? `${denied} where the client is in 97156` : undefined;
  const said = withClient?.replace(/^(.*?)( \(.*\))( where .*)$/, '$1$3$2');
  assertFound(codes, { ...setup, clientPresent: true }, said);
  assertFound(codes, { ...setup, clientPresent: false }, undefined);
  assertFound(codes, setup, undefined);
}

/** A day that each version of a bundled policy holds. */
function daysOf(id: string): readonly string[] {
  return bundledVersions(id).map(({ from, to }) => {
    const held = (!from || from <= DATE) && (!to || DATE <= to);
    return held ? DATE : (from ?? to ?? DATE);
  });
}

describe('concurrent-services, row by row', () => {
  const settings = 'extends: "builtin:cpt"';
  for (const { codes, answer, clientAbsent, source } of CONCURRENCY) {
    const denied = `usually not paid together (p states no rule${source.verify ? '; verify' : ''})`;
    it(`usual: ${codes.join(' + ')} ${answer}${clientAbsent ? ' without the client' : ''}`, () => {
      if (answer === 'not-paid') assertFound(codes, { settings, clientPresent: false }, denied);
      else if (clientAbsent) checkClientAbsent(codes, { settings }, denied);
      else assertFound(codes, { settings, clientPresent: true }, undefined);
    });

    it(`${codes.join(' + ')}: the payer's own entry wins`, () => {
      const own = (allowed: boolean) => `${settings}, concurrency: [{ codes: [${codes}], allowed: ${allowed} }]`;
      const whole = codes[0] === codes[1] ? `two ${codes[0]}` : 'both';
      assertFound(codes, { settings: own(false) }, `p does not pay ${whole}`);
      assertFound(codes, { settings: own(true), clientPresent: true }, undefined);
    });
  }

  for (const [id, date] of bundledIds().flatMap((id) => daysOf(id).map((date) => [id, date] as const))) {
    const resolution = resolvePolicy(id, date, () => []);
    if (resolution.kind === 'unknown') throw new Error(`${id}: ${resolution.reason}`);
    for (const { codes, allowed, clientAbsent, modifiers, origin } of resolution.policy.concurrency) {
      const extended = { settings: `extends: "${id}"`, date };
      const name = `${codes.join(' + ')} ${allowed ? 'paid' : 'not paid'}${clientAbsent ? ' without the client' : ''}`;
      it(`${id} on ${date}: ${name}`, () => {
        const verify = origin.citation.verify ? ' (verify)' : '';
        const denied = `p does not pay ${codes[0] === codes[1] ? `two ${codes[0]}` : 'both'}`;
        if (modifiers && allowed) {
          const without = `${denied} without modifier ${modifiers.join(' or ')}${verify}`;
          assertFound(codes, { ...extended, clientPresent: false, modifiers: ['U1'] }, without);
          for (const modifier of modifiers) {
            assertFound(codes, { ...extended, clientPresent: false, modifiers: [modifier] }, undefined);
          }
          assertFound(codes, extended, undefined);
        } else if (!allowed) assertFound(codes, { ...extended, clientPresent: false }, `${denied}${verify}`);
        else if (clientAbsent) checkClientAbsent(codes, extended, `${denied}${verify}`);
        else assertFound(codes, extended, undefined);
      });
    }
  }

  it('has no opinion on a pair without a row', () => {
    const all = CODES.map(({ code }) => code);
    const pairs = all.flatMap((a, index) => all.slice(index).map((b) => [a, b] as const));
    const open = pairs.filter(([a, b]) => !findConcurrency(a, b));
    assert.equal(pairs.length - open.length, CONCURRENCY.length, 'rows of other codes, or twice the same pair');
    for (const pair of open) assertFound(pair, { settings, clientPresent: true }, undefined);
  });

  it('has rows of known codes, each with a dated source', () => {
    for (const { codes, source } of CONCURRENCY) {
      for (const code of codes) assert.ok(findCode(code), code);
      assert.match(source.date, /^\d{4}-\d\d-\d\d$/);
    }
  });
});
