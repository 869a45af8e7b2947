//! Typed columns in chunks, with a summary each.
//!
//! A [`Table`] is what reading a file leaves behind: [`Numbers`], categories as codes into their
//! levels, nothing for text that can neither be counted nor measured. Row `i` is data record `i` of the file, always:
//! no row is dropped here, so labels can be written back row for row.

use serde::{Deserialize, Serialize};

mod chunk;
mod first;
mod months;
mod numbers;

pub use first::{CellState, FirstCell, FirstRow};
pub(crate) use months::MONTHS;
pub use numbers::Numbers;

/// Rows a chunk holds. Columns grow by whole chunks, so growing never copies or doubles.
pub const CHUNK_ROWS: usize = 65_536;

/// What a column's cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// Every present cell is a number.
    Number,
    /// Few distinct values, kept as levels.
    Category,
    /// Names, codes, addresses, sentences: too many distinct values to be a category. Not kept.
    Text,
    /// No cell has a value.
    Empty,
}

/// A column's cells.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Numbers; a missing cell is NaN. Infinite values do not occur.
    Numbers(Numbers),
    /// Codes into `levels`; [`MISSING_CODE`] for a missing cell.
    Categories {
        /// The distinct values in order of first appearance.
        levels: Vec<String>,
        /// One code a row, in chunks of [`CHUNK_ROWS`].
        codes: Vec<Vec<u16>>,
    },
    /// Not kept: it can be neither a feature nor a descriptor.
    NotKept,
}

/// The code of a missing category cell.
pub const MISSING_CODE: u16 = u16::MAX;

/// What is known of a column without looking at its cells again.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Rows without a value.
    pub missing: u64,
    /// Distinct present values: exact up to 131,072 (fewer in files of more than 32 columns) and where no value repeats; an
    /// estimate, usually one or two per cent off, beyond.
    pub distinct: u64,
    /// Smallest number. `None` unless the column is a number with a value.
    pub min: Option<f64>,
    /// Largest number, likewise.
    pub max: Option<f64>,
    /// Arithmetic mean of the present numbers, likewise.
    pub mean: Option<f64>,
    /// Sum of the present numbers, likewise.
    pub sum: Option<f64>,
    /// How the file writes the column's numbers.
    #[serde(default)]
    pub written: Written,
}

/// How numbers stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Written {
    /// Whether a comma stands before the decimals.
    pub comma: bool,
    /// Set if the column holds dates. Its numbers are then the days before the latest of them.
    pub dates: Option<Dates>,
}

/// A column of dates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Dates {
    /// The latest date in days since 1 January 1970.
    pub latest: f64,
    /// What stands for a date.
    pub form: DateForm,
}

/// What stands for a date in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateForm {
    /// Day, month and year in words or digits; of two digits that may be either, the day comes first.
    DayFirst,
    /// The same with the month first.
    MonthFirst,
    /// The same with the year first where all three have two digits.
    YearFirst,
    /// 20240131.
    Compact,
    /// The day number of a spreadsheet, counted from 30 December 1899.
    Serial,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
}

/// Why a column looks like it identifies a customer rather than describing one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Identifying {
    /// The evidence, as a sentence fragment after "looks like an identifier:".
    pub reason: String,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name, unique in the table: from the header, or "column 3" where the file has none.
    pub name: String,
    /// What its cells are.
    pub kind: ColumnType,
    /// Its cells.
    pub values: Values,
    /// Counts and extremes.
    pub summary: Summary,
    /// Set if the column identifies customers (ids, e-mails, phone numbers, names).
    pub identifying: Option<Identifying>,
    /// Up to three first present cells as they stand in the file, each cut to 40 characters.
    pub examples: Vec<String>,
}

impl Column {
    /// Whether all present cells hold one and the same value.
    pub fn is_constant(&self) -> bool {
        self.summary.distinct == 1
    }

    /// The number in `row`: NaN if missing. NaN as well if the column holds no numbers.
    pub fn number(&self, row: usize) -> f64 {
        match &self.values {
            Values::Numbers(numbers) => numbers.get(row),
            _ => f64::NAN,
        }
    }

    /// The category code in `row`: [`MISSING_CODE`] if missing or if the column holds none.
    pub fn code(&self, row: usize) -> u16 {
        match &self.values {
            Values::Categories { codes, .. } => codes[row / CHUNK_ROWS][row % CHUNK_ROWS],
            _ => MISSING_CODE,
        }
    }

    /// All numbers in row order, NaN where missing; nothing if the column holds none.
    pub fn numbers(&self) -> impl Iterator<Item = f64> + '_ {
        static NONE: Numbers = Numbers::new();
        match &self.values {
            Values::Numbers(numbers) => numbers.iter(),
            _ => NONE.iter(),
        }
    }

    /// The levels of a category; empty otherwise.
    pub fn levels(&self) -> &[String] {
        match &self.values {
            Values::Categories { levels, .. } => levels,
            _ => &[],
        }
    }
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Columns in file order.
    pub columns: Vec<Column>,
    /// Data records in the file.
    pub rows: usize,
}

impl Table {
    /// Bytes that its cells take.
    pub fn bytes(&self) -> u64 {
        let of = |column: &Column| match &column.values {
            Values::Numbers(numbers) => numbers.bytes(),
            Values::Categories { codes, .. } => {
                codes.iter().map(|chunk| chunk.capacity() * size_of::<u16>()).sum()
            }
            Values::NotKept => 0,
        };
        self.columns.iter().map(|column| of(column) as u64).sum()
    }

    /// The index of the column named `name`, if there is one.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}
