//! Random damage to real beginnings of files, numbers and dates: nothing panics, slices change nothing, and what is read as a number or a
//! date is one. Run by `make fuzz`; a short run is part of every test.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use super::number::{self, Reading};
use super::{Importer, date};
use crate::recipe;

/// Executions of each target in a plain test run.
const SHORT: u64 = 2_000;

/// Executions asked for by `FUZZ_RUNS`, for all targets together.
fn runs(share: u64) -> u64 {
    let asked = std::env::var("FUZZ_RUNS").ok().and_then(|runs| runs.parse::<u64>().ok());
    asked.map_or(SHORT, |runs| runs * share / 10)
}

const FILES: &[&str] = &[
    "name;spent;joined\r\nAnna;1.234,50;13/04/2024\r\nJo;7,25;01/02/2024\r\n",
    "sep=;\nid;\"a \"\"b\"\"\";'c'\n1;\"x\ny\";z\n",
    "Report\n\n# remark\na,b,c\n----,----,----\n1,2,3\n#x\n4,5,\"6,7\"\n",
    "a\tb\n$1,234.50\t(7)\nNA\t5%\n1e5\t2.3M\n",
    "1 2 3\n4 5 6\n 7  8 9\n",
    "\u{feff}a,b\nZo\u{eb},\u{20ac} 5\n",
    "id,when\n1,2024-01-31T10:00:00Z\n2,24. M\u{e4}rz 2021\n",
    "\"x\",\"y\"\n\"10\" wide\",\"b\" ,c\n\"open,1\n2,3\n",
    "a|b\\|c|\"d\\\"e\"\n1|2|3\n",
];
const NUMBERS: &[&str] = &[
    "1,234.50",
    "-1.234,5",
    "(12)",
    "$ 5",
    "5%",
    "1e-3",
    "0012",
    "2.3M",
    "1 234,5 \u{20ac}",
    "12,34,567",
    "R$ 7.50",
    "1234567890123456",
];
const DATES: &[&str] = &[
    "2024-01-31",
    "03/04/2024",
    "24. M\u{e4}rz 2021",
    "Mar 24, 2021",
    "24 de marzo de 2021",
    "1/1/70 0:00",
    "20240131",
    "13-01-05",
];

/// Bytes that mean something, more often drawn than others.
const MEANINGFUL: &[u8] = b"\"'\\,;\t|:#\n\r 0159.-+eE%$()/aZ\x00\x1b\xff\xfe\xef\xbb\xbf\xc3\xa9\xe2\x80";

fn damaged(random: &mut Xoshiro256PlusPlus, seeds: &[&str]) -> Vec<u8> {
    let mut bytes = seeds[random.random_range(0..seeds.len())].as_bytes().to_vec();
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

fn import(bytes: &[u8], cut: usize) -> String {
    let mut importer = Importer::choosing("fuzz.csv", recipe::Reading::default());
    let result = importer.feed(&bytes[..cut]).and_then(|()| importer.feed(&bytes[cut..]));
    format!("{:?}", result.and_then(|()| importer.finish()))
}

#[test]
fn files() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    for run in 0..runs(2) {
        let bytes = damaged(&mut random, FILES);
        let cut = random.random_range(0..=bytes.len());
        let whole = import(&bytes, bytes.len());
        // Debug text, since a missing number is not equal to itself.
        assert!(run % 4 != 0 || whole == import(&bytes, cut), "cut at {cut}: {}", bytes.escape_ascii());
    }
}

#[test]
fn numbers() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(2);
    for _ in 0..runs(4) {
        let cell = damaged(&mut random, NUMBERS);
        if let Reading::Number(number) = number::read(cell.trim_ascii()) {
            assert!(number.point.is_finite() || number.comma.is_finite(), "{}", cell.escape_ascii());
            assert!(cell.iter().any(u8::is_ascii_digit), "{}", cell.escape_ascii());
        }
    }
}

#[test]
fn dates() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
    for _ in 0..runs(4) {
        let cell = damaged(&mut random, DATES);
        if let Some(date) = date::read(cell.trim_ascii()) {
            let days = date.orders();
            assert!(days.iter().any(|day| day.is_finite()), "{}", cell.escape_ascii());
            assert!(days.iter().all(|day| day.is_nan() || day.abs() < 4e6), "{}", cell.escape_ascii());
        }
    }
}
