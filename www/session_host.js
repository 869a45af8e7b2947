// The session in a worker: gives it events, carries out its actions. It decides nothing.

import { session_step } from 'engine';
import { readFrames } from './frames.js';
import { Pool } from './pool.js';
import { task } from './task.js';

/** @import { Action, Event } from './protocol' */
/** @import { FromWorker, ToSession } from './messages' */

const NOTHING = new Uint8Array();

/**
 * @param {MessagePort[]} fitters
 * @param {(work: () => void) => void} guarded
 * @param {(message: FromWorker, transfer?: Transferable[]) => void} tell the page
 * @returns {(event: MessageEvent) => void} the handler of messages from the page
 */
export function startSession(fitters, guarded, tell) {
  /** @type {File | null} */
  let file = null;
  const pool = new Pool(fitters, (event, payload) => guarded(() => step(event, payload)));
  const wake = task(() => guarded(() => step({ type: 'wake' })));

  /**
   * @param {Event} event
   * @param {Uint8Array} payload
   */
  function step(event, payload = NOTHING) {
    for (const { message, payload: bytes } of /** @type {{ message: Action, payload: Uint8Array<ArrayBuffer> }[]} */ (
      readFrames(session_step(JSON.stringify(event), payload))
    )) {
      carryOut(message, bytes);
    }
  }

  /**
   * @param {Action} action
   * @param {Uint8Array<ArrayBuffer>} payload
   */
  function carryOut(action, payload) {
    switch (action.type) {
      case 'read_range':
        read(action.request, action.offset, action.length);
        break;
      case 'load_matrix':
        pool.load(payload);
        break;
      case 'run_job':
        pool.run(action.job, action.options, payload);
        break;
      case 'stop_jobs':
        pool.stop();
        break;
      case 'wake':
        wake();
        break;
      case 'emit':
        tell({ type: 'output', output: action.output, payload }, [payload.buffer]);
        break;
    }
  }

  /**
   * An answer about a file that is no longer the open one is dropped.
   *
   * @param {number} request
   * @param {number} offset
   * @param {number} length
   */
  function read(request, offset, length) {
    const asked = file;
    if (asked === null) return;
    asked.slice(offset, offset + length).arrayBuffer().then(
      (buffer) => guarded(() => {
        if (asked === file) step({ type: 'bytes', request }, new Uint8Array(buffer));
      }),
      (error) => guarded(() => {
        if (asked === file) step({ type: 'read_failed', request, reason: String(error?.message ?? error) });
      }),
    );
  }

  return (event) => guarded(() => {
    /** @type {ToSession} */
    const message = event.data;
    if (message.event.type === 'open') file = message.file ?? null;
    step(message.event);
  });
}
