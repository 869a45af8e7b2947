// While it works: per cent, time left, the stations, and the elbow as far as it is known.

import { Chart } from '../chart.js';
import { byId, button, h, icon } from '../dom.js';
import { counted, perCent, timeLeft } from '../format.js';
import { announce } from '../live.js';
import { TimeLeft } from '../time_left.js';
import { drawElbow } from './elbow.js';

/** @import { ElbowView, Output, Phase, ReadingView } from '../protocol' */

/** @typedef {Extract<Output, { type: 'progress' }>} Progress */

/** @type {{ phase: Phase, doing: string, does: string }[]} */
const STATIONS = [
  { phase: 'reading', doing: 'Reading the file', does: 'Read the file' },
  { phase: 'preparing', doing: 'Preparing the numbers', does: 'Prepare the numbers' },
  { phase: 'clustering', doing: 'Looking for segments', does: 'Try different numbers of segments' },
  { phase: 'describing', doing: 'Naming and describing them', does: 'Name and describe them' },
];

/** @param {() => void} cancel */
export function createReading(cancel) {
  const title = h('h1', { tabindex: -1 });
  const percent = h('span', { class: 'num' });
  const left = h('span', { class: 'muted' });
  const fill = h('i', {});
  const bar = h('div', { class: 'prog-bar', role: 'progressbar', 'aria-label': 'Progress', 'aria-valuemin': 0, 'aria-valuemax': 100 }, fill);
  const stations = STATIONS.map(({ phase, does }) => {
    const mark = h('span', { class: 'mark-cell' });
    const detail = h('span', { class: 'r' });
    return { phase, mark, detail, row: h('li', {}, mark, h('span', {}, does), detail) };
  });
  /** @type {ElbowView | null} */
  let elbow = null;
  const chart = new Chart((width) => Math.min(Math.round(width * 0.62), 300), (canvas, look) => {
    if (elbow) drawElbow(canvas, elbow, null, look);
  });
  const soFar = h('div', { class: 'sofar', hidden: true }, h('h2', {}, 'So far'), chart.element,
    h('p', { class: 'small muted' }, 'Differences left inside segments, for each number of segments tried. You can switch tabs; it keeps going.'));

  byId('reading').append(h('div', { class: 'split' },
    h('div', {}, title,
      h('div', { class: 'prog' }, h('p', { class: 'prog-n' }, percent, left), bar, button('Cancel', cancel)),
      h('ol', { class: 'phases' }, ...stations.map(({ row }) => row))),
    soFar));

  const time = new TimeLeft();
  let said = '';
  /** What is known of each station. @type {Map<Phase, string>} */
  const known = new Map();

  /** @param {Progress} progress */
  function show(progress) {
    const whole = Math.floor(progress.total * 100);
    const now = STATIONS.findIndex(({ phase }) => phase === progress.phase);
    const doing = STATIONS[now]?.doing ?? '';
    known.set(progress.phase, progress.detail);
    title.textContent = doing;
    percent.textContent = perCent(whole);
    fill.style.width = `${whole}%`;
    left.textContent = leftOf(progress);
    bar.setAttribute('aria-valuenow', String(whole));
    bar.setAttribute('aria-valuetext', [`${doing}, ${whole} %`, left.textContent].filter(Boolean).join(', '));
    stations.forEach(({ phase, mark, detail, row }, i) => {
      const state = i < now ? 'done' : i === now ? 'now' : 'todo';
      if (row.className !== state) {
        row.className = state;
        mark.replaceChildren(state === 'done' ? icon('check') : h('i', { class: state === 'now' ? 'pulse' : 'todo-dot' }));
      }
      detail.textContent = known.get(phase) ?? '';
    });
    // Read out each station once, then every quarter.
    const news = `${doing}, ${Math.floor(whole / 25) * 25} %`;
    if (news !== said) announce(news);
    said = news;
  }

  /**
   * While the file is read nobody knows how long its segments will take: until then it is the reading alone that time is told of.
   *
   * @param {Progress} progress
   */
  function leftOf({ phase, share, total }) {
    const reads = phase === 'reading';
    const seconds = time.at(performance.now(), phase, reads ? share : total);
    if (seconds === null) return '';
    return reads ? `${timeLeft(seconds)} to read it` : timeLeft(seconds);
  }

  return {
    /** Begins at nothing. */
    start() {
      time.begin(performance.now());
      said = '';
      elbow = null;
      known.clear();
      soFar.hidden = true;
      show({ type: 'progress', phase: 'reading', share: 0, total: 0, detail: '' });
    },
    show,
    /** Before there is a text to read: unpacking. @param {number} share */
    unpack(share) {
      const whole = Math.floor(share * 100);
      const doing = share < 1 ? 'Unpacking' : 'Opening the table inside';
      title.textContent = doing;
      percent.textContent = perCent(whole);
      fill.style.width = `${whole}%`;
      bar.setAttribute('aria-valuenow', String(whole));
      bar.setAttribute('aria-valuetext', `${doing}, ${whole} %`);
      if (doing !== said) announce(doing);
      said = doing;
    },
    /** @param {ReadingView} reading what the file turned out to hold */
    opened({ rows, columns }) {
      known.set('reading', `${counted(rows, 'row', 'rows')}, ${counted(columns.length, 'column', 'columns')}`);
    },
    /** @param {ElbowView} view */
    curve(view) {
      elbow = view;
      soFar.hidden = view.points.length < 2;
      chart.label = view.text || 'Differences left inside segments, as far as they are known.';
      chart.soon();
    },
    title,
  };
}
