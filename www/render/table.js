// The table that holds what a chart shows: closed until somebody wants it.

import { badge } from '../badge.js';
import { h, theirs } from '../dom.js';
import { standsFor } from '../highlight.js';
import { markOf } from '../mark.js';

/** @import { Child } from '../dom' */
/** @import { SegmentView } from '../protocol' */

/**
 * @param {string} title
 * @param {string} caption
 */
export function createTable(title, caption) {
  const table = h('table', { class: 'plain' });
  return {
    element: h('details', { class: 'small' }, h('summary', {}, title),
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption }, table)),
    /**
     * @param {Child[]} heads the first stands above the names of the lines
     * @param {{ name: Child, cells: Child[], segment?: number }[]} lines
     * @param {number} [first] the segment of the second head, if segments stand side by side
     */
    fill(heads, lines, first) {
      /** @param {HTMLElement} cell @param {number} column */
      const lit = (cell, column) => (first === undefined || column + first < 0 ? cell : standsFor(cell, column + first));
      table.replaceChildren(
        h('caption', { class: 'vh' }, caption),
        h('thead', {}, h('tr', {}, ...heads.map((head, i) => {
          const cell = h('th', { scope: 'col' }, head);
          return i === 0 ? cell : lit(cell, i - 1);
        }))),
        h('tbody', {}, ...lines.map(({ name, cells, segment }) => {
          const row = h('tr', {}, h('th', { scope: 'row' }, name), ...cells.map((cell, i) => lit(h('td', {}, cell), i)));
          return segment === undefined ? row : standsFor(row, segment);
        })));
    },
  };
}

/** A segment as the head of a column. @param {SegmentView} segment @param {number} index */
export const segmentHead = (segment, index) => h('span', { class: 'sn-h' }, badge(index, segment.letter),
  h('span', { class: 'vh' }, `Segment ${segment.letter}: `), theirs(segment.short_name), markOf(index));

/** A segment as the name of a line. @param {SegmentView} segment @param {number} index */
export const segmentName = (segment, index) => h('span', { class: 'sn-h' }, badge(index, segment.letter), theirs(segment.name), markOf(index));
