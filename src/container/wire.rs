//! What goes into a [`Conversion`](super::Conversion) and what comes out.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::protocol::{FileMeta, Origin};

/// One sheet of a workbook, to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    /// Its name. Hostile text, as all here.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Whether it holds no cell.
    pub empty: bool,
    /// Rows it says it has; 0 if it does not say.
    pub rows: u64,
    /// Columns it says it has; 0 if it does not say.
    pub columns: u64,
    /// The first cells of its first row that is not blank.
    pub first: Vec<String>,
}

/// Something happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Input {
    /// Turn these files into one text table.
    Begin {
        /// One, or several of one shape.
        files: Vec<FileMeta>,
        /// The sheet to take, if one was chosen before.
        sheet: Option<String>,
    },
    /// The answer to [`Answer::Read`]; the bytes are the payload.
    Bytes,
    /// The answer to [`Answer::Sheets`].
    Sheet {
        /// Its name.
        name: String,
    },
}

/// What the host is asked to do, or told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Answer {
    /// Read these bytes and answer with [`Input::Bytes`].
    Read {
        /// Which of the files, from 0.
        file: u32,
        /// First byte.
        offset: u64,
        /// Bytes; the range lies inside the file.
        length: u32,
        /// Share of the work done, 0 to 1.
        share: f64,
    },
    /// The payload is the next part of the table's text.
    Part,
    /// The one file is a text already: take it as it is.
    Plain,
    /// Ask which of the sheets is meant, and answer with [`Input::Sheet`].
    Sheets {
        /// All of them.
        sheets: Vec<SheetView>,
    },
    /// The table is complete.
    Done {
        /// What to call it.
        name: String,
        /// Where it comes from.
        origin: Origin,
        /// The sheets of its workbook, if it comes from one.
        sheets: Vec<SheetView>,
        /// The sheet taken.
        sheet: Option<String>,
    },
    /// It cannot be done.
    Failed {
        /// Where, what and what to do.
        error: Error,
    },
}
