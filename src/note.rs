//! Findings that do not stop work, as data.

use serde::{Deserialize, Serialize};

/// What a note is about. Stable names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoteKind {
    /// How the bytes were read as text.
    Encoding,
    /// How text was cut into records and fields.
    Dialect,
    /// Records with too few or too many fields.
    Ragged,
    /// Cells that are not what their column is.
    Cells,
    /// Header names that were empty, repeated or missing.
    Header,
    /// How a column was prepared, or why it was left out.
    Preparation,
    /// Something to know about the clustering.
    Clustering,
}

/// How many example rows a note carries at most.
pub const NOTE_ROWS: usize = 5;

/// One finding: a sentence for the person, and the numbers behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// The column concerned, if one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<String>,
    /// How many rows, cells or bytes are concerned; 0 where counting makes no sense.
    pub count: u64,
    /// The first few records concerned, 0-based, header and preamble not counted.
    pub rows: Vec<u64>,
    /// What was found and, where there is something to do, what to do: whole sentences.
    pub text: String,
}

impl Note {
    /// A note without rows or column.
    pub fn new(kind: NoteKind, text: impl Into<String>) -> Self {
        Self { kind, column: None, count: 0, rows: Vec::new(), text: text.into() }
    }

    /// Names the column concerned.
    #[must_use]
    pub fn on(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// Says how many rows are concerned, with the first few of them (cut to [`NOTE_ROWS`]).
    #[must_use]
    pub fn counting(mut self, count: u64, rows: &[u64]) -> Self {
        self.count = count;
        self.rows = rows.iter().copied().take(NOTE_ROWS).collect();
        self
    }
}
