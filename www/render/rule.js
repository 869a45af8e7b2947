// A segment's rule: the ways to it in words, how well it does, and copies for other programs.

import { copyButton } from '../copy.js';
import { h } from '../dom.js';
import { count, perCent } from '../format.js';

/** @import { RulesView, SegmentView } from '../protocol' */

/** @param {number} part */
const rounded = (part) => perCent(Math.round(part * 100));

/** @param {SegmentView} segment */
export function ruleOf({ letter, rule }) {
  if (rule.ways.length === 0) return [h('p', {}, 'No short rule finds this segment.')];
  return [
    h('ul', { class: 'ways' }, ...rule.ways.map((way) => h('li', {}, h('bdi', {}, way)))),
    h('p', { class: 'small muted' }, `Finds ${rounded(rule.coverage)} of the segment; of the ${count(rule.found)} it finds, ${rounded(rule.precision)} belong to it.`),
    copies(`rule of segment ${letter}`, rule),
  ];
}

/**
 * @param {string} what
 * @param {{ text: string, sql: string, formula: string }} rule
 */
function copies(what, rule) {
  return h('p', { class: 'row copies' }, h('span', { class: 'small muted' }, 'Copy as'),
    copyButton('Text', `the ${what}`, () => rule.text), rule.sql !== '' && copyButton('SQL', `the ${what}`, () => rule.sql),
    rule.formula !== '' && copyButton('Formula', `the ${what}`, () => rule.formula));
}

/** All rules together. */
export function createRules() {
  const sentence = h('p', {});
  const all = h('div', {});
  const sql = h('pre', { class: 'code', tabindex: 0, 'aria-label': 'The rules as SQL' });
  const formula = h('pre', { class: 'code', tabindex: 0, 'aria-label': 'The rules as a formula' });
  const text = h('pre', { class: 'code said', tabindex: 0, 'aria-label': 'The rules in words' });
  const noSql = h('p', { class: 'small muted' }, 'A column in the rules is a difference of dates, which every database writes in its own way: there is no SQL for it here.');
  const long = h('p', { class: 'small muted' }, 'As a formula the rules would be too long for a spreadsheet, or they need a difference of dates that are none for it.');
  const sqlBox = h('details', { class: 'small' }, h('summary', {}, 'As SQL'),
    h('p', { class: 'muted' }, 'Runs as it is in SQLite and DuckDB, for numbers stored as numbers, dates as 2024-01-31, and empty cells as NULL.'), sql, noSql);
  const formulaBox = h('details', { class: 'small' }, h('summary', {}, 'As a formula'),
    h('p', { class: 'muted' }, 'For the first customer’s row of the file opened in LibreOffice or Excel, in English notation; fill it down.'), formula, long);
  return {
    element: h('section', { class: 'sec', id: 'rules' },
      h('div', { class: 'sec-l' }, h('h2', {}, 'Find them again'), sentence),
      h('div', { class: 'sec-r' }, text, all, sqlBox, formulaBox)),
    /** @param {RulesView} rules */
    update(rules) {
      sentence.textContent = rules.sentence;
      text.textContent = rules.text;
      sql.textContent = rules.sql;
      formula.textContent = rules.formula;
      noSql.hidden = rules.sql !== '';
      sql.hidden = rules.sql === '';
      long.hidden = rules.formula !== '';
      formula.hidden = rules.formula === '';
      // Where there are no rules the sentence says why.
      const none = rules.text === '';
      for (const part of [text, sqlBox, formulaBox, all]) part.hidden = none;
      all.replaceChildren(copies('rules of all segments', rules));
    },
  };
}
