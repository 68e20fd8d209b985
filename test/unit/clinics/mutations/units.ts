/** Broken units, minutes and times. */
import { clock, minutesAt, unitsOf } from '../arithmetic.ts';
import { isFree, isUncapped, lengthOf, type Mutation, minutesOf, ofBills, ofNotes } from '../scene.ts';

const isPooled = (rounding: string | undefined) => rounding === 'cms-8-minute';

export const UNIT_MUTATIONS: readonly Mutation[] = [
  ofBills(
    'units-exceed-time',
    'a line bills one unit more than its note supports',
    (bill) => bill.isAlone && isFree(bill) && lengthOf(bill) !== undefined && bill.note.scheduled === undefined,
    (bill, scene) => {
      scene.setUnits(bill, bill.line.units + 1);
      return [scene.atLine('units-exceed-time', bill, 'units')];
    },
  ),
  ofBills(
    'units-exceed-time',
    'a note claims one unit more than its time',
    (bill) => bill.isAlone && lengthOf(bill) !== undefined && bill.note.scheduled === undefined,
    ({ note }, scene) => {
      note.units = (note.units ?? 0) + 1;
      return [scene.atNote('units-exceed-time', note, 'units')];
    },
  ),
  ofBills(
    'units-below-time',
    'a line bills one unit less than its note supports',
    (bill) => bill.isAlone && isFree(bill) && bill.line.units > 1 && lengthOf(bill) !== undefined,
    (bill, scene) => {
      scene.setUnits(bill, bill.line.units - 1);
      return [scene.atLine('units-below-time', bill, 'units')];
    },
  ),
  {
    rule: 'units-allocation',
    name: 'two notes of a pool share its units in a way that the rule does not allow',
    find: (scene) =>
      scene.clinic.sessions.flatMap((a) =>
        scene.clinic.sessions.flatMap((b) => {
          const { units } = scene.termsOf(a);
          const pool = scene.clinic.sessions.filter(
            ({ client, date, provider }) =>
              client === a.client && date === a.date && (units?.pool === 'client' || provider === a.provider),
          );
          const isPair = a !== b && pool.length === 2 && pool.includes(b) && a.code !== b.code;
          if (!isPair || !isPooled(units?.rounding) || units?.per === 'session') return [];
          const whole = Math.trunc(minutesOf(a) / 15);
          // What is left of the total, if anything, is the other's already: one more is too many there.
          if (a.units !== whole || whole < 2) return [];
          return [
            () => {
              a.units = whole - 1;
              b.units = (b.units ?? 0) + 1;
              return { expect: [scene.atNote('units-allocation', b, 'units')] };
            },
          ];
        }),
      ),
  },
  ofBills(
    'units-invalid',
    'a line bills no unit',
    (bill) => bill.isAlone && isFree(bill) && lengthOf(bill) !== undefined,
    (bill, scene) => {
      bill.line.units = 0;
      return [scene.atLine('units-invalid', bill, 'units')];
    },
  ),
  ofBills(
    'units-invalid',
    'a line bills half a unit more',
    (bill) => bill.isAlone && isFree(bill),
    (bill, scene) => {
      bill.line.units += 0.5;
      return [scene.atLine('units-invalid', bill, 'units')];
    },
  ),
  ofNotes(
    'time-invalid',
    'a note ends when it begins',
    (note) => note.nonBillable === undefined && note.scheduled === undefined,
    (note, scene) => {
      note.end = note.start;
      return [scene.atNote('time-invalid', note, 'end')];
    },
  ),
  ofNotes(
    'time-invalid',
    'a note has no end',
    (note) => note.nonBillable === undefined,
    (note, scene) => {
      note.end = undefined;
      return [scene.atNote('time-invalid', note, 'start', 'key')];
    },
  ),
  ...(
    [
      ['a pause ends after the session', 'end'],
      ['more minutes are taken off than the session has', 'minutes'],
    ] as const
  ).map(([name, key]) =>
    ofBills(
      'non-billable-invalid',
      name,
      (bill) =>
        bill.isAlone &&
        bill.line.minutes === undefined &&
        bill.note.scheduled === undefined &&
        bill.note.nonBillable?.[0]?.[key] !== undefined,
      (bill, scene) => {
        const { note } = bill;
        const [pause] = note.nonBillable ?? [];
        const place = scene.atNote('non-billable-invalid', note, `nonBillable.0.${key}`);
        if (!pause) return [];
        if (key === 'end') pause.end = clock(minutesAt(note.end ?? '') + 5);
        else pause.minutes = 900;
        // What lies within the session is taken off all the same: units that the rest does not support go with it.
        const rest = key === 'end' ? minutesAt(pause.start ?? '') - minutesAt(note.start ?? '') : 0;
        const length = lengthOf(bill);
        const { rounding = 'midpoint', roundingByCode = {} } = bill.terms.units ?? {};
        const left = length === undefined ? undefined : unitsOf(rest, roundingByCode[note.code] ?? rounding, length);
        if (left === undefined || left >= bill.line.units) return [place];
        return [
          place,
          scene.atNote('units-exceed-time', note, 'units'),
          scene.atLine('units-exceed-time', bill, 'units'),
        ];
      },
    ),
  ),
  ofBills(
    'minutes-mismatch',
    'a line states a minute more than its note',
    ({ line }) => line.minutes !== undefined,
    (bill, scene) => {
      bill.line.minutes = (bill.line.minutes ?? 0) + 1;
      return [scene.atLine('minutes-mismatch', bill, 'minutes')];
    },
  ),
  ofBills(
    'scheduled-time-billed',
    'a line bills the appointment instead of the session',
    (bill) =>
      bill.isAlone &&
      isFree(bill) &&
      lengthOf(bill) !== undefined &&
      bill.note.nonBillable === undefined &&
      !isPooled(bill.terms.units?.rounding),
    (bill, scene) => {
      const { note, line } = bill;
      const units = line.units + 1;
      note.scheduled = {
        start: note.start ?? '',
        end: clock(minutesAt(note.start ?? '') + units * (lengthOf(bill) ?? 0)),
      };
      scene.setUnits(bill, units);
      return [scene.atLine('scheduled-time-billed', bill, 'units')];
    },
  ),
  ofBills(
    'long-session-without-break',
    'a long session loses its break',
    (bill) => bill.isQuiet && bill.note.nonBillable !== undefined && minutesOf(bill.note) >= 300,
    ({ note }, scene) => {
      note.end = clock(minutesAt(note.start ?? '') + minutesOf(note));
      note.nonBillable = undefined;
      note.scheduled = undefined;
      return [scene.atNote('long-session-without-break', note, 'end')];
    },
  ),
  {
    rule: 'cap-exceeded',
    name: 'the payer caps a day lower than what was billed',
    find: (scene) =>
      scene.clinic.payers.flatMap((payer) => {
        const entries = scene.entries(payer.id);
        const codes = new Set(entries.filter(({ units }) => units > 1).map(({ code }) => code));
        return [...codes].map((code) => () => {
          const own = entries.filter((entry) => entry.code === code);
          const days = Map.groupBy(own, ({ client, date }) => `${client} ${date}`);
          const sumOf = (list: readonly { units: number }[]) => list.reduce((sum, { units }) => sum + units, 0);
          const cap = Math.max(...[...days.values()].map(sumOf)) - 1;
          payer.caps = [
            ...((payer.caps as []) ?? []).filter(
              ({ codes, per }: { codes?: string[]; per: unknown }) => !(codes?.join() === code && per === 'day'),
            ),
            { codes: [code], units: cap, per: 'day' },
          ];
          const beyond = [...days.values()].flatMap((list) =>
            list.filter((_, index) => sumOf(list.slice(0, index + 1)) > cap),
          );
          return { expect: beyond.map((entry) => scene.atEntry('cap-exceeded', entry, 'units')) };
        });
      }),
  },
  {
    rule: 'assessment-window',
    name: 'the payer wants the dates of a code nearer to each other',
    find: (scene) =>
      scene.clinic.payers.flatMap((payer) => {
        const own = scene.entries(payer.id);
        return [...new Set(own.map(({ code }) => code))].flatMap((code) => {
          const entries = own.filter((entry) => entry.code === code && !(entry.units === 1 && code === '97151'));
          const spans = [...Map.groupBy(entries, ({ client }) => client).values()].map((list) => ({
            list,
            dayOf: (date: string) => Math.round((Date.parse(date) - Date.parse(list[0]?.date ?? '')) / 86_400_000),
          }));
          const longest = Math.max(...spans.map(({ list, dayOf }) => dayOf(list.at(-1)?.date ?? '')));
          if (longest < 2 || payer.assessments !== undefined || code === '97151') return [];
          return [
            () => {
              payer.assessments = [{ codes: [code], withinDays: longest - 1, notAgainWithinDays: 300 }];
              const late = spans.flatMap(({ list, dayOf }) => list.filter(({ date }) => dayOf(date) >= longest));
              return { expect: late.map((entry) => scene.atEntry('assessment-window', entry, 'date')) };
            },
          ];
        });
      }),
  },
  ofBills(
    'mue-exceeded',
    'one provider gives a code for longer than is likely in a day',
    (bill) =>
      bill.isQuiet &&
      ['97152', '97156'].includes(bill.line.code) &&
      isFree(bill) &&
      isUncapped(bill) &&
      lengthOf(bill) === 15 &&
      bill.line.date <= '2026-12-31' &&
      ['medicaid', 'medicare'].includes(bill.terms.lineOfBusiness ?? ''),
    (bill, scene) => {
      const { note, line } = bill;
      Object.assign(note, {
        start: '08:00',
        end: clock(8 * 60 + 17 * 15),
        units: 17,
        nonBillable: undefined,
        scheduled: undefined,
      });
      line.minutes = undefined;
      scene.setUnits(bill, 17);
      return [scene.atLine('mue-exceeded', bill, 'units')];
    },
  ),
];
