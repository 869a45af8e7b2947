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

/** What no policy of a page covers: a window of one's own that is sent elsewhere. The single file's frame does not have one. */
const HOSTED = 'hosted';

/**
 * Names that are looked up by ways that are closed otherwise, see the record: a navigation of the frame that is refused, in Chromium; a
 * click that asks for a tab that is refused, in WebKitGTK.
 */
const LOOKED_UP = { Chromium: ['dns'], Firefox: [], WebKitGTK: ['dns', 'tcp'] };

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
        const heard = by.filter((each) => !stated(engine, page, kind).includes(each));
        if (heard.length > 0) found.push(`${engine}, ${page}, ${kind}: ${way} was heard by ${heard.join(', ')}`);
      }
    }
  }
  return found;
}

/** What the record states as left open, so that hearing it is no finding. */
function stated(engine, page, kind) {
  if (kind !== 'move') return [];
  return page === HOSTED ? ['dns', 'tcp', 'http'] : LOOKED_UP[engine];
}

/** Ways that were heard, of a page. */
const open = (kinds) => Object.entries(kinds).flatMap(([kind, ways]) => Object.entries(ways).filter(([, by]) => by.length > 0).map(([way, by]) => ({ kind, way, by })));
