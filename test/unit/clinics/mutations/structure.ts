/** What is broken in ids, references, policies and the text itself. */
import { addDays } from '../arithmetic.ts';
import { type Broken, type Mutation, ofNotes, type Scene } from '../scene.ts';
import { WORKSPACE_FILE } from '../write.ts';

type Periods = readonly { readonly from: string; to?: string | undefined }[] | undefined;

/** Each way in which one of a record's periods can be made to end before it begins. */
function periodsOf(
  scene: Scene,
  kind: 'client' | 'provider',
  record: { readonly id: string },
  lists: { readonly [key: string]: Periods },
): readonly (() => Broken)[] {
  return Object.entries(lists).flatMap(([key, periods = []]) =>
    periods.map((period, index) => () => {
      period.to = addDays(period.from, -1);
      return { expect: [scene.at('structure', kind, record, [key, index, 'to'])] };
    }),
  );
}

export const STRUCTURE_MUTATIONS: readonly Mutation[] = [
  {
    rule: 'structure',
    name: 'a key of a note is misspelled',
    find: (scene) =>
      scene.clinic.sessions.map((note) => () => {
        Object.assign(note, { scheduledd: 'x' });
        return {
          expect: [
            scene.text(
              'structure',
              scene.file('session'),
              scene.file('session').endsWith('json') ? '"scheduledd"' : 'scheduledd',
            ),
          ],
        };
      }),
  },
  {
    rule: 'duplicate-id',
    name: 'two providers share an id',
    find: (scene) => [
      () => {
        const [clinic] = scene.clinic.providers;
        if (clinic) scene.clinic.providers.push({ ...clinic, name: 'South Clinic' });
        return { expect: [scene.at('duplicate-id', 'provider', { id: 'clinic' }, ['id'])] };
      },
    ],
  },
  {
    rule: 'structure',
    name: 'a coverage, authorization, credential or enrollment ends before it begins',
    find: (scene) => {
      const { clients, providers } = scene.clinic;
      return [
        ...clients.flatMap((client) => periodsOf(scene, 'client', client, { coverage: client.coverage })),
        ...clients.flatMap((client) => periodsOf(scene, 'client', client, { authorizations: client.authorizations })),
        ...providers.flatMap((provider) =>
          periodsOf(scene, 'provider', provider, { credentials: provider.credentials }),
        ),
        ...providers.flatMap((provider) =>
          periodsOf(scene, 'provider', provider, { enrollments: provider.enrollments }),
        ),
      ];
    },
  },
  ofNotes(
    'duplicate-id',
    'a note stands twice',
    ({ start }) => start !== undefined,
    (note, scene) => {
      scene.clinic.sessions.push(structuredClone(note));
      return [scene.atNote('duplicate-id', note, 'id')];
    },
  ),
  {
    rule: 'duplicate-id',
    name: 'a claim stands twice',
    find: (scene) =>
      scene.clinic.claims.map((claim) => () => {
        scene.clinic.claims.push(structuredClone(claim));
        return { expect: [scene.at('duplicate-id', 'claim', claim, ['id'])] };
      }),
  },
  {
    rule: 'reference-unknown',
    name: 'a claim names a billing provider that nobody is',
    find: (scene) =>
      scene.clinic.claims.map((claim) => () => {
        claim.billingProvider = 'clinick';
        return { expect: [scene.at('reference-unknown', 'claim', claim, ['billingProvider'])] };
      }),
  },
  {
    rule: 'policy-invalid',
    name: 'a cap has two rolling periods',
    find: (scene) =>
      scene.clinic.payers.map((payer) => () => {
        const caps = (payer.caps as []) ?? [];
        payer.caps = [...caps, { codes: ['97151'], units: 90, per: { days: 30, months: 2 } }];
        return { expect: [scene.at('policy-invalid', 'payer', payer, ['caps', caps.length, 'per'])] };
      }),
  },
  {
    rule: 'yaml-hazard',
    name: 'a time stands without quotes',
    find: (scene) =>
      scene.clinic.sessions
        .filter(({ start = '' }) => start >= '10' && !scene.file('session').endsWith('json'))
        .map(({ id, start = '' }) => () => ({
          expect: [scene.text('yaml-hazard', scene.file('session'), start)],
          edit: (texts: Map<string, string>) => {
            const file = scene.file('session');
            const text = texts.get(file) ?? '';
            const at = text.indexOf(`"${start}"`, text.search(new RegExp(`id: "?${id}\\b`)));
            texts.set(file, `${text.slice(0, at)}${start}${text.slice(at + start.length + 2)}`);
          },
        })),
  },
  {
    rule: 'suppression-invalid',
    name: 'a suppression names no rule that there is',
    find: (scene) =>
      scene.clinic.claims.map(({ id }) => () => {
        scene.clinic.settings.suppressions = [{ rule: 'no-such-rule', record: id, reason: 'appeal pending' }];
        return {
          expect: [
            scene.text('suppression-invalid', WORKSPACE_FILE, scene.style.quoted ? '"no-such-rule"' : 'no-such-rule'),
          ],
        };
      }),
  },
];
