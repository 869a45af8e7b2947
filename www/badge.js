// A segment's badge: colour, shape and letter. The shape and colour repeat after eight; the letter never does.

import { s } from './dom.js';

const SHAPES = [
  () => s('circle', { cx: 12, cy: 12, r: 10.5 }),
  () => s('rect', { x: 2.5, y: 2.5, width: 19, height: 19, rx: 2.5 }),
  () => s('path', { d: 'M12 1.6 23.2 21.4a1.2 1.2 0 0 1-1 1.8H1.8a1.2 1.2 0 0 1-1-1.8Z' }),
  () => s('path', { d: 'M12 .6 23.4 12 12 23.4.6 12Z' }),
  () => s('path', { d: 'M6.4 2h11.2L23.2 12l-5.6 10H6.4L.8 12Z' }),
  () => s('path', { d: 'M12 22.4.8 2.6A1.2 1.2 0 0 1 1.8.8h20.4a1.2 1.2 0 0 1 1 1.8Z' }),
  () => s('path', { d: 'M12 .8 23.4 9.1 19 22.6H5L.6 9.1Z' }),
  () => s('path', { d: 'M7.5 1.5h9v6h6v9h-6v6h-9v-6h-6v-9h6Z' }),
];

const KINDS = 'abcdefgh';

/** The letter's middle: a triangle is wider at its foot. */
const MIDDLES = [12, 12, 16, 12, 12, 8.5, 12.5, 12];

/** @param {number} index 0-based @returns {string} the class that sets a segment's colours */
export function segmentClass(index) {
  return `s-${KINDS[index % KINDS.length]}`;
}

/**
 * @param {number} index 0-based
 * @param {string} letter
 */
export function badge(index, letter) {
  const kind = index % SHAPES.length;
  return s('svg', { class: `badge ${segmentClass(index)}`, viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    s('g', { class: 'badge-shape' }, SHAPES[kind]()),
    s('text', { x: 12, y: MIDDLES[kind], class: letter.length > 1 ? 'badge-letter two' : 'badge-letter' }, letter));
}
