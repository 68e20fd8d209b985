/**
 * What a payer asks for on a date of service, once the versions of its policy ({@link PayerVersion}) are merged: every
 * setting keeps where it came from.
 *
 * Dates are ISO days, both ends included; they compare as text. Units are billing units, money is in cents, hours are in
 * minutes, percentages in hundredths of a percent.
 */

import type { Weekday } from '../billing/calendar.ts';
import type { CapPeriod } from '../billing/caps.ts';
import type { Rounding, UnitLength } from '../billing/units.ts';
import type { Level } from '../tables/credentials.ts';
import { rememberedFor } from '../tables/remembered.ts';
import type {
  Citation,
  LineOfBusiness,
  LinesPer,
  PayerVersion,
  Pool,
  RatioPeriod,
  SettingPath,
  UnitsPer,
} from './written.ts';

export type { LineOfBusiness, PayerVersion, Pool, SettingPath } from './written.ts';

/** Where a setting was written: for a trace to cite, for a finding to point at. */
export interface Origin {
  /** The very object that was looked up: its identity leads back to its record. Bundled where its id says so. */
  readonly version: PayerVersion;
  readonly path: SettingPath;
  /** True where the payer's record did not ask for it: it names no base, so that `builtin:default` fills in. */
  readonly assumed: boolean;
  /** What the setting rests on: the text of its entry, of its key, or of the whole record. */
  readonly citation: Citation;
}

export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
}

export interface PolicyCap {
  /** Undefined: all codes. */
  readonly codes: readonly string[] | undefined;
  /** What the period may hold: billed units, or minutes of billed time. */
  readonly measure: 'units' | 'minutes';
  readonly limit: number;
  readonly per: CapPeriod;
  /** Only services with one of these count. */
  readonly modifiers: readonly string[] | undefined;
  /** Services with one of these do not count. */
  readonly withoutModifiers: readonly string[] | undefined;
  /** What the cap is about (codes, period and modifiers), as a text: a nearer version's cap for the same replaces it. */
  readonly subject: string;
  readonly origin: Origin;
}

/** Billed time of `codes` in percent of the billed time of `of`, in a period. */
export interface PolicyRatio {
  readonly codes: readonly string[];
  readonly modifiers: readonly string[] | undefined;
  readonly of: readonly string[];
  readonly per: RatioPeriod;
  /** Hundredths of a percent. */
  readonly minPercent: number | undefined;
  readonly maxPercent: number | undefined;
  /** Minutes of `of` that the period has to hold before the ratio applies. */
  readonly aboveMinutes: number | undefined;
  readonly origin: Origin;
}

export interface PolicyAssessment {
  readonly codes: readonly string[];
  /** Days after its first date of service within which an assessment has to be completed. */
  readonly withinDays: number | undefined;
  /** Days after the first date of service of one assessment before which the next may not begin. */
  readonly notAgainWithinDays: number | undefined;
  readonly origin: Origin;
}

export interface PolicyConcurrency {
  readonly codes: readonly string[];
  readonly allowed: boolean;
  /** True where the pair is allowed only if the client is not in the caregiver's session. */
  readonly clientAbsent: boolean;
  /** True where the pair is allowed only in two places or rooms. */
  readonly separatePlaces: boolean;
  /** Allowed only where one of the two services has one of these. */
  readonly modifiers: readonly string[] | undefined;
  readonly origin: Origin;
}

/** None of `codes` is paid on a date on which one of `with` is. */
export interface PolicyNotSameDay {
  readonly codes: readonly string[];
  readonly with: readonly string[];
  readonly origin: Origin;
}

