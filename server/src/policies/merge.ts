/**
 * Merges the versions of a chain into one policy: the nearest version that writes a key decides it; lists of entries (caps,
 * concurrency, fees and the like) are added to, and an entry for the same thing replaces the base's. What is written but
 * cannot be read hides the base's value: the setting is unknown then, not inherited.
 */
import type { CapPeriod } from '../billing/caps.ts';
import type { UnitLength } from '../billing/units.ts';
import type { Link } from './chain.ts';
import type {
  Origin,
  Policy,
  PolicyAssessment,
  PolicyCap,
  PolicyConcurrency,
  PolicyFee,
  PolicyNotSameDay,
  PolicyRatio,
  PolicyRequiredModifier,
  Setting,
  SettingPath,
} from './policy.ts';
import {
  type Citation,
  citationOf,
  LIST_PATHS,
  type ListKey,
  MAP_PATHS,
  type MapKey,
  type PayerVersion,
  SETTING_PATHS,
  type SettingKey,
  type Written,
  type WrittenAssessment,
  type WrittenCap,
  type WrittenConcurrency,
  type WrittenFee,
  type WrittenNotSameDay,
  type WrittenPeriod,
  type WrittenRatio,
  type WrittenRequiredModifier,
} from './written.ts';

/** The policy of a chain, nearest version first. Throws a RangeError where there is none. */
export function mergeChain(id: string, links: readonly Link[]): Policy {
  const own = links[0];
  if (!own) throw new RangeError(`No version of ${id}`);
  const pick = <K extends SettingKey>(key: K) => scalar(links, key);
  const map = <K extends MapKey>(key: K) => entries(links, key);
  return {
    id,
    version: own.version,
    chain: links.map((link) => link.version),
    assumed: false,
    lineOfBusiness: pick('lineOfBusiness'),
    payerId: pick('payerId'),
    units: {
      rounding: pick('rounding'),
      roundingByCode: map('roundingByCode'),
      per: pick('per'),
      pool: pick('pool'),
      minutes: knownLengths(map('minutes')),
    },
    lines: pick('lines'),
    caps: list(links, 'caps', capSubject, cap),
    weekStart: pick('weekStart'),
    ratios: list(links, 'ratios', ratioSubject, ratio),
    providerHours: { perDay: pick('providerHoursPerDay') },
    covered: pick('covered'),
    age: { min: pick('ageMin'), max: pick('ageMax') },
    authorization: { required: pick('authorizationRequired'), codes: pick('authorizationCodes') },
    assessments: list(links, 'assessments', codesSubject, assessment),
    providers: map('providers'),
    supervisor: {
      required: pick('supervisorRequired'),
      level: pick('supervisorLevel'),
      bills: pick('supervisorBills'),
    },
    concurrency: list(links, 'concurrency', pairSubject, concurrency),
    notSameDay: list(links, 'notSameDay', notSameDaySubject, notSameDay),
    modifiers: {
      credential: map('credentialModifiers'),
      credentialRequired: pick('credentialModifierRequired'),
      required: list(links, 'requiredModifiers', codesSubject, requiredModifier),
      notAccepted: pick('modifiersNotAccepted'),
      telehealth: {
        modifiers: pick('telehealthModifiers'),
        codes: pick('telehealthCodes'),
        excludedCodes: pick('telehealthExcludedCodes'),
        placesOfService: pick('telehealthPlaces'),
        providers: pick('telehealthProviders'),
        audioOnly: pick('telehealthAudioOnly'),
      },
    },
    placesOfService: pick('placesOfService'),
    groupSize: {
      min: pick('groupMin'),
      max: pick('groupMax'),
      modifiers: map('groupModifiers'),
      modifierRequired: pick('groupModifierRequired'),
    },
    diagnoses: { anyOf: pick('diagnosesAnyOf'), noneOf: pick('diagnosesNoneOf') },
    documentation: {
      signedWithinDays: pick('signedWithinDays'),
      signedBeforeClaim: pick('signedBeforeClaim'),
      signatures: pick('signatures'),
      require: pick('documentationRequired'),
    },
    timelyFilingDays: pick('timelyFilingDays'),
    fees: list(links, 'fees', feeSubject, fee),
  };
}

function originOf({ version, assumed }: Link, path: SettingPath, own?: Citation): Origin {
  return { version, path, assumed, citation: citationOf(version, path, own) };
}

function scalar<K extends SettingKey>(
  links: readonly Link[],
  key: K,
): Setting<NonNullable<PayerVersion[K]>> | undefined {
  for (const link of links) {
    const value: PayerVersion[K] | null | undefined = link.version[key];
    if (value === null) return undefined;
    if (value !== undefined) {
      return { value: value as NonNullable<PayerVersion[K]>, origin: originOf(link, SETTING_PATHS[key]) };
    }
  }
  return undefined;
}

/** What the values of a map are, once they can be read. */
type MapValue<K extends MapKey> = NonNullable<NonNullable<PayerVersion[K]>[number][1]>;

/**
 * Base first, so that nearer versions override name by name. Unreadable values stay in the map as undefined; a map that
 * cannot be read at all hides the base's.
 */
function entries<K extends MapKey>(
  links: readonly Link[],
  key: K,
): ReadonlyMap<string, Setting<MapValue<K>> | undefined> {
  const merged = new Map<string, Setting<MapValue<K>> | undefined>();
  for (const link of links.toReversed()) {
    const written = link.version[key];
    if (written === null) merged.clear();
    for (const [name, value] of written ?? []) {
      const origin = originOf(link, [...MAP_PATHS[key], name]);
      merged.set(name, value === null ? undefined : { value: value as MapValue<K>, origin });
    }
  }
  return merged;
}

