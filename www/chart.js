// A canvas that keeps its drawing true: to its width, the theme and the density of the screen.

import { h } from './dom.js';
import { readLook } from './look.js';

/** @import { Look } from './look' */

/** @typedef {{ soon(): void, now(look: Look): void }} Drawings */

/** @type {Set<Drawings>} */
const all = new Set();

/** Has other drawings redrawn together with the charts. @param {Drawings} drawings */
export const alsoRedraw = (drawings) => all.add(drawings);

/** Charts to be drawn, in the order in which it was asked. @type {Set<Chart>} */
const waiting = new Set();

/** Milliseconds of a frame that drawing may take; the rest of the charts come with the next ones. */
const SHARE_OF_A_FRAME = 6;

function drawSome() {
  const began = performance.now();
  const look = readLook();
  try {
    for (const chart of waiting) {
      waiting.delete(chart);
      chart.now(look);
      if (performance.now() - began > SHARE_OF_A_FRAME) break;
    }
  } finally {
    if (waiting.size > 0) requestAnimationFrame(drawSome);
  }
}

/** Draws every chart on the page again, after a change of theme or density. */
export function redrawAll() {
  for (const chart of all) chart.soon();
}

/** Draws every chart on the page before anything else happens: a page is printed as it stands once its handlers are done. */
export function redrawNow() {
  const look = readLook();
  for (const chart of all) chart.now(look);
}

export class Chart {
  /**
   * @param {(width: number) => number} height CSS pixels high for a width in CSS pixels
   * @param {(canvas: HTMLCanvasElement, look: Look) => void} draw
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

  /** Draws before one of the next frames, once, however often it is asked. */
  soon() {
    if (waiting.size === 0) requestAnimationFrame(drawSome);
    waiting.add(this);
  }

  now(look = readLook()) {
    const width = Math.round(this.width);
    if (width === 0) return;
    const height = this.height(width);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.canvas.width = Math.round(width * look.dpr);
    this.canvas.height = Math.round(height * look.dpr);
    this.draw(this.canvas, look);
  }
}
