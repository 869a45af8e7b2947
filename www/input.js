// Ways in: choosing, dropping anywhere, pasting.

import { byId } from './dom.js';

/** A recipe is a few kilobytes; what is larger is none, whatever it is called. */
const LARGEST_RECIPE = 2 ** 20;

/**
 * Whether a file is a recipe rather than customers in JSON: one object with a recipe's keys.
 *
 * @param {File} file
 */
async function isRecipe(file) {
  if (!/\.json$/i.test(file.name) || file.size > LARGEST_RECIPE) return false;
  const text = await file.text().catch(() => '');
  return /^\s*\{/.test(text) && /"version"\s*:/.test(text) && /"(columns|clustering|reading)"\s*:/.test(text);
}

/**
 * @param {{ openFiles(files: File[]): void, openRecipe(text: string): void }} take
 */
export function startInput({ openFiles, openRecipe }) {
  const input = /** @type {HTMLInputElement} */ (byId('file'));
  const veil = byId('veil');
  const anything = input.accept;
  /** Whether a recipe was asked for, which then is one even if it is broken. */
  let recipeWanted = false;

  // A short view in somebody's page shows what that page gave it, and takes nothing else.
  const takesFiles = () => document.documentElement.dataset.view !== 'summary';

  /** A recipe first, so that it is there when the files come. @param {Iterable<File>} files */
  async function takeAll(files) {
    const all = [...files];
    const wanted = recipeWanted;
    const recipes = await Promise.all(all.map((file) => wanted || isRecipe(file)));
    const tables = all.filter((_, i) => !recipes[i]);
    const recipe = all.find((_, i) => recipes[i]);
    if (recipe) openRecipe(await recipe.slice(0, LARGEST_RECIPE).text().catch((error) => `could not be read: ${error}`));
    if (tables.length > 0) openFiles(tables);
  }

  input.addEventListener('change', () => {
    void takeAll(input.files ?? []);
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
    recipeWanted = false;
    void takeAll(event.dataTransfer?.files ?? []);
  });

  addEventListener('paste', (event) => {
    if (!takesFiles() || (event.target instanceof HTMLElement && event.target.closest('textarea, input'))) return;
    recipeWanted = false;
    const files = event.clipboardData?.files ?? [];
    if (files.length > 0) return void takeAll(files);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    // Spreadsheet programs copy cells with tabs between them.
    const name = text.includes('\t') ? 'pasted.tsv' : 'pasted.csv';
    if (text.trim() !== '') openFiles([new File([text], name, { type: 'text/csv' })]);
  });

  return {
    choose() {
      if (!takesFiles()) return;
      recipeWanted = false;
      input.accept = anything;
      input.click();
    },
    chooseRecipe() {
      recipeWanted = true;
      input.accept = '.json,application/json';
      input.click();
    },
  };
}
