// What a page and its workers hold in Chromium: WebAssembly memories, and the bytes of buffers and of the heap after the garbage is collected.

import puppeteer from 'puppeteer-core';
import { chromiumPath } from '../browser/support/chromium.mjs';
import { App } from '../browser/support/app.mjs';

/** Keeps every WebAssembly memory where it can be found; runs before the scripts of the page, and in front of that of each worker. */
function keepMemories() {
  const Instance = WebAssembly.Instance;
  globalThis.memories = [];
  WebAssembly.Instance = class extends Instance {
    constructor(...all) {
      super(...all);
      if (this.exports.memory) globalThis.memories.push(this.exports.memory);
    }
  };
}

/** Has the page's workers begin with `script`, and counts addresses of blobs that are not given back. Runs in the page. */
function beginWorkers(script) {
  const own = Blob;
  globalThis.Blob = class extends own {
    constructor(parts, options) {
      super(options?.type === 'text/javascript' ? [script, ...parts] : parts, options);
    }
  };
}

const memory = () => globalThis.memories.reduce((sum, each) => sum + each.buffer.byteLength, 0);

/** Opens `url` so that its memory can be weighed. */
export async function openWeighed(url) {
  const browser = await puppeteer.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const page = await browser.newPage();
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  await page.evaluateOnNewDocument(`(${keepMemories})();(${beginWorkers})(${JSON.stringify(`(${keepMemories})();`)});`);
  await page.goto(url);
  const tab = {
    engine: 'Chromium',
    version: await browser.version(),
    problems,
    evaluate: (work, ...args) => page.evaluate(`(${work})(...${JSON.stringify(args)})`),
    close: () => browser.close(),
  };
  const session = await page.createCDPSession();

  /** Bytes of one place, its garbage collected or as it stands. */
  async function weigh(place, evaluate, collect) {
    if (collect) await place.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await place.send('Runtime.getHeapUsage');
    return { wasm: await evaluate(memory), buffers: backingStorageSize, heap: usedSize };
  }

  return {
    tab,
    app: new App(tab),
    /** Chooses the file at `path`. */
    choose: async (path) => {
      const input = /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (await page.$('#file'));
      await input.uploadFile(path);
      await input.dispose();
    },
    /**
     * Of the page and all its workers. A worker answers between two tasks.
     *
     * @param {{ collect?: boolean }} [options] `collect`: garbage first
     * @returns {Promise<{ wasm: number, buffers: number, heap: number, workers: number, places: number[] }>} `places`: WebAssembly memories by
     *   place, the page first
     */
    async weigh({ collect = true } = {}) {
      const workers = page.workers();
      const all = [await weigh(session, (work) => page.evaluate(work), collect)];
      for (const worker of workers) all.push(await weigh(worker.client, (work) => worker.evaluate(work), collect));
      const sum = (key) => all.reduce((total, each) => total + each[key], 0);
      return { wasm: sum('wasm'), buffers: sum('buffers'), heap: sum('heap'), workers: workers.length, places: all.map(({ wasm }) => wasm) };
    },
  };
}
