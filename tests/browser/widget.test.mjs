// The element <customer-segmentation> in a page of its own, in Chromium: shows what it is given, says what came out, and takes
// nothing that is not one of its messages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../../scripts/server.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { hosted, takeApart } from './support/files.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Messages sent in each direction. */
const MESSAGES = 10_000;

/** Waits until `work` gives something true. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
async function until(work, limit = 60_000) {
  const started = Date.now();
  for (;;) {
    const got = await work().catch(() => null);
    if (got) return got;
    if (Date.now() - started > limit) throw new Error(`this did not become true: ${work}`);
    await pause(25);
  }
}

/**
 * Messages that resemble the bridge's and are none: wrong marks, types and values, alone and nested. Runs in a page; the same
 * seed gives the same messages.
 */
function resembling(count, seed) {
  let state = seed;
  const next = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = (all) => all[next(all.length)];
  const odd = () => pick([null, undefined, -1, 0.5, 1e9, Number.NaN, Infinity, '', 'x'.repeat(next(9000)), true, [], {}, ['show'], { length: 3 }, new Date(0), new Blob(['a,b\n1,2\n']), new Map([['type', 'show']]), '__proto__', 'summary ', 'LIGHT']);
  const message = () => {
    const made = {};
    const keys = ['customerSegmentation', 'type', 'file', 'recipe', 'k', 'view', 'theme', 'height', 'kind', 'recommended', 'customers', 'verdict', 'constructor', 'toString'];
    for (let i = next(6); i >= 0; i--) made[pick(keys)] = odd();
    if (next(2)) made.customerSegmentation = 1;
    // Known types, of which one part at least is wrong.
    const type = pick(['show', 'look', 'segmented', 'failed', 'height', 'open', odd()]);
    made.type = type;
    if (type === 'show') made.file = odd();
    if (type === 'look') made.view = odd();
    if (type === 'segmented') made.k = pick([-1, 0.5, '3', null, Number.NaN]);
    if (type === 'failed') made.kind = odd();
    if (type === 'height') made.height = pick([-1, Number.NaN, '300', null, {}, -Infinity]);
    return pick([made, made, made, [made], odd(), JSON.stringify(made)]);
  };
  return Array.from({ length: count }, message);
}

