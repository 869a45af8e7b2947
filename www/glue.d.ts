// What wasm-bindgen generates from src/bin/, as far as it is used here.

declare module 'engine' {
  export function initSync(options: { module: WebAssembly.Module }): unknown;
  export function last_panic(): string | undefined;
  export function session_step(event: string, payload: Uint8Array): Uint8Array;
  export function worker_load(matrix: Uint8Array): void;
  export function worker_start(job: string, resume: Uint8Array): void;
  export function worker_advance(): Uint8Array;
}

declare module 'tables' {
  export function initSync(options: { module: WebAssembly.Module }): unknown;
  export function last_panic(): string | undefined;
  export function convert_step(input: string, payload: Uint8Array): Uint8Array;
}

declare module 'charts' {
  export function initSync(options: { module: WebAssembly.Module }): unknown;
  export function last_panic(): string | undefined;
  export function new_seed(): number;
  export function draw_elbow(canvas: HTMLCanvasElement, elbow: import('./protocol').ElbowView, chosenK: number, look: import('./look').Look): void;
  export function draw_map(
    canvas: HTMLCanvasElement,
    map: import('./protocol').MapView,
    segments: import('./protocol').SegmentView[],
    points: Uint8Array,
    highlight: number | undefined,
    look: import('./look').Look,
  ): void;
  /** The 0-based segment of the point near (x, y), in CSS pixels from the canvas's corner. */
  export function map_hit(
    canvas: HTMLCanvasElement,
    map: import('./protocol').MapView,
    points: Uint8Array,
    x: number,
    y: number,
    look: import('./look').Look,
  ): number | undefined;
}

declare module 'worker-source' {
  /** The bundled script of every worker. */
  const source: string;
  export default source;
}

declare module 'tables-source' {
  /** The bundled script of the worker that makes tables. */
  const source: string;
  export default source;
}
