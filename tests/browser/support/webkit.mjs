// WebKitGTK, by its own driver over plain HTTP, on a virtual screen.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** What makes the browser save files into `folder`: it takes the person's folder of downloads, which a file of settings names. @param {string} folder */
function savingInto(folder) {
  const settings = join(folder, '.config');
  mkdirSync(settings);
  writeFileSync(join(settings, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${folder}"\n`);
  return { XDG_CONFIG_HOME: settings };
}

/**
 * Opens `url` in a new browser. The driver hands out no console, so `problems` stays empty.
 *
 * @param {string} url
 * @param {{ downloads?: string }} [options] `downloads`: folder into which files are saved
 */
export async function openInWebKit(url, { downloads } = {}) {
  const driver = await startDriver(downloads === undefined ? {} : savingInto(downloads));
  try {
    const { sessionId, capabilities } = await driver.call('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
        },
      },
    });
    const call = (method, path, body) => driver.call(method, `/session/${sessionId}${path}`, body);
    await call('POST', '/timeouts', { script: 120_000, pageLoad: 60_000 });
    await call('POST', '/url', { url });
    await enterFrames(call);
    return {
      engine: 'WebKitGTK',
      version: `${capabilities.browserName} ${capabilities.browserVersion}`,
      problems: [],
      evaluate: (work, ...args) => run(call, work, args),
      /** Another page in the same tab. */
      goto: async (address) => {
        await call('POST', '/frame', { id: null });
        await call('POST', '/url', { url: address });
        await enterFrames(call);
      },
      close: async () => {
        await call('DELETE', '').catch(() => {});
        driver.stop();
      },
    };
  } catch (error) {
    driver.stop();
    throw error;
  }
}

/** Goes to the page itself: the single file holds it in a frame that its script makes, a host may hold that file in frames of its own. */
async function enterFrames(call) {
  const within = () => call('POST', '/elements', { using: 'css selector', value: 'iframe' });
  for (let [frame] = await within(); frame; [frame] = await within()) await call('POST', '/frame', { id: { [ELEMENT]: frame[ELEMENT] } });
}

/** Runs a function, which may be asynchronous, and passes on what it throws. */
async function run(call, work, args) {
  const script = `
    const done = arguments[arguments.length - 1];
    Promise.resolve().then(() => (${work})(...Array.from(arguments).slice(0, -1)))
      .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const answer = await call('POST', '/execute/async', { script, args });
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value;
}

/** @param {Record<string, string>} more for its environment */
async function startDriver(more) {
  const port = await freePort();
  // A group of its own, so that the screen, the driver and the browser end together.
  const child = spawn('xvfb-run', ['-a', '/usr/bin/WebKitWebDriver', `--port=${port}`, '--host=127.0.0.1'], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, ...more },
  });
  const address = `http://127.0.0.1:${port}`;
  const interrupted = () => process.exit(1);
  const stop = () => {
    process.off('exit', stop).off('SIGINT', interrupted).off('SIGTERM', interrupted);
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has ended already.
    }
  };
  // Its group does not end with this program's, so an interrupted run has to end it.
  process.once('exit', stop).once('SIGINT', interrupted).once('SIGTERM', interrupted);
  for (let tries = 0; ; tries++) {
    try {
      await fetch(`${address}/status`);
      break;
    } catch (error) {
      if (tries === 100) {
        stop();
        throw new Error('WebKitWebDriver did not start within ten seconds', { cause: error });
      }
      await pause(100);
    }
  }
  const call = async (method, path, body) => {
    const response = await fetch(address + path, { method, body: body && JSON.stringify(body) });
    const { value } = /** @type {{ value: any }} */ (await response.json());
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error} ${value?.message}`);
    return value;
  };
  return { call, stop };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** The small browser that comes with the library, wherever this architecture keeps it. */
function miniBrowser() {
  for (const architecture of readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'))) {
    for (const version of ['webkit2gtk-4.1', 'webkit2gtk-4.0']) {
      const path = join('/usr/lib', architecture, version, 'MiniBrowser');
      if (existsSync(path)) return path;
    }
  }
  throw new Error('MiniBrowser of WebKitGTK is not there: apt-get install webkit2gtk-driver');
}
