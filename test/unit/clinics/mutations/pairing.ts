/** Broken providers: credentials, enrollments, supervisors, and who is where at what time. */
import { addDays, clock, minutesAt } from '../arithmetic.ts';
import { feeOf, isDirected, mayRender, modifiersOf, paidBeside, type Staff, TWO_TECHNICIANS } from '../asks.ts';
import type { Provider, Session } from '../records.ts';
import { type Mutation, minutesOf, ofBills, ofNotes, type Scene } from '../scene.ts';

export function staffOf({ id, credentials }: Provider): Staff {
  const level = id.startsWith('rbt') ? 'technician' : id.startsWith('bcaba') ? 'assistant' : 'qhp';
  return { id, level, type: credentials?.[0]?.type ?? '' };
}

function technicians({ clinic }: Scene): readonly Provider[] {
  return clinic.providers.filter(({ id }) => id.startsWith('rbt'));
}

/** Findings at the provider of each line, and of each note, that it rendered after a day. */
function renderedAfter(scene: Scene, { id }: Provider, day: string, rule: string): readonly string[] {
  return [
    ...scene.bills
      .filter(({ line }) => line.provider === id && line.date > day)
      .map((bill) => scene.atLine(rule, bill, 'provider')),
    ...scene.clinic.sessions
      .filter((note) => note.provider === id && note.date > day)
      .map((note) => scene.atNote(rule, note, 'provider')),
  ];
}

function move(note: Session, start: number): void {
  const length = minutesOf(note);
  Object.assign(note, {
    start: clock(start),
    end: clock(start + length),
    nonBillable: undefined,
    scheduled: undefined,
  });
}

/** Two notes of a day, the later of which can be moved into the earlier without touching anything else. */
function pairs(scene: Scene, suits: (a: Session, b: Session) => boolean): readonly (readonly [Session, Session])[] {
  const notes = scene.clinic.sessions;
  return notes.flatMap((a) => {
    const sameDay = notes.filter(({ date }) => date === a.date);
    const involved = (one: Session) =>
      sameDay.filter(
        (other) =>
          other.client === one.client ||
          [other.provider, ...(other.technicians ?? [])].some((id) =>
            [one.provider, ...(one.technicians ?? [])].includes(id),
          ),
      );
    return sameDay
      .filter((b) => {
        const all = new Set([...involved(a), ...involved(b)]);
        const isLater = (a.start ?? '') < (b.start ?? '') && minutesAt(b.start ?? '') >= minutesAt(a.end ?? '');
        // Moved without its pause, a long session would want one.
        const isShort = minutesOf(b) < 300;
        return isLater && isShort && all.size === 2 && a.nonBillable === undefined && suits(a, b);
      })
      .map((b) => [a, b] as const);
  });
}

const GROUPS = new Set(['97154', '97157', '97158']);
const payerOf = (scene: Scene, { client }: Session) =>
  scene.clinic.clients.find(({ id }) => id === client)?.coverage.at(-1)?.payer;