describe('the element', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {Awaited<ReturnType<typeof openInChromium>>} */
  let tab;

  /** The page inside the nth element. */
  async function inside(n) {
    const handle = (await tab.page.$$('customer-segmentation'))[n];
    const outer = await (await handle.evaluateHandle((element) => element.shadowRoot.querySelector('iframe'))).contentFrame();
    return until(async () => outer.childFrames()[0]);
  }
  const app = async (n) => {
    const frame = await inside(n);
    return new App({ ...tab, evaluate: (work, ...args) => frame.evaluate(`(${work})(...${JSON.stringify(args)})`) });
  };
  /** Waits until both have ended their checks. */
  const checked = async () => {
    for (const n of [0, 1]) await until(async () => (await inside(n)).evaluate(() => !/Checking/.test(document.querySelector('.sum-sure').textContent)));
  };
  const attribute = (n, name, value) => tab.page.evaluate(([at, key, text]) => document.querySelectorAll('customer-segmentation')[at].setAttribute(key, text), [n, name, value]);
  const kinds = async (n) => (await inside(n)).evaluate(() => document.querySelectorAll('.sum-table tbody tr').length);

  before(async () => {
    server = await serve(hosted);
    tab = await openInChromium(new URL('example.html', server.address).href, { initScript: axe });
    await tab.page.evaluate(() => {
      globalThis.heard = [];
      for (const type of ['segmented', 'failed']) document.addEventListener(type, ({ detail, target }) => globalThis.heard.push({ type, detail, label: target.getAttribute('label') }));
    });
    for (const n of [0, 1]) await (await app(n)).until('result');
  });
  after(async () => {
    await tab.close();
    await server.close();
  });

  it('shows two of them on one page, each with its own number of segments', async () => {
    assert.equal(await until(async () => (await kinds(1)) === 3 && 3), 3, 'the second asks for three');
    assert.notEqual(await kinds(0), 3, 'the first has the recommended number');
  });

  it('says what came out, and nothing that stands in the file', async () => {
    await until(() => tab.page.evaluate(() => globalThis.heard.filter(({ type, detail }) => type === 'segmented' && detail.verdict).length >= 2));
    const heard = await tab.page.evaluate(() => globalThis.heard);
    const second = heard.findLast(({ label }) => label !== null);
    assert.equal(second.detail.k, 3);
    assert.deepEqual(Object.keys(second.detail).sort(), ['customers', 'k', 'recommended', 'verdict']);
    assert.equal(second.detail.customers, 1000);
  });

  it('is as high as what it shows, within its limits', async () => {
    // What the checks find may take another line, so they must have ended before two heights are compared.
    await checked();
    const heights = () => tab.page.evaluate(() => [...document.querySelectorAll('customer-segmentation')].map((each) => each.getBoundingClientRect().height));
    const shown = async () => Promise.all([0, 1].map(async (n) => (await inside(n)).evaluate(() => document.body.getBoundingClientRect().height)));
    const high = await until(async () => {
      const [given, needed] = [await heights(), await shown()];
      return given.every((height, n) => Math.abs(height - needed[n]) <= 2) && given;
    });
    for (const height of high) assert.ok(height >= 240 && height <= 4000, `${height}`);
    assert.ok(high[0] > high[1], 'more segments need more room');
    await attribute(1, 'height', '90000');
    assert.equal((await heights())[1], 4000);
    await attribute(1, 'height', 'auto');
    assert.equal((await heights())[1], high[1]);
  });

  it('gives the file back with a segment in every row', async () => {
    const { original, labels } = takeApart(await (await app(0)).labelledFile());
    assert.ok(original.equals(await readFile(`${hosted}/example.csv`)), 'no other byte is changed');
    assert.equal(labels.length, 1000);
  });

  it('is changed by its attributes', async () => {
    const title = () => tab.page.evaluate(() => document.querySelectorAll('customer-segmentation')[1].shadowRoot.querySelector('iframe').title);
    await attribute(1, 'label', 'Another name');
    assert.equal(await title(), 'Another name');
    await attribute(1, 'k', '4');
    assert.equal(await until(async () => (await kinds(1)) === 4 && 4), 4);
    await attribute(1, 'theme', 'dark');
    assert.equal(await until(async () => (await inside(1)).evaluate(() => document.documentElement.dataset.theme)), 'dark');
    await attribute(1, 'view', 'full');
    await until(async () => (await inside(1)).evaluate(() => document.querySelector('#result h1').checkVisibility()));
    await attribute(1, 'view', 'summary');
    await until(async () => (await inside(1)).evaluate(() => document.querySelector('.summary').checkVisibility()));
  });

  it('opens the full view in place and goes back', async () => {
    const view = await app(0);
    await view.press('Open full view');
    await until(() => view.tab.evaluate(() => document.querySelector('#result h1').checkVisibility()));
    await view.press('Short view');
    await until(() => view.tab.evaluate(() => document.querySelector('.summary').checkVisibility() && !document.querySelector('#result h1').checkVisibility()));
  });

  it('has nothing for axe to find', async () => {
    for (const place of [tab.page.mainFrame(), await inside(0), await inside(1)]) {
      const { violations } = await place.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'], iframes: false }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`), []);
    }
  });

  it(`is not moved by ${2 * MESSAGES} messages that resemble its own`, async () => {
    const state = async () => ({
      first: await (await inside(0)).evaluate(() => [document.documentElement.dataset.view, document.documentElement.dataset.theme ?? '', document.querySelector('#result').innerText, document.querySelector('#result').hidden]),
      heights: await tab.page.evaluate(() => [...document.querySelectorAll('customer-segmentation')].map((each) => each.getBoundingClientRect().height)),
    });
    await checked();
    await pause(200);
    const before = await state();
    await tab.page.evaluate(() => {
      globalThis.arrived = 0;
      addEventListener('message', () => (globalThis.arrived += 1));
      globalThis.heard.length = 0;
    });
    await tab.page.evaluate(`(${(count, make) => {
      const to = document.querySelector('customer-segmentation').shadowRoot.querySelector('iframe').contentWindow;
      for (const message of make(count, 7)) to.postMessage(message, '*');
    }})(${MESSAGES}, ${resembling})`);
    await (await inside(0)).evaluate(`(${(count, make) => {
      for (const message of make(count, 11)) parent.postMessage(message, '*');
    }})(${MESSAGES}, ${resembling})`);
    await pause(500);
    assert.deepEqual(await state(), before);
    assert.equal(await tab.page.evaluate(() => globalThis.arrived), 0, 'nothing of it came out to the host');
    assert.deepEqual(await tab.page.evaluate(() => globalThis.heard), []);
  });

  it('says so where the file cannot be fetched, and shows the next one', async () => {
    await attribute(1, 'src', 'nothing-here.csv');
    const said = await until(() => tab.page.evaluate(() => document.querySelectorAll('customer-segmentation')[1].shadowRoot.querySelector('p')?.textContent));
    assert.match(said, /nothing-here\.csv could not be fetched: the server answered 404/);
    assert.equal((await tab.page.evaluate(() => globalThis.heard)).at(-1).detail.kind, 'file');
    tab.problems.length = 0;
    await attribute(1, 'src', 'example.csv');
    await until(() => tab.page.evaluate(() => globalThis.heard.at(-1).type === 'segmented'));
    assert.equal(await tab.page.evaluate(() => document.querySelectorAll('customer-segmentation')[1].shadowRoot.querySelector('p')), null);
  });

  it('leaves nothing behind when it is taken out, and starts again when it is put back', async () => {
    await tab.page.evaluate(() => {
      const element = document.querySelectorAll('customer-segmentation')[1];
      element.remove();
      document.querySelector('aside').append(element);
    });
    await (await app(1)).until('result');
    assert.deepEqual(tab.problems, []);
  });
});

describe('a host that forbids what the element needs', () => {
  it('lets it say what to ask the administrator for', async () => {
    const server = await serve(hosted);
    const tab = await openInChromium(new URL('example.html', server.address).href);
    try {
      await tab.page.route('**/customer-segmentation.html', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': "script-src 'unsafe-inline'; worker-src blob:" } });
      });
      await tab.page.reload();
      const handle = await tab.page.$('customer-segmentation');
      const outer = await (await handle.evaluateHandle((element) => element.shadowRoot.querySelector('iframe'))).contentFrame();
      const text = await until(async () => (await until(async () => outer.childFrames()[0])).evaluate(() => document.querySelector('#failed:not([hidden])')?.innerText));
      assert.match(text, /Ask the administrator of this site to add 'wasm-unsafe-eval'/);
    } finally {
      await tab.close();
      await server.close();
    }
  });
});
