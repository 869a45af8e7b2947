// Row 10: a CSV dropped on the product's own page until segments are on the screen, against a script that does the same.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { serve } from '../../scripts/server.mjs';
import { openInChromium } from '../../tests/browser/support/chromium.mjs';
import { hosted } from '../../tests/browser/support/files.mjs';
import { csvFile } from '../csv.mjs';
import { data, here, python } from '../places.mjs';
import { interleave } from '../rounds.mjs';

/** From the choice of the file until the result is shown. Runs in the page. */
function untilResult() {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    document.getElementById('file').addEventListener('change', () => watch(performance.now()), { once: true, capture: true });
    function watch(chosen) {
      const look = setInterval(() => {
        if (!document.getElementById('failed')?.hidden) reject(new Error(document.querySelector('main').innerText));
        const result = document.getElementById('result');
        if (result.hidden || result.hasAttribute('aria-busy')) return;
        clearInterval(look);
        resolve({ ms: performance.now() - chosen, waited: chosen - started, k: Number(document.getElementById('k').value) });
      }, 5);
    }
  });
}

async function page(path) {
  const server = await serve(hosted);
  const tab = await openInChromium(server.address);
  tab.page.setDefaultTimeout(0);
  try {
    await tab.page.waitForFunction(() => !document.getElementById('empty').hidden);
    const result = tab.page.evaluate(untilResult);
    await tab.page.setInputFiles('#file', path);
    return await result;
  } finally {
    await tab.close();
    await server.close();
  }
}

/** @param {{ rounds: number }} tools */
export async function whole({ rounds }, rows) {
  const path = csvFile(data, { rows });
  // Threads that wait by spinning would slow the peer down on a busy machine.
  const env = { ...process.env, OMP_WAIT_POLICY: 'PASSIVE' };
  const script = () => JSON.parse(execFileSync(python, [join(here, 'peers', 'whole_job.py'), path], { encoding: 'utf8', env }));
  const results = await interleave(
    [
      { name: "product's page", run: () => page(path) },
      { name: 'pandas + scikit-learn, all threads', run: async () => script() },
    ],
    rounds,
  );
  for (const result of results) {
    result.k = result.last.k;
    delete result.last;
  }
  return { data: `${rows} rows, 11 columns, k = 1..10 × 10 starts`, results };
}
