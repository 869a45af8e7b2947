//! Bytes to [`Table`]: encoding, dialect, records, types.
//!
//! The words here are *record* and *field*; from [`Table`] on they are *row* and *column*. Nothing is
//! misread in silence: what is certain is a fact, what is a guess or a deviation is a [`Note`], what cannot be
//! read is an [`Error`](crate::error::Error).

mod dialect;
mod encoding;
mod importer;
mod layout;

pub use importer::Importer;
pub use layout::Layout;

use crate::note::Note;
use crate::table::Table;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Its data: row `i` is data record `i`.
    pub table: Table,
    /// How to cut it into the same records again.
    pub layout: Layout,
    /// How it was read, each a few words: "comma between fields", "UTF-8", "header in line 1".
    pub facts: Vec<String>,
    /// What was uncertain or out of line.
    pub notes: Vec<Note>,
}
