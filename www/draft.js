// Changes to a recipe's columns and to how the file is read that wait to be applied: what is changed, undo and redo, back to the suggestion.

import { decide, differing as differingReading, idOf } from './reading_draft.js';

/** @import { ColumnRecipe, Reading, Recipe } from './protocol' */
/** @import { Place, Value } from './reading_draft' */
/**
 * @typedef {{ columns: ColumnRecipe[], reading: Reading, names: string[] }} Step the decisions, and whose change led to them: the name
 *   of a column, or the id of a decision about reading
 */

/** Steps that can be undone. */
const MOST = 50;

export class Draft {
  /** @param {Recipe} recipe the one that is carried out */
  constructor(recipe) {
    this.applied = recipe;
    /** @type {Step} */
    this.now = { columns: recipe.columns, reading: recipe.reading ?? {}, names: [] };
    /** @type {Step[]} */
    this.before = [];
    /** @type {Step[]} */
    this.after = [];
  }

  /** The recipe with all changes. @returns {Recipe} */
  get recipe() {
    const { columns, reading } = this.now;
    const { reading: _, ...applied } = this.applied;
    return Object.keys(reading).length > 0 ? { ...applied, columns, reading } : { ...applied, columns };
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
    const entry = { ...this.entry(name), ...change };
    const known = this.now.columns.some((column) => column.name === name);
    const columns = known
      ? this.now.columns.map((column) => (column.name === name ? entry : column))
      : [...this.now.columns, entry];
    this.#go({ ...this.now, columns, names: [name] });
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
  become({ columns, reading = {} }) {
    this.#go({ columns, reading, names: [] });
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

  /** Whether another recipe decides something otherwise. @param {Recipe} recipe */
  differsFrom(recipe) {
    return changes(this.recipe, recipe).length > 0 || differingReading(this.now.reading, recipe.reading ?? {}).length > 0;
  }

  /** Decisions about reading that differ from the recipe that is carried out. */
  readingChanges() {
    return differingReading(this.applied.reading ?? {}, this.now.reading);
  }
}

/**
 * Columns of `after` that differ from those of `before`, with the keys that do.
 *
 * @param {Recipe} before
 * @param {Recipe} after
 */
export function changes(before, after) {
  const known = new Map(before.columns.map((column) => [column.name, column]));
  return after.columns.flatMap((column) => {
    const keys = differing(known.get(column.name) ?? unnamed(column.name), column);
    return keys.length > 0 ? [{ column, keys }] : [];
  });
}

/** @param {string} name @returns {ColumnRecipe} */
function unnamed(name) {
  return { name, role: 'ignored', missing: 'median', transform: 'none', scale: 'standard' };
}

/** What the recipe leaves out where it is the default. @type {Partial<ColumnRecipe>} */
const DEFAULTS = { outliers: 'keep', weight: 1, codes: false, gap_feature: false };

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
