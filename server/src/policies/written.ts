/**
 * Payer records as written: values only, so that they can be kept as facts and compared. Dates are ISO days, both ends
 * included; they compare as text. Money is in cents, hours are in minutes, percentages in hundredths of a percent.
 */
import type { Weekday } from '../billing/calendar.ts';
import type { CalendarPeriod, CapPeriod } from '../billing/caps.ts';
import type { Rounding, UnitLength } from '../billing/units.ts';
import type { Level } from '../tables/credentials.ts';

export type LineOfBusiness = 'medicare' | 'medicaid' | 'tricare' | 'commercial';

/** `day`: minutes of one client, code, provider and date are summed, then rounded once. `session`: each on its own. */
export type UnitsPer = 'day' | 'session';

/** What a claim line holds: all sessions of one code, provider and date, or one session. */
export type LinesPer = 'day' | 'session';

/** Whose minutes `cms-8-minute` pools: those of one rendering provider, or all of the client's day. */
export type Pool = 'provider' | 'client';

/** Keys and list positions from the payer record's root, for example `['caps', 2]`. */
export type SettingPath = readonly (string | number)[];

/** A key of a payer record: absent where it is not written, null where what is written cannot be read. */
export type Written<T> = T | null;

/** A mapping with free keys, in source order. A list, because any text may be a key. */
export type WrittenEntries<T> = readonly (readonly [name: string, value: Written<T>])[];

/** Where something comes from; a part that cannot be read is left out. */
export interface Citation {
  /** Where the payer publishes it, for example `Provider manual 2026, p. 14`. */
  readonly source?: string;
  /** The date on which somebody last compared it with its source. */
  readonly reviewed?: string;
  /** Whether it still has to be confirmed in a primary source. */
  readonly verify?: boolean;
}

interface WrittenEntry {
  /** What the entry itself says of its source. */
  readonly citation?: Citation;
}

/** A period that comes to an end. */
export type RatioPeriod = CalendarPeriod | 'authorization';

/** A rolling period that states both days and months, or neither, is kept as written: it is no period. */
export type WrittenPeriod = CapPeriod | 'unclear';

export interface WrittenCap extends WrittenEntry {
  /** Absent: all codes. */
  readonly codes?: Written<readonly string[]>;
  readonly units?: Written<number>;
  /** Minutes. */
  readonly hours?: Written<number>;
  readonly per: Written<WrittenPeriod>;
  readonly modifiers?: Written<readonly string[]>;
  readonly withoutModifiers?: Written<readonly string[]>;
}

export interface WrittenRatio extends WrittenEntry {
  readonly codes: Written<readonly string[]>;
  readonly modifiers?: Written<readonly string[]>;
  readonly of: Written<readonly string[]>;
  readonly per: Written<RatioPeriod>;
  /** Hundredths of a percent. */
  readonly minPercent?: Written<number>;
  readonly maxPercent?: Written<number>;
  /** Minutes. */
  readonly aboveHours?: Written<number>;
}

export interface WrittenAssessment extends WrittenEntry {
  readonly codes: Written<readonly string[]>;
  readonly withinDays?: Written<number>;
  readonly notAgainWithinDays?: Written<number>;
}

export interface WrittenConcurrency extends WrittenEntry {
  readonly codes: Written<readonly string[]>;
  readonly allowed: Written<boolean>;
  readonly clientAbsent?: Written<boolean>;
  readonly separatePlaces?: Written<boolean>;
  readonly modifiers?: Written<readonly string[]>;
}

export interface WrittenNotSameDay extends WrittenEntry {
  readonly codes: Written<readonly string[]>;
  readonly with: Written<readonly string[]>;
}

export interface WrittenRequiredModifier extends WrittenEntry {
  readonly codes: Written<readonly string[]>;
  readonly anyOf: Written<readonly string[]>;
}

export interface WrittenFee extends WrittenEntry {
  readonly code: Written<string>;
  readonly modifier?: Written<string>;
  /** Cents for one unit. */
  readonly rate: Written<number>;
}

/**
 * One payer record as written. Lists of objects keep every entry, so that an entry's position here is its position in the
 * record.
 */