export interface PolicyRequiredModifier {
  readonly codes: readonly string[];
  readonly anyOf: readonly string[];
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
    /** Codes that are rounded in another way than `rounding`. Read both with {@link roundingSetting}. */
    readonly roundingByCode: ReadonlyMap<string, Setting<Rounding> | undefined>;
    readonly per: Setting<UnitsPer> | undefined;
    readonly pool: Setting<Pool> | undefined;
    /** By code, by code and modifier (`97151-TJ`), and under `default`. Read it with {@link unitLength}. */
    readonly minutes: ReadonlyMap<string, Setting<UnitLength> | undefined>;
  };
  /** What a claim line holds. */
  readonly lines: Setting<LinesPer> | undefined;
  readonly caps: readonly PolicyCap[];
  readonly weekStart: Setting<Weekday> | undefined;
  readonly ratios: readonly PolicyRatio[];
  readonly providerHours: {
    /** Minutes. */
    readonly perDay: Setting<number> | undefined;
  };
  readonly covered: Setting<readonly string[]> | undefined;
  /** Years on the date of service, both included. */
  readonly age: { readonly min: Setting<number> | undefined; readonly max: Setting<number> | undefined };
  readonly authorization: {
    readonly required: Setting<boolean> | undefined;
    /** Undefined: all codes. */
    readonly codes: Setting<readonly string[]> | undefined;
  };
  readonly assessments: readonly PolicyAssessment[];
  /** By code: the levels or credential types that may render it. Read it with `mayRender`. */
  readonly providers: ReadonlyMap<string, Setting<readonly string[]> | undefined>;
  readonly supervisor: {
    readonly required: Setting<readonly string[]> | undefined;
    readonly level: Setting<Level> | undefined;
    /** Levels or credential types whose services are billed under their supervisor's number. */
    readonly bills: Setting<readonly string[]> | undefined;
  };
  readonly concurrency: readonly PolicyConcurrency[];
  readonly notSameDay: readonly PolicyNotSameDay[];
  readonly modifiers: {
    /** Those accepted, the usual one first, by level or credential type. */
    readonly credential: ReadonlyMap<string, Setting<readonly string[]> | undefined>;
    readonly credentialRequired: Setting<readonly string[]> | undefined;
    readonly required: readonly PolicyRequiredModifier[];
    readonly notAccepted: Setting<readonly string[]> | undefined;
    readonly telehealth: {
      readonly modifiers: Setting<readonly string[]> | undefined;
      readonly codes: Setting<readonly string[]> | undefined;
      readonly excludedCodes: Setting<readonly string[]> | undefined;
      readonly placesOfService: Setting<readonly string[]> | undefined;
      /** Levels or credential types. */
      readonly providers: Setting<readonly string[]> | undefined;
      readonly audioOnly: Setting<boolean> | undefined;
    };
  };
  readonly placesOfService: Setting<readonly string[]> | undefined;
  readonly groupSize: {
    readonly min: Setting<number> | undefined;
    readonly max: Setting<number> | undefined;
    /** By the number in the group: `2`, `4-8`, `6+`. Read it with `groupModifier`. */
    readonly modifiers: ReadonlyMap<string, Setting<string> | undefined>;
    /** Codes that need the modifier of their group. */
    readonly modifierRequired: Setting<readonly string[]> | undefined;
  };
  readonly diagnoses: {
    readonly anyOf: Setting<readonly string[]> | undefined;
    readonly noneOf: Setting<readonly string[]> | undefined;
  };
  readonly documentation: {
    readonly signedWithinDays: Setting<number> | undefined;
    readonly signedBeforeClaim: Setting<boolean> | undefined;
    readonly signatures: Setting<number> | undefined;
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

/** Minutes in one unit of a service, or `event`; undefined where the policy does not say so readably. */
export function unitLength(policy: Policy, code: string, modifiers?: readonly string[]): UnitLength | undefined {
  return unitLengthSetting(policy, code, modifiers)?.value;
}

/** {@link unitLength} with where it was written. */
export function unitLengthSetting(
  policy: Policy,
  code: string,
  modifiers?: readonly string[],
): Setting<UnitLength> | undefined {
  return policy.units.minutes.get(unitLengthName(policy, code, modifiers));
}

/** How the minutes of a code become units; undefined where the policy does not say so readably. */
export function roundingSetting({ units }: Policy, code: string): Setting<Rounding> | undefined {
  return units.roundingByCode.has(code) ? units.roundingByCode.get(code) : units.rounding;
}

/** Which name of `units.minutes` decides: that of the code with one of the modifiers, else of the code, else `default`. */
export function unitLengthName(policy: Policy, code: string, modifiers: readonly string[] = []): string {
  const { minutes } = policy.units;
  // Most policies state one length for all: this is asked for every service.
  if (minutes.size === 1) return minutes.has(code) ? code : 'default';
  const modified = modifiers.map((modifier) => `${code}-${modifier}`).find((name) => minutes.has(name));
  return modified ?? (minutes.has(code) ? code : 'default');
}

/** Of each policy. */
const capsByCode = rememberedFor((_: Policy) => new Map<string, readonly PolicyCap[]>());

/** The caps that count a code; worked out once per policy. */
export function capsOf(policy: Policy, code: string): readonly PolicyCap[] {
  const byCode = capsByCode(policy);
  let caps = byCode.get(code);
  if (!caps) {
    // A cap that no service can meet is a mistake in the policy (`policy-invalid`), not in every service.
    caps = policy.caps.filter((cap) => cap.limit >= 1 && (!cap.codes || cap.codes.includes(code)));
    byCode.set(code, caps);
  }
  return caps;
}
