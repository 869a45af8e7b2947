//! Adding rows up by customer.

use std::collections::{HashMap, HashSet};

use super::line;
use super::more::More;
use super::{FoldPlan, Places};
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::scan::{missing_word, text_key};
use crate::note::{Note, NoteKind};
use crate::profile::wording::{count, number};
use crate::rules::iso_day;
use crate::table::Table;

/// Columns beyond the ones of the plan that are looked at.
const MOST_COLUMNS: usize = 500;

/// The customers so far, each by a number in the order of their first rows.
///
/// Takes the table's rows one by one, in order, each with its cells as text: what names customers and orders is not in a table.
#[derive(Debug)]
pub struct Folder {
    plan: FoldPlan,
    places: Places,
    /// Rows that a filter leaves out.
    left_out: Vec<bool>,
    row: usize,
    numbers: HashMap<Box<str>, usize>,
    names: Vec<Box<str>>,
    customers: Vec<Bought>,
    /// Orders, each mixed with its customer.
    orders: HashSet<u64>,
    more: Vec<More>,
    /// Rows that name no customer, and what was paid for them.
    nameless: (u64, f64),
    returns: u64,
    filtered: u64,
}

/// What one customer bought.
#[derive(Debug, Clone, Copy)]
struct Bought {
    orders: u32,
    spent: f64,
    returned: f64,
    items: f64,
    /// Days before the latest in the table, NaN without a date.
    first: f64,
    last: f64,
}

/// The table of customers, and what is to be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// UTF-8, commas, a header, a line of each customer in the order of their first rows.
    pub csv: String,
    /// How it was made, each a few words.
    pub facts: Vec<String>,
    /// What was out of line on the way.
    pub notes: Vec<Note>,
}

