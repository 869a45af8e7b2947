// How the page comes by its two WebAssembly modules: from itself in the single file, else from beside it, after which
// the page gives up the right to fetch anything more.

import { guard } from './guard.js';

/** @typedef {{ charts: WebAssembly.Module, engine: WebAssembly.Module }} Modules */

/** The page did not arrive completely. */
export class LoadError extends Error {}

/**
 * @returns {Promise<Modules>}
 * @throws {LoadError} if a module cannot be fetched
 * @throws {WebAssembly.CompileError} if the page may not compile WebAssembly
 */
export async function loadModules() {
  const inside = document.getElementById('charts-wasm') !== null;
  const [charts, engine] = await Promise.all(['charts', 'engine'].map(inside ? fromPage : fromServer));
  if (!inside) lock();
  return { charts: await WebAssembly.compile(charts), engine: await WebAssembly.compile(engine) };
}

/** @param {string} name */
async function fromPage(name) {
  const element = document.getElementById(`${name}-wasm`);
  const text = atob(element?.textContent?.trim() ?? '');
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  element?.remove();
  return bytes;
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
