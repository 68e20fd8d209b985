/** Broken codes, modifiers, places and diagnoses. */
import { feeOf, telehealthOf } from '../asks.ts';
import { isFree, isUncapped, lengthOf, type Mutation, ofBills } from '../scene.ts';
import { staffOf } from './pairing.ts';

export const CODE_MUTATIONS: readonly Mutation[] = [
  ofBills(
    'code-unknown',
    'a line bills a code that nobody knows',
    // Another code may be rounded in another way.
    (bill) =>
      bill.isAlone && isFree(bill) && isUncapped(bill) && lengthOf(bill) === 15 && !bill.terms.units?.roundingByCode,
    (bill, scene) => {
      bill.line.code = '97150';
      return [scene.atLine('code-unknown', bill, 'code')];
    },
  ),
  ofBills(
    'code-inactive',
    'a T code is rendered after 2026',
    (bill, { clinic }) => {
      const { line, terms, provider } = bill;
      const isRight =
        line.code === '97153' && line.date > '2026-12-31' && line.supervisor !== undefined && lengthOf(bill) === 15;
      const isRemote =
        line.placeOfService === '10' ||
        line.placeOfService === '02' ||
        line.modifiers?.some((one) => ['95', 'GT', '93'].includes(one));
      const isAsked =
        isRemote || !(terms.covered?.includes('0373T') ?? true) || terms.modifiers?.required !== undefined;
      const sameDay = clinic.sessions.filter(({ date }) => date === line.date);
      const isBusy = ['rbt-lee', 'rbt-kim'].some(
        (id) => id !== provider.id && sameDay.some((note) => note.provider === id || note.technicians),
      );
      const areBoth = ['rbt-lee', 'rbt-kim'].every((id) => clinic.providers.some((one) => one.id === id));
      return bill.isQuiet && isFree(bill) && isRight && !isAsked && !isBusy && areBoth && provider.id.startsWith('rbt');
    },
    (bill, scene) => {
      bill.note.code = '0373T';
      bill.line.code = '0373T';
      bill.note.technicians = ['rbt-lee', 'rbt-kim'];
      bill.note.protocolChange = { change: 'prompt delay raised', reason: 'three days at criterion' };
      for (const authorization of bill.client.authorizations ?? [])
        authorization.services.push({ codes: ['0373T'], units: 4000 });
      return [scene.atLine('code-inactive', bill, 'code'), scene.atNote('code-inactive', bill.note, 'code')];
    },
  ),
  {
    rule: 'code-not-covered',
    name: 'the payer covers all but one of the codes',
    find: (scene) =>
      scene.clinic.payers.flatMap((payer) => {
        const entries = scene.entries(payer.id);
        const codes = [...new Set(entries.map(({ code }) => code))];
        return codes.map((code) => () => {
          payer.covered = [
            '97151',
            '97152',
            '97153',
            '97154',
            '97155',
            '97156',
            '97157',
            '97158',
            '0362T',
            '0373T',
          ].filter((other) => other !== code);
          const clients = new Set(
            scene.clinic.clients.filter(({ coverage }) => coverage.at(-1)?.payer === payer.id).map(({ id }) => id),
          );
          return {
            expect: [
              ...scene.bills
                .filter(({ claim, line }) => claim.payer === payer.id && line.code === code)
                .map((bill) => scene.atLine('code-not-covered', bill, 'code')),
              ...scene.clinic.sessions
                .filter((note) => clients.has(note.client) && note.code === code)
                .map((note) => scene.atNote('code-not-covered', note, 'code')),
            ],
          };
        });
      }),
  },
  ofBills(
    'modifier-invalid',
    'a line has a modifier that nobody knows',
    ({ line }) => (line.modifiers?.length ?? 0) < 4,
    (bill, scene) => {
      const modifiers = [...(bill.line.modifiers ?? []), 'Z9'];
      bill.line.modifiers = modifiers;
      return [scene.atLine('modifier-invalid', bill, `modifiers.${modifiers.length - 1}`)];
    },
  ),
  ofBills(
    'modifier-invalid',
    'a line has a modifier twice',
    ({ line }) => line.modifiers?.length === 1,
    (bill, scene) => {
      bill.line.modifiers = [...(bill.line.modifiers ?? []), ...(bill.line.modifiers ?? [])];
      return [scene.atLine('modifier-invalid', bill, 'modifiers.1')];
    },
  ),
  ofBills(
    'modifier-conflict',
    'a line has 59 and one of the modifiers that say more',
    ({ line }) => (line.modifiers?.length ?? 0) < 3,
    (bill, scene) => {
      const modifiers = [...(bill.line.modifiers ?? []), '59', 'XE'];
      bill.line.modifiers = modifiers;
      return [scene.atLine('modifier-conflict', bill, `modifiers.${modifiers.length - 1}`)];
    },
  ),
  ofBills(
    'modifier-missing',
    'a line lacks what the payer asks for',
    ({ line, terms }) => {
      const lists = (terms.modifiers?.required ?? []).filter(({ codes }) => codes.includes(line.code));
      return (
        lists.length === 1 &&
        terms.modifiers?.credential === undefined &&
        line.modifiers?.length === 1 &&
        feeOf(terms, line.code, []) === feeOf(terms, line.code, line.modifiers)
      );
    },
    (bill, scene) => {
      bill.line.modifiers = [];
      return [scene.atLine('modifier-missing', bill, 'modifiers', 'key')];
    },
  ),
  ofBills(
    'telehealth-mismatch',
    'a service that the payer does not take by telehealth is put at place 10',
    ({ notes, line, terms, provider }) => {
      const { codes, excludedCodes } = terms.modifiers?.telehealth ?? {};
      const isRefused = codes ? !codes.includes(line.code) : (excludedCodes?.includes(line.code) ?? false);
      const isPlace = terms.placesOfService?.includes('10') ?? true;
      return (
        notes.length === 1 && isRefused && isPlace && telehealthOf(terms, line.code, staffOf(provider)) === undefined
      );
    },
    (bill, scene) => {
      bill.line.placeOfService = '10';
      bill.note.placeOfService = '10';
      return [
        scene.atLine('telehealth-mismatch', bill, 'placeOfService'),
        scene.atNote('telehealth-mismatch', bill.note, 'placeOfService'),
      ];
    },
  ),
  ofBills(
    'place-of-service-invalid',
    'a place of service that there is not',
    ({ notes, line }) => notes.length === 1 && line.placeOfService !== '10' && line.placeOfService !== '02',
    (bill, scene) => {
      bill.line.placeOfService = '98';
      bill.note.placeOfService = '98';
      return [
        scene.atLine('place-of-service-invalid', bill, 'placeOfService'),
        scene.atNote('place-of-service-invalid', bill.note, 'placeOfService'),
      ];
    },
  ),
  ...(
    [
      ['diagnosis-invalid', 'a claim has the heading F84', 'F84'],
      ['diagnosis-conflict', 'a claim has two diagnoses that exclude each other', 'F84.5'],
    ] as const
  ).map(
    ([rule, name, code]): Mutation => ({
      rule,
      name,
      find: (scene) =>
        scene.clinic.claims.map((claim) => () => {
          const diagnoses = [...(claim.diagnoses ?? []), code];
          claim.diagnoses = diagnoses;
          return { expect: [scene.at(rule, 'claim', claim, ['diagnoses', diagnoses.length - 1])] };
        }),
    }),
  ),
  ofBills(
    'diagnosis-not-authorized',
    'a line is for a diagnosis that was not authorized',
    ({ claim }) => claim.diagnoses?.length === 2 && claim.authorization !== undefined,
    (bill, scene) => {
      bill.line.diagnosisPointers = ['B'];
      return [scene.atLine('diagnosis-not-authorized', bill, 'diagnosisPointers.0')];
    },
  ),
  ofBills(
    'diagnosis-pointer',
    'a pointer leads past the diagnoses',
    () => true,
    (bill, scene) => {
      bill.line.diagnosisPointers = ['A', 'D'];
      return [scene.atLine('diagnosis-pointer', bill, 'diagnosisPointers.1')];
    },
  ),
];
