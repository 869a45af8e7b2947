// Decisions about the result shown, in order: which can be taken back, and which made again. What was decided stands in a recipe and a number of
// segments, or is the name of a segment; carrying it out is the journey's part.

import { changes, rowsDiffer } from './draft.js';
import { counted, inWords, quoted } from './format.js';
import { differing } from './reading_draft.js';

/** @import { Clustering, Recipe } from './protocol' */
/** @typedef {{ recipe: Recipe, k: number | null }} State `k`: the number shown, null where it is left to the engine */
/** @typedef {{ type: 'state', state: State } | { type: 'name', segment: number, name: string }} Way */
/** @typedef {{ what: string, back: Way, forth: Way, gesture: number | null }} Step `gesture`: steps of one and the same are one */

/** Steps that can be taken back. */
const MOST = 50;

export class History {
  /** @param {() => void} changed told whenever there is another step to take */
  constructor(changed) {
    this.changed = changed;
    /** @type {Step[]} */
    this.before = [];
    /** @type {Step[]} */
    this.after = [];
    /** @type {State | null} */
    this.now = null;
    /** Whether what is on its way is no decision of its own. */
    this.moving = false;
    /** Takes back what was noted of the latest request, should that fail. @type {(() => void) | null} */
    this.revoke = null;
  }

  /** A file's first result: nothing is decided yet. @param {State | null} state */
  begin(state) {
    this.before = [];
    this.after = [];
    this.now = state;
    this.#still();
    this.changed();
  }

  /** What comes next was asked for, but by nobody's decision here. */
  overlook() {
    this.moving = true;
  }

  /**
   * Another state is shown.
   *
   * @param {State} state
   * @param {{ asked: boolean, last: boolean, gesture: number | null, what?: string }} about whether somebody asked for it, whether anything else is
   *   on its way, which movement of a control it belongs to, and what to call it
   */
  arrived(state, { asked, last, gesture, what }) {
    const from = this.now;
    this.now = state;
    if (asked && !this.moving && from && differ(from, state)) {
      const step = { what: what ?? inShort(from, state), back: stateWay(from), forth: stateWay(state), gesture };
      const before = this.before.at(-1);
      const same = before !== undefined && gesture !== null && before.gesture === gesture;
      if (same) this.before.pop();
      this.#add(same ? { ...step, back: before.back } : step);
    }
    if (last) this.#still();
    this.changed();
  }

  /**
   * A name is asked for.
   *
   * @param {{ segment: number, name: string }} wanted an empty one is the segment's own
   * @param {{ name: string, renamed: boolean } | undefined} now
   */
  named({ segment, name }, now) {
    const before = now?.renamed ? now.name : '';
    if (name === before) return;
    const what = name === '' ? 'its own name' : `the name ${quoted(name)}`;
    this.#add({ what, back: { type: 'name', segment, name: before }, forth: { type: 'name', segment, name }, gesture: null });
    this.#move(() => this.before.pop());
  }

  /** What the last decision is to be turned back to. @returns {{ what: string, way: Way } | null} */
  undo() {
    const step = this.before.pop();
    if (!step) return null;
    this.after.push(step);
    this.#move(() => this.#swap(this.after, this.before));
    return { what: step.what, way: step.back };
  }

  /** @returns {{ what: string, way: Way } | null} */
  redo() {
    const step = this.after.pop();
    if (!step) return null;
    this.before.push(step);
    this.#move(() => this.#swap(this.before, this.after));
    return { what: step.what, way: step.forth };
  }

  /** What was asked for last is not done. */
  failed() {
    this.revoke?.();
    this.#still();
    this.changed();
  }

  /** @param {Step} step */
  #add(step) {
    this.before = [...this.before, step].slice(-MOST);
    this.after = [];
  }

  /** @param {() => void} revoke */
  #move(revoke) {
    this.moving = true;
    this.revoke = revoke;
    this.changed();
  }

  /** @param {Step[]} from @param {Step[]} to */
  #swap(from, to) {
    const step = from.pop();
    if (step) to.push(step);
  }

  #still() {
    this.moving = false;
    this.revoke = null;
  }
}

/** @param {State} state @returns {Way} */
const stateWay = (state) => ({ type: 'state', state });

/** @param {State} a @param {State} b */
const differ = (a, b) => a.k !== b.k || JSON.stringify(withoutK(a.recipe)) !== JSON.stringify(withoutK(b.recipe));

/** @param {Recipe} recipe */
const withoutK = ({ clustering: { k: _, ...clustering }, ...recipe }) => ({ ...recipe, clustering });

/** Whether two recipes decide the same but for the number of segments shown. @param {Recipe} a @param {Recipe} b */
export const onlyK = (a, b) => JSON.stringify(withoutK(a)) === JSON.stringify(withoutK(b));

/** What a number among those of the recipe is about. @type {Partial<Record<keyof Clustering, string>>} */
const KEYS = {
  seed: 'other random starts', k_min: 'the limits', k_max: 'the limits', smallest_share: 'the limits', smallest_count: 'the limits', min_size: 'the limits',
  trim: 'the method', whiten: 'the method', categories: 'the method', lambda: 'the method',
};

/** What became another, in few words. @param {State} from @param {State} to */
function inShort(from, to) {
  if (onlyK(from.recipe, to.recipe)) return `${inWords(to.k ?? 0)} ${to.k === 1 ? 'segment' : 'segments'}`;
  const columns = changes(from.recipe, to.recipe);
  const [before, after] = [from.recipe.clustering, to.recipe.clustering];
  const keys = /** @type {(keyof Clustering)[]} */ ([...new Set([...Object.keys(before), ...Object.keys(after)])])
    .filter((key) => key !== 'k' && JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return [
    columns.length === 1 && quoted(columns[0].column.name),
    columns.length > 1 && counted(columns.length, 'column', 'columns'),
    rowsDiffer(from.recipe.filters, to.recipe.filters) && 'the rows used',
    differing(from.recipe.reading ?? {}, to.recipe.reading ?? {}).length > 0 && 'how the file is read',
    ...new Set(keys.map((key) => KEYS[key] ?? 'how segments are looked for')),
  ].filter(Boolean).join(', ') || 'the recipe';
}
