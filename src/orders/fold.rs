//! Adding rows up by customer.

use std::collections::{HashMap, HashSet};

use super::Style;
use super::more::More;
use super::write::Written;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::scan::{missing_word, text_key};
use crate::note::Note;
use crate::recipe::{FoldPlan, Places};
use crate::table::Table;

/// Columns beyond the ones of the plan that are looked at.
const MOST_COLUMNS: usize = 500;

/// The customers so far, each by a number in the order of their first rows.
///
/// Takes the table's rows one by one, in order, each with its cells as text: what names customers and orders is not in a table.
#[derive(Debug)]
pub struct Folder {
    pub(super) plan: FoldPlan,
    pub(super) style: Style,
    pub(super) places: Places,
    /// Rows that a filter leaves out.
    left_out: Vec<bool>,
    pub(super) row: usize,
    numbers: HashMap<Box<str>, usize>,
    pub(super) names: Vec<Box<str>>,
    pub(super) customers: Vec<Bought>,
    /// By the codes of a column of states, whether nothing came of an order.
    nothing: Vec<bool>,
    /// Names of such orders: the rows behind the first may not say it again.
    void: HashSet<u64>,
    /// Orders, each mixed with its customer.
    orders: HashSet<u64>,
    pub(super) more: Vec<More>,
    /// Rows that name no customer, and what was paid for them.
    pub(super) nameless: (u64, f64),
    pub(super) returns: u64,
    pub(super) filtered: u64,
    pub(super) cancelled: u64,
}

/// What one customer bought.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bought {
    pub(super) orders: u32,
    pub(super) spent: f64,
    pub(super) returned: f64,
    pub(super) items: f64,
    /// Days before the latest in the table, NaN without a date.
    pub(super) first: f64,
    pub(super) last: f64,
}

/// The table of customers, and what is to be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// UTF-8 in the [`Style`] given, a header, a line of each customer who ordered something, in the order of their first rows.
    pub csv: String,
    /// How it was made, each a few words.
    pub facts: Vec<String>,
    /// What was out of line on the way.
    pub notes: Vec<Note>,
    /// Columns that are to describe customers and not to tell them apart, unless a person says so: what came back, and sums, averages and main
    /// levels over the rows of a customer.
    pub descriptors: Vec<String>,
}

impl Folder {
    /// Starts folding `table`, of which the first `columns` columns are in the file; `left_out` says which rows are no part of it, none if it is empty.
    ///
    /// # Errors
    /// [`ErrorKind::Option`] if the plan names a column that is not there or cannot say what it is to say.
    pub fn new(
        table: &Table,
        columns: usize,
        plan: FoldPlan,
        left_out: Vec<bool>,
        style: Style,
    ) -> Result<Self> {
        let places = plan.places(table)?;
        let nothing = match (&plan.cancelled, places.cancelled) {
            (Some(cancelled), Some(at)) => {
                let levels = table.columns[at].levels().iter();
                levels.map(|level| cancelled.levels.contains(level)).collect()
            }
            _ => Vec::new(),
        };
        let named = |at: &usize| {
            let by_plan = [
                Some(places.customer),
                places.order,
                places.date,
                places.quantity,
                places.refunded,
                places.cancelled,
            ];
            by_plan.contains(&Some(*at)) || places.amount.contains(at)
        };
        let more =
            (0..columns.min(MOST_COLUMNS)).filter(|at| !named(at)).map(|at| More::new(table, at)).collect();
        Ok(Self {
            plan,
            style,
            places,
            left_out,
            row: 0,
            numbers: HashMap::new(),
            names: Vec::new(),
            customers: Vec::new(),
            orders: HashSet::new(),
            more,
            nameless: (0, 0.0),
            returns: 0,
            filtered: 0,
            cancelled: 0,
            nothing,
            void: HashSet::new(),
        })
    }

    /// Customers so far.
    pub fn customers(&self) -> usize {
        self.customers.len()
    }

