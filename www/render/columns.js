// What was read: the facts, the findings, and each column with its role and the reason for it.

import { h, theirs, theirsAll } from '../dom.js';
import { count, counted, short, size } from '../format.js';

/** @import { ColumnView, Note, ReadingView, View } from '../protocol' */

const GROUPS = /** @type {const} */ ([
  { title: 'Tell customers apart', roles: ['feature'] },
  { title: 'Only describe segments', roles: ['descriptor'] },
  { title: 'Left out', roles: ['identifier', 'ignored'] },
]);

/** Lines of a group that are shown: a file may have ten thousand columns, a page may not. */
const MOST = 300;

const KINDS = { number: 'number', category: 'category', text: 'text', empty: 'empty' };
const ROLES = { feature: 'tells apart', descriptor: 'describes', identifier: 'identifies', ignored: 'ignored' };

/** @param {ColumnView} column */
function range({ min, max, mean }) {
  if (min === null || max === null) return '';
  return [`${short(min)} to ${short(max)}`, mean === null ? '' : `mean ${short(mean)}`].filter(Boolean).join(', ');
}

/** @param {ColumnView} column */
function row(column) {
  /** @type {[string, import('../dom').Child | import('../dom').Child[]][]} */
  const cells = [
    ['Type', KINDS[column.kind]],
    ['Role', ROLES[column.role]],
    ['Reason', column.reason],
    ['Gaps', count(column.missing)],
    ['Distinct', count(column.distinct)],
    ['Range', range(column)],
    ['First values', theirsAll(column.examples)],
  ];
  return h('tr', {}, h('th', { scope: 'row' }, theirs(column.name)),
    ...cells.map(([label, content]) => h('td', { 'data-l': label }, ...(Array.isArray(content) ? content : [content]))));
}

/** @param {ReadingView} reading */
function bodies(reading) {
  return GROUPS.flatMap(({ title, roles }) => {
    const columns = reading.columns.filter(({ role }) => /** @type {readonly string[]} */ (roles).includes(role));
    if (columns.length === 0) return [];
    return [h('tbody', {}, h('tr', { class: 'grp' }, h('th', { scope: 'rowgroup', colspan: 8 }, title, ' ',
      h('span', { class: 'muted' }, counted(columns.length, 'column', 'columns')))), ...columns.slice(0, MOST).map(row), more(columns.length))];
  });
}

/** @param {number} columns */
function more(columns) {
  return columns > MOST && h('tr', {}, h('td', { colspan: 8 }, `and ${counted(columns - MOST, 'more', 'more')}`));
}

/** @param {Note} note */
function about({ column }) {
  return column ? [h('strong', {}, theirs(column)), ': '] : [];
}

/** Records are counted from 0 on the wire and from 1 on the page. @param {Note} note */
function where(note) {
  if (note.rows.length === 0) return null;
  const more = note.count > note.rows.length ? ' and more' : '';
  return h('span', { class: 'muted' }, ` Rows ${note.rows.map((at) => count(at + 1)).join(', ')}${more}.`);
}

export function createColumns() {
  const facts = h('ul', { class: 'factlist' });
  const notes = h('ul', { class: 'notes' });
  const table = h('table', { class: 'colt' });
  return {
    element: h('section', { class: 'sec stack', id: 'read' },
      h('div', { class: 'sec-l' }, h('h2', {}, 'What was read'), facts),
      h('div', { class: 'sec-r' }, notes,
        h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Columns of the file' }, table))),
    /** @param {View} view */
    update(view) {
      const { reading } = view;
      facts.replaceChildren(
        h('li', {}, `${counted(reading.rows, 'row', 'rows')}, ${counted(reading.columns.length, 'column', 'columns')}, ${size(reading.bytes)}`),
        ...reading.facts.map((fact) => h('li', {}, fact)));
      notes.hidden = view.notes.length === 0;
      notes.replaceChildren(...view.notes.map((note) => h('li', {}, ...about(note), note.text, where(note))));
      table.replaceChildren(
        h('caption', { class: 'vh' }, 'Columns of the file'),
        h('thead', {}, h('tr', {}, ...['Column', 'Type', 'Role', 'Reason', 'Gaps', 'Distinct', 'Range', 'First values']
          .map((name) => h('th', { scope: 'col' }, name)))),
        ...bodies(reading));
    },
  };
}
