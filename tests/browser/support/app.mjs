// The page as its user has it: what can be seen and done there, in any engine. What is known of the page's elements
// stands here and nowhere else.

import { setTimeout as pause } from 'node:timers/promises';

/**
 * @typedef {object} Tab
 * @property {string} engine
 * @property {string} version
 * @property {string[]} problems
 * @property {(work: Function, ...args: any[]) => Promise<any>} evaluate
 * @property {() => Promise<void>} close
 */

/** A failure on the screen for longer than this, in milliseconds, is no left-over of the run before. */
const FAILED_STAYS = 2000;

/** Which screen is shown: 'empty', 'reading', 'result' or 'failed'; '' while parts of it are still to come. Runs in the page. */
function screen() {
  const shown = document.querySelector('main > section:not([hidden])');
  return shown && !shown.hasAttribute('aria-busy') ? shown.id : '';
}

/** Whether parts of the result are still to come. Runs in the page. */
const busy = () => document.querySelector('#result[aria-busy]') !== null;

/** Presses the button on screen whose text or label begins with `name`. Runs in the page. */
function pressButton(name) {
  const buttons = [...document.querySelectorAll('button')].filter((each) => each.checkVisibility());
  const found = buttons.find((each) =>
    [each.textContent, each.getAttribute('aria-label')].some((text) => text?.trim().startsWith(name)),
  );
  if (!found) throw new Error(`no button ${name} among: ${buttons.map((each) => each.textContent).join(', ')}`);
  found.click();
}

/** Drops a file in the middle of the page. Runs in the page. */
function dropFile(name, base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { type: 'text/csv' }));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.querySelector('main').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }
}

/** Drops a file of `rows` made-up customers, larger than is sensible to hand over. Runs in the page. */
function dropMadeFile(rows) {
  const lines = ['customer,age,income,orders,spent,visits,returns\n'];
  let seed = 1;
  const next = (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  for (let row = 0; row < rows; row++) {
    lines.push(`c${row},${18 + next(70)},${next(90_000)},${next(300)},${next(10_000) / 100},${next(500)},${next(9)}\n`);
  }
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(lines, 'many.csv', { type: 'text/csv' }));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.querySelector('main').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }
}

/** Segments as the table shows them. Runs in the page. */
function segmentRows() {
  return [...document.querySelectorAll('tr[data-segment]')]
    .filter((row) => row.checkVisibility())
    .map((row) => row.textContent);
}

/**
 * Sets the slider and waits until as many segments are shown; answers how long it took, in milliseconds, and the screens
 * shown meanwhile. Runs in the page.
 */
async function moveSlider(k) {
  const slider = document.getElementById('k');
  const started = performance.now();
  const screens = new Set();
  slider.value = String(k);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  const result = document.getElementById('result');
  while (document.querySelectorAll('table.segt tr[data-segment]').length !== k || result.hasAttribute('aria-busy')) {
    if (performance.now() - started > 20_000) throw new Error(`${k} segments were not shown within twenty seconds`);
    screens.add(document.querySelector('main > section:not([hidden])')?.id ?? '');
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { took: performance.now() - started, screens: [...screens] };
}

/** Writes a recipe into the page and applies it. Runs in the page. */
function applyRecipe(text) {
  const area = document.getElementById('recipe-text');
  area.closest('details').open = true;
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
  area.closest('details').querySelector('.primary').click();
}

/**
 * Presses Cancel, once the reading screen has come to `station` if one is named, and waits until the work is off the screen; answers
 * how long that took, in milliseconds. Runs in the page.
 */
async function cancelAndTime(station) {
  const reading = document.getElementById('reading');
  if (station) {
    await new Promise((reached, missed) => {
      const late = setTimeout(() => missed(new Error(`“${station}” was not reached within a minute`)), 60_000);
      const watch = new MutationObserver(() => {
        if (reading.hidden || reading.querySelector('h1')?.textContent !== station) return;
        watch.disconnect();
        clearTimeout(late);
        reached(undefined);
      });
      watch.observe(reading, { attributes: true, subtree: true, childList: true, characterData: true });
    });
  }
  const cancel = [...reading.querySelectorAll('button')].find((each) => each.textContent.trim() === 'Cancel');
  const started = performance.now();
  cancel.click();
  while (!reading.hidden) {
    if (performance.now() - started > 20_000) throw new Error('the work was not cancelled within twenty seconds');
    await new Promise((resolve) => setTimeout(resolve));
  }
  return performance.now() - started;
}

/** Keeps what is offered for download, in place of saving it where the page itself would. Runs in the page. */
function keepDownloads() {
  globalThis.kept = [];
  if (location.href === 'about:srcdoc') {
    // The shell saves what is made here.
    const own = Blob;
    globalThis.Blob = class extends own {
      constructor(...all) {
        super(...all);
        globalThis.kept.push(this);
      }
    };
    return;
  }
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    globalThis.kept.push(blob);
    return make.call(URL, blob);
  };
  HTMLAnchorElement.prototype.click = () => {};
}

