// The journey of one file through the screens: empty, reading, result or failed. Holds what is needed to go back and to
// try again: the file, its recipe and the last view. It decides what is shown, never what is found.

import { announce } from './live.js';
import { Download } from './download.js';
import { crashed, fromEngine, notStarted, waysOn } from './problems.js';
import { parseRecipe } from './recipe_text.js';
import { renderFailed } from './render/failed.js';
import { createReading } from './render/reading.js';
import { createResult } from './render/result.js';
import { Screens } from './screens.js';

/** @import { Error, Event, Export, Output, Recipe, View } from './protocol' */
/** @import { Client } from './client' */
/** @import { Problem } from './render/failed' */
/** @typedef {(onOutput: Client['onOutput'], onCrash: Client['onCrash']) => Client} MakeClient */

/** Work shorter than this, in milliseconds, changes no screen. */
const QUIET = 300;

export class Journey {
  constructor() {
    /** @type {MakeClient | null} */
    this.make = null;
    /** @type {Client | null} */
    this.client = null;
    /** What was asked for before the engine was there. @type {(() => void) | null} */
    this.waiting = null;
    /** @type {File | null} */
    this.file = null;
    /** With which `file` is read, if it has to be again. @type {Recipe | null} */
    this.recipe = null;
    /** @type {View | null} */
    this.view = null;
    /** The last file that had a result before this one. @type {{ file: File, recipe: Recipe | null } | null} */
    this.last = null;
    /** A recipe that waits for its file. @type {Recipe | null} */
    this.held = null;
    /** @type {'none' | 'open' | 'apply' | 'sample' | 'export'} */
    this.task = 'none';
    /** Whether the answer to a lookup, another number or other axes, is on its way. */
    this.looking = false;
    /** Lookups to make after it: the latest of each kind. @type {Map<string, Event>} */
    this.lookups = new Map();
    /** Cancels the engine has not heard yet: until then it speaks of what was stopped. */
    this.stopping = 0;
    this.timer = 0;
    this.saving = new Download();
    this.chooseFile = () => {};
    this.chooseRecipe = () => {};
    this.screens = new Screens();
    this.reading = createReading(() => this.cancel());
    this.result = createResult({
      choose: (k) => this.lookUp({ type: 'choose', k }),
      showAxes: (x, y) => this.lookUp({ type: 'show_axes', x, y }),
      apply: (recipe) => this.apply(recipe),
      downloadFile: () => this.download('labelled_file'),
      downloadRecipe: () => this.download('recipe'),
      loadRecipe: () => this.chooseRecipe(),
    });
  }

  /** The engine can be made now. @param {MakeClient} make */
  ready(make) {
    this.make = make;
    this.#spawn();
    const waiting = this.waiting;
    this.waiting = null;
    waiting?.();
  }

  /** @param {unknown} error */
  cannotStart(error) {
    this.#fail(notStarted(error));
  }

  /**
   * @param {File} file
   * @param {Recipe | null} recipe default: the one that was loaded before, else what the engine suggests
   */
  open(file, recipe = this.held) {
    if (this.task !== 'none' || this.looking) this.#stop();
    if (this.view && this.file) this.last = { file: this.file, recipe: this.recipe };
    this.view = null;
    this.file = file;
    this.recipe = recipe;
    this.screens.hold(null);
    this.#begin('open');
    this.#send({ type: 'open', file: { name: file.name, size: file.size }, recipe }, file);
  }

  sample() {
    this.#begin('sample');
    this.#send({ type: 'sample' });
  }

  /** @param {Recipe} recipe */
  apply(recipe) {
    this.recipe = recipe;
    this.#begin('apply');
    this.#send({ type: 'apply', recipe });
  }

  /**
   * One lookup is on its way at a time; of those asked for meanwhile the latest counts.
   *
   * @param {Extract<Event, { type: 'choose' | 'show_axes' }>} event
   */
  lookUp(event) {
    if (!this.view) return;
    if (this.looking) {
      this.lookups.set(event.type, event);
    } else {
      this.looking = true;
      this.#send(event);
    }
  }

  /** @param {Export} what */
  download(what) {
    if (!this.view || this.task === 'export') return;
    this.task = 'export';
    this.saving = new Download();
    if (what === 'labelled_file') this.result.saving(0);
    this.#send({ type: 'export', export: what });
  }

  /** Stops what is going on; the screen goes back at once, whenever the engine hears of it. */
  cancel() {
    if (this.task === 'none') return;
    this.#stop();
    this.#back();
    announce('Stopped');
  }

  /** @param {string} text a recipe file that was dropped or chosen */
  takeRecipe(text) {
    if (this.view) {
      this.result.recipe.offer(text);
      this.result.recipe.submit();
      return;
    }
    const { recipe, error } = parseRecipe(text);
    this.held = recipe;
    this.screens.hold(error ? `${error.place}: ${error.what}. ${error.advice}` : 'The recipe is loaded. It is used for the next file you open.');
  }

  /** @param {string} section the id of one of the result's sections */
  goTo(section) {
    if (this.screens.now === 'result') this.screens.goTo(section);
  }

