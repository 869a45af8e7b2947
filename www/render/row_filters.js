// Which rows are used: the filters there are, and fields for one more.

import { button, entry, h, theirs } from '../dom.js';
import { cell, count, counted } from '../format.js';
import { numberOf } from './column_more.js';

/** @import { ColumnView, RowFilter, View } from '../protocol' */


/** What a filter does, in words. @param {RowFilter} filter @returns {(Node | string)[]} */
export function filterInWords({ column, rows, values = [], from, to, missing }) {
  const end = (/** @type {string | number} */ value) => (typeof value === 'number' ? cell(value) : value);
  const range = from !== undefined && to !== undefined ? ` is from ${end(from)} to ${end(to)}`
    : from !== undefined ? ` is ${end(from)} or more` : to !== undefined ? ` is ${end(to)} or less` : '';
  const said = values.length > 0 ? ` is ${values.join(' or ')}` : range;
  const gap = missing ? (said ? ' or has no value' : ' has no value') : '';
  return [rows === 'keep' ? 'Only rows in which ' : 'Not rows in which ', theirs(column), said, gap];
}

/** @param {(filters: RowFilter[]) => void} change */
export function createRowFilters(change) {
  /** @type {ColumnView[]} */
  let columns = [];
  /** @type {RowFilter[]} */
  let filters = [];
  const list = h('ul', { class: 'filters' });
  const rows = h('select', { 'aria-label': 'What becomes of the rows' }, h('option', { value: 'keep' }, 'Use only rows'), h('option', { value: 'leave_out' }, 'Leave out rows'));
  const column = h('select', { 'aria-label': 'Column of the filter', onchange: () => fill() });
  const condition = h('div', { class: 'cond' });
  const missing = h('input', { type: 'checkbox', name: 'missing' });
  const problem = h('p', { class: 'bad small', role: 'alert', hidden: true });
  const fields = entry('filter-form', add,
    h('div', { class: 'row' }, rows, h('span', {}, 'in which'), column), condition,
    h('label', { class: 'check' }, missing, h('span', {}, 'or which have no value')),
    h('div', { class: 'row' }, button('Add filter', add)), problem);
  const details = h('details', { class: 'small' }, h('summary', {}, 'Use only some of the rows'), fields);
  const title = h('h3', { class: 'h3' }, 'Which rows are used');
  const none = h('p', { class: 'muted small' }, 'All rows are used.');

  function chosen() {
    return columns.find(({ name }) => name === column.value);
  }

  /** The fields that fit the column. */
  function fill() {
    const view = chosen();
    problem.hidden = true;
    missing.checked = false;
    if (!view) return condition.replaceChildren();
    if (view.kind === 'category') {
      condition.replaceChildren(h('fieldset', { class: 'levels' }, h('legend', { class: 'vh' }, `Values of ${view.name}`),
        ...view.levels.map((level) => h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'level', value: level }), h('bdi', {}, level))),
        view.levels.length < view.distinct && h('p', { class: 'muted' }, `The first ${count(view.levels.length)} of ${count(view.distinct)}; name others in the recipe.`)));
      return;
    }
    const [low, high] = view.days ?? (view.min === null || view.max === null ? ['', ''] : [cell(view.min), cell(view.max)]);
    /** @param {'from' | 'to'} name @param {string} label @param {string} hint */
    const end = (name, label, hint) => h('label', { class: 'mf' }, h('span', {}, label),
      view.days ? h('input', { class: 'field', type: 'date', name, min: low, max: high })
        : h('input', { class: 'field', type: 'text', inputmode: 'decimal', autocomplete: 'off', name, placeholder: hint }));
    condition.replaceChildren(end('from', 'from', low), end('to', 'to', high));
  }

  /** @param {string} text */
  function wrong(text) {
    problem.textContent = text;
    problem.hidden = false;
  }

  function add() {
    const view = chosen();
    if (!view) return;
    /** @type {RowFilter} */
    const filter = { column: view.name, rows: /** @type {RowFilter['rows']} */ (rows.value) };
    const values = [...condition.querySelectorAll('input[name="level"]')].filter((box) => /** @type {HTMLInputElement} */ (box).checked)
      .map((box) => /** @type {HTMLInputElement} */ (box).value);
    if (values.length > 0) filter.values = values;
    for (const name of /** @type {const} */ (['from', 'to'])) {
      const typed = /** @type {HTMLInputElement | null} */ (condition.querySelector(`input[name="${name}"]`))?.value ?? '';
      if (typed.trim() === '') continue;
      const value = view.days ? typed : numberOf(typed);
      if (value === null) return wrong(`“${typed}” is no number.`);
      filter[name] = value;
    }
    if (missing.checked) filter.missing = true;
    if (Object.keys(filter).length === 2) return wrong(view.kind === 'category' ? 'Tick at least one value.' : 'Give one of the two ends.');
    details.open = false;
    change([...filters, filter]);
  }

  return {
    element: h('div', { class: 'rowsheet' }, title, none, list, details),
    /** @param {Pick<View, 'reading'>} view */
    update(view) {
      columns = view.reading.columns.filter(({ kind }) => kind === 'number' || kind === 'category');
      details.hidden = columns.length === 0;
      column.replaceChildren(...columns.map(({ name }) => h('option', { value: name }, name)));
      fill();
    },
    /** What the recipe being changed says now. @param {RowFilter[]} now @param {boolean} changed */
    refresh(now, changed) {
      filters = now;
      none.hidden = filters.length > 0;
      list.hidden = filters.length === 0;
      list.classList.toggle('changed', changed);
      list.replaceChildren(...filters.map((filter, at) => h('li', {}, h('span', {}, ...filterInWords(filter)),
        button('Remove', () => change(filters.filter((_, other) => other !== at)), { class: 'lnk', 'aria-label': `Remove filter on ${filter.column}` }))));
    },
    focus() {
      (list.querySelector('button') ?? details.querySelector('summary'))?.focus();
    },
    /** In the list of changes. */
    words: () => [' ', `Rows: ${filters.length === 0 ? 'all are used' : counted(filters.length, 'filter', 'filters')}.`],
  };
}
