// What the file cannot decide is asked above the result, which does without the column until it is answered.

import { button, h, theirs } from '../dom.js';
import { counted } from '../format.js';

/** @import { DateAnswer, DateOrder, DateQuestion, Recipe, View } from '../protocol' */

const WORDS = { day_first: 'Day first', month_first: 'Month first', year_first: 'Year first' };

/**
 * The recipe with an answer in it, and the column put to use.
 *
 * @param {Recipe} recipe
 * @param {string} column
 * @param {DateOrder} order
 * @returns {Recipe}
 */
function answered(recipe, column, order) {
  // Spread alone would lose a column called __proto__.
  const dates = Object.fromEntries([...Object.entries(recipe.reading?.dates ?? {}), [column, order]]);
  const columns = recipe.columns.map((entry) => (entry.name === column
    ? { ...entry, role: /** @type {const} */ ('feature'), reason: 'days before the latest date' } : entry));
  return { ...recipe, reading: { ...recipe.reading, dates }, columns };
}

/**
 * @param {DateAnswer} answer
 * @param {string} group
 */
function choice({ order, example, consequence }, group) {
  return h('label', { class: 'choice' },
    h('input', { type: 'radio', name: group, value: order }),
    h('span', {}, h('strong', {}, WORDS[order]), ` ${example}. `, h('span', { class: 'muted' }, consequence)));
}

/** @param {(recipe: Recipe) => void} apply */
export function createQuestions(apply) {
  const element = h('div', { class: 'questions', hidden: true });

  /**
   * @param {Pick<View, 'reading' | 'recipe'>} view
   * @param {DateQuestion} asked
   * @param {string} group
   */
  function ask(view, asked, group) {
    const title = `${group}-title`;
    const use = button('Use this order', () => {
      const chosen = all.querySelector('input:checked');
      if (chosen instanceof HTMLInputElement) apply(answered(view.recipe, asked.column, /** @type {DateOrder} */ (chosen.value)));
    }, { class: 'btn primary', disabled: true });
    const leave = button('Leave the column out', () => {
      all.remove();
      element.hidden = element.childElementCount === 0;
    });
    const all = h('div', { class: 'question', onchange: () => { use.disabled = false; } },
      h('h2', { id: title }, h('bdi', {}, asked.text)),
      h('p', {}, `${counted(asked.dates, 'date', 'dates')} in `, theirs(asked.column),
        asked.answers.some(({ order }) => order === 'year_first')
          ? ' can be read in more than one way: nothing tells years from days.' : ' can be read both ways: no day is above 12.',
        ' Until you say which, the column is not used.'),
      h('fieldset', { 'aria-labelledby': title }, ...asked.answers.map((answer) => choice(answer, group))),
      h('div', { class: 'row' }, use, leave));
    return all;
  }

  return {
    element,
    /** @param {Pick<View, 'reading' | 'recipe'>} view */
    update(view) {
      const { questions } = view.reading;
      element.hidden = questions.length === 0;
      element.replaceChildren(...questions.map((asked, i) => ask(view, asked, `order-${i}`)));
    },
  };
}
