//! Order lines of the open file becoming customers.

use super::read::Checksum;
use super::{Opened, SLICE, Session, Work};
use crate::error::{Error, ErrorKind, Result};
use crate::export::harmless;
use crate::features::left_out;
use crate::ingest::Rereader;
use crate::ingest::scan::Delimiter;
use crate::orders::{Folder, MADE, Style, guess};
use crate::profile::wording::count;
use crate::protocol::{Origin, Output, Phase};
use crate::recipe::{FoldPlan, OrdersRecipe, Recipe, Role, RowFilter};
use crate::table::Table;

/// The open file being read again, its rows added up by customer.
#[derive(Debug)]
pub struct Folding {
    folder: Folder,
    rereader: Rereader,
    checksum: Checksum,
    read: u64,
    orders: OrdersRecipe,
    /// The recipe to open the customers with, if there is one.
    recipe: Option<Recipe>,
}

impl Opened {
    /// How customers are to be made of the file before anything else of `recipe` is carried out; `None` if its rows are taken as they are.
    pub(super) fn orders_of<'a>(&self, recipe: &'a Recipe) -> Option<&'a OrdersRecipe> {
        let made = self.origin.as_ref().is_some_and(|origin| origin.orders.is_some());
        recipe.orders.as_ref().filter(|_| !made)
    }

    /// `recipe` as it is for this file: where its customers were made of orders, the recipe says how. Not every list gives the same columns,
    /// so what it says of one that there is not is let go, unless customers are told apart by it.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`] if the recipe has them made in another way.
    pub(super) fn with_orders(&self, recipe: Recipe) -> Result<Recipe> {
        let made = self.origin.as_ref().and_then(|origin| origin.orders.as_deref());
        match (made, &recipe.orders) {
            (Some(made), Some(other)) if other != made => Err(Error::new(
                ErrorKind::Recipe,
                "recipe, key orders",
                "the customers shown were made of their orders in another way",
                "Go back to the rows of orders and load the recipe there, or take the key out.",
            )),
            (Some(made), _) => {
                let mut columns = recipe.columns;
                columns.retain(|entry| {
                    let needed = entry.role == Role::Feature || !entry.formula.is_empty();
                    needed || self.table.position(&entry.name).is_some()
                });
                Ok(Recipe { orders: Some(made.clone()), columns, ..recipe })
            }
            (None, _) => Ok(Recipe { orders: None, ..recipe }),
        }
    }
}

impl Session {
    /// Begins to make one row of each customer as a person wants it. The file and its result stay until the outcome is opened.
    pub(super) fn fold(&mut self, plan: FoldPlan, filters: Option<Vec<RowFilter>>) {
        if self.need_file().is_none() {
            return;
        }
        let Some(opened) = &self.opened else { return };
        let shown = self.result.as_ref().map(|result| result.recipe.filters.as_slice()).unwrap_or_default();
        let filters = filters.unwrap_or_else(|| shown.to_vec());
        let orders = OrdersRecipe { plan, filters, reading: opened.choices.clone() };
        match orders.check_filters(&opened.table) {
            Ok(()) => self.begin_folding(orders, None),
            Err(error) => self.fail(error),
        }
    }

    /// Makes the customers that `recipe` is for, as it says under `orders`.
    pub(super) fn make_customers(&mut self, orders: OrdersRecipe, recipe: Recipe) {
        let Some(opened) = &self.opened else { return };
        match orders.check_against(&opened.table) {
            Ok(()) => self.begin_folding(orders, Some(recipe)),
            Err(error) => self.fail(error),
        }
    }

    /// Begins to make one row of each customer, to be opened with `recipe`.
    fn begin_folding(&mut self, orders: OrdersRecipe, recipe: Option<Recipe>) {
        self.stop();
        let Some(opened) = &self.opened else { return };
        let columns = opened.table.columns.len() - opened.computed;
        let comma = opened.table.columns.iter().any(|column| column.summary.written.comma);
        let between = match opened.layout.dialect.delimiter {
            Delimiter::Byte(byte) => Some(char::from(byte)),
            Delimiter::Spaces | Delimiter::Twice(_) => None,
        };
        let style = Style::of(between, comma);
        let left_out = left_out(&opened.table, &orders.filters);
        let folder = match Folder::new(&opened.table, columns, orders.plan.clone(), left_out, style) {
            Ok(folder) => folder,
            Err(error) => return self.fail(error),
        };
        let rereader = Rereader::new(&opened.layout);
        let length = opened.file.size.min(u64::from(SLICE)) as u32;
        self.out.begin();
        self.out.progress(Phase::Reading, 0.0, "0 customers".to_owned());
        self.out.read(0, length);
        let folding = Folding { folder, rereader, checksum: Checksum::default(), read: 0, orders, recipe };
        self.work = Work::Folding(Box::new(folding));
    }

    pub(super) fn fold_slice(&mut self, mut folding: Box<Folding>, slice: &[u8]) {
        let Some(opened) = &self.opened else { return };
        let (table, size) = (&opened.table, opened.file.size);
        folding.checksum.add(slice);
        folding.read += slice.len() as u64;
        let folder = &mut folding.folder;
        folding.rereader.feed(slice, &mut |fields| folder.take(table, fields));
        let read = folding.read;
        if read < size {
            self.out.read(read, (size - read).min(u64::from(SLICE)) as u32);
            let customers = count(folding.folder.customers() as u64);
            self.out.progress(Phase::Reading, read as f64 / size as f64, format!("{customers} customers"));
            self.work = Work::Folding(folding);
            return;
        }
        if folding.checksum.value() != opened.checksum {
            let what = "the file is not the one that was read: it has changed since";
            return self.fail(Error::new(ErrorKind::File, &opened.file.name, what, "Choose it again."));
        }
        let Folding { mut folder, rereader, orders, recipe, .. } = *folding;
        rereader.finish(&mut |fields| folder.take(table, fields));
        let name = format!("{}-customers.csv", super::export::stem(&opened.file.name));
        match folder.finish(table, &harmless) {
            Ok(folded) => {
                let before = opened.origin.clone().unwrap_or_default();
                let facts = [before.facts, folded.facts].concat();
                // The text is our own, so what it says in its cells is no formula of anybody's.
                let (notes, descriptors) = (folded.notes, folded.descriptors);
                let origin =
                    Origin { facts, notes, typed: true, descriptors, orders: Some(Box::new(orders)) };
                let recipe = recipe.map(Box::new);
                self.out.emit(Output::Customers { name, origin, recipe }, folded.csv.into_bytes());
            }
            Err(error) => self.fail(error),
        }
    }
}

/// The error of a recipe that names a column which is only made when orders become customers, with what to do about that.
pub(super) fn advised(table: &Table, error: Error) -> Error {
    let made = MADE.iter().any(|name| error.place == format!("recipe, column {name:?}"));
    if error.kind != ErrorKind::Recipe || !made || guess(table).is_none() {
        return error;
    }
    let advice = "The recipe is for customers made of orders, and this file lists orders: open it without the recipe, make one row of each customer, and load the recipe then.";
    Error { advice: advice.to_owned(), ..error }
}
