// The keys of undo and redo that every program has. A text that is being typed has an undo of its own.

/** @param {{ undo(): boolean, redo(): boolean }} steps whether there was one to take */
export function startHistoryKeys(steps) {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') || typing(event.target)) return;
    const way = historyKey(event);
    if (way && steps[way]()) event.preventDefault();
  });
}

/** Which way the keys pressed lead, if either. @param {KeyboardEvent} event @returns {'undo' | 'redo' | null} */
export function historyKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}

/** Whether a text is being typed there. @param {EventTarget | null} target */
export function typing(target) {
  return target instanceof HTMLElement && target.closest('textarea, input:not([type="radio"], [type="checkbox"], [type="range"])') !== null;
}