  /** @param {string} which */
  drill(which) {
    this.client?.drill(which);
  }

  #stop() {
    this.waiting = null;
    this.looking = false;
    this.lookups.clear();
    if (!this.client) return;
    this.stopping += 1;
    this.#send({ type: 'cancel' });
  }

  /** @param {'open' | 'apply' | 'sample'} task */
  #begin(task) {
    clearTimeout(this.timer);
    this.task = task;
    this.reading.start();
    this.timer = window.setTimeout(() => this.#show('reading'), QUIET);
  }

  #end() {
    clearTimeout(this.timer);
    this.task = 'none';
  }

  /** Returns to the last result, or to the beginning. */
  #back() {
    this.#end();
    this.result.saving(null);
    if (this.view) {
      this.recipe = this.view.recipe;
      this.#show('result');
      return;
    }
    this.file = null;
    this.#show('empty');
    const last = this.last;
    if (last) this.screens.hold('Stopped.', `Back to ${last.file.name}`, () => this.open(last.file, last.recipe));
  }

  /**
   * @param {Event} event
   * @param {File} [file]
   */
  #send(event, file) {
    if (!this.make) this.waiting = () => this.#send(event, file);
    else (this.client ?? this.#spawn()).send(event, file);
  }

  #spawn() {
    if (!this.make) throw new Error('workers are made after the engine is there');
    this.client = this.make((output, payload) => this.#hear(output, payload), (text) => this.#crash(text));
    this.client.start();
    return this.client;
  }

  /**
   * @param {Output} output
   * @param {Uint8Array<ArrayBuffer>} payload
   */
  #hear(output, payload) {
    if (output.type === 'cancelled') this.stopping = Math.max(this.stopping - 1, 0);
    if (this.stopping > 0) return;
    switch (output.type) {
      case 'progress':
        if (output.phase === 'exporting') this.result.saving(this.task === 'export' ? output.share : null);
        else if (this.task !== 'none') this.reading.show(output);
        break;
      case 'opened':
        if (this.task === 'open') this.recipe = output.recipe;
        break;
      case 'curve':
        this.reading.curve(output.elbow);
        break;
      case 'segmented':
        this.#segmented(output.view, payload);
        break;
      case 'sample_file':
        if (this.task === 'sample') this.open(new File([payload], output.name, { type: 'text/csv' }), null);
        break;
      case 'download_part':
        this.#part(output, payload);
        break;
      case 'failed':
        this.#failed(output.error);
        break;
    }
  }

  /**
   * @param {View} view
   * @param {Uint8Array<ArrayBuffer>} points
   */
  #segmented(view, points) {
    const why = this.looking ? 'changed' : this.task === 'apply' ? 'applied' : 'new';
    this.view = view;
    if (why === 'changed') {
      announce(view.headline);
      this.result.update(view, points, why);
      this.#nextLookup();
      if (this.task !== 'apply') this.recipe = view.recipe;
      return;
    }
    this.#end();
    this.held = null;
    this.recipe = view.recipe;
    this.result.update(view, points, why);
    this.#show('result', true);
  }

  #nextLookup() {
    this.looking = false;
    for (const [kind, event] of this.lookups) {
      this.lookups.delete(kind);
      this.looking = true;
      return this.#send(event);
    }
  }

  /**
   * @param {Extract<Output, { type: 'download_part' }>} part
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  #part(part, bytes) {
    if (this.task !== 'export' || !this.saving.take(part, bytes)) return;
    this.#end();
    this.result.saving(null);
    announce(`${part.name} is saved to your downloads`);
  }

  /** @param {Error} error */
  #failed(error) {
    if (this.looking) {
      this.result.fail(error);
      return this.#nextLookup();
    }
    const task = this.task;
    this.#end();
    this.result.saving(null);
    if (this.view) {
      this.recipe = this.view.recipe;
      this.#show('result');
      if (task === 'apply') this.result.recipe.fail(error);
      else this.result.fail(error);
      return;
    }
    this.#fail(fromEngine(error, this.#ways(error)));
  }

  /** @param {string} text */
  #crash(text) {
    this.client = null;
    this.view = null;
    this.looking = false;
    this.lookups.clear();
    this.stopping = 0;
    this.#fail(crashed(text, this.#ways(null)));
  }

  /** @param {Error | null} error */
  #ways(error) {
    const { file, recipe, last, chooseFile } = this;
    return waysOn({ file, recipe, last, error, chooseFile, open: (file, recipe) => this.open(file, recipe) });
  }

  /** @param {Problem} problem */
  #fail(problem) {
    this.#end();
    this.waiting = null;
    const title = renderFailed(problem);
    this.#show('failed');
    title.focus();
  }

  /**
   * @param {import('./screens').Screen} screen
   * @param {boolean} [arrive] whether focus goes to the headline even if the screen stays
   */
  #show(screen, arrive = false) {
    const name = screen === 'empty' ? null : this.file?.name ?? null;
    this.screens.show(screen, { name, headline: screen === 'result' ? this.view?.headline : undefined, arrive });
  }
}
