// What is handed out, read as it stands: the policies of both pages and the imports of the wasm modules.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hosted, singleFile } from './support/files.mjs';

/** Names of the browser through which a module could send something. */
const WAYS_OUT = /fetch|xmlhttp|websocket|beacon|rtc|transport|eventsource|open|navigator|location|storage|indexeddb|cookie|worker/i;

/** Directive name -> sources. @returns {Map<string, string[]>} */
function policyOf(html) {
  const content = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/i.exec(html)?.[1];
  assert.ok(content, 'the page has a policy');
  return new Map(content.split(';').map((directive) => {
    const [name, ...sources] = directive.trim().split(/\s+/);
    return [name, sources];
  }));
}

/** The text of every script that runs; those with another type are data. */
function scriptsOf(html) {
  return [...html.matchAll(/<script(?<attributes>[^>]*)>(?<text>[\s\S]*?)<\/script>/g)]
    .map(({ groups }) => /** @type {{ attributes: string, text: string }} */ (groups))
    .filter(({ attributes }) => !/type="(text\/plain|application\/json)"/.test(attributes))
    .map(({ attributes, text }) => {
      assert.doesNotMatch(attributes, /src|nonce/, 'every script stands inside the page');
      return text;
    });
}

/** The page inside the single file. */
function innerPage(html) {
  const carried = /<script type="application\/json" id="page">([\s\S]*?)<\/script>/.exec(html)?.[1];
  assert.ok(carried, 'the single file carries the page');
  return JSON.parse(carried);
}

/** Every script has its hash in the policy, and the policy names no script that is not there. */
function assertHashes(policy, scripts) {
  const named = policy.get('script-src').filter((source) => source.startsWith("'sha256-")).sort();
  const present = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).sort();
  assert.deepEqual(named, present);
}

function assertNarrow(policy) {
  assert.deepEqual(policy.get('default-src'), ["'none'"]);
  for (const [name, sources] of policy) {
    for (const source of sources) {
      assert.doesNotMatch(source, /unsafe-eval'$(?<!wasm-unsafe-eval')|^\*|^https?:|nonce-|strict-dynamic|unsafe-hashes/, `${name} ${source}`);
    }
    if (!name.startsWith('style-src')) assert.ok(!sources.includes("'unsafe-inline'"), `${name} 'unsafe-inline'`);
  }
  assert.deepEqual(policy.get('worker-src'), ['blob:']);
  assert.deepEqual(policy.get('base-uri'), ["'none'"]);
  assert.deepEqual(policy.get('form-action'), ["'none'"]);
  assert.deepEqual(policy.get('require-trusted-types-for'), ["'script'"]);
}

describe('the single file', () => {
  const html = singleFile();
  const inner = innerPage(html);

  it('has a policy that allows no request and names each script by hash', () => {
    const policy = policyOf(html);
    assertNarrow(policy);
    assert.deepEqual(policy.get('connect-src'), ["'none'"]);
    assert.deepEqual(policy.get('frame-src'), ["'none'"]);
    assertHashes(policy, [...scriptsOf(html), ...scriptsOf(inner)]);
  });

  it('keeps the page in a frame that may run scripts and save files, and nothing else', () => {
    const granted = [...scriptsOf(html).join('\n').matchAll(/"sandbox"\s*,\s*"([^"]*)"/g)].map(([, value]) => value);
    assert.deepEqual(granted, ['allow-scripts allow-downloads']);
  });

  it('has no link in its frame that could be made to look up a name', () => {
    assert.doesNotMatch(inner.replace(/<script[\s\S]*?<\/script>/g, ''), /<link\b/);
  });

  it('takes the ways out away before any other script runs', () => {
    assert.match(scriptsOf(inner)[0], /RTCPeerConnection/);
  });

  it('refers to nothing outside itself', () => {
    for (const text of [html.replace(/<script[\s\S]*?<\/script>/g, ''), inner.replace(/<script[\s\S]*?<\/script>/g, '')]) {
      for (const [, address] of text.matchAll(/\b(?:src|href|action|srcset|poster)="([^"]*)"/g)) {
        assert.match(address, /^(#|data:)/, address);
      }
    }
  });

  it('is no larger than 3 MB', () => {
    assert.ok(Buffer.byteLength(html) <= 3_000_000, `${Buffer.byteLength(html)} bytes`);
  });
});

describe('the hosted page', () => {
  it('has a policy that allows requests to its own host alone and names each script by hash', () => {
    const html = readFileSync(join(hosted, 'index.html'), 'utf8');
    const policy = policyOf(html);
    assertNarrow(policy);
    assert.deepEqual(policy.get('connect-src'), ["'self'"]);
    assertHashes(policy, scriptsOf(html));
  });

  it('has no link but that of its icon', () => {
    const html = readFileSync(join(hosted, 'index.html'), 'utf8').replace(/<script[\s\S]*?<\/script>/g, '');
    assert.deepEqual([...html.matchAll(/<link\b[^>]*>/g)].map(([link]) => / rel="([^"]*)"/.exec(link)?.[1]), ['icon']);
  });
});

describe('the wasm modules', () => {
  const importsOf = async (name) => {
    const module = await WebAssembly.compile(readFileSync(join(hosted, name)));
    // The hash at the end of a name changes with the generated glue, not with what is reached.
    return WebAssembly.Module.imports(module).map(({ name: imported }) => imported.replace(/_[0-9a-f]{16}$/, '')).sort();
  };

  for (const name of ['engine', 'tables']) {
    it(`${name}: what sees the customers imports exactly the golden list`, async () => {
      const golden = readFileSync(fileURLToPath(new URL('engine.imports.txt', import.meta.url)), 'utf8');
      assert.deepEqual(await importsOf(`${name}_bg.wasm`), golden.trim().split('\n'));
    });
  }

  it('charts: nothing it imports leads out of the page', async () => {
    for (const name of await importsOf('charts_bg.wasm')) assert.doesNotMatch(name, WAYS_OUT);
  });
});
