//! One customer who is not in the file: which segment, how near to each, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod asked;
mod pull;

pub use asked::{Against, ask};

/// A customer to ask about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Customer {
    /// Cells by column name, as they would stand in the file. A column that is left out has no value.
    #[serde(default)]
    pub cells: BTreeMap<String, String>,
    /// A line of the file, or of a spreadsheet that shows it; if there is one, `cells` count for nothing.
    #[serde(default)]
    pub row: String,
}

/// What is known of the customer then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIfView {
    /// The cells of the columns that tell customers apart, as they were understood: a pasted line taken apart.
    pub cells: BTreeMap<String, String>,
    /// Number of the nearest segment, from 1; `None` if the customer would be left out, or set aside as unusual.
    pub segment: Option<u32>,
    /// In a sentence or two.
    pub text: String,
    /// Distance to the middle of each segment in order of number, in prepared units; empty if the customer would be left out.
    pub distances: Vec<f64>,
    /// What speaks for the nearest segment and against the next one, and the other way round, strongest first.
    pub pulls: Vec<PullView>,
    /// What was not understood: whole sentences.
    pub problems: Vec<String>,
}

/// What one column does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PullView {
    /// Column name.
    pub column: String,
    /// The customer's cell; empty for no value.
    pub cell: String,
    /// Share of everything that pulls one way or the other, -1 to 1: above 0 towards the nearest segment, below 0 towards the next.
    pub pull: f64,
    /// In a sentence.
    pub text: String,
}
