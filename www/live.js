import { byId } from './dom.js';

/** Has a sentence read out by a screen reader, after what it is reading now. @param {string} text */
export function announce(text) {
  byId('live').textContent = text;
}
