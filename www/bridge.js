// The page as part of another one: shows the file it is handed, in the form it is asked for, and says how high it is and what
// came out. Nothing of the file's content is ever said, only how many segments and customers there are.

import { fromHost, marked } from './bridge_words.js';
import { setTheme } from './look.js';
import { parseRecipe } from './recipe_text.js';

/** @import { Recipe, View } from './protocol' */
/** @import { FromPage, LookLike, Show } from './bridge_words.js' */
/** @import { Journey } from './journey' */

/** @param {Journey} journey @param {() => void} redraw after another theme */
export function startBridge(journey, redraw) {
  if (parent === window) return;
  /** The number of segments the host wants to see, until it was shown. @type {number | null} */
  let wanted = null;

  /** @param {FromPage} message */
  const say = (message) => parent.postMessage(marked(message), '*');

  /** @param {Show} message */
  function show({ file, recipe: text, k }) {
    wanted = k;
    if (text === null) return journey.openFile(file, null);
    const { recipe, error } = parseRecipe(text);
    if (recipe) journey.openFile(file, withK(recipe, k));
    else if (error) journey.cannotUse(error);
  }

  /** @param {LookLike} message */
  function look({ view, theme }) {
    document.documentElement.dataset.view = view;
    setTheme(theme === 'auto' ? undefined : theme);
    redraw();
  }

  addEventListener('message', (event) => {
    if (event.source !== parent) return;
    const message = fromHost(event.data);
    if (message?.type === 'show') show(message);
    else if (message?.type === 'look') look(message);
  });

  journey.listen({
    shown(view) {
      const k = wanted;
      wanted = null;
      if (k !== null && k !== view.k) return journey.showK(k);
      say(summary(view));
    },
    failed: ({ kind }) => say({ type: 'failed', kind }),
  });

  // The body is no shorter than the window; its parts tell how high it wants to be.
  const parts = document.querySelectorAll('.bar, .foot');
  let height = 0;
  const observer = new ResizeObserver(() => {
    const now = Math.ceil(contentHeight());
    if (now !== height) say({ type: 'height', height: now });
    height = now;
  });
  for (const part of [...parts, ...document.querySelectorAll('main > section')]) observer.observe(part);
  say({ type: 'ready' });
}

/** @param {Recipe} recipe @param {number | null} k */
function withK(recipe, k) {
  if (k === null) return recipe;
  const { clustering } = recipe;
  const k_max = Math.max(clustering?.k_max ?? k, k);
  const k_min = Math.min(clustering?.k_min ?? k, k);
  return { ...recipe, clustering: { ...clustering, k_min, k_max, k } };
}

/** @param {View} view @returns {FromPage} */
function summary({ k, rows_used, recommended_k, trust: { verdict } }) {
  return { type: 'segmented', k, recommended: verdict?.recommended ?? recommended_k, customers: rows_used, verdict: verdict?.shown ?? null };
}

/** CSS pixels: of the parts that stand one below the other, without the room that the middle one grows into. */
function contentHeight() {
  const bar = document.querySelector('.bar');
  const foot = document.querySelector('.foot');
  const screen = document.querySelector('main > section:not([hidden])');
  return [bar, screen, foot].reduce((sum, part) => sum + (part?.getBoundingClientRect().height ?? 0), 0);
}
