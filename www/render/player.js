// k-means to watch: one start, step by step on the map. The engine made every step and its sentence; here they are shown in turn.

import { draw_map } from 'charts';
import { Chart } from '../chart.js';
import { button, h } from '../dom.js';
import { decimal } from '../format.js';

/** @import { FilmView, Init, MapView, View } from '../protocol' */

/** How long a step is shown while it plays, and a centre takes to move, in milliseconds. */
const STEP = 1100;
const MOVE = 600;

/** @type {[Init, string][]} */
const STARTS = [
  ['data_space', 'anywhere in the data space'], ['random_rows', 'on random customers'],
  ['k_means_plus_plus', 'spread out, the best of a few'], ['plain_k_means_plus_plus', 'spread out'],
];

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** @param {(start: Init, draw: number) => void} ask */
export function createPlayer(ask) {
  /** @type {View | null} */
  let view = null;
  /** @type {FilmView | null} */
  let film = null;
  let bytes = new Uint8Array();
  let draw = 0;
  let at = 0;
  /** How far the centres are from the step before to this one, 0 to 1. */
  let moved = 1;
  let timer = 0;
  let playing = false;

  const start = h('select', { id: 'film-start', onchange: () => { draw = 0; begin(); } }, ...STARTS.map(([value, text]) => h('option', { value }, text)));
  const chart = new Chart((width) => (film && film.steps.length > 0 ? Math.round(Math.min(width * 0.66, 460)) : 0), drawNow);
  const told = h('p', { class: 'film-told', 'aria-live': 'polite' });
  const about = h('p', { class: 'small muted' });
  const play = button('Play', () => (playing ? pause() : run()), { class: 'btn primary' });
  const back = button('Step back', () => { pause(); go(at - 1); });
  const next = button('Step', () => { pause(); go(at + 1); });
  const bar = h('input', { type: 'range', id: 'film-at', min: 0, step: 1, value: 0, oninput: () => { pause(); go(Number(bar.value)); } });
  const controls = h('div', { class: 'row film-row', role: 'group', 'aria-label': 'Player' }, play, back, next,
    h('label', { class: 'vh', for: 'film-at' }, 'Step of the film'), bar);
  const open = button('Watch it', () => begin(), { class: 'btn primary' });
  const stage = h('div', { class: 'film', hidden: true }, controls, told, chart.element, about);
  const table = h('tbody', {});
  const steps = h('details', { class: 'small' }, h('summary', {}, 'The steps as a table'),
    h('div', { class: 'scroll tall', tabindex: 0, role: 'group', 'aria-label': 'Steps of the film' },
      h('table', { class: 'plain' }, h('caption', { class: 'vh' }, 'Steps of the film'), h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Step'), h('th', { scope: 'col' }, 'What happens'), h('th', { scope: 'col' }, 'Changed'), h('th', { scope: 'col' }, 'Left inside'))), table)));
  stage.append(steps);

  const element = h('section', { class: 'sec', id: 'watch' },
    h('div', { class: 'sec-l' }, h('h2', {}, 'Watch k-means'), h('p', {}, 'Assign everyone to the nearest centre, move every centre to the mean of its customers, and again, until nobody changes. Where it begins decides where it ends, so the result above is the best of many starts.')),
    h('div', { class: 'sec-r' }, h('p', { class: 'row' }, h('label', { for: 'film-start', class: 'small' }, 'First centres'), start, open,
      button('Another draw', () => { draw += 1; begin(); })), stage));
  // In the stage the arrow keys step and the space bar plays, except where a control needs them itself.
  stage.addEventListener('keydown', (event) => {
    if (event.target === bar || event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, () => void>} */
    const keys = { ArrowRight: () => next.click(), ArrowLeft: () => back.click(), Home: () => { pause(); go(0); }, End: () => { pause(); go(last()); } };
    if (!Object.hasOwn(keys, event.key)) return;
    keys[event.key]();
    event.preventDefault();
  });

  const last = () => (film ? film.steps.length - 1 : 0);

  function begin() {
    pause();
    ask(/** @type {Init} */ (start.value), draw);
  }

  function run() {
    if (at >= last()) go(0);
    playing = true;
    play.textContent = 'Pause';
    tick();
  }

  function tick() {
    timer = window.setTimeout(() => {
      go(at + 1);
      if (at >= last()) pause();
      else tick();
    }, STEP);
  }

  function pause() {
    clearTimeout(timer);
    playing = false;
    play.textContent = 'Play';
  }

  /** @param {number} index */
  function go(index) {
    if (!film || film.steps.length === 0) return;
    const to = Math.min(Math.max(index, 0), last());
    const forward = to === at + 1;
    at = to;
    const step = film.steps[at];
    told.textContent = step.text;
    bar.value = String(at);
    bar.setAttribute('aria-valuetext', `Step ${at + 1} of ${film.steps.length}`);
    chart.label = `Step ${at + 1} of ${film.steps.length}. ${step.text}`;
    for (const [i, row] of [...table.rows].entries()) row.classList.toggle('on', i === at);
    moved = forward && step.kind === 'recompute' && !still() ? 0 : 1;
    if (moved === 0) requestAnimationFrame((now) => animate(now, now, at));
    else chart.soon();
  }

  /** @param {number} began @param {number} now @param {number} step */
  function animate(began, now, step) {
    if (step !== at) return;
    moved = Math.min((now - began) / MOVE, 1);
    chart.now();
    if (moved < 1) requestAnimationFrame((later) => animate(began, later, step));
  }

  /** @param {HTMLCanvasElement} canvas @param {import('../look').Look} look */
  function drawNow(canvas, look) {
    if (!view || !film || film.steps.length === 0) return;
    const step = film.steps[at];
    const before = film.steps[Math.max(at - 1, 0)];
    const { shown } = film;
    const template = view.segments[0];
    const segments = step.centres.map(([x, y], i) => ({
      ...template, number: i + 1, letter: letter(i), name: '', short_name: '',
      x: before.centres[i][0] + (x - before.centres[i][0]) * moved, y: before.centres[i][1] + (y - before.centres[i][1]) * moved,
    }));
    const points = new Uint8Array(shown * 10);
    points.set(bytes.subarray(0, shown * 8));
    if (step.labels !== null) points.set(bytes.subarray(shown * (8 + 2 * step.labels), shown * (10 + 2 * step.labels)), shown * 8);
    /** @type {MapView} */
    const map = { ...view.map, x: film.x, y: film.y, shown: step.labels === null ? 0 : shown, of: film.of };
    // Before the first assignment nobody has a colour: the centres stand alone.
    draw_map(canvas, map, segments, step.labels === null ? new Uint8Array() : points, undefined, look);
  }

  return {
    element,
    /** Another result is shown. @param {View} next */
    update(next) {
      view = next;
      pause();
      film = null;
      draw = 0;
      stage.hidden = true;
    },
    /** @param {FilmView} found @param {Uint8Array<ArrayBuffer>} payload */
    show(found, payload) {
      if (found.k !== view?.k) return;
      film = found;
      bytes = payload;
      at = 0;
      stage.hidden = false;
      const some = found.steps.length > 0;
      controls.hidden = steps.hidden = !some;
      about.textContent = some ? `${found.text} Colours and letters are this start’s own, by size at its end.` : found.text;
      bar.max = String(last());
      table.replaceChildren(...found.steps.map((step, i) => h('tr', {}, h('th', { scope: 'row' }, String(i + 1)), h('td', {}, step.text),
        h('td', {}, step.kind === 'assign' ? String(step.changed) : ''), h('td', {}, step.left === null ? '' : decimal(step.left, 3)))));
      told.textContent = '';
      go(0);
      if (some) play.focus();
    },
  };
}

/** A, B, …, Z, AA, AB. @param {number} index @returns {string} */
function letter(index) {
  return (index >= 26 ? letter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}
