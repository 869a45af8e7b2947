//! How customers are made of a list of orders before anything else of a recipe is carried out.

use serde::{Deserialize, Serialize};

use super::{FoldPlan, Reading, Recipe, RowFilter, wrong};
use crate::error::{Error, Result};
use crate::table::Table;

/// What it takes to make customers of another list of orders of the same shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrdersRecipe {
    /// Which columns say what.
    pub plan: FoldPlan,
    /// Which rows are orders: those that pass all of these. Default: every row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<RowFilter>,
    /// How the list is read, where that is not left to the file.
    #[serde(default, skip_serializing_if = "Reading::is_empty")]
    pub reading: Reading,
}

impl OrdersRecipe {
    pub(super) fn check(&self) -> Result<()> {
        let filters = self.filters.iter().try_for_each(RowFilter::check);
        filters.and_then(|()| self.reading.check()).map_err(under_orders)
    }

    /// Checks that the filters fit `table`.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`](crate::error::ErrorKind::Recipe) with what is wrong.
    pub fn check_filters(&self, table: &Table) -> Result<()> {
        let fits = |filter: &RowFilter| filter.check().and_then(|()| filter.check_against(table));
        self.filters.iter().try_for_each(fits).map_err(under_orders)
    }

    /// Checks that the filters fit `table`, and that it has the columns of the plan and they hold what they are to say.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`](crate::error::ErrorKind::Recipe) with the column.
    pub fn check_against(&self, table: &Table) -> Result<()> {
        self.plan.places(table).map(drop).map_err(|error| {
            let advice = "Open a list of orders with the same columns, or change the key orders in the recipe; without it the recipe is for customers that were made before.";
            wrong("recipe, key orders", error.what, advice)
        })?;
        self.check_filters(table)
    }
}

fn under_orders(error: Error) -> Error {
    Error { place: format!("{}, under orders", error.place), ..error }
}

impl Recipe {
    /// Whether `table` has the columns that customers are told apart by: those the file is to have, not computed ones.
    pub fn finds_its_features(&self, table: &Table) -> bool {
        let mut features = self.features().filter(|entry| entry.formula.is_empty()).peekable();
        features.peek().is_some() && features.all(|entry| table.position(&entry.name).is_some())
    }

    /// How a file is read that is opened with this recipe: a list of orders, if customers are to be made of one first.
    pub fn reading_first(&self) -> &Reading {
        self.orders.as_ref().map_or(&self.reading, |orders| &orders.reading)
    }
}
