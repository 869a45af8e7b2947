// The preparation sheet: every column with what is done with it, and the bar of changes that wait to be applied.

import { Draft, ROWS, changes as changesBetween, rowsDiffer } from '../draft.js';
import { button, h, theirs } from '../dom.js';
import { capital, count, counted, inWords } from '../format.js';
import { historyKey } from '../history_keys.js';
import { announce } from '../live.js';
import { createRow } from './columns_row.js';
import { TITLES, inChange } from './columns_words.js';
import { createComputed } from './computed.js';
import { createGaps } from './gaps.js';
import { createReadingSheet } from './reading_sheet.js';
import { createRelated } from './related.js';
import { createRowFilters } from './row_filters.js';

/** @import { ColumnView, PreviewView, Recipe, Role, View } from '../protocol' */

/** @type {{ title: string, about: string, roles: Role[] }[]} */
const GROUPS = [
  { title: 'Tell customers apart', about: 'Segments are formed by these.', roles: ['feature'] },
  { title: 'Only describe segments', about: 'Shown in profiles, without a say in who belongs where.', roles: ['descriptor'] },
  { title: 'Left out', about: '', roles: ['identifier', 'ignored'] },
];

/** Rows of a group that are shown: a file may have ten thousand columns, a page may not. */
const MOST = 300;

/** Changes told one by one. */
const TOLD = 3;

/**
 * @param {(recipe: Recipe) => void} apply
 * @param {(recipe: Recipe, column: string) => void} preview asks what a recipe would do to a column
 */
