import { h } from './dom.js';
import { saving } from './save_words.js';

/** How long the browser has to take the bytes over, in milliseconds. */
const TAKEN_OVER = 60_000;

/**
 * Saves bytes to the person's downloads.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  // The shell alone puts the page into a frame without an address.
  if (location.href === 'about:srcdoc') parent.postMessage(saving(blob, name), '*');
  else saveHere(blob, name);
}

/**
 * Saves them by a link in this document.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function saveHere(blob, name) {
  const address = URL.createObjectURL(blob);
  press(address, name);
  setTimeout(() => URL.revokeObjectURL(address), TAKEN_OVER);
}

/**
 * Saves them by a link in this document that carries all of them.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function saveCarried(blob, name) {
  const reader = new FileReader();
  reader.onload = () => press(String(reader.result), name);
  reader.readAsDataURL(blob);
}

/** @param {string} address @param {string} name */
function press(address, name) {
  const link = h('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

/** A download that comes in parts. */
export class Download {
  constructor() {
    /** @type {Uint8Array<ArrayBuffer>[]} */
    this.parts = [];
  }

  /**
   * @param {{ name: string, media_type: string, last: boolean }} part
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @returns {boolean} whether it was the last one and the file is saved
   */
  take({ name, media_type, last }, bytes) {
    this.parts.push(bytes);
    if (last) save(new Blob(this.parts, { type: media_type }), name);
    return last;
  }
}
