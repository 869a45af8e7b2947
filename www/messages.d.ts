// What the page and its workers tell each other. The wire to the engine is protocol.d.ts.

import type { Error, Event, Job, Origin, Output, SheetView } from './protocol';

/** First message to a worker. */
export type Start =
  | { role: 'session'; module: WebAssembly.Module; fitters: MessagePort[] }
  | { role: 'fit'; module: WebAssembly.Module; session: MessagePort };

/** Page to session worker. */
export interface ToSession {
  /** Counts the page's messages from 1. */
  number: number;
  event: Event;
  /** With `open` and `open_made`: the file itself. */
  file?: File;
  /** With `recall_names`: the names. */
  payload?: Uint8Array<ArrayBuffer>;
}

/** Any worker to the page. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'crash'; text: string }
  /** `after`: the number of the page's last message the session had heard by then. */
  | { type: 'output'; after: number; output: Output; payload: Uint8Array<ArrayBuffer> };

/** Session worker to fit worker. `turn` tells answers to stopped jobs from live ones. */
export type ToFit =
  | { type: 'matrix'; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'part'; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'run'; turn: number; job: Job; payload: Uint8Array<ArrayBuffer> }
  | { type: 'stop' };

/** Fit worker to session worker: an event for the session. */
export interface FromFit {
  turn: number;
  event: Event;
  payload: Uint8Array<ArrayBuffer>;
}

/** Page to the worker that makes tables. */
export type ToTables =
  | { type: 'start'; module: BufferSource; files: File[]; sheet: string | null }
  | { type: 'sheet'; name: string }
  | { type: 'drill' };

/** The worker that makes tables to the page. */
export type FromTables =
  | { type: 'progress'; share: number }
  | { type: 'sheets'; file: string; sheets: SheetView[] }
  | { type: 'done'; blob: Blob; name: string; origin: Origin; sheets: SheetView[]; sheet: string | null }
  | { type: 'failed'; error: Error }
  | { type: 'crash'; text: string };
