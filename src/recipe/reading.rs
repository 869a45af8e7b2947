//! Decisions about how a file is read, and what is asked where the file cannot decide.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::wrong;
use crate::error::Result;

/// Which comes first in dates such as 03/04/2024 and 13-01-05.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The day: that is 3 April.
    DayFirst,
    /// The month: that is 4 March.
    MonthFirst,
    /// The year, written with two digits: 13-01-05 is 5 January 2013.
    YearFirst,
}

impl DateOrder {
    /// In words, for the end of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::DayFirst => "day first",
            Self::MonthFirst => "month first",
            Self::YearFirst => "year first",
        }
    }
}

/// Which sign stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// "1,234.5"
    Point,
    /// "1.234,5"
    Comma,
}

impl DecimalMark {
    /// The sign itself.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Point => ".",
            Self::Comma => ",",
        }
    }
}

/// What a column is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadAs {
    /// Numbers; a cell that is none counts as missing.
    Number,
    /// Dates, as days before the latest one; a cell that is none counts as missing.
    Date,
    /// Levels that are counted.
    Category,
    /// Text that is not kept.
    Text,
}

/// How one column is read. What is left out is decided by its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnReading {
    /// What its cells are.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub read_as: Option<ReadAs>,
    /// The decimal mark of its numbers. Before the file's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<DecimalMark>,
    /// Words and numbers that stand for "missing" in this column, besides those that do in every column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// What a person decided about reading. What is left out is decided by the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// How bytes stand for characters: a label of the WHATWG Encoding Standard, such as `windows-1252`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// What stands between fields: one ASCII character, once or twice, or [`SPACES`] for runs of spaces and tabs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// What stands around a field that holds delimiters: one ASCII character, or nothing where no character does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Whether the first line of the table holds names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// Lines above the table, blank ones counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preamble_lines: Option<u32>,
    /// The decimal mark of every column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<DecimalMark>,
    /// The order of day, month and year by column name. An order that most cells of a column contradict is not followed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<String, DateOrder>,
    /// Single columns by name. A name the file does not have is passed over.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, ColumnReading>,
}

/// The delimiter that is a run of spaces and tabs.
pub const SPACES: &str = "spaces";

impl Reading {
    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Checks what can be checked without a file.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`](crate::error::ErrorKind::Recipe) with the key that is wrong.
    pub fn check(&self) -> Result<()> {
        let fail = |key: &str, value: &str, what: &str, advice: &str| {
            Err(wrong(format!("recipe, key reading.{key}"), format!("{value:?} is {what}"), advice))
        };
        if let Some(label) = &self.encoding
            && encoding_rs::Encoding::for_label(label.as_bytes()).is_none()
        {
            return fail(
                "encoding",
                label,
                "no encoding known here",
                "Give a name such as UTF-8, windows-1252, UTF-16LE or Shift_JIS, or leave the key out.",
            );
        }
        let delimiter = self.delimiter.as_deref().filter(|text| *text != SPACES);
        if let Some(text) = delimiter.filter(|text| !is_mark(text) && !is_twice(text)) {
            return fail(
                "delimiter",
                text,
                "no delimiter",
                "Give one character, such as \";\" or \"\\t\", once or twice, or \"spaces\" for runs of spaces.",
            );
        }
        if let Some(text) = self.quote.as_deref().filter(|text| !text.is_empty() && !is_mark(text)) {
            return fail(
                "quote",
                text,
                "no quote",
                "Give one character, such as \"'\", or nothing between the quotes where texts stand in none.",
            );
        }
        match (delimiter, self.quote.as_deref()) {
            (Some(delimiter), Some(quote)) if !quote.is_empty() && delimiter.starts_with(quote) => {
                fail("quote", quote, "the delimiter as well", "Give another character for one of the two.")
            }
            _ => Ok(()),
        }
    }
}

/// Whether `text` is one ASCII character that can cut fields: no letter, no digit, no line end.
fn is_mark(text: &str) -> bool {
    matches!(text.as_bytes(), [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"\r\n".contains(byte))
}

/// Whether `text` is such a character twice.
fn is_twice(text: &str) -> bool {
    matches!(text.as_bytes(), [first, second] if first == second) && is_mark(&text[..1])
}

/// Dates that can be read in several ways throughout a column. Until it is answered the column is not used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateQuestion {
    /// The column.
    pub column: String,
    /// The question: "Is 03/04/2024 in April or in March?"
    pub text: String,
    /// How many cells the answer changes.
    pub dates: u64,
    /// What can be answered.
    pub answers: Vec<DateAnswer>,
}

/// One way to read the dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateAnswer {
    /// The way.
    pub order: DateOrder,
    /// A date of the column read so: "3 April 2024".
    pub example: String,
    /// What follows for the column, as a sentence.
    pub consequence: String,
}
