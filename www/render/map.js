// The map: every customer a point, every segment a colour, shape and letter. Its axes can be chosen.

import { draw_map, map_hit } from 'charts';
import { badge } from '../badge.js';
import { Changes } from '../changes.js';
import { h, say, theirs } from '../dom.js';
import { decimal, perCent, short, unparted } from '../format.js';
import { highlight, standsFor } from '../highlight.js';
import { readLook } from '../look.js';
import { markOf, withMark } from '../mark.js';
import { createPlot } from '../plot.js';

/** @import { Axis, AxisView, View } from '../protocol' */

/** @param {Axis} axis */
const axisName = (axis) => (axis.type === 'column' ? axis.name : axis.number === 1 ? 'Widest spread' : 'Second widest');

/** @param {Axis} axis */
const key = (axis) => JSON.stringify(axis.type === 'column' ? ['column', axis.name] : ['component', axis.number]);

/** Height of a map that has one axis alone, in pixels. */
const STRIP = 180;

/** Whether one column alone tells customers apart, so that there is nothing to show upwards. @param {View} view */
const isStrip = ({ map }) => !map.choices.some((axis) => key(axis) === key(map.y.axis));

/** @param {(x: Axis, y: Axis) => void} showAxes */
export function createMap(showAxes) {
  /** @type {View | null} */
  let view = null;
  let points = new Uint8Array();
  /** Whether nothing of the view was drawn yet: many points of a new one get a frame of their own, while a highlight changes all in one. */
  let fresh = true;
  const names = new Changes();
  const chart = createPlot({
    kind: 'map',
    height: (width) => (view && isStrip(view) ? STRIP : Math.round(Math.min(width * 0.92, 560))),
    draw: (canvas, look, layers) => {
      if (!view) return false;
      const more = draw_map(canvas, view.map, marked(view), points, highlight.value ?? undefined, look, fresh || layers === 'rest' ? layers : undefined);
      fresh = false;
      return more;
    },
    shown: () => (view ? [view.map, view.segments] : null),
    segments: () => view?.segments.length ?? 0,
    tell: ({ row }) => (view?.segments[row] ? told(view, row) : ''),
    find: (canvas, x, y, places) => {
      const found = view ? map_hit(canvas, view.map, points, x, y, readLook()) : undefined;
      // A customer set aside is in no segment that could light up.
      return places.findIndex(({ segment }) => segment === found);
    },
  });

  const selects = { x: h('select', { id: 'axis-x', onchange: changed }), y: h('select', { id: 'axis-y', onchange: changed }) };
  const up = [h('label', { for: 'axis-y' }, 'Up'), selects.y];
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

  /** The caption, with what holds for every segment. @param {View} now */
  function explain(now) {
    const { mark } = now.trust.verdict ?? {};
    say(caption, unparted(mark ? `${now.map.caption} Each segment: ${mark}.` : now.map.caption));
  }

  return {
    element: h('div', { class: 'mapbox', id: 'map' },
      h('div', { class: 'sub' }, h('h2', { class: 'h3' }, 'Map'),
        h('div', { class: 'axes' },
          h('label', { for: 'axis-x' }, 'Across'), selects.x, ...up)),
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
      fresh = true;
      const { x, y, choices } = next.map;
      for (const part of up) part.hidden = isStrip(next);
      offer(selects.x, choices, x.axis);
      offer(selects.y, choices, y.axis);
      headX.replaceChildren(...heading(x).filter((part) => part !== false));
      headY.replaceChildren(...heading(y).filter((part) => part !== false));
      table.replaceChildren(...next.segments.map((segment, i) => standsFor(h('tr', {},
        h('th', { scope: 'row' }, h('span', { class: 'sn-h' }, badge(i, segment.letter), theirs(segment.name), markOf(i))),
        h('td', {}, along(x, segment.x)), h('td', {}, along(y, segment.y))), i)));
      explain(next);
      names.has(namesOn(next));
      chart.update(`Map of ${next.segments.length} segments. ${next.map.caption} The table below it has the middle of each segment.`);
    },
    /** What the checks say of the segments. @param {View} next */
    trust(next) {
      view = next;
      explain(next);
      // Many points take some time to be drawn.
      if (names.has(namesOn(next))) chart.redraw();
    },
  };
}

/** A place along an axis. @param {AxisView} axis @param {number} value */
const along = (axis, value) => (axis.years ? decimal(value, 0, true) : short(value));

/** A segment and where its middle lies, as the table has it. @param {View} view @param {number} index */
function told({ map, segments }, index) {
  const { letter, name, x, y } = segments[index];
  return `Segment ${letter}, ${withMark(name, index)}: ${axisName(map.x.axis)} ${along(map.x, x)}, ${axisName(map.y.axis)} ${along(map.y, y)}`;
}

/** The names that stand on it. @param {View} view */
const namesOn = (view) => marked(view).map(({ short_name }) => short_name);

/** The segments with a word beside the name of one that may be two. @param {View} view */
export function marked({ segments, trust }) {
  if (!trust.verdict) return segments;
  return segments.map((segment, i) => (trust.segments[i]?.may_be_two ? { ...segment, short_name: `${segment.short_name} (may be two)` } : segment));
}
