//! A formula whose columns have been found in a table.

use super::{Formula, Function, Node, Operator, Wrong};
use crate::error::Result;
use crate::table::{Column, ColumnType, Table};

/// A formula with the columns it is computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    root: Node,
    /// For each name its column in the table and, for a column of dates, the latest of them in days since 1970.
    columns: Vec<(usize, Option<f64>)>,
}

/// What a part of a formula is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Date,
}

impl Bound {
    /// Finds the columns that `formula`, the formula of the column `name`, is computed from among the first `width` of `table`.
    ///
    /// A date can only be taken from another, which gives days.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`](crate::error::ErrorKind::Recipe) with the place of an unknown name, and the name most like it; of a
    /// column without numbers; or if dates are used otherwise.
    pub fn new(name: &str, formula: &Formula, table: &Table, width: usize) -> Result<Self> {
        let known = &table.columns[..width.min(table.columns.len())];
        let mut columns = Vec::with_capacity(formula.names.len());
        for (wanted, at) in &formula.names {
            let found = known.iter().position(|column| column.name == *wanted);
            let index = found.ok_or_else(|| unknown(wanted, *at, known).of(name))?;
            let column = &known[index];
            if column.kind != ColumnType::Number {
                let what = format!("{wanted:?} holds no numbers");
                return Err(
                    Wrong::new(*at, what, "Only columns of numbers and dates can be computed with.").of(name)
                );
            }
            columns.push((index, column.summary.written.dates.map(|dates| dates.latest)));
        }
        let bound = Self { root: formula.root.clone(), columns };
        match bound.kind(&bound.root) {
            Ok(Kind::Number) => Ok(bound),
            found => {
                let place = found.err().unwrap_or(0);
                let at = formula.names.get(place).map_or(1, |(_, at)| *at);
                let date = formula.names.get(place).map_or("", |(name, _)| name.as_str());
                let advice = "Take one date from another, which gives days: last_order - first_order.";
                Err(Wrong::new(at, format!("{date:?} is a date, which is no number"), advice).of(name))
            }
        }
    }

    /// The columns it is computed from.
    pub fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.columns.iter().map(|(column, _)| *column)
    }

    /// Whether one of them is a column of dates.
    pub fn has_dates(&self) -> bool {
        self.columns.iter().any(|(_, latest)| latest.is_some())
    }

    /// The value for a row of the table; NaN for none.
    pub fn value(&self, table: &Table, row: usize) -> f64 {
        self.value_of(&|column| table.columns[column].number(row))
    }

    /// The value where a column of the table holds `number(column)`, NaN for a gap.
    pub fn value_of(&self, number: &impl Fn(usize) -> f64) -> f64 {
        let value = self.at(&self.root, number);
        if value.is_finite() { value } else { f64::NAN }
    }

    /// Number or date; the name of a date that is used as a number.
    fn kind(&self, node: &Node) -> std::result::Result<Kind, usize> {
        match node {
            Node::Number(_) => Ok(Kind::Number),
            Node::Column(name) => Ok(if self.columns[*name].1.is_some() { Kind::Date } else { Kind::Number }),
            Node::Pair(Operator::Minus, left, right)
                if self.kind(left)? == Kind::Date && self.kind(right)? == Kind::Date =>
            {
                Ok(Kind::Number)
            }
            Node::Negative(part) => self.number(part),
            Node::Pair(_, left, right) => self.number(left).and_then(|_| self.number(right)),
            Node::Call(_, parts) => parts.iter().try_fold(Kind::Number, |_, part| self.number(part)),
        }
    }

    fn number(&self, node: &Node) -> std::result::Result<Kind, usize> {
        match (self.kind(node)?, node) {
            (Kind::Date, Node::Column(name)) => Err(*name),
            (kind, _) => Ok(kind),
        }
    }

    fn at(&self, node: &Node, number: &impl Fn(usize) -> f64) -> f64 {
        match node {
            Node::Number(x) => *x,
            Node::Column(name) => {
                let (column, latest) = self.columns[*name];
                let x = number(column);
                // A table holds dates as days before the latest.
                latest.map_or(x, |latest| latest - x)
            }
            Node::Negative(part) => -self.at(part, number),
            Node::Pair(operator, left, right) => {
                let (left, right) = (self.at(left, number), self.at(right, number));
                match operator {
                    Operator::Plus => left + right,
                    Operator::Minus => left - right,
                    Operator::Times => left * right,
                    Operator::Over if right == 0.0 => f64::NAN,
                    Operator::Over => left / right,
                }
            }
            Node::Call(function, parts) => {
                let mut values = parts.iter().map(|part| self.at(part, number));
                let first = values.next().unwrap_or(f64::NAN);
                values.fold(one(*function, first), |found, x| two(*function, found, x))
            }
        }
    }
}

fn one(function: Function, x: f64) -> f64 {
    match function {
        Function::Log1p if x > -1.0 => libm::log1p(x),
        Function::Sqrt if x >= 0.0 => libm::sqrt(x),
        Function::Log1p | Function::Sqrt => f64::NAN,
        Function::Abs => x.abs(),
        Function::Min | Function::Max => x,
    }
}

/// The smaller or larger of two; a gap if one of them is.
fn two(function: Function, a: f64, b: f64) -> f64 {
    let takes_a = if function == Function::Min { a <= b } else { a >= b };
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if takes_a {
        a
    } else {
        b
    }
}

fn unknown(wanted: &str, at: usize, known: &[Column]) -> Wrong {
    let folded = wanted.to_lowercase();
    let distance = |column: &&Column| strsim::osa_distance(&column.name.to_lowercase(), &folded);
    let nearest = known.iter().min_by_key(distance).map(|column| &column.name);
    let what = format!("there is no column {wanted:?}");
    let quotes = "Names with anything but letters, digits and underscores stand in double quotes.";
    match nearest {
        Some(name) => Wrong::new(at, what, format!("The most similar name is {name:?}. {quotes}")),
        None => Wrong::new(at, what, quotes),
    }
}
