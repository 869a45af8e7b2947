// Where, what and what to do, for each kind of thing that stops the work.

import { LoadError } from './modules.js';

/** @import { Error as EngineError, Recipe } from './protocol' */
/** @import { Source } from './journey' */
/** @import { Problem, Way } from './render/failed' */

/**
 * @param {EngineError} error
 * @param {Way[]} ways
 * @returns {Problem}
 */
export function fromEngine({ place, what, advice }, ways) {
  return { where: `Stopped at ${place}`, what, advice, ways };
}

/**
 * @param {string} text what the program said
 * @param {Way[]} ways
 * @returns {Problem}
 */
export function crashed(text, ways) {
  return {
    where: 'Stopped inside this page',
    what: 'The calculation broke off',
    advice: 'This is a fault of the program, not of your file. Your file is unchanged, and everything is ready to start again.',
    detail: text,
    ways,
  };
}

/**
 * @param {string} text what the program said
 * @param {string[]} names of the files that were to become a table
 * @param {Way[]} ways
 * @returns {Problem}
 */
export function notUnpacked(text, names, ways) {
  return {
    where: `Stopped at ${names.join(', ')}`,
    what: 'It could not be unpacked',
    advice: 'Unpacking took more memory than there is here, or met a fault of the program. Save the table as CSV in the program it comes from, and choose that file. Your file is unchanged.',
    detail: text,
    ways,
  };
}

/**
 * @param {unknown} error
 * @returns {Problem}
 */
export function notStarted(error) {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const ways = parent === window ? [{ title: 'Load the page again', text: 'Nothing was read yet.', label: 'Load again', act: () => location.reload() }] : [];
  if (error instanceof LoadError) {
    return { where: 'Stopped while loading', what: 'The page did not arrive completely', advice: 'Check the connection and load the page again. Once it has loaded, it needs no connection.', detail, ways };
  }
  if (typeof WebAssembly === 'undefined' || error instanceof WebAssembly.CompileError) {
    return {
      where: 'Stopped by a policy of this site or browser',
      what: 'This page may not run its calculation here',
      advice: "It needs WebAssembly. Ask the administrator of this site to add 'wasm-unsafe-eval' to script-src and blob: to worker-src in its Content-Security-Policy, or open the page in a tab of its own.",
      detail,
      ways,
    };
  }
  return { where: 'Stopped while starting', what: 'The calculation could not be started', advice: 'Load the page again. If it stays so, this site or browser may forbid workers: ask its administrator to allow blob: in worker-src of the Content-Security-Policy, or open the page in a tab of its own.', detail, ways };
}

/**
 * Ways on, safest first.
 *
 * @param {{
 *   now: Source | null, last: Source | null, error: EngineError | null,
 *   chooseFile(): void, back: (() => void) | null, open(source: Source, recipe: Recipe | null): void,
 * }} situation `error`: what is wrong with the file or its recipe, null if it is neither; `back`: to a result that is still
 *   there, of `last`
 * @returns {Way[]}
 */
export function waysOn({ now, last, error, chooseFile, back, open }) {
  /** @type {Way[]} */
  const ways = [];
  if (now && !error) {
    ways.push({ title: 'The same again', text: 'Reads the file from the beginning, with the choices made so far.', label: 'Try again', act: () => open(now, now.recipe) });
  }
  if (now?.recipe && (!error || error.kind === 'recipe' || error.kind === 'option')) {
    ways.push({ title: 'Without the recipe', text: 'Reads the file with suggested choices.', label: 'Read it afresh', act: () => open(now, null) });
  }
  ways.push({ title: 'Another file', text: 'Or drop one anywhere on this page.', label: 'Choose another file', act: chooseFile });
  if (last) {
    const text = back ? 'Its result is still here.' : 'Reads it again, with the choices made then.';
    ways.push({ title: `Back to ${last.file.name}`, text, label: 'Go back', act: back ?? (() => open(last, last.recipe)) });
  }
  return ways;
}
