// The headers that docs/deploy.md recommends: the same for every server, and with them both pages work.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serve } from '../../scripts/server.mjs';
import { root } from '../../scripts/tools.mjs';
import { App } from './support/app.mjs';
import { openInChromium } from './support/chromium.mjs';
import { openInFirefox } from './support/firefox.mjs';
import { hosted, madeFile } from './support/files.mjs';
import { openInWebKit } from './support/webkit.mjs';

const text = readFileSync(join(root, 'docs', 'deploy.md'), 'utf8');
const LINES = {
  nginx: /^ +add_header ([A-Z][\w-]+) "(.*)" always;$/gm,
  Caddy: /^ +([A-Z][\w-]+) "(.*)"$/gm,
  _headers: /^ +([A-Z][\w-]+): (.*)$/gm,
};

/** @param {keyof typeof LINES} server */
const headersFor = (server) => Object.fromEntries([...text.matchAll(LINES[server])].map(([, name, value]) => [name, value]));

describe('the headers to deploy with', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    server = await serve(hosted, { headers: headersFor('nginx') });
  });
  after(() => server.close());

  it('are the same for every server', () => {
    const headers = headersFor('nginx');
    assert.ok(Object.keys(headers).length >= 6, Object.keys(headers).join(', '));
    assert.deepEqual(headersFor('Caddy'), headers);
    assert.deepEqual(headersFor('_headers'), headers);
  });

  for (const open of [openInChromium, openInFirefox, openInWebKit]) {
    for (const page of ['index.html', 'customer-segmentation.html']) {
      it(`let ${page} work in ${open.name.replace('openIn', '')}`, async () => {
        const tab = await open(server.address + page);
        try {
          const app = new App(tab);
          await app.segment('made.csv', madeFile());
          assert.deepEqual(tab.problems, []);
        } finally {
          await tab.close();
        }
      });
    }
  }
});
