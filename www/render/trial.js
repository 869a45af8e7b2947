// A trial in one segment: how many customers to hold out so that a difference shows, and who.

import { button, h } from '../dom.js';
import { count } from '../format.js';
import { announce } from '../live.js';

/** @import { Error, Request, SegmentView, TrialView } from '../protocol' */

/** What stands in the fields until somebody changes it, in per cent and percentage points; kept from segment to segment. */
const asked = { rate: '5', uplift: '2' };

/** @param {string} text a number as people type it @returns {number} NaN where it is none */
const typed = (text) => Number(text.trim().replace('%', '').replace(',', '.') || 'none');

/** @param {{ plan(request: Request): void, download(): void }} actions */
export function createTrial({ plan, download }) {
  /** @type {SegmentView | null} */
  let segment = null;
  /** Of which segment the answer shown is. */
  let planned = 0;
  /** @param {keyof typeof asked} name @param {string} label */
  const field = (name, label) => {
    const input = h('input', {
      type: 'text', class: 'field', id: `trial-${name}`, inputmode: 'decimal', autocomplete: 'off', value: asked[name],
      oninput: () => { asked[name] = input.value; },
      onkeydown: (event) => { if (event.key === 'Enter') ask(); },
    });
    return h('div', {}, h('label', { for: `trial-${name}`, class: 'small' }, label), input);
  };
  const answer = h('div', { class: 'trial-answer' });

  function ask() {
    if (!segment) return;
    const [rate, uplift] = [typed(asked.rate) / 100, typed(asked.uplift) / 100];
    if (Number.isNaN(rate) || Number.isNaN(uplift)) return tell('Both have to be numbers: 5 for 5 in 100 customers, 2 for 2 more in 100.');
    planned = segment.number;
    plan({ segment: segment.number, rate, uplift });
  }

  /** @param {string} problem */
  function tell(problem) {
    answer.replaceChildren(h('p', { class: 'warn', role: 'alert' }, problem));
  }

  const element = h('div', { class: 'trial' },
    h('p', {}, 'Does it work? Leave some customers of this segment out of the campaign, by lot, and compare.'),
    h('div', { class: 'trial-fields' }, field('rate', 'Would act anyway, %'), field('uplift', 'More who act, percentage points'), button('Plan the trial', ask)), answer);

  return {
    /** @param {SegmentView} next */
    of(next) {
      if (segment?.number !== next.number || segment.size !== next.size) answer.replaceChildren();
      segment = next;
      return element;
    },
    /** @param {TrialView} trial */
    show({ request, text, treated, holdout }) {
      if (request.segment !== segment?.number) return;
      answer.replaceChildren(
        h('p', {}, text),
        h('p', { class: 'small muted' }, 'Drawn by lot from the recipe’s seed, so the same customers again.'),
        h('p', { class: 'row' }, button('CSV with both groups', download, {}), h('span', { class: 'small muted' }, `${count(treated)} to treat, ${count(holdout)} to hold out: their rows of your file, with a column trial_group`)));
      announce(text);
    },
    /** @param {Error} error */
    fail({ what, advice }) {
      if (planned === segment?.number) tell(`This cannot be planned: ${what}. ${advice}`);
    },
  };
}
