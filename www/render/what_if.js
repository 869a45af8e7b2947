// One customer more: typed or pasted, which segment, how far from each, and why.

import { badge, segmentClass } from '../badge.js';
import { button, h, s, theirs } from '../dom.js';
import { decimal } from '../format.js';
import { standsFor } from '../highlight.js';
import { markOf } from '../mark.js';

/** @import { Customer, View, WhatIfView } from '../protocol' */

/** Fields shown at once; the others follow below. */
const FEW = 12;

/** @param {(customer: Customer) => void} ask */
export function createWhatIf(ask) {
  /** @type {View | null} */
  let view = null;
  /** @type {Map<string, HTMLInputElement>} */
  let fields = new Map();
  const grid = h('div', { class: 'wi-fields' });
  const more = h('details', { class: 'small' });
  const row = h('textarea', { id: 'wi-row', rows: 2, spellcheck: 'false', autocomplete: 'off' });
  const answer = h('div', { class: 'wi-answer', role: 'status' });
  const given = () => Object.fromEntries([...fields].filter(([, input]) => input.value.trim() !== '').map(([name, input]) => [name, input.value]));
  const askTyped = () => {
    const cells = given();
    if (Object.keys(cells).length > 0) ask({ cells, row: '' });
    else want('Type at least one value: of a customer without any nothing can be said.', fields.values().next().value);
  };
  const askPasted = () => {
    if (row.value.trim() !== '') ask({ cells: {}, row: row.value });
    else want('Paste a line of the file first.', row);
  };

  /** @param {string} what is missing @param {HTMLElement} [where] */
  function want(what, where) {
    answer.replaceChildren(h('p', { class: 'warn' }, what));
    where?.focus();
  }

  /** @param {string} name @param {number} index */
  function field(name, index) {
    const levels = view?.profile.find((each) => each.column === name)?.levels ?? [];
    const about = view?.reading.columns.find((each) => each.name === name);
    const input = h('input', {
      type: 'text', class: 'field', id: `wi-${index}`, autocomplete: 'off', spellcheck: 'false', list: levels.length > 0 ? `wi-list-${index}` : null,
      inputmode: about?.kind === 'number' ? 'decimal' : null, placeholder: about?.examples[0] ?? '',
      onkeydown: (event) => { if (event.key === 'Enter') askTyped(); },
    });
    fields.set(name, input);
    return h('div', {}, h('label', { for: `wi-${index}`, class: 'small' }, theirs(name)), input,
      levels.length > 0 && h('datalist', { id: `wi-list-${index}` }, ...levels.map(({ level }) => h('option', { value: level }))));
  }

  return {
    element: h('section', { class: 'sec', id: 'what-if' },
      h('div', { class: 'sec-l' }, h('h2', {}, 'One customer more'), h('p', {}, 'Type a customer, or paste a line of the file, and see which segment is nearest, and why. What is left empty is filled as gaps of the file were.')),
      h('div', { class: 'sec-r' }, grid, more, h('p', { class: 'row' }, button('Which segment?', askTyped, { class: 'btn primary' }), button('Empty all', () => {
        for (const input of fields.values()) input.value = '';
        row.value = '';
        answer.replaceChildren();
      })),
        h('label', { for: 'wi-row', class: 'small' }, 'Or a line of the file'), row, h('p', {}, button('Which segment is this line in?', askPasted)), answer)),
    /** @param {View} next @param {boolean} same whether fields and what is in them stay */
    update(next, same) {
      view = next;
      answer.replaceChildren();
      if (same && fields.size > 0) return;
      fields = new Map();
      const names = next.recipe.columns.filter(({ role }) => role === 'feature').map(({ name }) => name);
      const all = names.map(field);
      grid.replaceChildren(...all.slice(0, FEW));
      more.hidden = all.length <= FEW;
      more.replaceChildren(h('summary', {}, `${all.length - FEW} more columns`), h('div', { class: 'wi-fields' }, ...all.slice(FEW)));
    },
    /** @param {WhatIfView} found */
    show(found) {
      for (const [name, input] of fields) input.value = found.cells[name] ?? '';
      answer.replaceChildren(...told(found, view));
    },
  };
}

/**
 * @param {WhatIfView} found
 * @param {View | null} view
 */
function told(found, view) {
  const index = (found.segment ?? 0) - 1;
  const segment = view?.segments[index];
  const farthest = Math.max(...found.distances, Number.MIN_VALUE);
  const nearest = found.distances[index] ?? 0;
  return [
    ...found.problems.map((problem) => h('p', { class: 'warn' }, problem)),
    h('p', { class: 'wi-head' }, segment && badge(index, segment.letter), h('strong', {}, segment ? theirs(segment.name) : ''), ' ', segment && markOf(index), ' ', found.text),
    found.pulls.length > 0 && h('ul', { class: 'pulls' }, ...found.pulls.map(({ column, pull, text }) => h('li', {},
      h('span', { class: 'pull-name' }, theirs(column)), bar(pull), h('span', { class: 'small muted' }, text)))),
    found.distances.length > 0 && h('table', { class: 'plain' }, h('caption', { class: 'small muted' }, 'Distance to the middle of each segment, in standard deviations taken together'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Segment'), h('th', { scope: 'col' }, 'Distance'))),
      h('tbody', {}, ...found.distances.map((distance, i) => standsFor(h('tr', { class: segmentClass(i) },
        h('th', { scope: 'row' }, h('span', { class: 'sn-h' }, badge(i, view?.segments[i]?.letter ?? ''), theirs(view?.segments[i]?.name ?? ''), markOf(i))),
        h('td', {}, h('span', { class: distance === nearest ? 'near' : '' }, decimal(distance, 2)), h('span', { class: 'dist', 'aria-hidden': 'true', style: `--d: ${(distance / farthest).toFixed(3)}` }))), i)))),
  ].filter((child) => child !== false);
}

/** Which way a column pulls: to the right towards the nearest segment. @param {number} pull */
function bar(pull) {
  const reach = Math.min(Math.abs(pull), 1) * 50;
  return s('svg', { class: 'dev', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    s('path', { class: 'dev-line', d: 'M0 4H100' }),
    s('rect', { x: pull < 0 ? 50 - reach : 50, y: 2, width: reach, height: 4, class: pull < 0 ? 'pull-away' : 'pull-to' }),
    s('path', { class: 'dev-zero', d: 'M50 0V8' }));
}
