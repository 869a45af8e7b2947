//! The first rows as they stand in the file, for a person to compare with what was read.

use serde::{Deserialize, Serialize};

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// It was read as what its column is.
    Fine,
    /// It counts as missing, as its words say or because it is empty.
    Missing,
    /// It counts as missing though it holds something: it is not what its column is.
    Problem,
    /// It belongs to a column that identifies customers, and is not shown.
    Withheld,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstCell {
    /// As it stands in the file, cut to 40 characters; empty if withheld.
    pub text: String,
    /// What became of it.
    pub state: CellState,
}

/// One row. It has a cell for each of the first 200 columns, empty ones where the row is too short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstRow {
    /// Its cells.
    pub cells: Vec<FirstCell>,
    /// Whether it has fewer or more fields than there are columns.
    pub ragged: bool,
}
