import { daysBetween, type IsoDate } from '../billing/calendar.ts';
import type { Service } from '../workspace/client-day.ts';
import type { FactReader, Of } from '../workspace/fact-reader.ts';
import type { RecordHandle } from '../workspace/record.ts';
import type { LineFact, NoteFact } from '../workspace/record-facts.ts';
import type { FindingDraft, Related, TraceStep } from './finding.ts';
import { defineRule } from './rule.ts';
import { assumedText } from './support/assumed.ts';
import { daysText } from './support/days-text.ts';
import { type FilingLimit, filingLimit } from './support/filing-limit.ts';
import { originPlace } from './support/origin.ts';
import { placeOf } from './support/service.ts';
import { liveLines, noteServices } from './support/services-of.ts';
import { sourceOf } from './support/source.ts';
import { billingOf, isBillable } from './support/unbilled.ts';
import { policyStep } from './support/unit-trace.ts';

/**
 * A claim counts as filed on the day it was created; one that states no such day may have been filed at any time. A note that no
 * line bills has still to be filed and is judged by today. Corrections have limits of their own, which differ from payer to
 * payer.
 */
export default defineRule({
  id: 'timely-filing',
  category: 'claims',
  severity: 'error',
  summary:
    "a claim was created, or a note is unbilled, after the payer's filing limit, or (a warning) the limit is near",
  carc: '29',
  options: { days: { description: 'days before the filing limit from which it counts as near', default: 14 } },
  checks: {
    claim(record, { facts, report, notChecked }) {
      if (isCorrection(record)) return;
      const created = record.data.created?.value;
      const limits = liveLines(record, facts).map((line) => ({ line, limit: filingLimit(line, facts) }));
      if (limits.some(({ limit }) => !limit)) notChecked(record, "the payer's filing limit is not known");
      if (limits.some(({ limit }) => limit) && created === undefined) notChecked(record, 'no day of creation');
      if (created === undefined) return;
      for (const { line, limit } of limits) {
        if (!limit || created <= limit.lastDay || followsOtherPayer(line, created, facts)) continue;
        report(filedLate(line, created as IsoDate, limit, facts));
      }
    },
    session(record, { facts, asOf, option, report, notChecked }) {
      for (const note of noteServices(record)) {
        const limit = filingLimit(note, facts);
        if (!limit) continue;
        if (asOf === undefined) notChecked(record, 'the day that counts as today is not known');
        else if (daysBetween(asOf as IsoDate, limit.lastDay) <= option('days')) {
          const isOpen = billingOf(note, facts) === 'unbilled' && isBillable(note, facts);
          if (isOpen) report(notFiled(note, asOf as IsoDate, limit, facts));
        }
      }
    },
  },
});

function isCorrection({ data }: RecordHandle<'claim'>): boolean {
  const { frequency, replaces } = data;
  return replaces !== undefined || (frequency !== undefined && frequency.value !== 'original');
}

function filedLate(line: Of<LineFact>, created: IsoDate, limit: FilingLimit, facts: FactReader): FindingDraft {
  const place = { record: line.from, path: ['created'] };
  const age = daysBetween(line.value.date as IsoDate, created);
  return {
    place: placeOf(line, 'date'),
    message: `claim created ${created}, ${daysText(age)} after the date of service; ${limitText(limit)}`,
    related: [{ place, message: `claim created ${created}` }, ...relatedLimit(limit, facts)],
    trace: [
      ...limitSteps(line, limit),
      { label: 'Claim created', value: created, place },
      { label: 'From the date of service to the claim', value: daysText(age) },
    ],
  };
}

/** After another payer has answered, a secondary claim has time from that answer on. */
function followsOtherPayer(line: Of<LineFact>, created: string, facts: FactReader): boolean {
  return (line.value.sessions ?? []).some((session) =>
    facts.billedBy(session).some(({ value }) => {
      const other = value.claim === undefined ? undefined : facts.claim(value.claim)?.value;
      return other?.payer !== undefined && other.payer !== line.value.payer && (other.created ?? '') < created;
    }),
  );
}

function notFiled(note: Of<NoteFact>, asOf: IsoDate, limit: FilingLimit, facts: FactReader): FindingDraft {
  const left = daysBetween(asOf, limit.lastDay);
  const age = daysBetween(note.value.date as IsoDate, asOf);
  const when = left < 0 ? `${daysText(age)} after its date of service` : `${daysText(left)} left to file`;
  return {
    place: placeOf(note, 'date'),
    severity: left < 0 ? 'error' : 'warning',
    message: `no claim line bills session ${note.value.id}, ${when}; ${limitText(limit)}`,
    related: relatedLimit(limit, facts),
    trace: [
      ...limitSteps(note, limit),
      { label: 'Day that counts as today', value: asOf },
      { label: left < 0 ? 'Past the last day' : 'Left to file', value: daysText(Math.abs(left)) },
    ],
  };
}

function limitText({ setting, applied, lastDay }: FilingLimit): string {
  const { id } = applied.policy;
  return `${id} takes claims for ${daysText(setting.value)}, to ${lastDay}${assumedText(applied, setting.origin)}`;
}

function relatedLimit({ setting }: FilingLimit, facts: FactReader): readonly Related[] {
  const place = originPlace(setting.origin, facts);
  return place ? [{ place, message: `the filing limit: ${daysText(setting.value)}` }] : [];
}

function limitSteps(service: Service, { setting, applied, lastDay }: FilingLimit): readonly TraceStep[] {
  return [
    policyStep(applied),
    { label: 'Date of service', value: service.value.date ?? '', place: placeOf(service, 'date') },
    { label: 'Time to file', value: daysText(setting.value), ...sourceOf(setting.origin) },
    { label: 'Last day to file', value: lastDay },
  ];
}
