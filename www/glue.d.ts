// What wasm-bindgen generates from src/bin/, as far as it is used here.

declare module 'engine' {
  export function initSync(options: { module: WebAssembly.Module }): unknown;
  export function last_panic(): string | undefined;
  export function session_step(event: string, payload: Uint8Array): Uint8Array;
  export function worker_load(matrix: Uint8Array): void;
  /** Rows of a large table, of which this worker holds a part. */
  export function worker_load_part(rows: Uint8Array): void;
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
  export function draw_snake(canvas: HTMLCanvasElement, measures: import('./protocol').MeasureView[], segments: import('./protocol').SegmentView[], highlight: number | undefined, look: import('./look').Look): void;
  export function draw_heat(canvas: HTMLCanvasElement, measures: import('./protocol').MeasureView[], segments: import('./protocol').SegmentView[], highlight: number | undefined, look: import('./look').Look): void;
  export function draw_silhouette(canvas: HTMLCanvasElement, segments: import('./protocol').SegmentView[], trust: import('./protocol').SegmentTrust[], mean: number | undefined, highlight: number | undefined, look: import('./look').Look): void;
  export function draw_spread(canvas: HTMLCanvasElement, spread: import('./protocol').SpreadView | null, segments: import('./protocol').SegmentView[], highlight: number | undefined, look: import('./look').Look): void;
  export function draw_ribbon(canvas: HTMLCanvasElement, segments: import('./protocol').SegmentView[], value: string, highlight: number | undefined, look: import('./look').Look): void;
  export function draw_lorenz(canvas: HTMLCanvasElement, points: import('./protocol').LorenzPoint[], look: import('./look').Look): void;
  export function draw_related(canvas: HTMLCanvasElement, related: import('./protocol').RelatedView, look: import('./look').Look): void;
  export function draw_bars(canvas: HTMLCanvasElement, bars: Uint32Array, strong: boolean, look: import('./look').Look): void;
  export function chart_height(kind: string, lines: number): number;
  export function chart_places(canvas: HTMLCanvasElement, kind: string, shown: unknown, segments: number, look: import('./look').Look): import('./plot').Place[];
  export function draw_map(
    canvas: HTMLCanvasElement,
    map: import('./protocol').MapView,
    segments: import('./protocol').SegmentView[],
    points: Uint8Array,
    highlight: number | undefined,
    look: import('./look').Look,
    layers?: 'first' | 'rest',
  ): boolean;
  export function elbow_svg(elbow: import('./protocol').ElbowView, chosenK: number, width: number, height: number, look: import('./look').Look): string;
  export function map_svg(
    map: import('./protocol').MapView,
    segments: import('./protocol').SegmentView[],
    points: Uint8Array,
    most: number,
    width: number,
    height: number,
    look: import('./look').Look,
  ): string;
  /** The report as one HTML file. */
  export function report(view: import('./protocol').View, points: Uint8Array, look: import('./look').Look, date: string): string;
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
