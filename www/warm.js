// What a browser does once for every look of text, such as asking the system for a font of that size, costs it more than the text itself.
// So the screens that come later are laid out unseen while nobody waits.

import { byId } from './dom.js';

/** Where the browser does not say when it is idle, this many milliseconds are waited for. */
const WAIT = 200;

/** @param {() => void} work */
const whenIdle = (work) => ('requestIdleCallback' in globalThis ? requestIdleCallback(() => work()) : setTimeout(work, WAIT));

/** Lays out the screens named, one at a time. Between two paints nothing of it is seen. @param {string[]} screens */
export function warm([next, ...rest]) {
  if (next === undefined) return;
  whenIdle(() => {
    const screen = byId(next);
    if (screen.hidden) {
      screen.hidden = false;
      void screen.offsetHeight;
      screen.hidden = true;
    }
    warm(rest);
  });
}