export function createSheet(apply, preview) {
  const table = h('table', { class: 'prep' });
  const reading = createReadingSheet((place, value) => {
    draft.read(place, value);
    refresh();
  });
  const filters = createRowFilters((next) => {
    draft.filter(next);
    refresh();
    preview(draft.recipe, '');
    filters.focus();
  });
  const computed = createComputed({
    add: (name, formula) => {
      draft.change(name, { role: 'feature', formula });
      refresh();
      preview(draft.recipe, name);
      announce(`${name} is added and waits to be applied`);
      computed.focus();
    },
    remove: (name) => drop(name),
    check: (name, formula) => preview({ ...draft.recipe, columns: [...draft.recipe.columns.filter((entry) => entry.name !== name), { ...draft.entry(name), role: 'feature', formula }] }, name),
  });
  const gaps = createGaps();
  const related = createRelated();
  const told = h('p', { class: 'told' });
  /** How many rows would be used, and why what waits cannot be carried out. */
  const using = h('p', { class: 'muted' });
  const problem = h('p', { class: 'bad' });
  const undo = button('Undo', () => step('undo'), { class: 'btn quiet' });
  const redo = button('Redo', () => step('redo'), { class: 'btn quiet' });
  const discard = button('Discard', () => become(draft.applied, 'Changes discarded'));
  const submit = button('Apply', () => apply(draft.recipe), { class: 'btn primary' });
  const bar = h('div', { class: 'changes', role: 'region', 'aria-label': 'Changes to columns', hidden: true },
    h('div', { 'aria-live': 'polite' }, told, using, problem), h('div', { class: 'row' }, undo, redo, discard, submit));
  const reset = button('Reset to suggestion', () => suggested && become({ ...suggested, reading: undefined }, 'Back to the suggestion'), { class: 'lnk' });
  /** @type {Draft} */
  let draft = new Draft({ version: 1, columns: [], clustering: /** @type {any} */ ({}) });
  /** @type {Recipe | null} */
  let suggested = null;
  /** Whether another file has been opened since the last view. */
  let fresh = true;
  /** @type {Map<string, ReturnType<typeof createRow>>} */
  let rows = new Map();
  /** @type {ColumnView[]} */
  let columns = [];
  let fileRows = 0;

  /** @param {string} name a computed column */
  function drop(name) {
    draft.remove(name);
    refresh();
    announce(`${name} is removed`);
    computed.focus();
  }

  /** @param {Recipe} recipe @param {string} said */
  function become(recipe, said) {
    draft.become(recipe);
    refresh();
    announce(said);
    // The button that was pressed may be gone.
    if (document.activeElement === document.body || !document.activeElement?.checkVisibility()) reset.focus();
  }

  /** @param {'undo' | 'redo'} way */
  function step(way) {
    const name = draft[way]();
    refresh();
    if (name === ROWS) filters.focus();
    else if (name !== undefined && !reading.focus(name)) rows.get(name)?.focus();
    if (name !== undefined) preview(draft.recipe, name === ROWS ? '' : name);
    announce(way === 'undo' ? 'Undone' : 'Done again');
  }

  function refresh() {
    const changes = draft.changes();
    const reads = draft.readingChanges();
    const rowsChanged = draft.rowChanges();
    const number = changes.length + reads.length + Number(rowsChanged);
    filters.refresh(draft.now.filters, rowsChanged);
    computed.refresh(draft.now.columns, columns);
    using.replaceChildren();
    problem.replaceChildren();
    reading.refresh(draft.now.reading, reads);
    const changed = new Map(changes.map(({ column, keys }) => [column.name, keys]));
    for (const [name, row] of rows) row.update(draft.entry(name), changed.get(name) ?? []);
    bar.hidden = number === 0 && draft.before.length === 0 && draft.after.length === 0;
    for (const [made, off] of /** @type {const} */ ([[undo, draft.before.length === 0], [redo, draft.after.length === 0],
      [discard, number === 0], [submit, number === 0]])) made.toggleAttribute('disabled', off);
    const all = [...reads.map((place) => reading.words(place, draft.now.reading)),
      ...(rowsChanged ? [filters.words()] : []),
      ...changes.map(({ column, keys, gone }) => [' ', theirs(column.name), gone ? ' is removed.' : `: ${inChange(column, keys)}.`])];
    told.replaceChildren(h('strong', {}, `${capital(inWords(number))} ${number === 1 ? 'change' : 'changes'}.`),
      ...all.slice(0, TOLD).flat(), number > TOLD ? ` And ${counted(number - TOLD, 'more', 'more')}.` : '',
      reads.length > 0 ? ' The file is read again.' : '');
    reset.hidden = suggested === null || (changesBetween(draft.recipe, suggested).length === 0
      && !rowsDiffer(draft.now.filters, suggested.filters) && Object.keys(draft.now.reading).length === 0);
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    const way = historyKey(event);
    // A text that is being typed has an undo of its own.
    if (!way || (event.target instanceof HTMLInputElement && event.target.type === 'text')) return;
    if ((way === 'undo' ? draft.before : draft.after).length === 0) return;
    event.preventDefault();
    step(way);
  }

  /** @param {Pick<View, 'reading' | 'recipe' | 'related'>} view */
  function bodies({ reading }) {
    return GROUPS.flatMap(({ title, about, roles }) => {
      const columns = reading.columns.filter(({ role }) => roles.includes(role));
      if (columns.length === 0) return [];
      const shown = columns.slice(0, MOST).flatMap((column) => {
        const row = createRow(column, draft.entry(column.name).codes === true, {
          change: (name, change) => {
            draft.change(name, change);
            refresh();
            preview(draft.recipe, name);
          },
          remove: drop,
        });
        rows.set(column.name, row);
        return row.elements;
      });
      const more = columns.length > MOST && h('tr', {}, h('td', { colspan: 7 }, `and ${counted(columns.length - MOST, 'more', 'more')}`));
      return [h('tbody', {}, h('tr', { class: 'grp' }, h('th', { scope: 'rowgroup', colspan: 7 }, title, ' ',
        h('span', { class: 'muted' }, `${counted(columns.length, 'column', 'columns')}. ${about}`))), ...shown, more)];
    });
  }

  return {
    /** Which rows are used once what waits is applied. */
    filters: () => draft.now.filters,
    element: h('div', { class: 'sheet', onkeydown: keys }, reading.element, filters.element,
      h('h3', { class: 'h3', id: 'decide' }, 'What is done with each column'),
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Columns of the file' }, table),
      h('p', {}, reset), computed.element, gaps.element, related.element, bar),
    /** What the changes that wait would do. @param {PreviewView} found */
    previewed(found) {
      computed.previewed(found);
      const { column, error, used, looked_at: lookedAt } = found;
      const waits = column === '' ? draft.rowChanges() : draft.changes().some((change) => change.column.name === column);
      if (!waits) return;
      rows.get(column)?.show(found.shape);
      problem.replaceChildren(error ? `${error.place}: ${error.what}. ${error.advice}` : '');
      const about = lookedAt < fileRows ? 'About ' : '';
      using.textContent = error || used === lookedAt ? ''
        : `${about}${counted(Math.round((used * fileRows) / lookedAt), 'row', 'rows')} of ${count(fileRows)} would be used.`;
    },
    /** @param {Recipe} recipe what would be done without anyone's choice */
    suggest(recipe) {
      suggested = recipe;
      fresh = true;
    },
    /** @param {Pick<View, 'reading' | 'recipe' | 'related'>} view */
    update(view) {
      draft = fresh ? new Draft(view.recipe) : draft.carriedOut(view.recipe);
      fresh = false;
      reading.update(view.reading);
      filters.update(view);
      computed.update(view);
      gaps.update(view);
      related.update(view);
      columns = view.reading.columns;
      fileRows = view.reading.rows;
      const open = [...rows].filter(([, row]) => !row.elements[1].hidden).map(([name]) => name);
      rows = new Map();
      table.replaceChildren(
        h('caption', { class: 'vh' }, 'Columns of the file and what is done with them'),
        h('thead', {}, h('tr', {}, ...['Column', 'Values', ...Object.values(TITLES)].map((name) => h('th', { scope: 'col' }, name)))),
        ...bodies(view));
      refresh();
      for (const name of open) rows.get(name)?.toggle(true);
    },
  };
}
