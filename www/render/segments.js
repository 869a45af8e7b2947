// The table of segments: badge, name, strongest traits, share and size.

import { badge, segmentClass } from '../badge.js';
import { h, s, theirs } from '../dom.js';
import { count, perCent, short } from '../format.js';
import { selected, standsFor, toggle } from '../highlight.js';

/** @import { SegmentView, TraitView, View } from '../protocol' */

/** Standard deviations that fill half a trait bar. */
const FULL = 1.6;

/** @param {TraitView} trait */
function traitCell(trait) {
  const reach = Math.min(Math.abs(trait.z) / FULL, 1) * 50;
  const bar = s('svg', { class: 'dev', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    s('path', { class: 'dev-line', d: 'M0 4H100' }),
    s('rect', { x: trait.z < 0 ? 50 - reach : 50, y: 2, width: reach, height: 4, class: 'dev-bar' }),
    s('path', { class: 'dev-zero', d: 'M50 0V8' }));
  return h('li', { class: 'trait' },
    h('span', { class: 'tl' }, theirs(trait.level === null ? trait.column : `${trait.column}: ${trait.level}`)), ' ',
    h('span', { class: 'tv' }, trait.level === null ? short(trait.mean) : perCent(Math.round(trait.mean * 100))), bar,
    h('span', { class: 'tc' }, trait.text));
}

/**
 * @param {SegmentView} segment
 * @param {number} index
 */
function row(segment, index) {
  const name = h('button', {
    type: 'button', class: 'sname', 'aria-pressed': String(selected.value === index), onclick: () => toggle(index),
  }, h('span', { class: 'vh' }, `Segment ${segment.letter}: `), theirs(segment.name));
  selected.listen((now) => name.setAttribute('aria-pressed', String(now === index)));
  return standsFor(h('tr', { class: segmentClass(index) },
    h('th', { scope: 'row' },
      h('div', { class: 'sn-h' }, badge(index, segment.letter), name),
      segment.traits.length > 0 && h('ul', { class: 'traits' }, ...segment.traits.map(traitCell))),
    h('td', {}, h('span', { class: 'num' }, perCent(segment.percent)), h('span', { class: 'sub2' }, count(segment.size)))), index);
}

export function createSegments() {
  const body = h('tbody', {});
  return {
    element: h('table', { class: 'segt' },
      h('caption', { class: 'vh' }, 'Segments, with their strongest traits compared with the average of everyone'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col', class: 'h3' }, 'Segment'), h('th', { scope: 'col' }, 'Customers'))),
      body),
    /** @param {View} view */
    update(view) {
      selected.listeners = [];
      body.replaceChildren(...view.segments.map(row));
    },
  };
}
