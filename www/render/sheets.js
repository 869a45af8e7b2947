// A workbook with several sheets, or an archive with several files: which one holds the customers?

import { byId, button, h, theirs, theirsAll } from '../dom.js';
import { counted } from '../format.js';

/** @import { SheetView } from '../protocol' */

/** @param {SheetView} sheet */
function about({ rows, columns, hidden, empty, first }) {
  const extent = rows > 0 && `${counted(rows, 'row', 'rows')}, ${counted(columns, 'column', 'columns')}`;
  const facts = [empty ? 'empty' : extent, hidden && 'hidden in the workbook'].filter(Boolean).join('; ');
  return [h('small', {}, facts), first.length > 0 && h('small', { class: 'first' }, 'begins: ', ...theirsAll(first))];
}

/**
 * @param {string} file
 * @param {SheetView[]} sheets
 * @param {string | null} now the sheet that is read already, if one is
 * @param {{ choose(name: string): void, back(): void, label: string }} ways `label` says what `back` does
 */
export function renderSheets(file, sheets, now, { choose, back, label }) {
  /** @param {string} text @param {string} name */
  const read = (text, name) => button(text, () => choose(name), { class: 'btn', 'aria-label': `${text}: ${name}` });
  byId('sheets').replaceChildren(
    h('p', { class: 'eyebrow' }, theirs(file)),
    h('h1', { tabindex: -1 }, 'Which table holds the customers?'),
    h('p', { class: 'lead' }, 'One row for each customer. Nothing has been read yet; your file is not changed.'),
    h('ul', { class: 'take sheets' }, ...sheets.map((sheet) => h('li', {},
      h('div', {}, h('h2', { class: 'h3' }, theirs(sheet.name)), ...about(sheet)),
      !sheet.empty && read(sheet.name === now ? 'Read it again' : 'Read this table', sheet.name)))),
    button(label, back, { class: 'lnk' }));
}
