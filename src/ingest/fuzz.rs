//! Random damage to real beginnings of files, numbers and dates. Run by `make fuzz`; a short run is part of every test.

use std::fs;
use std::path::{Path, PathBuf};

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use super::invariants;

/// Executions of each target in a plain test run.
const SHORT: u64 = 2_000;

/// Executions asked for by `FUZZ_RUNS`, for all targets together.
fn runs(share: u64) -> u64 {
    let asked = std::env::var("FUZZ_RUNS").ok().and_then(|runs| runs.parse::<u64>().ok());
    asked.map_or(SHORT, |runs| runs * share / 10)
}

/// The files in a folder of `fuzz/seeds`, which cargo-fuzz starts from as well.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a seed")).collect()
}

/// Bytes that mean something, more often drawn than others.
const MEANINGFUL: &[u8] = b"\"'\\,;\t|:#\n\r 0159.-+eE%$()/aZ\x00\x1b\xff\xfe\xef\xbb\xbf\xc3\xa9\xe2\x80";

fn damaged(random: &mut Xoshiro256PlusPlus, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[random.random_range(0..seeds.len())].clone();
    for _ in 0..random.random_range(0..8) {
        let at = random.random_range(0..=bytes.len());
        let byte = if random.random_range(0..4) == 0 {
            random.random_range(0..=255)
        } else {
            MEANINGFUL[random.random_range(0..MEANINGFUL.len())]
        };
        match random.random_range(0..5) {
            0 => bytes.insert(at, byte),
            1 if at < bytes.len() => bytes[at] = byte,
            2 if at < bytes.len() => drop(bytes.remove(at)),
            3 => bytes.truncate(at),
            _ => {
                let from = random.random_range(0..=at);
                let part = bytes[from..at].to_vec();
                bytes.extend(part);
            }
        }
    }
    bytes.truncate(2_000);
    bytes
}

#[test]
fn files() {
    let (mut random, seeds) = (Xoshiro256PlusPlus::seed_from_u64(1), seeds("file"));
    for run in 0..runs(2) {
        let bytes = damaged(&mut random, &seeds);
        let cut = (run % 4 == 0).then(|| random.random_range(0..=bytes.len()));
        invariants::file(&bytes, cut);
    }
}

#[test]
fn numbers() {
    let (mut random, seeds) = (Xoshiro256PlusPlus::seed_from_u64(2), seeds("number"));
    (0..runs(4)).for_each(|_| invariants::number(&damaged(&mut random, &seeds)));
}

#[test]
fn dates() {
    let (mut random, seeds) = (Xoshiro256PlusPlus::seed_from_u64(3), seeds("date"));
    (0..runs(4)).for_each(|_| invariants::date(&damaged(&mut random, &seeds)));
}