export interface PayerVersion extends Citation {
  readonly id: string;
  readonly name?: string;
  readonly extends?: Written<string>;
  readonly lineOfBusiness?: Written<LineOfBusiness>;
  readonly from?: Written<string>;
  readonly to?: Written<string>;
  /** By the path of a key, with dots: `units.rounding`. It speaks for what is below the key, too. */
  readonly sources?: Written<WrittenEntries<Citation>>;
  /** Electronic payer id. */
  readonly payerId?: Written<string>;
  readonly rounding?: Written<Rounding>;
  /** How the minutes of single codes are rounded, where not like those of all others. */
  readonly roundingByCode?: Written<WrittenEntries<Rounding>>;
  readonly per?: Written<UnitsPer>;
  readonly pool?: Written<Pool>;
  /**
   * Length of a unit by code, or by code and modifier (`97151-TJ`); `default` for every other code. `unknown`: neither the
   * base's length nor `default` holds.
   */
  readonly minutes?: Written<WrittenEntries<UnitLength | 'unknown'>>;
  readonly lines?: Written<LinesPer>;
  readonly caps?: readonly WrittenCap[];
  readonly weekStart?: Written<Weekday>;
  readonly ratios?: readonly WrittenRatio[];
  /** Minutes. */
  readonly providerHoursPerDay?: Written<number>;
  readonly covered?: Written<readonly string[]>;
  /** Years. */
  readonly ageMin?: Written<number>;
  readonly ageMax?: Written<number>;
  readonly authorizationRequired?: Written<boolean>;
  readonly authorizationCodes?: Written<readonly string[]>;
  readonly assessments?: readonly WrittenAssessment[];
  /** Who may render, by code: levels or credential types. */
  readonly providers?: Written<WrittenEntries<readonly string[]>>;
  readonly supervisorRequired?: Written<readonly string[]>;
  readonly supervisorLevel?: Written<Level>;
  /** Levels or credential types whose services are billed under their supervisor's number. */
  readonly supervisorBills?: Written<readonly string[]>;
  readonly concurrency?: readonly WrittenConcurrency[];
  readonly notSameDay?: readonly WrittenNotSameDay[];
  /** Modifiers that are accepted, by level or credential type. */
  readonly credentialModifiers?: Written<WrittenEntries<readonly string[]>>;
  readonly credentialModifierRequired?: Written<readonly string[]>;
  readonly requiredModifiers?: readonly WrittenRequiredModifier[];
  readonly modifiersNotAccepted?: Written<readonly string[]>;
  readonly telehealthModifiers?: Written<readonly string[]>;
  readonly telehealthCodes?: Written<readonly string[]>;
  readonly telehealthExcludedCodes?: Written<readonly string[]>;
  readonly telehealthPlaces?: Written<readonly string[]>;
  readonly telehealthProviders?: Written<readonly string[]>;
  readonly telehealthAudioOnly?: Written<boolean>;
  readonly placesOfService?: Written<readonly string[]>;
  readonly groupMin?: Written<number>;
  readonly groupMax?: Written<number>;
  /** By the number in the group: `2`, `4-8`, `6+`. */
  readonly groupModifiers?: Written<WrittenEntries<string>>;
  readonly groupModifierRequired?: Written<readonly string[]>;
  readonly diagnosesAnyOf?: Written<readonly string[]>;
  readonly diagnosesNoneOf?: Written<readonly string[]>;
  readonly signedWithinDays?: Written<number>;
  readonly signedBeforeClaim?: Written<boolean>;
  /** How many persons have to sign a note. */
  readonly signatures?: Written<number>;
  /** Keys of a session note that must be there. */
  readonly documentationRequired?: Written<readonly string[]>;
  readonly timelyFilingDays?: Written<number>;
  readonly fees?: readonly WrittenFee[];
}

/** Lists of entries, each entry of which may say where it comes from. */
export const LIST_PATHS = {
  caps: ['caps'],
  ratios: ['ratios'],
  assessments: ['assessments'],
  concurrency: ['concurrency'],
  notSameDay: ['notSameDay'],
  requiredModifiers: ['modifiers', 'required'],
  fees: ['fees'],
} as const satisfies { readonly [K in keyof PayerVersion]?: SettingPath };

/** Mappings with free keys. */
export const MAP_PATHS = {
  roundingByCode: ['units', 'roundingByCode'],
  minutes: ['units', 'minutes'],
  providers: ['providers'],
  credentialModifiers: ['modifiers', 'credential'],
  groupModifiers: ['groupSize', 'modifiers'],
} as const satisfies { readonly [K in keyof PayerVersion]?: SettingPath };

