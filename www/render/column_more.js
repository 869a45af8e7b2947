// Everything else that can be decided about a column: what the selects of its row do not hold.

import { button, h, theirs } from '../dom.js';
import { createOrder } from './level_order.js';
import { LIMITS, MEANINGS } from './columns_words.js';

/** @import { ColumnRecipe, ColumnView, Meaning } from '../protocol' */
/** @typedef {(change: Partial<ColumnRecipe>) => void} Change */

/** A number as people type it; null for anything else. @param {string} text */
export function numberOf(text) {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) ? value : null;
}

/**
 * A field with its label and what is said about it.
 *
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [about]
 */
const field = (label, control, about) => h('label', { class: 'mf' }, h('span', {}, label), control, about && h('small', {}, about));

/**
 * @param {string} label
 * @param {boolean} checked
 * @param {(on: boolean) => void} change
 */
function check(label, checked, change) {
  const box = h('input', { type: 'checkbox', onchange: () => change(box.checked) });
  box.checked = checked;
  return h('label', { class: 'check mf-check' }, box, h('span', {}, label));
}

/**
 * A field for a number. Empty is the default; what is no number in the range stays as it is and is marked.
 *
 * @param {string} name
 * @param {number | undefined} value
 * @param {{ low?: number, high?: number, above?: boolean, whole?: boolean, byDefault: number }} range
 * @param {(value: number | undefined) => void} change
 */
function number(name, value, { low = -Infinity, high = Infinity, above = false, whole = false, byDefault }, change) {
  const input = h('input', {
    class: 'field', type: 'text', inputmode: 'decimal', autocomplete: 'off', name, placeholder: String(byDefault),
    value: value === undefined || value === byDefault ? '' : String(value),
    onchange: () => {
      const typed = input.value.trim() === '' ? byDefault : numberOf(input.value);
      const fits = typed !== null && (above ? typed > low : typed >= low) && typed <= high && !(whole && !Number.isInteger(typed));
      input.setAttribute('aria-invalid', String(!fits));
      if (fits) change(typed === byDefault ? undefined : typed);
    },
  });
  return input;
}

/**
 * The fields for a column as it is used now.
 *
 * @param {ColumnView} view
 * @param {ColumnRecipe} entry
 * @param {Change} change
 * @param {() => void} remove takes a computed column away
 * @returns {Element[]}
 */
export function fieldsOf(view, entry, change, remove) {
  const used = entry.role === 'feature';
  const category = view.kind === 'category' || entry.codes === true;
  const ordered = (entry.order ?? []).length > 0;
  const numeric = !category || ordered;
  const outliers = entry.outliers ?? 'keep';
  const limit = LIMITS[outliers];
  const parts = [];
  if (entry.formula) {
    const input = h('input', { class: 'field', type: 'text', name: 'formula', spellcheck: 'false', autocomplete: 'off', value: entry.formula,
      onchange: () => input.value.trim() !== '' && change({ formula: input.value.trim() }) });
    parts.push(h('div', { class: 'mf wide' }, field('Computed as', input), button('Remove this column', remove, { class: 'lnk' })));
  }
  if (used) {
    parts.push(field('Weight', number('weight', entry.weight, { low: 0, above: true, byDefault: 1 }, (weight) => change({ weight })),
      '2 lets its differences count four times, 0.5 a quarter'));
    parts.push(field('Counts together as', together(entry, change), 'columns with the same name here count like one: six of spending need not count six times'));
  }
  if (used && numeric && limit) {
    parts.push(field(limit.label, number('outlier_limit', entry.outlier_limit, { low: 0, above: true, high: limit.high, byDefault: limit.byDefault },
      (value) => change({ outlier_limit: value })), limit.about));
  }
  if (used && numeric && entry.missing === 'constant') {
    parts.push(field('Gaps become', number('constant', entry.constant, { byDefault: 0 }, (constant) => change({ constant })), 'in the unit of the column'));
  }
  if (used && category && !ordered) {
    parts.push(
      field('Levels kept apart', number('most_levels', entry.most_levels, { low: 1, high: 200, whole: true, byDefault: 10 }, (most) => change({ most_levels: most })), 'the most frequent ones; all others count as one'),
      field('Rare below, as a share', number('rare', entry.rare, { low: 0, high: 0.999, byDefault: 0.01 }, (rare) => change({ rare })), '0.01 is one in a hundred rows'),
      field('Several values are parted by', separator(entry, change), 'such as ; in tea;coffee'));
  }
  if (used && view.kind === 'category' && view.levels.length > 1 && !entry.separator) {
    parts.push(createOrder(view.levels, entry.order ?? [], (order) => change(order.length > 0 ? { order } : { order: undefined, transform: 'none', outliers: undefined, outlier_limit: undefined })));
  }
  if (used && numeric && view.missing > 0) {
    parts.push(check('Having a gap tells customers apart as well', entry.gap_feature === true, (on) => change({ gap_feature: on || undefined })));
  }
  if (view.kind === 'number') {
    parts.push(check('Its numbers are codes of categories', entry.codes === true,
      (on) => change(on ? { codes: true, transform: 'none', outliers: undefined, outlier_limit: undefined, scale: 'standard', missing: 'median' } : { codes: undefined, most_levels: undefined, rare: undefined, separator: undefined })));
  }
  if (used || entry.role === 'descriptor') parts.push(field('Means', meaning(entry, change), 'for names and sentences; it changes no segment'));
  return parts.length > 0 ? parts : [h('p', { class: 'muted' }, 'There is nothing more to decide about ', theirs(view.name), ' in this role.')];
}

/** @param {ColumnRecipe} entry @param {Change} change */
function separator(entry, change) {
  const input = h('input', { class: 'field', type: 'text', name: 'separator', autocomplete: 'off', maxlength: 8, value: entry.separator ?? '',
    onchange: () => change({ separator: input.value || undefined, order: undefined }) });
  return input;
}

/** @param {ColumnRecipe} entry @param {Change} change */
function together(entry, change) {
  const input = h('input', { class: 'field', type: 'text', name: 'group', autocomplete: 'off', value: entry.group ?? '',
    onchange: () => change({ group: input.value.trim() || undefined }) });
  return input;
}

/** @param {ColumnRecipe} entry @param {Change} change */
function meaning(entry, change) {
  const select = h('select', { name: 'meaning', onchange: () => change({ meaning: /** @type {Meaning | undefined} */ (select.value || undefined) }) },
    h('option', { value: '' }, 'As recognised'), ...MEANINGS.map((value) => h('option', { value }, value.replaceAll('_', ' '))));
  select.value = entry.meaning ?? '';
  return select;
}
