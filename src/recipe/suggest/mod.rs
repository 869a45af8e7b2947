//! What a careful analyst would do with a table nobody has said anything about.

mod redundancy;
mod role;
mod treatment;

use super::{Clustering, ColumnRecipe, Reading, Recipe, Role, VERSION};
use crate::shape::{Shape, shapes};
use crate::table::{Column, ColumnType, Table};

/// Levels of a category that is used for want of any number, at most.
const FEW_LEVELS: u64 = 20;

impl Recipe {
    /// Suggests a role and treatments for every column, each with its reason in words.
    ///
    /// Numbers become features. Identifiers, constants, empty columns and free text are left out. Categories, codes, sensitive
    /// matters, outcomes, yes/no numbers, columns full of gaps and near-duplicates of another describe segments without
    /// forming them. Amounts with a long tail are taken as logarithms; single far-out values are moved in. The thresholds stand
    /// in docs/suggestions.md.
    pub fn suggest(table: &Table) -> Self {
        Self::suggest_by(table, &shapes(table))
    }

    /// The same for a table whose columns have been looked at: `shapes` has one entry a column.
    pub fn suggest_by(table: &Table, shapes: &[Option<Shape>]) -> Self {
        let columns = table
            .columns
            .iter()
            .zip(shapes)
            .map(|(column, shape)| {
                let mut entry = role::role(column, shape.as_ref(), table.rows);
                if let Some(shape) = shape
                    && entry.role == Role::Feature
                {
                    treatment::treat(&mut entry, column, shape);
                }
                entry
            })
            .collect();
        let mut recipe = Self {
            version: VERSION,
            orders: None,
            columns,
            filters: Vec::new(),
            reading: Reading::default(),
            clustering: Clustering::default(),
        };
        redundancy::leave_repetitions_out(&mut recipe, table);
        if recipe.features().next().is_none() {
            recipe.use_what_there_is(table);
        }
        recipe
    }

    /// Makes descriptors of the features named, if others are left.
    pub fn describe_by(&mut self, names: &[String]) {
        let named = |entry: &ColumnRecipe| entry.role == Role::Feature && names.contains(&entry.name);
        if self.features().all(named) {
            return;
        }
        for entry in self.columns.iter_mut().filter(|entry| named(entry)) {
            let reason = "put together from rows that differ, so it describes";
            *entry = ColumnRecipe::new(&entry.name, Role::Descriptor, reason);
        }
    }

    /// Yes/no numbers are better than nothing to tell customers apart by, and categories better than no segments at all.
    fn use_what_there_is(&mut self, table: &Table) {
        let number = |column: &Column, _: &ColumnRecipe| column.kind == ColumnType::Number;
        let category = |column: &Column, entry: &ColumnRecipe| {
            entry.is_category(column) && column.summary.distinct <= FEW_LEVELS
        };
        let numbers = |column: &Column, entry: &ColumnRecipe| number(column, entry) && !entry.codes;
        if !self.turn(table, numbers, "there is no number column that says more") {
            self.turn(table, category, "there is no number column to tell customers apart by");
        }
    }

    /// Makes features of the plain descriptors that `suitable` picks. Returns whether there is one.
    fn turn(
        &mut self,
        table: &Table,
        suitable: impl Fn(&Column, &ColumnRecipe) -> bool,
        reason: &str,
    ) -> bool {
        for (entry, column) in self.columns.iter_mut().zip(&table.columns) {
            if entry.role == Role::Descriptor && !role::must_not_decide(column) && suitable(column, entry) {
                entry.role = Role::Feature;
                entry.reason = format!("{}, but {reason}", entry.reason);
            }
        }
        self.features().next().is_some()
    }
}
