// The workers, seen from the page: one for the session, several for fits. Events go in, outputs come out; if one worker
// fails, all end together, the page is told once, and the next event starts new ones, which are given the names that people gave.

import workerSource from 'worker-source';
import { blobAddress, makeWorker } from './worker_address.js';

/** @import { Event, Output } from './protocol' */
/** @import { FromWorker, Start, ToSession } from './messages' */

/** How long workers may take to start before the page stops waiting, in milliseconds. */
const START_LIMIT = 30_000;

const MOST_FITTERS = 8;

export class Client {
  /**
   * @param {(output: Output, payload: Uint8Array<ArrayBuffer>, after: number) => void} onOutput `after`: the number of the
   *   last message that the session had heard by then
   * @param {(text: string, started: boolean) => void} onCrash told once, when no worker is left; `started`: whether they had
   *   ever all been running
   */
  constructor(onOutput, onCrash) {
    this.onOutput = onOutput;
    this.onCrash = onCrash;
    /** @type {WebAssembly.Module | null} */
    this.engine = null;
    /** @type {Worker[]} */
    this.workers = [];
    /** @type {Worker | null} */
    this.session = null;
    /** Messages sent before the engine was there. @type {ToSession[]} */
    this.waiting = [];
    this.started = false;
    this.starting = 0;
    this.timer = 0;
    this.sent = 0;
    /** Names that were given, for the session after a crash. @type {Uint8Array<ArrayBuffer> | null} */
    this.names = null;
  }

  /** The workers can be started now, and what was sent meanwhile reaches them. @param {WebAssembly.Module} engine */
  ready(engine) {
    this.engine = engine;
    this.#start(engine);
    for (const message of this.waiting.splice(0)) this.session?.postMessage(message);
  }

  /**
   * @param {Event} event
   * @param {File} [file] with `open` and `open_made`
   * @returns {number} the number of this message
   */
  send(event, file) {
    this.sent += 1;
    /** @type {ToSession} */
    const message = { number: this.sent, event, file };
    if (!this.engine) {
      this.waiting.push(message);
    } else {
      if (!this.session) this.#start(this.engine);
      this.session?.postMessage(message);
    }
    return this.sent;
  }

  /** Makes a worker fail on purpose: how the recovery is tried out. @param {string} which 'session' or 'fit' */
  drill(which) {
    if (which === 'fit') this.workers[0]?.postMessage({ type: 'drill' });
    else this.send({ type: 'drill' });
  }

  /** @param {WebAssembly.Module} module */
  #start(module) {
    const address = blobAddress(workerSource);
    try {
      const channels = Array.from({ length: fitters() }, () => new MessageChannel());
      for (const { port2 } of channels) this.#spawn(address, { role: 'fit', module, session: port2 }, [port2]);
      const ports = channels.map(({ port1 }) => port1);
      this.session = this.#spawn(address, { role: 'session', module, fitters: ports }, ports);
      if (this.names) this.session.postMessage({ number: this.sent, event: { type: 'recall_names' }, payload: this.names });
      this.starting = this.workers.length;
      this.timer = window.setTimeout(() => this.#crash('The workers did not start within 30 seconds.'), START_LIMIT);
    } catch (error) {
      // Told later, as every other crash: whoever is sending just now goes on first.
      const text = String(error);
      queueMicrotask(() => this.#crash(text));
    }
  }

  /**
   * @param {string} address
   * @param {Start} start
   * @param {Transferable[]} ports
   */
  #spawn(address, start, ports) {
    const worker = makeWorker(address);
    this.workers.push(worker);
    worker.onmessage = (event) => this.#hear(worker, event.data);
    // The message of such an event is empty in some browsers.
    worker.onerror = (event) => this.#hear(worker, { type: 'crash', text: event.message || 'A worker stopped without saying why.' });
    worker.onmessageerror = () => this.#hear(worker, { type: 'crash', text: 'A message to the page could not be read.' });
    worker.postMessage(start, ports);
    return worker;
  }

  /**
   * @param {Worker} worker
   * @param {FromWorker} message
   */
  #hear(worker, message) {
    // What an ended worker still had to say is of no interest.
    if (!this.workers.includes(worker)) return;
    switch (message.type) {
      case 'ready':
        this.starting -= 1;
        if (this.starting > 0) break;
        this.started = true;
        clearTimeout(this.timer);
        break;
      case 'output':
        if (message.output.type === 'names') this.names = message.payload;
        else this.onOutput(message.output, message.payload, message.after);
        break;
      case 'crash':
        this.#crash(message.text);
        break;
    }
  }

  /** @param {string} text */
  #crash(text) {
    clearTimeout(this.timer);
    for (const worker of this.workers) worker.terminate();
    this.workers = [];
    this.session = null;
    this.onCrash(text, this.started);
  }
}

function fitters() {
  return Math.min(navigator.hardwareConcurrency || 2, MOST_FITTERS);
}
