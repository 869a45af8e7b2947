//! Decisions about how a file is read, and what is asked where the file cannot decide.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which comes first in dates such as 03/04/2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The day: that is 3 April.
    DayFirst,
    /// The month: that is 4 March.
    MonthFirst,
}

impl DateOrder {
    /// In words, for the end of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::DayFirst => "day first",
            Self::MonthFirst => "month first",
        }
    }
}

/// What a person decided about reading. Everything else is decided by the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// The order of day and month by column name. An order that most cells of a column contradict is not followed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<String, DateOrder>,
}

impl Reading {
    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }
}

/// Dates that can be read in two ways throughout a column. Until it is answered the column is not used.
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
