// What stopped the work: where, what, what to do, and ways on.

import { button, byId, h, icon } from '../dom.js';
import { capital } from '../format.js';

/**
 * @typedef {{ title: string, text: string, label: string, act: () => void }} Way
 * @typedef {{ where: string, what: string, advice: string, detail?: string, ways: Way[] }} Problem
 */

/**
 * @param {Problem} problem ways on, safest first
 * @param {Element[]} [decisions] what can be decided otherwise here
 * @returns {HTMLElement} the headline, to be focused
 */
export function renderFailed({ where, what, advice, detail, ways }, decisions = []) {
  const title = h('h1', { tabindex: -1 }, h('bdi', {}, capital(what)));
  byId('failed').replaceChildren(
    h('p', { class: 'eyebrow bad' }, icon('warn'), h('bdi', {}, capital(where))),
    title,
    h('p', { class: 'lead' }, h('bdi', {}, advice)),
    h('ul', { class: 'take' }, ...ways.map((way, i) => h('li', {},
      h('div', {}, h('h2', { class: 'h3' }, way.title), h('p', {}, way.text)),
      button(way.label, way.act, { class: i === 0 ? 'btn primary' : 'btn' })))),
    ...(detail ? [h('details', { class: 'small' }, h('summary', {}, 'What the program said'), h('pre', { class: 'detail', tabindex: 0 }, detail))] : []),
    ...decisions);
  return title;
}
