/** The files that the claims refer to: the clinic's providers, its clients, one payer, and the workspace file. */
import { CAREGIVER_UNITS_PER_DAY } from './batch-mistakes.ts';
import {
  authorizationNumber,
  BILLING_PROVIDER,
  bcbaId,
  bcbaOf,
  clientId,
  clientOf,
  dollars,
  FEES,
  PAYER,
  technicianId,
  technicianOf,
} from './batch-records.ts';

/** Texts by file name, enough for claims numbered below `claims`. */
export function supportingFiles(claims: number): ReadonlyMap<string, string> {
  const clients = clientOf(Math.max(0, claims - 1)) + 1;
  return new Map([
    ['aba-billing.yaml', '# What counts as today.\nasOf: 2026-04-15\n'],
    ['north.clients.yaml', clientsFile(clients)],
    ['north.providers.yaml', providersFile(clients)],
    ['plans.payers.yaml', payersFile()],
  ]);
}

function clientsFile(clients: number): string {
  return `clients:\n${Array.from({ length: clients }, (_, client) => clientEntry(client)).join('')}`;
}

function clientEntry(client: number): string {
  const diagnoses = client % 6 === 0 ? '[F84.0, F90.2]' : '[F84.0]';
  return `  - id: ${clientId(client)}
    name: { first: Client, last: Synthetic }
    birthDate: ${2014 + (client % 8)}-0${1 + (client % 9)}-1${client % 10}
    sex: ${client % 4 === 0 ? 'F' : 'M'}
    diagnoses: ${diagnoses}
    coverage:
      - payer: ${PAYER}
        memberId: SYN${String(client + 1).padStart(7, '0')}
        from: 2026-01-01
        to: 2026-12-31
    authorizations:
      - number: ${authorizationNumber(client)}
        payer: ${PAYER}
        from: 2026-01-01
        to: 2026-06-30
        diagnoses: ${diagnoses}
        services:
          - { codes: [97153], units: 2080 }
          - { codes: [97151, 97155, 97156], units: 208, perWeek: 8 }
`;
}

function providersFile(clients: number): string {
  const technicians = technicianOf(clients - 1) + 1;
  const bcbas = bcbaOf(clients - 1) + 1;
  const organization = `  - id: ${BILLING_PROVIDER}\n    name: North Clinic\n    npi: "${npi(2, 0)}"\n`;
  return [
    'providers:\n',
    organization,
    ...Array.from({ length: bcbas }, (_, index) =>
      providerEntry(bcbaId(index), npi(1, index), '103K00000X', 'BCBA', '2020-06-01'),
    ),
    ...Array.from({ length: technicians }, (_, index) =>
      providerEntry(technicianId(index), npi(1, bcbas + index), '106S00000X', 'RBT', '2025-04-01'),
    ),
  ].join('');
}

function providerEntry(id: string, npi: string, taxonomy: string, credential: string, from: string): string {
  return `  - id: ${id}
    name: { first: Provider, last: Synthetic }
    npi: "${npi}"
    taxonomy: ${taxonomy}
    credentials:
      - { type: ${credential}, from: ${from}, to: 2027-04-01 }
    enrollments:
      - { payer: ${PAYER}, from: 2025-05-01 }
`;
}

/** Ten digits whose last one is the Luhn check digit over 80840 and the others. */
function npi(kind: 1 | 2, index: number): string {
  const base = `${kind}${String(index).padStart(8, '0')}`;
  let sum = 0;
  for (const [place, digit] of [...`80840${base}`].reverse().entries()) {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return `${base}${(10 - (sum % 10)) % 10}`;
}

function payersFile(): string {
  const fees = [...FEES].map(([code, cents]) => `      - { code: ${code}, rate: ${dollars(cents)} }\n`).join('');
  return `payers:
  - id: ${PAYER}
    name: Sunrise Health Plan
    extends: builtin:default
    lineOfBusiness: commercial
    from: 2026-01-01
    to: 2026-12-31
    source: Invented
    units: { rounding: midpoint, per: day }
    caps:
      - { codes: [97153], units: 32, per: day }
      - { codes: [97153], units: 160, per: week }
      - { codes: [97156], units: ${CAREGIVER_UNITS_PER_DAY}, per: day }
    weekStart: sunday
    covered: [97151, 97153, 97155, 97156]
    modifiers:
      credential: { technician: HM, assistant: HN, qhp: HO }
      credentialRequired: [97153, 97155]
    fees:
${fees}`;
}
