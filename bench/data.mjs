// Made-up data: the same arguments give the same bytes everywhere. Nothing of it is kept in the repository.

import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Uniform numbers in [0, 1): xoshiro128**, seeded by splitmix32. */
export function uniform(seed) {
  let mixed = seed >>> 0;
  const next = () => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [next(), next(), next(), next()];
  return () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) / 2 ** 32;
  };
}

/** Standard normal numbers (Box & Muller 1958), both of a pair used. */
export function normal(seed) {
  const real = uniform(seed);
  let spare = NaN;
  return () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - real()));
    const angle = 2 * Math.PI * real();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

const SHARES = [0.26, 0.2, 0.16, 0.13, 0.1, 0.08, 0.05, 0.02];

/** Overlapping segments of unequal size; features share three tempers, and every other one is skewed as spending is. */
function customers(d, seed) {
  const draw = normal(seed ^ 0x5eed);
  const many = (count, scale) => Array.from({ length: count }, () => scale * draw());
  const means = SHARES.map(() => many(d, 0.9));
  const loadings = Array.from({ length: d }, () => many(3, 0.6));
  const [z, u] = [normal(seed), uniform(seed + 1)];
  return (row) => {
    const mean = means[pick(u())];
    const [a, b, c] = [z(), z(), z()];
    for (let f = 0; f < d; f++) {
      const [p, q, r] = loadings[f];
      const value = mean[f] + p * a + q * b + r * c + 0.7 * z();
      row[f] = f % 2 === 0 ? Math.exp(0.6 * value) : value;
    }
  };
}

function pick(position) {
  let left = position;
  for (let s = 0; s < SHARES.length - 1; s++) {
    if (left < SHARES[s]) return s;
    left -= SHARES[s];
  }
  return SHARES.length - 1;
}

/** Eight round clusters far from each other. */
function blobs(d, seed) {
  const place = uniform(seed ^ 0xb10b);
  const centres = Array.from({ length: 8 }, () => Array.from({ length: d }, () => 20 * place() - 10));
  const [z, u] = [normal(seed), uniform(seed + 1)];
  return (row) => {
    const centre = centres[Math.floor(u() * 8)];
    for (let f = 0; f < d; f++) row[f] = centre[f] + z();
  };
}

const KINDS = { customers, blobs };

/** Rows made first to learn mean and spread of each feature. */
const SAMPLE = 20_000;
const CHUNK = 50_000;

/**
 * Makes the file of a data set if it is not there: f32, little-endian, row-major, features about standardised.
 *
 * @param {string} folder
 * @param {{ kind: 'customers' | 'blobs', n: number, d: number, seed?: number }} set
 * @returns {string} its path
 */
export function matrixFile(folder, { kind, n, d, seed = 1 }) {
  const path = join(folder, `${kind}-${n}-${d}-${seed}.f32`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const { mean, spread } = scales(KINDS[kind](d, seed), d);
  const make = KINDS[kind](d, seed);
  const row = new Float64Array(d);
  const file = openSync(`${path}.part`, 'w');
  for (let done = 0; done < n; done += CHUNK) {
    const rows = Math.min(CHUNK, n - done);
    const values = new Float32Array(rows * d);
    for (let r = 0; r < rows; r++) {
      make(row);
      for (let f = 0; f < d; f++) values[r * d + f] = (row[f] - mean[f]) / spread[f];
    }
    writeSync(file, new Uint8Array(values.buffer));
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

function scales(make, d) {
  const [sum, squares, row] = [new Float64Array(d), new Float64Array(d), new Float64Array(d)];
  for (let r = 0; r < SAMPLE; r++) {
    make(row);
    for (let f = 0; f < d; f++) {
      sum[f] += row[f];
      squares[f] += row[f] * row[f];
    }
  }
  const mean = sum.map((s) => s / SAMPLE);
  return { mean, spread: squares.map((s, f) => Math.sqrt(s / SAMPLE - mean[f] ** 2)) };
}

/** k different row numbers of n: the first centroids everyone starts from. */
export function firstRows(n, k, seed = 1) {
  const real = uniform(seed ^ 0xf125);
  const rows = new Set();
  while (rows.size < k) rows.add(Math.floor(real() * n));
  return [...rows];
}
