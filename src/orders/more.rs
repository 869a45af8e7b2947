//! What else the rows of a customer say: where they agree, that is a fact about the customer; where they do not, numbers are added up or
//! averaged, and of categories the main one is taken.

use super::Style;
use super::guess::numbers_orders;
use crate::meaning::{Header, Meaning, by_name};
use crate::rules::iso_day;
use crate::table::{Column, ColumnType, MISSING_CODE, Table, Values};

/// Customers with several rows of which at most one in so many may disagree in a fact about the customer.
const AGREE: u64 = 20;

/// Levels of a category of which the main one is told.
const LEVELS: usize = 32;

/// Cells of counts that are kept at most for one category.
const COUNTS: usize = 1 << 24;

/// A column that the plan does not name.
#[derive(Debug)]
pub(super) struct More {
    column: usize,
    kind: Kind,
    /// Whether a customer's rows have been found to disagree.
    differs: Vec<bool>,
    /// Whether a customer has a second row with a value.
    again: Vec<bool>,
}

#[derive(Debug)]
enum Kind {
    /// Numbers: the first of each customer, their sum and how many there are.
    Number { first: Vec<f64>, sum: Vec<f64>, count: Vec<u32> },
    /// Dates: the first of each customer, in the table's days.
    Date { first: Vec<f64> },
    /// Levels: the first of each customer, and what was paid, or the rows, by level.
    Level { first: Vec<u16>, paid: Vec<f32>, levels: usize },
    /// What a table does not keep: the first text of each customer.
    Text { first: Vec<Box<str>> },
}

/// What becomes of a column: its name, what stands for a customer, and whether it is a fact about the customer.
pub(super) struct Told<'a> {
    pub(super) name: String,
    pub(super) fact: bool,
    pub(super) differing: u64,
    pub(super) cell: Box<dyn Fn(usize) -> String + 'a>,
}

impl More {
    /// For the column at `at`.
    pub(super) fn new(table: &Table, at: usize) -> Self {
        let column = &table.columns[at];
        let levels = column.levels().len();
        let kind = match &column.values {
            Values::NotKept => Kind::Text { first: Vec::new() },
            _ if names_something(column) => Kind::Text { first: Vec::new() },
            Values::Categories { .. } => Kind::Level { first: Vec::new(), paid: Vec::new(), levels },
            Values::Numbers(_) if column.summary.written.dates.is_some() => Kind::Date { first: Vec::new() },
            Values::Numbers(_) => Kind::Number { first: Vec::new(), sum: Vec::new(), count: Vec::new() },
        };
        Self { column: at, kind, differs: Vec::new(), again: Vec::new() }
    }

    /// Its place in the table.
    pub(super) fn column(&self) -> usize {
        self.column
    }

    /// Takes a row of `customer`; `text` is its cell, and `paid` what was paid for it.
    pub(super) fn take(&mut self, table: &Table, row: usize, customer: usize, text: &str, paid: f64) {
        let column = &table.columns[self.column];
        if customer == self.differs.len() {
            self.add_customer();
        }
        let known = match &mut self.kind {
            Kind::Number { first, sum, count } => {
                let x = column.number(row);
                if x.is_nan() {
                    return;
                }
                sum[customer] += x;
                count[customer] += 1;
                agreed(&mut first[customer], x, |first| first.is_nan())
            }
            Kind::Date { first } => {
                let x = column.number(row);
                if x.is_nan() {
                    return;
                }
                agreed(&mut first[customer], x, |first| first.is_nan())
            }
            Kind::Level { first, paid: by_level, levels } => {
                let code = column.code(row);
                if code == MISSING_CODE {
                    return;
                }
                if *levels <= LEVELS && by_level.len() >= (customer + 1) * *levels {
                    by_level[customer * *levels + usize::from(code)] += paid.max(0.0) as f32;
                }
                agreed(&mut first[customer], code, |first| *first == MISSING_CODE)
            }
            Kind::Text { first } => {
                let text = text.trim();
                if text.is_empty() {
                    return;
                }
                if first[customer].is_empty() {
                    first[customer] = text.into();
                    None
                } else {
                    Some(*first[customer] == *text)
                }
            }
        };
        if let Some(same) = known {
            self.again[customer] = true;
            self.differs[customer] |= !same;
        }
    }

