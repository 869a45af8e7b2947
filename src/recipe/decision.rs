//! What was decided about how a file is read, with the evidence, and what could be decided instead.

use serde::{Deserialize, Serialize};

/// The key of a recipe's `reading` that a decision is about.
///
/// `encoding` to `decimal` are keys of `reading` itself; for a column, `type`, `decimal` and `missing` are keys of its entry in
/// `reading.columns`, and `dates` is its entry in `reading.dates`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKey {
    /// How bytes stand for characters.
    Encoding,
    /// What stands between fields.
    Delimiter,
    /// What stands around fields.
    Quote,
    /// Whether there are names.
    Header,
    /// Lines above the table.
    PreambleLines,
    /// The decimal mark.
    Decimal,
    /// What a column is read as.
    Type,
    /// Whether the day or the month comes first.
    Dates,
    /// Words and numbers that stand for "missing".
    Missing,
}

/// A value as the recipe holds it under the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// Yes or no.
    Flag(bool),
    /// A number of lines.
    Count(u32),
    /// A word or a character.
    Text(String),
    /// Several words.
    Words(Vec<String>),
}

/// What could be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// As the recipe holds it.
    pub value: Setting,
    /// In a few words, for a list to choose from.
    pub words: String,
    /// What would follow, as a sentence; empty where that takes reading the file so.
    pub consequence: String,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What it is about.
    pub key: DecisionKey,
    /// As the recipe would hold it.
    pub value: Setting,
    /// In a few words: "semicolon", "decimal comma".
    pub words: String,
    /// What speaks for it, as one or two sentences with counts.
    pub evidence: String,
    /// Whether a person decided it. To leave it to the file again, take the key out of the recipe.
    pub given: bool,
    /// What can be chosen, the decided value among them.
    pub alternatives: Vec<Alternative>,
}
