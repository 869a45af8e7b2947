// Small histograms, drawn once they come into view: a file may have hundreds of columns.

import { draw_bars } from 'charts';
import { alsoRedraw } from '../chart.js';
import { h } from '../dom.js';
import { readLook } from '../look.js';

/** Canvases with their bars, and whether those are of something new. @type {WeakMap<Element, { bars: Uint32Array, strong: boolean }>} */
const drawn = new WeakMap();

const inView = new IntersectionObserver((entries) => {
  const look = readLook();
  for (const { target, isIntersecting } of entries) if (isIntersecting) draw(/** @type {HTMLCanvasElement} */ (target), look);
});

/** @param {import('../look').Look} look */
function redraw(look) {
  for (const canvas of document.querySelectorAll('canvas.hist')) draw(/** @type {HTMLCanvasElement} */ (canvas), look);
}

alsoRedraw({ soon: () => requestAnimationFrame(() => redraw(readLook())), now: redraw });

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('../look').Look} look
 */
function draw(canvas, look) {
  const about = drawn.get(canvas);
  if (!about || canvas.clientWidth === 0) return;
  canvas.width = Math.round(canvas.clientWidth * look.dpr);
  canvas.height = Math.round(canvas.clientHeight * look.dpr);
  draw_bars(canvas, about.bars, about.strong, look);
}

/**
 * Bars as a picture; what they say stands beside it in words.
 *
 * @param {number[]} bars
 * @param {boolean} [strong] whether they show what a change would do
 */
export function histogram(bars, strong = false) {
  const canvas = h('canvas', { class: 'hist', 'aria-hidden': 'true' });
  drawn.set(canvas, { bars: Uint32Array.from(bars), strong });
  inView.observe(canvas);
  return canvas;
}
