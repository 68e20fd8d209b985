/**
 * Payer policies as plain data: one version as it was written ({@link PayerVersion}), and what applies on a date of service
 * once its bases are merged in ({@link Policy}), where every setting keeps where it came from.
 *
 * Dates are ISO days, both ends included; they compare as text. Units are billing units, money is in cents.
 */
import type { Weekday } from '../billing/calendar.ts';
import type { CapPeriod } from '../billing/caps.ts';
import type { Rounding, UnitLength } from '../billing/units.ts';
import type { Level } from '../tables/credentials.ts';

export type LineOfBusiness = 'medicare' | 'medicaid' | 'tricare' | 'commercial';

/** `day`: minutes of one client, code, provider and date are summed, then rounded once. `session`: each on its own. */
export type UnitsPer = 'day' | 'session';

/** Whose minutes `cms-8-minute` pools: those of one rendering provider, or all of the client's day. */
export type Pool = 'provider' | 'client';

/** Keys and list positions from the payer record's root, for example `['caps', 2]`. */
export type SettingPath = readonly (string | number)[];

/** A key of a payer record: absent where it is not written, null where what is written cannot be read. */
export type Written<T> = T | null;

/** A mapping with free keys, in source order. A list, because any text may be a key. */
export type WrittenEntries<T> = readonly (readonly [name: string, value: Written<T>])[];

export interface WrittenCap {
  readonly codes: Written<readonly string[]>;
  readonly units: Written<number>;
  readonly per: Written<CapPeriod>;
}

export interface WrittenConcurrency {
  readonly codes: Written<readonly string[]>;
  readonly allowed: Written<boolean>;
  readonly clientAbsent?: Written<boolean>;
}

export interface WrittenFee {
  readonly code: Written<string>;
  readonly modifier?: Written<string>;
  /** Cents for one unit. */
  readonly rate: Written<number>;
}

/**
 * One payer record as written: values only, so that it can be kept as a fact and compared. Lists of objects keep every
 * entry, so that an entry's position here is its position in the record.
 */
export interface PayerVersion {
  readonly id: string;
  readonly name?: string;
  readonly extends?: Written<string>;
  readonly lineOfBusiness?: Written<LineOfBusiness>;
  readonly from?: Written<string>;
  readonly to?: Written<string>;
  /** Where the payer publishes this, for example `Provider manual 2026, p. 14`. */
  readonly source?: string;
  /** The date on which somebody last compared the record with its source. */
  readonly reviewed?: string;
  /** Electronic payer id. */
  readonly payerId?: Written<string>;
  readonly rounding?: Written<Rounding>;
  readonly per?: Written<UnitsPer>;
  readonly pool?: Written<Pool>;
  /** Length of a unit by code; `default` for every other code. */
  readonly minutes?: Written<WrittenEntries<UnitLength>>;
  readonly caps?: readonly WrittenCap[];
  readonly weekStart?: Written<Weekday>;
  readonly covered?: Written<readonly string[]>;
  /** Who may render, by code: levels or credential types. */
  readonly providers?: Written<WrittenEntries<readonly string[]>>;
  readonly supervisorRequired?: Written<readonly string[]>;
  readonly supervisorLevel?: Written<Level>;
  readonly concurrency?: readonly WrittenConcurrency[];
  /** Modifier by level or credential type. */
  readonly credentialModifiers?: Written<WrittenEntries<string>>;
  readonly credentialModifierRequired?: Written<readonly string[]>;
  readonly telehealthModifiers?: Written<readonly string[]>;
  readonly telehealthCodes?: Written<readonly string[]>;
  readonly telehealthPlaces?: Written<readonly string[]>;
  readonly groupMin?: Written<number>;
  readonly groupMax?: Written<number>;
  readonly diagnosesAnyOf?: Written<readonly string[]>;
  readonly signedWithinDays?: Written<number>;
  /** Keys of a session note that must be there. */
  readonly documentationRequired?: Written<readonly string[]>;
  readonly timelyFilingDays?: Written<number>;
  readonly fees?: readonly WrittenFee[];
}

/** Where a setting was written: for a trace to cite (`version.source`, `version.reviewed`), for a finding to point at. */
export interface Origin {
  /** The very object that was looked up: its identity leads back to its record. Bundled where its id says so. */
  readonly version: PayerVersion;
  readonly path: SettingPath;
  /** True where the payer's record did not ask for it: it names no base, so that `builtin:default` fills in. */
  readonly assumed: boolean;
}

