// Gaps that come together: which columns have none of their values in the same rows.

import { h, theirsAll } from '../dom.js';
import { count, counted } from '../format.js';

/** @import { View } from '../protocol' */

export function createGaps() {
  const summary = h('summary', {});
  const table = h('table', { class: 'plain gaps' });
  const rest = h('p', { class: 'muted' });
  const element = h('details', { class: 'small', hidden: true }, summary,
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Gaps that come together' }, table), rest);
  return {
    element,
    /** @param {Pick<View, 'reading'>} view */
    update({ reading }) {
      const { patterns, complete, others } = reading.gaps;
      element.hidden = patterns.length === 0;
      const gappy = new Set(patterns.flatMap(({ columns }) => columns)).size;
      summary.textContent = `Gaps in ${counted(gappy, 'column', 'columns')}, and which come together`;
      table.replaceChildren(
        h('caption', { class: 'vh' }, 'Columns with a gap in the same rows'),
        h('thead', {}, h('tr', {}, ...['Columns without a value', 'Rows', 'First rows'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, ...patterns.map(({ columns, rows, first }) => h('tr', {},
          h('th', { scope: 'row' }, columns.length > 1 && h('span', { class: 'muted' }, `${counted(columns.length, 'column', 'columns')} together: `), ...theirsAll(columns, 8)),
          h('td', {}, count(rows)), h('td', {}, first.map((row) => count(row + 1)).join(', '))))));
      rest.textContent = `${counted(complete, 'row has', 'rows have')} no gap.${others > 0 ? ` ${counted(others, 'row has', 'rows have')} gaps in other combinations.` : ''}`;
    },
  };
}
