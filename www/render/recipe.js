// The recipe: every decision as text that can be read, changed, saved and loaded again.

import { new_seed } from 'charts';
import { button, h } from '../dom.js';
import { parseRecipe } from '../recipe_text.js';
import { showAlert } from './alert.js';
import { createMethod } from './method.js';

/** @import { Error, Recipe, View } from '../protocol' */

/**
 * @param {{ apply(recipe: Recipe): void, download(): void, load(): void }} actions
 * @param {HTMLElement} share how else it can be had
 */
export function createRecipe({ apply, download, load }, share) {
  const area = h('textarea', { id: 'recipe-text', rows: 18, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', oninput: edited });
  const problem = h('div', { class: 'alert', role: 'alert', hidden: true });
  const discard = button('Discard changes', () => write(shown), { hidden: true });
  const details = h('details', {}, h('summary', {}, 'View and edit'),
    h('label', { for: 'recipe-text', class: 'small muted' }, 'Recipe as JSON'), area,
    h('div', { class: 'row' }, button('Apply', submit, { class: 'btn primary' }), discard));
  const method = createMethod(apply);
  /** The recipe of the result, as text. */
  let shown = '';

  function edited() {
    discard.hidden = area.value === shown;
  }

  /** @param {string} text */
  function write(text) {
    area.value = text;
    problem.hidden = true;
    edited();
  }

  function submit() {
    const { recipe, error } = parseRecipe(area.value);
    if (recipe) apply(recipe);
    else fail(error);
  }

  function drawAgain() {
    /** @type {Recipe} */
    const recipe = JSON.parse(shown);
    apply({ ...recipe, clustering: { ...recipe.clustering, seed: new_seed() } });
  }

  /** Says what is wrong with the text, which stays as it is. @param {Error} error */
  function fail(error) {
    details.open = true;
    showAlert(problem, error);
    area.focus();
  }

  return {
    element: h('section', { class: 'sec', id: 'recipe' },
      h('div', { class: 'sec-l' }, h('h2', {}, 'Recipe'),
        h('p', {}, 'Your choices without customers. Load it with next month’s file and the same rules apply.')),
      h('div', { class: 'sec-r' }, problem, method.element,
        h('div', { class: 'row' }, button('Download recipe', download), button('Load a recipe', load),
          button('Draw other random starts', drawAgain)), details, share)),
    fail,
    /** Applies a recipe that was loaded; it is shown first, so that nothing is lost if it does not fit. @param {string} text */
    offer(text) {
      write(text);
      details.open = true;
      submit();
    },
    /**
     * @param {View} view
     * @param {'new' | 'applied' | 'changed'} why as for the result
     */
    update(view, why) {
      const typing = area.value !== shown;
      shown = JSON.stringify(view.recipe, null, 2);
      method.update(view, why === 'new');
      // Another number of segments or axis must not take away what is being typed.
      if (why !== 'changed' || !typing) write(shown);
      else edited();
    },
  };
}
