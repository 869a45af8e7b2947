import { h, icon } from '../dom.js';
import { capital } from '../format.js';

/** @import { Error } from '../protocol' */

/**
 * Shows an error in place, beside what is still there.
 *
 * @param {HTMLElement} element
 * @param {Error} error
 */
export function showAlert(element, error) {
  element.hidden = false;
  element.replaceChildren(
    h('p', { class: 'eyebrow bad' }, icon('warn'), h('bdi', {}, capital(error.place))),
    h('p', { class: 'alert-what' }, h('bdi', {}, `${capital(error.what)}.`)),
    h('p', {}, h('bdi', {}, error.advice)));
}
