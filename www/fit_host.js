// Fits in a worker: holds the matrix and runs one job at a time, in pieces short enough to hear a stop between them.

import { worker_advance, worker_load, worker_load_part, worker_start } from 'engine';
import { readFrames } from './frames.js';
import { task } from './task.js';

/** @import { Event } from './protocol' */
/** @import { ToFit, FromFit } from './messages' */

/**
 * @param {MessagePort} session where jobs come from
 * @param {(work: () => void) => void} guarded
 * @returns {(event: MessageEvent) => void} the handler of messages from the page; the only one is the drill
 */
export function startFitting(session, guarded) {
  /** @type {number | null} */
  let turn = null;
  let waiting = false;

  const ping = task(() => guarded(() => {
    waiting = false;
    if (turn !== null) advance(turn);
  }));

  /** Asks for the next piece, once: a stop and a new job may come while one is asked for already. */
  function goOn() {
    if (!waiting) ping();
    waiting = true;
  }

  /** @param {number} turn */
  function advance(turn) {
    for (const { message, payload } of /** @type {{ message: Event, payload: Uint8Array<ArrayBuffer> }[]} */ (readFrames(worker_advance()))) {
      /** @type {FromFit} */
      const answer = { turn, event: message, payload };
      session.postMessage(answer, [payload.buffer]);
      if (message.type === 'job_done') return stop();
    }
    goOn();
  }

  function stop() {
    turn = null;
  }

  session.onmessage = (event) => guarded(() => {
    /** @type {ToFit} */
    const message = event.data;
    switch (message.type) {
      case 'matrix':
        worker_load(message.bytes);
        break;
      case 'part':
        worker_load_part(message.bytes);
        break;
      case 'run':
        worker_start(JSON.stringify(message.job), message.payload);
        turn = message.turn;
        goOn();
        break;
      case 'stop':
        stop();
        break;
    }
  });

  return () => guarded(() => {
    throw new Error('a fit worker was stopped on purpose');
  });
}
