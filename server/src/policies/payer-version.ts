/** A lowered payer record as a plain fact. */
import type { CapPeriod } from '../billing/caps.ts';
import type { Entries, Field, Items } from '../model/field.ts';
import type { Cap, Concurrency, Fee, Payer } from '../model/payer.ts';
import type { PayerVersion, Written, WrittenCap, WrittenConcurrency, WrittenEntries, WrittenFee } from './policy.ts';

/**
 * The values of a payer record; undefined for a record without a readable id, which nothing can refer to. What is written
 * but cannot be read is null; a list of which one item cannot be read is null as a whole, because a part of a list of codes
 * means something else.
 */
export function payerVersion(record: Payer): PayerVersion | undefined {
  const id = record.id?.value;
  if (id === undefined) return undefined;
  const { units, supervisor, modifiers, groupSize, documentation } = record;
  return writtenOnly({
    id,
    name: record.name?.value,
    extends: value(record.extends),
    lineOfBusiness: value(record.lineOfBusiness),
    from: value(record.from),
    to: value(record.to),
    source: record.source?.value,
    reviewed: record.reviewed?.value,
    payerId: value(record.payerId),
    rounding: value(units?.rounding),
    per: value(units?.per),
    pool: value(units?.pool),
    minutes: entries(units?.minutes, value),
    caps: record.caps?.items.map(cap),
    weekStart: value(record.weekStart),
    covered: values(record.covered),
    providers: entries(record.providers, values),
    supervisorRequired: values(supervisor?.required),
    supervisorLevel: value(supervisor?.level),
    concurrency: record.concurrency?.items.map(concurrency),
    credentialModifiers: entries(modifiers?.credential, value),
    credentialModifierRequired: values(modifiers?.credentialRequired),
    telehealthModifiers: values(modifiers?.telehealth?.modifiers),
    telehealthCodes: values(modifiers?.telehealth?.codes),
    telehealthPlaces: values(modifiers?.telehealth?.placesOfService),
    groupMin: value(groupSize?.min),
    groupMax: value(groupSize?.max),
    diagnosesAnyOf: values(record.diagnoses?.anyOf),
    signedWithinDays: value(documentation?.signedWithinDays),
    documentationRequired: values(documentation?.require),
    timelyFilingDays: value(record.timelyFilingDays),
    fees: record.fees?.items.map(fee),
  });
}

/** Leaves out the keys that are undefined, which stand for nothing written. */
function writtenOnly<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, part]) => part !== undefined)) as never;
}

function value<T>(field: Field<T> | undefined): Written<T> | undefined {
  return field && (field.value ?? null);
}

function values<T>(list: Items<Field<T>> | undefined): Written<readonly T[]> | undefined {
  if (!list) return undefined;
  const read = list.items.flatMap((item) => (item.value === undefined ? [] : [item.value]));
  return read.length === list.items.length ? read : null;
}

function entries<F, T>(
  mapping: Entries<F> | undefined,
  read: (written: F) => Written<T> | undefined,
): Written<WrittenEntries<T>> | undefined {
  if (!mapping) return undefined;
  const named = mapping.entries.flatMap(({ name, value: written }) =>
    name.value === undefined ? [] : [[name.value, read(written) ?? null] as const],
  );
  return named.length === mapping.entries.length ? named : null;
}

function cap(written: Cap): WrittenCap {
  return { codes: values(written.codes) ?? null, units: value(written.units) ?? null, per: period(written.per) };
}

function period(per: Cap['per']): Written<CapPeriod> {
  if (!per) return null;
  if (!('at' in per)) return value(per) ?? null;
  const days = per.days?.value;
  return days === undefined ? null : { days };
}

function concurrency(written: Concurrency): WrittenConcurrency {
  const { codes, allowed, clientAbsent } = written;
  return {
    codes: values(codes) ?? null,
    allowed: value(allowed) ?? null,
    ...(clientAbsent ? { clientAbsent: value(clientAbsent) ?? null } : {}),
  };
}

function fee({ code, modifier, rate }: Fee): WrittenFee {
  return {
    code: value(code) ?? null,
    ...(modifier ? { modifier: value(modifier) ?? null } : {}),
    rate: value(rate) ?? null,
  };
}
