// Averages: means in the units of the file, tinted by their distance from everyone's average.

import { badge } from '../badge.js';
import { CAPITALS, h, theirs } from '../dom.js';
import { count, decimal, perCent, share } from '../format.js';
import { standsFor } from '../highlight.js';
import { markOf } from '../mark.js';

/** @import { MeasureView, View } from '../protocol' */

/** Lines of a group that are shown. */
const MOST = 300;

/** Standard deviations from the average at which the tint is full. */
const FULL = 1.3;

/**
 * @param {MeasureView} measure
 * @param {number | null} value
 */
export function write(measure, value) {
  if (value === null) return '–';
  if (measure.level === null) return decimal(value, measure.decimals, measure.years);
  return measure.decimals > 0 ? share(value) : perCent(Math.round(value * 100));
}

/** @param {number} z */
function tint(z) {
  const strength = Math.min(Math.abs(z) / FULL, 1);
  return { class: z < 0 ? 'lo' : 'hi', style: `--z: ${strength.toFixed(3)}` };
}

/** @param {MeasureView} measure */
function line(measure) {
  return h('tr', {},
    h('th', { scope: 'row' }, theirs(measure.column, CAPITALS), measure.level !== null && h('span', { class: 'muted' }, ': ', theirs(measure.level))),
    ...measure.means.map((mean, i) => standsFor(h('td', tint(measure.z[i] ?? 0), write(measure, mean)), i)),
    h('td', { class: 'avg' }, write(measure, measure.average)));
}

/**
 * @param {string} title
 * @param {MeasureView[]} measures
 * @param {number} columns
 */
function group(title, measures, columns) {
  if (measures.length === 0) return null;
  return h('tbody', {}, h('tr', { class: 'grp' }, h('th', { scope: 'rowgroup', colspan: columns }, title)), ...measures.slice(0, MOST).map(line),
    measures.length > MOST && h('tr', {}, h('td', { colspan: columns }, `and ${count(measures.length - MOST)} more`)));
}

export function createMeasures() {
  const table = h('table', { class: 'heat' });
  return {
    element: h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Averages per segment' }, table),
    /** @param {View} view */
    update(view) {
      const columns = view.segments.length + 2;
      const features = view.measures.filter(({ role }) => role === 'feature');
      const others = view.measures.filter(({ role }) => role !== 'feature');
      table.replaceChildren(
        h('caption', { class: 'vh' }, 'Averages per segment'),
        h('thead', {}, h('tr', {}, h('td', {}),
          ...view.segments.map((segment, i) => standsFor(h('th', { scope: 'col' }, badge(i, segment.letter),
            h('span', { class: 'vh' }, `Segment ${segment.letter}: `), theirs(segment.short_name), markOf(i)), i)),
          h('th', { scope: 'col', class: 'avg' }, 'Everyone'))),
        ...[group('Tell customers apart', features, columns), group('Only describe segments', others, columns)]
          .filter((part) => part !== null));
    },
  };
}
