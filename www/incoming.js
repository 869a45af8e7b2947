// Settings that come from elsewhere, out of a link or out of what this browser has kept, and the file they meet. They are used if every header
// is the one they are for; else the file is read as if there were none.

import { unpack } from './settings.js';
import { decode, KEY } from './settings_text.js';

/** @import { Error, Recipe } from './protocol' */
/** @import { Settings } from './settings' */
/** @typedef {'link' | 'kept'} From */
/**
 * @typedef {{ from: From, settings: Settings, headers: string[], plain: Recipe, again: boolean }} Trial settings being tried on a file: the file's headers
 *   and what would be done with it, before anything is tried; whether it is read once more for them
 */
/** @typedef {{ type: 'none' } | { type: 'reread' | 'apply', recipe: Recipe } | { type: 'refused', from: From, why: string, again: boolean }} Step */

export class Incoming {
  constructor() {
    /** Those of a link, which wait for a file. @type {Settings | null} */
    this.link = null;
    /** @type {Trial | null} */
    this.trial = null;
  }

  /** Takes what stands behind the page's address. @param {string} fragment @returns {'none' | 'waits' | 'damaged'} */
  read(fragment) {
    if (!fragment.startsWith(KEY)) return 'none';
    const settings = decode(fragment.slice(KEY.length));
    if (settings) this.link = settings;
    return settings ? 'waits' : 'damaged';
  }

  /**
   * A file has been opened as it decides itself.
   *
   * @param {string[]} headers
   * @param {Recipe} suggested
   * @param {Settings | null} kept
   * @returns {Step}
   */
  meet(headers, suggested, kept) {
    const settings = this.link ?? kept;
    this.trial = null;
    if (!settings) return { type: 'none' };
    const { reading: _, ...plain } = suggested;
    this.trial = { from: this.link ? 'link' : 'kept', settings, headers, plain, again: settings.reading !== undefined };
    // Headers may be others once the file is read as the settings say.
    if (this.trial.again) return { type: 'reread', recipe: { version: 1, columns: [], reading: settings.reading, clustering: plain.clustering } };
    return this.tryOn(headers);
  }

  /** The settings on these headers. @param {string[]} headers @returns {Step} */
  tryOn(headers) {
    if (!this.trial) return { type: 'none' };
    const { recipe, why } = unpack(this.trial.settings, headers);
    return recipe ? { type: 'apply', recipe } : this.#refused(why);
  }

  /** The engine cannot carry them out. @param {Error} error @returns {Step} */
  failed({ place, what }) {
    return this.#refused(`${place}: ${what}`);
  }

  /** They are used. @returns {Trial | null} */
  used() {
    const { trial } = this;
    this.trial = null;
    if (trial?.from === 'link') this.link = null;
    return trial;
  }

  /** @param {string} why @returns {Step} */
  #refused(why) {
    const { trial } = this;
    this.trial = null;
    return trial ? { type: 'refused', from: trial.from, why, again: trial.again } : { type: 'none' };
  }
}
