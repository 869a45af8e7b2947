// Which screen is seen, and what the bar above it says.

import { button, byId } from './dom.js';

/** @typedef {'empty' | 'reading' | 'result' | 'failed'} Screen */

/** @type {Screen[]} */
const SCREENS = ['empty', 'reading', 'result', 'failed'];
const TITLE = document.title;

export class Screens {
  constructor() {
    /** @type {Screen} */
    this.now = 'empty';
  }

  /**
   * Shows a screen; focus goes to its headline if it is another one than before.
   *
   * @param {Screen} screen
   * @param {{ name: string | null, headline?: string, arrive?: boolean }} about the open file's name, the result's headline
   */
  show(screen, { name, headline, arrive = false }) {
    const other = screen !== this.now;
    this.now = screen;
    for (const id of SCREENS) byId(id).hidden = id !== screen;
    byId('crumb').hidden = name === null;
    byId('crumb-name').textContent = name ?? '';
    byId('another').hidden = screen === 'empty';
    document.documentElement.dataset.screen = screen;
    document.title = [headline, name, TITLE].filter(Boolean).join(' – ');
    if (!other && !arrive) return;
    scrollTo(0, 0);
    byId(screen).querySelector('h1')?.focus({ preventScroll: true });
  }

  /**
   * A sentence in the drop target, with a button if there is something to do.
   *
   * @param {string | null} text
   * @param {string} [label]
   * @param {() => void} [act]
   */
  hold(text, label, act) {
    const held = byId('held');
    held.hidden = text === null;
    held.replaceChildren(text ?? '');
    if (label && act) held.append(' ', button(label, act, { class: 'lnk' }));
  }

  /** @param {string} section */
  goTo(section) {
    const title = byId(section).querySelector('h2');
    if (!title) return;
    title.tabIndex = -1;
    title.focus();
    byId(section).scrollIntoView();
  }
}
