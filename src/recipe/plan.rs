//! Which columns of a list of orders say what.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::table::{ColumnType, Table};

/// Which columns say what of an order, each by its name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoldPlan {
    /// Whose it is: rows with the same value are one customer's.
    pub customer: String,
    /// Which order a row belongs to. Without one, rows of a customer on one day are one order, and without dates each row is.
    #[serde(default)]
    pub order: Option<String>,
    /// When it was. Default: not known.
    #[serde(default)]
    pub date: Option<String>,
    /// What was paid for the row: one column, or two to be multiplied, such as a quantity and the price of one. Default: not known.
    #[serde(default)]
    pub amount: Vec<String>,
    /// How many items it has. Default: not known.
    #[serde(default)]
    pub quantity: Option<String>,
    /// What was paid back of that. Default: nothing.
    #[serde(default)]
    pub refunded: Option<String>,
    /// Orders that came to nothing, which are left out. Default: none.
    #[serde(default)]
    pub cancelled: Option<Cancelled>,
}

/// How orders that came to nothing are known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancelled {
    /// A column of categories.
    pub column: String,
    /// Those of its levels that say so.
    pub levels: Vec<String>,
}

/// A plan with its columns found in a table.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    pub(crate) customer: usize,
    pub(crate) order: Option<usize>,
    pub(crate) date: Option<usize>,
    pub(crate) amount: Vec<usize>,
    pub(crate) quantity: Option<usize>,
    pub(crate) refunded: Option<usize>,
    pub(crate) cancelled: Option<usize>,
}

impl FoldPlan {
    /// The columns it names.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        let cancelled = self.cancelled.as_ref().map(|cancelled| &cancelled.column);
        let single = [&self.order, &self.date, &self.quantity, &self.refunded].map(Option::as_ref);
        let all = std::iter::once(&self.customer).chain(&self.amount).chain(single.into_iter().flatten());
        all.chain(cancelled).map(String::as_str)
    }

    /// Finds the columns in `table`.
    ///
    /// # Errors
    /// [`ErrorKind::Option`] for a column that does not exist or does not hold what it is to say.
    pub(crate) fn places(&self, table: &Table) -> Result<Places> {
        let find = |name: &String| {
            table.position(name).ok_or_else(|| {
                wrong(format!("the file has no column {name:?}"), "Choose one of the file's columns.")
            })
        };
        let number = |name: &String| {
            let at = find(name)?;
            let column = &table.columns[at];
            if column.kind != ColumnType::Number || column.summary.written.dates.is_some() {
                return Err(wrong(format!("{name:?} holds no numbers"), "Choose a column of numbers."));
            }
            Ok(at)
        };
        let date = |name: &String| {
            let at = find(name)?;
            if table.columns[at].summary.written.dates.is_none() {
                return Err(wrong(format!("{name:?} holds no dates"), "Choose a column of dates."));
            }
            Ok(at)
        };
        if self.amount.len() > 2 {
            return Err(wrong(
                format!("{} columns for what was paid", self.amount.len()),
                "Give one, or a quantity and a price.",
            ));
        }
        Ok(Places {
            customer: find(&self.customer)?,
            order: self.order.as_ref().map(find).transpose()?,
            date: self.date.as_ref().map(date).transpose()?,
            amount: self.amount.iter().map(number).collect::<Result<_>>()?,
            quantity: self.quantity.as_ref().map(number).transpose()?,
            refunded: self.refunded.as_ref().map(number).transpose()?,
            cancelled: self.cancelled.as_ref().map(|cancelled| find(&cancelled.column)).transpose()?,
        })
    }
}

fn wrong(what: String, advice: &str) -> Error {
    Error::new(ErrorKind::Option, "orders", what, advice)
}
