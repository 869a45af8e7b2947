// The worker that turns workbooks, packed files, JSON and several files into one text table, seen from the page. It is made for
// one table and ends with it, so that its memory is given back.

import tablesSource from 'tables-source';
import { blobAddress, makeWorker } from './worker_address.js';

/** @import { FromTables, ToTables } from './messages' */

export class Converter {
  /** @param {(message: FromTables) => void} onMessage never again once the table is done, refused, broken off or stopped */
  constructor(onMessage) {
    this.onMessage = onMessage;
    /** @type {(() => Promise<BufferSource>) | null} */
    this.module = null;
    /** @type {Worker | null} */
    this.worker = null;
    /** Counts tables, so that one that was stopped before its worker was there never starts. */
    this.turn = 0;
  }

  /** The module is here, or can be had. @param {() => Promise<BufferSource>} module */
  ready(module) {
    this.module = module;
  }

  /**
   * @param {File[]} files
   * @param {string | null} sheet the one to take, if that is known
   */
  async start(files, sheet) {
    this.stop();
    const turn = this.turn;
    try {
      const module = await this.module?.();
      if (turn !== this.turn) return;
      if (!module) throw new Error('the page has not finished loading');
      const worker = makeWorker(blobAddress(tablesSource));
      this.worker = worker;
      worker.onmessage = ({ data }) => this.#hear(worker, data);
      worker.onerror = (event) => this.#hear(worker, { type: 'crash', text: event.message || 'The worker stopped without saying why.' });
      this.#send({ type: 'start', module, files, sheet });
    } catch (error) {
      if (turn === this.turn) this.onMessage({ type: 'crash', text: String(error) });
    }
  }

  /** The sheet that was asked for. @param {string} name */
  choose(name) {
    this.#send({ type: 'sheet', name });
  }

  /** Makes the worker fail on purpose: how the recovery is tried out. */
  drill() {
    this.#send({ type: 'drill' });
  }

  stop() {
    this.turn += 1;
    this.worker?.terminate();
    this.worker = null;
  }

  /** @param {ToTables} message */
  #send(message) {
    this.worker?.postMessage(message);
  }

  /**
   * @param {Worker} worker
   * @param {FromTables} message
   */
  #hear(worker, message) {
    if (worker !== this.worker) return;
    if (message.type !== 'progress' && message.type !== 'sheets') this.stop();
    this.onMessage(message);
  }
}
