// A canvas that keeps its drawing true: to its width, the theme and the density of the screen.

import { h } from './dom.js';
import { readLook } from './look.js';

/** @import { Look } from './look' */

/** @type {Set<{ soon(): void }>} */
const all = new Set();

/** Has other drawings redrawn together with the charts. @param {{ soon(): void }} drawings */
export const alsoRedraw = (drawings) => all.add(drawings);

/** Draws every chart on the page again, after a change of theme or density. */
export function redrawAll() {
  for (const chart of all) chart.soon();
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
    this.waiting = false;
    all.add(this);
    new ResizeObserver(() => this.soon()).observe(this.element);
  }

  /** What the chart shows, in a sentence: read out in its place. @param {string} text */
  set label(text) {
    this.canvas.setAttribute('aria-label', text);
  }

  /** Draws before the next frame, once, however often it is asked. */
  soon() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.now();
    });
  }

  now() {
    const width = this.element.clientWidth;
    if (width === 0) return;
    const look = readLook();
    const height = this.height(width);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.canvas.width = Math.round(width * look.dpr);
    this.canvas.height = Math.round(height * look.dpr);
    this.draw(this.canvas, look);
  }
}
