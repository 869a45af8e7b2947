// What settings without names and texts come without, in words.

import { inWords } from './format.js';
import { PARTS } from './settings.js';

/** @import { Part } from './settings' */

/** @type {Record<Part, [one: string, more: string]>} */
const WORDS = {
  computed: ['computed column', 'computed columns'],
  filters: ['filter on rows', 'filters on rows'],
  orders: ['order of levels', 'orders of levels'],
  separators: ['word between values', 'words between values'],
  missing: ['list of words for “missing”', 'lists of words for “missing”'],
  centres: ['list of first centres', 'lists of first centres'],
};

/**
 * @param {Partial<Record<Part, number>>} left
 * @returns {string} "one filter on rows and two orders of levels"; empty if nothing is left out
 */
export function leftOutInWords(left) {
  const all = PARTS.flatMap((part) => {
    const n = left[part] ?? 0;
    return n > 0 ? [`${inWords(n)} ${WORDS[part][n === 1 ? 0 : 1]}`] : [];
  });
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`;
}
