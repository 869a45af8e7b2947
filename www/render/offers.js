// What would help where a result says little: a finding with a button that carries it out.

import { button, h, icon } from '../dom.js';

/** @import { Recipe, View } from '../protocol' */

/** @param {(recipe: Recipe) => void} apply */
export function createOffers(apply) {
  const element = h('div', { class: 'offers', hidden: true });
  return {
    element,
    /** @param {View} view */
    update({ offers }) {
      element.hidden = offers.length === 0;
      element.replaceChildren(...offers.map(({ text, button: words, recipe }) => h('div', { class: 'question' },
        h('p', { class: 'eyebrow' }, icon('warn'), 'One segment holds nearly everyone'),
        h('p', {}, h('bdi', {}, text)),
        h('div', { class: 'row' }, button(words, () => apply(recipe), { class: 'btn primary' })))));
    },
  };
}
