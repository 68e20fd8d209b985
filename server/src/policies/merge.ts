/**
 * Merges the versions of a chain into one policy: the nearest version that writes a key decides it; the lists `caps`,
 * `concurrency` and `fees` are added to, and an entry for the same thing replaces the base's. What is written but cannot be
 * read hides the base's value: the setting is unknown then, not inherited.
 */
import type { Link } from './chain.ts';
import type {
  Origin,
  PayerVersion,
  Policy,
  PolicyCap,
  PolicyConcurrency,
  PolicyFee,
  Setting,
  SettingPath,
  Written,
  WrittenCap,
  WrittenConcurrency,
  WrittenEntries,
  WrittenFee,
} from './policy.ts';

/** The policy of a chain, nearest version first. Throws a RangeError where there is none. */
export function mergeChain(id: string, links: readonly Link[]): Policy {
  const own = links[0];
  if (!own) throw new RangeError(`No version of ${id}`);
  const pick = <K extends keyof PayerVersion>(key: K, ...path: SettingPath) => scalar(links, key, path);
  return {
    id,
    version: own.version,
    chain: links.map((link) => link.version),
    assumed: false,
    lineOfBusiness: pick('lineOfBusiness', 'lineOfBusiness'),
    payerId: pick('payerId', 'payerId'),
    units: {
      rounding: pick('rounding', 'units', 'rounding'),
      per: pick('per', 'units', 'per'),
      pool: pick('pool', 'units', 'pool'),
      minutes: entries(links, (version) => version.minutes, ['units', 'minutes']),
    },
    caps: list(links, (version) => version.caps, 'caps', capKey, cap),
    weekStart: pick('weekStart', 'weekStart'),
    covered: pick('covered', 'covered'),
    providers: entries(links, (version) => version.providers, ['providers']),
    supervisor: {
      required: pick('supervisorRequired', 'supervisor', 'required'),
      level: pick('supervisorLevel', 'supervisor', 'level'),
    },
    concurrency: list(links, (version) => version.concurrency, 'concurrency', concurrencyKey, concurrency),
    modifiers: {
      credential: entries(links, (version) => version.credentialModifiers, ['modifiers', 'credential']),
      credentialRequired: pick('credentialModifierRequired', 'modifiers', 'credentialRequired'),
      telehealth: {
        modifiers: pick('telehealthModifiers', 'modifiers', 'telehealth', 'modifiers'),
        codes: pick('telehealthCodes', 'modifiers', 'telehealth', 'codes'),
        placesOfService: pick('telehealthPlaces', 'modifiers', 'telehealth', 'placesOfService'),
      },
    },
    groupSize: { min: pick('groupMin', 'groupSize', 'min'), max: pick('groupMax', 'groupSize', 'max') },
    diagnoses: { anyOf: pick('diagnosesAnyOf', 'diagnoses', 'anyOf') },
    documentation: {
      signedWithinDays: pick('signedWithinDays', 'documentation', 'signedWithinDays'),
      require: pick('documentationRequired', 'documentation', 'require'),
    },
    timelyFilingDays: pick('timelyFilingDays', 'timelyFilingDays'),
    fees: list(links, (version) => version.fees, 'fees', feeKey, fee),
  };
}

function originOf(link: Link, path: SettingPath): Origin {
  return { version: link.version, path, assumed: link.assumed };
}

function scalar<K extends keyof PayerVersion>(
  links: readonly Link[],
  key: K,
  path: SettingPath,
): Setting<NonNullable<PayerVersion[K]>> | undefined {
  for (const link of links) {
    const value: PayerVersion[K] | null | undefined = link.version[key];
    if (value === null) return undefined;
    if (value !== undefined) return { value: value as NonNullable<PayerVersion[K]>, origin: originOf(link, path) };
  }
  return undefined;
}

/**
 * Base first, so that nearer versions override name by name. Unreadable values stay in the map as undefined; a map that
 * cannot be read at all hides the base's.
 */
function entries<T>(
  links: readonly Link[],
  read: (version: PayerVersion) => Written<WrittenEntries<T>> | undefined,
  path: SettingPath,
): ReadonlyMap<string, Setting<T> | undefined> {
  const merged = new Map<string, Setting<T> | undefined>();
  for (const link of links.toReversed()) {
    const written = read(link.version);
    if (written === null) merged.clear();
    for (const [name, value] of written ?? []) {
      merged.set(name, value === null ? undefined : { value, origin: originOf(link, [...path, name]) });
    }
  }
  return merged;
}

/**
 * Base first. An entry whose key is undefined cannot be read well enough to say what it is about and is left out; one that
 * `make` cannot read otherwise still takes the base's entry away.
 */
function list<W, R>(
  links: readonly Link[],
  read: (version: PayerVersion) => readonly W[] | undefined,
  name: string,
  keyOf: (written: W) => string | undefined,
  make: (written: W, origin: Origin) => R | undefined,
): readonly R[] {
  let merged: { readonly key: string; readonly made: R | undefined }[] = [];
  for (const link of links.toReversed()) {
    const own = (read(link.version) ?? []).flatMap((written, index) => {
      const key = keyOf(written);
      return key === undefined ? [] : [{ key, made: make(written, originOf(link, [name, index])) }];
    });
    const keys = new Set(own.map((entry) => entry.key));
    merged = [...merged.filter((entry) => !keys.has(entry.key)), ...own];
  }
  return merged.flatMap((entry) => (entry.made === undefined ? [] : [entry.made]));
}

/** The codes as a set and the period. */
function capKey(written: WrittenCap): string | undefined {
  if (!written.codes || written.per === null) return undefined;
  return JSON.stringify([[...new Set(written.codes)].sort(), written.per]);
}

function cap(written: WrittenCap, origin: Origin): PolicyCap | undefined {
  const { codes, units, per } = written;
  return codes && units !== null && per !== null ? { codes, units, per, origin } : undefined;
}

/** The codes in any order; a code twice is the pair of two providers on one code. */
function concurrencyKey(written: WrittenConcurrency): string | undefined {
  return written.codes ? JSON.stringify([...written.codes].sort()) : undefined;
}

function concurrency(written: WrittenConcurrency, origin: Origin): PolicyConcurrency | undefined {
  const { codes, allowed, clientAbsent = false } = written;
  return codes && allowed !== null && clientAbsent !== null ? { codes, allowed, clientAbsent, origin } : undefined;
}

function feeKey(written: WrittenFee): string | undefined {
  if (written.code === null || written.modifier === null) return undefined;
  return JSON.stringify([written.code, written.modifier ?? '']);
}

function fee(written: WrittenFee, origin: Origin): PolicyFee | undefined {
  const { code, modifier, rate } = written;
  return code !== null && modifier !== null && rate !== null ? { code, modifier, rate, origin } : undefined;
}
