/**
 * Calendar days as ISO text (`YYYY-MM-DD`, years 0001–9999, proleptic Gregorian calendar).
 *
 * A service lies on a date where it took place, so no instant and no time zone is involved; `Date` is not used at all.
 * Arithmetic goes through day numbers: whole days since 1970-01-01. Every function takes and gives real days only;
 * a result before 0001-01-01 or after 9999-12-31 is held at that first or last day.
 */

declare const realDay: unique symbol;

/** `YYYY-MM-DD` that is a real calendar day. Texts of this type compare by `<` and `===` in calendar order. */
export type IsoDate = string & { readonly [realDay]: true };

export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Day numbers of 0001-01-01 and 9999-12-31. */
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

/** The date that `text` writes, or undefined where it is not `YYYY-MM-DD` or no such day exists (`2026-02-30`). */
export function parseDate(text: string): IsoDate | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
    ? (text as IsoDate)
    : undefined;
}

function daysInMonth(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (MONTH_LENGTHS[month - 1] ?? 0) + (leap ? 1 : 0);
}

/** Days since 1970-01-01, negative before it. */
export function dayNumber(date: IsoDate): number {
  // Years are counted from March, so that the leap day is a year's last and month lengths follow (153 m + 2) / 5.
  const month = twoDigits(date, 5);
  const year = twoDigits(date, 0) * 100 + twoDigits(date, 2) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + twoDigits(date, 8) - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468;
}

const ZERO = 0x30;

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}

/** The day of a day number; the inverse of `dayNumber`. */
export function dateOfDayNumber(number: number): IsoDate {
  const day = Math.min(Math.max(number, FIRST_DAY), LAST_DAY) + 719_468;
  const era = Math.floor(day / 146_097);
  const dayOfEra = day - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(dayOfMonth, 2)}` as IsoDate;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** The day `days` after `date` (before it when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Whole years from `from` to a later `to`: an age. One who is born on a leap day is a year older on 1 March. */
export function yearsBetween(from: IsoDate, to: IsoDate): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** The same day `months` (≥ 0) after `date`; the last day of a month that has no such day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(month / 12);
  if (year > 9999) return '9999-12-31' as IsoDate;
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, (month % 12) + 1));
  return `${digits(year, 4)}-${digits((month % 12) + 1, 2)}-${digits(day, 2)}` as IsoDate;
}

/** Days from `from` to `to`: 0 for one day, 1 for the next, negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Negative, zero or positive, as for sorting. */
export function compareDates(a: IsoDate, b: IsoDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function weekday(date: IsoDate): Weekday {
  return WEEKDAYS[weekdayIndex(dayNumber(date))] as Weekday;
}

/** 1970-01-01 was a Thursday. */
function weekdayIndex(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

/** The first day of the week that holds `date`, in weeks that begin on `first` (a policy's `weekStart`). */
export function weekStart(date: IsoDate, first: Weekday): IsoDate {
  const number = dayNumber(date);
  return dateOfDayNumber(number - ((weekdayIndex(number) - WEEKDAYS.indexOf(first) + 7) % 7));
}

/** A number that the days of one week share, and no other week's: cheaper to compare than the week's first day. */
export function weekIndex(date: IsoDate, first: Weekday): number {
  return Math.floor((dayNumber(date) + 4 - WEEKDAYS.indexOf(first)) / 7);
}

/** `YYYY-MM`. */
export function monthKey(date: IsoDate): string {
  return date.slice(0, 7);
}

/** The month before a month, both `YYYY-MM`; the first one stays. */
export function monthBefore(month: string): string {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5));
  if (number > 1) return `${month.slice(0, 5)}${digits(number - 1, 2)}`;
  return year > 1 ? `${digits(year - 1, 4)}-12` : month;
}

/** `YYYY`. */
export function yearKey(date: IsoDate): string {
  return date.slice(0, 4);
}
