// The first rows as they stand in the file, beside what was made of them. Cells that are not what their column is are marked.

import { h, theirs } from '../dom.js';
import { count, counted } from '../format.js';

/** @import { CellState, FirstRow, ReadingView } from '../protocol' */

/** What is said of a cell besides its text. @type {Record<CellState, string>} */
const SAID = { fine: '', missing: ' (missing)', problem: ' (not read)', withheld: 'withheld' };

/** @param {FirstRow} row @param {number} index */
function line(row, index) {
  return h('tr', {},
    h('th', { scope: 'row' }, count(index + 1), row.ragged && h('small', {}, ' ragged')),
    ...row.cells.map(({ text, state }) => h('td', { class: state },
      state === 'withheld' ? h('span', { 'aria-hidden': 'true' }, '•••') : text === '' ? '–' : theirs(text),
      SAID[state] && h('span', { class: 'vh' }, SAID[state]))));
}

/** @param {ReadingView} reading */
function caption({ first_rows: rows }) {
  const problems = rows.flatMap(({ cells }) => cells).filter(({ state }) => state === 'problem').length;
  return [`The first ${counted(rows.length, 'row', 'rows')} as ${rows.length === 1 ? 'it stands' : 'they stand'} in the file.`,
    problems > 0 && h('span', {}, ' ', h('span', { class: 'problem' }, 'Marked'), ` ${problems === 1 ? 'is a cell that is' : 'are cells that are'} not what the column is: ${problems === 1 ? 'it counts' : 'they count'} as missing.`)];
}

export function createFirstRows() {
  const about = h('p', { class: 'small muted' });
  const table = h('table', { class: 'raw' });
  return {
    element: h('div', { class: 'firstrows' }, about,
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'First rows of the file' }, table)),
    /** @param {ReadingView} reading */
    update(reading) {
      const width = reading.first_rows[0]?.cells.length ?? 0;
      about.replaceChildren(...caption(reading).filter((part) => part !== false));
      table.replaceChildren(
        h('thead', {}, h('tr', {}, h('td', {}), ...reading.columns.slice(0, width).map(({ name }) => h('th', { scope: 'col' }, theirs(name))))),
        h('tbody', {}, ...reading.first_rows.map(line)));
    },
  };
}
