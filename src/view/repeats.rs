//! Rows that are no customers but something customers did, as in a list of orders.

use crate::note::{Note, NoteKind};
use crate::orders::customer_column;
use crate::profile::wording::count;
use crate::table::Table;

/// A column that names customers and has fewer different values than nine for ten rows.
pub(super) struct Repeats {
    column: String,
    different: u64,
    rows: u64,
}

impl Repeats {
    /// Looks for one in `table`.
    pub(super) fn of(table: &Table) -> Option<Self> {
        let column = customer_column(table)?;
        let (different, rows) = (column.summary.distinct, table.rows as u64 - column.summary.missing);
        Some(Self { column: column.name.clone(), different, rows })
    }

    /// What has to be known before anything else.
    pub(super) fn sentence(&self) -> String {
        let Self { column, different, rows } = self;
        format!(
            "A row is not a customer here: “{column}” has {} different values in {} rows. The segments are groups of rows.",
            count(*different),
            count(*rows)
        )
    }

    /// What it means, and what to do.
    pub(super) fn note(&self) -> Note {
        let Self { column, different, rows } = self;
        let text = format!(
            "“{column}” has {} different values in {} rows, so a row is not a customer but something one did, such as an order. The segments are groups of rows, and a customer can be in several. For groups of customers let the page make one row of each first.",
            count(*different),
            count(*rows)
        );
        Note::new(NoteKind::Clustering, text).on(column.clone()).counting(*rows, &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Importer;

    fn sentence(header: &str, customers: u32) -> Option<String> {
        let rows: String = (0..40).map(|row| format!("{},{row}.5\n", 1_000 + row % customers)).collect();
        let mut importer = Importer::new("x.csv");
        importer.feed(format!("{header},spent\n{rows}").as_bytes()).expect("a file");
        Repeats::of(&importer.finish().expect("a table").table).map(|repeats| repeats.sentence())
    }

    #[test]
    fn a_list_of_orders_is_told_from_one_of_customers() {
        let told = "A row is not a customer here: “Customer ID” has 13 different values in 40 rows. The segments are groups of rows.";
        assert_eq!(sentence("Customer ID", 13).as_deref(), Some(told));
        assert!(sentence("CustomerID", 13).is_some());
        assert_eq!(sentence("Customer ID", 40), None);
        assert_eq!(sentence("Store ID", 13), None);
    }
}
