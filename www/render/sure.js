// How sure: the verdict over all checks in a word and a sentence, or how far the checks are.

import { button, h } from '../dom.js';
import { inWords, perCent, unparted } from '../format.js';

/** @import { View } from '../protocol' */

/** The number of segments to start from: what the checks recommend, and until they are done the bend of the curve. @param {View} view */
export function recommended(view) {
  return view.trust.verdict?.recommended ?? view.recommended_k;
}

/** @param {{ choose(k: number): void, stop(): void }} actions */
export function createSure({ choose, stop }) {
  const element = h('dd', { class: 'sure' });
  const progress = h('span', {});
  const running = [progress, ' ', button('Stop', stop, { class: 'link', 'aria-label': 'Stop checking' })];
  let mode = '';
  return {
    element,
    /** @param {View} view */
    update(view) {
      const { pace, share, verdict } = view.trust;
      progress.textContent = `Checking: re-draws and references, ${perCent(Math.floor(share * 100))}.`;
      if (pace === 'running') {
        if (mode !== 'running') element.replaceChildren(...running);
      } else if (!verdict) {
        element.replaceChildren(pace === 'stopped' ? 'Not known: the checks were stopped.' : 'Not known: there is nothing to compare.');
      } else {
        element.replaceChildren(...told(view, choose));
      }
      mode = pace;
    },
  };
}

/**
 * @param {View} view
 * @param {(k: number) => void} choose
 */
function told({ k, trust: { verdict } }, choose) {
  if (!verdict) return [];
  const offer = verdict.recommended !== k && verdict.recommended > 1 &&
    button(`Show ${inWords(verdict.recommended)}`, () => choose(verdict.recommended), { class: 'link' });
  return [h('strong', { class: `is-${verdict.shown}` }, `${verdict.word}.`), ' ', unparted(verdict.sentence), ' ', offer || h('a', { href: '#why' }, 'Why')];
}
