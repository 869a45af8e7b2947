// What goes with the name of every segment that is not natural, or may be two: it stands wherever a name does, from when the checks know.

import { h, say } from './dom.js';

/** @import { View } from './protocol' */

/** @type {View['trust']['segments']} */
let known = [];

/** @param {number} index */
const text = (index) => known[index]?.mark ?? '';

/** The mark of a segment, to stand behind its name. @param {number} index */
export const markOf = (index) => h('span', { class: 'mark', 'data-mark': String(index) }, text(index));

/** A segment's name and mark as plain text. @param {string} name @param {number} index */
export const withMark = (name, index) => (text(index) ? `${name} (${text(index)})` : name);

/** Tells what the checks say, wherever a name stands. @param {View} view */
export function tellMarks({ trust }) {
  known = trust.segments;
  for (const mark of document.querySelectorAll('[data-mark]')) say(mark, text(Number(/** @type {HTMLElement} */ (mark).dataset.mark)));
}
