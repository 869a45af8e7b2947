// What a page that embeds this one may say to it, and what it may hear. Both directions are read word by word: whatever is
// not exactly one of these messages is dropped, and what is handed on is a copy with nothing else in it.
//
// A file is the only thing without a limit of its own; a recipe may have 64 KiB, everything else is a few words.

/** Version of the messages; each carries it under this name. */
const MARK = 'customerSegmentation';
const VERSION = 1;

/** Characters of a recipe. */
const RECIPE_MOST = 65_536;

/** Segments that can be asked for: as many as the engine takes. */
const K_MOST = 1024;

/** The height a page can have in its host, CSS pixels. */
export const HEIGHT = { least: 240, most: 4000 };

const VIEWS = /** @type {const} */ (['full', 'summary']);
const THEMES = /** @type {const} */ (['auto', 'light', 'dark']);
const VERDICTS = /** @type {const} */ (['natural', 'reproducible', 'constructed', 'none']);
const FAILURES = /** @type {const} */ (['file', 'table', 'recipe', 'option', 'memory', 'page']);

/**
 * @typedef {{ type: 'show', file: File, recipe: string | null, k: number | null }} Show segment this file
 * @typedef {{ type: 'look', view: typeof VIEWS[number], theme: typeof THEMES[number] }} LookLike how to look
 * @typedef {Show | LookLike} FromHost
 * @typedef {{ type: 'ready' }} Ready the page listens
 * @typedef {{ type: 'height', height: number }} Height CSS pixels its content is high
 * @typedef {{ type: 'segmented', k: number, recommended: number | null, customers: number, verdict: typeof VERDICTS[number] | null }} Segmented
 *   a result is shown, or its checks have ended
 * @typedef {{ type: 'failed', kind: typeof FAILURES[number] }} Failed nothing can be shown
 * @typedef {Ready | Height | Segmented | Failed} FromPage
 */

/**
 * The message as it crosses.
 *
 * @template {FromHost | FromPage} T
 * @param {T} message
 */
export const marked = (message) => ({ [MARK]: VERSION, ...message });

/** @param {any} data @returns {FromHost | null} */
export function fromHost(data) {
  if (!isMarked(data)) return null;
  switch (data.type) {
    case 'show': {
      const { file, recipe = null, k = null } = data;
      if (!(file instanceof File)) return null;
      if (recipe !== null && (typeof recipe !== 'string' || recipe.length > RECIPE_MOST)) return null;
      if (k !== null && !(isWhole(k) && k >= 1 && k <= K_MOST)) return null;
      return { type: 'show', file, recipe, k };
    }
    case 'look': {
      const { view, theme } = data;
      return VIEWS.includes(view) && THEMES.includes(theme) ? { type: 'look', view, theme } : null;
    }
    default:
      return null;
  }
}

/** @param {any} data @returns {FromPage | null} */
export function fromPage(data) {
  if (!isMarked(data)) return null;
  switch (data.type) {
    case 'ready':
      return { type: 'ready' };
    case 'height': {
      const { height } = data;
      if (typeof height !== 'number' || !(height >= 0)) return null;
      return { type: 'height', height: Math.round(Math.min(Math.max(height, HEIGHT.least), HEIGHT.most)) };
    }
    case 'segmented': {
      const { k, recommended, customers, verdict } = data;
      const fine = isWhole(k) && isWhole(customers) && (recommended === null || isWhole(recommended)) && (verdict === null || VERDICTS.includes(verdict));
      return fine ? { type: 'segmented', k, recommended, customers, verdict } : null;
    }
    case 'failed':
      return FAILURES.includes(data.kind) ? { type: 'failed', kind: data.kind } : null;
    default:
      return null;
  }
}

/** @param {unknown} data @returns {data is Record<string, any>} */
function isMarked(data) {
  return typeof data === 'object' && data !== null && /** @type {Record<string, unknown>} */ (data)[MARK] === VERSION;
}

/** @param {unknown} n @returns {n is number} */
function isWhole(n) {
  return Number.isSafeInteger(n) && /** @type {number} */ (n) >= 0;
}