    /// Takes the next row of `table`, whose cells are `fields`.
    pub fn take(&mut self, table: &Table, fields: &[String]) {
        let row = self.row;
        self.row += 1;
        if self.left_out.get(row).is_some_and(|left_out| *left_out) {
            self.filtered += 1;
            return;
        }
        let field = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let at = |column: usize| table.columns[column].number(row);
        let order = self.places.order.map(field).filter(|order| missing_word(order.as_bytes()).is_none());
        if self.is_cancelled(table, row, order) {
            self.cancelled += 1;
            return;
        }
        // A cell without a number is no amount, but its row may still tell of an order.
        let paid = self.places.amount.iter().map(|column| at(*column)).reduce(|a, b| a * b);
        let back = self.places.refunded.map(at).filter(|back| *back > 0.0).unwrap_or(0.0);
        let amount = paid.filter(|paid| !paid.is_nan()).unwrap_or(0.0) - back;
        let name = field(self.places.customer);
        if missing_word(name.as_bytes()).is_some() {
            self.nameless.0 += 1;
            self.nameless.1 += amount;
            return;
        }
        let customer = self.number_of(name);
        let items = self.places.quantity.map_or(f64::NAN, at);
        let returned = match paid {
            Some(paid) if !paid.is_nan() => paid < 0.0,
            _ => items < 0.0,
        };
        let day = self.places.date.map_or(f64::NAN, at);
        let new_order = !returned && self.is_new_order(customer, order, day, row);
        let bought = &mut self.customers[customer];
        bought.spent += amount;
        bought.items += if items.is_nan() { 0.0 } else { items };
        bought.orders += u32::from(new_order);
        bought.returned += if returned { -amount.min(0.0) } else { back };
        if returned {
            self.returns += 1;
        } else {
            // Earlier days are farther before the latest; `max` and `min` pass over NaN.
            bought.first = bought.first.max(day);
            bought.last = bought.last.min(day);
        }
        let weight = paid.map_or(1.0, |_| amount);
        for more in &mut self.more {
            more.take(table, row, customer, fields.get(more.column()).map_or("", String::as_str), weight);
        }
        if row.is_multiple_of(65_536) {
            self.more.retain(|more| !more.is_lost());
        }
    }

    /// Whether nothing came of the order of a row, by its own state or by that of a row of the same order above.
    fn is_cancelled(&mut self, table: &Table, row: usize, order: Option<&str>) -> bool {
        let Some(at) = self.places.cancelled else { return false };
        let key = order.map(|order| text_key(order.as_bytes()));
        let code = usize::from(table.columns[at].code(row));
        let says_so = self.nothing.get(code).is_some_and(|nothing| *nothing);
        if says_so {
            self.void.extend(key);
        }
        says_so || key.is_some_and(|key| self.void.contains(&key))
    }

    /// The number of the customer called `name`: addresses of mail are the same in any case of letters.
    fn number_of(&mut self, name: &str) -> usize {
        let folded;
        let key = if name.contains('@') {
            folded = name.to_lowercase();
            folded.as_str()
        } else {
            name
        };
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let number = self.customers.len();
        self.numbers.insert(key.into(), number);
        self.names.push(name.into());
        let none = f64::NAN;
        let bought = Bought { orders: 0, spent: 0.0, returned: 0.0, items: 0.0, first: none, last: none };
        self.customers.push(bought);
        number
    }

    /// Whether no row before was of the same order: by what names it, else by its day, else every row is one.
    fn is_new_order(&mut self, customer: usize, order: Option<&str>, day: f64, row: usize) -> bool {
        let key = match (self.places.order, order) {
            (Some(_), Some(order)) => text_key(order.as_bytes()),
            // A row of an order whose name stands on its first row only.
            (Some(_), None) => return false,
            (None, _) if !day.is_nan() => libm::floor(day).to_bits(),
            (None, _) => row as u64,
        };
        self.orders.insert(mixed(key, customer as u64))
    }

    /// Customers who ordered.
    pub(super) fn buyers(&self) -> usize {
        self.customers.iter().filter(|bought| bought.orders > 0).count()
    }

    /// The table of customers. `disarm` gives back a cell so that no spreadsheet program computes with it.
    ///
    /// # Errors
    /// [`ErrorKind::Table`] if fewer than two have ordered something.
    pub fn finish(self, table: &Table, disarm: &dyn Fn(&str) -> String) -> Result<Folded> {
        let customers = self.buyers();
        if customers < 2 {
            return Err(Error::new(
                ErrorKind::Table,
                "orders",
                format!("{:?} names {customers} customers who ordered", self.plan.customer),
                "Choose the column that says whose order a row is.",
            ));
        }
        let Written { csv, differing, descriptors } = self.write(table, disarm);
        Ok(Folded { csv, facts: self.facts(table), notes: self.notes(&differing), descriptors })
    }
}

/// One key of two.
fn mixed(key: u64, customer: u64) -> u64 {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&key.to_le_bytes());
    bytes[8..].copy_from_slice(&customer.to_le_bytes());
    text_key(&bytes)
}
