// The workers, seen from the page: one for the session, several for fits. Events go in, outputs come out; if one worker
// fails, all end together and the page is told once.

import workerSource from 'worker-source';

/** @import { Event, Output } from './protocol' */
/** @import { FromWorker, Start, ToSession } from './messages' */

/** How long a worker may take to start before the page stops waiting, in milliseconds. */
const START_LIMIT = 30_000;

const MOST_FITTERS = 8;

/** The browser accepts a worker's address only from here, and only one made from the script above. */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('app', {
  /** @param {string} address */
  createScriptURL(address) {
    if (!address.startsWith('blob:')) throw new TypeError('workers are made from this page only');
    return address;
  },
});

export class Client {
  /**
   * @param {WebAssembly.Module} engine
   * @param {(output: Output, payload: Uint8Array<ArrayBuffer>) => void} onOutput
   * @param {(text: string) => void} onCrash told once; no worker is left then
   */
  constructor(engine, onOutput, onCrash) {
    this.engine = engine;
    this.onOutput = onOutput;
    this.onCrash = onCrash;
    /** @type {Worker[]} */
    this.workers = [];
    /** @type {Worker | null} */
    this.session = null;
    /** @type {Worker | null} */
    this.fitter = null;
    this.missing = 0;
    this.timer = 0;
  }

  /** Starts the workers. What is sent meanwhile waits for them in order. */
  start() {
    const address = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
    try {
      const channels = Array.from({ length: fitters() }, () => new MessageChannel());
      for (const { port2 } of channels) {
        this.fitter = this.#spawn(address, { role: 'fit', module: this.engine, session: port2 }, [port2]);
      }
      const ports = channels.map(({ port1 }) => port1);
      this.session = this.#spawn(address, { role: 'session', module: this.engine, fitters: ports }, ports);
      this.missing = this.workers.length;
      this.timer = window.setTimeout(() => this.#crash('The workers did not start within 30 seconds.'), START_LIMIT);
    } catch (error) {
      this.#crash(String(error));
    }
  }

  /**
   * @param {Event} event
   * @param {File} [file] with `open`
   */
  send(event, file) {
    /** @type {ToSession} */
    const message = { event, file };
    try {
      this.session?.postMessage(message);
    } catch (error) {
      this.#crash(String(error));
    }
  }

  /** Makes a worker fail on purpose: how the recovery is tried out. @param {string} which 'session' or 'fit' */
  drill(which) {
    if (which === 'fit') this.fitter?.postMessage({ type: 'drill' });
    else this.send({ type: 'drill' });
  }

  /** Ends every worker, whatever it is doing. */
  end() {
    clearTimeout(this.timer);
    for (const worker of this.workers) worker.terminate();
    this.workers = [];
    this.session = this.fitter = null;
  }

  /**
   * @param {string} address
   * @param {Start} start
   * @param {Transferable[]} ports
   */
  #spawn(address, start, ports) {
    const worker = new Worker(policy?.createScriptURL(address) ?? address);
    this.workers.push(worker);
    worker.onmessage = (event) => this.#hear(worker, event.data);
    // The message of such an event is empty in some browsers.
    worker.onerror = (event) => this.#hear(worker, { type: 'crash', text: event.message || 'A worker stopped without saying why.' });
    worker.onmessageerror = () => this.#hear(worker, { type: 'crash', text: 'A message could not be read.' });
    worker.postMessage(start, ports);
    return worker;
  }

  /**
   * @param {Worker} worker
   * @param {FromWorker} message
   */
  #hear(worker, message) {
    if (!this.workers.includes(worker)) return;
    switch (message.type) {
      case 'ready':
        this.missing -= 1;
        if (this.missing === 0) clearTimeout(this.timer);
        break;
      case 'output':
        this.onOutput(message.output, message.payload);
        break;
      case 'crash':
        this.#crash(message.text);
        break;
    }
  }

  /** @param {string} text */
  #crash(text) {
    this.end();
    this.onCrash(text);
  }
}

function fitters() {
  return Math.min(Math.max((navigator.hardwareConcurrency || 2) - 1, 1), MOST_FITTERS);
}