export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
}

export interface PolicyCap {
  readonly codes: readonly string[];
  readonly units: number;
  readonly per: CapPeriod;
  readonly origin: Origin;
}

export interface PolicyConcurrency {
  readonly codes: readonly string[];
  readonly allowed: boolean;
  /** True where the pair is allowed only if the client is not in the caregiver's session. */
  readonly clientAbsent: boolean;
  readonly origin: Origin;
}

export interface PolicyFee {
  readonly code: string;
  readonly modifier: string | undefined;
  /** Cents for one unit. */
  readonly rate: number;
  readonly origin: Origin;
}

/** What a payer asks for on one date of service. An undefined setting means that the policy has no opinion, or is unclear. */
export interface Policy {
  readonly id: string;
  /** The payer's own version that holds the date. */
  readonly version: PayerVersion;
  /** That version and the bases it stands on, the nearest first. */
  readonly chain: readonly PayerVersion[];
  /** True where the payer is not known, or has no policy, and this one stands in. See also {@link isAssumed}. */
  readonly assumed: boolean;
  readonly lineOfBusiness: Setting<LineOfBusiness> | undefined;
  readonly payerId: Setting<string> | undefined;
  readonly units: {
    readonly rounding: Setting<Rounding> | undefined;
    readonly per: Setting<UnitsPer> | undefined;
    readonly pool: Setting<Pool> | undefined;
    /** By code, and under `default`. Read it with {@link unitLength}. */
    readonly minutes: ReadonlyMap<string, Setting<UnitLength> | undefined>;
  };
  readonly caps: readonly PolicyCap[];
  readonly weekStart: Setting<Weekday> | undefined;
  readonly covered: Setting<readonly string[]> | undefined;
  /** By code: the levels or credential types that may render it. Read it with `mayRender`. */
  readonly providers: ReadonlyMap<string, Setting<readonly string[]> | undefined>;
  readonly supervisor: {
    readonly required: Setting<readonly string[]> | undefined;
    readonly level: Setting<Level> | undefined;
  };
  readonly concurrency: readonly PolicyConcurrency[];
  readonly modifiers: {
    /** By level or credential type. */
    readonly credential: ReadonlyMap<string, Setting<string> | undefined>;
    readonly credentialRequired: Setting<readonly string[]> | undefined;
    readonly telehealth: {
      readonly modifiers: Setting<readonly string[]> | undefined;
      readonly codes: Setting<readonly string[]> | undefined;
      readonly placesOfService: Setting<readonly string[]> | undefined;
    };
  };
  readonly groupSize: { readonly min: Setting<number> | undefined; readonly max: Setting<number> | undefined };
  readonly diagnoses: { readonly anyOf: Setting<readonly string[]> | undefined };
  readonly documentation: {
    readonly signedWithinDays: Setting<number> | undefined;
    readonly require: Setting<readonly string[]> | undefined;
  };
  readonly timelyFilingDays: Setting<number> | undefined;
  readonly fees: readonly PolicyFee[];
}

/** The policy as a stand-in for one that is not known. */
export function assume(policy: Policy): Policy {
  return policy.assumed ? policy : { ...policy, assumed: true };
}

/** Whether a setting is only a common default here, so that a finding on it is a warning and says so. */
export function isAssumed(policy: Policy, origin: Origin): boolean {
  return policy.assumed || origin.assumed;
}

/** Minutes in one unit of a code, or `event`; undefined where the policy does not say so readably. */
export function unitLength(policy: Policy, code: string): UnitLength | undefined {
  return unitLengthSetting(policy, code)?.value;
}

/** {@link unitLength} with where it was written. */
export function unitLengthSetting(policy: Policy, code: string): Setting<UnitLength> | undefined {
  const { minutes } = policy.units;
  return minutes.has(code) ? minutes.get(code) : minutes.get('default');
}

const capsByCode = new WeakMap<Policy, Map<string, readonly PolicyCap[]>>();

/** The caps that count a code; worked out once per policy. */
export function capsOf(policy: Policy, code: string): readonly PolicyCap[] {
  let byCode = capsByCode.get(policy);
  if (!byCode) {
    byCode = new Map();
    capsByCode.set(policy, byCode);
  }
  let caps = byCode.get(code);
  if (!caps) {
    caps = policy.caps.filter((cap) => cap.codes.includes(code));
    byCode.set(code, caps);
  }
  return caps;
}
