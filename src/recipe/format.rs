//! How a file was read, in the terms of the recipe.

use serde::{Deserialize, Serialize};

use super::DecimalMark;

/// The decisions about a whole file in one place, with what was out of line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFormat {
    /// The encoding's name in the WHATWG Encoding Standard.
    pub encoding: String,
    /// What stands between fields: one character, or `spaces`.
    pub delimiter: String,
    /// What stands around fields: one character, or nothing.
    pub quote: String,
    /// The decimal mark of most columns whose numbers have one; `None` if none has.
    pub decimal: Option<DecimalMark>,
    /// Whether the first line of the table holds names.
    pub header: bool,
    /// Lines above the table, blank ones counted.
    pub preamble_lines: u64,
    /// Places that do not exist in the encoding; each reads as U+FFFD.
    pub invalid_bytes: u64,
    /// Rows with fewer or more fields than there are columns.
    pub ragged_rows: u64,
}
