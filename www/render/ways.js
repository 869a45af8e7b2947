// What a person can do with a file in which no segments hold.

import { button, h } from '../dom.js';
import { inWords } from '../format.js';

/** @import { View } from '../protocol' */

/** @param {{ choose(k: number): void, chooseFile(): void }} actions */
export function createWays({ choose, chooseFile }) {
  const ways = h('ul', { class: 'sec-r take' });
  const element = h('section', { class: 'sec', id: 'ways', hidden: true }, h('div', { class: 'sec-l' }, h('h2', {}, 'What you can do')), ways);
  return {
    element,
    /** @param {View} view */
    update({ k, trust: { verdict } }) {
      const anyway = verdict?.anyway ?? null;
      element.hidden = k > 1 || anyway === null;
      if (element.hidden || anyway === null) return;
      const many = inWords(anyway);
      ways.replaceChildren(
        way('Add a column that says what people do', 'How much they spend, how often they order and how long ago they last did usually set customers apart best.',
          button('Choose another file', chooseFile, { class: 'btn primary' })),
        way('Check the columns', 'A column left out may be the one that matters, and one that is only noise hides the others.',
          h('a', { href: '#read', class: 'btn' }, 'Open columns')),
        way('Look anyway', `The steadiest division has ${many} segments. They are marked as unreliable on every chart and in every download.`,
          button(`Show ${many}`, () => choose(anyway), { class: 'btn' })));
    },
  };
}

/** @param {string} title @param {string} text @param {HTMLElement} act */
function way(title, text, act) {
  return h('li', {}, h('div', {}, h('h3', {}, title), h('p', {}, text)), act);
}
