// The ways to the parts of the result: they stay in sight while the parts pass below them. Buttons, as a link to a part
// would leave the frame of the single file.

import { button, byId, h } from '../dom.js';
import { goTo } from '../screens.js';

/** Ids of the parts, from above, each with as much of its headline as tells it from the others. @type {[string, string][]} */
const PARTS = [
  ['map', 'Map'], ['ways', 'What you can do'], ['cards', 'One by one'], ['value', 'Value'], ['why', 'How many'], ['clear', 'How clearly'], ['watch', 'Watch'],
  ['apart', 'What sets them apart'], ['rules', 'Find them again'], ['what-if', 'One customer more'], ['read', 'What was read'], ['take', 'Take it with you'],
  ['recipe', 'Recipe'],
];

export function createJump() {
  const items = PARTS.map(([id, name]) => ({ id, item: h('li', { 'data-part': id }, button(name, () => goTo(id), { class: 'jump-to' })) }));
  return {
    element: h('nav', { class: 'jump', 'aria-label': 'On this page' }, h('ul', { class: 'scroll' }, ...items.map(({ item }) => item))),
    /** A part that has nothing to say is not led to. */
    update() {
      for (const { id, item } of items) item.hidden = byId(id).hidden;
    },
  };
}
