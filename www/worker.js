// The one script of every worker. The first message says what this one is; the engine starts inside the handler,
// synchronously, because some engines never finish an asynchronous start at the top of a classic worker.

import { initSync, last_panic } from 'engine';
import { startFitting } from './fit_host.js';
import { startSession } from './session_host.js';

/** @import { Start, FromWorker } from './messages' */

/** @type {{ onmessage: ((event: MessageEvent) => void) | null, postMessage(message: FromWorker, transfer?: Transferable[]): void }} */
const scope = /** @type {any} */ (self);

/** Once the engine has trapped, its memory is not to be trusted: nothing runs any more until the page ends this worker. */
let dead = false;

/** @param {unknown} error */
function crash(error) {
  if (dead) return;
  dead = true;
  let text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  try {
    text = last_panic() ?? text;
  } catch {
    // The engine never started: the first text stands.
  }
  scope.postMessage({ type: 'crash', text });
}

/**
 * Runs `work` unless the engine has trapped; a throw ends this worker with a message to the page.
 *
 * @param {() => void} work
 */
function guarded(work) {
  if (dead) return;
  try {
    work();
  } catch (error) {
    crash(error);
  }
}

scope.onmessage = (event) => {
  /** @type {Start} */
  const start = event.data;
  guarded(() => {
    initSync({ module: start.module });
    scope.onmessage =
      start.role === 'session'
        ? startSession(start.fitters, guarded, scope.postMessage.bind(scope))
        : startFitting(start.session, guarded);
    scope.postMessage({ type: 'ready' });
  });
};