    fn add_customer(&mut self) {
        self.differs.push(false);
        self.again.push(false);
        match &mut self.kind {
            Kind::Number { first, sum, count } => {
                first.push(f64::NAN);
                sum.push(0.0);
                count.push(0);
            }
            Kind::Date { first } => first.push(f64::NAN),
            Kind::Level { first, paid, levels } => {
                first.push(MISSING_CODE);
                if *levels <= LEVELS && paid.len() + *levels <= COUNTS {
                    paid.extend(std::iter::repeat_n(0.0, *levels));
                }
            }
            Kind::Text { first } => first.push(Box::default()),
        }
    }

    /// Whether texts differ in so many customers that they will be no fact about them: then they need not be kept.
    pub(super) fn is_lost(&self) -> bool {
        matches!(self.kind, Kind::Text { .. }) && self.differs.len() >= 1_000 && !self.is_fact()
    }

    fn counted(&self) -> (u64, u64) {
        let all = |flags: &[bool]| flags.iter().filter(|flag| **flag).count() as u64;
        (all(&self.differs), all(&self.again))
    }

    fn is_fact(&self) -> bool {
        let (differing, again) = self.counted();
        differing * AGREE <= again
    }

    /// What is told of it, if anything.
    pub(super) fn told<'a>(&'a self, table: &'a Table, style: Style) -> Option<Told<'a>> {
        let column = &table.columns[self.column];
        let (fact, differing) = (self.is_fact(), self.counted().0);
        let name = column.name.clone();
        let told = |name: String, cell: Box<dyn Fn(usize) -> String + 'a>| {
            Some(Told { name, fact, differing: if fact { differing } else { 0 }, cell })
        };
        match &self.kind {
            Kind::Text { first } if fact => told(name, Box::new(|at| first[at].to_string())),
            Kind::Text { .. } => None,
            Kind::Date { first } if fact => told(name, Box::new(|at| day(column, first[at]))),
            Kind::Date { .. } => None,
            Kind::Number { first, .. } if fact => told(name, Box::new(move |at| style.number(first[at]))),
            Kind::Number { sum, .. } if adds_up(column) => {
                told(format!("total {name}"), Box::new(move |at| style.number(sum[at])))
            }
            Kind::Number { sum, count, .. } => told(
                format!("average {name}"),
                Box::new(move |at| style.number(sum[at] / f64::from(count[at]))),
            ),
            Kind::Level { first, .. } if fact => told(name, Box::new(|at| level(column, first[at]))),
            Kind::Level { paid, levels, first }
                if *levels <= LEVELS && paid.len() == first.len() * levels =>
            {
                told(
                    format!("main {name}"),
                    Box::new(move |at| level(column, most(paid, *levels, at, first[at]))),
                )
            }
            Kind::Level { .. } => None,
        }
    }
}

/// Keeps `first` if there is one, and says then whether `next` is the same.
fn agreed<T: PartialEq>(first: &mut T, next: T, is_none: impl Fn(&T) -> bool) -> Option<bool> {
    if is_none(first) {
        *first = next;
        return None;
    }
    Some(*first == next)
}

/// Whether its cells are names or numbers of something, about which there is nothing to compute.
fn names_something(column: &Column) -> bool {
    column.identifying.is_some()
        || by_name(&Header::of(&column.name)) == Meaning::Identifier
        || numbers_orders(&column.name)
}

/// Whether the numbers of a customer's rows are to be added up: amounts and counts are, prices and rates are not.
fn adds_up(column: &Column) -> bool {
    let summed =
        [Meaning::Spend, Meaning::CategorySpend, Meaning::Profit, Meaning::Quantity, Meaning::Returns];
    column.kind == ColumnType::Number && summed.contains(&by_name(&Header::of(&column.name)))
}

/// The day of a cell as `2024-01-31`; nothing for none.
fn day(column: &Column, days: f64) -> String {
    match column.summary.written.dates {
        Some(dates) if !days.is_nan() => iso_day(dates, days),
        _ => String::new(),
    }
}

fn level(column: &Column, code: u16) -> String {
    column.levels().get(usize::from(code)).cloned().unwrap_or_default()
}

/// The level that most was paid for; of equals the first in the file, and the first of the customer where nothing was.
fn most(paid: &[f32], levels: usize, customer: usize, first: u16) -> u16 {
    let paid = &paid[customer * levels..(customer + 1) * levels];
    let most = paid.iter().copied().fold(0.0, f32::max);
    let place = paid.iter().position(|paid| *paid == most).filter(|_| most > 0.0);
    place.map_or(first, |place| place as u16)
}
