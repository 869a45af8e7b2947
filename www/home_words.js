// What the page in the single file and the shell around it say to each other where the shell stands alone in a tab: the shell alone has an address
// and a place to keep a few words. Both sides read word by word, and nothing of this is passed on to a page that embeds them.

const MARK = 'customerSegmentationHome';

/** Characters: an address, what stands behind its #, and all that a browser is to keep. */
const ADDRESS_MOST = 4096;
const FRAGMENT_MOST = 4096;
const KEPT_MOST = 262_144;

/**
 * @typedef {{ type: 'home', address: string, keeps: boolean, kept: string | null }} HomeIs where the page is; what this browser has kept, if it keeps anything
 * @typedef {{ type: 'fragment', fragment: string }} FragmentIs what stands behind the address, now or since the person changed it
 * @typedef {HomeIs | FragmentIs} FromShell
 * @typedef {{ type: 'keep', text: string | null }} Keep keep this and nothing else; null: nothing at all
 * @typedef {{ type: 'forget_fragment' }} ForgetFragment take away what stands behind the address
 * @typedef {{ type: 'at_home' }} AtHome the page listens
 * @typedef {Keep | ForgetFragment | AtHome} ToShell
 */

/** @template {FromShell | ToShell} T @param {T} message */
export const homely = (message) => ({ [MARK]: 1, ...message });

/** @param {any} data @returns {FromShell | null} */
export function fromShell(data) {
  if (!isMarked(data)) return null;
  const { type, address, keeps, kept, fragment } = data;
  if (type === 'home') {
    const fine = isText(address, ADDRESS_MOST) && typeof keeps === 'boolean' && (kept === null || isText(kept, KEPT_MOST));
    return fine ? { type, address, keeps, kept } : null;
  }
  return type === 'fragment' && isText(fragment, FRAGMENT_MOST) ? { type, fragment } : null;
}

/** @param {any} data @returns {ToShell | null} */
export function toShell(data) {
  if (!isMarked(data)) return null;
  const { type, text } = data;
  if (type === 'keep') return text === null || isText(text, KEPT_MOST) ? { type, text } : null;
  return type === 'forget_fragment' || type === 'at_home' ? { type } : null;
}

/** @param {unknown} data @returns {data is Record<string, any>} */
const isMarked = (data) => typeof data === 'object' && data !== null && /** @type {Record<string, unknown>} */ (data)[MARK] === 1;

/** @param {unknown} text @param {number} most @returns {text is string} */
const isText = (text, most) => typeof text === 'string' && text.length <= most;
