/** A valid clinic from a plan: its records follow from the schedule, so that nothing has to be thrown away. */
import { addDays, clock, npi } from './arithmetic.ts';
import { CHANGES_PROTOCOL, GUIDANCE, needsSecond, type Staff } from './asks.ts';
import { claimsOf } from './bill.ts';
import { Budget } from './budget.ts';
import { noteUnits } from './note-units.ts';
import type { Plan, Style } from './plan.ts';
import type { Authorization, Client, Clinic, Payer, Provider, Session } from './records.ts';
import { PAUSE, type Part, type Patient, Schedule, type Service } from './schedule.ts';
import { type Terms, termsOf } from './terms.ts';

export interface Built {
  readonly clinic: Clinic;
  readonly style: Style;
  /** By payer. */
  readonly terms: ReadonlyMap<string, Terms>;
  readonly services: readonly Service[];
}

/** A service with its notes, in the order of their times. */
export interface Noted {
  readonly service: Service;
  readonly notes: readonly Session[];
}

export function build(plan: Plan): Built {
  const first = firstOf(plan.month);
  const last = addDays(firstOf(plan.month + 1), -1);
  const payers = plan.payers.map((spec, index) => payerOf(spec, index, first));
  const terms = new Map(payers.map((payer) => [payer.id, termsOf(payer, first)]));
  const patients = plan.clients.map((spec, index) => {
    const payer = payers[spec.payer % payers.length]?.id ?? '';
    const own = terms.get(payer) as Terms;
    return { id: `C-${'ABC'[index]}`, payer, terms: own, budget: new Budget(own) };
  });
  const roster = rosterOf(plan.types);
  const schedule = new Schedule(first, roster);
  schedule.placeAll(plan, patients);
  const services = schedule.services.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
  const asOf = addDays(last, 6);
  const numbers = new Map(
    patients.flatMap((patient, index) => (isAuthorized(plan, patient, index) ? [[patient.id, `AUTH77${index}`]] : [])),
  );
  const noted = notesOf(services, numbers, roster);
  const claims = claimsOf(noted, numbers, plan.claims, asOf);
  const clients = patients.flatMap((patient, index) => {
    const own = services.filter((service) => service.patient === patient);
    return own.length > 0 ? [clientOf(plan, patient, index, own, first)] : [];
  });
  const used = new Set(services.map(({ patient: { payer } }) => payer));
  const clinic: Clinic = {
    settings: { asOf },
    payers: payers.filter(({ id }) => used.has(id)),
    providers: providersOf(noted, roster, plan.enrolled ? [...used] : undefined),
    clients,
    sessions: noted.flatMap(({ notes }) => notes),
    claims,
  };
  return { clinic, style: plan.style, terms, services };
}

function startOf({ date, parts: [part] }: Service): string {
  return `${date} ${clock(part?.start ?? 0)}`;
}

function firstOf(month: number): string {
  return new Date(Date.UTC(2026, 6 + month, 1)).toISOString().slice(0, 10);
}

function payerOf(spec: Omit<Payer, 'id'>, index: number, day: string): Payer {
  const id = `plan-${'xy'[index]}`;
  const written = Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
  const units = written.units as { rounding?: string; minutes?: unknown } | undefined;
  // The federal table is one of quarter hours.
  if (units?.rounding === 'cms-8-minute') written.units = { ...units, minutes: { default: 15 } };
  const payer = { id, name: `Plan ${'XY'[index]}`, ...written };
  try {
    termsOf(payer, day);
    return payer;
  } catch {
    return { ...payer, extends: 'builtin:default' };
  }
}

const TYPES = {
  technician: ['RBT', 'ABAT', 'BCAT'],
  assistant: ['BCaBA', 'LaBA'],
  qhp: ['BCBA', 'LBA', 'BCBA-D'],
};

const STAFF = [
  ['rbt-lee', 'technician'],
  ['rbt-kim', 'technician'],
  ['bcba-cruz', 'qhp'],
  ['bcba-ruiz', 'qhp'],
  ['bcaba-fox', 'assistant'],
] as const;

function rosterOf(types: readonly number[]): readonly Staff[] {
  return STAFF.map(([id, level], index) => {
    const known = TYPES[level];
    return { id, level, type: known[(types[index] ?? 0) % known.length] ?? known[0] ?? '' };
  });
}

function isAuthorized({ clients }: Plan, { terms }: Patient, index: number): boolean {
  return clients[index]?.authorized === true || terms.authorization?.required === 'true';
}

/** Units of notes depend on the other notes of a pool, so that all are written at once. */
function notesOf(
  services: readonly Service[],
  numbers: ReadonlyMap<string, string>,
  roster: readonly Staff[],
): readonly Noted[] {
  const units = noteUnits(services);
  const counts = new Map<string, number>();
  return services.map((service) => ({
    service,
    notes: service.parts.map((part) => {
      const prefix = `S-${service.date.slice(5).replace('-', '')}-${service.patient.id.slice(2)}`;
      const count = (counts.get(prefix) ?? 0) + 1;
      counts.set(prefix, count);
      return noteOf(`${prefix}-${count}`, service, part, units.get(part) ?? 0, numbers, roster);
    }),
  }));
}

