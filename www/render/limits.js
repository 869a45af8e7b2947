// Limits of use: how many segments can be handled, and how large one has to be. They bind what is recommended.

import { button, entry, h } from '../dom.js';

/** @import { Recipe, View } from '../protocol' */

/** @param {(recipe: Recipe) => void} apply */
export function createLimits(apply) {
  /** @type {Recipe | null} */
  let recipe = null;
  /** @param {string} id @param {Record<string, number | string>} about */
  const field = (id, about) => h('input', { type: 'number', class: 'field short', id, required: true, ...about });
  const from = field('limit-from', { min: 1, max: 1024 });
  const to = field('limit-to', { min: 2, max: 1024 });
  const part = field('limit-share', { min: 0, max: 50, step: 'any' });
  const least = field('limit-count', { min: 1, step: 1 });
  const hold = field('limit-hold', { min: 0, step: 1 });
  const fields = entry('limits', submit,
    h('p', { class: 'row' }, h('label', { for: 'limit-from' }, 'Try from'), from, h('label', { for: 'limit-to' }, 'to'), to, ' segments'),
    h('p', { class: 'row' }, h('label', { for: 'limit-share' }, 'A segment is of use from'), part, ' % and ', h('label', { for: 'limit-count' }, 'at least'), least, ' customers'),
    h('p', { class: 'small muted' }, 'No number with a smaller segment is recommended; it can still be looked at.'),
    h('p', { class: 'row' }, h('label', { for: 'limit-hold' }, 'Hold every segment to at least'), hold, ' customers'),
    h('p', { class: 'small muted' }, 'Some customers are then in a segment that is not the nearest. 0: no such limit. For up to 20,000 customers.'),
    h('p', {}, button('Use these limits', submit)));

  function submit() {
    if (!recipe || ![from, to, part, least, hold].every((input) => input.reportValidity())) return;
    const clustering = { ...recipe.clustering, k_min: from.valueAsNumber, k_max: to.valueAsNumber, smallest_share: part.valueAsNumber / 100, smallest_count: least.valueAsNumber, min_size: hold.valueAsNumber };
    if (clustering.k !== undefined && (clustering.k < clustering.k_min || clustering.k > clustering.k_max)) delete clustering.k;
    apply({ ...recipe, clustering });
  }

  return {
    element: h('details', { class: 'small', id: 'limits' }, h('summary', {}, 'Limits of use'), fields),
    /** @param {View} view */
    update(view) {
      const { clustering } = view.recipe;
      if (recipe && JSON.stringify(recipe.clustering) === JSON.stringify(clustering)) {
        recipe = view.recipe;
        return;
      }
      recipe = view.recipe;
      from.value = String(clustering.k_min);
      to.value = String(clustering.k_max);
      part.value = String(Number((clustering.smallest_share * 100).toPrecision(6)));
      least.value = String(clustering.smallest_count);
      hold.value = String(clustering.min_size);
    },
  };
}
