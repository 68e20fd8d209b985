/**
 * Wall-clock times where the service took place, as minutes from midnight (0–1440).
 *
 * Written `HH:MM` (24 h; `24:00` only as an end), which is the normal form, or `H:MM`, or `h:MM AM|PM`. Anything else
 * is not a time, however plain its meaning looks: the likely meanings are for a person to choose from.
 */

export const MINUTES_PER_DAY = 1440;

export type ClockReading =
  | {
      readonly valid: true;
      /** From midnight. */
      readonly minutes: number;
      /** The same time as `HH:MM`. */
      readonly normalForm: string;
      /** Whether it was written that way. */
      readonly isNormal: boolean;
    }
  | {
      readonly valid: false;
      /** What is wrong, as the end of a sentence that begins with the text: `has no minute 60`. */
      readonly reason: string;
      /** What may have been meant, each as `HH:MM`, the most likely first. */
      readonly likely: readonly string[];
    };

/** U+00A0 and U+202F are what formatters put before AM and PM; `\s` holds both. */
const TIME = /^(\d{1,2}):(\d{2})(?:\s*([ap])(?:m\.?|\.\s?m\.?)?)?$/i;
const TIME_LIKE = /^(\d{1,2})(?:\s*[:.;,h-]\s*(\d{1,2}))?(?:[:.](\d{2}))?\s*(?:([ap])(?:m\.?|\.\s?m\.?)?)?$/i;
const BARE_NUMBER = /^\d{1,4}$/;

/** Reads a time; `role` tells whether `24:00`, the end of the day, is possible. Space around the text is not normal form, but no mistake. */
export function parseClock(text: string, role: 'start' | 'end'): ClockReading {
  const known = READ[role].get(text);
  if (known) return known;
  const reading = readClock(text, role);
  if (reading.valid && READ[role].size < MAX_READ) READ[role].set(text, reading);
  return reading;
}

/** Readings of texts that are times: there are few of them, and every file is full of them. */
const READ = { start: new Map<string, ClockReading>(), end: new Map<string, ClockReading>() };
const MAX_READ = 5_000;

function readClock(text: string, role: 'start' | 'end'): ClockReading {
  const written = text.trim();
  const match = TIME.exec(written);
  if (!match) return { valid: false, reason: notATime(written), likely: likelyTimes(written) };
  const hour = Number(match[1]);
  const minute = Number(match[2]);
  const half = match[3]?.toLowerCase();
  if (minute > 59) return { valid: false, reason: `has no minute ${match[2]}`, likely: [] };
  if (half !== undefined && (hour < 1 || hour > 12)) {
    return { valid: false, reason: `mixes hour ${match[1]} with AM or PM`, likely: likelyTimes(written) };
  }
  if (half === undefined && hour === 24 && minute === 0) {
    if (role === 'start') return { valid: false, reason: 'can only be an end', likely: ['00:00'] };
  } else if (hour > 23) {
    return { valid: false, reason: `has no hour ${match[1]}`, likely: [] };
  }
  const minutes = minutesOf(hour, minute, half);
  const normalForm = formatClock(minutes);
  return { valid: true, minutes, normalForm, isNormal: text === normalForm };
}

/** Minutes from midnight (0–1440) as `HH:MM`. */
export function formatClock(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  return `${String(hour).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `15:00–15:53` */
export function clockRange({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${formatClock(start)}–${formatClock(end)}`;
}

function minutesOf(hour: number, minute: number, half: string | undefined): number {
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return hours * 60 + minute;
}

function notATime(written: string): string {
  if (written === '') return 'is empty';
  if (BARE_NUMBER.test(written)) return 'is a number without a colon';
  return 'is not a time like 15:00';
}

/** What a text that is no time may mean; empty where nothing is plausible. */
function likelyTimes(written: string): readonly string[] {
  if (BARE_NUMBER.test(written)) return likelyOfNumber(written);
  const match = TIME_LIKE.exec(written);
  if (!match) return [];
  const minute = match[2] ?? '00';
  // `3:5` may be 3:05 or 3:50.
  if (minute.length < 2) return [];
  const hour = Number(match[1]);
  const half = match[4]?.toLowerCase();
  // An hour of 0 or above 12 already tells the half of the day.
  const twelveHour = half !== undefined && hour >= 1 && hour <= 12;
  return plausible(hour, Number(minute), twelveHour ? half : undefined);
}

/**
 * Bare digits are hours and minutes without their colon, or minutes from midnight: that is what a YAML 1.1 tool makes of
 * an unquoted `15:30` (base 60: 930) when it writes the file anew. It does so only from an hour of at least 1.
 */
function likelyOfNumber(written: string): readonly string[] {
  const number = Number(written);
  const compact =
    written.length <= 2
      ? plausible(number, 0, undefined)
      : plausible(Math.floor(number / 100), number % 100, undefined);
  const base60 =
    written.startsWith('0') || number < 60 ? [] : plausible(Math.floor(number / 60), number % 60, undefined);
  return [...new Set([...compact, ...base60])];
}

function plausible(hour: number, minute: number, half: string | undefined): readonly string[] {
  return hour <= 23 && minute <= 59 ? [formatClock(minutesOf(hour, minute, half))] : [];
}
