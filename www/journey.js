// The journey of a file through the screens: empty, reading, result or failed. Holds what is needed to go back and to try
// again, which is the file, its recipe and the last view. It decides what is shown, never what is found.

import { Asides } from './asides.js';
import { Client } from './client.js';
import { Converter } from './converter.js';
import { Download } from './download.js';
import { Elsewhere } from './elsewhere.js';
import { History, onlyK } from './history.js';
import { announce } from './live.js';
import { Lookups } from './lookups.js';
import { crashed, fromEngine, notStarted, notUnpacked, waysOn } from './problems.js';
import { parseRecipe } from './recipe_text.js';
import { renderFailed } from './render/failed.js';
import { createReading } from './render/reading.js';
import { createResult } from './render/result.js';
import { renderSheets } from './render/sheets.js';
import { goTo, Screens } from './screens.js';
import { watchHands } from './settled.js';
import { finishAll } from './turns.js';

/** @import { Error, Event, Export, ExportOptions, Origin, Output, ReadingView, Recipe, SheetView, View } from './protocol' */
/** @import { Settings } from './elsewhere' */
/** @import { Way } from './history' */
/** @import { Problem } from './render/failed' */
/** @import { FromTables } from './messages' */
/**
 * @typedef {{ origin: Origin, files: File[], sheets: SheetView[], sheet: string | null, orders?: Source }} Made where a text comes from that was
 *   made of other files; `orders`: the file whose rows became customers
 */
/** @typedef {{ file: File, recipe: Recipe | null, made: Made | null }} Source a file, and the recipe with which it is read again */
/** @typedef {'none' | 'convert' | 'open' | 'apply' | 'sample' | 'export' | 'fold'} Task */
/** @typedef {{ shown(view: View): void, failed(about: { kind: Error['kind'] | 'page' }): void }} Listener */

/** Work shorter than this, in milliseconds, changes no screen. */
const QUIET = 300;

