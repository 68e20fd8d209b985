/** A lowered payer record as a plain fact. */
import type { Entries, Field, Items } from '../model/field.ts';
import type * as model from '../model/payer.ts';
import type {
  Citation,
  PayerVersion,
  Written,
  WrittenAssessment,
  WrittenCap,
  WrittenConcurrency,
  WrittenEntries,
  WrittenFee,
  WrittenNotSameDay,
  WrittenPeriod,
  WrittenRatio,
  WrittenRequiredModifier,
} from './written.ts';

/**
 * The values of a payer record; undefined for a record without a readable id, which nothing can refer to. What is written
 * but cannot be read is null; a list of which one item cannot be read is null as a whole, because a part of a list of codes
 * means something else.
 */
export function payerVersion(record: model.Payer): PayerVersion | undefined {
  const id = record.id?.value;
  if (id === undefined) return undefined;
  const { units, supervisor, modifiers, groupSize, documentation, age, authorization, diagnoses } = record;
  const telehealth = modifiers?.telehealth;
  return writtenOnly({
    id,
    name: record.name?.value,
    extends: value(record.extends),
    lineOfBusiness: value(record.lineOfBusiness),
    from: value(record.from),
    to: value(record.to),
    ...citation(record),
    sources: entries(record.sources, citation),
    payerId: value(record.payerId),
    rounding: value(units?.rounding),
    roundingByCode: entries(units?.roundingByCode, value),
    per: value(units?.per),
    pool: value(units?.pool),
    minutes: entries(units?.minutes, value),
    lines: value(record.lines),
    caps: record.caps?.items.map(cap),
    weekStart: value(record.weekStart),
    ratios: record.ratios?.items.map(ratio),
    providerHoursPerDay: value(record.providerHours?.perDay),
    covered: values(record.covered),
    ageMin: value(age?.min),
    ageMax: value(age?.max),
    authorizationRequired: value(authorization?.required),
    authorizationCodes: values(authorization?.codes),
    assessments: record.assessments?.items.map(assessment),
    providers: entries(record.providers, values),
    supervisorRequired: values(supervisor?.required),
    supervisorLevel: value(supervisor?.level),
    supervisorBills: values(supervisor?.bills),
    concurrency: record.concurrency?.items.map(concurrency),
    notSameDay: record.notSameDay?.items.map(notSameDay),
    credentialModifiers: entries(modifiers?.credential, oneOrSeveral),
    credentialModifierRequired: values(modifiers?.credentialRequired),
    requiredModifiers: modifiers?.required?.items.map(requiredModifier),
    modifiersNotAccepted: values(modifiers?.notAccepted),
    telehealthModifiers: values(telehealth?.modifiers),
    telehealthCodes: values(telehealth?.codes),
    telehealthExcludedCodes: values(telehealth?.excludedCodes),
    telehealthPlaces: values(telehealth?.placesOfService),
    telehealthProviders: values(telehealth?.providers),
    telehealthAudioOnly: value(telehealth?.audioOnly),
    placesOfService: values(record.placesOfService),
    groupMin: value(groupSize?.min),
    groupMax: value(groupSize?.max),
    groupModifiers: entries(groupSize?.modifiers, value),
    groupModifierRequired: values(groupSize?.modifierRequired),
    diagnosesAnyOf: values(diagnoses?.anyOf),
    diagnosesNoneOf: values(diagnoses?.noneOf),
    signedWithinDays: value(documentation?.signedWithinDays),
    signedBeforeClaim: value(documentation?.signedBeforeClaim),
    signatures: value(documentation?.signatures),
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

function oneOrSeveral(part: Field<string> | Items<Field<string>>): Written<readonly string[]> | undefined {
  if ('items' in part) return values(part);
  return part.value === undefined ? null : [part.value];
}

function citation({ source, reviewed, verify }: Omit<model.Citation, 'at'>): Citation {
  return writtenOnly({ source: source?.value, reviewed: reviewed?.value, verify: verify?.value });
}

/** What an entry says of its source, under one key; nothing where it says nothing. */
function cited(entry: Omit<model.Citation, 'at'>): { readonly citation?: Citation } {
  const said = citation(entry);
  return Object.keys(said).length === 0 ? {} : { citation: said };
}

function cap(written: model.Cap): WrittenCap {
  return writtenOnly({
    codes: values(written.codes),
    units: value(written.units),
    hours: value(written.hours),
    per: period(written.per),
    modifiers: values(written.modifiers),
    withoutModifiers: values(written.withoutModifiers),
    ...cited(written),
  });
}

function ratio(written: model.Ratio): WrittenRatio {
  return writtenOnly({
    codes: values(written.codes) ?? null,
    modifiers: values(written.modifiers),
    of: values(written.of) ?? null,
    per: value(written.per) ?? null,
    minPercent: value(written.minPercent),
    maxPercent: value(written.maxPercent),
    aboveHours: value(written.aboveHours),
    ...cited(written),
  });
}

function period(per: model.Cap['per']): Written<WrittenPeriod> {
  if (!per) return null;
  if (!('at' in per)) return value(per) ?? null;
  const { days, months } = per;
  if (days && months) return 'unclear';
  if (days) return days.value === undefined ? null : { days: days.value };
  if (months) return months.value === undefined ? null : { months: months.value };
  // Keys that the format does not have are reported already.
  return per.at.firstKey ? null : 'unclear';
}

function assessment(written: model.Assessment): WrittenAssessment {
  return writtenOnly({
    codes: values(written.codes) ?? null,
    withinDays: value(written.withinDays),
    notAgainWithinDays: value(written.notAgainWithinDays),
    ...cited(written),
  });
}

function concurrency(written: model.Concurrency): WrittenConcurrency {
  return writtenOnly({
    codes: values(written.codes) ?? null,
    allowed: value(written.allowed) ?? null,
    clientAbsent: value(written.clientAbsent),
    separatePlaces: value(written.separatePlaces),
    modifiers: values(written.modifiers),
    ...cited(written),
  });
}

function notSameDay(written: model.NotSameDay): WrittenNotSameDay {
  return writtenOnly({
    codes: values(written.codes) ?? null,
    with: values(written.with) ?? null,
    ...cited(written),
  });
}

function requiredModifier(written: model.RequiredModifier): WrittenRequiredModifier {
  return { codes: values(written.codes) ?? null, anyOf: values(written.anyOf) ?? null, ...cited(written) };
}

function fee(written: model.Fee): WrittenFee {
  return writtenOnly({
    code: value(written.code) ?? null,
    modifier: value(written.modifier),
    rate: value(written.rate) ?? null,
    ...cited(written),
  });
}
