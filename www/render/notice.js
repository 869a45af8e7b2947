// One line above the result about what was done without being asked for here, with a way to take it back.

import { button, h } from '../dom.js';

/** @import { Choice } from '../elsewhere' */

export function createNotice() {
  const element = h('div', { class: 'notice', role: 'status', hidden: true });
  return {
    element,
    /** @param {string | null} text nothing: the line goes @param {Choice[]} choices */
    show(text, choices) {
      element.hidden = text === null;
      element.replaceChildren(...(text === null ? [] : [h('p', {}, h('bdi', {}, text)), h('div', { class: 'row' }, ...choices.map(([label, act]) => button(label, act, { class: 'lnk' })))]));
    },
  };
}