export class Journey {
  /** @param {{ chooseFile(): void, chooseRecipe(): void }} choosers */
  constructor({ chooseFile, chooseRecipe }) {
    this.chooseFile = chooseFile;
    this.client = new Client(this.#hear.bind(this), this.#crash.bind(this));
    this.converter = new Converter(this.#hearConverter.bind(this));
    /** What the converter is at, or has failed at. @type {{ files: File[], recipe: Recipe | null }} */
    this.converting = { files: [], recipe: null };
    this.lookups = new Lookups((event) => void this.client.send(event));
    this.asides = new Asides((event) => void this.client.send(event), () => (this.view ?? this.unsegmented) !== null && this.task === 'none');
    /** Files the engine was asked to open and has not read yet. @type {(Source & { number: number, settings: Settings })[]} */
    this.asked = [];
    /** What the engine has open. @type {Source | null} */
    this.open = null;
    /** Its result. @type {View | null} */
    this.view = null;
    /**
     * What was read of a file that has no result yet, and the recipe that is to lead to one.
     *
     * @type {{ reading: ReadingView, recipe: Recipe } | null}
     */
    this.unsegmented = null;
    /** The file before it that had a result. @type {Source | null} */
    this.last = null;
    /** A recipe that waits for its file. @type {Recipe | null} */
    this.held = null;
    /** Why nothing can be done here. @type {Problem | null} */
    this.hindrance = null;
    /** @type {Task} */
    this.task = 'none';
    /** Number of the message that began the task, or ended it: what the engine says of anything before is out of date. */
    this.since = 0;
    this.timer = 0;
    this.saving = new Download();
    this.screens = new Screens();
    this.elsewhere = new Elsewhere({
      openFile: ({ file, made }, recipe, settings) => this.openFile(file, recipe, made, settings),
      apply: (recipe) => this.#begin('apply', { type: 'apply', recipe }),
      undo: () => void this.undo(),
      tell: (text, ...choices) => this.result.tell(text, choices),
      changed: () => this.result.home(),
    });
    this.history = new History(() => this.result.steps(this.history));
    /** Which movement of a control the number asked for last belongs to. @type {number | null} */
    this.gesture = null;
    this.fresh = watchHands(() => this.view && void this.client.send({ type: 'settle' }));
    /** @type {Listener[]} */
    this.listeners = [];
    this.reading = createReading(() => this.cancel());
    this.result = createResult({
      lookUp: (event, gesture) => this.lookUp(event, gesture),
      undo: () => void this.undo(),
      redo: () => void this.redo(),
      keeping: this.elsewhere.keeping,
      keep: (on) => this.elsewhere.keep(on),
      apply: (recipe) => this.#begin('apply', { type: 'apply', recipe }),
      download: (what, options) => this.download(what, options),
      loadRecipe: chooseRecipe,
      chooseFile,
      stopChecks: () => this.stopChecks(),
      sheets: { others: () => this.otherSheets, choose: () => this.chooseSheet() },
      orders: {
        fold: (plan, filters) => this.task === 'none' && this.#begin('fold', { type: 'fold', plan, filters }),
        from: () => this.open?.made?.orders?.file.name ?? null,
        back: () => this.#openOrders(),
      },
      ...this.asides.actions,
    });
  }

  /** @param {unknown} error why the engine cannot be had */
  cannotStart(error) {
    this.hindrance = notStarted(error);
    this.#stopWith(this.hindrance);
  }

  /** Several files of one shape become one table first. @param {File[]} files */
  openFiles(files) {
    if (files.length === 1) this.openFile(files[0]);
    else this.#convert(files, null, this.held);
  }

  /**
   * @param {File} file
   * @param {Recipe | null} recipe default: the one that was loaded before, else what the engine suggests
   * @param {Made | null} made
   * @param {Settings} settings default: a file without a recipe meets them
   */
  openFile(file, recipe = this.held, made = null, settings = recipe ? 'leave' : 'meet') {
    this.screens.hold(null);
    const meta = { name: file.name, size: file.size };
    this.#begin('open', made ? { type: 'open_made', file: meta, origin: made.origin, recipe } : { type: 'open', file: meta, recipe }, file);
    this.result.tell(null, []);
    if (settings !== 'again') this.elsewhere.stop();
    this.asked.push({ file, recipe, made, number: this.since, settings });
    this.#nameFile();
  }

  /** Whether the open file is a sheet of a workbook with others beside it. */
  get otherSheets() {
    return (this.open?.made?.sheets.length ?? 0) > 1;
  }

  /** Asks for another sheet of the open workbook. */
  chooseSheet() {
    const made = this.open?.made;
    if (!made || this.task !== 'none') return;
    renderSheets(made.files[0].name, made.sheets, made.sheet, {
      choose: (name) => this.#convert(made.files, name, null),
      back: () => this.#show('result'),
      label: 'Back to the result',
    });
    this.#show('sheets');
  }

  /** Goes back from the customers to the rows they were made of. */
  #openOrders() {
    const orders = this.open?.made?.orders;
    if (orders && this.task === 'none') this.openFile(orders.file, orders.recipe, orders.made, 'leave');
  }

  /**
   * Makes one text of what was chosen, to be opened then.
   *
   * @param {File[]} files
   * @param {string | null} sheet
   * @param {Recipe | null} recipe
   */
  #convert(files, sheet, recipe) {
    if (this.hindrance) return this.#stopWith(this.hindrance);
    this.#end();
    this.lookups.forget();
    this.screens.hold(null);
    this.task = 'convert';
    this.converting = { files, recipe };
    this.reading.start();
    this.reading.unpack(0);
    this.timer = window.setTimeout(() => this.#show('reading'), QUIET);
    void this.converter.start(files, sheet);
  }

  /** @param {FromTables} message */
  #hearConverter(message) {
    const { files, recipe } = this.converting;
    switch (message.type) {
      case 'progress':
        this.reading.unpack(message.share);
        break;
      case 'sheets':
        clearTimeout(this.timer);
        renderSheets(message.file, message.sheets, null, {
          choose: (name) => {
            this.timer = window.setTimeout(() => this.#show('reading'), QUIET);
            this.converter.choose(name);
          },
          back: () => this.cancel(),
          label: 'Cancel',
        });
        this.#show('sheets');
        break;
      case 'done': {
        const { blob, name, origin, sheets, sheet } = message;
        this.openFile(new File([blob], name, { type: 'text/csv' }), recipe, { origin, files, sheets, sheet });
        break;
      }
      case 'failed':
        this.#failed(message.error);
        break;
      case 'crash':
        this.#end();
        this.#stopWith(notUnpacked(message.text, files.map(({ name }) => name), this.#ways(null)));
        break;
    }
  }

  /** Tells what is shown: a new result, another number of segments, the verdict; and what stops the work. @param {Listener} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** Shows `k` segments: at once where they were tried, else after looking for them. @param {number} k */
  showK(k) {
    if (!this.view) return;
    const { elbow, recipe } = this.view;
    this.history.overlook();
    if (elbow.points.some((point) => point.k === k)) return this.lookUp({ type: 'choose', k });
    const clustering = { ...recipe.clustering, k_min: Math.min(recipe.clustering.k_min, k), k_max: Math.max(recipe.clustering.k_max, k), k };
    this.#begin('apply', { type: 'apply', recipe: { ...recipe, clustering } });
  }

  /** What was handed over cannot be used. @param {Error} error */
  cannotUse(error) {
    this.#stopWith(fromEngine(error, this.#ways(error)), error.kind);
  }

  sample() {
    this.#begin('sample', { type: 'sample' });
  }

  /**
   * @param {import('./lookups').Lookup} event
   * @param {number | null} [gesture] which movement of a control it belongs to
   */
  lookUp(event, gesture = null) {
    if (!this.view || (this.task !== 'none' && this.task !== 'export')) return;
    if (event.type === 'choose') this.gesture = gesture;
    if (event.type === 'rename') this.history.named(event, this.view.segments[event.segment - 1]);
    this.lookups.ask(event, this.task === 'none');
  }

  /** Takes the last decision back. Answers whether there was one. */
  undo() {
    return this.#step('undo');
  }

  /** Makes the decision that was taken back last again. */
  redo() {
    return this.#step('redo');
  }

  /** @param {'undo' | 'redo'} way */
  #step(way) {
    if (!this.view || this.task !== 'none' || this.lookups.awaited || this.screens.now !== 'result') return false;
    const step = this.history[way]();
    if (!step) return false;
    announce(`${way === 'undo' ? 'Undone' : 'Done again'}: ${step.what}`);
    this.result.tell(null, []);
    this.#carryOut(step.way, this.view);
    return true;
  }

