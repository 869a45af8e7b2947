// One row of the preparation sheet: a column of the file, how its numbers lie, and what is done with it.

import { button, h, theirs, theirsAll } from '../dom.js';
import { cell, count, decimal } from '../format.js';
import { histogram } from './bars.js';
import { fieldsOf } from './column_more.js';
import { CATEGORY_CHOICES, CHOICES, ORDERED_CHOICES, TITLES } from './columns_words.js';

/** @import { ColumnRecipe, ColumnView, ShapeView } from '../protocol' */
/** @import { Key } from './columns_words' */

/** @type {Key[]} */
const KEYS = ['role', 'missing', 'outliers', 'transform', 'scale'];

/** @param {ColumnView} view */
function range({ min, max, days }) {
  if (days) return `${days[0]} to ${days[1]}`;
  return min === null || max === null ? '' : `${cell(min)} to ${cell(max)}`;
}

/** @param {number} skewness */
const figure = (skewness) => `${skewness <= -0.05 ? '−' : ''}${decimal(Math.abs(skewness), 1)}`;

/**
 * How the numbers lie, and how they do once treated: as used, or as they would with the changes that wait.
 *
 * @param {ColumnView} view
 * @param {ShapeView | null} shape
 * @param {ShapeView | null} tried
 */
function distribution(view, shape, tried) {
  if (!shape) return [h('small', {}, view.distinct > 0 ? `${count(view.distinct)} different` : '')];
  const then = tried ?? shape;
  const bent = then.treated_bars.length > 0 && then.treated_skewness !== null
    && Math.abs(then.treated_skewness - shape.skewness) > 0.05;
  return [
    h('div', { class: 'hists' },
      h('span', {}, histogram(shape.bars), h('small', {}, `skew ${figure(shape.skewness)}`)),
      bent && h('span', { class: tried ? 'tried' : '' }, histogram(then.treated_bars, tried !== null),
        h('small', {}, `${tried ? 'then' : 'used'} ${figure(then.treated_skewness ?? 0)}`))),
    h('small', {}, range(view), tried && !bent && tried.treated_bars.length > 0 ? '; unchanged' : ''),
  ];
}

/**
 * @param {ColumnView} view
 * @param {boolean} codes whether its numbers are codes, about whose distances there is nothing to say
 * @param {{ change(name: string, change: Partial<ColumnRecipe>): void, remove(name: string): void }} actions
 */
export function createRow(view, codes, { change, remove }) {
  const shape = codes ? null : view.shape;
  /** @type {Map<Key, HTMLSelectElement>} */
  const selects = new Map();
  /** @type {Record<string, string>} */
  const facts = {
    missing: view.missing === 0 ? 'no gaps' : `${count(view.missing)} ${view.missing === 1 ? 'gap' : 'gaps'}`,
    outliers: shape ? `${count(shape.beyond_fences)} far out` : '',
  };
  const cells = new Map(KEYS.map((key) => [key, h('td', { 'data-l': TITLES[key] })]));
  const dist = h('td', { class: 'lies', 'data-l': 'Values' }, ...distribution(view, shape, null));
  const more = button('More', () => toggle(), { class: 'lnk', 'aria-expanded': 'false', 'aria-label': `More about ${view.name}` });
  const element = h('tr', { 'data-column': view.name },
    h('th', { scope: 'row' }, theirs(view.name), h('small', { class: 'first' }, theirsAll(view.examples)), more), dist, ...cells.values());
  const fields = h('td', { colspan: 7 });
  const detail = h('tr', { class: 'more', hidden: true, 'data-more': view.name }, fields);
  const why = h('small', { class: 'why' }, view.reason);
  /** The entry shown, and how the numbers would lie with it. @type {ColumnRecipe | null} */
  let now = null;
  /** @type {ShapeView | null} */
  let tried = null;
  /** What decides which fields there are, when they were filled. */
  let filled = '';

  function toggle(open = detail.hidden) {
    detail.hidden = !open;
    more.setAttribute('aria-expanded', String(open));
    if (open) fill();
  }

  /** The fields of what the selects do not hold; focus stays where it was. */
  function fill() {
    if (detail.hidden || !now) return;
    const focused = /** @type {HTMLElement | null} */ (fields.contains(document.activeElement) ? document.activeElement : null);
    const parts = JSON.stringify([now.role, now.codes, now.order, now.outliers, now.missing, now.gap_feature, now.meaning, Boolean(now.separator)]);
    // What was typed stands there already, and Tab must find the next field where it was.
    if (focused?.matches('input[type="text"]') && parts === filled) return;
    filled = parts;
    const key = focused && ['name', 'data-move'].find((each) => focused.hasAttribute(each));
    const mark = key ? focused.getAttribute(key) : null;
    fields.replaceChildren(h('div', { class: 'mfs' }, ...fieldsOf(view, now, (/** @type {Partial<ColumnRecipe>} */ part) => change(view.name, part), () => remove(view.name))));
    const again = key && [...fields.querySelectorAll(`[${key}]`)].find((each) => each.getAttribute(key) === mark);
    if (again) /** @type {HTMLElement} */ (again).focus();
  }

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
    const choices = !category ? CHOICES : (entry.order ?? []).length > 0 ? ORDERED_CHOICES : CATEGORY_CHOICES;
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
    if (changed.length === 0 && tried) show(null);
    now = entry;
    fill();
    detail.classList.toggle('changed', changed.length > 0);
    element.classList.toggle('changed', changed.length > 0);
    if (focused) selects.get(focused)?.focus();
  }

  /** Says how the numbers would lie; null: nothing waits. @param {ShapeView | null} next */
  function show(next) {
    if (!shape) return;
    tried = next;
    dist.replaceChildren(...distribution(view, shape, tried));
  }

  return {
    elements: [element, detail],
    update,
    show,
    toggle,
    /** Focus goes to the first thing that can be chosen. */
    focus() {
      selects.get('role')?.focus();
    },
  };
}
