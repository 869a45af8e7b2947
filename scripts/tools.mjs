// What building and testing needs beside Rust and Node: what it is, whether it is there, how it is installed.
//
// Versions are pinned here, in Cargo.lock and in package-lock.json. Whether something is there is read from
// files alone, so that the second time costs nothing and asks nobody.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));
const tools = join(root, '.tools');
const TRUNK = '0.21.14';
const CARGO_FUZZ = '0.13.1';
const WASM = 'wasm32-unknown-unknown';

/** Written once the distribution's Rust builds the wasm modules in place of rustup's. */
const distributionRust = join(tools, 'distribution-rust');
const DISTRIBUTION_LINKER = '/usr/lib/llvm-22/bin/wasm-ld';

/** Debian packages, each with a file that shows it is installed. */
const PACKAGES = {
  cc: [
    ['gcc', '/usr/bin/cc'],
    ['libc6-dev', '/usr/include/stdio.h'],
  ],
  browsers: [
    ['chromium', '/usr/bin/chromium'],
    ['firefox-esr', '/usr/bin/firefox-esr'],
    ['webkit2gtk-driver', '/usr/bin/WebKitWebDriver'],
    ['xvfb', '/usr/bin/xvfb-run'],
    ['xauth', '/usr/bin/xauth'],
    ['fonts-dejavu-core', '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'],
  ],
  fuzz: [['g++', '/usr/bin/c++']],
  office: [
    ['libreoffice-calc', '/usr/bin/soffice'],
    ['python3-venv', '/usr/share/doc/python3-venv'],
  ],
  distributionRust: [
    ['rustc-web', '/usr/bin/rustc'],
    ['cargo-web', '/usr/bin/cargo'],
    ['rust-web-src', '/var/lib/dpkg/info/rust-web-src.list'],
    ['lld-22', DISTRIBUTION_LINKER],
  ],
};

/** Something is missing and cannot be installed here: one sentence for the person. */
export class Missing extends Error {}

/**
 * The environment in which cargo, trunk and the npm tools are found.
 * @param {{ wasm?: boolean }} [options] `wasm`: for building the wasm modules, which may need the distribution's Rust.
 */
export function environment({ wasm = false } = {}) {
  const path = [join(tools, 'bin'), join(root, 'node_modules', '.bin'), process.env.PATH];
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, CARGO_TERM_COLOR: process.env.CARGO_TERM_COLOR ?? 'auto' };
  // Trunk reads NO_COLOR as a boolean of its own and stops at the customary "1".
  delete env.NO_COLOR;
  if (wasm && existsSync(distributionRust)) {
    path.unshift('/usr/bin');
    Object.assign(env, {
      RUSTC: '/usr/bin/rustc',
      CARGO: '/usr/bin/cargo',
      RUSTC_BOOTSTRAP: '1',
      CARGO_UNSTABLE_BUILD_STD: 'std,panic_abort',
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: DISTRIBUTION_LINKER,
    });
  }
  return { ...env, PATH: path.join(delimiter) };
}

/** Whether the wasm modules are built by the distribution's Rust, because rustup could not add the target. */
export function usesDistributionRust() {
  return existsSync(distributionRust);
}

/** Installs what building lacks. */
export function ensureBuild() {
  ensureRust();
  ensurePackages(PACKAGES.cc);
  ensureWasmTarget();
  // Neither tool is asked to fetch anything, so both are built without TLS.
  ensureCargoTool('trunk', TRUNK, ['--locked', '--no-default-features']);
  // Its own lockfile names a version that can no longer be selected, hence no --locked.
  ensureCargoTool('wasm-bindgen-cli', wasmBindgenVersion(), ['--bin', 'wasm-bindgen', '--no-default-features']);
  ensureNpm();
  ensureCrates();
}

/** Installs what testing lacks, building included. */
export function ensureTest() {
  ensureBuild();
  ensureComponents();
  ensurePackages(PACKAGES.browsers);
}

/** Installs what checking copied rules lacks, building included: LibreOffice, and a Python that can make an environment of its own. */
export function ensureOffice() {
  ensureBuild();
  const [office, venv] = PACKAGES.office;
  if (!succeeds('soffice', ['--version'])) ensurePackages([office]);
  if (!succeeds('python3', ['-c', 'import ensurepip, venv'])) ensurePackages([venv]);
}

/** Installs what fuzzing lacks: cargo-fuzz, and a C++ compiler for the fuzzer it brings. */
export function ensureFuzz() {
  ensureRust();
  ensurePackages([...PACKAGES.cc, ...PACKAGES.fuzz]);
  ensureCargoTool('cargo-fuzz', CARGO_FUZZ, ['--locked']);
}

