// Which screen is seen, and what the bar above it says.

import { button, byId } from './dom.js';
import { announce } from './live.js';
import { finishAll } from './turns.js';

/** @typedef {'empty' | 'reading' | 'sheets' | 'result' | 'failed'} Screen */

/** @type {Screen[]} */
const SCREENS = ['empty', 'reading', 'sheets', 'result', 'failed'];
const TITLE = document.title;

export class Screens {
  constructor() {
    /** @type {Screen} */
    this.now = 'empty';
    this.file = '';
  }

  /** @param {string | null} file name of the file the screen is about */
  name(file) {
    this.file = file ?? '';
    byId('crumb').hidden = file === null;
    byId('crumb-name').textContent = this.file;
  }

  /**
   * Shows a screen; focus goes to its headline if it is another one than before.
   *
   * @param {Screen} screen
   * @param {{ headline?: string, arrive?: boolean }} about the result's headline; whether focus goes to it in any case
   */
  show(screen, { headline, arrive = false }) {
    const other = screen !== this.now;
    this.now = screen;
    for (const id of SCREENS) byId(id).hidden = id !== screen;
    byId('another').hidden = screen === 'empty';
    document.documentElement.dataset.screen = screen;
    document.title = [headline, this.file, TITLE].filter(Boolean).join(' – ');
    if (!other && !arrive) return;
    // How far the reading was is no longer true.
    if (screen !== 'reading') announce('');
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

}

/** Brings a part of the page into view and focus to its heading. @param {string} id */
export function goTo(id) {
  finishAll();
  const part = byId(id);
  const target = part.tagName === 'MAIN' ? part : part.querySelector('h2') ?? part;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  part.scrollIntoView();
}

/** Links within the page do not navigate: in the single file that would leave the frame, which the policy forbids. */
export function followLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (!link) return;
    event.preventDefault();
    goTo((link.getAttribute('href') ?? '').slice(1));
  });
}
