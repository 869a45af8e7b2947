//! Bytes to [`Table`]: encoding, dialect, records, types.
//!
//! The words here are *record* and *field*; from [`Table`] on they are *row* and *column*. Nothing is
//! misread in silence: what is certain is a fact, what is a guess or a deviation is a [`Note`], what cannot be
//! read is an [`Error`](crate::error::Error).

mod batch;
mod calendar;
mod column;
mod count;
mod date;
mod dated;
mod dates;
mod decided;
mod decided_column;
mod detect;
mod dialect;
mod distinct;
mod doubts;
mod encoding;
mod figures;
mod first;
mod foreign;
#[cfg(test)]
mod fuzz;
mod glance;
mod grouped;
mod identify;
mod importer;
#[cfg(any(test, fuzzing))]
pub mod invariants;
mod layout;
mod levels;
mod mask;
mod met;
mod missing;
mod moments;
mod months;
mod names;
mod number;
mod packing;
mod plain;
mod quotes;
mod reading;
mod readings;
mod record;
mod records;
mod remarks;
mod report;
mod reread;
mod shape;
mod single;
mod sniff;
mod spaces;
mod total;
mod twice;
mod verdict;
mod wish;
mod wished;
mod year_first;

pub use importer::Importer;
pub use layout::Layout;
pub use packing::Packing;
pub use reread::Rereader;
pub use single::{Single, read_record, read_single};

/// What a writer needs to find the same records again.
pub(crate) mod scan {
    pub(crate) use super::dialect::Delimiter;
    pub(crate) use super::distinct::text_key;
    pub(crate) use super::encoding::Encoding;
    pub(crate) use super::layout::is_remark;
    pub(crate) use super::mask::Mask;
    pub(crate) use super::missing::word as missing_word;
    pub(crate) use super::record::Record;
    pub(crate) use super::records::Records;
}

use crate::note::Note;
use crate::recipe::{DateQuestion, Decision, FileFormat};
use crate::table::{FirstRow, Table};

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Its data: row `i` is data record `i`.
    pub table: Table,
    /// How to cut it into the same records again.
    pub layout: Layout,
    /// How it was read, in the terms of the recipe.
    pub format: FileFormat,
    /// What was decided about the file.
    pub decisions: Vec<Decision>,
    /// What was decided about each column.
    pub column_decisions: Vec<Vec<Decision>>,
    /// The first rows, at most 20. Cells of identifying columns are not among them.
    pub first_rows: Vec<FirstRow>,
    /// How it was read, each a few words: "comma between fields", "UTF-8", "header in line 1".
    pub facts: Vec<String>,
    /// What was uncertain or out of line.
    pub notes: Vec<Note>,
    /// What the file cannot decide. The columns concerned are not used until it is answered.
    pub questions: Vec<DateQuestion>,
}
