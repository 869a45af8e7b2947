//! Order lines of the open file becoming customers.

use super::read::Checksum;
use super::{Opened, SLICE, Session, Work};
use crate::error::{Error, ErrorKind, Result};
use crate::export::harmless;
use crate::features::left_out;
use crate::ingest::Rereader;
use crate::ingest::scan::Delimiter;
use crate::note::{Note, NoteKind};
use crate::orders::{Folder, MADE, Style, guess};
use crate::profile::wording::count;
use crate::protocol::{Origin, Output, Phase};
use crate::recipe::{self, DateOrder, FoldPlan, OrdersRecipe, Recipe, Role, RowFilter};
use crate::table::{DateForm, Table};

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

    /// Whether the file holds customers as `recipe` makes them of orders, made before and saved, and no orders.
    pub(super) fn holds_customers_of(&self, recipe: &Recipe) -> bool {
        let misfit = |orders: &OrdersRecipe| orders.check_against(&self.table).is_err();
        self.orders_of(recipe).is_some_and(misfit) && recipe.finds_its_features(&self.table)
    }

    /// Whether the file was read as `reading` has it: an order of dates that was found without being told need not be told.
    pub(super) fn is_read_as(&self, reading: &recipe::Reading) -> bool {
        let told = &self.choices.dates;
        let mut reading = reading.clone();
        reading.dates.retain(|name, order| told.contains_key(name) || self.date_order(name) != Some(*order));
        reading == self.choices
    }

    /// Which comes first in the dates of a column.
    fn date_order(&self, name: &str) -> Option<DateOrder> {
        let column = &self.table.columns[self.table.position(name)?];
        match column.summary.written.dates?.form {
            DateForm::DayFirst => Some(DateOrder::DayFirst),
            DateForm::MonthFirst => Some(DateOrder::MonthFirst),
            DateForm::YearFirst => Some(DateOrder::YearFirst),
            _ => None,
        }
    }

    /// Checks that customers can be made of the file.
    ///
    /// # Errors
    /// As [`OrdersRecipe::check_against`]; where it is dates that are missed, and the file leaves their order open, with what to do.
    pub(super) fn check_orders(&self, orders: &OrdersRecipe) -> Result<()> {
        let open = |name: &String| self.questions.iter().any(|question| question.column == *name);
        orders.check_against(&self.table).map_err(|error| {
            let Some(name) = orders.plan.date.as_ref().filter(|name| open(name)) else { return error };
            let advice = format!(
                "The file leaves open which comes first in the dates of {name:?}. Say so in the recipe, under orders: \"reading\": {{\"dates\": {{{name:?}: \"day_first\"}}}}."
            );
            Error { advice, ..error }
        })
    }

    /// `orders` as a recipe can keep it; `None` if a column computed here has a part in it, which another list does not have.
    fn kept(&self, orders: OrdersRecipe) -> Option<OrdersRecipe> {
        let in_file = &self.table.columns[..self.width()];
        let stands = |name: &str| in_file.iter().any(|column| column.name == name);
        let filters = orders.filters.iter().map(|filter| filter.column.as_str());
        let replayable = orders.plan.columns().chain(filters).all(stands);
        replayable.then_some(orders)
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
        let mut reading = opened.choices.clone();
        // The next list may hold no date that tells.
        if let Some((name, order)) =
            plan.date.as_ref().and_then(|name| Some((name, opened.date_order(name)?)))
        {
            reading.dates.insert(name.clone(), order);
        }
        let orders = OrdersRecipe { plan, filters, reading };
        match orders.check_filters(&opened.table) {
            Ok(()) => self.begin_folding(orders, None),
            Err(error) => self.fail(error),
        }
    }

    /// Makes the customers that `recipe` is for, as it says under `orders`.
    pub(super) fn make_customers(&mut self, orders: OrdersRecipe, recipe: Recipe) {
        let Some(opened) = &self.opened else { return };
        match opened.check_orders(&orders) {
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
                let (mut notes, descriptors) = (folded.notes, folded.descriptors);
                let orders = opened.kept(orders).map(Box::new);
                if orders.is_none() {
                    let text = "A column computed among the orders has a part in how these customers were made, so the recipe does not hold that.";
                    notes.push(Note::new(NoteKind::Preparation, text.to_owned()));
                }
                let origin = Origin { facts, notes, typed: true, descriptors, orders };
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
