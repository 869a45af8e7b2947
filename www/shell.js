// The outside of the single file: puts the page into a frame that may run scripts and save files, and nothing else.
// The frame inherits this document's policy, so it can neither fetch nor navigate. What the page saves is saved from here (`save_words.js`).
//
// Where this document stands in another one, messages between the two pass through here, and only those that are known. Where it stands alone, it
// is the home of the page: it tells its address and keeps what a person lets it keep.

import { fromHost, fromPage, marked } from './bridge_words.js';
import { saveCarried, saveHere } from './download.js';
import { addressOf, forgetFragment, readKept, watchFragment, writeKept } from './home.js';
import { homely, toShell } from './home_words.js';
import { toSave } from './save_words.js';

/** @import { FromShell, ToShell } from './home_words' */

const page = JSON.parse(document.getElementById('page')?.textContent ?? '""');
const frame = document.createElement('iframe');
frame.title = document.title;
frame.setAttribute('sandbox', 'allow-scripts allow-downloads');
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('shell', {
  /** @param {string} html */
  createHTML: (html) => html,
});
frame.srcdoc = policy?.createHTML(page) ?? page;
const embedded = parent !== window;
// As part of another page it lies on that page's ground and leaves the focus where it is.
if (embedded) document.documentElement.style.background = document.body.style.background = 'transparent';
else frame.addEventListener('load', () => frame.focus());
document.body.append(frame);

let height = 0;
addEventListener('message', (event) => {
  if (event.source === frame.contentWindow) {
    const said = fromPage(event.data);
    if (said?.type === 'height') height = said.height;
    if (said && embedded) parent.postMessage(marked(said), '*');
    const wanted = embedded ? null : toShell(event.data);
    if (wanted) atHome(wanted);
    const file = toSave(event.data);
    if (file) save(file);
  } else if (embedded && event.source === parent) {
    const said = fromHost(event.data);
    if (said) frame.contentWindow?.postMessage(marked(said), '*');
  }
});

/** Up to here a file is written into its link, in bytes; Firefox takes somewhat more. */
const CARRIED_MOST = 64_000_000;

/**
 * In a frame of a sandboxed frame, Firefox looks for the address of a blob where it did not put it (“with a different partition key”) and saves nothing.
 *
 * @param {{ blob: Blob, name: string }} file
 */
function save({ blob, name }) {
  const lost = parent !== top && CSS.supports('-moz-appearance', 'none');
  if (lost && blob.size <= CARRIED_MOST) saveCarried(blob, name);
  else saveHere(blob, name);
}

/** @param {FromShell} message */
const tell = (message) => frame.contentWindow?.postMessage(homely(message), '*');

/** @param {ToShell} wanted */
function atHome(wanted) {
  switch (wanted.type) {
    case 'at_home':
      tell({ type: 'home', address: addressOf(location.href), ...readKept() });
      watchFragment((fragment) => tell({ type: 'fragment', fragment }));
      break;
    case 'keep':
      writeKept(wanted.text);
      break;
    case 'forget_fragment':
      forgetFragment();
      break;
  }
}

// A printed frame shows its whole page only if it is as high as that.
addEventListener('beforeprint', () => {
  if (height > 0) frame.style.height = `${height}px`;
});
addEventListener('afterprint', () => {
  frame.style.height = '';
});
