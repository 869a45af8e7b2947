// The targets, and the ratios that are held against them.

/** @param {{ results: import('./rounds.mjs').Result[] } | undefined} row @param {string} name */
const of = (row, name) => row?.results.find((result) => result.name.startsWith(name));

/** How many times faster the first is than the second, by medians and by smallest times. */
function ratio(product, peer) {
  if (!product || !peer) return null;
  return { median: peer.median / product.median, least: peer.least / product.least };
}

const fit = (run, data) => run.fits?.find((each) => each.data === data);
const faster = (a, b) => (a && b && b.median < a.median ? b : a);

const CUSTOMERS = 'customers 1000000 × 8, k = 8';
const HARDEST = 'customers 1000000 × 32, k = 20';
const ONE = 'product, one worker';
const TWO = 'product, two workers';

/**
 * One entry a target; `part` names where a run tells the size that was measured, where that may be another than the target's; `measure` takes what a run measured, and gives nothing if it did not measure that.
 *
 * @type {{ row: number, work: string, peer: string, target: number, part?: string, measure?: (run: any) => { median: number, least: number } | null, missing?: string }[]}
 */
export const TARGETS = [
  { row: 1, work: 'fit, customers 1e6 × 8, k = 8, one worker', peer: 'scikit-learn f64, 1 thread', target: 5, measure: (run) => ratio(of(fit(run, CUSTOMERS), ONE), of(fit(run, CUSTOMERS), 'scikit-learn f64, 1')) },
  { row: 2, work: 'the same, two workers sharing the rows', peer: 'scikit-learn f64, 2 threads', target: 4, measure: (run) => ratio(of(fit(run, CUSTOMERS), TWO), of(fit(run, CUSTOMERS), 'scikit-learn f64, 2')) },
  { row: 3, work: 'fit, blobs 1e6 × 8, k = 8, one worker', peer: 'scikit-learn f64, 1 thread', target: 10, measure: (run) => { const row = fit(run, 'blobs 1000000 × 8, k = 8'); return ratio(of(row, ONE), of(row, 'scikit-learn f64, 1')); } },
  { row: 4, work: 'fit, customers 1e6 × 32, k = 20, two workers', peer: 'scikit-learn f32, 2 threads', target: 1.2, measure: (run) => ratio(of(fit(run, HARDEST), TWO), of(fit(run, HARDEST), 'scikit-learn f32, 2')) },
  { row: 5, work: 'fit, customers 1e6 × 8, k = 8', peer: 'ml-kmeans, same browser', target: 40, measure: (run) => ratio(of(fit(run, CUSTOMERS), ONE), of(fit(run, CUSTOMERS), 'ml-kmeans')) },
  { row: 6, work: 'sweep k = 1..12 × 10 starts, customers 1e5 × 8, two workers', peer: 'scikit-learn f64, better of 1 and 2 threads', target: 8, measure: (run) => ratio(of(run.sweep, 'product, two'), faster(of(run.sweep, 'scikit-learn f64, 1'), of(run.sweep, 'scikit-learn f64, 2'))) },
  { row: 7, work: 'CSV to typed columns (1 GB is the target)', part: 'reading', peer: 'Papa Parse in a worker', target: 12, measure: (run) => ratio(of(run.reading, 'product'), of(run.reading, 'Papa')) },
  { row: 7, work: 'CSV to typed columns (1 GB is the target)', part: 'reading', peer: 'duckdb-wasm', target: 6, measure: (run) => ratio(of(run.reading, 'product'), of(run.reading, 'duckdb')) },
  { row: 8, work: 'exact silhouette, 1e4 × 8', peer: 'scikit-learn, better of 1 and 2 threads', target: 15, measure: (run) => ratio(of(run.silhouette, ONE), run.silhouette?.results.slice(1).reduce(faster)) },
  { row: 9, work: 'map of 1e6 points with axes', peer: 'plotters-canvas circles', target: 60, measure: (run) => ratio(of(run.map, 'product'), of(run.map, 'plotters')) },
  { row: 10, work: 'the whole job, from the file to segments on the screen (a million rows are the target)', part: 'whole', peer: 'pandas + scikit-learn', target: 5, measure: (run) => ratio(of(run.whole, 'product'), of(run.whole, 'pandas')) },
  { row: 11, work: '1e7 × 8 in a tab: memory and long tasks', peer: '', target: NaN, missing: 'Not measured by this benchmark.' },
];

/** First load, everything the first screen needs, brotli; and the single file: bytes. */
export const SIZES = { brotli: 300_000, single: 3_000_000 };

/** The worst of the runs for each target. @param {any[]} runs */
export function held(runs) {
  return TARGETS.map(({ measure, part, ...target }) => {
    const measured = part === undefined ? undefined : runs.find((run) => run[part])?.[part].data;
    const ratios = measure ? runs.map(measure).filter((each) => each !== null) : [];
    const worst = ratios.reduce((low, each) => (low === null || each.median < low.median ? each : low), /** @type {any} */ (null));
    return { ...target, measured, ratio: worst?.median ?? null, least: worst?.least ?? null, runs: ratios.length };
  });
}
