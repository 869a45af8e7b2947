//! One customer more, typed or pasted, read as the file was.

use super::dialect::{Delimiter, Dialect};
use super::layout::Layout;
use super::records::Records;
use super::{date, missing, number};
use crate::table::{Column, ColumnType, DateForm, Dates};

/// Days between the first day of spreadsheets, 30 December 1899, and that of Unix time.
const SERIAL_EPOCH: f64 = 25_569.0;

const SECONDS_A_DAY: f64 = 86_400.0;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Single {
    /// A number, for dates the days before the latest date in the file: below 0 for later ones.
    Number(f64),
    /// A level.
    Level(String),
    /// Nothing, or a word that says so.
    Gap,
    /// Not what the column holds.
    Unread,
}

/// Reads one cell of `column` in the way in which the file's cells were read.
pub fn read_single(column: &Column, text: &str) -> Single {
    let cell = text.trim().as_bytes();
    if missing::word(cell).is_some() {
        return Single::Gap;
    }
    if column.kind != ColumnType::Number {
        return Single::Level(text.trim().to_owned());
    }
    let written = column.summary.written;
    let found = match written.dates {
        Some(dates) => day(cell, dates).map(|day| dates.latest - day),
        None => figure(cell, written.comma),
    };
    found.filter(|x| x.is_finite()).map_or(Single::Unread, Single::Number)
}

fn figure(cell: &[u8], comma: bool) -> Option<f64> {
    let number::Reading::Number(number) = number::read(cell) else { return None };
    let (first, second) = if comma { (number.comma, number.point) } else { (number.point, number.comma) };
    Some(if first.is_nan() { second } else { first })
}

/// Days since 1 January 1970. Forms of digits take a date in the usual form as well.
fn day(cell: &[u8], Dates { form, .. }: Dates) -> Option<f64> {
    let digits = figure(cell, false);
    let by_digits = match form {
        DateForm::Compact => date::read(&iso(cell)).map(|date| date.day_first),
        DateForm::Serial => digits.map(|x| x.floor() - SERIAL_EPOCH),
        DateForm::Seconds => digits.map(|x| (x / SECONDS_A_DAY).floor()),
        DateForm::Milliseconds => digits.map(|x| (x / SECONDS_A_DAY / 1e3).floor()),
        DateForm::DayFirst | DateForm::MonthFirst | DateForm::YearFirst => None,
    };
    by_digits.or_else(|| {
        let date = date::read(cell)?;
        let [day, month, year] = date.orders();
        let orders = match form {
            DateForm::MonthFirst => [month, day, year],
            DateForm::YearFirst => [year, day, month],
            _ => [day, month, year],
        };
        orders.into_iter().find(|days| !days.is_nan())
    })
}

/// 20240131 as 2024-01-31.
fn iso(cell: &[u8]) -> Vec<u8> {
    match cell {
        [year @ .., m1, m2, d1, d2] if year.len() == 4 => [year, &[b'-', *m1, *m2, b'-', *d1, *d2]].concat(),
        other => other.to_vec(),
    }
}

/// The cells of a customer pasted as one line of the file, or of a spreadsheet that shows it (tabs between cells). Of several lines
/// the last counts, so that the line of names may stand above it.
pub fn read_record(layout: &Layout, text: &str) -> Vec<String> {
    let tabs = Dialect { delimiter: Delimiter::Byte(b'\t'), ..layout.dialect };
    let (own, by_tabs) = (last_record(&layout.dialect, text), last_record(&tabs, text));
    if by_tabs.len() == layout.width && own.len() != layout.width { by_tabs } else { own }
}

fn last_record(dialect: &Dialect, text: &str) -> Vec<String> {
    let mut last = Vec::new();
    let mut records = Records::new(dialect);
    let mut take = |record: super::record::Record<'_>| {
        if !record.is_blank() {
            last = record.fields().map(|field| String::from_utf8_lossy(field).trim().to_owned()).collect();
        }
    };
    records.feed(text.as_bytes(), &mut take);
    records.finish(&mut take);
    last
}

#[cfg(test)]
mod tests {
    use super::super::Importer;
    use super::*;

    fn imported(text: &str) -> super::super::Imported {
        let mut importer = Importer::new("made.csv");
        importer.feed(text.as_bytes()).expect("a table");
        importer.finish().expect("a table")
    }

    #[test]
    fn cells_are_read_as_the_file_was() {
        let file = imported(
            "spend;joined;city\n1.250,5;31.01.2024;Ulm\n900,25;01.01.2024;Bonn\n7,5;15.01.2024;Ulm\n",
        );
        let [spend, joined, city] = &file.table.columns[..] else { panic!("three columns") };
        assert_eq!(read_single(spend, " 2.000,5 "), Single::Number(2000.5));
        assert_eq!(read_single(spend, "much"), Single::Unread);
        assert_eq!(read_single(joined, "30.01.2024"), Single::Number(1.0));
        assert_eq!(read_single(joined, "2024-02-02"), Single::Number(-2.0));
        assert_eq!(read_single(city, "Ulm"), Single::Level("Ulm".to_owned()));
        assert_eq!(read_single(city, "n/a"), Single::Gap);
        assert_eq!(
            read_record(&file.layout, "spend;joined;city\n1,5;01.01.2024;\"a;b\"\n"),
            ["1,5", "01.01.2024", "a;b"]
        );
        assert_eq!(read_record(&file.layout, "1,5\t01.01.2024\tUlm").len(), 3, "from a spreadsheet");
    }

    #[test]
    fn digits_stand_for_dates_as_in_the_file() {
        let file = imported("day,x\n20240131,1\n20240130,2\n20240101,3\n");
        assert_eq!(read_single(&file.table.columns[0], "20240129"), Single::Number(2.0));
    }
}
