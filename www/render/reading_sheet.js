// The reading sheet: for the file and for each of its columns what was decided, why, and one control to decide otherwise.

import { h, theirs, theirsAll } from '../dom.js';
import { counted } from '../format.js';
import { decided, idOf } from '../reading_draft.js';
import { NAMES, createDecision, inWords } from './decision.js';
import { createFirstRows } from './first_rows.js';

/** @import { ColumnView, Decision, DecisionKey, Reading, ReadingView } from '../protocol' */
/** @import { Place, Value } from '../reading_draft' */
/** @typedef {{ place: Place, decision: Decision, control: ReturnType<typeof createDecision> }} Entry */

/** Columns that are shown: a file may have ten thousand, a page may not. */
const MOST = 300;

/** The columns of the table of columns, with the decisions in each. @type {[string, DecisionKey[]][]} */
const PARTS = [['Read as', ['type']], ['Also decided', ['decimal', 'dates', 'missing']]];

/** @param {(place: Place, value: Value | undefined) => void} decide */
export function createReadingSheet(decide) {
  const file = h('dl', { class: 'decs' });
  const first = createFirstRows();
  const table = h('table', { class: 'prep cols' });
  const summary = h('summary', {});
  const details = h('details', {}, summary,
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'How each column was read' }, table));
  /** @type {Map<string, Entry>} */
  const entries = new Map();

  /**
   * @param {Decision} decision
   * @param {string | null} column
   */
  function make(decision, column) {
    const place = { key: decision.key, column };
    const control = createDecision(decision, column ?? 'the file', (value) => decide(place, value));
    entries.set(idOf(place), { place, decision, control });
    return control.element;
  }

  /** @param {ColumnView} column */
  function row({ name, examples, decisions }) {
    return h('tr', {},
      h('th', { scope: 'row' }, theirs(name), h('small', { class: 'first' }, theirsAll(examples))),
      ...PARTS.map(([title, keys]) => {
        const made = decisions.filter(({ key }) => keys.includes(key)).flatMap((decision) =>
          [decision.key !== 'type' && h('span', { class: 'dec-l' }, NAMES[decision.key]), make(decision, name)]);
        return h('td', { 'data-l': title, class: made.length === 0 ? 'bare' : '' }, ...made);
      }));
  }

  return {
    element: h('div', { class: 'readsheet' }, h('div', { class: 'readfile' }, h('div', {}, h('h3', { class: 'h3' }, 'How the file was read'), file), first.element), details),
    /** @param {ReadingView} reading */
    update(reading) {
      entries.clear();
      file.replaceChildren(...reading.decisions.flatMap((decision) =>
        h('div', {}, h('dt', {}, NAMES[decision.key]), h('dd', {}, make(decision, null)))));
      first.update(reading);
      const { columns } = reading;
      summary.textContent = `How each of the ${counted(columns.length, 'column', 'columns')} was read`;
      table.replaceChildren(
        h('caption', { class: 'vh' }, 'How each column was read'),
        h('thead', {}, h('tr', {}, ...['Column', ...PARTS.map(([title]) => title)].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, ...columns.slice(0, MOST).map(row),
          columns.length > MOST && h('tr', {}, h('td', { colspan: 3 }, `and ${counted(columns.length - MOST, 'more', 'more')}`))));
      if (columns.some(({ decisions }) => decisions.some(({ given }) => given))) details.open = true;
    },
    /**
     * What the recipe being changed says now.
     *
     * @param {Reading} reading
     * @param {Place[]} changed
     */
    refresh(reading, changed) {
      const waiting = new Set(changed.map(idOf));
      for (const [id, { place, control }] of entries) control.update(decided(reading, place), waiting.has(id));
    },
    /** A change in words. @param {Place} place @param {Reading} reading @returns {(Node | string)[]} */
    words(place, reading) {
      const decision = entries.get(idOf(place))?.decision;
      const value = decided(reading, place);
      const said = decision ? inWords(decision, value) : String(value ?? 'as the file says');
      return [' ', place.column === null ? 'The file' : theirs(place.column), `: ${NAMES[place.key].toLowerCase()} ${said}.`];
    },
    /** Focus goes to a decision, if there is one of that id. @param {string} id */
    focus(id) {
      const entry = entries.get(id);
      if (entry && entry.place.column !== null) details.open = true;
      entry?.control.focus();
      return entry !== undefined;
    },
  };
}
