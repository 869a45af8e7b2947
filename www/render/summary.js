// The short view for another page: a title, the verdict, a sentence, who is how many, and the segments in a list. It changes
// nothing; the full view is one press away, in the same place.

import { badge, segmentClass } from '../badge.js';
import { button, byId, h, icon, say, theirs } from '../dom.js';
import { counted, perCent } from '../format.js';
import { standsFor } from '../highlight.js';
import { markOf } from '../mark.js';

/** @import { SegmentView, View } from '../protocol' */

/** Traits named below a segment. */
const TRAITS = 2;

/** @param {{ download(): void }} actions */
export function createSummary({ download }) {
  const verdict = h('p', { class: 'sum-sure small', role: 'status' });
  const lead = h('p', { class: 'sum-lead' });
  const bar = h('div', { class: 'sum-bar', 'aria-hidden': 'true' });
  const rows = h('tbody', {});
  const local = h('p', { class: 'sum-local small' });
  const title = h('h1', { class: 'h3', tabindex: -1 }, 'Customer segments');
  const back = byId('short');
  const openFull = () => {
    back.hidden = false;
    document.documentElement.dataset.view = 'full';
    byId('result').querySelector('h1')?.focus({ preventScroll: true });
  };
  /** @param {View} view */
  function trust(view) {
    const { verdict: sure, pace } = view.trust;
    say(lead, sure?.headline ?? view.headline);
    const word = sure?.word ?? (pace === 'running' ? 'Checking…' : 'Not checked');
    verdict.className = `sum-sure small ${sure ? `is-${sure.shown}` : 'muted'}`;
    if (verdict.textContent !== word) verdict.replaceChildren(...(sure ? [icon(sure.shown === 'natural' ? 'check' : 'warn')] : []), word);
  }
  back.addEventListener('click', () => {
    back.hidden = true;
    document.documentElement.dataset.view = 'summary';
    title.focus({ preventScroll: true });
  });
  return {
    element: h('section', { class: 'summary', 'aria-label': 'Customer segments' },
      h('header', { class: 'sum-head' }, title, verdict), lead, bar,
      h('table', { class: 'sum-table small' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Segment'), h('th', { scope: 'col' }, 'Customers'))), rows),
      h('footer', { class: 'sum-foot' }, local,
        h('div', { class: 'row' },
          button('Open full view', openFull, { class: 'lnk small' }),
          button('CSV with segments', download, { class: 'lnk small', 'aria-label': 'CSV with segments: the file with a segment in every row' })))),
    /** Who they are; what the checks say is told next. @param {View} view */
    update(view) {
      bar.replaceChildren(...view.segments.map((segment, i) => {
        const part = standsFor(h('span', { class: segmentClass(i) }), i);
        part.style.flexGrow = String(segment.share);
        return part;
      }));
      rows.replaceChildren(...view.segments.map(row));
      const unusual = view.unusual ? `, ${counted(view.unusual.size, 'unusual one', 'unusual ones')} set aside` : '';
      local.replaceChildren(icon('lock'), `${counted(view.rows_used, 'customer', 'customers')}${unusual}, read in this tab`);
    },
    /** What the checks say. */
    trust,
  };
}

/**
 * @param {SegmentView} segment
 * @param {number} index
 */
function row(segment, index) {
  const traits = segment.traits.slice(0, TRAITS).map((trait) => `${trait.level === null ? trait.column : `${trait.column}: ${trait.level}`} ${trait.text}`);
  return standsFor(h('tr', { class: segmentClass(index) },
    h('th', { scope: 'row' }, h('div', { class: 'sum-row' }, badge(index, segment.letter),
      h('span', {},
        h('span', { class: 'sum-name' }, theirs(segment.name)), h('span', { class: 'sum-short' }, theirs(segment.short_name)), markOf(index),
        traits.length > 0 && h('span', { class: 'sum-traits' }, theirs(traits.join(', ')))))),
    h('td', {}, perCent(segment.percent))), index);
}
