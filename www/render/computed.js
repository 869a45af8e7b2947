// New columns by formula: those that wait to be applied, and fields for one more.

import { button, entry, h, theirs } from '../dom.js';

/** @import { ColumnRecipe, ColumnView, PreviewView, View } from '../protocol' */

/** A column's name as a formula takes it. @param {string} name */
const inFormula = (name) => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/**
 * @param {{ add(name: string, formula: string): void, remove(name: string): void, check(name: string, formula: string): void }} actions
 *   `check` asks what a formula would give
 */
export function createComputed({ add, remove, check }) {
  /** @type {string[]} */
  let taken = [];
  const name = h('input', { class: 'field', type: 'text', id: 'formula-name', autocomplete: 'off', maxlength: 80, oninput: () => ask() });
  const formula = h('input', { class: 'field', type: 'text', id: 'formula-text', autocomplete: 'off', spellcheck: 'false', maxlength: 500,
    'aria-describedby': 'formula-said', oninput: () => ask() });
  const columns = h('select', { 'aria-label': 'Put a column into the formula', onchange: () => put() });
  const said = h('p', { class: 'small muted', id: 'formula-said', role: 'status' });
  const waiting = h('ul', { class: 'filters', hidden: true });
  const fields = entry('filter-form', submit,
    h('p', { class: 'muted' }, '+ − * / and parentheses, log1p, sqrt, abs, min, max. A date taken from another gives days. Other names than letters, digits and underscores stand in double quotes.'),
    h('div', { class: 'formula-row' },
      h('label', { class: 'mf' }, h('span', {}, 'Name'), name), h('span', { 'aria-hidden': 'true' }, '='),
      h('label', { class: 'mf' }, h('span', {}, 'Formula'), formula)),
    h('div', { class: 'row' }, columns, button('Add column', submit)), said);
  const details = h('details', { class: 'small' }, h('summary', {}, 'Compute a new column'), fields);
  let timer = 0;

  function put() {
    const at = formula.selectionStart ?? formula.value.length;
    const text = inFormula(columns.value);
    formula.setRangeText(text, at, formula.selectionEnd ?? at, 'end');
    columns.selectedIndex = 0;
    formula.focus();
    ask();
  }

  /** The name it gets if none is given. */
  const called = () => name.value.trim() || formula.value.trim();

  function ask() {
    clearTimeout(timer);
    if (formula.value.trim() === '') return say('', false);
    timer = window.setTimeout(() => check(called(), formula.value.trim()), 250);
  }

  /** @param {string} text @param {boolean} bad */
  function say(text, bad) {
    said.textContent = text;
    said.classList.toggle('bad', bad);
    formula.setAttribute('aria-invalid', String(bad));
  }

  function submit() {
    if (formula.value.trim() === '') return say('Write a formula, such as spend / orders.', true);
    if (taken.includes(called())) return say(`There is a column “${called()}” already. Give another name.`, true);
    clearTimeout(timer);
    add(called(), formula.value.trim());
    name.value = formula.value = '';
    say('', false);
    details.open = false;
  }

  return {
    element: h('div', { class: 'rowsheet' }, waiting, details),
    /** @param {Pick<View, 'reading' | 'recipe'>} view */
    update(view) {
      const usable = view.reading.columns.filter(({ name, kind }) => kind === 'number' && !view.recipe.columns.some((entry) => entry.name === name && entry.formula));
      details.hidden = usable.length === 0;
      columns.replaceChildren(h('option', { value: '', disabled: true, selected: true }, 'Put in a column'), ...usable.map((column) => h('option', { value: column.name }, column.name)));
    },
    /** @param {ColumnRecipe[]} now the entries of the recipe being changed @param {ColumnView[]} shown the columns with a row in the sheet */
    refresh(now, shown) {
      taken = [...now.map((entry) => entry.name), ...shown.map((column) => column.name)];
      const fresh = now.filter((entry) => entry.formula && !shown.some((column) => column.name === entry.name));
      waiting.hidden = fresh.length === 0;
      waiting.replaceChildren(...fresh.map((entry) => h('li', {}, h('span', {}, 'New: ', theirs(entry.name), ' = ', h('code', {}, entry.formula ?? '')),
        button('Remove', () => remove(entry.name), { class: 'lnk', 'aria-label': `Remove ${entry.name}` }))));
    },
    /** What the formula typed would give. @param {PreviewView} preview */
    previewed({ column, error, missing, looked_at: rows }) {
      if (!details.open || column !== called()) return;
      if (error) return say(`${error.place.replace(/^.*, key formula, /, '')}: ${error.what}. ${error.advice}`, true);
      say(missing > 0 ? `Gives a number in ${rows - missing} of ${rows} rows looked at; the others are gaps.` : 'Gives a number in every row looked at.', false);
    },
    focus: () => details.querySelector('summary')?.focus(),
  };
}
