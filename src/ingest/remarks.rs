//! What there is to say about the cells of a column once its type is known.

use super::column::{Builder, Spots};
use super::count::counted;
use super::encoding::Encoding;
use super::figures::Figures;
use super::missing;
use super::readings::Mark;
use crate::note::{Note, NoteKind};

/// Longest example, in characters.
const EXAMPLE: usize = 40;

/// Numbers that programs and people write where they have none.
const SENTINELS: [f64; 10] =
    [-1.0, -9.0, -99.0, -200.0, -999.0, -9_999.0, 999.0, 9_999.0, 99_999.0, 999_999.0];

pub(crate) fn example(cell: &[u8], encoding: Encoding) -> String {
    encoding.text(cell).chars().take(EXAMPLE).collect()
}

/// A number that may stand for "missing".
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentinel {
    pub(crate) value: f64,
    /// Cells it stands in.
    pub(crate) cells: u64,
    /// Smallest and largest of all other numbers.
    others: (f64, f64),
}

impl Sentinel {
    /// Why it is one.
    pub(crate) fn sentence(&self) -> String {
        let Self { value, cells, others: (low, high) } = self;
        format!(
            "{value} stands in {}, away from all other numbers ({low} to {high}).",
            counted(*cells, "cell")
        )
    }
}

/// A smallest or largest number that is often used for "missing", stands in several cells and lies away from all others.
pub(crate) fn sentinels(figures: &Figures) -> Vec<Sentinel> {
    let mut sentinels = Vec::new();
    for value in [figures.min, figures.max].into_iter().filter(|value| SENTINELS.contains(value)) {
        let (mut cells, mut low, mut high) = (0, f64::INFINITY, f64::NEG_INFINITY);
        for other in figures.numbers.iter().filter(|other| !other.is_nan()) {
            if other == value {
                cells += 1;
            } else {
                (low, high) = (low.min(other), high.max(other));
            }
        }
        let apart = if value < 0.0 { low >= 0.0 || low > value + (high - low) } else { high < value / 2.0 };
        if cells >= 3 && low < high && apart {
            sentinels.push(Sentinel { value, cells, others: (low, high) });
        }
    }
    sentinels
}

pub(crate) fn note_sentinels(sentinels: &[Sentinel], notes: &mut Vec<Note>) {
    for sentinel in sentinels {
        let text = format!(
            "{} It is read as a number; if it stands for \"missing\", say so, or empty these cells.",
            sentinel.sentence()
        );
        notes.push(Note::new(NoteKind::Cells, text).counting(sentinel.cells, &[]));
    }
}

pub(crate) fn note_missing_words(builder: &Builder, notes: &mut Vec<Note>) {
    let words = missing::counted(&builder.missing);
    if !words.is_empty() {
        let count = builder.missing[1..].iter().sum();
        let text = format!("Cells with {} count as missing.", words.join(", "));
        notes.push(Note::new(NoteKind::Cells, text).counting(count, &[]));
    }
}

/// Most cells are numbers, but too many are not for the column to be one.
pub(crate) fn note_lost_numbers(builder: &Builder, numbers: u64, encoding: Encoding, notes: &mut Vec<Note>) {
    let Spots { count, rows } = &builder.strays;
    if *count == 0 || numbers <= *count {
        return;
    }
    let text = format!(
        "{numbers} cells are numbers and {count} are not, such as {}; so all are read as words. Correct or empty these cells to use the column as a number.",
        stray_words(builder, encoding)
    );
    notes.push(Note::new(NoteKind::Cells, text).counting(*count, rows));
}

fn stray_words(builder: &Builder, encoding: Encoding) -> String {
    let words = builder.stray_words.iter().take(3);
    words.map(|word| format!("\"{}\"", example(word, encoding))).collect::<Vec<_>>().join(", ")
}

pub(crate) fn note_strays(builder: &Builder, mark: Mark, encoding: Encoding, notes: &mut Vec<Note>) {
    let Spots { count, rows } = &builder.strays;
    if *count > 0 {
        let text = format!(
            "{count} {} {} not read as numbers, such as {}; they count as missing.",
            if *count == 1 { "cell" } else { "cells" },
            if *count == 1 { "is" } else { "are" },
            stray_words(builder, encoding)
        );
        notes.push(Note::new(NoteKind::Cells, text).counting(*count, rows));
    }
    let (other, name) = match mark {
        Mark::Point => (&builder.one_sided[1], "comma"),
        Mark::Comma => (&builder.one_sided[0], "point"),
    };
    if other.count > 0 {
        let text = format!(
            "{} of the numbers have a decimal {name} unlike the others; they count as missing.",
            other.count
        );
        notes.push(Note::new(NoteKind::Cells, text).counting(other.count, &other.rows));
    }
}

pub(crate) fn note_units(builder: &Builder, notes: &mut Vec<Note>) {
    let units = &builder.units;
    let numbers = builder.present() - builder.strays.count;
    if units.currencies.len() > 1 {
        let text = format!(
            "Amounts in different currencies ({}) are read as plain numbers and not converted. Leave the column out if they do not compare.",
            units.currencies.join(", ")
        );
        notes.push(Note::new(NoteKind::Cells, text).counting(units.money, &[]));
    }
    if units.scaled > 0 {
        let text = "Numbers with K, M or B behind them are read as thousands, millions and billions.";
        notes.push(Note::new(NoteKind::Cells, text).counting(units.scaled, &[]));
    }
    if units.percent > 0 && units.percent < numbers {
        let text = "Some numbers have a per cent sign and some have none; the sign is ignored, so 5% and 5 are the same.";
        notes.push(Note::new(NoteKind::Cells, text).counting(units.percent, &[]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(values: &[f64]) -> usize {
        let mut figures = Figures::default();
        values.iter().for_each(|&value| figures.push(value));
        sentinels(&figures).len()
    }

    #[test]
    fn numbers_that_stand_for_missing_are_told() {
        assert_eq!(notes(&[3.0, 6.0, 999.0, 999.0, 999.0, 12.0]), 1);
        assert_eq!(notes(&[-200.0, 1.5, -200.0, 2.5, -200.0, -1.0]), 1);
        assert_eq!(notes(&[-1.0, 0.0, -1.0, 5.0, -1.0]), 1);
        assert_eq!(notes(&[998.0, 999.0, 999.0, 999.0, 12.0]), 0, "one of many large numbers");
        assert_eq!(notes(&[-1.0, -2.0, -1.0, 5.0, -1.0]), 0, "negative numbers are usual here");
    }
}