export const PAIRING_MUTATIONS: readonly Mutation[] = [
  {
    rule: 'provider-code',
    name: 'the payer lets another level only render a code',
    find: (scene) =>
      scene.bills.map(({ payer, line, provider }) => () => {
        const own = staffOf(provider).level;
        const level = own === 'assistant' ? 'qhp' : 'assistant';
        payer.providers = { ...(payer.providers as object), [line.code]: [level] };
        const isOut = (id: string | undefined) =>
          scene.clinic.providers.some((one) => one.id === id && staffOf(one).level !== level);
        return {
          expect: [
            ...scene.bills
              .filter((bill) => bill.payer === payer && bill.line.code === line.code && isOut(bill.line.provider))
              .map((bill) => scene.atLine('provider-code', bill, 'provider')),
            ...scene.clinic.sessions
              .filter((note) => payerOf(scene, note) === payer.id && note.code === line.code && isOut(note.provider))
              .map((note) => scene.atNote('provider-code', note, 'provider')),
          ],
        };
      }),
  },
  {
    rule: 'provider-code',
    name: 'a technician renders what takes an analyst',
    find: (scene) =>
      scene.bills.flatMap((bill) => {
        const { note, line, terms } = bill;
        const [technician] = technicians(scene).filter(({ id }) =>
          scene.clinic.sessions.every(
            (other) => other.date !== line.date || ![other.provider, ...(other.technicians ?? [])].includes(id),
          ),
        );
        if (!bill.isQuiet || !['97155', '97156'].includes(line.code) || !technician) return [];
        const isMarked =
          terms.modifiers?.credential !== undefined || terms.modifiers?.telehealth?.providers !== undefined;
        const isOpen =
          terms.supervisor?.required?.includes(line.code) || Number(terms.documentation?.signatures ?? 1) > 1;
        if (isMarked || isOpen || mayRender(terms, line.code, staffOf(technician))) return [];
        return [
          () => {
            note.provider = technician.id;
            line.provider = technician.id;
            note.signatures = note.signatures?.map((signature) => ({ ...signature, by: technician.id }));
            return {
              expect: [
                scene.atLine('provider-code', bill, 'provider'),
                scene.atNote('provider-code', note, 'provider'),
              ],
            };
          },
        ];
      }),
  },
  ofNotes(
    'supervisor-missing',
    'a note names nobody who directs it',
    (note, scene) => {
      const provider = scene.clinic.providers.find(({ id }) => id === note.provider);
      return (
        provider !== undefined &&
        isDirected(scene.termsOf(note), note.code, staffOf(provider)) &&
        !TWO_TECHNICIANS.has(note.code)
      );
    },
    (note, scene) => {
      note.supervisor = undefined;
      return [scene.atNote('supervisor-missing', note, 'provider', 'key')];
    },
  ),
  ofNotes(
    'supervisor-missing',
    'a technician is named as its own supervisor',
    (note, scene) => {
      const provider = scene.clinic.providers.find(({ id }) => id === note.provider);
      return (
        provider !== undefined &&
        isDirected(scene.termsOf(note), note.code, staffOf(provider)) &&
        !TWO_TECHNICIANS.has(note.code) &&
        staffOf(provider).level === 'technician'
      );
    },
    (note, scene) => {
      note.supervisor = note.provider;
      return [scene.atNote('supervisor-missing', note, 'supervisor')];
    },
  ),
  ofBills(
    'supervisor-code',
    'a line names a technician as supervisor',
    ({ line, notes }, scene) =>
      line.supervisor !== undefined &&
      technicians(scene).some(({ id }) => id !== line.provider) &&
      notes.length > 0 &&
      !TWO_TECHNICIANS.has(line.code),
    (bill, scene) => {
      bill.line.supervisor = technicians(scene).find(({ id }) => id !== bill.line.provider)?.id;
      return [scene.atLine('supervisor-code', bill, 'supervisor')];
    },
  ),
  {
    rule: 'credential-inactive',
    name: "a technician's credential ends before its last service",
    find: (scene) =>
      technicians(scene).flatMap((technician) => {
        const [credential] = technician.credentials ?? [];
        const dates = scene.clinic.sessions
          .filter(({ provider }) => provider === technician.id)
          .map(({ date }) => date);
        const last = dates.toSorted().at(-1);
        const assists = scene.clinic.sessions.some(
          ({ technicians: names, date }) => names?.includes(technician.id) && date >= (last ?? ''),
        );
        if (!credential || last === undefined || assists) return [];
        return [
          () => {
            credential.to = addDays(last, -1);
            return { expect: renderedAfter(scene, technician, credential.to, 'credential-inactive') };
          },
        ];
      }),
  },
  {
    rule: 'provider-not-enrolled',
    name: 'a provider is enrolled with nobody',
    find: (scene) =>
      scene.clinic.providers
        .filter(({ id, enrollments }) => enrollments !== undefined && id !== 'clinic')
        .map((provider) => () => {
          provider.enrollments = [];
          const { level, type } = staffOf(provider);
          // A note tells who rendered; whom the payer bills under another's number need not be enrolled.
          const isBilledApart = (note: Session) => {
            const { bills = [] } = scene.termsOf(note).supervisor ?? {};
            return bills.includes(level) || bills.includes(type);
          };
          const apart = new Set(
            scene.clinic.sessions
              .filter(isBilledApart)
              .map((note) => scene.atNote('provider-not-enrolled', note, 'provider')),
          );
          const all = renderedAfter(scene, provider, '', 'provider-not-enrolled');
          return { expect: all.filter((one) => !apart.has(one)) };
        }),
  },
  {
    rule: 'provider-not-enrolled',
    name: 'the billing provider is enrolled with nobody',
    find: (scene) =>
      scene.clinic.providers
        .filter(({ id, enrollments }) => enrollments !== undefined && id === 'clinic')
        .map((provider) => () => {
          provider.enrollments = [];
          return {
            expect: scene.clinic.claims.map((claim) =>
              scene.at('provider-not-enrolled', 'claim', claim, ['billingProvider']),
            ),
          };
        }),
  },
  {
    rule: 'npi-invalid',
    name: 'the check digit of an NPI is wrong',
    find: (scene) =>
      scene.clinic.providers.map((provider) => () => {
        provider.npi = `${provider.npi.slice(0, 9)}${(Number(provider.npi[9]) + 1) % 10}`;
        return { expect: [scene.at('npi-invalid', 'provider', provider, ['npi'])] };
      }),
  },
  {
    rule: 'taxonomy-mismatch',
    name: "a technician has an analyst's taxonomy",
    find: (scene) =>
      technicians(scene).map((provider) => () => {
        provider.taxonomy = '103K00000X';
        return { expect: [scene.at('taxonomy-mismatch', 'provider', provider, ['taxonomy'])] };
      }),
  },
  ofBills(
    'modifier-credential',
    "a line lacks its renderer's modifier",
    ({ line, terms, provider }) => {
      const { modifiers } = terms;
      const [own] = modifiersOf({ ...terms, modifiers: { ...modifiers, required: [] } }, line.code, staffOf(provider), {
        remote: undefined,
        groupSize: undefined,
      });
      const isNeeded =
        modifiers?.credentialRequired?.includes(line.code) === true &&
        own !== undefined &&
        line.modifiers?.includes(own) === true;
      const others = line.modifiers?.filter((modifier) => modifier !== own) ?? [];
      return (
        isNeeded &&
        !modifiers?.required?.some(({ codes }) => codes.includes(line.code)) &&
        feeOf(terms, line.code, others) === feeOf(terms, line.code, line.modifiers ?? [])
      );
    },
    (bill, scene) => {
      bill.line.modifiers = bill.line.modifiers?.slice(1);
      return [scene.atLine('modifier-credential', bill, 'modifiers', 'key')];
    },
  ),
  {
    rule: 'supervision-ratio',
    name: 'the payer wants as much supervision as treatment',
    find: (scene) =>
      scene.clinic.payers
        .filter(({ id }) => scene.entries(id).some(({ code }) => code === '97153'))
        .map((payer) => () => {
          payer.ratios = [{ codes: ['97155'], of: ['97153'], per: 'month', minPercent: 100 }];
          const clients = Map.groupBy(scene.entries(payer.id), ({ client }) => client);
          const units = (list: readonly { code: string; units: number }[], code: string) =>
            list.reduce((sum, entry) => sum + (entry.code === code ? entry.units : 0), 0);
          return {
            expect: [...clients.values()].flatMap((list) => {
              const last = list.findLast(({ code }) => code === '97153');
              return last && units(list, '97155') < units(list, '97153')
                ? [scene.atEntry('supervision-ratio', last, 'units')]
                : [];
            }),
          };
        }),
  },
  {
    rule: 'provider-double-booked',
    name: 'a provider is with two clients at a time',
    find: (scene) =>
      pairs(
        scene,
        (a, b) =>
          !a.technicians &&
          a.provider === b.provider &&
          a.client !== b.client &&
          !GROUPS.has(a.code) &&
          !GROUPS.has(b.code),
      ).map(([a, b]) => () => {
        move(b, minutesAt(a.start ?? '') + 1);
        return { expect: [scene.atNote('provider-double-booked', b, 'start')] };
      }),
  },
  {
    rule: 'concurrent-services',
    name: 'a client has two services at a time that are not paid together',
    find: (scene) =>
      pairs(scene, (a, b) => {
        const known = ['97152', '97153', '97154', '97155', '97158'];
        const isUsual = known.includes(a.code) && known.includes(b.code) && a.code !== b.code;
        return (
          a.provider !== b.provider &&
          a.client === b.client &&
          isUsual &&
          !a.technicians &&
          !b.technicians &&
          !paidBeside(scene.termsOf(a), a.code, b.code)
        );
      }).map(([a, b]) => () => {
        move(b, minutesAt(a.start ?? '') + 1);
        return { expect: [scene.atNote('concurrent-services', b, 'start')] };
      }),
  },
  {
    rule: 'provider-day-impossible',
    name: 'fewer hours are believed than somebody worked',
    find: (scene) => {
      const longest = Math.max(...scene.clinic.sessions.map(minutesOf));
      const hours = Math.ceil(longest / 60) - 1;
      const days = new Map<string, number>();
      for (const note of scene.clinic.sessions) {
        for (const id of new Set([note.provider, ...(note.technicians ?? [])])) {
          const key = `${id} ${note.date}`;
          days.set(key, (days.get(key) ?? 0) + minutesOf(note));
        }
      }
      const over = [...days.values()].filter((minutes) => minutes > hours * 60);
      const note = scene.clinic.sessions.find((one) => minutesOf(one) === longest);
      if (hours < 1 || over.length !== 1 || over[0] !== longest || !note) return [];
      return [
        () => {
          scene.clinic.settings.rules = { 'provider-day-impossible': { hours } };
          return { expect: [scene.atNote('provider-day-impossible', note, 'start')] };
        },
      ];
    },
  },
  ofBills(
    'duplicate-line',
    'a line stands twice on its claim',
    () => true,
    (bill, scene) => {
      const { claim, line } = bill;
      claim.lines.push({ ...line });
      claim.total = Math.round(((claim.total ?? 0) + (line.charge ?? 0)) * 100) / 100;
      return [scene.at('duplicate-line', 'claim', claim, ['lines', claim.lines.length - 1, 'code'])];
    },
  ),
  {
    rule: 'ptp-conflict',
    name: 'an imported edit does not pay two codes of one provider and day',
    find: (scene) =>
      scene.bills.flatMap((a) =>
        scene.bills.flatMap((b) => {
          const sameDay = scene.clinic.sessions.filter(
            ({ client, date }) => client === a.claim.client && date === a.line.date,
          );
          const isPair =
            a.claim.client === b.claim.client &&
            a.line.date === b.line.date &&
            a.line.provider === b.line.provider &&
            a.line.code !== b.line.code;
          const program = a.terms.lineOfBusiness;
          if (!isPair || sameDay.length !== 2 || (program !== 'medicaid' && program !== 'medicare')) return [];
          const others = scene.bills.filter(
            (one) => one.line.date !== a.line.date || one.claim.client !== a.claim.client,
          );
          if (others.some(({ line }) => line.code === b.line.code)) return [];
          return [
            () => ({
              expect: [scene.atLine('ptp-conflict', b, 'code')],
              edit: (texts: Map<string, string>) => {
                const pair = { column1: a.line.code, column2: b.line.code, indicator: '0', from: '2020-01-01' };
                const edition = { lineOfBusiness: program, from: '2026-01-01', source: 'synthetic', pairs: [pair] };
                texts.set('aba-billing.tables.json', JSON.stringify({ ptp: [edition] }));
              },
            }),
          ];
        }),
      ),
  },
];
