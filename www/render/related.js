// How the features move together, as a heat map and as a table, and how much of the distance each column is.

import { chart_height, draw_related } from 'charts';
import { h, theirs } from '../dom.js';
import { decimal, share } from '../format.js';
import { createPlot } from '../plot.js';
import { createTable } from './table.js';

/** @import { RelatedView, View } from '../protocol' */

/** @param {number} r */
const written = (r) => (r < 0 ? `−${decimal(-r, 2)}` : decimal(r, 2));

/** The pair that stands at a place below the diagonal, counted line by line. @param {number} at */
function pairAt(at) {
  let row = 1;
  let left = at;
  while (left >= row) {
    left -= row;
    row += 1;
  }
  return [row, left];
}

export function createRelated() {
  /** @type {RelatedView} */
  let related = { columns: [], r: [], pairs: [], shares: [] };
  const plot = createPlot({
    kind: 'related',
    height: () => chart_height('related', related.columns.length),
    draw: (canvas, look) => draw_related(canvas, related, look),
    shown: () => (related.columns.length > 1 ? related : null),
    segments: () => 0,
    tell: ({ row }) => {
      const [a, b] = pairAt(row);
      return `${related.columns[b]} and ${related.columns[a]}: ${written(related.r[a]?.[b] ?? 0)}`;
    },
    reach: 40,
  });
  const table = createTable('The correlations as a table', 'Correlation of each column with each');
  const shares = createTable('How much of the distance each column is', 'Share of the squared distances between customers');
  const pairs = h('p', {});
  const heat = h('div', {}, pairs, plot.element,
    h('p', { class: 'cap small muted' }, 'Correlation of the columns as they are used: 1 if one rises in step with the other, −1 if it falls in step, 0 if neither says anything about the other. Blue together, ochre against each other.'), table.element);
  const details = h('details', { class: 'small related' }, h('summary', {}, 'Which columns say the same'), heat, shares.element);
  return {
    element: details,
    /** @param {Pick<View, 'related'>} view */
    update(view) {
      related = view.related;
      const { columns, r } = related;
      details.hidden = related.shares.length < 2 && columns.length < 2;
      shares.element.hidden = related.shares.length < 2;
      heat.hidden = columns.length < 2;
      pairs.replaceChildren(...(related.pairs.length === 0 ? ['No two columns say nearly the same.']
        : ['Nearly the same say ', ...related.pairs.flatMap(({ a, b, r: value }, i) => [i > 0 && ', ', theirs(a), ' and ', theirs(b), ` (${written(value)})`]), '. What two columns both say counts twice.'])
        .map((part) => part || ''));
      plot.update(`Correlations of ${columns.length} columns.`);
      table.fill(['Column', ...columns.map((name) => theirs(name))], columns.map((name, row) => ({ name: theirs(name), cells: columns.map((_, column) => written(r[row]?.[column] ?? 0)) })));
      shares.fill(['Column', 'Share of the distance'], related.shares.map((each) => ({ name: theirs(each.column), cells: [share(each.share)] })));
    },
  };
}
