// Numbers and words as the reader's locale writes them.

/** Between a number and its unit. */
const NO_BREAK = '\u00a0';

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const four = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });
const scientific = new Intl.NumberFormat(undefined, { notation: 'scientific', maximumSignificantDigits: 4 });

/** By number of decimals and grouping: making one takes many times as long as using it. @type {Map<string, Intl.NumberFormat>} */
const withDecimals = new Map();

/** @param {number} n */
export const count = (n) => whole.format(n);

/**
 * @param {number} n
 * @param {string} singular
 * @param {string} plural
 */
export const counted = (n, singular, plural) => `${count(n)} ${n === 1 ? singular : plural}`;

/** @param {number} n in whole per cent */
export const perCent = (n) => `${whole.format(n)}${NO_BREAK}%`;

/** @param {number} share 0 to 1, one decimal */
export const share = (share) => `${decimal(share * 100, 1)}${NO_BREAK}%`;

/** A sentence of the engine's, in which no number is parted from its sign by a line end. @param {string} text */
export const unparted = (text) => text.replaceAll(/(\d) %/g, `$1${NO_BREAK}%`);

/**
 * @param {number} value
 * @param {number} decimals
 * @param {boolean} [years] whether it may be a year, or the mean of some
 */
export function decimal(value, decimals, years = false) {
  const key = `${decimals}${years}`;
  let format = withDecimals.get(key);
  if (!format) withDecimals.set(key, (format = new Intl.NumberFormat(undefined, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: !years })));
  // What rounds to nothing is nothing, and not less.
  return format.format(Number(value.toFixed(decimals)) || 0);
}

/** As many digits as tell something: four, or all of a whole number. @param {number} value */
export function short(value) {
  if (value !== 0 && (Math.abs(value) >= 1e9 || Math.abs(value) < 1e-3)) {
    return scientific.format(value);
  }
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return whole.format(value);
  return four.format(value);
}

const figure = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3, useGrouping: 'min2' });

/** A number of somebody's row, or the least or most of a column: four digits are not parted, since they may be a year. @param {number} value */
export const cell = (value) => (Math.abs(value) < 1e9 && (Number.isInteger(value) || Math.abs(value) >= 0.01) ? figure.format(value) : short(value));

/** @param {number} bytes */
export function size(bytes) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}

/** @param {number} seconds */
export function timeLeft(seconds) {
  if (seconds < 1.5) return 'about 1 s left';
  if (seconds < 90) return `about ${whole.format(seconds)}${NO_BREAK}s left`;
  return `about ${whole.format(seconds / 60)}${NO_BREAK}min left`;
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** @param {number} n */
export const inWords = (n) => WORDS[n] ?? count(n);

/** @param {string} text */
export const capital = (text) => text.charAt(0).toLocaleUpperCase('en') + text.slice(1);

/** Characters of a name inside a sentence. */
const NAME_MOST = 60;

/** A name out of somebody's file inside a sentence: in one line, not longer than a name is, and without what turns the direction of text. @param {string} name */
export function quoted(name) {
  const plain = name.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return `“${plain.length > NAME_MOST ? `${plain.slice(0, NAME_MOST)}…` : plain}”`;
}
