// How the page comes by its WebAssembly modules: from itself in the single file, else from beside it, after which the page
// gives up the right to fetch anything more. The third is needed for workbooks and the like alone, so it is only compiled,
// and in the single file only unpacked, when such a file comes.

import { guard, isGuarded } from './guard.js';

/** @typedef {{ charts: WebAssembly.Module, engine: WebAssembly.Module, tables: () => Promise<Uint8Array<ArrayBuffer>> }} Modules */

/** The page did not arrive completely. */
export class LoadError extends Error {}

/**
 * @returns {Promise<Modules>}
 * @throws {LoadError} if a module cannot be fetched
 * @throws {WebAssembly.CompileError} if the page may not compile WebAssembly
 */
export async function loadModules() {
  const inside = document.getElementById('charts-wasm') !== null;
  // A script that was changed on the way is not run by the browser; without this one the page is not to run either.
  if (inside && !isGuarded()) throw new LoadError('the script that guards this page is not as it was made');
  const [charts, engine, fetched] = await Promise.all((inside ? ['charts', 'engine'] : ['charts', 'engine', 'tables']).map(inside ? fromPage : fromServer));
  if (!inside) lock();
  /** @type {Promise<Uint8Array<ArrayBuffer>> | null} */
  let unpacked = null;
  return {
    charts: await WebAssembly.compile(charts),
    engine: await WebAssembly.compile(engine),
    // Nothing can be fetched behind the lock, so where it is fetched it is here before it.
    tables: async () => fetched ?? (unpacked ??= fromPage('tables')),
  };
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function gunzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} name */
async function fromPage(name) {
  const element = document.getElementById(`${name}-wasm`);
  const text = atob(element?.textContent?.trim() ?? '');
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  element?.remove();
  return gunzip(bytes);
}

/** @param {string} name */
async function fromServer(name) {
  const address = `${name}_bg.wasm`;
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new LoadError(`${address}: the server answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError(`${address}: ${error instanceof Error ? error.message : error}`);
  }
}

/** A second policy on top of the first: from here on no request leaves this page, nor the workers it makes. */
function lock() {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "connect-src 'none'; img-src data: blob:; form-action 'none'";
  document.head.append(policy);
  guard();
}
