// Which segment is in the light, everywhere at once: the one pointed at or focused, else the one selected.

import { Store } from './store.js';

/** @type {Store<number | null>} 0-based */
export const highlight = new Store(/** @type {number | null} */ (null));

/** @type {Store<number | null>} 0-based, chosen by a press until pressed again */
export const selected = new Store(/** @type {number | null} */ (null));

/** @param {number | null} index pointed at, or null when the pointer or focus leaves */
export function pointAt(index) {
  highlight.set(index ?? selected.value);
}

/** @param {number} index */
export function toggle(index) {
  selected.set(selected.value === index ? null : index);
  highlight.set(selected.value);
}

export function forget() {
  selected.set(null);
  highlight.set(null);
}

/**
 * Makes an element stand for a segment: pointing at it or focusing inside it lights the segment up, and while another
 * one is lit it steps back.
 *
 * @template {HTMLElement} E
 * @param {E} element
 * @param {number} index
 * @returns {E}
 */
export function standsFor(element, index) {
  element.dataset.segment = String(index);
  light(element, highlight.value);
  element.addEventListener('pointerenter', () => pointAt(index));
  element.addEventListener('pointerleave', () => pointAt(null));
  element.addEventListener('focusin', () => pointAt(index));
  element.addEventListener('focusout', () => pointAt(null));
  return element;
}

/** @param {HTMLElement} element @param {number | null} lit */
function light(element, lit) {
  const own = Number(element.dataset.segment);
  element.classList.toggle('lit', lit === own);
  element.classList.toggle('dim', lit !== null && lit !== own);
}

highlight.listen((lit) => {
  for (const element of document.querySelectorAll('[data-segment]')) light(/** @type {HTMLElement} */ (element), lit);
});
