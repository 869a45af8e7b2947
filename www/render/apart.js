// What sets segments apart: the averages as numbers, as a snake plot, as a heat map, and how single columns are spread.

import { chart_height, draw_heat, draw_snake, draw_spread } from 'charts';
import { h, theirs } from '../dom.js';
import { decimal, share } from '../format.js';
import { highlight } from '../highlight.js';
import { createPlot } from '../plot.js';
import { createMeasures, write } from './measures.js';
import { createTable, segmentHead } from './table.js';

/** @import { MeasureView, SpreadView, View } from '../protocol' */

/** Lines that a chart shows; the table of numbers has all of them. */
const MOST = 24;

const VIEWS = /** @type {const} */ ([['numbers', 'Numbers'], ['snake', 'Snake'], ['heat', 'Heat'], ['spread', 'Spread']]);

/** @param {MeasureView} measure */
const measureName = (measure) => [theirs(measure.column), measure.level !== null && ': ', measure.level !== null && theirs(measure.level)];

/** @param {MeasureView} measure */
const plainName = ({ column, level }) => (level === null ? column : `${column}: ${level}`);

/** Standard deviations from everyone's average. @param {MeasureView} measure @param {number} segment */
function away(measure, segment) {
  const z = measure.z[segment] ?? 0;
  if (measure.means[segment] === null) return '–';
  return `${z < 0 ? '−' : '+'}${decimal(Math.abs(z), 2)}`;
}

/** @param {SpreadView} spread @param {number} bar @param {number} segment */
function part(spread, bar, segment) {
  const counts = spread.counts[segment] ?? [];
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all > 0 ? share((counts[bar] ?? 0) / all) : '–';
}

/** What a bar stands for. @param {SpreadView} spread @param {number} bar */
function barName({ edges, years }, bar) {
  const [from, to] = [edges[bar], edges[bar + 1]];
  const whole = edges.every((edge) => Math.abs(edge % 1) === 0.5);
  if (whole) return decimal(from + 0.5, 0, years);
  const decimals = Math.min(Math.max(Math.ceil(1 - Math.log10(Math.max(to - from, 1e-6))), 0), 6);
  return `${decimal(from, decimals, years)} to ${decimal(to, decimals, years)}`;
}

