// Settings from elsewhere, as part of the journey: those of a link wait for a file, those that this browser has kept are found again by its headers.
// Says what became of them, and keeps what is decided.

import { fingerprints } from './fingerprint.js';
import { Incoming } from './incoming.js';
import { Keeping } from './keeping.js';
import { leftOutInWords } from './left_out.js';
import { showWaiting } from './render/waiting.js';
import { headersOf, pack } from './settings.js';

/** @import { Error, ReadingView, Recipe, View } from './protocol' */
/** @import { Home } from './home' */
/** @import { Step, Trial } from './incoming' */
/** @import { Source } from './journey' */
/** @typedef {Source & { headers: string[], suggested: Recipe }} Open a file as it was read first, and what would be done with it unasked */
/** @typedef {'meet' | 'again' | 'leave'} Settings what becomes of them with a file: they meet it, it is read again for them, or they are left alone */
/** @typedef {[label: string, act: () => void]} Choice */

/**
 * @typedef {{
 *   openFile(source: Source, recipe: Recipe | null, settings: Settings): void, apply(recipe: Recipe): void, undo(): void,
 *   tell(text: string | null, ...choices: Choice[]): void, changed(): void,
 * }} Host `changed`: whether anything is kept
 */

export class Elsewhere {
  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    this.incoming = new Incoming();
    this.keeping = new Keeping();
    /** @type {Open | null} */
    this.open = null;
    /** @type {View | null} */
    this.view = null;
  }

  /** The page has an address of its own, and this browser may keep something for it. @param {Home} home */
  atHome(home) {
    this.keeping.found(home);
    this.host.changed();
  }

  /** What stands behind the address may be settings. @param {string} fragment */
  takeFragment(fragment) {
    const found = this.incoming.read(fragment);
    if (found === 'none') return;
    if (found === 'damaged') return this.discard('The settings in this link cannot be read: it is cut off or damaged. They are ignored.');
    this.#showWaiting();
    if (this.open && this.view) this.#follow(this.incoming.meet(this.open.headers, this.open.suggested, null), this.open, false);
  }

  /** The settings of a link wait no longer. @param {string} [why] */
  discard(why) {
    this.incoming.link = null;
    this.keeping.home?.forgetFragment();
    this.#showWaiting(why);
    this.host.tell(why && this.view ? why : null);
  }

  /**
   * A file has been opened.
   *
   * @param {Source & { settings: Settings }} source
   * @param {ReadingView} reading
   * @param {Recipe} recipe
   * @param {Recipe} suggested
   */
  opened({ settings, ...source }, reading, recipe, suggested) {
    const headers = headersOf(reading, recipe);
    const first = settings === 'again' ? this.incoming.trial : null;
    this.open = { ...source, headers: first?.headers ?? headers, suggested: first?.plain ?? suggested };
    this.view = null;
    if (settings === 'meet') this.#follow(this.incoming.meet(headers, suggested, this.keeping.find(fingerprints(headers))), source, false);
    else if (settings === 'again') this.#follow(this.incoming.tryOn(headers), source, true);
  }

  /** Whether settings are being tried on a file. */
  get trying() {
    return this.incoming.trial !== null;
  }

  /** The engine fails at them: the file goes on without. @param {Error} error @param {Source} source */
  failed(error, source) {
    this.#follow(this.incoming.failed(error), source, this.view === null);
  }

  /** Nothing is tried any more. */
  stop() {
    this.incoming.trial = null;
  }

  /** Nothing is shown any more. */
  forget() {
    this.stop();
    this.view = null;
  }

  /** What is being tried is carried out. Answers what, if anything was. */
  used() {
    const trial = this.incoming.used();
    if (!trial) return null;
    if (trial.from === 'link') this.keeping.home?.forgetFragment();
    this.#showWaiting();
    this.#tellUsed(trial);
    return { plain: trial.plain, what: trial.from === 'link' ? 'settings of the link' : 'settings kept' };
  }

  /** Keeps settings in this browser, or deletes what was kept. @param {boolean} on */
  keep(on) {
    this.keeping.turn(on);
    if (this.view) this.shown(this.view);
    else this.host.changed();
  }

  /** Keeps what is decided about the file shown, unless it is what is suggested. @param {View} view */
  shown(view) {
    this.view = view;
    if (this.open && this.keeping.on && !this.trying) this.#keepNow(this.open, view);
    this.host.changed();
  }

  /** @param {Open} open @param {View} view */
  #keepNow(open, view) {
    const headers = headersOf(view.reading, view.recipe);
    const { left_out: _, ...now } = pack(view.recipe, headers, false);
    const { left_out: __, ...unasked } = pack(open.suggested, headers, false);
    this.keeping.put(fingerprints(open.headers), JSON.stringify(now) === JSON.stringify(unasked) ? null : now);
  }

  /**
   * @param {Step} step
   * @param {Source} source
   * @param {boolean} reopen whether a refusal leaves the file without a result of its own
   */
  #follow(step, source, reopen) {
    switch (step.type) {
      case 'reread':
        return this.host.openFile(source, step.recipe, 'again');
      case 'apply':
        return this.host.apply(step.recipe);
      case 'refused':
        if (reopen) this.host.openFile(source, null, 'leave');
        if (step.from === 'link') this.host.tell(`The settings of the link do not fit this file, and nothing was changed: ${step.why}. They wait for another file.`, ['Discard them', () => this.discard()]);
    }
  }

  /** @param {Trial} trial */
  #tellUsed({ from, settings: { left_out: left = {} } }) {
    /** @type {Choice} */
    const undo = ['Undo', () => this.host.undo()];
    const without = leftOutInWords(left);
    if (from === 'link') return this.host.tell(`The settings of the link are used.${without && ` The link came without ${without}.`}`, undo);
    this.host.tell('Your settings for files with these columns, kept in this browser, are used.', undo, ['Forget all that is kept', () => {
      this.keep(false);
      this.host.tell('Nothing is kept in this browser any more. The settings stay until this tab is closed.');
    }]);
  }

  /** @param {string} [text] in place of that settings wait */
  #showWaiting(text) {
    showWaiting(text ?? null, this.incoming.link ? () => this.discard() : null);
  }
}
