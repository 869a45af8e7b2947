// Undo and redo of decisions, as buttons that say what.

import { button } from '../dom.js';

/** @import { History } from '../history' */

/** @param {{ undo(): void, redo(): void }} actions */
export function createSteps({ undo, redo }) {
  const back = button('Undo', undo, { class: 'btn quiet step', hidden: true });
  const forth = button('Redo', redo, { class: 'btn quiet step', hidden: true });

  /** A button that has nothing to do keeps the focus it may have. @param {HTMLButtonElement} made @param {string} word @param {string | undefined} what */
  function name(made, word, what) {
    const text = what === undefined ? `Nothing to ${word.toLowerCase()}` : `${word}: ${what}`;
    made.setAttribute('aria-label', text);
    made.title = text;
    made.setAttribute('aria-disabled', String(what === undefined));
  }

  return {
    elements: [back, forth],
    /** @param {History} history */
    update({ before, after }) {
      back.hidden = forth.hidden = before.length === 0 && after.length === 0;
      name(back, 'Undo', before.at(-1)?.what);
      name(forth, 'Redo', after.at(-1)?.what);
    },
  };
}
