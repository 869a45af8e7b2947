// The line on the first screen about settings that came with the address.

import { button, byId } from '../dom.js';

/**
 * @param {string | null} text in place of that they wait
 * @param {(() => void) | null} discard there while any wait
 */
export function showWaiting(text, discard) {
  const line = byId('waiting');
  const said = text ?? (discard ? 'Settings from a link wait for a file. They are used if its columns are those they were made for.' : '');
  line.hidden = said === '';
  line.replaceChildren(said, ...(discard ? [' ', button('Discard them', discard, { class: 'lnk' })] : []));
}
