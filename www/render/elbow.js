// Why this number of segments: the curve, and a row for each number with what speaks for it. Choosing a row is instant.

import { draw_elbow } from 'charts';
import { Chart } from '../chart.js';
import { h } from '../dom.js';
import { capital, count, inWords, perCent, share } from '../format.js';

/** @import { ElbowView, View } from '../protocol' */
/** @import { Look } from '../look' */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ElbowView} elbow
 * @param {number | null} chosen
 * @param {Look} look
 */
export function drawElbow(canvas, elbow, chosen, look) {
  draw_elbow(canvas, elbow, chosen ?? elbow.knee ?? 0, look);
}

const WORDS =
  'Differences left: squared distances inside segments, compared with one segment. Explained: the share of all differences that lies between segments. Starts agreeing: random starts that ended at the same result.';

/** @param {(k: number) => void} choose */
export function createElbow(choose) {
  /** @type {View | null} */
  let shown = null;
  const title = h('h2', {});
  const text = h('p', {});
  const chart = new Chart((width) => Math.round(Math.min(Math.max(width * 0.85, 220), 360)), (canvas, look) => {
    if (shown) drawElbow(canvas, shown.elbow, shown.k, look);
  });
  const body = h('tbody', {});
  const table = h('fieldset', { class: 'kpick' },
    h('legend', { class: 'h3' }, 'Use a different number'),
    h('div', { class: 'scroll tall', tabindex: 0, role: 'group', 'aria-label': 'Numbers of segments tried' },
      h('table', { class: 'kt' },
        h('thead', {}, h('tr', {}, ...['Segments', 'Differences left', 'Explained', 'Iterations', 'Starts agreeing']
          .map((name) => h('th', { scope: 'col' }, name)))),
        body)),
    h('p', { class: 'small muted' }, WORDS));

  /** @param {View} view */
  function rows(view) {
    const first = view.elbow.points[0]?.inertia ?? 0;
    return view.elbow.points.map((point) => {
      const input = h('input', {
        type: 'radio', name: 'k', value: point.k, id: `k-${point.k}`, checked: point.k === view.k, onchange: () => choose(point.k),
      });
      const recommended = point.k === view.recommended_k;
      return h('tr', { 'data-k': point.k },
        h('th', { scope: 'row' }, h('label', {}, input, h('span', { class: 'kn' }, count(point.k)),
          recommended && h('span', { class: 'tag' }, 'recommended'))),
        h('td', {}, first > 0 ? share(point.inertia / first) : share(0)),
        h('td', {}, share(point.explained_variance)),
        h('td', {}, count(point.iterations)),
        h('td', {}, `${count(point.starts_agreeing)} of ${count(point.starts)}`));
    });
  }

  return {
    element: h('section', { class: 'sec', id: 'why' },
      h('div', { class: 'sec-l' }, title, text),
      h('div', { class: 'sec-r two' },
        chart.element, table)),
    /** @param {View} view */
    update(view) {
      const same = shown !== null && JSON.stringify(shown.elbow) === JSON.stringify(view.elbow) && shown.recommended_k === view.recommended_k;
      shown = view;
      title.textContent = view.k === view.recommended_k || view.recommended_k === null
        ? `Why ${inWords(view.k)}`
        : `${capital(inWords(view.k))} instead of ${inWords(view.recommended_k)}`;
      text.textContent = view.elbow.text;
      if (!same) body.replaceChildren(...rows(view));
      for (const row of body.rows) {
        const on = row.dataset.k === String(view.k);
        row.classList.toggle('on', on);
        const input = row.querySelector('input');
        if (input) input.checked = on;
      }
      const point = view.elbow.points.find(({ k }) => k === view.k);
      chart.label = `Elbow curve. ${view.elbow.text} ${point ? `${perCent(Math.round(point.explained_variance * 100))} of all differences lie between ${inWords(view.k)} segments.` : ''} The table beside it has every value.`;
      chart.soon();
    },
  };
}
