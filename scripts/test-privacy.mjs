// Whether anything can leave the page, in three engines, inside a network namespace with somebody who listens: every way out is tried by a
// hostile dependency on both pages as they are handed out, and on a page without a policy, where the same ways have to be seen open. Kept in
// docs/verification/privacy.md. ENGINE=Firefox tries one engine and keeps nothing; BUILT=1 takes dist/ as it is.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureTest, orExplain, root } from './tools.mjs';
import { record } from './verification.mjs';

/** Ways that have to be seen open without a policy, or nobody listens. */
const SEEN = { Chromium: 30, Firefox: 30, WebKitGTK: 30 };

/** The page that has a window of its own, which no policy of a page keeps from going elsewhere, and a link for its icon. */
const HOSTED = 'hosted';

/** Engines that do not tell the page of a navigation before it happens, and the one way that the others do not tell of. */
const UNTOLD = ['WebKitGTK'];
const NEW_TAB = 'a link to a new tab';

/** How navigations of the single file's frame are heard that are refused: names are looked up before, and WebKitGTK connects. */
const LOOKED_UP = { Chromium: ['dns'], Firefox: [], WebKitGTK: ['dns', 'tcp'] };

const KINDS = { page: 'page', worker: 'worker', move: 'navigation' };

/** A network of its own, in which the listener answers for every name. */
const NAMESPACE = `
set -e
ip link set lo up
ip link add v0 type veth peer name v1
ip addr add 10.66.0.1/24 dev v0
ip addr add 10.66.0.66/32 dev v0
ip link set v0 up
ip link set v1 up
ip route add default via 10.66.0.2
mount --bind "$1/resolv.conf" /etc/resolv.conf
mount --bind "$1/nsswitch.conf" /etc/nsswitch.conf
exec "$2" tests/privacy/matrix.mjs "$1/result.json"`;

