// Every way out on every page in every engine. Runs inside a network namespace made for it (scripts/test-privacy.mjs) and writes what
// was heard as JSON into the file named by its only argument.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { serve } from '../../scripts/server.mjs';
import { hosted } from '../browser/support/files.mjs';
import { ENGINES } from './engines.mjs';
import { control, hostileHosted, hostileSingle, routes } from './hostile.mjs';
import { listen } from './lab.mjs';

/** How long is listened for what was tried on a page: browsers look for peers and names for some seconds. Milliseconds. */
const LISTEN = { page: 8000, worker: 3000, move: 1500 };

/** Ways that are tried one by one, as each may be the end of the page. */
const ALONE = 'move';

const only = process.env.ENGINE;
const all = routes();
const lab = await listen();
const folder = mkdtempSync(join(tmpdir(), 'privacy-'));
const server = await pages(folder);
/** Address of each page. */
const PAGES = {
  control: `${server.address}control.html`,
  'hosted': `${server.address}index.html`,
  'single file, from a host': `${server.address}customer-segmentation.html`,
  'single file, from a disk': pathToFileURL(join(folder, 'customer-segmentation.html')).href,
};
let runs = 0;

const result = { routes: all, engines: {} };
// Side by side, as they mostly wait; every route of every run has a name of its own by which it is heard.
await Promise.all(Object.entries(ENGINES).filter(([engine]) => !only || only === engine).map(([engine, open]) => tryEngine(engine, open)));
writeFileSync(process.argv[2], JSON.stringify(result));
lab.close();
await server.close();
rmSync(folder, { recursive: true });
process.exit(0);

/** @param {string} engine @param {() => Promise<import('./engines.mjs').Tab>} open */
async function tryEngine(engine, open) {
  const tab = await open();
  result.engines[engine] = { version: tab.version, pages: {} };
  try {
    for (const [name, address] of Object.entries(PAGES)) {
      console.log(`${engine}: ${name}`);
      result.engines[engine].pages[name] = await tryPage(tab, address);
    }
  } finally {
    await tab.close();
  }
}

/** Lays the pages into `folder` and serves it. */
async function pages(folder) {
  cpSync(hosted, folder, { recursive: true });
  writeFileSync(join(folder, 'control.html'), control);
  writeFileSync(join(folder, 'index.html'), hostileHosted());
  writeFileSync(join(folder, 'customer-segmentation.html'), hostileSingle());
  return serve(folder);
}

/**
 * What was heard of each route, by kind and name.
 *
 * @param {import('./engines.mjs').Tab} tab
 * @param {string} address
 * @returns {Promise<Record<string, Record<string, string[]>>>}
 */
async function tryPage(tab, address) {
  const heard = { page: {}, worker: {}, move: {} };
  // The frame of the single file is the same wherever the file lies; one place is enough for what takes a page each.
  const kinds = address.startsWith('http') && address.endsWith('customer-segmentation.html') ? ['page', 'worker'] : ['page', 'worker', ALONE];
  for (const kind of kinds) {
    const parts = kind === ALONE ? all[kind].map((name) => [name]) : [all[kind]];
    for (const names of parts) Object.assign(heard[kind], await tryRoutes(tab, address, kind, names));
  }
  return heard;
}

/** Opens the page, tries routes together, and listens. */
async function tryRoutes(tab, address, kind, names) {
  runs += 1;
  const run = runs;
  const before = lab.hits.length;
  /** @type {{ close(): void }[]} */
  const ports = [];
  await tab.goto(address);
  await ready(tab);
  const list = [];
  for (const [index, name] of names.entries()) list.push([name, await target(`${kind}-${index}-${run}`, name, ports)]);
  await tab.evaluate((kind, list) => globalThis.attack.start(kind, list), kind, list).catch(() => {});
  await pause(LISTEN[kind]);
  for (const port of ports) port.close();
  const hits = lab.hits.slice(before);
  return Object.fromEntries(names.map((name, index) => {
    const own = hits.filter(({ label }) => label === `${kind}-${index}-${run}`);
    return [name, [...new Set(own.map(({ by }) => by))].sort()];
  }));
}

/** Where a route is to lead. A port that is opened for it is added to `ports`. */
async function target(label, name, ports) {
  const host = `${label}.evil.test`;
  const opened = /Web(RTC|Transport)/.test(name) ? await lab.datagrams(label) : null;
  if (opened) ports.push(opened);
  const port = opened?.port ?? 0;
  return {
    host, http: `http://${host}/`, https: `https://${host}/`, ws: `ws://${host}/`,
    stun: `stun:${host}:${port}`, turn: `turn:${host}:${port}?transport=udp`, quic: `https://${host}:${port}/`,
  };
}

/** The page has done what it does before anybody drops a file: its workers are there, so nothing is fetched any more. */
async function ready(tab) {
  for (let tries = 0; tries < 300; tries++) {
    if (await tab.evaluate(() => globalThis.attack?.workers.length > 0).catch(() => false)) return;
    await pause(50);
  }
  throw new Error('the page did not start within fifteen seconds');
}
