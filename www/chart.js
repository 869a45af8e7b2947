// A canvas that keeps its drawing true: to its width, the theme and the density of the screen.

import { h } from './dom.js';
import { readLook } from './look.js';

/** @import { Look } from './look' */

/** @typedef {{ soon(): void, now(look: Look): void }} Drawings */

/** @type {Set<Drawings>} */
const all = new Set();

/** Has other drawings redrawn together with the charts. @param {Drawings} drawings */
export const alsoRedraw = (drawings) => all.add(drawings);

/** @typedef {'first' | 'rest'} Layers what of a chart is drawn; everything if none is named */

/** Charts to be drawn, in the order in which it was asked. @type {Set<Chart>} */
const waiting = new Set();

/** The chart of which the rest is still to be drawn. @type {Chart | null} */
let unfinished = null;

/** Milliseconds for which charts are drawn; the rest of them come after the next frame. */
const SHARE_OF_A_FRAME = 6;

/** Draws after the next frame, whose own time the browser needs to lay the page out. A page that nobody sees has no frames, and some have no colours then. */
const afterFrame = () => requestAnimationFrame(() => setTimeout(drawSome));

function drawSome() {
  if (waiting.size === 0 && !unfinished) return;
  const began = performance.now();
  try {
    const look = readLook();
    const begun = unfinished;
    unfinished = null;
    begun?.now(look, 'rest');
    for (const chart of waiting) {
      if (performance.now() - began > SHARE_OF_A_FRAME) break;
      waiting.delete(chart);
      if (chart.now(look, 'first')) {
        unfinished = chart;
        break;
      }
    }
  } finally {
    if (waiting.size > 0 || unfinished) afterFrame();
  }
}

/** Draws every chart on the page again, after a change of theme or density. */
export function redrawAll() {
  for (const chart of all) chart.soon();
  // In the frame that shows the page in other colours.
  requestAnimationFrame(drawSome);
}

/** Draws every chart on the page before anything else happens: a page is printed as it stands once its handlers are done. */
export function redrawNow() {
  unfinished = null;
  const look = readLook();
  for (const chart of all) chart.now(look);
}

export class Chart {
  /**
   * @param {(width: number) => number} height CSS pixels high for a width in CSS pixels
   * @param {(canvas: HTMLCanvasElement, look: Look, layers?: Layers) => boolean | void} draw told `first`, it may leave a rest, which is to
   *   get a frame of its own: then it answers true, and is told `rest` next
   */
  constructor(height, draw) {
    this.height = height;
    this.draw = draw;
    this.canvas = h('canvas', { class: 'chart', role: 'img' });
    this.element = h('div', { class: 'chart-box' }, this.canvas);
    /** CSS pixels; told by the browser, as asking for it makes the browser lay the whole page out. */
    this.width = 0;
    all.add(this);
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === this.width) return;
      this.width = contentRect.width;
      this.soon();
    }).observe(this.element);
  }

  /** What the chart shows, in a sentence: read out in its place. @param {string} text */
  set label(text) {
    this.canvas.setAttribute('aria-label', text);
  }

  /** Draws after one of the next frames, once, however often it is asked. */
  soon() {
    if (waiting.size === 0 && !unfinished) afterFrame();
    waiting.add(this);
  }

  /** Draws. Answers whether there is a rest. @param {Look} look @param {Layers} [layers] */
  now(look = readLook(), layers) {
    const width = Math.round(this.width);
    if (width === 0) return false;
    if (layers !== 'rest') {
      const height = this.height(width);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
      this.canvas.width = Math.round(width * look.dpr);
      this.canvas.height = Math.round(height * look.dpr);
    }
    return this.draw(this.canvas, look, layers) === true;
  }
}
