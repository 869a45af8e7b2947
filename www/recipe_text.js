// Recipes as text from a person: what cannot even be JSON is answered here, everything else by the engine.

/** @import { Error, Recipe } from './protocol' */

/**
 * @param {string} text
 * @returns {{ recipe: Recipe, error: null } | { recipe: null, error: Error }}
 */
export function parseRecipe(text) {
  try {
    const recipe = JSON.parse(text);
    if (typeof recipe !== 'object' || recipe === null || Array.isArray(recipe)) {
      return wrong('recipe', 'it is not an object in braces', 'Begin with { and end with }, as in a downloaded recipe.');
    }
    const seed = recipe.clustering?.seed;
    if (typeof seed === 'number' && !Number.isSafeInteger(seed)) {
      return wrong('recipe, key clustering.seed', `${seed} is not a whole number this page can keep exactly`,
        `Give a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
    }
    return { recipe, error: null };
  } catch (error) {
    return wrong('recipe', `it is not valid JSON (${error instanceof Error ? error.message : error})`,
      'Correct the text there, or discard the changes.');
  }
}

/**
 * @param {string} place
 * @param {string} what
 * @param {string} advice
 * @returns {{ recipe: null, error: Error }}
 */
function wrong(place, what, advice) {
  return { recipe: null, error: { kind: 'recipe', place, what, advice } };
}
