// What a browser does once for every look of text, such as asking the system for a font of that size, costs it more than the text itself.
// So the screens that come later are laid out unseen while nobody waits.

import { byId } from './dom.js';

/** Where the browser does not say when it is idle, this many milliseconds are waited for. */
const WAIT = 200;

/** @param {() => void} work */
const whenIdle = (work) => ('requestIdleCallback' in globalThis ? requestIdleCallback(() => work()) : setTimeout(work, WAIT));

/** Lays out the screens named, a part of them at a time. Between two paints nothing of it is seen. @param {string[]} screens */
export function warm(screens) {
  layOut(screens.flatMap((screen) => /** @type {HTMLElement[]} */ ([...byId(screen).children])));
}

/** @param {HTMLElement[]} parts */
function layOut([part, ...rest]) {
  if (!part) return;
  whenIdle(() => {
    const screen = part.parentElement;
    if (screen?.hidden) {
      const others = /** @type {HTMLElement[]} */ ([...screen.children]).filter((each) => each !== part);
      for (const other of others) other.style.display = 'none';
      screen.hidden = false;
      void screen.offsetHeight;
      screen.hidden = true;
      for (const other of others) other.style.display = '';
    }
    layOut(rest);
  });
}
