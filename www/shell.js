// The outside of the single file: puts the page into a frame that may run scripts and save files, and nothing else.
// The frame inherits this document's policy, so it can neither fetch nor navigate.

const HIGHEST = 20_000;

const page = JSON.parse(document.getElementById('page')?.textContent ?? '""');
const frame = document.createElement('iframe');
frame.title = document.title;
frame.setAttribute('sandbox', 'allow-scripts allow-downloads');
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('shell', {
  /** @param {string} html */
  createHTML: (html) => html,
});
frame.srcdoc = policy?.createHTML(page) ?? page;
frame.addEventListener('load', () => frame.focus());
document.body.append(frame);

// A printed frame shows its whole page only if it is as high as that. A height is all the page can say to this document.
let height = 0;
addEventListener('message', (event) => {
  const said = event.source === frame.contentWindow ? event.data?.height : undefined;
  if (typeof said === 'number' && said >= 0) height = Math.min(said, HIGHEST);
});
addEventListener('beforeprint', () => {
  if (height > 0) frame.style.height = `${height}px`;
});
addEventListener('afterprint', () => {
  frame.style.height = '';
});