impl Folder {
    /// Starts folding `table`, of which the first `columns` columns are in the file; `left_out` says which rows are no part of it, none if it is empty.
    ///
    /// # Errors
    /// [`ErrorKind::Option`] if the plan names a column that is not there or cannot say what it is to say.
    pub fn new(table: &Table, columns: usize, plan: FoldPlan, left_out: Vec<bool>) -> Result<Self> {
        let places = plan.places(table)?;
        let named = |at: &usize| {
            let by_plan = [Some(places.customer), places.order, places.date, places.quantity];
            by_plan.contains(&Some(*at)) || places.amount.contains(at)
        };
        let more =
            (0..columns.min(MOST_COLUMNS)).filter(|at| !named(at)).map(|at| More::new(table, at)).collect();
        Ok(Self {
            plan,
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
        // A cell without a number is no amount, but its row may still tell of an order.
        let paid = self.places.amount.iter().map(|column| at(*column)).reduce(|a, b| a * b);
        let name = field(self.places.customer);
        if missing_word(name.as_bytes()).is_some() {
            self.nameless.0 += 1;
            self.nameless.1 += paid.filter(|paid| !paid.is_nan()).unwrap_or(0.0);
            return;
        }
        let customer = self.number_of(name);
        let items = self.places.quantity.map_or(f64::NAN, at);
        let returned = match paid {
            Some(paid) if !paid.is_nan() => paid < 0.0,
            _ => items < 0.0,
        };
        let day = self.places.date.map_or(f64::NAN, at);
        let order = self.places.order.map(field).filter(|order| missing_word(order.as_bytes()).is_none());
        let new_order = !returned && self.is_new_order(customer, order, day, row);
        let bought = &mut self.customers[customer];
        let amount = paid.filter(|paid| !paid.is_nan()).unwrap_or(0.0);
        bought.spent += amount;
        bought.items += if items.is_nan() { 0.0 } else { items };
        bought.orders += u32::from(new_order);
        if returned {
            bought.returned -= amount.min(0.0);
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

    /// The table of customers.
    ///
    /// # Errors
    /// [`ErrorKind::Table`] if fewer than two are named.
    pub fn finish(self, table: &Table) -> Result<Folded> {
        let customers = self.customers.iter().filter(|bought| bought.orders > 0).count();
        if customers < 2 {
            return Err(Error::new(
                ErrorKind::Table,
                "orders",
                format!("{:?} names {customers} customers who ordered", self.plan.customer),
                "Choose the column that says whose order a row is.",
            ));
        }
        let (csv, differing) = self.write(table);
        Ok(Folded { csv, facts: self.facts(), notes: self.notes(&differing) })
    }

    /// The text, and the facts about customers in which some have several values, each with how many.
    fn write(&self, table: &Table) -> (String, Vec<(String, u64)>) {
        let more: Vec<_> = self.more.iter().filter_map(|more| more.told(table)).collect();
        let (facts, sums): (Vec<_>, Vec<_>) = more.into_iter().partition(|told| told.fact);
        let dates = self.places.date.and_then(|date| table.columns[date].summary.written.dates);
        let day = |days: f64| match dates {
            Some(dates) if !days.is_nan() => iso_day(dates, days),
            _ => String::new(),
        };
        let (items, paid) = (self.places.quantity.is_some(), !self.places.amount.is_empty());
        let returns = paid && self.returns > 0;
        let mut names = vec![self.plan.customer.clone(), "orders".to_owned()];
        let ours =
            [(items, "items"), (paid, "spent"), (paid, "average order value"), (returns, "returned amount")];
        let dated = [(dates.is_some(), "customer since"), (dates.is_some(), "last order date")];
        names.extend(ours.iter().chain(&dated).filter(|(is, _)| *is).map(|(_, name)| (*name).to_owned()));
        for told in facts.iter().chain(&sums) {
            names.push(free_name(&told.name, &names));
        }
        let mut text = String::new();
        line::push(&mut text, &names);
        let all = self.names.iter().zip(&self.customers).enumerate();
        for (at, (name, bought)) in all.filter(|(_, (_, bought))| bought.orders > 0) {
            let mut cells = vec![name.to_string(), bought.orders.to_string()];
            let spent = bought.spent.max(0.0);
            let each = spent / f64::from(bought.orders);
            let numbers = [bought.items.max(0.0), spent, each, bought.returned];
            let told = ours.iter().zip(numbers).filter(|((is, _), _)| *is);
            cells.extend(told.map(|(_, x)| line::number(x)));
            if dates.is_some() {
                cells.extend([day(bought.first), day(bought.last)]);
            }
            cells.extend(facts.iter().chain(&sums).map(|told| (told.cell)(at)));
            line::push(&mut text, &cells);
        }
        let differing = facts.iter().filter(|told| told.differing > 0);
        (text, differing.map(|told| (told.name.clone(), told.differing)).collect())
    }

    fn facts(&self) -> Vec<String> {
        let FoldPlan { customer, order, date, amount, quantity } = &self.plan;
        let mut facts = vec![format!(
            "one row for each of {} customers in “{customer}”, made of {} rows",
            count(self.customers.iter().filter(|bought| bought.orders > 0).count() as u64),
            count(self.row as u64)
        )];
        facts.push(match (order, date) {
            (Some(order), _) => format!("orders counted by “{order}”"),
            (None, Some(_)) => "rows of one day counted as one order".to_owned(),
            (None, None) => "every row counted as an order".to_owned(),
        });
        match amount.as_slice() {
            [] => {}
            [one] => facts.push(format!("spent is the sum of “{one}”")),
            all => facts.push(format!("spent is the sum of “{}”", all.join("” × “"))),
        }
        facts.extend(quantity.as_ref().map(|quantity| format!("items are the sum of “{quantity}”")));
        facts.extend(date.as_ref().map(|date| format!("orders dated by “{date}”")));
        facts
    }

    fn notes(&self, differing: &[(String, u64)]) -> Vec<Note> {
        let note = |kind, text| Note::new(kind, text);
        let rows = |n: u64| if n == 1 { "1 row".to_owned() } else { format!("{} rows", count(n)) };
        let mut notes = Vec::new();
        let (nameless, paid) = self.nameless;
        if nameless > 0 {
            let worth = if self.places.amount.is_empty() {
                String::new()
            } else {
                format!("; what was paid for them, {}, is in no segment", number(paid, 0))
            };
            let text = format!(
                "{} of {} name no customer in “{}” and are left out{worth}.",
                rows(nameless),
                count(self.row as u64),
                self.plan.customer
            );
            notes.push(note(NoteKind::Cells, text).on(&self.plan.customer).counting(nameless, &[]));
        }
        if self.returns > 0 {
            let text = format!(
                "{} with a negative amount count as returns: they lower what a customer spent and are no orders.",
                rows(self.returns)
            );
            notes.push(note(NoteKind::Cells, text).counting(self.returns, &[]));
        }
        let who = |n: usize, one: &str, many: &str| {
            if n == 1 { format!("1 customer {one}") } else { format!("{} customers {many}", count(n as u64)) }
        };
        let without = self.customers.iter().filter(|bought| bought.orders == 0).count();
        if without > 0 {
            let text = format!(
                "{} nothing in this file but sent something back, and are left out.",
                who(without, "ordered", "ordered")
            );
            notes.push(note(NoteKind::Cells, text).counting(without as u64, &[]));
        }
        let below = self.customers.iter().filter(|bought| bought.orders > 0 && bought.spent < 0.0).count();
        if below > 0 {
            let text = format!(
                "{} back more than they ordered in this file; what they spent counts as 0.",
                who(below, "sent", "sent")
            );
            notes.push(note(NoteKind::Cells, text).counting(below as u64, &[]));
        }
        if self.filtered > 0 {
            let text = format!("{} of the orders are left out by your filters.", rows(self.filtered));
            notes.push(note(NoteKind::Preparation, text).counting(self.filtered, &[]));
        }
        for (name, customers) in differing {
            let who = if *customers == 1 {
                "1 customer has".to_owned()
            } else {
                format!("{} customers have", count(*customers))
            };
            let text = format!("{who} more than one value in “{name}”; the first is kept.");
            notes.push(note(NoteKind::Cells, text).on(name).counting(*customers, &[]));
        }
        notes
    }
}

/// One key of two.
fn mixed(key: u64, customer: u64) -> u64 {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&key.to_le_bytes());
    bytes[8..].copy_from_slice(&customer.to_le_bytes());
    text_key(&bytes)
}

/// `wanted`, or with a number behind it if it is taken.
fn free_name(wanted: &str, taken: &[String]) -> String {
    let is_free = |name: &String| !taken.iter().any(|other| other.eq_ignore_ascii_case(name));
    let numbered = (2..).map(|number| format!("{wanted}_{number}"));
    std::iter::once(wanted.to_owned())
        .chain(numbered)
        .find(is_free)
        .expect("one of endlessly many names is free")
}
