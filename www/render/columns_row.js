// One row of the preparation sheet: a column of the file, how its numbers lie, and what is done with it.

import { h, s, theirs, theirsAll } from '../dom.js';
import { count, decimal, short } from '../format.js';
import { CATEGORY_CHOICES, CHOICES, TITLES } from './columns_words.js';

/** @import { ColumnRecipe, ColumnView, ShapeView } from '../protocol' */
/** @import { Key } from './columns_words' */

/** @type {Key[]} */
const KEYS = ['role', 'missing', 'outliers', 'transform', 'scale'];

/**
 * Bars as a picture; what they say stands beside them in words.
 *
 * @param {number[]} bars
 */
function histogram(bars) {
  const most = Math.max(...bars, 1);
  // A single row stays visible beside thousands.
  const tall = bars.map((rows) => (rows === 0 ? 0 : Math.max((rows / most) * 24, 1)));
  return s('svg', { class: 'hist', viewBox: `0 0 ${bars.length * 5} 24`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    ...tall.map((height, i) => s('rect', { x: i * 5, y: 24 - height, width: 4, height })));
}

/** @param {ColumnView} view */
function range({ min, max }) {
  return min === null || max === null ? '' : `${short(min)} to ${short(max)}`;
}

/**
 * @param {ColumnView} view
 * @param {ShapeView | null} shape
 */
function distribution(view, shape) {
  if (!shape) return [h('small', {}, view.distinct > 0 ? `${count(view.distinct)} different` : '')];
  const bent = shape.treated_bars.length > 0 && shape.treated_skewness !== null
    && Math.abs(shape.treated_skewness - shape.skewness) > 0.05;
  /** @param {number} skewness */
  const skew = (skewness) => `skew ${decimal(skewness, 1)}`;
  return [
    h('div', { class: 'hists' },
      h('span', {}, histogram(shape.bars), h('small', {}, skew(shape.skewness))),
      bent && h('span', {}, histogram(shape.treated_bars), h('small', {}, `as used ${decimal(shape.treated_skewness ?? 0, 1)}`))),
    h('small', {}, range(view)),
  ];
}

/**
 * @param {ColumnView} view
 * @param {boolean} codes whether its numbers are codes, about whose distances there is nothing to say
 * @param {(name: string, change: Partial<ColumnRecipe>) => void} change
 */
export function createRow(view, codes, change) {
  const shape = codes ? null : view.shape;
  /** @type {Map<Key, HTMLSelectElement>} */
  const selects = new Map();
  /** @type {Record<string, string>} */
  const facts = {
    missing: view.missing === 0 ? 'no gaps' : `${count(view.missing)} ${view.missing === 1 ? 'gap' : 'gaps'}`,
    outliers: shape ? `${count(shape.beyond_fences)} far out` : '',
  };
  const cells = new Map(KEYS.map((key) => [key, h('td', { 'data-l': TITLES[key] })]));
  const element = h('tr', { 'data-column': view.name },
    h('th', { scope: 'row' }, theirs(view.name), h('small', { class: 'first' }, theirsAll(view.examples))),
    h('td', { class: 'dist', 'data-l': 'Values' }, ...distribution(view, shape)), ...cells.values());
  const why = h('small', { class: 'why' }, view.reason);

  /**
   * @param {Key} key
   * @param {[string, string][]} choices
   * @param {ColumnRecipe} entry
   */
  function select(key, choices, entry) {
    const value = entry[key] ?? 'keep';
    const made = h('select', {
      'aria-label': `${TITLES[key]} of ${view.name}`,
      onchange: () => change(view.name, { [key]: made.value }),
    }, ...choices.map(([name, words]) => h('option', { value: name, selected: name === value }, words)));
    if (!choices.some(([name]) => name === value)) made.append(h('option', { value, selected: true }, value));
    selects.set(key, made);
    return made;
  }

  /** @param {ColumnRecipe} entry @param {(keyof ColumnRecipe)[]} changed */
  function update(entry, changed) {
    const focused = [...selects].find(([, made]) => made === document.activeElement)?.[0];
    const category = view.kind === 'category' || entry.codes === true;
    const choices = category ? CATEGORY_CHOICES : CHOICES;
    const usable = view.kind === 'number' || view.kind === 'category';
    selects.clear();
    for (const key of KEYS) {
      const all = choices[key];
      const cell = /** @type {HTMLElement} */ (cells.get(key));
      const shown = all && (key === 'role' || (entry.role === 'feature' && (key !== 'missing' || view.missing > 0)));
      const offered = key === 'role' && !usable ? all?.filter(([name]) => name !== 'feature') : all;
      const fact = facts[key] && h('small', {}, facts[key]);
      cell.replaceChildren(...[shown && offered && select(key, offered, entry), fact].filter((part) => part !== false && part !== undefined && part !== ''));
      cell.classList.toggle('changed', changed.includes(key));
      cell.classList.toggle('bare', cell.childElementCount === 0);
    }
    cells.get('role')?.append(why);
    element.classList.toggle('changed', changed.length > 0);
    if (focused) selects.get(focused)?.focus();
  }

  return {
    element,
    update,
    /** Focus goes to the first thing that can be chosen. */
    focus() {
      selects.get('role')?.focus();
    },
  };
}
