// Changes to a recipe's columns, to which rows are used and to how the file is read that wait to be applied: what is changed, undo and redo, back to the suggestion.

import { decide, differing as differingReading, idOf } from './reading_draft.js';

/** @import { ColumnRecipe, Reading, Recipe, RowFilter } from './protocol' */
/** @import { Place, Value } from './reading_draft' */
/**
 * @typedef {{ columns: ColumnRecipe[], reading: Reading, filters: RowFilter[], names: string[] }} Step the decisions, and whose change
 *   led to them: the name of a column, the id of a decision about reading, or `ROWS`
 */

/** Whose change a filter on rows is: no column's, and no id of a decision begins so. */
export const ROWS = 'rows ';

/** Steps that can be undone. */
const MOST = 50;

export class Draft {
  /** @param {Recipe} recipe the one that is carried out */
  constructor(recipe) {
    this.applied = recipe;
    /** @type {Step} */
    this.now = { columns: recipe.columns, reading: recipe.reading ?? {}, filters: recipe.filters ?? [], names: [] };
    /** @type {Step[]} */
    this.before = [];
    /** @type {Step[]} */
    this.after = [];
  }

  /** The recipe with all changes. @returns {Recipe} */
  get recipe() {
    const { columns, reading, filters } = this.now;
    const { reading: _, filters: __, ...applied } = this.applied;
    return {
      ...applied, columns, ...(filters.length > 0 ? { filters } : {}), ...(Object.keys(reading).length > 0 ? { reading } : {}),
    };
  }

  /** The entry of a column; one that the recipe does not name is ignored. @param {string} name @returns {ColumnRecipe} */
  entry(name) {
    return this.now.columns.find((column) => column.name === name) ?? unnamed(name);
  }

  /**
   * @param {string} name
   * @param {Partial<ColumnRecipe>} change
   */
  change(name, change) {
    const entry = without({ ...this.entry(name), ...change });
    const known = this.now.columns.some((column) => column.name === name);
    const columns = known
      ? this.now.columns.map((column) => (column.name === name ? entry : column))
      : [...this.now.columns, entry];
    this.#go({ ...this.now, columns, names: [name] });
  }

  /** Takes a computed column away. @param {string} name */
  remove(name) {
    this.#go({ ...this.now, columns: this.now.columns.filter((column) => column.name !== name), names: [name] });
  }

  /** Decides which rows are used. @param {RowFilter[]} filters */
  filter(filters) {
    this.#go({ ...this.now, filters, names: [ROWS] });
  }

  /**
   * Decides how something is read; undefined leaves it to the file.
   *
   * @param {Place} place
   * @param {Value | undefined} value
   */
  read(place, value) {
    this.#go({ ...this.now, reading: decide(this.now.reading, place, value), names: [idOf(place)] });
  }

  /** All decisions as `recipe` has them. @param {Recipe} recipe */
  become({ columns, reading = {}, filters = [] }) {
    this.#go({ columns, reading, filters, names: [] });
  }

  /** @param {Step} step */
  #go(step) {
    this.before = [...this.before, this.now].slice(-MOST);
    this.after = [];
    this.now = step;
  }

  /** Takes the last change back. Answers whose it was. @returns {string | undefined} */
  undo() {
    const step = this.before.pop();
    if (!step) return undefined;
    const [name] = this.now.names;
    this.after.push(this.now);
    this.now = step;
    return name;
  }

  /** Makes the change that was taken back last again. @returns {string | undefined} */
  redo() {
    const step = this.after.pop();
    if (!step) return undefined;
    this.before.push(this.now);
    this.now = step;
    return step.names[0];
  }

  /** Columns that differ from the recipe that is carried out, with the keys that do. */
  changes() {
    return changes(this.applied, this.recipe);
  }

  /**
   * Goes on with the recipe that is carried out now. What waits goes on waiting if nothing was decided but how segments are looked for, and can
   * still be taken back if it is what was carried out; a recipe with other decisions takes its place.
   *
   * @param {Recipe} recipe
   * @returns {Draft}
   */
  carriedOut(recipe) {
    if (differ(this.recipe, recipe) && differ(this.applied, recipe)) return new Draft(recipe);
    this.applied = recipe;
    return this;
  }

  /** Whether other rows are used than by the recipe that is carried out. */
  rowChanges() {
    return rowsDiffer(this.applied.filters, this.now.filters);
  }

  /** Decisions about reading that differ from the recipe that is carried out. */
  readingChanges() {
    return differingReading(this.applied.reading ?? {}, this.now.reading);
  }
}

/** @param {RowFilter[] | undefined} a @param {RowFilter[] | undefined} b */
export const rowsDiffer = (a = [], b = []) => JSON.stringify(a) !== JSON.stringify(b);

/** Whether two recipes decide something otherwise about columns, rows or reading. @param {Recipe} a @param {Recipe} b */
const differ = (a, b) => changes(a, b).length > 0 || rowsDiffer(a.filters, b.filters) || differingReading(a.reading ?? {}, b.reading ?? {}).length > 0;

/**
 * Columns of `after` that differ from those of `before`, with the keys that do; and computed ones that are not there any more.
 *
 * @param {Recipe} before
 * @param {Recipe} after
 * @returns {{ column: ColumnRecipe, keys: (keyof ColumnRecipe)[], gone?: boolean }[]}
 */
export function changes(before, after) {
  const known = new Map(before.columns.map((column) => [column.name, column]));
  const left = new Set(after.columns.map((column) => column.name));
  const gone = before.columns.filter((column) => column.formula && !left.has(column.name));
  return [
    ...after.columns.flatMap((column) => {
      const keys = differing(known.get(column.name) ?? unnamed(column.name), column);
      return keys.length > 0 ? [{ column, keys }] : [];
    }),
    ...gone.map((column) => ({ column, keys: /** @type {(keyof ColumnRecipe)[]} */ (['role']), gone: true })),
  ];
}

/** @param {string} name @returns {ColumnRecipe} */
function unnamed(name) {
  return { name, role: 'ignored', missing: 'median', transform: 'none', scale: 'standard' };
}

/** What the recipe leaves out where it is the default. @type {Partial<ColumnRecipe>} */
const DEFAULTS = { outliers: 'keep', weight: 1, group: '', codes: false, gap_feature: false, constant: 0, most_levels: 10, rare: 0.01, separator: '', order: [] };

/**
 * Without the keys that hold nothing: they are those of the default.
 *
 * @param {ColumnRecipe} entry
 */
const without = (entry) => /** @type {ColumnRecipe} */ (Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)));

/**
 * Keys that differ and change something. The reason changes nothing.
 *
 * @param {ColumnRecipe} a
 * @param {ColumnRecipe} b
 */
function differing(a, b) {
  const keys = /** @type {(keyof ColumnRecipe)[]} */ ([...new Set([...Object.keys(a), ...Object.keys(b)])]);
  return keys.filter((key) => key !== 'reason' && JSON.stringify(a[key] ?? DEFAULTS[key]) !== JSON.stringify(b[key] ?? DEFAULTS[key]));
}
