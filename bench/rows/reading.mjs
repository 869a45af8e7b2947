// Row 7: a CSV from disk to typed columns, 11 columns, in Chromium.

import { csvFile, sizeOf } from '../csv.mjs';
import { data } from '../places.mjs';
import { interleave } from '../rounds.mjs';

/** @param {{ browser: any, rounds: number }} tools */
export async function reading({ browser, rounds }, bytes) {
  const path = csvFile(data, { bytes });
  await browser.choose(path);
  await browser.ask('reader', 'startProduct');
  const results = await interleave(
    [
      { name: 'product, one worker', run: () => browser.askWithFile('reader', 'read') },
      { name: 'Papa Parse in a worker', run: () => browser.askWithFile('papa', 'papa') },
      { name: 'duckdb-wasm read_csv', run: () => browser.duckRead() },
    ],
    rounds,
  );
  for (const name of ['reader', 'papa']) await browser.end(name);
  for (const result of results) {
    result.rows = result.last.rows;
    delete result.last;
  }
  return { data: `${(sizeOf(path) / 1e6).toFixed(0)} MB, 11 columns`, results };
}
