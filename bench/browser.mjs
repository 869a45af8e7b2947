// The browser of a run: the benchmark's page in headless Chromium, and the calls into it.

import { openInChromium } from '../tests/browser/support/chromium.mjs';
import { serve } from '../scripts/server.mjs';
import { served } from './places.mjs';

export async function openBrowser() {
  const server = await serve(served);
  const tab = await openInChromium(`${server.address}page/`);
  // Peers take minutes where the product takes seconds.
  tab.page.setDefaultTimeout(0);
  const call = (name) => (...args) => tab.page.evaluate(([name, args]) => globalThis.bench[name](...args), [name, args]);
  return {
    version: tab.version,
    ask: call('ask'),
    end: call('end'),
    sweep: call('sweep'),
    sharedFit: call('sharedFit'),
    askWithFile: call('askWithFile'),
    duckRead: call('duckRead'),
    prepareMap: call('prepareMap'),
    drawMap: call('drawMap'),
    drawCircles: call('drawCircles'),
    /** Chooses the file that the calls after it work on. */
    choose: (path) => tab.page.setInputFiles('input', path),
    async close() {
      await tab.close();
      await server.close();
    },
  };
}

/** The address of a made matrix in the page. */
export const addressOf = (path) => `/data/${path.split('/').at(-1)}`;
