// A header as a few letters: enough to tell that a file has other columns, too little to read the name from. Whoever guesses a name can check
// the guess, so it is no secret.

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Letters of a fingerprint, six bits each. */
export const LENGTH = 4;

/** FNV-1a over UTF-8, folded to 24 bits. @param {string} name */
export function fingerprint(name) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  const folded = (hash >>> 24) ^ (hash & 0xffffff);
  return Array.from({ length: LENGTH }, (_, i) => LETTERS[(folded >>> (6 * i)) & 63]).join('');
}

/** Fingerprints of all headers of a file, one behind the other. @param {string[]} names */
export const fingerprints = (names) => names.map(fingerprint).join('');
