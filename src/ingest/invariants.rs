//! What holds for any bytes: nothing panics, slices change nothing, and what is read as a number or a date is one. For tests and for the
//! targets of cargo-fuzz in `fuzz/`; each panics where it does not hold.

use super::number::{self, Reading};
use super::{Importer, date};
use crate::recipe;

fn import(bytes: &[u8], cut: usize) -> String {
    let mut importer = Importer::choosing("fuzz.csv", recipe::Reading::default());
    let result = importer.feed(&bytes[..cut]).and_then(|()| importer.feed(&bytes[cut..]));
    format!("{:?}", result.and_then(|()| importer.finish()))
}

/// A file is read or refused, the same in two slices that meet at `cut`.
pub fn file(bytes: &[u8], cut: Option<usize>) {
    let whole = import(bytes, bytes.len());
    if let Some(cut) = cut {
        // Debug text, since a missing number is not equal to itself.
        assert!(whole == import(bytes, cut), "cut at {cut}: {}", bytes.escape_ascii());
    }
}

/// A cell that is a number has a finite reading and a digit.
pub fn number(cell: &[u8]) {
    if let Reading::Number(number) = number::read(cell.trim_ascii()) {
        assert!(number.point.is_finite() || number.comma.is_finite(), "{}", cell.escape_ascii());
        assert!(cell.iter().any(u8::is_ascii_digit), "{}", cell.escape_ascii());
    }
}

/// A cell that is a date is one in at least one order, and within the years that are read.
pub fn date(cell: &[u8]) {
    if let Some(date) = date::read(cell.trim_ascii()) {
        let days = date.orders();
        assert!(days.iter().any(|day| day.is_finite()), "{}", cell.escape_ascii());
        assert!(days.iter().all(|day| day.is_nan() || day.abs() < 4e6), "{}", cell.escape_ascii());
    }
}