function ensureRust() {
  if (!succeeds('cargo', ['--version']) || !succeeds('rustc', ['--version'])) {
    throw new Missing('Rust is missing: install it by rustup (https://rustup.rs) and try again.');
  }
}

function ensureWasmTarget() {
  const sysroot = capture('rustc', ['--print', 'sysroot']);
  if (existsSync(join(sysroot, 'lib', 'rustlib', WASM))) {
    rmSync(distributionRust, { force: true });
    return;
  }
  if (usesDistributionRust()) return;
  say(`adding the Rust target ${WASM}`);
  if (succeeds('rustup', ['target', 'add', WASM], 'inherit')) return;
  say("rustup cannot add it; taking the distribution's Rust for the wasm modules");
  ensurePackages(PACKAGES.distributionRust);
  mkdirSync(tools, { recursive: true });
  writeFileSync(distributionRust, `rustup could not add ${WASM}; delete this file to try again.\n`);
}

function ensureComponents() {
  for (const [component, command] of [
    ['rustfmt', 'cargo-fmt'],
    ['clippy', 'cargo-clippy'],
  ]) {
    if (succeeds(command, ['--version'])) continue;
    say(`adding the Rust component ${component}`);
    if (!succeeds('rustup', ['component', 'add', component], 'inherit')) {
      throw new Missing(`The Rust component ${component} is missing: rustup component add ${component}.`);
    }
  }
}

/** Cargo writes what it installed into .crates.toml; that is the check. */
function ensureCargoTool(name, version, options) {
  const record = join(tools, '.crates.toml');
  if (existsSync(record) && readFileSync(record, 'utf8').includes(`"${name} ${version} (`)) return;
  say(`installing ${name} ${version} into .tools (some minutes, once)`);
  // Debug builds of the two tools are made in half the time and run as fast as anyone notices.
  const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: '0' };
  const args = ['install', name, '--version', version, '--root', tools, '--debug', '--quiet', ...options];
  if (spawnSync('cargo', args, { cwd: root, env, stdio: 'inherit' }).status !== 0) {
    throw new Missing(`${name} ${version} is missing and cargo cannot install it: see its message above.`);
  }
}

/** Trunk builds without asking anybody, so every crate of Cargo.lock has to be there before. Quick if it is. */
function ensureCrates() {
  const fetch = (...more) => succeeds('cargo', ['fetch', '--locked', '--quiet', ...more], 'inherit', environment({ wasm: true }));
  // The distribution's Rust builds the standard library too; its crates are fetched only if the target is named.
  if (!fetch() || (usesDistributionRust() && !fetch('--target', WASM))) {
    throw new Missing('Crates of Cargo.lock are missing and cargo cannot fetch them: see its message above.');
  }
}

/** The command line tool must be of the version that the crate has in Cargo.lock. */
function wasmBindgenVersion() {
  const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8');
  const found = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock);
  if (!found) throw new Missing('Cargo.lock does not name wasm-bindgen; restore it from the repository.');
  return found[1];
}

/** npm keeps what it installed in node_modules/.package-lock.json; that is the check. */
function ensureNpm() {
  if (npmIsCurrent()) return;
  say('installing the npm packages of package-lock.json into node_modules');
  if (spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: root, stdio: 'inherit' }).status !== 0) {
    throw new Missing('The npm packages are missing and npm cannot install them: see its message above.');
  }
}

function npmIsCurrent() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.keys(wanted).every(
    (key) => key === '' || wanted[key].optional || wanted[key].version === present[key]?.version,
  );
}

function ensurePackages(packages) {
  const missing = packages.filter(([, file]) => !existsSync(file)).map(([name]) => name);
  if (missing.length === 0) return;
  const list = missing.join(' ');
  if (!succeeds('apt-get', ['--version']) || process.getuid?.() !== 0) {
    throw new Missing(`Missing on this machine: ${list} (Debian: apt-get install ${list}, as root).`);
  }
  say(`installing the Debian packages ${list}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status;
  apt('update', '-qq');
  if (apt('install', '-y', '-qq', '--no-install-recommends', ...missing) !== 0) {
    throw new Missing(`apt-get cannot install ${list}: see its message above.`);
  }
}

function say(what) {
  console.log(`set-up: ${what}`);
}

function succeeds(command, args, stdio = 'ignore', env = process.env) {
  return spawnSync(command, args, { cwd: root, stdio, env }).status === 0;
}

function capture(command, args) {
  return execFileSync(command, args, { cwd: root, encoding: 'utf8' }).trim();
}

/** Runs `work`; a missing tool ends the program with its sentence, not with a stack. */
export async function orExplain(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
