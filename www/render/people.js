// Customers who stand for a segment, and those who hardly belong to it: rows of the file, told in the columns that matter.

import { h, theirs } from '../dom.js';
import { cell, count, perCent } from '../format.js';

/** @import { CustomerView, SegmentView, View } from '../protocol' */

/**
 * @param {View} view
 * @param {SegmentView} segment
 */
export function peopleOf(view, segment) {
  const letter = (/** @type {number | null} */ number) => view.segments[(number ?? 0) - 1]?.letter ?? '';
  return [
    table(view, 'Typical customers', segment.typical, null),
    table(view, 'On the border', segment.borderline, ({ next, margin }) => `${letter(next)}, ${perCent(Math.round(margin * 100))} farther`),
  ].filter((part) => part !== null);
}

/**
 * @param {View} view
 * @param {string} title
 * @param {CustomerView[]} customers
 * @param {((customer: CustomerView) => string) | null} next
 */
function table({ customer_columns: columns }, title, customers, next) {
  if (customers.length === 0) return null;
  return h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': title },
    h('table', { class: 'plain people' }, h('caption', { class: 'h3' }, title),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Row'), ...columns.map((column) => h('th', { scope: 'col' }, theirs(column))),
        next && h('th', { scope: 'col' }, 'Next segment'))),
      h('tbody', {}, ...customers.map((customer) => h('tr', {}, h('th', { scope: 'row' }, count(customer.row + 1)),
        ...customer.values.map((value) => h('td', {}, typeof value === 'number' ? cell(value) : value === null ? '–' : theirs(value))),
        next && h('td', {}, next(customer)))))));
}
