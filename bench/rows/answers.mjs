// How soon the page answers: another number of segments, Cancel while it reads and while it clusters. No peer: the times count.

import { serve } from '../../scripts/server.mjs';
import { App } from '../../tests/browser/support/app.mjs';
import { openInChromium } from '../../tests/browser/support/chromium.mjs';
import { hosted, madeFile } from '../../tests/browser/support/files.mjs';
import { median } from '../rounds.mjs';

/** Where Cancel is pressed, by the headline of the screen, and the rows of a file that is there for long enough. @type {[string, number][]} */
const STATIONS = [['Reading the file', 3_000_000], ['Looking for segments', 400_000]];

/** @param {{ rounds: number }} tools */
export async function answers({ rounds }) {
  const server = await serve(hosted);
  const tab = await openInChromium(server.address);
  const app = new App(tab);
  const times = Object.fromEntries(['another k', ...STATIONS.map(([station]) => `Cancel at “${station}”`)].map((name) => [name, []]));
  try {
    await app.until('empty');
    for (let round = 0; round < rounds; round++) {
      for (const [station, rows] of STATIONS) {
        // The station may be over before a question from outside the page is answered, so the page itself waits for it.
        const [took] = await Promise.all([app.cancel(station), app.dropMade(rows)]);
        times[`Cancel at “${station}”`].push(took);
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
    data: `for Cancel files of ${STATIONS.map(([, rows]) => rows).join(' and ')} rows, for another k one of 240`,
    results: Object.entries(times).map(([name, all]) => ({ name, times: all, median: median(all), largest: Math.max(...all) })),
  };
}
