// The session in a worker: gives it events, carries out its actions. It decides nothing.

import { session_step } from 'engine';
import { readFrames } from './frames.js';
import { Pool } from './pool.js';
import { Slices } from './slices.js';
import { task } from './task.js';

/** @import { Action, Event, Output } from './protocol' */
/** @import { FromWorker, ToSession } from './messages' */

const NOTHING = new Uint8Array();

/** Rows from which on a table is large: its checks take so long that a later beginning is not noticed. */
const LARGE = 200_000;

/** Milliseconds for which checks wait while the page draws a result, whose thread needs a core for itself: of a large table, of another. */
const WHILE_DRAWN = [2000, 300];

/**
 * @param {MessagePort[]} fitters
 * @param {(work: () => void) => void} guarded
 * @param {(message: FromWorker, transfer?: Transferable[]) => void} tell the page
 * @returns {(event: MessageEvent) => void} the handler of messages from the page
 */
export function startSession(fitters, guarded, tell) {
  /** The file that is read; the one before stays open until the session has this one. @type {Slices | null} */
  let opening = null;
  /** @type {Slices | null} */
  let opened = null;
  /** The page's last message that was heard. */
  let heard = 0;
  /** Answers to reads are given in the order of the requests. */
  let before = Promise.resolve();
  const pool = new Pool(fitters, (event, payload) => guarded(() => step(event, payload)));
  const wake = task(() => guarded(() => step({ type: 'wake' })));
  /** Counts down while the page draws a result; 0 afterwards. */
  let drawing = 0;
  /** Whether the session is to be woken then: until somebody asks for something, it goes on with what nobody waits for. */
  let wakeLater = false;

  function drawn() {
    clearTimeout(drawing);
    drawing = 0;
    if (wakeLater) wake();
    wakeLater = false;
  }

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
      case 'load_part':
        pool.loadPart(action.worker, payload);
        break;
      case 'run_job': {
        const { type: _, ...job } = action;
        pool.run(job, payload);
        break;
      }
      case 'stop_jobs':
        pool.stop();
        break;
      case 'wake':
        if (drawing === 0) wake();
        else wakeLater = true;
        break;
      case 'emit':
        settle(action.output.type);
        if (action.output.type === 'segmented') {
          const milliseconds = WHILE_DRAWN[action.output.view.rows_used >= LARGE ? 0 : 1];
          pool.rest(milliseconds);
          clearTimeout(drawing);
          drawing = setTimeout(drawn, milliseconds);
        }
        tell({ type: 'output', after: heard, output: action.output, payload }, [payload.buffer]);
        break;
    }
  }

  /** @param {Output['type']} type */
  function settle(type) {
    // The open file may have been read again, in another way.
    if (type === 'opened') opened = opening ?? opened;
    if (type === 'opened' || type === 'packed' || type === 'failed' || type === 'cancelled') opening = null;
  }

  /**
   * @param {number} request
   * @param {number} offset
   * @param {number} length
   */
  function read(request, offset, length) {
    const file = opening ?? opened;
    if (file === null) return;
    const answer = file.bytes(offset, length).then(
      (bytes) => () => step({ type: 'bytes', request }, bytes),
      (error) => () => step({ type: 'read_failed', request, reason: String(error?.message ?? error) }),
    );
    before = before.then(() => answer).then(guarded);
  }

  guarded(() => step({ type: 'workers', count: fitters.length }));

  return (event) => guarded(() => {
    /** @type {ToSession} */
    const message = event.data;
    heard = message.number;
    drawn();
    if (message.event.type === 'open' || message.event.type === 'open_made') opening = message.file ? new Slices(message.file) : null;
    step(message.event, message.payload);
  });
}