const scratch = mkdtempSync(join(tmpdir(), 'privacy-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
if (spawnSync('unshare', ['--net', '--mount', 'ip', 'link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1'], { stdio: 'ignore' }).status !== 0) {
  console.error('This check needs a network namespace with a pair of virtual cables, which cannot be made here: run it as root on Linux with iproute2.');
  process.exit(2);
}
await orExplain(ensureTest);
if (process.env.BUILT !== '1') build();
const { engines, routes } = heard();
const failures = Object.entries(engines).flatMap(([engine, found]) => wrong(engine, found.pages));
const outcome = failures.length === 0 ? 'nothing was heard of any way out that a page can close' : `${failures.length} FINDINGS`;
if (!process.env.ENGINE) keep();
console.log(failures.join('\n') || outcome);
process.exit(failures.length === 0 ? 0 : 1);

/** Runs the matrix in the namespace and gives what it wrote. */
function heard() {
  writeFileSync(join(scratch, 'resolv.conf'), 'nameserver 127.0.0.1\n');
  writeFileSync(join(scratch, 'nsswitch.conf'), 'hosts: files dns\n');
  const inside = ['--net', '--mount', 'sh', '-c', NAMESPACE, 'sh', scratch, process.execPath];
  const { status } = spawnSync('unshare', inside, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  return JSON.parse(readFileSync(join(scratch, 'result.json'), 'utf8'));
}

/**
 * What should not have been heard, and what should have been.
 *
 * @param {string} engine
 * @param {Record<string, Record<string, Record<string, string[]>>>} pages
 */
function wrong(engine, pages) {
  const seen = open(pages.control).length;
  const found = seen < SEEN[engine] ? [`${engine}: only ${seen} ways are seen open without a policy: nobody listens?`] : [];
  for (const [page, kinds] of Object.entries(pages)) {
    if (page === 'control') continue;
    for (const [kind, ways] of Object.entries(kinds)) {
      for (const [way, by] of Object.entries(ways)) {
        const heard = by.filter((each) => !stated(engine, page, kind, way).includes(each));
        if (heard.length > 0) found.push(`${engine}, ${page}, ${kind}: ${way} was heard by ${heard.join(', ')}`);
      }
    }
  }
  return found;
}

/** What the record states as left open, so that hearing it is no finding. */
function stated(engine, page, kind, way) {
  if (kind === 'move' && page === HOSTED) return UNTOLD.includes(engine) || way === NEW_TAB ? ['dns', 'tcp', 'http'] : [];
  if (kind === 'move') return LOOKED_UP[engine];
  return page === HOSTED && way === 'link there, changed' ? ['dns'] : [];
}

/** Ways that were heard, of a page. */
function open(kinds) {
  return Object.values(kinds).flatMap((ways) => Object.keys(ways).filter((way) => ways[way].length > 0));
}

function keep() {
  const names = Object.keys(engines);
  const pages = Object.keys(engines[names[0]].pages).filter((page) => page !== 'control');
  const cell = (by) => (by === undefined ? '' : by.length === 0 ? '–' : by.join(', '));
  const summary = names.map((engine) => {
    const found = engines[engine].pages;
    const count = (page) => `${open(found[page]).length} of ${Object.values(found[page]).flatMap((ways) => Object.keys(ways)).length}`;
    return `| ${engines[engine].version} | ${['control', ...pages].map(count).join(' | ')} |`;
  });
  const lines = Object.entries(routes).flatMap(([kind, ways]) => ways.map((way) => {
    const closed = names.filter((engine) => engines[engine].pages.control[kind][way].length === 0);
    const left = names.flatMap((engine) => pages.map((page) => [engine, page, cell(engines[engine].pages[page][kind]?.[way])])).filter(([, , text]) => text !== '–' && text !== '');
    return `| ${KINDS[kind]} | ${way} | ${names.map((engine) => cell(engines[engine].pages.control[kind][way])).join(' | ')} | ${left.map(([engine, page, text]) => `${engine}, ${page}: ${text}`).join('; ') || 'nothing'} | ${closed.join(', ')} |`;
  }));
  record({
    name: 'privacy',
    command: 'make test-privacy',
    covers: ['www', 'index.html', 'scripts/bundle.mjs', 'scripts/build.mjs', 'tests/privacy', 'scripts/test-privacy.mjs'],
    outcome,
    body: `# What can leave the page

In a network namespace of its own, where one listener answers every name, takes every connection and every datagram that is asked for, a hostile
dependency tries ${routes.page.length} ways out of a page, ${routes.worker.length} out of its workers and ${routes.move.length} ways to send it elsewhere. It is bundled in front of the page's own script and keeps what it
finds when it starts; the policy is the product's, but for the hash of that script. The control is a page without a policy, on which the same ways
have to be heard. Heard is a name that is looked up (dns), a connection (tcp), a request (http), a datagram (udp).

Ways heard of those tried:

| engine | no policy | ${pages.join(' | ')} |
|---|${'---|'.repeat(pages.length + 1)}
${summary.join('\n')}

## What stays open

- **Hosted page.** It has a window of its own. Where the browser tells of a navigation before it happens, the page refuses it; a link to a new tab
  and browsers that do not tell can still lead to another page, and with it a text in its address. The single file's frame cannot.
- **Hosted page.** The link with its icon can be changed into one that has a name looked up, in browsers that do so. The header
  \`Connection-Allowlist\` closes it in Chromium; the single file's frame has no link.
- **Single file.** A navigation of its frame is refused, but Chromium looks up the name before, once, and the frame is gone then; in WebKitGTK a
  click that asks for a new tab looks up the name and connects. No request is sent. The name could carry some hundred letters.
- From a worker, where customers' data is read and computed with, nothing was heard, not even a name.

Not tried: Safari, iOS, other systems than Linux, service workers, pages served by https. A way that is not heard without a policy either, in the last
column, shows nothing about that engine.

## Every way

| from | way | ${names.map((engine) => `no policy, ${engine}`).join(' | ')} | heard from the product | not shown in |
|---|---|${'---|'.repeat(names.length + 2)}
${lines.join('\n')}`,
  });
}
