// The settings of a recipe without anything of the file in them: what a link carries, and what a browser keeps. Columns are told by their place.
// With names, it is the recipe in short. docs/settings.md describes both.

import { fingerprints, LENGTH } from './fingerprint.js';
import { count, counted, inWords, quoted } from './format.js';

/** @import { Clustering, ColumnReading, ColumnRecipe, DateOrder, Reading, Recipe, RowFilter } from './protocol' */
/** @typedef {number | string} Ref a column by its place among the file's columns, from 0, or by its name */
/** @typedef {Omit<Partial<ColumnRecipe>, 'name' | 'reason'>} Treatment */
/** @typedef {Omit<Reading, 'dates' | 'columns'>} FileReading */
/** @typedef {typeof PARTS[number]} Part */
/**
 * @typedef {{
 *   version: 1, headers?: string, columns: [Treatment, Ref[]][], filters?: [Ref, Omit<RowFilter, 'column'>][], reading?: FileReading,
 *   dates?: [Ref, DateOrder][], cells?: [Ref, ColumnReading][], clustering: Partial<Clustering>, left_out?: Partial<Record<Part, number>>,
 * }} Settings `headers`: fingerprints of all of them, where columns are told by their place; `left_out`: how many of each part the recipe has
 *   and these settings do not
 */

/** What only goes along with names and texts. */
export const PARTS = /** @type {const} */ (['computed', 'filters', 'orders', 'separators', 'missing', 'centres']);

export const VERSION = /** @type {const} */ (1);

/** Between several values in a cell, without being a word. */
const MARK = /^[^\p{L}\p{N}]{1,2}$/u;

/** The columns that stand in the file, in its order. @param {{ columns: { name: string }[] }} reading @param {Recipe} recipe */
export function headersOf({ columns }, recipe) {
  const computed = new Set(recipe.columns.filter(({ formula }) => formula).map(({ name }) => name));
  return columns.map(({ name }) => name).filter((name) => !computed.has(name));
}

/**
 * @param {Recipe} recipe
 * @param {string[]} headers of the file
 * @param {boolean} named whether names and texts of the file go along
 * @returns {Settings}
 */
export function pack(recipe, headers, named) {
  const places = new Map(headers.map((name, at) => [name, at]));
  /** @param {string} name @returns {Ref | undefined} */
  const ref = (name) => (named ? name : places.get(name));
  const left = Object.fromEntries(PARTS.map((part) => [part, 0]));
  /** @template T @param {Part} part @param {T | undefined} value @returns {T | undefined} the value if it may go along */
  const text = (part, value) => {
    if (named || value === undefined) return value;
    left[part] += 1;
    return undefined;
  };
  const columns = together(recipe.columns.flatMap((entry) => {
    if (entry.role === 'ignored' && !entry.formula) return [];
    const at = text('computed', entry.formula) === entry.formula ? ref(entry.name) : undefined;
    return at === undefined ? [] : [/** @type {[Treatment, Ref]} */ ([treatment(entry, named, text), at])];
  }));
  const filters = (recipe.filters ?? []).flatMap(({ column, ...filter }) => {
    const plain = filter.values === undefined && filter.from === undefined && filter.to === undefined && ref(column) !== undefined;
    const kept = plain ? filter : text('filters', filter);
    return kept ? [/** @type {[Ref, typeof filter]} */ ([/** @type {Ref} */ (ref(column)), kept])] : [];
  });
  const { dates = {}, columns: cells = {}, ...file } = recipe.reading ?? {};
  /** @template T @param {Record<string, T>} map @returns {[Ref, T][]} */
  const placed = (map) => Object.entries(map).flatMap(([name, value]) => {
    const at = ref(name);
    return at === undefined ? [] : [/** @type {[Ref, T]} */ ([at, value])];
  });
  const read = placed(cells).map(([at, { missing, ...more }]) => /** @type {[Ref, ColumnReading]} */ ([at, without({ ...more, missing: text('missing', missing) })]));
  const { centres, ...clustering } = recipe.clustering;
  const given = centres.length > 0 && text('centres', centres);
  return without({
    version: VERSION,
    headers: named ? undefined : fingerprints(headers),
    columns: named ? columns : grouped(columns),
    filters: some(filters),
    reading: Object.keys(file).length > 0 ? file : undefined,
    dates: some(placed(dates)),
    cells: some(read.filter(([, entry]) => Object.keys(entry).length > 0)),
    clustering: given ? { ...clustering, centres: given } : centres.length > 0 ? { ...clustering, start: /** @type {const} */ ('k_means_plus_plus') } : clustering,
    left_out: Object.values(left).some((n) => n > 0) ? without(Object.fromEntries(Object.entries(left).map(([part, n]) => [part, n > 0 ? n : undefined]))) : undefined,
  });
}

/**
 * What is done with a column, as far as its role lets it matter.
 *
 * @param {ColumnRecipe} entry
 * @param {boolean} named
 * @param {<T>(part: Part, value: T | undefined) => T | undefined} text
 * @returns {Treatment}
 */
