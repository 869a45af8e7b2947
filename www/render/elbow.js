// Why this number of segments: the curve, and a row for each number with what speaks for it. Choosing a row is instant.

import { draw_elbow } from 'charts';
import { Changes } from '../changes.js';
import { Chart } from '../chart.js';
import { h, say } from '../dom.js';
import { capital, count, decimal, inWords, perCent, share, unparted } from '../format.js';
import { createLimits } from './limits.js';
import { recommended } from './sure.js';

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

/** Each column of the panel: its name, a sentence, which way is better, its formula and where that is from. */
const INDICES = [
  ['Comes back', 'How much of the weakest segment is found again when customers are drawn anew.', 'Higher; 75 % is asked for, 80 % of a cut without a gap.', 'Largest Jaccard overlap |A ∩ B| / |A ∪ B|, mean over re-draws with replacement; Hennig 2007.'],
  ['Gap', 'How much less is left inside segments than in data of the same shape without segments.', 'Higher; clear from 0.1 and 2.5 standard errors.', 'Mean of ln W* − ln W, each a share of its one-segment value, ± s; Tibshirani, Walther and Hastie 2001.'],
  ['Prediction', 'Whether one half of the customers, clustered alone, keeps the other half’s segments together; the worst of them.', 'Higher; well predicted from 0.8.', 'Prediction strength: share of the pairs of a test cluster that the other half’s centres keep together, smallest over clusters, mean over halves; Tibshirani and Walther 2005.'],
  ['Silhouette', 'Whether customers are nearer to their own segment than to the next one.', 'Higher, at most 1.', 'Mean of (b − a) / max(a, b) over mean distances; Rousseeuw 1987. ± is the standard error where a sample stands for all.'],
  ['Silhouette²', 'The same with squared distances, in one pass; larger, and not to be compared with the other.', 'Higher, at most 1.', 'a and b from mean squared distances |x − c|² + V; the linear-time form of large tables.'],
  ['Calinski–Harabasz', 'How far segments are apart, compared with how wide they are.', 'Higher.', '(B / (k − 1)) / (W / (n − k)); Calinski and Harabasz 1974.'],
  ['Davies–Bouldin', 'How much each segment overlaps with the one most like it.', 'Lower, at least 0.', 'Mean over segments of the largest (Sᵢ + Sⱼ) / Mᵢⱼ; Davies and Bouldin 1979.'],
  ['BIC', 'How well round clouds of one size describe the customers, less a price for every further one.', 'Lower.', '−2 log L + p ln n of a spherical mixture; Pelleg and Moore 2000.'],
  ['Same groups', 'How far a re-draw groups customers as before, all segments together.', 'Higher, at most 1.', 'Adjusted Rand index, mean over re-draws; Hubert and Arabie 1985.'],
  ['Differences left', 'Squared distances inside segments, compared with one segment.', 'Lower, but it always falls.', 'W(k) / W(1).'],
  ['Starts agreeing', 'Random starts that ended at the same result.', 'More.', 'Inertia within 0.1 % of the best.'],
];

/** @param {View} view */
function heading(view) {
  const best = recommended(view);
  if (view.k === best || best === null) return `Why ${inWords(view.k)}`;
  return best === 1 ? 'How we know' : `${capital(inWords(view.k))} instead of ${inWords(best)}`;
}

/** @param {import('../protocol').PanelRow | undefined} row @param {import('../protocol').Vote[]} votes */
function panelCells(row, votes) {
  /** @param {string} index @param {string} text */
  const marked = (index, text) => (votes.some((vote) => vote.index === index && vote.k === row?.k)
    ? h('td', { class: 'vote' }, text, h('span', { class: 'vh' }, ', its vote')) : h('td', {}, text));
  /** @param {string} index @param {number | null | undefined} value @param {number} decimals @param {number | null | undefined} [error] */
  const cell = (index, value, decimals, error) => marked(index, value === null || value === undefined ? '–'
    : decimal(value, decimals) + (error === null || error === undefined ? '' : ` ± ${decimal(error, decimals)}`));
  const overlap = row?.overlap;
  return [
    marked('Comes back', overlap === null || overlap === undefined ? '–' : perCent(Math.round(overlap * 100))),
    cell('Gap', row?.gap, 2, row?.gap_error), cell('Prediction', row?.prediction, 2), cell('Silhouette', row?.silhouette, 2, row?.silhouette_error), cell('Silhouette²', row?.silhouette_squared, 2),
    cell('Calinski–Harabasz', row?.calinski_harabasz, 0), cell('Davies–Bouldin', row?.davies_bouldin, 2), cell('BIC', row?.bic, 0), cell('Same groups', row?.agreement, 2),
  ];
}

