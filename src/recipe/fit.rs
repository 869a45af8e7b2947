//! Whether a recipe fits a table.

use super::{ColumnRecipe, Missing, Outliers, Recipe, Role, Scale, Transform, names, wrong};
use crate::error::{Error, ErrorKind, Result};
use crate::table::{Column, ColumnType, Table};

impl Recipe {
    /// Checks that the recipe fits `table`, computed columns included: every column it names is there, and every feature holds numbers or categories
    /// that can be treated as asked.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`] naming the column.
    pub fn check_against(&self, table: &Table) -> Result<()> {
        if table.rows == 1 {
            let what = "there is one row, and segments are groups of several customers";
            return Err(Error::new(
                ErrorKind::Table,
                "rows",
                what,
                "Choose a file with one row for each customer.",
            ));
        }
        for column in &self.columns {
            let Some(position) = table.position(&column.name) else {
                return Err(wrong(
                    format!("recipe, column {:?}", column.name),
                    "the file has no such column",
                    format!("The file has: {}. Correct the name, or remove the entry.", names(table)),
                ));
            };
            if column.role == Role::Feature {
                column.check_against(&table.columns[position])?;
            }
        }
        self.filters.iter().try_for_each(|filter| filter.check_against(table))?;
        if self.features().next().is_none() {
            return Err(nothing_used(table));
        }
        Ok(())
    }
}

/// No column has the role feature: because there is nothing to tell customers apart by, or because nobody chose one.
fn nothing_used(table: &Table) -> Error {
    let alike = |column: &Column| column.is_constant() || column.kind == ColumnType::Empty;
    let (what, advice) = if table.columns.iter().all(alike) {
        (
            "every row holds the same, so there is nothing to tell customers apart by",
            "Choose a file in which customers differ.",
        )
    } else {
        (
            "no column is used to tell customers apart",
            "Let at least one column of numbers or categories tell customers apart (in a recipe: the role feature). Names and addresses say nothing of what customers do: add what they bought, when, or for how much.",
        )
    };
    Error::new(ErrorKind::Table, "columns", what, advice)
}

impl ColumnRecipe {
    /// Whether its values are levels rather than quantities.
    pub fn is_category(&self, column: &Column) -> bool {
        column.kind == ColumnType::Category || (column.kind == ColumnType::Number && self.codes)
    }

    /// Whether the entry, a feature's, can be carried out on `column`.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`] with what does not fit.
    pub(super) fn check_against(&self, column: &Column) -> Result<()> {
        let fail = |what: &str, advice: &str| Err(wrong(format!("column {:?}", self.name), what, advice));
        if column.kind == ColumnType::Empty {
            return fail("it has no value in any row", "Give it the role ignored, or leave it out.");
        }
        if !matches!(column.kind, ColumnType::Number | ColumnType::Category) {
            return fail(
                "it holds no numbers and no categories, so distances between customers cannot use it",
                "Give it the role ignored, or leave it out.",
            );
        }
        if !self.is_category(column) {
            return if self.order.is_empty() && self.separator.is_empty() {
                Ok(())
            } else {
                fail(
                    "it holds numbers, which have their own order and no separator",
                    "Remove order and separator, or set codes to true.",
                )
            };
        }
        if self.missing == Missing::Constant {
            return fail(
                "no constant can stand for a category",
                "Choose median, most_frequent or drop for its gaps.",
            );
        }
        // With an order the levels are numbers, and everything made for numbers applies.
        if self.order.is_empty() {
            if self.scale == Scale::Robust {
                return fail("categories have no quartiles", "Choose another scale than robust.");
            }
            if self.transform != Transform::None || self.outliers != Outliers::Keep {
                return fail(
                    "categories can be neither transformed nor outliers",
                    "Remove transform and outliers, or give the levels an order.",
                );
            }
        } else if !self.separator.is_empty() {
            return fail("several values in a cell have no order", "Remove order or separator.");
        }
        Ok(())
    }
}
