// What was read: the facts, the findings, and the sheet of columns with what is done with each.

import { button, h, theirs } from '../dom.js';
import { count, counted, size } from '../format.js';
import { createSheet } from './columns_sheet.js';

/** @import { Note, Recipe, View } from '../protocol' */

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

/**
 * @param {(recipe: Recipe) => void} apply
 * @param {(recipe: Recipe, column: string) => void} preview
 * @param {{ others(): boolean, choose(): void }} sheets whether the workbook has other sheets, and to choose among them
 */
export function createColumns(apply, preview, sheets) {
  const another = button('Read another sheet', sheets.choose, { class: 'lnk', hidden: true });
  const facts = h('ul', { class: 'factlist' });
  const notes = h('ul', { class: 'notes' });
  const sheet = createSheet(apply, preview);
  return {
    element: h('section', { class: 'sec stack', id: 'read' },
      h('div', { class: 'sec-l' }, h('h2', {}, 'What was read'), facts, another),
      h('div', { class: 'sec-r' }, notes, sheet.element)),
    suggest: sheet.suggest,
    filters: sheet.filters,
    previewed: sheet.previewed,
    /** @param {Pick<View, 'reading' | 'recipe' | 'notes' | 'related'>} view */
    update(view) {
      const { reading } = view;
      facts.replaceChildren(
        h('li', {}, `${counted(reading.rows, 'row', 'rows')}, ${counted(reading.columns.length, 'column', 'columns')}, ${size(reading.bytes)}`),
        ...reading.facts.map((fact) => h('li', {}, fact)));
      another.hidden = !sheets.others();
      notes.hidden = view.notes.length === 0;
      notes.replaceChildren(...view.notes.map((note) => h('li', {}, ...about(note), note.text, where(note))));
      sheet.update(view);
    },
  };
}
