//! What a careful analyst would do with a table nobody has said anything about.

use super::{Clustering, ColumnRecipe, Reading, Recipe, Role, VERSION};
use crate::table::{Column, ColumnType, Table};

/// A column with more than this share of its rows missing tells too little to cluster on.
const MOST_MISSING: f64 = 0.5;

impl Recipe {
    /// Suggests a role for every column, each with its reason, and everything else at its default.
    ///
    /// Numbers with at least three distinct values become features. Identifiers, constants, empty columns and
    /// free text are left out. Categories, and numbers with only two values, describe segments: on a scale with
    /// two values a squared distance is a mismatch count that would drown the measured columns.
    pub fn suggest(table: &Table) -> Self {
        let columns = table
            .columns
            .iter()
            .map(|column| {
                let (role, reason) = role(column, table.rows);
                ColumnRecipe::new(&column.name, role, reason)
            })
            .collect();
        let mut recipe = Self {
            version: VERSION,
            columns,
            reading: Reading::default(),
            clustering: Clustering::default(),
        };
        if recipe.features().next().is_none() {
            recipe.use_two_valued_numbers(table);
        }
        recipe
    }

    /// Yes/no numbers are better than nothing to tell customers apart by.
    fn use_two_valued_numbers(&mut self, table: &Table) {
        for (entry, column) in self.columns.iter_mut().zip(&table.columns) {
            if entry.role == Role::Descriptor && column.kind == ColumnType::Number {
                entry.role = Role::Feature;
                entry.reason = "two values only, but there is no other number column".to_owned();
            }
        }
    }
}

fn role(column: &Column, rows: usize) -> (Role, String) {
    if column.kind == ColumnType::Empty {
        return (Role::Ignored, "empty".to_owned());
    }
    if let Some(identifying) = &column.identifying {
        return (Role::Identifier, identifying.reason.clone());
    }
    if column.is_constant() {
        return (Role::Ignored, "the same value in every row".to_owned());
    }
    match column.kind {
        ColumnType::Text => (Role::Ignored, "free text".to_owned()),
        ColumnType::Category => (Role::Descriptor, "categories describe segments".to_owned()),
        ColumnType::Number if column.summary.missing as f64 > MOST_MISSING * rows as f64 => {
            (Role::Descriptor, "more than half of its cells are empty".to_owned())
        }
        ColumnType::Number if column.summary.distinct == 2 => {
            (Role::Descriptor, "only two values, like yes and no".to_owned())
        }
        ColumnType::Number => (Role::Feature, "a number that differs between customers".to_owned()),
        ColumnType::Empty => unreachable!("answered above"),
    }
}