/** Scalars and lists of scalars: each is one setting. */
export const SETTING_PATHS = {
  lineOfBusiness: ['lineOfBusiness'],
  payerId: ['payerId'],
  rounding: ['units', 'rounding'],
  per: ['units', 'per'],
  pool: ['units', 'pool'],
  lines: ['lines'],
  weekStart: ['weekStart'],
  providerHoursPerDay: ['providerHours', 'perDay'],
  covered: ['covered'],
  ageMin: ['age', 'min'],
  ageMax: ['age', 'max'],
  authorizationRequired: ['authorization', 'required'],
  authorizationCodes: ['authorization', 'codes'],
  supervisorRequired: ['supervisor', 'required'],
  supervisorLevel: ['supervisor', 'level'],
  supervisorBills: ['supervisor', 'bills'],
  credentialModifierRequired: ['modifiers', 'credentialRequired'],
  modifiersNotAccepted: ['modifiers', 'notAccepted'],
  telehealthModifiers: ['modifiers', 'telehealth', 'modifiers'],
  telehealthCodes: ['modifiers', 'telehealth', 'codes'],
  telehealthExcludedCodes: ['modifiers', 'telehealth', 'excludedCodes'],
  telehealthPlaces: ['modifiers', 'telehealth', 'placesOfService'],
  telehealthProviders: ['modifiers', 'telehealth', 'providers'],
  telehealthAudioOnly: ['modifiers', 'telehealth', 'audioOnly'],
  placesOfService: ['placesOfService'],
  groupMin: ['groupSize', 'min'],
  groupMax: ['groupSize', 'max'],
  groupModifierRequired: ['groupSize', 'modifierRequired'],
  diagnosesAnyOf: ['diagnoses', 'anyOf'],
  diagnosesNoneOf: ['diagnoses', 'noneOf'],
  signedWithinDays: ['documentation', 'signedWithinDays'],
  signedBeforeClaim: ['documentation', 'signedBeforeClaim'],
  signatures: ['documentation', 'signatures'],
  documentationRequired: ['documentation', 'require'],
  timelyFilingDays: ['timelyFilingDays'],
} as const satisfies { readonly [K in keyof PayerVersion]?: SettingPath };

export type SettingKey = keyof typeof SETTING_PATHS;
export type MapKey = keyof typeof MAP_PATHS;
export type ListKey = keyof typeof LIST_PATHS;

/** The paths, with dots, of all that a version writes: its settings, the names in its maps, its lists. */
export function writtenPaths(version: PayerVersion): readonly string[] {
  const keys = (paths: object) => Object.entries(paths) as [keyof PayerVersion, SettingPath][];
  const plain = keys({ ...SETTING_PATHS, ...LIST_PATHS }).filter(([key]) => version[key] !== undefined);
  const maps = keys(MAP_PATHS).flatMap(([key, path]) => {
    const entries = version[key] as Written<WrittenEntries<unknown>> | undefined;
    return entries === undefined ? [] : [path, ...(entries ?? []).map(([name]) => [...path, name])];
  });
  return [...plain.map(([, path]) => path), ...maps].map((path) => path.join('.'));
}

/** What a version says of the source of a part: the part's own words, else those for its key, or a key above it, else its own. */
export function citationOf(version: PayerVersion, path: SettingPath, own: Citation = {}): Citation {
  const above = (version.sources ?? [])
    .flatMap(([key, citation]) => (citation && speaksFor(key, path) ? [{ key, citation }] : []))
    .sort((a, b) => b.key.length - a.key.length)
    .map(({ citation }) => citation);
  const spoken = [own, ...above, version];
  const first = <K extends keyof Citation>(key: K) => spoken.find((citation) => citation[key] !== undefined)?.[key];
  const source = first('source');
  const reviewed = first('reviewed');
  const verify = first('verify');
  return {
    ...(source === undefined ? {} : { source }),
    ...(reviewed === undefined ? {} : { reviewed }),
    ...(verify === undefined ? {} : { verify }),
  };
}

function speaksFor(key: string, path: SettingPath): boolean {
  const full = path.join('.');
  return full === key || full.startsWith(`${key}.`);
}
