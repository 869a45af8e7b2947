//! What stops work, and how a person gets on.
//!
//! Every error says **where**, **what** and **what to do**, in the words of the person who owns the
//! file. Findings that do not stop work are [`Note`](crate::note::Note)s.

use serde::{Deserialize, Serialize};

/// Which kind of thing went wrong. Stable names, used by the page to choose the ways on it offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file's bytes cannot be read, or are not a table.
    File,
    /// The table has nothing to segment customers by.
    Table,
    /// A recipe is malformed or does not fit the file.
    Recipe,
    /// An option is outside its range.
    Option,
    /// The work does not fit into memory.
    Memory,
}

/// An error a person can act on. `Display` joins the three parts into one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{place}: {what}. {advice}")]
pub struct Error {
    /// Machine-readable kind.
    pub kind: ErrorKind,
    /// Where: a file, row, column or recipe key, as the person would look for it.
    pub place: String,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What to do about it: one or more whole sentences.
    pub advice: String,
}

impl Error {
    /// Joins the three parts. `what` has no full stop; `advice` is made of whole sentences.
    pub fn new(
        kind: ErrorKind,
        place: impl Into<String>,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { kind, place: place.into(), what: what.into(), advice: advice.into() }
    }
}

/// Shorthand for results of this crate.
pub type Result<T> = std::result::Result<T, Error>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_reads_as_where_what_and_what_to_do() {
        let error = Error::new(
            ErrorKind::File,
            "row 1,204 of shop.csv",
            "a quote opens and never closes",
            "Close the quote, or choose another quote character.",
        );
        assert_eq!(
            error.to_string(),
            "row 1,204 of shop.csv: a quote opens and never closes. Close the quote, or choose another quote character."
        );
    }
}