function noteOf(
  id: string,
  service: Service,
  part: Part,
  units: number,
  numbers: ReadonlyMap<string, string>,
  roster: readonly Staff[],
): Session {
  const { visit, patient, date, code, staff, supervisor } = service;
  const isAssessment = ['97151', '97152', '0362T'].includes(code);
  const signed = addDays(date, Math.min(visit.signed, Number(patient.terms.documentation?.signedWithinDays ?? 1)));
  const second = supervisor ?? roster.find(({ level, id: other }) => level === 'qhp' && other !== staff.id);
  const signers = needsSecond(patient.terms, staff) && second ? [staff.id, second.id] : [staff.id];
  return {
    id,
    client: patient.id,
    date,
    code,
    provider: staff.id,
    supervisor: supervisor?.id,
    start: clock(part.start),
    end: clock(part.end),
    nonBillable: pauseOf(part),
    scheduled: visit.gap % 3 === 1 ? { start: clock(part.start), end: clock(part.end + 5) } : undefined,
    units,
    modifiers: service.modifiers.length > 0 || visit.signed === 1 ? [...service.modifiers] : undefined,
    placeOfService: service.place,
    authorization: visit.signed === 1 ? numbers.get(patient.id) : undefined,
    groupSize: service.groupSize,
    technicians: service.technicians?.map((technician) => technician.id),
    clientPresent: presence(service),
    caregivers: GUIDANCE.has(code) ? [{ name: 'Synthetic Parent', relationship: 'mother' }] : undefined,
    goals: isAssessment ? undefined : ['requests with two words'],
    interventions: isAssessment ? undefined : ['prompt fading'],
    // Unlike any other: the id is part of it.
    summary: `Asked in ${part.minutes % 20} of 20 chances and answered with help as planned in note ${id}.`,
    protocolChange: CHANGES_PROTOCOL.has(code)
      ? { change: 'prompt delay raised', reason: 'three days at criterion' }
      : undefined,
    signatures: signers.map((by) => ({ by, date: signed })),
  };
}

function presence({ code, isBeside, visit }: Service): boolean | undefined {
  if (code === '97157') return false;
  if (code === '97156') return !isBeside && visit.twice;
  return visit.remote ? true : undefined;
}

function pauseOf({ start, pause }: Part): Session['nonBillable'] {
  switch (pause) {
    case 'interval':
      return [{ start: clock(start + 5), end: clock(start + 5 + PAUSE), reason: 'break' }];
    case 'minutes':
      return [{ minutes: PAUSE, reason: 'waiting' }];
    default:
      return undefined;
  }
}

function clientOf(plan: Plan, patient: Patient, index: number, services: readonly Service[], first: string): Client {
  const spec = plan.clients[index];
  const codes = [...new Set(services.map(({ code }) => code))];
  const units = 4000;
  return {
    id: patient.id,
    name: { first: `Client${index}`, last: 'Synthetic' },
    birthDate: `20${19 - index}-01-15`,
    diagnoses: ['F84.0'],
    coverage: [
      ...(spec?.second ? [{ payer: patient.payer, memberId: 'SYN0000000', from: '2020-01-01', to: '2020-12-31' }] : []),
      { payer: patient.payer, memberId: `SYN000000${index + 1}`, from: '2026-01-01' },
    ],
    authorizations: isAuthorized(plan, patient, index)
      ? [
          {
            number: `AUTH77${index}`,
            payer: patient.payer,
            from: addDays(first, -30),
            to: addDays(first, 140),
            diagnoses: ['F84.0'],
            services: spec?.shared ? [{ codes, units, perWeek: 900 }] : codes.map((code) => ({ codes: [code], units })),
            used: spec?.second ? [{ codes: codes.slice(0, 1), units: 40, through: addDays(first, -1) }] : undefined,
          } satisfies Authorization,
        ]
      : undefined,
  };
}

const TAXONOMY = { technician: '106S00000X', assistant: '106E00000X', qhp: '103K00000X' };

/** The billing provider, and everybody whom a note names. */
function providersOf(
  noted: readonly Noted[],
  roster: readonly Staff[],
  payers: readonly string[] | undefined,
): Provider[] {
  const named = new Set(
    noted.flatMap(({ notes }) =>
      notes.flatMap(({ provider, supervisor, technicians = [], signatures = [] }) => [
        provider,
        supervisor,
        ...technicians,
        ...signatures.map(({ by }) => by),
      ]),
    ),
  );
  const enrollments = () => payers?.map((payer) => ({ payer, from: '2021-01-01' }));
  return [
    { id: 'clinic', name: 'North Clinic', npi: npi(0), enrollments: enrollments() },
    ...roster
      .filter(({ id }) => named.has(id))
      .map(({ id, level, type }, index) => ({
        id,
        name: { first: `Staff${index}`, last: 'Synthetic' },
        npi: npi(index + 1),
        taxonomy: TAXONOMY[level],
        credentials: [{ type, from: '2020-06-01', to: '2028-05-31' }],
        enrollments: enrollments(),
      })),
  ];
}
