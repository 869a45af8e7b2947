//! Columns computed by formula: made before anything is prepared, and part of the table once there is a result with them.

use super::{Opened, Session, Work};
use crate::error::{Error, ErrorKind, Result};
use crate::formula::Computer;
use crate::protocol::Phase;
use crate::recipe::Recipe;
use crate::shape::Shape;
use crate::table::{Column, Table};

/// Columns being computed for a recipe.
#[derive(Debug)]
pub struct Computing {
    recipe: Recipe,
    now: Option<Computer>,
    computed: Computed,
}

/// Computed columns with how their numbers lie.
#[derive(Debug, Default)]
pub(super) struct Computed {
    columns: Vec<Column>,
    shapes: Vec<Option<Shape>>,
}

impl Opened {
    /// Columns that stand in the file; the others of the table are computed.
    pub(super) fn width(&self) -> usize {
        self.table.columns.len() - self.computed
    }

    /// Does `work` on the table with `computed` in place of the columns computed for the result.
    pub(super) fn with<T>(&mut self, computed: &mut Computed, work: impl FnOnce(&Table) -> T) -> T {
        let width = self.width();
        let shown = self.table.columns.split_off(width);
        self.table.columns.append(&mut computed.columns);
        let done = work(&self.table);
        computed.columns = self.table.columns.split_off(width);
        self.table.columns.extend(shown);
        done
    }

    /// Makes `computed` the computed columns of the table: there is a result with them.
    pub(super) fn take(&mut self, computed: Computed) {
        let width = self.width();
        self.table.columns.truncate(width);
        self.shapes.truncate(width);
        self.computed = computed.columns.len();
        self.table.columns.extend(computed.columns);
        self.shapes.extend(computed.shapes);
    }
}

impl Session {
    /// Computes the columns that `recipe` wants, and then prepares.
    pub(super) fn begin_computing(&mut self, recipe: Recipe) {
        let Some(opened) = &self.opened else { return };
        if let Err(error) = recipe.check().and_then(|()| names_are_free(&recipe, opened)) {
            return self.fail(error);
        }
        self.out.progress(Phase::Preparing, 0.0, String::new());
        self.compute(Box::new(Computing { recipe, now: None, computed: Computed::default() }));
    }

    /// Computes the next rows, or begins the next column.
    pub(super) fn compute(&mut self, mut computing: Box<Computing>) {
        let Some(opened) = &self.opened else { return };
        match computing.step(opened) {
            Err(error) => self.fail(error),
            Ok(true) => {
                self.work = Work::Computing(computing);
                self.out.wake();
            }
            Ok(false) => self.begin_preparing(computing.recipe, computing.computed),
        }
    }
}

impl Computing {
    /// Returns whether there is more to do.
    fn step(&mut self, opened: &Opened) -> Result<bool> {
        let (table, width) = (&opened.table, opened.width());
        let Some(mut computer) = self.now.take() else {
            let next = self.recipe.computed().nth(self.computed.columns.len());
            self.now =
                next.map(|entry| Computer::new(&entry.name, &entry.formula, table, width)).transpose()?;
            return Ok(self.now.is_some());
        };
        if computer.step(table) {
            self.now = Some(computer);
        } else {
            let column = computer.finish()?;
            self.computed.shapes.push(Shape::of(&column, table.rows));
            self.computed.columns.push(column);
        }
        Ok(true)
    }
}

/// A computed column cannot have the name of one that stands in the file.
fn names_are_free(recipe: &Recipe, opened: &Opened) -> Result<()> {
    let in_file = &opened.table.columns[..opened.width()];
    match recipe.computed().find(|entry| in_file.iter().any(|column| column.name == entry.name)) {
        None => Ok(()),
        Some(entry) => Err(Error::new(
            ErrorKind::Recipe,
            format!("recipe, column {:?}, key formula", entry.name),
            "the file has a column of this name",
            "Give the computed column another name.",
        )),
    }
}
