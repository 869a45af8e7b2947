// What the page and its workers tell each other. The wire to the engine is protocol.d.ts.

import type { Event, Options, Output } from './protocol';

/** First message to a worker. */
export type Start =
  | { role: 'session'; module: WebAssembly.Module; fitters: MessagePort[] }
  | { role: 'fit'; module: WebAssembly.Module; session: MessagePort };

/** Page to session worker. */
export interface ToSession {
  event: Event;
  /** With `open`: the file itself. */
  file?: File;
}

/** Any worker to the page. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'crash'; text: string }
  | { type: 'output'; output: Output; payload: Uint8Array<ArrayBuffer> };

/** Session worker to fit worker. `turn` tells answers to stopped jobs from live ones. */
export type ToFit =
  | { type: 'matrix'; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'run'; turn: number; job: number; options: Options; resume: Uint8Array<ArrayBuffer> }
  | { type: 'stop' };

/** Fit worker to session worker: an event for the session. */
export interface FromFit {
  turn: number;
  event: Event;
  payload: Uint8Array<ArrayBuffer>;
}
