// One segment at a time: who they are, why they are called so, what to do, and how to find them again.

import { badge, segmentClass } from '../badge.js';
import { button, h, theirs } from '../dom.js';
import { count, perCent, share, short } from '../format.js';
import { selected, standsFor, toggle } from '../highlight.js';
import { markOf } from '../mark.js';
import { peopleOf } from './people.js';
import { playsOf } from './plays.js';
import { ruleOf } from './rule.js';
import { createTrial } from './trial.js';

/** @import { Request, SegmentView, View } from '../protocol' */

/** Characters of a name, at most. */
const LONGEST = 60;

/** @param {{ rename(segment: number, name: string): void, plan(request: Request): void, groups(): void }} actions */
export function createCards({ rename, plan, groups }) {
  /** @type {View | null} */
  let view = null;
  let shown = 0;
  /** Whether a name was just given, so that focus has to find its button again. */
  let renamed = false;
  const trial = createTrial({ plan, download: groups });
  const list = h('ul', { class: 'cardlist' });
  const card = h('article', { class: 'card', 'aria-live': 'off' });

  /** @param {number} index */
  function show(index) {
    shown = index;
    draw();
  }

  function draw() {
    const segment = view?.segments[shown];
    if (!view || !segment) return;
    [...list.querySelectorAll('button')].forEach((each, i) => each.setAttribute('aria-pressed', String(i === shown)));
    card.className = `card ${segmentClass(shown)}`;
    card.setAttribute('aria-label', `Segment ${segment.letter}: ${segment.name}`);
    const plays = h('div', {});
    const fill = () => plays.replaceChildren(...playsOf(segment, fill));
    fill();
    card.replaceChildren(
      ...head(view, segment, shown, (name) => { renamed = true; rename(segment.number, name); }),
      ...part('Who they are', sentences(segment)),
      ...part('Why this name', words(segment)),
      ...part('What to try', segment.plays.length > 0 ? [plays] : []),
      ...part('Test it', segment.size > 1 ? [trial.of(segment)] : []),
      ...part('How to find them', ruleOf(segment)),
      ...part('Customers', peopleOf(view, segment)));
    if (renamed && document.activeElement === document.body) /** @type {HTMLElement | null} */ (card.querySelector('.rename'))?.focus();
    renamed = false;
  }

  selected.listen((index) => {
    if (index !== null && index !== shown) show(index);
  });

  return {
    element: h('section', { class: 'sec', id: 'cards' },
      h('div', { class: 'sec-l' }, h('h2', {}, 'One by one'), h('p', {}, 'Each word with the number it stands on.'), list),
      h('div', { class: 'sec-r' }, card)),
    /** @param {View} next */
    update(next) {
      view = next;
      shown = Math.min(shown, next.segments.length - 1);
      list.replaceChildren(...next.segments.map((segment, i) => standsFor(h('li', {}, button('', () => {
        if (selected.value !== i) toggle(i);
        show(i);
      }, { class: 'cardpick', 'aria-pressed': 'false' }, badge(i, segment.letter), h('span', { class: 'vh' }, `Segment ${segment.letter}: `), theirs(segment.name), markOf(i))), i)));
      draw();
    },
    trial,
    /** The checks have found more. @param {View} next */
    trust(next) {
      view = next;
      const mark = card.querySelector('.steady');
      const now = steady(next, shown);
      if (mark && now.textContent !== mark.textContent) mark.replaceWith(now);
    },
  };
}

/**
 * @param {string} title
 * @param {(Node | string)[]} children
 */
function part(title, children) {
  return children.length === 0 ? [] : [h('section', { class: 'cardpart' }, h('h3', { class: 'h3' }, title), h('div', {}, ...children))];
}

/** @param {SegmentView} segment */
function sentences({ sentences }) {
  return sentences.map((sentence) => h('p', {}, sentence));
}

/** @param {SegmentView} segment */
function words({ words, renamed, own_name, traits }) {
  if (words.length === 0 && traits.length === 0) return [];
  if (words.length === 0) return [h('p', {}, 'Nothing sets this segment clearly apart, so its name claims nothing.')];
  return [
    renamed && h('p', { class: 'small muted' }, 'You gave this name. Without it the segment is called ', theirs(own_name), '.'),
    h('dl', { class: 'words' }, ...words.map(({ text, reason }) => h('div', {}, h('dt', {}, text), h('dd', {}, reason)))),
  ].filter((child) => child !== false);
}

/**
 * Name, size, value and how well the segment comes back.
 *
 * @param {View} view
 * @param {SegmentView} segment
 * @param {number} index
 * @param {(name: string) => void} rename
 */
function head(view, segment, index, rename) {
  const title = h('div', { class: 'card-name' });
  const shownName = () => [badge(index, segment.letter), h('h3', { class: 'card-title' }, theirs(segment.name)), markOf(index),
    button('Rename', () => title.replaceChildren(...editor()), { class: 'link small rename', 'aria-label': `Rename segment ${segment.letter}: ${segment.name}` })];
  function back() {
    title.replaceChildren(...shownName());
    /** @type {HTMLElement | null} */ (title.querySelector('.rename'))?.focus();
  }
  function editor() {
    const input = h('input', {
      type: 'text', class: 'field', maxlength: LONGEST, value: segment.name, 'aria-label': `Name of segment ${segment.letter}; empty for its own`,
      onkeydown: (event) => {
        if (event.key === 'Enter') give();
        else if (event.key === 'Escape') back();
        else return;
        event.stopPropagation();
        event.preventDefault();
      },
    });
    const give = () => rename(input.value.trim());
    queueMicrotask(() => { input.focus(); input.select(); });
    return [badge(index, segment.letter), input, button('Keep', give, { class: 'btn small primary' }), button('Cancel', back, { class: 'btn small' }),
      segment.renamed && button('Its own name', () => rename(''), { class: 'btn small' })].filter((child) => child !== false);
  }
  title.append(...shownName());
  const { value } = segment;
  return [title, h('dl', { class: 'card-facts' },
    fact('Customers', `${perCent(segment.percent)}`, count(segment.size)),
    value && fact(`Share of ${view.value?.column ?? 'value'}`, value.share === null ? short(value.total) : share(value.share), `${short(value.mean)} each`),
    h('div', {}, h('dt', {}, 'Comes back'), steady(view, index)))];
}

/**
 * @param {string} name
 * @param {string} number
 * @param {string} more
 */
const fact = (name, number, more) => h('div', {}, h('dt', {}, name), h('dd', {}, h('span', { class: 'num' }, number), h('span', { class: 'sub2' }, more)));

/** @param {View} view @param {number} index */
function steady({ trust }, index) {
  const found = trust.segments[index];
  return h('dd', { class: 'steady' }, ...(found && found.overlap !== null
    ? [h('span', { class: 'num' }, perCent(Math.round(found.overlap * 100))), h('span', { class: 'sub2' }, found.words)]
    : [h('span', { class: 'num' }, '–'), h('span', { class: 'sub2' }, trust.pace === 'running' ? 'being checked' : 'not known')]));
}
