// The pages as they are handed out, with a hostile dependency bundled in front of their script: every policy is the product's own, but for the
// hash of the script that is now another one. And a page without any policy, on which the same ways are seen to be open.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hosted, singleFile } from '../browser/support/files.mjs';

const attack = readFileSync(fileURLToPath(new URL('routes.js', import.meta.url)), 'utf8').trim();

/** Names of all routes, by kind, as a page has them. @returns {{ page: string[], worker: string[], move: string[] }} */
export function routes() {
  const world = /** @type {any} */ ({ Document: class {}, Navigator: class {}, Element: class {}, CustomElementRegistry: class {} });
  new Function('globalThis', 'Document', 'Navigator', 'Element', 'CustomElementRegistry', attack)(world, world.Document, world.Navigator, world.Element, world.CustomElementRegistry);
  return world.attack.names;
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The last script that runs in a page is the product's own. */
function withAttack(html) {
  const start = html.lastIndexOf('<script>') + '<script>'.length;
  const end = html.indexOf('</script>', start);
  const app = html.slice(start, end);
  const hostile = `${attack}\n${app}`;
  return { html: html.slice(0, start) + hostile + html.slice(end), from: hashOf(app), to: hashOf(hostile) };
}

/** @param {string} html @param {string} from @param {string} to */
function rehashed(html, from, to) {
  if (html.split(from).length !== 2) throw new Error('the policy names the hash of the script once');
  return html.replace(from, to);
}

/** The hosted page. */
export function hostileHosted() {
  const { html, from, to } = withAttack(readFileSync(join(hosted, 'index.html'), 'utf8'));
  return rehashed(html, from, to);
}

/** The single file. */
export function hostileSingle() {
  const outer = singleFile();
  const [, carried] = /<script type="application\/json" id="page">([\s\S]*?)<\/script>/.exec(outer) ?? [];
  const { html, from, to } = withAttack(JSON.parse(carried));
  return rehashed(outer, from, to).replace(carried, () => JSON.stringify(html).replaceAll('<', '\\u003c'));
}

/** A page without a policy, which makes a worker as the product does. */
export const control = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="description" content="x"><title>Control</title><link rel="icon" href="data:,"></head>
<body><main></main><script>${attack}
new Worker(URL.createObjectURL(new Blob(['0'], { type: 'text/javascript' })));</script></body></html>`;
