// Single keys, and the list of them. They pause in fields and can be switched off.

import { button, byId, h } from './dom.js';
import { pointAt, toggle } from './highlight.js';

/** @param {Record<string, [string, () => void]>} keys what each does; `escape` works even when single keys are off */
export function startKeys(keys) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('help'));
  const on = h('input', { type: 'checkbox', id: 'keys-on', checked: true });
  const lines = Object.entries(keys).map(([key, [what]]) => line(key === 'escape' ? 'Esc' : key.toUpperCase(), what));
  dialog.append(
    h('h2', { id: 'help-title' }, 'Keyboard shortcuts'),
    h('dl', { class: 'keys' }, ...lines, line('1–9', 'Light up a segment; again: all of them'),
      line('Ctrl Z', 'Undo the last decision; ⌘ Z on a Mac'), line('Ctrl Y', 'Redo it; or Ctrl ⇧ Z'), line('?', 'This list')),
    h('p', {}, h('label', { class: 'check', for: 'keys-on' }, on, 'Single keys are on')),
    button('Close', () => dialog.close()));
  byId('keys').addEventListener('click', () => dialog.showModal());

  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || dialog.open) return;
    if (event.key === 'Escape') {
      pointAt(null);
      return keys.escape[1]();
    }
    const field = event.target instanceof HTMLElement && event.target.closest('textarea, select, input:not([type="radio"], [type="range"])');
    if (field || !on.checked) return;
    const key = event.key.toLowerCase();
    if (key === '?') dialog.showModal();
    else if (/^[1-9]$/.test(key)) light(Number(key) - 1);
    else if (Object.hasOwn(keys, key)) keys[key][1]();
    else return;
    event.preventDefault();
  });
}

/** @param {number} index */
function light(index) {
  if (document.querySelector(`#result:not([hidden]) [data-segment="${index}"]`)) toggle(index);
}

/**
 * @param {string} key
 * @param {string} what
 */
function line(key, what) {
  return h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, what));
}
