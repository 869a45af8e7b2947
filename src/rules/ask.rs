//! Questions about one column of a row, and their answers.

use super::shelf::Shelf;
use crate::table::Table;

/// What is asked about a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Whether a number is at most this.
    AtMost(f64),
    /// Whether a cell is one of these levels, by their index among the column's levels.
    OneOf(Vec<bool>),
    /// Whether a cell that may hold several values holds this one, and which levels do.
    Holds(String, Vec<bool>),
    /// Whether there is no value.
    Gap,
}

/// One question to a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// Index of the column in the table.
    pub column: usize,
    /// What is asked.
    pub question: Question,
    /// The answer for a row without a value.
    pub gap: bool,
}

/// Answers questions about the rows of a table.
#[derive(Debug)]
pub struct Asker {
    shelf: Shelf,
}

impl Asker {
    /// With the levels of the categories that are asked about.
    pub fn new(shelf: Shelf) -> Self {
        Self { shelf }
    }

    /// The answer of `row`.
    pub fn answer(&self, table: &Table, test: &Test, row: usize) -> bool {
        let column = &table.columns[test.column];
        match &test.question {
            Question::AtMost(threshold) => {
                let x = column.number(row);
                if x.is_nan() { test.gap } else { x <= *threshold }
            }
            Question::OneOf(among) | Question::Holds(_, among) => {
                let level = self.shelf.levels(test.column).and_then(|levels| levels.at(column, row));
                level.map_or(test.gap, |level| among[level])
            }
            Question::Gap => self.lacks(table, test.column, row),
        }
    }

    /// Whether `row` has no value in a column.
    pub fn lacks(&self, table: &Table, column: usize, row: usize) -> bool {
        match self.shelf.levels(column) {
            Some(levels) => levels.at(&table.columns[column], row).is_none(),
            None => table.columns[column].number(row).is_nan(),
        }
    }

    /// The levels of the columns.
    pub(super) fn shelf(&self) -> &Shelf {
        &self.shelf
    }
}
