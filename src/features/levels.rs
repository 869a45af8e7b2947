//! The levels of a column, whether they stand there as words or as codes.

use crate::recipe::ColumnRecipe;
use crate::table::{Column, MISSING_CODE};

/// Different codes that count as levels, at most.
const MOST_CODES: usize = 1000;

/// A column seen as a category.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels {
    labels: Vec<String>,
    /// The codes, ascending; empty for a column of words.
    codes: Vec<f64>,
}

impl Levels {
    /// The levels of `column`: its words, or, if `entry` says that its numbers are codes, those numbers in ascending order. `None`
    /// if it holds quantities, or more than a thousand codes.
    pub fn of(column: &Column, entry: &ColumnRecipe) -> Option<Self> {
        if !entry.is_category(column) {
            return None;
        }
        if !column.levels().is_empty() {
            return Some(Self { labels: column.levels().to_vec(), codes: Vec::new() });
        }
        let mut codes: Vec<f64> = Vec::new();
        for x in column.numbers().filter(|x| !x.is_nan()) {
            // Both zeros are one code.
            if let Err(place) = codes.binary_search_by(|code| code.total_cmp(&(x + 0.0))) {
                codes.insert(place, x + 0.0);
                if codes.len() > MOST_CODES {
                    return None;
                }
            }
        }
        Some(Self { labels: codes.iter().map(f64::to_string).collect(), codes })
    }

    /// Their names: words of the file, or codes as numbers.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The index of the level in `row`; `None` for a gap.
    pub fn at(&self, column: &Column, row: usize) -> Option<usize> {
        if self.codes.is_empty() {
            let code = column.code(row);
            return (code != MISSING_CODE).then_some(usize::from(code));
        }
        let x = column.number(row);
        self.codes.binary_search_by(|code| code.total_cmp(&(x + 0.0))).ok()
    }
}
