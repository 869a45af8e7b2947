// Who brings the value, where a column tells: segments by customers and by what those are worth, and the Lorenz curve.

import { chart_height, draw_lorenz, draw_ribbon } from 'charts';
import { h } from '../dom.js';
import { count, share, short } from '../format.js';
import { highlight } from '../highlight.js';
import { createPlot } from '../plot.js';
import { createTable, segmentName } from './table.js';

/** @import { SegmentView, View } from '../protocol' */

/** @param {SegmentView} segment */
const ofCustomers = (segment) => share(segment.share);

/** @param {SegmentView} segment */
const ofValue = ({ value }) => (value?.share === null || value?.share === undefined ? '–' : share(value.share));

/** What a member is worth, with its interval. @param {SegmentView} segment */
function each({ value }) {
  if (!value) return '–';
  return value.low === null || value.high === null ? short(value.mean) : `${short(value.mean)} (${short(value.low)} to ${short(value.high)})`;
}

export function createValue() {
  /** @type {View | null} */
  let view = null;
  const segments = () => view?.segments ?? [];
  const points = () => view?.value?.lorenz ?? [];
  const ribbon = createPlot({
    kind: 'ribbon',
    height: () => chart_height('ribbon', 0),
    draw: (canvas, look) => draw_ribbon(canvas, segments(), view?.value?.column ?? '', highlight.value ?? undefined, look),
    shown: () => (view?.value ? segments() : null),
    segments: () => segments().length,
    tell: ({ row, segment }) => {
      const one = segments()[segment ?? 0];
      return one ? `Segment ${one.letter}: ${row === 0 ? `${ofCustomers(one)} of the customers` : `${ofValue(one)} of ${view?.value?.column}`}` : '';
    },
    reach: 400,
  });
  const curve = createPlot({
    kind: 'lorenz',
    height: (width) => Math.round(Math.min(Math.max(width * 0.7, 240), 400)),
    draw: (canvas, look) => draw_lorenz(canvas, points(), look),
    shown: () => (points().length > 0 ? points() : null),
    segments: () => 0,
    tell: ({ row }) => `${share(points()[row].customers)} of the customers: ${share(points()[row].value)}`,
    reach: 60,
  });
  const table = createTable('Customers and their value as a table', 'Customers and their value by segment');
  const curveTable = createTable('The curve as a table', 'Share of the value that the customers worth least bring');
  const title = h('h2', {}, 'Who brings the value');
  const text = h('p', {});
  const total = h('p', { class: 'small muted' });
  const curveBox = h('div', {}, h('h3', { class: 'h3' }, 'Customers against their value'), curve.element, curveTable.element);
  const element = h('section', { class: 'sec', id: 'value', hidden: true },
    h('div', { class: 'sec-l' }, title, text, total),
    h('div', { class: 'sec-r' }, ribbon.element, table.element, curveBox));
  return {
    element,
    /** @param {View} next */
    update(next) {
      view = next;
      const { value } = next;
      element.hidden = value === null;
      if (!value) return;
      title.textContent = `Who brings ${value.column}`;
      text.textContent = value.text;
      total.textContent = `${short(value.total)} in all${value.columns.length > 1 ? `: ${value.columns.join(', ')} added up` : ''}.${value.gini === null ? '' : ` Gini coefficient ${short(Math.round(value.gini * 100) / 100)}.`}`;
      const shares = next.segments.every((segment) => segment.value?.share !== null && segment.value !== null);
      ribbon.element.hidden = !shares;
      if (shares) ribbon.update(`Share of the customers and of ${value.column} by segment. ${value.text}`);
      table.fill(['Segment', 'Customers', 'Share', 'Value', 'Its share', 'Each, with interval'], next.segments.map((segment, i) => ({
        name: segmentName(segment, i), segment: i,
        cells: [count(segment.size), ofCustomers(segment), segment.value ? short(segment.value.total) : '–', ofValue(segment), each(segment)],
      })));
      curveBox.hidden = value.lorenz.length === 0;
      if (curveBox.hidden) return;
      curve.update(`Lorenz curve. ${value.text}`);
      curveTable.fill(['Customers, least first', 'Their share of the value'], value.lorenz.map((point) => ({ name: share(point.customers), cells: [share(point.value)] })));
    },
  };
}
