// The table of segments: badge, name, strongest traits, share and size.

import { badge, segmentClass } from '../badge.js';
import { CAPITALS, h, s, theirs } from '../dom.js';
import { count, decimal, perCent, short, unparted } from '../format.js';
import { selected, standsFor, toggle } from '../highlight.js';
import { markOf } from '../mark.js';

/** @import { MeasureView, TraitView, View } from '../protocol' */

/** Standard deviations that fill half a trait bar. */
const FULL = 1.6;

/** Above the figures, or beside each where there is no room for columns. */
const HEADS = { customers: 'Customers', back: 'Comes back' };

/**
 * The mean, with the decimals of the table of averages.
 *
 * @param {TraitView} trait
 * @param {MeasureView[]} measures
 */
function value({ column, level, mean }, measures) {
  if (level !== null) return perCent(Math.round(mean * 100));
  const measure = measures.find((each) => each.column === column && each.level === null);
  return measure ? decimal(mean, measure.decimals, measure.years) : short(mean);
}

/**
 * @param {TraitView} trait
 * @param {MeasureView[]} measures
 */
function traitCell(trait, measures) {
  const reach = Math.min(Math.abs(trait.z) / FULL, 1) * 50;
  const bar = s('svg', { class: 'dev', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    s('path', { class: 'dev-line', d: 'M0 4H100' }),
    s('rect', { x: trait.z < 0 ? 50 - reach : 50, y: 2, width: reach, height: 4, class: 'dev-bar' }),
    s('path', { class: 'dev-zero', d: 'M50 0V8' }));
  return h('li', { class: 'trait' },
    h('span', {}, h('span', { class: 'tl' }, theirs(trait.level === null ? trait.column : `${trait.column}: ${trait.level}`, CAPITALS)), ' ',
      h('span', { class: 'tv' }, value(trait, measures))), bar,
    h('span', { class: 'tc' }, unparted(trait.text)));
}

/**
 * @param {View} view
 * @param {number} index
 */
function row(view, index) {
  const segment = view.segments[index];
  const name = h('button', {
    type: 'button', class: 'sname', 'aria-pressed': String(selected.value === index), onclick: () => toggle(index),
  }, h('span', { class: 'vh' }, `Segment ${segment.letter}: `), theirs(segment.name));
  return standsFor(h('tr', { class: segmentClass(index) },
    h('th', { scope: 'row' },
      h('div', { class: 'sn-h' }, badge(index, segment.letter), name, markOf(index)),
      segment.traits.length > 0 && h('ul', { class: 'traits' }, ...segment.traits.slice(0, 3).map((trait) => traitCell(trait, view.measures)))),
    h('td', { 'data-l': HEADS.customers }, h('span', { class: 'num' }, perCent(segment.percent)), h('span', { class: 'sub2' }, count(segment.size))),
    back(view, index)), index);
}

/** How well a segment comes back. @param {View} view @param {number} index */
function back({ trust }, index) {
  const found = trust.segments[index];
  return h('td', { class: 'back', 'data-l': HEADS.back }, ...(found && found.overlap !== null
    ? [h('span', { class: 'num' }, perCent(Math.round(found.overlap * 100))), h('span', { class: 'sub2' }, found.words)]
    : ['–']));
}

/** Customers who are in no segment. @param {NonNullable<View['unusual']>} unusual */
function asideRow({ name, size, share, text }) {
  return h('tr', { class: 'aside' },
    h('th', { scope: 'row' }, h('div', { class: 'sn-h' }, cross(), h('span', { class: 'sname' }, name)), h('p', { class: 'small muted' }, h('bdi', {}, text))),
    h('td', { 'data-l': HEADS.customers }, h('span', { class: 'num' }, perCent(Math.round(share * 100))), h('span', { class: 'sub2' }, count(size))),
    h('td', {}));
}

/** The mark they have on the map. */
function cross() {
  return s('svg', { class: 'badge aside-mark', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d: 'M6 6 18 18M18 6 6 18' }));
}

export function createSegments() {
  const body = h('tbody', {});
  const aside = h('tbody', {});
  selected.listen((now) => [...body.querySelectorAll('.sname')].forEach((name, i) => name.setAttribute('aria-pressed', String(now === i))));
  return {
    element: h('table', { class: 'segt' },
      h('caption', { class: 'vh' }, 'Segments, with their strongest traits compared with the average of everyone'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col', class: 'h3' }, 'Segment'), h('th', { scope: 'col' }, HEADS.customers), h('th', { scope: 'col' }, HEADS.back))),
      body, aside),
    /** @param {View} view */
    update(view) {
      body.replaceChildren(...view.segments.map((_, i) => row(view, i)));
      aside.replaceChildren(...(view.unusual ? [asideRow(view.unusual)] : []));
    },
    /** What the checks say of each. @param {View} view */
    trust(view) {
      [...body.querySelectorAll('.back')].forEach((cell, i) => {
        const now = back(view, i);
        if (now.textContent !== cell.textContent) cell.replaceWith(now);
      });
    },
  };
}
