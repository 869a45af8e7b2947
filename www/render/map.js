// The map: every customer a point, every segment a colour, shape and letter. Its axes can be chosen.

import { draw_map, map_hit } from 'charts';
import { badge } from '../badge.js';
import { Chart } from '../chart.js';
import { h, theirs } from '../dom.js';
import { perCent, short } from '../format.js';
import { highlight, pointAt, standsFor } from '../highlight.js';
import { readLook } from '../look.js';

/** @import { Axis, AxisView, View } from '../protocol' */

/** @param {Axis} axis */
const axisName = (axis) => (axis.type === 'column' ? axis.name : axis.number === 1 ? 'Widest spread' : 'Second widest');

/** @param {Axis} axis */
const key = (axis) => JSON.stringify(axis.type === 'column' ? ['column', axis.name] : ['component', axis.number]);

/** @param {(x: Axis, y: Axis) => void} showAxes */
export function createMap(showAxes) {
  /** @type {View | null} */
  let view = null;
  let points = new Uint8Array();
  const chart = new Chart((width) => Math.round(Math.min(width * 0.92, 560)), (canvas, look) => {
    if (view) draw_map(canvas, view.map, view.segments, points, highlight.value ?? undefined, look);
  });
  highlight.listen(() => chart.soon());
  followPointer(chart.canvas, (x, y) => {
    const found = view ? map_hit(chart.canvas, view.map, points, x, y, readLook()) : undefined;
    // A customer set aside is in no segment that could light up.
    return view && found !== undefined && found < view.segments.length ? found : null;
  });

  const selects = { x: h('select', { id: 'axis-x', onchange: changed }), y: h('select', { id: 'axis-y', onchange: changed }) };
  const caption = h('p', { class: 'cap small muted' });
  const table = h('tbody', {});
  const headX = h('th', { scope: 'col' });
  const headY = h('th', { scope: 'col' });

  function changed() {
    const choices = view?.map.choices ?? [];
    const [x, y] = [choices[selects.x.selectedIndex], choices[selects.y.selectedIndex]];
    if (x && y) showAxes(x, y);
  }

  /**
   * @param {HTMLSelectElement} select
   * @param {Axis[]} choices
   * @param {Axis} chosen
   */
  function offer(select, choices, chosen) {
    const keys = choices.map(key).join();
    if (select.dataset.keys !== keys) {
      select.replaceChildren(...choices.map((axis) => h('option', {}, axisName(axis))));
      select.dataset.keys = keys;
    }
    select.selectedIndex = choices.findIndex((axis) => key(axis) === key(chosen));
  }

  /** @param {AxisView} axis */
  const heading = (axis) => [theirs(axisName(axis.axis)), axis.share !== null && ` (${perCent(Math.round(axis.share * 100))} of the differences)`];

  return {
    element: h('div', { class: 'mapbox' },
      h('div', { class: 'sub' }, h('h2', { class: 'h3' }, 'Map'),
        h('div', { class: 'axes' },
          h('label', { for: 'axis-x' }, 'Across'), selects.x, h('label', { for: 'axis-y' }, 'Up'), selects.y)),
      chart.element, caption,
      h('details', { class: 'small' }, h('summary', {}, 'The map as a table'),
        h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'The map as a table' },
          h('table', { class: 'plain' }, h('caption', { class: 'small muted' }, 'Where the middle of each segment lies'),
            h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Segment'), headX, headY)), table)))),
    /**
     * @param {View} next
     * @param {Uint8Array<ArrayBuffer>} bytes
     */
    update(next, bytes) {
      view = next;
      points = bytes;
      const { x, y, choices } = next.map;
      offer(selects.x, choices, x.axis);
      offer(selects.y, choices, y.axis);
      caption.textContent = next.map.caption;
      headX.replaceChildren(...heading(x).filter((part) => part !== false));
      headY.replaceChildren(...heading(y).filter((part) => part !== false));
      table.replaceChildren(...next.segments.map((segment, i) => standsFor(h('tr', {},
        h('th', { scope: 'row' }, h('span', { class: 'sn-h' }, badge(i, segment.letter), theirs(segment.name))),
        h('td', {}, short(segment.x)), h('td', {}, short(segment.y))), i)));
      chart.label = `Map of ${next.segments.length} segments. ${next.map.caption} The table below it has the middle of each segment.`;
      chart.soon();
    },
  };
}

/**
 * Lights up the segment under the pointer, looked for once a frame.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {(x: number, y: number) => number | null} find takes CSS pixels from the canvas's corner
 */
function followPointer(canvas, find) {
  /** @type {PointerEvent | null} */
  let latest = null;
  canvas.addEventListener('pointermove', (event) => {
    if (!latest) requestAnimationFrame(() => {
      if (latest) pointAt(find(latest.offsetX, latest.offsetY));
      latest = null;
    });
    latest = event;
  });
  canvas.addEventListener('pointerleave', () => {
    latest = null;
    pointAt(null);
  });
}
