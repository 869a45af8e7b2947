// A web server for a folder of static files, on this machine only. For trying the page and for its tests.

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Serves `folder` on 127.0.0.1. `requests` grows by one line for each request answered.
 *
 * @param {string} folder
 * @param {{ port?: number, headers?: Record<string, string> }} [options] `port`: the first one tried, the next free
 *   one is taken; 0 is any. `headers`: added to every answer.
 * @returns {Promise<{ address: string, requests: string[], close(): Promise<void> }>}
 */
export async function serve(folder, { port = 0, headers = {} } = {}) {
  /** @type {string[]} */
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(folder, request, response, headers);
  });
  await listen(server, port);
  const bound = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `http://127.0.0.1:${bound.port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(folder, request, response, headers) {
  const file = request.method === 'GET' || request.method === 'HEAD' ? find(folder, request.url) : null;
  const general = { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache', ...headers };
  if (file === null) {
    response.writeHead(404, { ...general, 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('There is no such file here.\n');
    return;
  }
  response.writeHead(200, {
    ...general,
    'Content-Type': TYPES[extname(file.path)] ?? 'application/octet-stream',
    'Content-Length': file.size,
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file.path).pipe(response);
}

/** The file a URL path names, `null` outside the folder or where there is none. */
function find(folder, url) {
  try {
    const name = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const path = normalize(join(folder, name.endsWith('/') ? `${name}index.html` : name));
    if (!path.startsWith(normalize(folder + sep))) return null;
    const status = statSync(path);
    return status.isFile() ? { path, size: status.size } : null;
  } catch {
    return null;
  }
}

/** Listens on `port`, or on the next of the hundred after it that is free. */
async function listen(server, port) {
  for (let tried = port; ; tried++) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(tried, '127.0.0.1', () => {
          server.off('error', reject);
          resolve(undefined);
        });
      });
      return;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || port === 0 || tried >= port + 100) throw error;
    }
  }
}
