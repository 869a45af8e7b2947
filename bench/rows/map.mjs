// Row 9: a map of a million points with axes, 900 × 600 pixels.

import { csvFile } from '../csv.mjs';
import { data } from '../places.mjs';
import { interleave } from '../rounds.mjs';

/** @param {{ browser: any, rounds: number }} tools */
export async function map({ browser, rounds }, count = 1e6) {
  await browser.choose(csvFile(data, { rows: 2000 }));
  await browser.ask('map', 'startProduct');
  await browser.prepareMap(count);
  await browser.end('map');
  const results = await interleave(
    [
      { name: "product's draw_map", run: () => browser.drawMap() },
      { name: 'plotters-canvas circles', run: () => browser.drawCircles() },
    ],
    rounds,
  );
  for (const result of results) delete result.last;
  return { data: `${count} points, 900 × 600`, results };
}
