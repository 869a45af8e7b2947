// Copying a text. Where the browser does not let the page copy, as it may not inside other pages, the text is shown selected.

import { button, h } from './dom.js';
import { announce } from './live.js';

/**
 * To be called while the person's press is being handled: only then the browser lets a page copy.
 *
 * @param {string} text
 * @param {string} what what was copied, for the one who listens: "The rule as SQL"
 * @returns {boolean} whether it is on the clipboard now
 */
export function copy(text, what) {
  let handed = false;
  /** @param {ClipboardEvent} event */
  const give = (event) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    handed = event.clipboardData !== null;
  };
  document.addEventListener('copy', give, { once: true });
  const done = allowed() && handed;
  document.removeEventListener('copy', give);
  if (done) announce(`${what} is copied`);
  else show(text, what);
  return done;
}

function allowed() {
  try {
    // The newer interface asks for a permission that a sandboxed page does not have.
    return document.execCommand('copy');
  } catch {
    return false;
  }
}

/**
 * @param {string} text
 * @param {string} what
 */
function show(text, what) {
  const field = h('textarea', { readonly: true, rows: 8, id: 'copy-text' });
  field.value = text;
  const dialog = h('dialog', { class: 'copy', 'aria-labelledby': 'copy-title', onclose: () => dialog.remove() },
    h('h2', { id: 'copy-title' }, what),
    h('label', { for: 'copy-text' }, 'The browser does not let this page copy. The text is selected: copy it with Ctrl C, or ⌘ C.'),
    field, button('Close', () => dialog.close()));
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  field.select();
}

/**
 * A button that copies.
 *
 * @param {string} label what stands on it
 * @param {string} what what is copied, whole: "Rule of segment A as SQL"
 * @param {() => string} text
 */
export function copyButton(label, what, text) {
  return button(label, () => copy(text(), what), { class: 'btn small', 'aria-label': `${label}: ${what}` });
}