/** What each index would choose alone: a line for each number that has a vote. @param {View} view */
function ballot({ trust: { votes } }) {
  const ks = [...new Set(votes.map(({ k }) => k))].sort((a, b) => a - b);
  return ks.map((k) => h('li', {}, h('strong', {}, k === 1 ? 'no segments' : inWords(k)), ': ',
    votes.filter((vote) => vote.k === k).map(({ index, by }) => `${index} (${by})`).join(', ')));
}

/** @param {{ choose(k: number): void, apply(recipe: import('../protocol').Recipe): void }} actions */
export function createElbow({ choose, apply }) {
  /** @type {View | null} */
  let shown = null;
  const told = new Changes();
  const drawn = new Changes();
  const title = h('h2', {});
  const text = h('p', {});
  const chart = new Chart((width) => Math.round(Math.min(Math.max(width * 0.85, 220), 360)) + (shown && shown.elbow.returns.length > 0 ? 152 : 0), (canvas, look) => {
    if (shown) drawElbow(canvas, shown.elbow, shown.k, look);
  });
  const band = h('p', { class: 'cap small muted' }, 'Grey: what 40 tables without segments leave inside, 20 spread evenly in the box along the principal components of this one and 20 drawn from one Gaussian with its covariance. Columns of few values keep them. Only what lies below the grey is more than chance.');
  const votes = h('ul', { class: 'votes small' });
  const ballots = h('div', { class: 'ballot' }, h('h3', { class: 'h3' }, 'What each index would choose alone'), votes,
    h('p', { class: 'small muted' }, 'Shown and not added up: most of them name a number even where there is one cloud. What is recommended asks for two things, that segments come back and that the gap counts.'));
  const limits = createLimits(apply);
  const body = h('tbody', {});
  const table = h('fieldset', { class: 'kpick' },
    h('legend', { class: 'h3' }, 'Use a different number'),
    h('div', { class: 'scroll tall', tabindex: 0, role: 'group', 'aria-label': 'Numbers of segments tried' },
      h('table', { class: 'kt' },
        h('thead', {}, h('tr', {}, ...['Segments', ...INDICES.map(([name]) => name)]
          .map((name) => h('th', { scope: 'col' }, name)))),
        body)),
    h('details', { class: 'small' }, h('summary', {}, 'What the columns mean'),
      h('dl', { class: 'indices' }, ...INDICES.flatMap(([name, says, better, formula]) => [
        h('dt', {}, name), h('dd', {}, `${says} ${better} `, h('span', { class: 'muted' }, formula))]))));

  /** @param {View} view */
  function rows(view) {
    const first = view.elbow.points[0]?.inertia ?? 0;
    return view.elbow.points.map((point) => {
      const input = h('input', {
        type: 'radio', name: 'k', value: point.k, id: `k-${point.k}`, checked: point.k === view.k, onchange: () => choose(point.k),
      });
      const best = point.k === recommended(view);
      const found = view.trust.panel.find(({ k }) => k === point.k);
      return h('tr', { 'data-k': point.k },
        h('th', { scope: 'row' }, h('label', {}, input, h('span', { class: 'kn' }, count(point.k)),
          best && h('span', { class: 'tag' }, view.trust.verdict ? 'recommended' : 'the bend'))),
        ...panelCells(found, view.trust.votes),
        h('td', { class: point.k === view.elbow.knee ? 'vote' : null }, first > 0 ? share(point.inertia / first) : share(0)),
        h('td', {}, `${count(point.starts_agreeing)} of ${count(point.starts)}`));
    });
  }

  return {
    element: h('section', { class: 'sec', id: 'why' },
      h('div', { class: 'sec-l' }, title, text),
      h('div', { class: 'sec-r two' },
        h('div', {}, chart.element, band), h('div', {}, table, ballots, limits.element))),
    /** @param {View} view */
    update(view) {
      const same = !told.has([view.elbow.points, view.trust.panel, view.trust.votes, view.trust.verdict === null, recommended(view)]);
      const held = document.activeElement?.id;
      shown = view;
      say(title, heading(view));
      say(text, [view.elbow.text, ...(view.trust.verdict?.reasons ?? [])].map(unparted).join(' '));
      if (!same) body.replaceChildren(...rows(view));
      if (!same) votes.replaceChildren(...ballot(view));
      ballots.hidden = view.trust.votes.length === 0;
      band.hidden = view.elbow.band.length < 2;
      limits.update(view);
      if (!same && held?.startsWith('k-')) document.getElementById(held)?.focus();
      for (const row of body.rows) {
        const on = row.dataset.k === String(view.k);
        row.classList.toggle('on', on);
        const input = row.querySelector('input');
        if (input) input.checked = on;
      }
      const point = view.elbow.points.find(({ k }) => k === view.k);
      chart.label = `Elbow curve. ${view.elbow.text} ${point ? `${perCent(Math.round(point.explained_variance * 100))} of all differences lie between ${inWords(view.k)} segments.` : ''} The table beside it has every value.`;
      if (drawn.has([view.elbow, view.k])) chart.soon();
    },
  };
}
