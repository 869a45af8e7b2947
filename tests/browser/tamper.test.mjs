// One byte of the single file changed: whatever script it lies in, the page does not run.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openInChromium } from './support/chromium.mjs';
import { singleFile } from './support/files.mjs';

/** Changed bytes, over all scripts. */
const PLACES = 20;
const ADDRESS = 'http://127.0.0.1:9/customer-segmentation.html';

/** Bytes of the file at which scripts stand: that of the shell, and in the page it carries the guard and the page's own. @param {Buffer} file */
function scriptBytes(file) {
  const text = file.toString('latin1');
  // In the page that is carried, `<` is written as an escape.
  const scripts = [...text.matchAll(/(?:<|\\u003c)script>(.*?)(?:<|\\u003c)\/script>/gs)];
  return scripts.map((script) => ({ from: /** @type {number} */ (script.index) + script[0].indexOf('>') + 1, length: script[1].length }));
}

/** How far the page comes when its sample is asked for; nothing while that is not known. Its script draws an example as soon as it runs. Runs in the page. */
function reached() {
  const at = (id) => document.getElementById(id);
  if (!at('specimen')) return 'no page';
  if (at('specimen').childElementCount === 0) return 'no script';
  if (!at('failed').hidden) return 'refused';
  if (!at('result').hidden) return 'a result';
  if (!at('sample').dataset.asked) at('sample').click();
  at('sample').dataset.asked = 'yes';
  return '';
}

describe('the single file', () => {
  const file = Buffer.from(singleFile());
  /** @type {Awaited<ReturnType<typeof openInChromium>>} */
  let tab;
  /** What is handed out. */
  let body = file;
  before(async () => {
    tab = await openInChromium('about:blank');
    await tab.page.route(ADDRESS, (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
  });
  after(() => tab.close());

  it('has the scripts of the shell, of the guard and of the page', () => {
    assert.equal(scriptBytes(file).length, 3);
  });

  /** Opens `bytes` as the single file. */
  async function opened(bytes) {
    body = bytes;
    await tab.page.goto(ADDRESS);
    for (let tries = 0; tries < 1000; tries++) {
      const now = await tab.evaluate(reached);
      if (now) return now;
      await pause(20);
    }
    throw new Error('the page neither runs nor refuses to within twenty seconds');
  }

  it('runs as it is', async () => {
    assert.equal(await opened(file), 'a result');
    assert.deepEqual(tab.problems, []);
  });

  const scripts = scriptBytes(file);
  for (let n = 0; n < PLACES; n++) {
    // Every script has its share, at least a few; places are spread evenly in each.
    const { from, length } = scripts[n % scripts.length];
    const at = from + Math.floor(((Math.floor(n / scripts.length) + 0.5) / Math.ceil(PLACES / scripts.length)) * length);
    it(`does not run with another byte at ${at}`, async () => {
      const changed = Buffer.from(file);
      changed[at] ^= 1;
      assert.match(await opened(changed), /^(no page|no script|refused)$/);
    });
  }
});