  /** @param {Way} way @param {View} view */
  #carryOut(way, view) {
    if (way.type === 'name') return this.lookups.ask({ type: 'rename', segment: way.segment, name: way.name }, true);
    const { recipe, k } = way.state;
    const tried = k !== null && onlyK(recipe, view.recipe) && view.elbow.points.some((point) => point.k === k);
    if (tried) this.lookups.ask({ type: 'choose', k }, true);
    else this.#begin('apply', { type: 'apply', recipe });
  }

  /**
   * @param {Export} what
   * @param {ExportOptions} [options]
   */
  download(what, options = {}) {
    if (!this.view || this.task !== 'none' || this.lookups.awaited) return;
    this.task = 'export';
    this.saving = new Download();
    if (what === 'labelled_file') this.result.saving(0);
    this.since = this.client.send({ type: 'export', export: what, options });
  }

  /** Stops what is going on. The screen goes back at once, whenever the engine hears of it. */
  cancel() {
    if (this.task === 'none') return;
    if (this.task === 'convert') this.converter.stop();
    else this.since = this.client.send({ type: 'cancel' });
    this.history.failed();
    this.elsewhere.stop();
    this.#end();
    // The engine lets go of a file that is opened and of which there is no result.
    if (!this.view) this.unsegmented = null;
    this.#back();
    announce('Stopped');
  }

  /** @param {string} text a recipe file that was dropped or chosen */
  takeRecipe(text) {
    if (this.view) {
      finishAll();
      this.result.recipe.offer(text);
      return;
    }
    const { recipe, error } = parseRecipe(text);
    this.held = recipe;
    this.screens.hold(error ? `${error.place}: ${error.what}. ${error.advice}` : 'The recipe is loaded. It is used for the next file you open.');
  }

  /** @param {string} section the id of one of the result's sections */
  goTo(section) {
    if (this.screens.now === 'result') goTo(section);
  }

  /**
   * Begins a task that changes the screen unless it is over soon.
   *
   * @param {'open' | 'apply' | 'sample' | 'fold'} task
   * @param {Event} event
   * @param {File} [file]
   */
  #begin(task, event, file) {
    if (this.hindrance) return this.#stopWith(this.hindrance);
    this.#end();
    this.converting = { files: [], recipe: null };
    this.lookups.forget();
    this.asides.forget();
    this.task = task;
    if (event.type === 'apply' && this.unsegmented) this.unsegmented.recipe = event.recipe;
    this.reading.start();
    this.timer = window.setTimeout(() => this.#show('reading'), QUIET);
    this.since = this.client.send(event, file);
  }

  #end() {
    clearTimeout(this.timer);
    this.converter.stop();
    this.task = 'none';
    this.result.saving(null);
  }

  /** Returns to the result, if there is one, or to the beginning. */
  #back() {
    if (this.view) return this.#show('result');
    this.#show('empty');
    const source = this.last ?? this.open;
    if (source) this.screens.hold('Stopped.', `Read ${source.file.name} again`, () => this.openFile(source.file, source.recipe, source.made));
  }

  /**
   * @param {Output} output
   * @param {Uint8Array<ArrayBuffer>} payload
   * @param {number} after
   */
  #hear(output, payload, after) {
    // What is open and shown is true even if it comes late.
    if (output.type === 'opened') return this.#opened(output, after);
    if (output.type === 'segmented') return this.#segmented(output.view, payload, after);
    if (output.type === 'checked') return this.#checked(output);
    if (after < this.since) return;
    switch (output.type) {
      case 'progress':
        if (output.phase === 'exporting') this.result.saving(output.share);
        else this.reading.show(output);
        break;
      case 'packed':
        this.#packed(after);
        break;
      case 'curve':
        this.reading.curve(output.elbow);
        break;
      case 'sample_file':
        this.openFile(new File([payload], output.name, { type: 'text/csv' }), null, null);
        break;
      case 'customers':
        if (this.open) {
          this.openFile(new File([payload], output.name, { type: 'text/csv' }), output.recipe, { origin: output.origin, files: [], sheets: [], sheet: null, orders: this.open });
        }
        break;
      case 'download_part':
        if (!this.saving.take(output, payload)) break;
        this.#end();
        this.lookups.goOn();
        announce(`${output.name} is saved to your downloads`);
        break;
      case 'failed':
        this.#failed(output.error);
        break;
      case 'cancelled':
        this.asked = [];
        break;
      default:
        this.asides.hear(output, payload, this.result);
    }
  }

  /** What was to be opened holds a table inside something else. @param {number} after */
  #packed(after) {
    const source = this.asked.findLast(({ number }) => number <= after);
    this.asked = this.asked.filter(({ number }) => number > after);
    if (source) this.#convert([source.file], null, source.recipe);
  }

  /**
   * @param {Extract<Output, { type: 'opened' }>} output
   * @param {number} after
   */
  #opened({ recipe, reading, suggested }, after) {
    const source = this.asked.findLast(({ number }) => number <= after);
    if (!source) return;
    this.asked = this.asked.filter(({ number }) => number > source.number);
    if (this.view) this.last = this.open;
    this.open = { file: source.file, recipe, made: source.made };
    this.view = null;
    this.unsegmented = { reading, recipe };
    this.history.begin(null);
    this.reading.opened(reading);
    this.result.suggest(suggested);
    if (this.task === 'none') {
      // Cancelled meanwhile: the engine lets go of it as well.
      this.unsegmented = null;
      this.elsewhere.forget();
      return this.#back();
    }
    this.elsewhere.opened(source, reading, recipe, suggested);
  }

  /**
   * @param {View} view
   * @param {Uint8Array<ArrayBuffer>} points
   * @param {number} after
   */
  #segmented(view, points, after) {
    const { task } = this;
    const arrived = after >= this.since && (task === 'open' || task === 'apply');
    const changed = !arrived && this.view !== null;
    const asked = changed ? this.lookups.awaited : task === 'apply';
    this.view = view;
    this.unsegmented = null;
    if (this.open) this.open.recipe = view.recipe;
    this.result.update(view, points, changed ? 'changed' : task === 'apply' ? 'applied' : 'new');
    if (changed) {
      if (this.lookups.awaited) this.lookups.goOn();
      announce(view.headline);
    } else {
      if (arrived) this.#end();
      this.fresh();
      this.held = null;
      if (this.task === 'none') this.#show('result', true);
    }
    this.#note(view, arrived, asked);
    for (const listener of this.listeners) listener.shown(view);
  }

  /**
   * Notes what was decided.
   *
   * @param {View} view
   * @param {boolean} arrived whether a task has ended with it
   * @param {boolean} asked whether somebody asked for it
   */
  #note(view, arrived, asked) {
    const used = arrived ? this.elsewhere.used() : null;
    if (used && !this.history.now) this.history.begin({ recipe: used.plain, k: null });
    // What the checks recommend may be shown while a decision is still on its way.
    const last = !this.lookups.awaited && this.task !== 'open' && this.task !== 'apply';
    this.history.arrived({ recipe: view.recipe, k: view.k }, { asked, last, gesture: arrived ? null : this.gesture, what: used?.what });
    this.elsewhere.shown(view);
  }

  /** @param {Extract<Output, { type: 'checked' }>} output */
  #checked({ elbow, trust }) {
    if (!this.view) return;
    this.view = { ...this.view, elbow, trust };
    this.result.checked(this.view);
    if (!trust.verdict) return;
    announce(`${trust.verdict.word}. ${trust.verdict.sentence}`);
    for (const listener of this.listeners) listener.shown(this.view);
  }

  /** Stops the checks of the result. */
  stopChecks() {
    if (this.task === 'none') this.client.send({ type: 'cancel' });
  }

  /** @param {Error} error */
  #failed(error) {
    const { task } = this;
    const planning = this.asides.failed(error);
    const source = this.asked.at(-1) ?? this.open;
    this.#end();
    if (!planning) this.history.failed();
    if (source && this.elsewhere.trying) {
      this.asked = [];
      if (this.view) this.#show('result');
      this.elsewhere.failed(error, source);
    } else if (planning) {
      this.result.trial.fail(error);
    } else if (this.lookups.awaited) {
      this.result.fail(error);
      this.lookups.goOn();
    } else if (this.view && task === 'apply') {
      this.#show('result');
      this.result.recipe.fail(error);
    } else if (this.view && (task === 'export' || task === 'fold')) {
      this.#show('result');
      this.result.fail(error);
    } else {
      // What was read is there still if it was read through.
      const decided = this.asked.length === 0 && this.unsegmented;
      this.#stopWith(fromEngine(error, this.#ways(error)), error.kind, decided ? this.result.lend(decided.reading, decided.recipe) : []);
      this.asked = [];
    }
  }

  /**
   * @param {string} text
   * @param {boolean} started
   */
  #crash(text, started) {
    this.view = null;
    this.unsegmented = null;
    this.history.begin(null);
    this.elsewhere.forget();
    this.lookups.forget();
    this.#stopWith(started ? crashed(text, this.#ways(null)) : notStarted(new Error(text)));
    this.asked = [];
  }

  /** @param {Error | null} error */
  #ways(error) {
    return waysOn({
      now: this.converting.files.length > 0 ? null : this.asked.at(-1) ?? this.open,
      last: (this.asked.length > 0 || this.converting.files.length > 0) && this.open ? this.open : this.last,
      error,
      chooseFile: this.chooseFile,
      back: this.view ? () => this.#show('result') : null,
      open: ({ file, made }, recipe) => this.openFile(file, recipe, made, 'leave'),
    });
  }

  /**
   * @param {Problem} problem
   * @param {Error['kind'] | 'page'} kind what it lies in
   * @param {Element[]} decisions what can be decided otherwise
   */
  #stopWith(problem, kind = 'page', decisions = []) {
    this.#end();
    if (decisions.length > 0) problem.ways.unshift({ title: 'Decide it yourself', text: 'What was read, and what is done with each column, stands below.', label: 'Go to the columns', act: () => goTo('decide') });
    renderFailed(problem, decisions);
    this.#show('failed', true);
    for (const listener of this.listeners) listener.failed({ kind });
  }

  /**
   * @param {import('./screens').Screen} screen
   * @param {boolean} [arrive] whether focus goes to the headline even if the screen stays
   */
  #show(screen, arrive = false) {
    if (screen === 'result') this.converting = { files: [], recipe: null };
    this.#nameFile(screen);
    this.screens.show(screen, { headline: screen === 'result' ? this.view?.headline : undefined, arrive });
  }

  /** The bar names the file that the screen is about. */
  #nameFile(screen = this.screens.now) {
    const asked = screen === 'result' ? undefined : this.asked.at(-1);
    const converting = this.task === 'convert' ? this.converting.files[0] : undefined;
    this.screens.name(screen === 'empty' ? null : (converting ?? (asked ?? this.open)?.file)?.name ?? null);
  }
}
