// A chart whose values can be pointed at, and stepped through with the arrow keys. What is told of a place is the text that stands in
// the chart's table as well.

import { chart_places } from 'charts';
import { Chart } from './chart.js';
import { h } from './dom.js';
import { highlight, pointAt, toggle } from './highlight.js';

/** @import { Look } from './look' */
/** @typedef {{ row: number, segment?: number | null, x: number, y: number }} Place */

/** How near the pointer has to come to a value, in CSS pixels. */
const REACH = 28;

/**
 * @typedef {object} Kind
 * @property {string} kind as the charts module calls it
 * @property {(width: number) => number} height
 * @property {(canvas: HTMLCanvasElement, look: Look, layers?: import('./chart').Layers) => boolean | void} draw as that of a chart
 * @property {() => unknown} shown what is drawn, null for nothing
 * @property {() => number} segments how many
 * @property {(place: Place) => string} tell
 * @property {number} [reach]
 * @property {(canvas: HTMLCanvasElement, x: number, y: number, places: Place[]) => number} [find] the index of the place that the pointer
 *   tells, -1 for none; default: the nearest within reach
 */

/** @param {Kind} about */
export function createPlot({ kind, height, draw, shown, segments, tell, reach = REACH, find }) {
  /** @type {Place[]} */
  let places = [];
  let at = -1;
  const chart = new Chart(height, (canvas, look, layers) => {
    if (shown() === null) return false;
    const more = draw(canvas, look, layers);
    if (!more) places = chart_places(canvas, kind, shown(), segments(), look);
    return more;
  });
  const ring = h('span', { class: 'plot-ring', hidden: true, 'aria-hidden': 'true' });
  const told = h('p', { class: 'plot-told small', role: 'status', hidden: true });
  const element = h('div', { class: 'plot', tabindex: 0, role: 'group' }, chart.element, ring, told);
  highlight.listen(() => chart.soon());

  /** @param {number} index -1 for none */
  function go(index) {
    at = index;
    const place = places[index];
    ring.hidden = told.hidden = !place;
    told.textContent = place ? tell(place) : '';
    pointAt(place?.segment ?? null);
    if (!place) return;
    ring.style.translate = `${place.x}px ${place.y}px`;
    const room = element.clientWidth - told.offsetWidth;
    told.style.translate = `${Math.min(Math.max(place.x - told.offsetWidth / 2, 0), Math.max(room, 0))}px ${place.y + (place.y > 56 ? -44 : 18)}px`;
  }

  /** The next place in a direction that fits. @param {number} by @param {(place: Place) => boolean} fits */
  function step(by, fits) {
    for (let index = at + by; index >= 0 && index < places.length; index += by) if (fits(places[index])) return go(index);
  }

  /** @param {number} x @param {number} y */
  function nearest(x, y) {
    let [best, least] = [-1, reach];
    places.forEach((place, index) => {
      const distance = Math.hypot(place.x - x, place.y - y);
      if (distance < least) [best, least] = [index, distance];
    });
    return best;
  }

  /** Where the pointer is; looked at once a frame. @type {{ x: number, y: number } | null} */
  let pointer = null;
  element.addEventListener('pointermove', ({ offsetX, offsetY, target }) => {
    if (target !== chart.canvas) return;
    if (!pointer) requestAnimationFrame(() => {
      if (pointer) go(find ? find(chart.canvas, pointer.x, pointer.y, places) : nearest(pointer.x, pointer.y));
      pointer = null;
    });
    pointer = { x: offsetX, y: offsetY };
  });
  element.addEventListener('pointerleave', () => {
    pointer = null;
    go(-1);
  });
  element.addEventListener('focus', () => {
    if (at < 0 && element.matches(':focus-visible')) go(0);
  });
  element.addEventListener('blur', () => go(-1));
  element.addEventListener('click', () => choose());
  element.addEventListener('keydown', (event) => {
    const now = places[at];
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowRight: () => step(1, () => true),
      ArrowLeft: () => step(-1, () => true),
      ArrowDown: () => step(1, (place) => place.row !== now?.row && place.segment === now?.segment),
      ArrowUp: () => step(-1, (place) => place.row !== now?.row && place.segment === now?.segment),
      Home: () => go(0),
      End: () => go(places.length - 1),
      Enter: choose,
      ' ': choose,
    };
    const act = Object.hasOwn(keys, event.key) && !event.ctrlKey && !event.metaKey && !event.altKey ? keys[event.key] : null;
    if (!act) return;
    act();
    event.preventDefault();
  });

  function choose() {
    const segment = places[at]?.segment;
    if (segment !== null && segment !== undefined) toggle(segment);
  }

  return {
    element,
    /** Draws again, and says what the chart shows: read out in its place. @param {string} label */
    update(label) {
      chart.label = label;
      element.setAttribute('aria-label', `${label} Arrow keys step through its values.`);
      go(-1);
      chart.soon();
    },
    /** Draws again what has not changed but for its names. */
    redraw: () => chart.soon(),
  };
}
