// Changes to how a file is read, as the recipe holds them: where a decision has its place, what it is now, and what differs.

/** @import { Decision, DecisionKey, Reading } from './protocol' */
/** @typedef {Decision['value']} Value */
/** @typedef {{ key: DecisionKey, column: string | null }} Place a decision about the file, or about one of its columns */

/** @param {Place} place */
export const idOf = ({ key, column }) => (column === null ? `file ${key}` : `column ${key} ${column}`);

/**
 * What a person decided there; undefined where the file decides.
 *
 * @param {Reading} reading
 * @param {Place} place
 * @returns {Value | undefined}
 */
export function decided(reading, { key, column }) {
  if (column === null) return /** @type {any} */ (reading)[key];
  if (key === 'dates') return own(reading.dates, column);
  return /** @type {any} */ (own(reading.columns, column))?.[key];
}

/**
 * The reading with another decision there; undefined leaves it to the file.
 *
 * @param {Reading} reading
 * @param {Place} place
 * @param {Value | undefined} value
 * @returns {Reading}
 */
export function decide(reading, { key, column }, value) {
  const left = value === undefined || (Array.isArray(value) && value.length === 0) ? undefined : value;
  if (column === null) return without({ ...reading, [key]: left });
  if (key === 'dates') return without({ ...reading, dates: put(reading.dates, column, /** @type {any} */ (left)) });
  const entry = without({ ...own(reading.columns, column), [key]: left });
  return without({ ...reading, columns: put(reading.columns, column, Object.keys(entry).length > 0 ? entry : undefined) });
}

/**
 * Places where two readings differ.
 *
 * @param {Reading} before
 * @param {Reading} after
 * @returns {Place[]}
 */
export function differing(before, after) {
  const places = [...placesOf(before), ...placesOf(after)];
  const all = new Map(places.map((place) => [idOf(place), place]));
  return [...all.values()].filter((place) => JSON.stringify(decided(before, place)) !== JSON.stringify(decided(after, place)));
}

/** @param {Reading} reading @returns {Place[]} */
function placesOf({ dates, columns, ...file }) {
  return [
    ...Object.keys(file).map((key) => ({ key: /** @type {DecisionKey} */ (key), column: null })),
    ...Object.keys(dates ?? {}).map((column) => ({ key: /** @type {const} */ ('dates'), column })),
    ...Object.entries(columns ?? {}).flatMap(([column, entry]) => Object.keys(entry).map((key) => ({ key: /** @type {DecisionKey} */ (key), column }))),
  ];
}

/**
 * A column may be called as something every object has.
 *
 * @template T
 * @param {Record<string, T> | undefined} map
 * @param {string} name
 * @returns {T | undefined}
 */
function own(map, name) {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}

/**
 * A copy of `map` with `value` under `name`, or without it; undefined if nothing is left. Spread alone would lose a column
 * called __proto__.
 *
 * @template T
 * @param {Record<string, T> | undefined} map
 * @param {string} name
 * @param {T | undefined} value
 * @returns {Record<string, T> | undefined}
 */
function put(map, name, value) {
  const entries = Object.entries(map ?? {}).filter(([other]) => other !== name);
  if (value !== undefined) entries.push([name, value]);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/**
 * Without the keys that hold nothing.
 *
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
function without(object) {
  return /** @type {T} */ (Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)));
}
