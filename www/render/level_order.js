// The order of a category's levels, from low to high.

import { button, h, theirs } from '../dom.js';
import { announce } from '../live.js';

/**
 * @param {string[]} levels in the order of the file
 * @param {string[]} order as decided; empty for none
 * @param {(order: string[]) => void} change
 */
export function createOrder(levels, order, change) {
  const given = order.length > 0;
  const box = h('input', { type: 'checkbox', name: 'ordered', onchange: () => change(box.checked ? [...levels] : []) });
  box.checked = given;

  /** @param {number} at @param {number} by */
  function move(at, by) {
    const next = [...order];
    [next[at], next[at + by]] = [next[at + by], next[at]];
    change(next);
    announce(`${order[at]} is now number ${at + by + 1} of ${order.length}`);
  }

  /** @param {string} level @param {number} at */
  function line(level, at) {
    return h('li', {}, theirs(level),
      button('Lower', () => move(at, -1), { class: 'lnk', 'aria-label': `Lower: ${level}`, disabled: at === 0, 'data-move': `${level} -1` }),
      button('Higher', () => move(at, 1), { class: 'lnk', 'aria-label': `Higher: ${level}`, disabled: at === order.length - 1, 'data-move': `${level} 1` }));
  }

  return h('div', { class: 'mf wide' }, h('label', { class: 'check' }, box, h('span', {}, 'Its levels have an order, from low to high')),
    given && h('ol', { class: 'order' }, ...order.map(line)));
}
