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
function marked({ first_rows: rows }) {
  const problems = rows.flatMap(({ cells }) => cells).filter(({ state }) => state === 'problem').length;
  if (problems === 0) return [];
  const [is, counts] = problems === 1 ? ['is a cell that is', 'it counts'] : ['are cells that are', 'they count'];
  return [h('span', { class: 'problem' }, 'Marked'), ` ${is} not what the column is: ${counts} as missing.`];
}

export function createFirstRows() {
  const title = h('h3', { class: 'h3' });
  const about = h('p', { class: 'small muted' });
  const table = h('table', { class: 'raw' });
  return {
    element: h('div', { class: 'firstrows' }, title, about,
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'First rows of the file' }, table)),
    /** @param {ReadingView} reading */
    update(reading) {
      const width = reading.first_rows[0]?.cells.length ?? 0;
      title.textContent = `First ${counted(reading.first_rows.length, 'row', 'rows')}, as in the file`;
      about.replaceChildren(...marked(reading));
      table.replaceChildren(
        h('thead', {}, h('tr', {}, h('td', {}), ...reading.columns.slice(0, width).map(({ name }) => h('th', { scope: 'col' }, theirs(name))))),
        h('tbody', {}, ...reading.first_rows.map(line)));
    },
  };
}
