// What to do about a segment: suggestions with their reasons, which can be changed and left out before they are copied.

import { copyButton } from '../copy.js';
import { button, h } from '../dom.js';
import { announce } from '../live.js';
import { withMark } from '../mark.js';

/** @import { PlayView, SegmentView } from '../protocol' */
/** @typedef {{ title: string, text: string, out: boolean }} Edit */

const KINDS = { campaign: 'Campaign', offer: 'Offer', recommendation: 'Recommendation', loyalty: 'Loyalty', service: 'Service' };

/** What people made of the plays, by segment and play: kept while the page is open. @type {Map<string, Edit>} */
const edits = new Map();

/** @param {SegmentView} segment @param {PlayView} play */
const key = (segment, play) => JSON.stringify([segment.own_name, play.id]);

/** @param {SegmentView} segment @param {PlayView} play @returns {Edit} */
const now = (segment, play) => edits.get(key(segment, play)) ?? { title: play.title, text: play.text, out: false };

/** @param {SegmentView} segment */
function asText(segment) {
  const kept = segment.plays.filter((play) => !now(segment, play).out);
  const lines = kept.map((play) => {
    const { title, text } = now(segment, play);
    return `${KINDS[play.kind]}: ${title}\n${text}\nWhy: ${play.reason}\nWatch: ${play.measure}`;
  });
  return `${segment.letter} ${withMark(segment.name, segment.number - 1)}\n\n${lines.join('\n\n')}\n`;
}

/** @param {SegmentView} segment @param {() => void} again draws the plays again */
export function playsOf(segment, again) {
  if (segment.plays.length === 0) return [];
  return [
    h('ul', { class: 'plays' }, ...segment.plays.map((play) => one(segment, play, again))),
    h('p', { class: 'row copies' }, copyButton('Copy all', `the plays of segment ${segment.letter}`, () => asText(segment))),
  ];
}

/**
 * @param {SegmentView} segment
 * @param {PlayView} play
 * @param {() => void} again
 */
function one(segment, play, again) {
  const { title, text, out } = now(segment, play);
  const item = h('li', { class: out ? 'play out' : 'play' });
  /** @param {Partial<Edit>} change */
  const keep = (change) => {
    edits.set(key(segment, play), { ...now(segment, play), ...change });
    again();
  };
  item.append(
    h('span', { class: 'play-kind small muted' }, KINDS[play.kind]),
    h('div', { class: 'play-what' }, h('p', {}, h('strong', {}, title)), h('p', {}, text), h('p', { class: 'row play-act' },
      button('Change', () => item.replaceChildren(editor(play, now(segment, play), keep, again)), { class: 'link small', 'aria-label': `Change: ${title}` }),
      button(out ? 'Take in again' : 'Leave out', () => { keep({ out: !out }); announce(out ? `${title}: taken in again` : `${title}: left out`); }, { class: 'link small', 'aria-label': `${out ? 'Take in again' : 'Leave out'}: ${title}` }))),
    h('div', { class: 'play-why small' }, h('p', {}, play.reason), h('p', { class: 'muted' }, `Watch: ${play.measure}`)));
  return item;
}

/**
 * @param {PlayView} play
 * @param {Edit} edit
 * @param {(change: Partial<Edit>) => void} keep
 * @param {() => void} again
 */
function editor(play, edit, keep, again) {
  const title = h('input', { type: 'text', class: 'field', maxlength: 120, 'aria-label': 'What to do, in a few words', value: edit.title });
  const text = h('textarea', { rows: 3, 'aria-label': 'What to do, in a sentence' });
  text.value = edit.text;
  queueMicrotask(() => title.focus());
  return h('div', { class: 'play-edit' }, title, text, h('span', { class: 'row' },
    button('Keep', () => keep({ title: title.value.trim() || play.title, text: text.value.trim() || play.text }), { class: 'btn small primary' }),
    button('Cancel', again, { class: 'btn small' }),
    button('As suggested', () => keep({ title: play.title, text: play.text }), { class: 'btn small' })));
}
