/** Broken claims. */
import { addDays, daysFrom } from '../arithmetic.ts';
import { feeOf } from '../asks.ts';
import { sumOf } from '../bill.ts';
import { type Mutation, ofBills, type Scene } from '../scene.ts';

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Notes of a payer's clients that no line names. */
function isAllBilled(scene: Scene): boolean {
  return scene.unbilled.length === 0;
}

export const CLAIM_MUTATIONS: readonly Mutation[] = [
  ofBills(
    'line-without-session',
    'a line names no note',
    ({ line, isAlone }) => isAlone && line.minutes === undefined,
    (bill, scene) => {
      bill.line.sessions = undefined;
      return [scene.atLine('line-without-session', bill, 'sessions')];
    },
  ),
  ofBills(
    'line-session-mismatch',
    'a line is of another place than its note',
    ({ notes, line, terms }) =>
      notes.length === 1 &&
      ['11', '12'].includes(line.placeOfService ?? '') &&
      (terms.placesOfService?.includes('11') ?? true) &&
      (terms.placesOfService?.includes('12') ?? true),
    (bill, scene) => {
      bill.line.placeOfService = bill.line.placeOfService === '11' ? '12' : '11';
      return [scene.atLine('line-session-mismatch', bill, 'placeOfService')];
    },
  ),
  ofBills(
    'session-unbilled',
    'an early note is on no line, while others of the month are',
    ({ isAlone, claim, line }, { clinic }) =>
      isAlone && daysFrom(line.date, clinic.settings.asOf) > 30 && clinic.claims.length + claim.lines.length > 2,
    ({ claim, index, note }, scene) => {
      claim.lines.splice(index, 1);
      claim.total = sumOf(claim.lines);
      if (claim.lines.length === 0) scene.clinic.claims.splice(scene.clinic.claims.indexOf(claim), 1);
      return [scene.atNote('session-unbilled', note, 'id')];
    },
  ),
  ofBills(
    'lines-to-merge',
    'two sessions of a day stand on two lines, where the payer takes one',
    ({ notes, terms }) => notes.length === 2 && terms.lines === 'day',
    (bill, scene) => {
      const { claim, line, notes } = bill;
      const [first = 0] = notes.map(({ units = 0 }) => units);
      const rest = { ...line, units: line.units - first, sessions: line.sessions?.slice(1) };
      const rate = (line.charge ?? 0) / line.units;
      Object.assign(line, { units: first, sessions: line.sessions?.slice(0, 1), charge: cents(rate * first) });
      rest.charge = cents(rate * rest.units);
      claim.lines.push(rest);
      claim.total = sumOf(claim.lines);
      return [scene.at('lines-to-merge', 'claim', claim, ['lines', claim.lines.length - 1, 'code'])];
    },
  ),
  ofBills(
    'charge-mismatch',
    'a charge is a dollar more than units times fee',
    ({ line, terms }) => feeOf(terms, line.code, line.modifiers ?? []) !== undefined,
    (bill, scene) => {
      bill.line.charge = cents((bill.line.charge ?? 0) + 1);
      bill.claim.total = sumOf(bill.claim.lines);
      return [scene.atLine('charge-mismatch', bill, 'charge')];
    },
  ),
  {
    rule: 'total-mismatch',
    name: 'a total is a cent more than its charges',
    find: (scene) =>
      scene.clinic.claims.map((claim) => () => {
        claim.total = cents((claim.total ?? 0) + 0.01);
        return { expect: [scene.at('total-mismatch', 'claim', claim, ['total'])] };
      }),
  },
  {
    rule: 'timely-filing',
    name: 'the payer takes claims for fewer days',
    find: (scene) =>
      scene.clinic.payers.flatMap((payer) => {
        const own = scene.bills.filter(({ claim }) => claim.payer === payer.id);
        const ages = own.map(({ claim, line }) => daysFrom(line.date, claim.created ?? ''));
        const days = Math.max(...ages) - 1;
        if (days < 1 || !isAllBilled(scene)) return [];
        return [
          () => {
            payer.timelyFilingDays = days;
            return {
              expect: own
                .filter((_, index) => (ages[index] ?? 0) > days)
                .map((bill) => scene.atLine('timely-filing', bill, 'date')),
            };
          },
        ];
      }),
  },
  {
    rule: 'date-in-future',
    name: 'a claim was created tomorrow',
    find: (scene) =>
      scene.clinic.claims.map((claim) => () => {
        claim.created = addDays(scene.clinic.settings.asOf, 1);
        return { expect: [scene.at('date-in-future', 'claim', claim, ['created'])] };
      }),
  },
  {
    rule: 'claim-limits',
    name: 'a claim id has 21 characters',
    find: (scene) =>
      scene.clinic.claims.map((claim) => () => {
        claim.id = 'CLM-00000000000000001';
        return { expect: [scene.at('claim-limits', 'claim', claim, ['id'])] };
      }),
  },
  {
    rule: 'claim-limits',
    name: 'a claim has 13 diagnoses',
    find: (scene) =>
      scene.clinic.claims.map((claim) => () => {
        const more = ['F90.0', 'F90.1', 'F90.8', 'F90.9', 'F70', 'F71', 'F72', 'F73', 'F81.0', 'F79', 'F82', 'F88'];
        claim.diagnoses = [...(claim.diagnoses ?? []), ...more].slice(0, 13);
        return { expect: [scene.at('claim-limits', 'claim', claim, ['diagnoses', 12])] };
      }),
  },
  {
    rule: 'replacement-invalid',
    name: 'two claims replace each other',
    find: (scene) =>
      scene.clinic.claims.map((claim) => () => {
        const other = structuredClone(claim);
        Object.assign(other, { id: `${claim.id}-R`, frequency: 'replacement', replaces: claim.id });
        Object.assign(claim, { frequency: 'replacement', replaces: other.id });
        scene.clinic.claims.push(other);
        return { expect: [scene.at('replacement-invalid', 'claim', claim, ['replaces'])] };
      }),
  },
  {
    rule: 'replacement-invalid',
    name: 'an original claim replaces another',
    find: (scene) =>
      scene.clinic.claims.map((claim) => () => {
        Object.assign(claim, { frequency: 'original', replaces: 'CLM-0000' });
        return { expect: [scene.at('replacement-invalid', 'claim', claim, ['frequency'])] };
      }),
  },
  {
    rule: 'replacement-invalid',
    name: 'a replacement does not say of which claim',
    find: (scene) =>
      scene.clinic.claims.map((claim) => () => {
        claim.frequency = 'replacement';
        return { expect: [scene.at('replacement-invalid', 'claim', claim, ['frequency'])] };
      }),
  },
];
