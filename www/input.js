// Ways in: choosing, dropping anywhere, pasting.

import { byId } from './dom.js';

const RECIPE = /\.json$/i;

/**
 * @param {{ openFile(file: File): void, openRecipe(text: string): void }} take
 */
export function startInput({ openFile, openRecipe }) {
  const input = /** @type {HTMLInputElement} */ (byId('file'));
  const veil = byId('veil');
  const anything = input.accept;

  /** @param {File} file */
  function take(file) {
    if (!RECIPE.test(file.name)) return openFile(file);
    // A recipe is a few kilobytes; what is larger is no recipe, and its first part says so.
    return void file.slice(0, 2 ** 20).text().then(openRecipe, (error) => openRecipe(`could not be read: ${error}`));
  }

  // A short view in somebody's page shows what that page gave it, and takes nothing else.
  const takesFiles = () => document.documentElement.dataset.view !== 'summary';

  /** A recipe first, so that it is there when the file comes. @param {Iterable<File>} files */
  function takeAll(files) {
    const all = [...files];
    const recipe = all.find(({ name }) => RECIPE.test(name));
    const table = all.find(({ name }) => !RECIPE.test(name));
    if (recipe && table) recipe.text().then(openRecipe).finally(() => openFile(table));
    else if (recipe ?? table) take(/** @type {File} */ (recipe ?? table));
  }

  input.addEventListener('change', () => {
    takeAll(input.files ?? []);
    input.value = '';
  });

  // The depth counts enter and leave of nested elements; at zero the pointer has left the page.
  let depth = 0;
  /** @param {boolean} on */
  const cover = (on) => {
    depth = on ? depth : 0;
    veil.hidden = !on;
  };
  /** @param {DragEvent} event */
  const holdsFiles = (event) => takesFiles() && (event.dataTransfer?.types.includes('Files') ?? false);
  addEventListener('dragenter', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth += 1;
    cover(true);
  });
  addEventListener('dragleave', () => {
    depth -= 1;
    if (depth <= 0) cover(false);
  });
  addEventListener('dragover', (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    cover(false);
    takeAll(event.dataTransfer?.files ?? []);
  });

  addEventListener('paste', (event) => {
    if (!takesFiles() || (event.target instanceof HTMLElement && event.target.closest('textarea, input'))) return;
    const files = event.clipboardData?.files ?? [];
    if (files.length > 0) return takeAll(files);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.trim() !== '') openFile(new File([text], 'pasted.csv', { type: 'text/csv' }));
  });

  return {
    choose() {
      if (!takesFiles()) return;
      input.accept = anything;
      input.click();
    },
    chooseRecipe() {
      input.accept = '.json,application/json';
      input.click();
    },
  };
}
