// <customer-segmentation>: a frame with the page, and a hand that fetches the file and passes it in.
//
// The element runs in the host's page and with its rights, so it stays small: it fetches `src` and `recipe`, hands one File to
// the frame, and lets height and events come out. The frame is sandboxed without an origin of its own: the page in it cannot
// reach the host, nor any network, and the host cannot reach what a person does in it.

import { HEIGHT, fromPage, marked } from '../bridge_words.js';

/** The page beside this script. Read now: later nobody says which script is running. */
const BESIDE = new URL('customer-segmentation.html', /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src || document.baseURI).href;

/** How long the page in the frame may take to say that it is there, in milliseconds. */
const START_LIMIT = 20_000;

const STYLE = ':host { display: block; } :host([hidden]) { display: none; } iframe { display: block; width: 100%; border: 0; color-scheme: light dark; background: transparent; } p { margin: 0; padding: 12px; border: 1px solid currentColor; border-radius: 6px; font: 15px/1.5 system-ui, sans-serif; }';

export class CustomerSegmentation extends HTMLElement {
  static observedAttributes = ['src', 'recipe', 'k', 'height', 'view', 'theme', 'label', 'page'];

  /** The file shown in place of `src`. @type {File | null} */
  #file = null;
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  #ready = false;
  #started = 0;
  /** Height its page said it has. @type {number | null} */
  #content = null;
  /** Tells an answer that came too late from the last one. */
  #turn = 0;
  #soon = false;
  #heard = (/** @type {MessageEvent} */ event) => this.#hear(event);

  /** A file handed over by script: shown in place of `src`. */
  get file() {
    return this.#file;
  }

  set file(file) {
    if (file !== null && !(file instanceof File)) throw new TypeError('file is a File or null');
    this.#file = file;
    this.#later();
  }

  connectedCallback() {
    addEventListener('message', this.#heard);
    this.#build();
  }

  disconnectedCallback() {
    removeEventListener('message', this.#heard);
    clearTimeout(this.#started);
    this.#turn += 1;
    this.#frame = null;
    this.#ready = false;
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.#frame) return;
    if (name === 'page') this.#build();
    else if (name === 'label') this.#name();
    else if (name === 'height') this.#measure();
    else if (name === 'view' || name === 'theme') this.#look();
    else this.#later();
  }

  #build() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-downloads');
    frame.referrerPolicy = 'no-referrer';
    frame.src = new URL(this.getAttribute('page') ?? BESIDE, document.baseURI).href;
    this.#frame = frame;
    this.#ready = false;
    this.#content = null;
    this.#name();
    const style = document.createElement('style');
    style.textContent = STYLE;
    root.replaceChildren(style, frame);
    this.#measure();
    clearTimeout(this.#started);
    this.#started = window.setTimeout(() => this.#say(
      `The page with the segments did not start within ${START_LIMIT / 1000} seconds. Ask the administrator of this site to allow ${frame.src} in frame-src of its Content-Security-Policy, and 'wasm-unsafe-eval' in script-src and blob: in worker-src where that policy applies to frames as well.`,
    ), START_LIMIT);
  }

  /** @param {MessageEvent} event */
  #hear(event) {
    if (!this.#frame || event.source !== this.#frame.contentWindow) return;
    const message = fromPage(event.data);
    switch (message?.type) {
      case 'ready':
        clearTimeout(this.#started);
        this.#say(null);
        this.#ready = true;
        this.#look();
        this.#later();
        break;
      case 'height':
        this.#content = message.height;
        this.#measure();
        break;
      case 'segmented': {
        const { k, recommended, customers, verdict } = message;
        this.#tell('segmented', { k, recommended, customers, verdict });
        break;
      }
      case 'failed':
        this.#tell('failed', { kind: message.kind });
        break;
    }
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #name() {
    if (this.#frame) this.#frame.title = this.getAttribute('label') ?? 'Customer segments';
  }

  /** `height` in CSS pixels; without it, or with "auto", as high as the page in the frame is. */
  #measure() {
    const given = Number.parseFloat(this.getAttribute('height') ?? '');
    const wanted = Number.isFinite(given) ? given : this.#content ?? HEIGHT.least;
    if (this.#frame) this.#frame.style.height = `${Math.min(Math.max(wanted, HEIGHT.least), HEIGHT.most)}px`;
  }

  #look() {
    if (!this.#ready) return;
    const view = this.getAttribute('view') === 'full' || !(this.hasAttribute('src') || this.#file) ? 'full' : 'summary';
    const theme = /** @type {'auto' | 'light' | 'dark'} */ (['light', 'dark'].includes(this.getAttribute('theme') ?? '') ? this.getAttribute('theme') : 'auto');
    this.#send({ type: 'look', view, theme });
  }

  /** Several attributes that change together are one change. */
  #later() {
    if (this.#soon || !this.#ready) return;
    this.#soon = true;
    queueMicrotask(() => {
      this.#soon = false;
      void this.#show();
    });
  }

  async #show() {
    this.#turn += 1;
    const turn = this.#turn;
    const [src, recipe] = [this.getAttribute('src'), this.getAttribute('recipe')];
    if (!this.#file && !src) return;
    try {
      const [file, text] = await Promise.all([this.#file ?? fetched(/** @type {string} */ (src)), recipe ? fetched(recipe).then((got) => got.text()) : null]);
      if (turn !== this.#turn || !this.#ready) return;
      this.#say(null);
      this.#look();
      this.#send({ type: 'show', file, recipe: text, k: this.#k() });
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#say(`${error instanceof Error ? error.message : error}. Check the address in the page, and that you may read the file.`);
      this.#tell('failed', { kind: 'file' });
    }
  }

  #k() {
    const k = Number(this.getAttribute('k') ?? Number.NaN);
    return Number.isSafeInteger(k) && k >= 1 ? k : null;
  }

  /** @param {import('../bridge_words.js').FromHost} message */
  #send(message) {
    this.#frame?.contentWindow?.postMessage(marked(message), '*');
  }

  /** Why there is nothing new to see, above the frame; null: nothing is wrong any more. @param {string | null} text */
  #say(text) {
    this.shadowRoot?.querySelector('p')?.remove();
    if (text === null) return;
    const note = document.createElement('p');
    note.setAttribute('role', 'alert');
    note.textContent = text;
    this.shadowRoot?.prepend(note);
  }
}

/**
 * A file by its address, with the rights of the page it stands in.
 *
 * @param {string} address
 */
async function fetched(address) {
  const url = new URL(address, document.baseURI);
  const answer = await fetch(url).catch((error) => {
    throw new Error(`${address} could not be fetched (${error instanceof Error ? error.message : error})`);
  });
  if (!answer.ok) throw new Error(`${address} could not be fetched: the server answered ${answer.status}`);
  const name = decodeURIComponent(url.pathname.split('/').at(-1) || 'customers.csv');
  return new File([await answer.blob()], name);
}
