/** Broken authorizations and coverage. */
import { addDays } from '../arithmetic.ts';
import type { Authorization, Client } from '../records.ts';
import type { Entry, Mutation, Scene } from '../scene.ts';

interface Held {
  readonly client: Client;
  readonly authorization: Authorization;
  readonly entries: readonly Entry[];
}

function heldIn(scene: Scene): readonly Held[] {
  return scene.clinic.clients.flatMap((client) => {
    const [authorization] = client.authorizations ?? [];
    const entries = scene.entries(client.coverage.at(-1)?.payer ?? '').filter((entry) => entry.client === client.id);
    return authorization ? [{ client, authorization, entries }] : [];
  });
}

/** Pools of an authorization with what was drawn from each; those with an opening balance left out. */
function pools(scene: Scene) {
  return heldIn(scene).flatMap(({ client, authorization, entries }) =>
    authorization.used
      ? []
      : authorization.services.map((service, index) => {
          const drawn = entries.filter(({ code }) => service.codes.includes(code));
          return { client, service, index, drawn, total: drawn.reduce((sum, { units }) => sum + units, 0) };
        }),
  );
}

function needsEvery(scene: Scene, payer: string): boolean {
  const terms = scene.bills.find(({ claim }) => claim.payer === payer)?.terms;
  return terms?.authorization === undefined || (terms.authorization.required === 'true' && !terms.authorization.codes);
}

/** What stands on dates after a day: lines, and notes that name the number themselves. */
function after(scene: Scene, client: Client, day: string, rule: string): readonly string[] {
  return [
    ...scene.bills
      .filter(({ claim, line }) => claim.client === client.id && line.date > day)
      .map((bill) => scene.atLine(rule, bill, 'date')),
    ...scene.clinic.sessions
      .filter((note) => note.client === client.id && note.date > day && note.authorization !== undefined)
      .map((note) => scene.atNote(rule, note, 'date')),
  ];
}

export const AUTHORIZATION_MUTATIONS: readonly Mutation[] = [
  {
    rule: 'authorization-missing',
    name: 'a claim names no authorization',
    find: (scene) =>
      scene.clinic.claims
        .filter(
          ({ authorization, payer, lines }) =>
            authorization !== undefined &&
            needsEvery(scene, payer) &&
            lines.every(({ sessions = [] }) =>
              scene.clinic.sessions.every(({ id, authorization: own }) => !sessions.includes(id) || own === undefined),
            ),
        )
        .map((claim) => () => {
          claim.authorization = undefined;
          return { expect: [scene.at('authorization-missing', 'claim', claim, ['id'], 'key')] };
        }),
  },
  {
    rule: 'authorization-unknown',
    name: "a claim names a number that is none of the client's",
    find: (scene) =>
      scene.clinic.claims
        .filter(({ authorization }) => authorization !== undefined)
        .map((claim) => () => {
          claim.authorization = 'AUTH999';
          return { expect: [scene.at('authorization-unknown', 'claim', claim, ['authorization'])] };
        }),
  },
  {
    rule: 'authorization-inactive',
    name: 'an authorization ends before the last date of service',
    find: (scene) =>
      heldIn(scene).flatMap(({ client, authorization }) => {
        const own = scene.bills.filter(({ claim }) => claim.client === client.id);
        const last = own
          .map(({ line }) => line.date)
          .sort()
          .at(-1);
        const isOpen = scene.unbilled.some((note) => note.client === client.id && note.date >= (last ?? ''));
        if (last === undefined || isOpen || own[0]?.terms.ratios?.some(({ per }) => per === 'authorization')) return [];
        return [
          () => {
            authorization.to = addDays(last, -1);
            return { expect: after(scene, client, authorization.to, 'authorization-inactive') };
          },
        ];
      }),
  },
  {
    rule: 'authorization-code',
    name: 'an authorization holds all but one of the codes',
    find: (scene) =>
      heldIn(scene).flatMap(({ client, authorization }) => {
        const codes = authorization.services.flatMap((service) => service.codes);
        if (codes.length < 2 || authorization.used) return [];
        return codes
          .filter((code) => !scene.unbilled.some((note) => note.client === client.id && note.code === code))
          .map((code) => () => {
            authorization.services = authorization.services
              .map((service) => ({ ...service, codes: service.codes.filter((other) => other !== code) }))
              .filter((service) => service.codes.length > 0);
            return {
              expect: [
                ...scene.bills
                  .filter(({ claim, line }) => claim.client === client.id && line.code === code)
                  .map((bill) => scene.atLine('authorization-code', bill, 'code')),
                ...scene.clinic.sessions
                  .filter((note) => note.client === client.id && note.code === code && note.authorization !== undefined)
                  .map((note) => scene.atNote('authorization-code', note, 'code')),
              ],
            };
          });
      }),
  },
  {
    rule: 'authorization-exceeded',
    name: 'one unit less is authorized than was billed',
    find: (scene) =>
      pools(scene)
        .filter(({ total, drawn }) => total > 1 && drawn.length > 0)
        .map(({ service, total, drawn }) => () => {
          service.units = total - 1;
          return { expect: [scene.atEntry('authorization-exceeded', drawn.at(-1) as Entry, 'units')] };
        }),
  },
  {
    rule: 'authorization-low',
    name: 'most of what is authorized was billed',
    find: (scene) =>
      pools(scene)
        .filter(({ total }) => total > 0)
        .map(({ client, service, index, total }) => () => {
          service.units = Math.trunc((total * 100) / 80);
          return {
            expect: [
              scene.at('authorization-low', 'client', client, ['authorizations', 0, 'services', index, 'units']),
            ],
          };
        }),
  },
  {
    rule: 'coverage-inactive',
    name: 'coverage ends before the last date of service',
    find: (scene) =>
      scene.clinic.clients.flatMap((client) => {
        const lines = scene.bills.filter(({ claim }) => claim.client === client.id);
        const last = lines
          .map(({ line }) => line.date)
          .sort()
          .at(-1);
        const coverage = client.coverage.at(-1);
        if (
          last === undefined ||
          !coverage ||
          scene.unbilled.some((note) => note.client === client.id && note.date >= last)
        )
          return [];
        return [
          () => {
            coverage.to = addDays(last, -1);
            return {
              expect: lines
                .filter(({ line }) => line.date === last)
                .map((bill) => scene.atLine('coverage-inactive', bill, 'date')),
            };
          },
        ];
      }),
  },
  {
    rule: 'client-age',
    name: 'a client is older than the payer covers',
    find: (scene) =>
      scene.clinic.clients
        .filter((client) =>
          scene.bills.some(
            ({ claim, terms }) =>
              claim.client === client.id && (terms as { age?: { max?: string } }).age?.max !== undefined,
          ),
        )
        .map((client) => () => {
          client.birthDate = '1990-01-15';
          return {
            expect: [
              ...scene.bills
                .filter(({ claim }) => claim.client === client.id)
                .map((bill) => scene.atLine('client-age', bill, 'date')),
              ...scene.clinic.sessions
                .filter((note) => note.client === client.id)
                .map((note) => scene.atNote('client-age', note, 'date')),
            ],
          };
        }),
  },
];