export function createApart() {
  /** @type {View | null} */
  let view = null;
  /** @type {MeasureView[]} */
  let shown = [];
  let column = 0;
  const spread = () => view?.spreads[column] ?? null;
  const segments = () => view?.segments ?? [];
  const letter = (/** @type {import('../plot').Place} */ place) => `Segment ${segments()[place.segment ?? 0]?.letter}`;
  const lit = () => highlight.value ?? undefined;

  const snake = createPlot({
    kind: 'snake',
    height: () => chart_height('snake', shown.length),
    draw: (canvas, look) => draw_snake(canvas, shown, segments(), lit(), look),
    shown: () => (view ? shown : null),
    segments: () => segments().length,
    tell: (place) => `${letter(place)}, ${plainName(shown[place.row])}: ${away(shown[place.row], place.segment ?? 0)}`,
  });
  const heat = createPlot({
    kind: 'heat',
    height: () => chart_height('heat', shown.length),
    draw: (canvas, look) => draw_heat(canvas, shown, segments(), lit(), look),
    shown: () => (view ? shown : null),
    segments: () => segments().length,
    tell: (place) => `${letter(place)}, ${plainName(shown[place.row])}: ${write(shown[place.row], shown[place.row].means[place.segment ?? 0])}`,
    reach: 60,
  });
  const bars = createPlot({
    kind: 'spread',
    height: () => chart_height('spread', segments().length),
    draw: (canvas, look) => { if (spread()) draw_spread(canvas, spread(), segments(), lit(), look); },
    shown: spread,
    segments: () => segments().length,
    tell: (place) => { const now = spread(); return now ? `${letter(place)}, ${barName(now, place.row)}: ${part(now, place.row, place.segment ?? 0)}` : ''; },
    reach: 48,
  });
  const measures = createMeasures();
  const snakeTable = createTable('The snake plot as a table', 'Standard deviations from the average of everyone');
  const heatTable = createTable('The heat map as a table', 'Averages per segment, the columns of the heat map');
  const barTable = createTable('The spread as a table', 'Share of each segment in each bar');
  const select = h('select', { id: 'spread-column', onchange: () => { column = select.selectedIndex; fillSpread(); } });
  const none = h('p', { class: 'muted', hidden: true }, 'There is no column of numbers with several values.');

  const parts = {
    numbers: [measures.element],
    snake: [snake.element, h('p', { class: 'cap small muted' }, 'How many standard deviations each average lies below or above everyone’s; farther than three stands at the edge.'), snakeTable.element],
    heat: [heat.element, heatTable.element],
    spread: [h('p', { class: 'row small' }, h('label', { for: 'spread-column' }, 'Column'), select), none, bars.element,
      h('p', { class: 'cap small muted' }, 'A line for each segment, in grey everyone. Heights are shares; what lies beyond an end counts to the bar there.'), barTable.element],
  };
  const panels = VIEWS.map(([key]) => h('div', { class: 'panel', id: `apart-${key}`, hidden: key !== 'numbers' }, ...parts[key]));
  const choice = h('fieldset', { class: 'tabs' }, h('legend', { class: 'vh' }, 'Show as'),
    ...VIEWS.map(([key, name], i) => h('label', {}, h('input', {
      type: 'radio', name: 'apart', value: key, checked: i === 0, onchange: () => panels.forEach((panel, other) => { panel.hidden = other !== i; }),
    }), name)));

  function fillSpread() {
    const now = spread();
    none.hidden = now !== null;
    bars.element.hidden = barTable.element.hidden = select.hidden = now === null;
    if (!now) return;
    bars.update(`Spread of ${now.column} in ${segments().length} segments${now.log ? ', on a logarithmic scale' : ''}.`);
    barTable.fill([theirs(now.column), ...segments().map(segmentHead)],
      now.edges.slice(1).map((_, bar) => ({ name: barName(now, bar), cells: segments().map((_, i) => part(now, bar, i)) })), 0);
  }

  return {
    element: h('section', { class: 'sec', id: 'apart' },
      h('div', { class: 'sec-l' }, h('h2', {}, 'What sets them apart'),
        h('p', {}, 'Averages per segment, in the units of your file. The further from the average of everyone, the stronger the tint: blue above, ochre below.')),
      h('div', { class: 'sec-r' }, choice, ...panels)),
    /** @param {View} next */
    update(next) {
      const before = spread()?.column;
      view = next;
      const features = next.measures.filter(({ role }) => role === 'feature');
      shown = (features.length > 0 ? features : next.measures).slice(0, MOST);
      column = Math.max(next.spreads.findIndex((each) => each.column === before), 0);
      measures.update(next);
      const heads = next.segments.map(segmentHead);
      snake.update(`Snake plot: how far the averages of ${next.segments.length} segments lie from everyone’s in ${shown.length} measures.`);
      snakeTable.fill(['Measure', ...heads], shown.map((measure) => ({ name: h('span', {}, ...measureName(measure)), cells: next.segments.map((_, i) => away(measure, i)) })), 0);
      heat.update(`Heat map: averages of ${next.segments.length} segments in ${shown.length} measures.`);
      heatTable.fill(['Measure', ...next.segments.map(segmentHead), 'Everyone'],
        shown.map((measure) => ({ name: h('span', {}, ...measureName(measure)), cells: [...measure.means, measure.average].map((mean) => write(measure, mean)) })));
      select.replaceChildren(...next.spreads.map((each) => h('option', {}, each.column)));
      select.selectedIndex = column;
      fillSpread();
    },
  };
}