function treatment({ name: _, reason: __, ...entry }, named, text) {
  const { role, formula, codes, meaning } = entry;
  if (role !== 'feature') return without({ role, formula, ...(role === 'descriptor' ? { codes, meaning } : {}) });
  const order = text('orders', entry.order);
  const separator = !named && entry.separator !== undefined && MARK.test(entry.separator) ? entry.separator : text('separators', entry.separator);
  const whole = without({ ...entry, order, separator });
  if (order !== undefined || entry.order === undefined) return whole;
  // Without its order it is a category of loose levels, for which there are no such treatments.
  const { transform: ___, outliers: ____, outlier_limit: _____, scale, ...loose } = whole;
  return scale === 'robust' ? loose : { ...loose, scale };
}

/** Columns that are treated alike stand together. @param {[Treatment, Ref][]} entries @returns {[Treatment, Ref[]][]} */
function together(entries) {
  /** @type {Map<string, [Treatment, Ref[]]>} */
  const found = new Map();
  for (const [entry, at] of entries) {
    const key = JSON.stringify(entry);
    const same = found.get(key);
    if (same) same[1].push(at);
    else found.set(key, [entry, [at]]);
  }
  return [...found.values()];
}

/** Names of groups are texts of a person: here they are numbers. @param {[Treatment, Ref[]][]} columns @returns {[Treatment, Ref[]][]} */
function grouped(columns) {
  const names = [...new Set(columns.map(([{ group }]) => group).filter(Boolean))];
  return columns.map(([entry, refs]) => [entry.group ? { ...entry, group: String(names.indexOf(entry.group) + 1) } : entry, refs]);
}

/**
 * The recipe that the settings are for a file, or why they are for another one.
 *
 * @param {Settings} settings
 * @param {string[]} headers of the file
 * @returns {{ recipe: Recipe, why: null } | { recipe: null, why: string }}
 */
export function unpack(settings, headers) {
  const why = unlike(settings, headers);
  if (why) return { recipe: null, why };
  /** @param {Ref} ref */
  const name = (ref) => (typeof ref === 'number' ? headers[ref] : ref);
  const order = new Map(headers.map((header, at) => [header, at]));
  const columns = settings.columns.flatMap(([entry, refs]) => refs.map((ref) => ({ name: name(ref), ...entry })))
    .sort((a, b) => (order.get(a.name) ?? headers.length) - (order.get(b.name) ?? headers.length));
  const dates = settings.dates && Object.fromEntries(settings.dates.map(([ref, value]) => [name(ref), value]));
  const cells = settings.cells && Object.fromEntries(settings.cells.map(([ref, entry]) => [name(ref), entry]));
  const reading = without({ ...settings.reading, dates, columns: cells });
  const recipe = /** @type {Recipe} */ (without({
    version: VERSION,
    columns,
    filters: settings.filters?.map(([ref, filter]) => ({ column: name(ref), ...filter })),
    reading: Object.keys(reading).length > 0 ? reading : undefined,
    clustering: settings.clustering,
  }));
  return { recipe, why: null };
}

/** Headers told one by one. */
const TOLD = 3;

/** In what the file is not the one the settings are for; empty if it is. @param {Settings} settings @param {string[]} headers */
function unlike(settings, headers) {
  if (settings.headers === undefined) {
    const known = new Set([...headers, ...settings.columns.flatMap(([{ formula }, refs]) => (formula ? refs : []))]);
    const gone = refsOf(settings).filter((ref) => !known.has(String(ref)));
    return gone.length === 0 ? '' : `this file has no column ${listed(gone.map((name) => quoted(String(name))))}`;
  }
  const wanted = settings.headers.length / LENGTH;
  if (wanted !== headers.length) return `they are for a file of ${counted(wanted, 'column', 'columns')}, and this one has ${count(headers.length)}`;
  const now = fingerprints(headers);
  if (now === settings.headers) return '';
  const others = headers.flatMap((header, at) => (now.slice(at * LENGTH, (at + 1) * LENGTH) === settings.headers?.slice(at * LENGTH, (at + 1) * LENGTH)
    ? [] : [`column ${at + 1}, ${quoted(header)}`]));
  return `${inWords(others.length)} of ${count(wanted)} headers ${others.length === 1 ? 'differs' : 'differ'}: ${listed(others)}`;
}

/** Columns that have to be there. @param {Settings} settings @returns {Ref[]} */
const refsOf = ({ columns, filters = [] }) => [...new Set([...columns.flatMap(([, refs]) => refs), ...filters.map(([ref]) => ref)])];

/** @param {string[]} all */
const listed = (all) => all.slice(0, TOLD).join('; ') + (all.length > TOLD ? ` and ${all.length - TOLD} more` : '');

/** @template T @param {T[]} list */
const some = (list) => (list.length > 0 ? list : undefined);

/**
 * Without the keys that hold nothing.
 *
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
const without = (object) => /** @type {T} */ (Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)));
