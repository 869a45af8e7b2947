// One decision about reading: what was decided, the evidence, and one control to decide otherwise.

import { h } from '../dom.js';
import { capital } from '../format.js';

/** @import { Decision, DecisionKey } from '../protocol' */
/** @import { Value } from '../reading_draft' */

/** @type {Record<DecisionKey, string>} */
export const NAMES = {
  encoding: 'Encoding',
  delimiter: 'Between fields',
  quote: 'Around texts',
  preamble_lines: 'Above the table',
  header: 'Names',
  decimal: 'Decimal mark',
  type: 'Read as',
  dates: 'Order of dates',
  missing: 'Counts as missing',
};

/** Numbers the evidences, so that each control can name its own. */
let evidences = 0;

/** The value of the option that leaves a decision to the file. */
const FILE = 'file';

/** A sentence behind a colon. @param {string} text */
const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);

/** @param {Value} a @param {Value} b */
const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * A value in words.
 *
 * @param {Decision} decision
 * @param {Value | undefined} value
 */
export function inWords(decision, value) {
  if (value === undefined) return 'as the file says';
  return decision.alternatives.find((other) => equal(other.value, value))?.words ?? (Array.isArray(value) ? value.join(', ') : String(value));
}

/**
 * @param {Decision} decision
 * @param {string} about the file or the column, for the name of the control
 * @param {(value: Value | undefined) => void} change undefined: as the file says
 */
export function createDecision(decision, about, change) {
  const { key, value, words, alternatives, evidence, given } = decision;
  const known = alternatives.some((other) => equal(other.value, value));
  const options = known ? alternatives : [{ value, words, consequence: '' }, ...alternatives];
  evidences += 1;
  const id = `evidence-${evidences}`;
  const select = h('select', { 'aria-label': `${NAMES[key]} of ${about}`, 'aria-describedby': id, onchange: () => change(chosen()) },
    ...options.map((option, i) => h('option', { value: String(i) }, capital(option.words))),
    given && h('option', { value: FILE }, 'As the file says'));
  const told = h('small', { class: 'why', id });
  const element = h('div', { class: 'dec' }, options.length > 1 ? select : h('span', {}, capital(words)), told);

  /** What the file says itself need not stand in the recipe. */
  function chosen() {
    const wanted = select.value === FILE ? undefined : options[Number(select.value)].value;
    return !given && wanted !== undefined && equal(wanted, value) ? undefined : wanted;
  }

  return {
    element,
    focus: () => select.focus(),
    /**
     * @param {Value | undefined} now what the recipe says
     * @param {boolean} changed whether that waits to be applied
     */
    update(now, changed) {
      const at = options.findIndex((option) => equal(option.value, now ?? value));
      select.value = changed && now === undefined && given ? FILE : String(Math.max(at, 0));
      element.classList.toggle('changed', changed);
      const other = options.find((option) => !equal(option.value, value) && option.consequence);
      const otherwise = other && options.length < 4 && !changed ? ` Otherwise ${other.words}: ${lower(other.consequence)}` : '';
      const follows = changed && now !== undefined ? options[Math.max(at, 0)].consequence : '';
      told.replaceChildren(given && !changed ? h('span', { class: 'tag' }, 'Your choice. ') : '', follows || `${capital(evidence)}${otherwise}`);
    },
  };
}
