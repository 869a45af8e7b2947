// How soon the page answers: another number of segments, Cancel while it reads and while it clusters. No peer: the times count.

import { serve } from '../../scripts/server.mjs';
import { App } from '../../tests/browser/support/app.mjs';
import { openInChromium } from '../../tests/browser/support/chromium.mjs';
import { hosted, madeFile } from '../../tests/browser/support/files.mjs';
import { median } from '../rounds.mjs';

/** Rows of the file that is cancelled. */
const ROWS = 400_000;

/** Where Cancel is pressed, by the headline of the screen. */
const STATIONS = ['Reading the file', 'Looking for segments'];

/** @param {{ rounds: number }} tools */
export async function answers({ rounds }) {
  const server = await serve(hosted);
  const tab = await openInChromium(server.address);
  const app = new App(tab);
  const times = Object.fromEntries(['another k', ...STATIONS.map((station) => `Cancel at “${station}”`)].map((name) => [name, []]));
  try {
    await app.until('empty');
    for (let round = 0; round < rounds; round++) {
      for (const station of STATIONS) {
        await app.dropMade(ROWS);
        await app.until('reading');
        await app.untilTrue((wanted) => document.querySelector('#reading h1')?.textContent === wanted, station);
        times[`Cancel at “${station}”`].push(await app.cancel());
        await app.until('empty');
      }
    }
    await app.segment('made.csv', madeFile());
    for (const k of [7, 2, 5, 10, 3]) times['another k'].push((await app.moveSlider(k)).took);
  } finally {
    await tab.close();
    await server.close();
  }
  return {
    data: `a file of ${ROWS} rows for Cancel, of 240 rows for another k`,
    results: Object.entries(times).map(([name, all]) => ({ name, times: all, median: median(all), largest: Math.max(...all) })),
  };
}
