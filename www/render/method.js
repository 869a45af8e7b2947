// How segments are looked for: customers set aside, principal components, categories by prototypes.

import { button, h } from '../dom.js';
import { count } from '../format.js';

/** @import { Recipe, View } from '../protocol' */

/** Shares of the differences that components can keep, as offered. */
const SHARES = [0.8, 0.9, 0.95, 0.99];

/** What is decided here. */
const KEYS = /** @type {const} */ (['trim', 'whiten', 'categories', 'lambda']);

/** A share in per cent without rounding noise. @param {number} share */
const hundredths = (share) => Math.round(share * 1e4) / 100;

/** @param {(recipe: Recipe) => void} apply */
export function createMethod(apply) {
  const aside = h('input', { type: 'number', class: 'field short', id: 'method-trim', min: 0, max: 50, step: 'any', inputmode: 'decimal', oninput: edited });
  const whiten = h('select', { id: 'method-whiten', onchange: edited });
  const categories = h('select', { id: 'method-categories', onchange: edited },
    h('option', { value: 'one_hot' }, 'by shares of levels'), h('option', { value: 'prototypes' }, 'by the most frequent level (k-prototypes)'));
  const lambda = h('input', { type: 'number', class: 'field short', id: 'method-lambda', min: 0, step: 'any', inputmode: 'decimal', placeholder: 'from data', oninput: edited });
  const weight = h('span', { class: 'method-weight' }, h('label', { for: 'method-lambda' }, 'a different level counts λ ='), ' ', lambda);
  const problem = h('p', { class: 'warn small', role: 'status' });
  const submit = button('Find segments this way', find, { class: 'btn primary' });
  /** @type {Recipe | null} */
  let recipe = null;

  /** @returns {Recipe | null} */
  function wanted() {
    if (!recipe) return null;
    const { whiten: _w, lambda: _l, ...rest } = recipe.clustering;
    const share = Number(whiten.value);
    const prototypes = categories.value === 'prototypes';
    return { ...recipe, clustering: {
      ...rest,
      trim: Number(aside.value) === hundredths(recipe.clustering.trim) ? recipe.clustering.trim : Number(aside.value) / 100,
      ...(share > 0 ? { whiten: share } : {}),
      categories: prototypes ? 'prototypes' : 'one_hot',
      ...(prototypes && lambda.value !== '' ? { lambda: Number(lambda.value) } : {}),
    } };
  }

  function edited() {
    weight.hidden = categories.value !== 'prototypes';
    const trim = Number(aside.value);
    const gaps = recipe?.columns.find(({ role, missing }) => role === 'feature' && missing === 'leave_out');
    const wrong = !(trim >= 0 && trim <= 50) && 'Set aside 0 to 50 per cent.'
      || categories.value === 'prototypes' && Number(whiten.value) > 0 && 'Components mix columns, so categories have no most frequent level in them: choose one of the two.'
      || gaps && (categories.value === 'prototypes' || Number(whiten.value) > 0) && `The gaps of “${gaps.name}” are left out of the distance, which goes neither with components nor with prototypes: choose another way for them first.`
      || categories.value === 'prototypes' && lambda.value !== '' && !(Number(lambda.value) > 0) && 'λ is a number above 0; leave it empty to take it from the data.';
    problem.textContent = wrong || '';
    const now = wanted();
    const same = now !== null && KEYS.every((key) => now.clustering[key] === recipe?.clustering[key]);
    submit.disabled = Boolean(wrong) || now === null || same;
  }

  function find() {
    const next = wanted();
    if (next) apply(next);
  }

  return {
    element: h('div', { class: 'method', role: 'group', 'aria-label': 'How segments are looked for' },
      h('div', {}, h('label', { for: 'method-trim' }, 'Set aside, per cent of the customers'), h('span', {}, aside, h('span', { class: 'small muted' }, ' Those farthest from every segment become “Unusual customers” and shape none.'))),
      h('div', {}, h('label', { for: 'method-whiten' }, 'Columns that move together'), h('span', {}, whiten, h('span', { class: 'small muted' }, ' Principal components count each difference once; there are no rules then.'))),
      h('div', {}, h('label', { for: 'method-categories' }, 'Categories count'), h('span', {}, categories, ' ', weight)),
      problem, h('p', {}, submit)),
    /**
     * What is chosen here and waits goes on waiting, unless a recipe decides this otherwise or another file was opened.
     *
     * @param {View} view
     * @param {boolean} fresh whether another file was opened
     */
    update(view, fresh) {
      const decided = KEYS.some((key) => view.recipe.clustering[key] !== recipe?.clustering[key]);
      recipe = view.recipe;
      if (!fresh && !decided) return edited();
      const { trim, whiten: share, categories: kind, lambda: level } = recipe.clustering;
      aside.value = String(hundredths(trim));
      const shares = share === undefined || SHARES.includes(share) ? SHARES : [...SHARES, share].sort((a, b) => a - b);
      whiten.replaceChildren(h('option', { value: '0' }, 'as they are'),
        ...shares.map((each) => h('option', { value: String(each) }, `components with ${count(hundredths(each))} % of the differences`)));
      whiten.value = String(share ?? 0);
      categories.value = kind;
      lambda.value = level === undefined ? '' : String(level);
      edited();
    },
  };
}
