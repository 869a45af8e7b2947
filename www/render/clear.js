// How clearly customers belong: silhouettes of every segment on one scale, and who is on a border between two.

import { chart_height, draw_silhouette } from 'charts';
import { badge } from '../badge.js';
import { Changes } from '../changes.js';
import { Chart } from '../chart.js';
import { button, h, theirs } from '../dom.js';
import { cell, count, counted, decimal, perCent, share } from '../format.js';
import { highlight } from '../highlight.js';
import { createTable, segmentName } from './table.js';

/** @import { BorderView, SegmentTrust, View } from '../protocol' */

/** Places in the list of 101 silhouettes that the table names. @type {[string, number][]} */
const QUARTERS = [['Largest', 0], ['Upper quarter', 25], ['Middle', 50], ['Lower quarter', 75], ['Smallest', 100]];

/** @param {{ list(): void, download(): void }} actions */
export function createClear({ list, download }) {
  /** @type {View | null} */
  let view = null;
  const found = new Changes();
  const row = () => view?.trust.panel.find(({ k }) => k === view?.k);
  const ready = () => Boolean(view && view.trust.segments.length > 0 && view.trust.segments.every(({ falling }) => falling.length > 0));
  const chart = new Chart(() => (ready() ? chart_height('silhouette', view?.segments.length ?? 0) : 0), (canvas, look) => {
    if (view && ready()) draw_silhouette(canvas, view.segments, view.trust.segments, row()?.silhouette ?? undefined, highlight.value ?? undefined, look);
  });
  highlight.listen(() => chart.soon());
  const text = h('p', {});
  const table = createTable('The silhouettes as a table', 'Silhouettes of each segment');
  const borders = h('p', { id: 'border-count' });
  const shown = h('div', { role: 'status' });
  const show = button('List them', list, { 'aria-label': 'List them: customers on a border' });
  const take = button('All as a file', download, { 'aria-label': 'All as a file: rows on a border, with the next segment' });

  return {
    element: h('section', { class: 'sec', id: 'clear' },
      h('div', { class: 'sec-l' }, h('h2', {}, 'How clearly they belong'), text),
      h('div', { class: 'sec-r' }, chart.element, table.element,
        h('h3', { class: 'h3' }, 'On a border'), borders, h('div', { class: 'row' }, show, take), shown)),
    /** @param {View} next @param {boolean} [again] whether another result is shown, so that what was listed is out of date */
    update(next, again = true) {
      view = next;
      if (again) shown.replaceChildren();
      const { segments, trust } = next;
      const { silhouette, silhouette_error, measured } = row() ?? {};
      const said = [silhouette, silhouette_error, measured, trust.pace === 'stopped', trust.segments.map((each) => [each.silhouette, each.borderline, each.misplaced, each.falling])];
      if (!found.has(said) && !again) return;
      text.textContent = told(next, ready());
      table.element.hidden = !ready();
      if (ready()) table.fill(['Segment', 'Mean', ...QUARTERS.map(([name]) => name), 'Nearer to another'], segments.map((segment, i) => line(segment, i, trust.segments[i])));
      const known = trust.segments.map(({ borderline }) => borderline).filter((n) => n !== null);
      const all = known.reduce((sum, n) => sum + n, 0);
      const of = segments.map((segment, i) => `${segment.letter} ${count(trust.segments[i]?.borderline ?? 0)}`).join(', ');
      borders.textContent = known.length === 0 ? 'A customer is on a border if the next segment’s middle is at most a tenth farther away than its own. They are being counted.'
        : `${counted(all, 'customer has', 'customers have')} the next segment’s middle at most a tenth farther away than their own: ${of}. They could as well be in the other.`;
      show.disabled = take.disabled = segments.length < 2;
      chart.label = `Silhouettes of ${segments.length} segments on one scale. ${text.textContent} The table below it has their quarters.`;
      chart.soon();
    },
    /** @param {BorderView} border */
    show(border) {
      if (!view) return;
      shown.replaceChildren(...listed(border, view));
    },
  };
}

/** @param {View} view @param {boolean} ready */
function told({ k, rows_used, trust }, ready) {
  const row = trust.panel.find((each) => each.k === k);
  if (k < 2) return 'With one segment there is nobody to be nearer to.';
  if (!ready || !row || row.silhouette === null) return trust.pace === 'stopped' ? 'Not known: the checks were stopped.' : 'Being measured.';
  const sampled = row.measured !== null && row.measured < rows_used;
  const error = row.silhouette_error === null ? '' : ` ± ${decimal(row.silhouette_error, 3)}`;
  const of = sampled ? `Above 20,000 customers a sample stands for all: ${count(row.measured ?? 0)} of ${count(rows_used)} here, from each segment in proportion.` : 'Every customer was measured.';
  return `The farther to the right, the nearer to the own segment than to the next; left of zero, nearer to another. The dashed line is everyone’s mean, ${decimal(row.silhouette, 2)}${error}. ${of}`;
}

/** @param {import('../protocol').SegmentView} segment @param {number} index @param {SegmentTrust} trust */
function line(segment, index, trust) {
  return {
    name: segmentName(segment, index),
    segment: index,
    cells: [decimal(trust.silhouette ?? 0, 2), ...QUARTERS.map(([, at]) => decimal(trust.falling[at] ?? 0, 2)), share(trust.misplaced ?? 0)],
  };
}

/** @param {BorderView} border @param {View} view */
function listed({ text, customers, segments }, view) {
  /** @param {number | null} number from 1 */
  const named = (number) => (number === null || !view.segments[number - 1] ? '–' : h('span', { class: 'sn-h' }, badge(number - 1, view.segments[number - 1].letter), h('span', { class: 'vh' }, `Segment ${view.segments[number - 1].letter}`)));
  return [
    h('p', { class: 'small muted' }, text),
    customers.length > 0 && h('div', { class: 'scroll tall', tabindex: 0, role: 'group', 'aria-label': 'Customers on a border' },
      h('table', { class: 'plain people' }, h('caption', { class: 'vh' }, 'Customers on a border, nearest to it first'),
        h('thead', {}, h('tr', {}, ...['Row', 'In', 'Next', 'Farther by'].map((name) => h('th', { scope: 'col' }, name)),
          ...view.customer_columns.map((column) => h('th', { scope: 'col' }, theirs(column))))),
        h('tbody', {}, ...customers.map((customer, i) => h('tr', {}, h('th', { scope: 'row' }, count(customer.row + 1)),
          h('td', {}, named(segments[i])), h('td', {}, named(customer.next)), h('td', {}, perCent(Math.round((customer.margin / Math.max(1 - customer.margin, 1e-9)) * 100))),
          ...customer.values.map((value) => h('td', {}, typeof value === 'number' ? cell(value) : value === null ? '–' : theirs(value)))))))),
  ].filter((child) => child !== false);
}
