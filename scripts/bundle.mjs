// After Trunk: turns what lies in its staging folder into the two pages that are handed out.
//
//   index.html                   the hosted page; fetches three modules, then locks itself
//   customer-segmentation.html   everything in one file; works from a disk, too
//
// Both carry a policy that names their scripts by hash and allows no request. Beside them, for pages that embed the one file:
//
//   customer-segmentation-element.js   the element <customer-segmentation>
//   example.html, example.csv          a page that uses it, and the sample it shows, made by the engine itself

import { createHash } from 'node:crypto';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zopfli from '@gfx/zopfli';
import { build } from 'esbuild';
import { readFrames } from '../www/frames.js';

/** Rounds of packing: more take longer and gain next to nothing. */
const ROUNDS = 3;

const source = process.env.TRUNK_SOURCE_DIR ?? '.';
const staging = process.env.TRUNK_STAGING_DIR ?? 'dist';
const inSource = (name) => path.join(source, name);
const inStaging = (name) => path.join(staging, name);

/** One entry of www/ with all it imports, as a classic script. */
async function script(entry, more = {}) {
  const result = await build({
    entryPoints: [inSource(`www/${entry}`)],
    bundle: true,
    write: false,
    format: 'iife',
    target: ['chrome120', 'firefox121', 'safari17.5'],
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    // The glue can find its module by its own address; here it is always handed the module.
    logOverride: { 'empty-import-meta': 'silent' },
    alias: Object.fromEntries(['engine', 'charts', 'tables'].map((name) => [name, path.resolve(inStaging(`${name}.js`))])),
    ...more,
  });
  return inline(result.outputFiles[0].text);
}

/** esbuild writes nothing that would end a script element early; a page broken by it must not be built. */
function inline(text) {
  if (/<\/script|<!--/i.test(text)) throw new Error('a bundled script cannot stand inside a page');
  return text.trim();
}

/** Scripts of workers as texts to import. @param {Record<string, string>} texts */
const provide = (texts) => ({
  name: 'worker-sources',
  setup(build) {
    build.onResolve({ filter: /^(worker|tables)-source$/ }, ({ path }) => ({ path, namespace: 'made' }));
    build.onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) => ({ contents: texts[path], loader: 'text' }));
  },
});

async function style() {
  const result = await build({
    entryPoints: [inSource('www/style.css')],
    bundle: true,
    write: false,
    minify: true,
    charset: 'utf8',
    target: ['chrome123', 'firefox121', 'safari17.5'],
  });
  return result.outputFiles[0].text.trim();
}

function hash(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function policy(scripts, connect, frames, types) {
  const rules = [
    "default-src 'none'",
    `script-src ${scripts.map(hash).join(' ')} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `connect-src ${connect}`,
    'img-src data: blob:',
    "style-src 'unsafe-inline'",
    ...frames,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${types}`,
  ];
  return `<meta http-equiv="Content-Security-Policy" content="${rules.join('; ')}">`;
}

/** Replaces the one place where `mark` stands; a page without it is a mistake here. */
function put(html, mark, text) {
  const parts = html.split(mark);
  if (parts.length !== 2) throw new Error(`${JSON.stringify(mark)} stands ${parts.length - 1} times in the page, once is right`);
  return parts.join(text);
}

const STYLE = '<link rel="stylesheet" href="www/style.css">';
const APP = '<script type="module" src="www/app.js"></script>';
const CHARSET = '<meta charset="utf-8">';

const worker = await script('worker.js');
const tables = await script('tables_worker.js');
const app = await script('app.js', { plugins: [provide({ 'worker-source': worker, 'tables-source': tables })] });
const guard = await script('guard_first.js');
const hostedGuard = await script('guard_hosted.js');
const shell = await script('shell.js');
const css = await style();
// Trunk leaves the links that tell it what to build: of no use in a page, and a way to have a name looked up.
const staged = (await readFile(inStaging('index.html'), 'utf8')).replace(/\s*<link data-trunk[^>]*>/g, '');
const page = put(staged, STYLE, `<style>${css}</style>`);

const hosted = put(
  put(page, CHARSET, `${CHARSET}\n  ${policy([hostedGuard, app], "'self'", [], 'app')}\n  <script>${hostedGuard}</script>`),
  APP,
  `<script>${app}</script>`,
);

const data = await Promise.all(['charts', 'engine', 'tables'].map(async (name) => {
  // Packed: that takes less than half the room, and the page unpacks it in some milliseconds. Zopfli packs tighter than zlib, in a form that every
  // gzip unpacks.
  const bytes = await zopfli.gzipAsync(await readFile(inStaging(`${name}_bg.wasm`)), { numiterations: ROUNDS });
  return `<script type="text/plain" id="${name}-wasm">${Buffer.from(bytes).toString('base64')}</script>`;
}));
// A frame has no icon; without any link there is none that could be made to look up a name.
const inner = put(
  put(page.replace(/\s*<link\b[^>]*>/g, ''), CHARSET, `${CHARSET}\n  <script>${guard}</script>`),
  APP,
  `${data.join('\n')}\n<script>${app}</script>`,
);
const carried = JSON.stringify(inner).replaceAll('<', '\\u003c');
const outer = await readFile(inSource('www/shell.html'), 'utf8');
const single = put(
  put(outer, CHARSET, `${CHARSET}\n  ${policy([guard, app, shell], "'none'", ["frame-src 'none'"], 'shell app')}`),
  '</body>',
  `<script type="application/json" id="page">${carried}</script>\n<script>${shell}</script>\n</body>`,
);

/** The sample that the page offers, as bytes. */
async function sample() {
  const engine = await import(pathToFileURL(path.resolve(inStaging('engine.js'))).href);
  engine.initSync({ module: await readFile(inStaging('engine_bg.wasm')) });
  const frames = readFrames(engine.session_step(JSON.stringify({ type: 'sample' }), new Uint8Array()));
  const made = frames.find(({ message }) => message.output?.type === 'sample_file');
  if (!made) throw new Error('the engine made no sample');
  return made.payload;
}

await writeFile(inStaging('example.csv'), await sample());
await writeFile(inStaging('example.html'), await readFile(inSource('www/widget/example.html')));
await writeFile(inStaging('customer-segmentation-element.js'), `${await script('widget/define.js')}\n`);
await writeFile(inStaging('index.html'), hosted);
await writeFile(inStaging('customer-segmentation.html'), single);
// The scripts are in the pages now; only what the hosted page fetches stays.
const kept = new Set([
  'index.html', 'customer-segmentation.html', 'charts_bg.wasm', 'engine_bg.wasm', 'tables_bg.wasm', 'customer-segmentation-element.js', 'example.html', 'example.csv',
]);
for (const name of await readdir(staging)) {
  if (!kept.has(name)) await rm(inStaging(name), { recursive: true });
}
const size = (text) => `${Math.round(Buffer.byteLength(text) / 1000)} kB`;
console.log(`index.html ${size(hosted)}, customer-segmentation.html ${size(single)}`);