/** The last download kept, as base64; `null` while there is none. Runs in the page. */
async function lastDownload() {
  const blob = globalThis.kept.at(-1);
  if (!blob) return null;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

export class App {
  /** @param {Tab} tab */
  constructor(tab) {
    this.tab = tab;
  }

  /** @returns {Promise<string>} */
  screen() {
    return this.tab.evaluate(screen);
  }

  /** Waits for a screen, and says what is on it in place of it. */
  async until(wanted, limit = 60_000) {
    const started = Date.now();
    let fine = started;
    for (;;) {
      // A frame that is still loading cannot be asked.
      const now = await this.screen().catch(() => '');
      if (now === wanted) return;
      if (now !== 'failed') fine = Date.now();
      // What was on the screen before may stay for a moment; a failure that stays longer is the answer.
      if (Date.now() - started > limit || Date.now() - fine > FAILED_STAYS) {
        const text = await this.text('main');
        throw new Error(`${this.tab.engine}: the screen is ${now}, not ${wanted}: ${text.slice(0, 500)}; ${this.tab.problems.join('; ')}`);
      }
      await pause(20);
    }
  }

  /** Waits until `condition`, which runs in the page, holds, and no part of the result is still to come. */
  untilTrue(condition, ...args) {
    return this.#within(60_000, condition, ...args);
  }

  async #within(limit, condition, ...args) {
    const started = Date.now();
    while (!(await this.tab.evaluate(condition, ...args)) || (await this.tab.evaluate(busy))) {
      if (Date.now() - started > limit) throw new Error(`this did not become true within ${limit / 1000} s: ${condition}`);
      await pause(10);
    }
  }

  /** @returns {Promise<string>} the visible text */
  text(selector) {
    return this.tab.evaluate((at) => document.querySelector(at)?.innerText ?? '', selector);
  }

  /** @param {string} name @param {Buffer} bytes */
  drop(name, bytes) {
    return this.tab.evaluate(dropFile, name, bytes.toString('base64'));
  }

  /** Drops a file and waits for its result. @param {string} name @param {Buffer} bytes */
  async segment(name, bytes) {
    await this.until('empty');
    await this.drop(name, bytes);
    await this.until('result');
  }

  /** Waits until the checks are done and what they recommend is shown, as where nobody touches the page. */
  judged() {
    return this.#within(300_000, () => document.querySelector('.sure strong') !== null && /^\d+ recommended$/.test(document.querySelector('.picker output')?.textContent ?? ''));
  }

  /** Waits until the result has its verdict: before that the page may still be at work with it, and show another number of segments. */
  async still() {
    await this.until('result');
    await this.untilTrue(() => document.querySelector('.sure strong') !== null);
  }

  /** Writes a recipe into the page and applies it. @param {string} text */
  applyRecipe(text) {
    return this.tab.evaluate(applyRecipe, text);
  }

  /** @param {number} rows */
  dropMade(rows) {
    return this.tab.evaluate(dropMadeFile, rows);
  }

  press(name) {
    return this.tab.evaluate(pressButton, name);
  }

  /** @returns {Promise<string[]>} the text of each segment's row */
  segments() {
    return this.tab.evaluate(segmentRows);
  }

  /** @returns {Promise<number>} */
  k() {
    return this.tab.evaluate(() => Number(document.getElementById('k').value));
  }

  /** @returns {Promise<{ took: number, screens: string[] }>} milliseconds until as many segments were shown, and what was shown before */
  moveSlider(k) {
    return this.tab.evaluate(moveSlider, k);
  }

  /** @param {string} [station] headline to wait for before @returns {Promise<number>} milliseconds until the work was off the screen */
  cancel(station) {
    return this.tab.evaluate(cancelAndTime, station ?? null);
  }

  /** Makes the session's or a fit's worker panic. @param {'session' | 'fit'} which */
  drill(which) {
    return this.tab.evaluate((detail) => document.dispatchEvent(new CustomEvent('drill', { detail })), which);
  }

  /**
   * The labelled file, caught in the page: works in every engine, framed or not.
   *
   * @param {string} [label] of the button
   * @returns {Promise<Buffer>}
   */
  async labelledFile(label = 'CSV with segments') {
    await this.tab.evaluate(keepDownloads);
    await this.press(label);
    for (let tries = 0; tries < 500; tries++) {
      const base64 = await this.tab.evaluate(lastDownload);
      if (base64 !== null) return Buffer.from(base64, 'base64');
      await pause(20);
    }
    throw new Error('no download was offered within ten seconds');
  }
}
