/**
 * What other YAML readers make of a scalar that is written without quotes. Here every scalar is its source text; readers of
 * YAML 1.1 (PyYAML, Ruby, spreadsheets' importers) and of the core schema of 1.2 make numbers and truth values of some.
 */

/** A number that is written with nothing but digits is the same text to everyone, unless it is too long for a double. */
const DIGITS = /^[1-9][0-9]*$/;
const MOST_DIGITS = 15;

/**
 * The text of another value that some reader makes of a plain scalar: `10` for `012`, `930` for `15:30`, `false` for `off`.
 * Undefined where all keep the text, dates among them: whoever reads one as a date is right.
 */
export function readOtherwise(text: string): string | undefined {
  const first = text.charCodeAt(0);
  if (first > 0x39) return mayBeWord(first) ? readAsWord(text) : undefined;
  if (first < 0x2b || text.length > MOST_LENGTH) return undefined;
  // Every code of a file comes by here.
  if (DIGITS.test(text)) return text.length <= MOST_DIGITS ? undefined : readAsDouble(text);
  return readAsSexagesimal(text) ?? readAsNumber(text);
}

/** The first letters of yes, no, on and off. */
function mayBeWord(code: number): boolean {
  const letter = code | 0x20;
  return letter === 0x79 || letter === 0x6e || letter === 0x6f;
}

/** Nobody writes a number of more characters; the patterns need not look at a narrative. */
const MOST_LENGTH = 64;

/** {@link readOtherwise} for a time of the day: nothing else is told of what is none. */
export function readTimeOtherwise(text: string): string | undefined {
  return /^(?:[1-9]|1[0-9]|2[0-4]):[0-5][0-9]$/.test(text) ? readAsSexagesimal(text) : undefined;
}

/** YAML 1.1, bool: its `y` and `n` are read as text by all common readers. */
function readAsWord(text: string): string | undefined {
  if (/^(?:yes|Yes|YES|on|On|ON)$/.test(text)) return 'true';
  return /^(?:no|No|NO|off|Off|OFF)$/.test(text) ? 'false' : undefined;
}

/** YAML 1.1, int and float to the base of 60; none that begins with 0. */
function readAsSexagesimal(text: string): string | undefined {
  if (!/^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text)) return undefined;
  const sign = text.startsWith('-') ? -1 : 1;
  const parts = text.replaceAll(/[-+_]/g, '').split(':').map(Number);
  return String(sign * parts.reduce((sum, part) => sum * 60 + part, 0));
}

/** The double nearest to a whole number, where that is another one. */
function readAsDouble(digits: string): string | undefined {
  const double = BigInt(Number(digits));
  return double === BigInt(digits) ? undefined : double.toString();
}

function readAsNumber(text: string): string | undefined {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  const magnitude = magnitudeOf(digits);
  // Only YAML 1.2 has 0o, and without a sign.
  if (magnitude === undefined || (sign !== '' && /^0o/i.test(digits))) return undefined;
  const value = String(sign === '-' ? -magnitude : magnitude);
  return value === text ? undefined : value;
}

function magnitudeOf(text: string): number | undefined {
  const digits = text.replaceAll('_', '');
  if (/^0(?:b[01_]*[01][01_]*|x[0-9a-f_]*[0-9a-f][0-9a-f_]*|o[0-7]+)$/i.test(text)) return Number(digits);
  // Octal to 1.1; to the core schema of 1.2 the zeros mean nothing.
  if (/^0[0-7_]*[0-7]$/.test(text)) return Number.parseInt(digits, 8);
  if (/^(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]*[0-9][0-9_]*)(?:e[-+]?[0-9]+)?$/i.test(text)) return Number(digits);
  return undefined;
}