function knownLengths(
  lengths: ReadonlyMap<string, Setting<UnitLength | 'unknown'> | undefined>,
): Policy['units']['minutes'] {
  return new Map([...lengths].map(([name, setting]) => [name, setting && isKnown(setting) ? setting : undefined]));
}

function isKnown(setting: Setting<UnitLength | 'unknown'>): setting is Setting<UnitLength> {
  return setting.value !== 'unknown';
}

type Entry<K extends ListKey> = NonNullable<PayerVersion[K]>[number];

/**
 * Base first. An entry whose subject is undefined cannot be read well enough to say what it is about and is left out; one
 * that `make` cannot read otherwise still takes the base's entry away.
 */
function list<K extends ListKey, R>(
  links: readonly Link[],
  key: K,
  subjectOf: (written: Entry<K>) => string | undefined,
  make: (written: Entry<K>, origin: Origin, subject: string) => R | undefined,
): readonly R[] {
  let merged: { readonly subject: string; readonly made: R | undefined }[] = [];
  for (const link of links.toReversed()) {
    const written = (link.version[key] ?? []) as readonly Entry<K>[];
    const own = written.flatMap((entry, index) => {
      const subject = subjectOf(entry);
      if (subject === undefined) return [];
      const origin = originOf(link, [...LIST_PATHS[key], index], entry.citation);
      return [{ subject, made: make(entry, origin, subject) }];
    });
    const subjects = new Set(own.map(({ subject }) => subject));
    merged = [...merged.filter(({ subject }) => !subjects.has(subject)), ...own];
  }
  return merged.flatMap(({ made }) => (made === undefined ? [] : [made]));
}

/** A text that is the same for the same parts; undefined where one of them cannot be read. */
function subjectOf(...parts: readonly unknown[]): string | undefined {
  return parts.includes(null) ? undefined : JSON.stringify(parts);
}

/** In any order, and each once. */
function asSet(texts: Written<readonly string[]> | undefined): Written<readonly string[]> | undefined {
  return texts && [...new Set(texts)].sort();
}

function periodOf(per: Written<WrittenPeriod>): CapPeriod | null {
  return per === 'unclear' ? null : per;
}

function codesSubject({ codes }: { readonly codes: Written<readonly string[]> }): string | undefined {
  return subjectOf(asSet(codes));
}

/** The codes as a set, the period and the modifiers. */
function capSubject({ codes, per, modifiers, withoutModifiers }: WrittenCap): string | undefined {
  return subjectOf(asSet(codes), periodOf(per), asSet(modifiers), asSet(withoutModifiers));
}

/** One limit, in units or in hours: a cap that states both, or neither, is none. */
function cap(written: WrittenCap, origin: Origin, subject: string): PolicyCap | undefined {
  const { codes, units, hours, modifiers, withoutModifiers } = written;
  const per = periodOf(written.per);
  const limit = units ?? hours;
  if ((units === undefined) === (hours === undefined) || limit === undefined || limit === null) return undefined;
  if (codes === null || per === null || modifiers === null || withoutModifiers === null) return undefined;
  const measure = units === undefined ? 'minutes' : 'units';
  return { codes, measure, limit, per, modifiers, withoutModifiers, subject, origin };
}

function ratioSubject({ codes, of, per, modifiers }: WrittenRatio): string | undefined {
  return subjectOf(asSet(codes), asSet(of), per, asSet(modifiers));
}

function ratio(written: WrittenRatio, origin: Origin): PolicyRatio | undefined {
  const { codes, of, per, modifiers, minPercent, maxPercent, aboveHours } = written;
  if (codes === null || of === null || per === null || modifiers === null) return undefined;
  if (minPercent === null || maxPercent === null || aboveHours === null) return undefined;
  return { codes, modifiers, of, per, minPercent, maxPercent, aboveMinutes: aboveHours, origin };
}

function assessment(written: WrittenAssessment, origin: Origin): PolicyAssessment | undefined {
  const { codes, withinDays, notAgainWithinDays } = written;
  if (codes === null || withinDays === null || notAgainWithinDays === null) return undefined;
  return { codes, withinDays, notAgainWithinDays, origin };
}

/** The codes in any order; a code twice is the pair of two providers on one code. */
function pairSubject({ codes }: WrittenConcurrency): string | undefined {
  return subjectOf(codes && [...codes].sort());
}

function concurrency(written: WrittenConcurrency, origin: Origin): PolicyConcurrency | undefined {
  const { codes, allowed, clientAbsent = false, separatePlaces = false, modifiers } = written;
  if (codes === null || allowed === null || modifiers === null) return undefined;
  if (clientAbsent === null || separatePlaces === null) return undefined;
  return { codes, allowed, clientAbsent, separatePlaces, modifiers, origin };
}

function notSameDaySubject({ codes, with: others }: WrittenNotSameDay): string | undefined {
  return subjectOf(asSet(codes), asSet(others));
}

function notSameDay({ codes, with: others }: WrittenNotSameDay, origin: Origin): PolicyNotSameDay | undefined {
  return codes && others ? { codes, with: others, origin } : undefined;
}

function requiredModifier(written: WrittenRequiredModifier, origin: Origin): PolicyRequiredModifier | undefined {
  const { codes, anyOf } = written;
  return codes && anyOf ? { codes, anyOf, origin } : undefined;
}

function feeSubject({ code, modifier }: WrittenFee): string | undefined {
  return subjectOf(code, modifier);
}

function fee({ code, modifier, rate }: WrittenFee, origin: Origin): PolicyFee | undefined {
  return code !== null && modifier !== null && rate !== null ? { code, modifier, rate, origin } : undefined;
}
