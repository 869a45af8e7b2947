// Settings as the letters that stand in an address, and back. What comes from an address is hostile: it is copied word by word, and whatever is
// not exactly as this page writes it is refused as a whole.

import { LENGTH } from './fingerprint.js';
import { PARTS, VERSION } from './settings.js';

/** @import { Settings } from './settings' */

/** Characters of an address with settings in it: so many go through mail, chat and every browser. */
export const MOST = 2048;

/** Begins the fragment. */
export const KEY = '#settings=';

/** Characters of one text. */
const LONGEST = 1000;

/** Entries of one list: a browser may keep settings of files wider than a link has room for. */
const ENTRIES = 20_000;

/** @param {Settings} settings */
export function encode(settings) {
  const bytes = new TextEncoder().encode(JSON.stringify(settings));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} text @returns {Settings | null} nothing if this page did not write it */
export function decode(text) {
  if (!/^[\w-]+$/.test(text) || text.length > MOST) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    return checked(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

/** A copy of settings from outside, with nothing else in it. @param {unknown} value @returns {Settings | null} */
export function checked(value) {
  try {
    return /** @type {Settings} */ (SETTINGS(value));
  } catch {
    return null;
  }
}

/** @typedef {(value: any) => any} Shape answers a copy, or throws */

/** @param {(value: any) => boolean} fits @returns {Shape} */
const plain = (fits) => (value) => {
  if (!fits(value)) throw new TypeError('not of this shape');
  return value;
};

/** @type {Shape} */
const text = plain((value) => typeof value === 'string' && value.length <= LONGEST);
/** @type {Shape} */
const number = plain(Number.isFinite);
/** @type {Shape} */
const flag = plain((value) => typeof value === 'boolean');
/** @type {Shape} */
const whole = plain((value) => Number.isSafeInteger(value) && value >= 0);

/** @param {Shape[]} shapes @returns {Shape} */
const either = (...shapes) => (value) => {
  for (const shape of shapes) {
    try {
      return shape(value);
    } catch {
      continue;
    }
  }
  throw new TypeError('of none of these shapes');
};

/** @param {Shape} shape @returns {Shape} */
const list = (shape) => (value) => {
  if (!Array.isArray(value) || value.length > ENTRIES) throw new TypeError('not a list');
  return value.map(shape);
};

/** @param {...Shape} shapes @returns {Shape} */
const pair = (...shapes) => (value) => {
  if (!Array.isArray(value) || value.length !== shapes.length) throw new TypeError('not a pair');
  return shapes.map((shape, i) => shape(value[i]));
};

/** @param {Record<string, Shape>} keys all of which may be left out @param {string[]} [needed] @returns {Shape} */
const record = (keys, needed = []) => (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not a record');
  if (needed.some((key) => !Object.hasOwn(value, key))) throw new TypeError('something is missing');
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => {
    if (!Object.hasOwn(keys, key)) throw new TypeError('an unknown key');
    return [key, keys[key](entry)];
  }));
};

const ref = either(whole, text);

const TREATMENT = record({
  role: text, formula: text, missing: text, constant: number, gap_feature: flag, transform: text, outliers: text, outlier_limit: number, scale: text,
  weight: number, group: text, codes: flag, meaning: text, order: list(text), separator: text, most_levels: whole, rare: number,
}, ['role']);

const CLUSTERING = record({
  k_min: whole, k_max: whole, k: whole, restarts: whole, seed: whole, start: text, tolerance: number, max_iterations: whole, swaps: whole,
  smallest_share: number, smallest_count: whole, min_size: whole, centres: list(list(number)), trim: number, whiten: number, categories: text,
  lambda: number,
});

const end = either(number, text);

const shape = record({
  version: plain((value) => value === VERSION),
  headers: plain((value) => typeof value === 'string' && value.length <= ENTRIES * LENGTH && value.length % LENGTH === 0),
  columns: list(pair(TREATMENT, list(ref))),
  filters: list(pair(ref, record({ rows: text, values: list(text), from: end, to: end, missing: flag }, ['rows']))),
  reading: record({ encoding: text, delimiter: text, quote: text, header: flag, preamble_lines: whole, decimal: text }),
  dates: list(pair(ref, text)),
  cells: list(pair(ref, record({ type: text, decimal: text, missing: list(text) }))),
  clustering: CLUSTERING,
  left_out: record(Object.fromEntries(PARTS.map((part) => [part, whole]))),
}, ['version', 'columns', 'clustering']);

/** @type {Shape} */
function SETTINGS(value) {
  const settings = shape(value);
  const refs = [settings.columns.flatMap((/** @type {any[]} */ [, all]) => all), ...[settings.filters, settings.dates, settings.cells].map((all) => (all ?? []).map((/** @type {any[]} */ [at]) => at))].flat();
  // By place, every place is one of the file's columns; by name there are no places.
  const columns = settings.headers === undefined ? null : settings.headers.length / LENGTH;
  if (!refs.every((at) => (columns === null ? typeof at === 'string' : typeof at === 'number' && at < columns))) throw new TypeError('no such column');
  return settings;
}
