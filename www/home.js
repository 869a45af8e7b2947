// Where the page is at home: the address it can be found at, and the place where this browser keeps a few words for it. In a tab both are its own;
// in the single file the shell around it has them; inside somebody's page there is neither.

import { fromShell, homely } from './home_words.js';

/** @import { ToShell } from './home_words' */
/**
 * @typedef {{
 *   address: string, kept: string | null, keep: ((text: string | null) => boolean) | null, forgetFragment(): void,
 * }} Home `address`: without what stands behind #; `kept`: what was kept before; `keep`: keeps this alone and says whether there is room, not there where
 *   nothing can be kept
 */

/** Name of what is kept. */
const NAME = 'customer-segmentation';

/** What stands behind an address that is longer than any settings is cut: it is damaged either way. */
const FRAGMENT_MOST = 4096;

/**
 * @param {{ home(home: Home): void, fragment(fragment: string): void }} take `home` is told once, if there is one; `fragment` whenever something else
 *   stands behind the address
 */
export function findHome(take) {
  if (parent === window) return inTab(take);
  // The shell alone puts the page into a frame without an address; whoever frames the hosted page is no home of it.
  if (location.href === 'about:srcdoc') inShell(take);
}

/** @param {Parameters<typeof findHome>[0]} take */
function inTab(take) {
  const { keeps, kept } = readKept();
  take.home({ address: addressOf(location.href), kept, keep: keeps ? writeKept : null, forgetFragment });
  watchFragment(take.fragment);
}

/** @param {Parameters<typeof findHome>[0]} take */
function inShell(take) {
  /** @param {ToShell} message */
  const say = (message) => parent.postMessage(homely(message), '*');
  addEventListener('message', (event) => {
    if (event.source !== parent) return;
    const message = fromShell(event.data);
    if (message?.type === 'fragment') return take.fragment(message.fragment);
    if (message?.type !== 'home') return;
    const { address, kept, keeps } = message;
    take.home({
      address, kept, keep: keeps ? (text) => { say({ type: 'keep', text }); return true; } : null, forgetFragment: () => say({ type: 'forget_fragment' }),
    });
  });
  say({ type: 'at_home' });
}

/** Tells what stands behind the address, now and whenever that changes. @param {(fragment: string) => void} tell */
export function watchFragment(tell) {
  const now = () => tell(location.hash.slice(0, FRAGMENT_MOST));
  addEventListener('hashchange', now);
  now();
}

/** @param {string} href */
export const addressOf = (href) => href.replace(/#.*$/s, '');

/** What this browser has kept, and whether it lets the page keep anything. @returns {{ keeps: boolean, kept: string | null }} */
export function readKept() {
  try {
    return { keeps: true, kept: localStorage.getItem(NAME) };
  } catch {
    return { keeps: false, kept: null };
  }
}

/** @param {string | null} text @returns {boolean} whether there was room for it */
export function writeKept(text) {
  try {
    localStorage.removeItem(NAME);
    if (text !== null) localStorage.setItem(NAME, text);
    return true;
  } catch {
    return false;
  }
}

/** Takes away what stands behind the address, so that it does not come back with the next reload. */
export function forgetFragment() {
  try {
    history.replaceState(null, '', addressOf(location.href));
  } catch {
    // Some browsers refuse this for files on a disk: there it stays.
  }
}
