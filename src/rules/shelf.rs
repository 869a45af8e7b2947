//! The levels of the categories among the features, read once.

use crate::features::{Levels, Prepared};
use crate::recipe::Recipe;
use crate::table::Table;

/// Levels by column of the table.
#[derive(Debug)]
pub struct Shelf {
    levels: Vec<Option<Levels>>,
    /// Columns still to be read, the last first.
    open: Vec<usize>,
}

impl Shelf {
    /// Nothing read yet of the columns behind `prepared`.
    pub fn new(table: &Table, prepared: &Prepared) -> Self {
        let mut open: Vec<usize> = prepared.features.iter().map(|feature| feature.column).collect();
        open.dedup();
        Self { levels: vec![None; table.columns.len()], open }
    }

    /// Reads one column. Returns whether there are more.
    pub fn step(&mut self, table: &Table, recipe: &Recipe) -> bool {
        if let Some(index) = self.open.pop() {
            let column = &table.columns[index];
            self.levels[index] = recipe.column(&column.name).and_then(|entry| Levels::of(column, entry));
        }
        !self.open.is_empty()
    }

    /// The levels of a column; `None` if it holds quantities.
    pub fn levels(&self, column: usize) -> Option<&Levels> {
        self.levels[column].as_ref()
    }
}
