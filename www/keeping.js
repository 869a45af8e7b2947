// What this browser keeps if a person lets it: settings of the files that were open last, without a name or a text out of them, and choices about
// the page. Whoever stops it deletes everything at once.

import { checked } from './settings_text.js';

/** @import { Home } from './home' */
/** @import { Settings } from './settings' */
/** @typedef {{ theme?: string, columns?: string[], format?: string }} Choices about the page: its colours, and how downloads are made */

const VERSION = 1;

/** Files whose settings are kept, the latest. */
const FILES = 12;

/** Characters, all together. */
const MOST = 200_000;

export class Keeping {
  constructor() {
    /** @type {Home | null} */
    this.home = null;
    /** Whether anything is kept. */
    this.on = false;
    /** @type {Choices} */
    this.choices = {};
    /** Headers of a file, as fingerprints, and its settings; the latest last. @type {[string, Settings][]} */
    this.files = [];
  }

  /** Whether this browser lets the page keep anything. */
  get possible() {
    return this.home !== null && this.home.keep !== null;
  }

  /** @param {Home} home */
  found(home) {
    this.home = home;
    this.on = home.keep !== null && home.kept !== null;
    if (this.on) ({ choices: this.choices, files: this.files } = read(home.kept ?? ''));
  }

  /** @param {boolean} on */
  turn(on) {
    this.on = on && this.possible;
    this.files = [];
    if (this.on) this.#write();
    else this.home?.keep?.(null);
  }

  /** @param {string} headers @returns {Settings | null} */
  find(headers) {
    return (this.on && this.files.find(([of]) => of === headers)?.[1]) || null;
  }

  /** @param {string} headers @param {Settings | null} settings nothing: what is suggested is done */
  put(headers, settings) {
    if (!this.on) return;
    this.files = this.files.filter(([of]) => of !== headers);
    if (settings) this.files = [...this.files, /** @type {[string, Settings]} */ ([headers, settings])].slice(-FILES);
    this.#write();
  }

  /** @param {Choices} choices */
  choose(choices) {
    this.choices = { ...this.choices, ...choices };
    if (this.on) this.#write();
  }

  #write() {
    const text = () => JSON.stringify({ version: VERSION, choices: this.choices, files: this.files });
    while (text().length > MOST && this.files.length > 0) this.files = this.files.slice(1);
    this.on = this.home?.keep?.(text()) === true;
  }
}

/** What was kept, as far as this page could have written it. @param {string} text @returns {{ choices: Choices, files: [string, Settings][] }} */
function read(text) {
  const nothing = { choices: {}, files: [] };
  try {
    const { version, choices, files } = JSON.parse(text);
    if (version !== VERSION || !Array.isArray(files)) return nothing;
    const { theme, columns, format } = choices;
    return {
      choices: {
        ...(['light', 'dark'].includes(theme) ? { theme } : {}),
        ...(Array.isArray(columns) && columns.every((each) => typeof each === 'string') ? { columns } : {}),
        ...(typeof format === 'string' ? { format } : {}),
      },
      files: files.slice(-FILES).flatMap(([headers, settings]) => {
        const fine = typeof headers === 'string' ? checked(settings) : null;
        return fine ? [/** @type {[string, Settings]} */ ([headers, fine])] : [];
      }),
    };
  } catch {
    return nothing;
  }
}
