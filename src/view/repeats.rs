//! Rows that are no customers but something customers did, as in a list of orders.

use crate::note::{Note, NoteKind};
use crate::profile::wording::count;
use crate::recipe::header_words;
use crate::table::{Column, Table};

/// How headers call customers.
const CUSTOMERS: [&str; 15] = [
    "customer",
    "cust",
    "client",
    "cliente",
    "kunde",
    "klant",
    "member",
    "user",
    "buyer",
    "shopper",
    "subscriber",
    "account",
    "guest",
    "mail",
    "email",
];

/// Rows from which a repetition means something.
const FEWEST_ROWS: u64 = 20;

/// A column that names customers and has fewer different values than nine for ten rows.
pub(super) struct Repeats {
    column: String,
    different: u64,
    rows: u64,
}

impl Repeats {
    /// Looks for one in `table`.
    pub(super) fn of(table: &Table) -> Option<Self> {
        let names_customers = |column: &Column| {
            let words = header_words(&column.name);
            words.iter().any(|word| CUSTOMERS.iter().any(|known| word.starts_with(known)))
        };
        table
            .columns
            .iter()
            .filter(|column| column.identifying.is_some() && names_customers(column))
            .find_map(|column| {
                let (different, rows) = (column.summary.distinct, table.rows as u64 - column.summary.missing);
                let repeats = rows >= FEWEST_ROWS && different > 1 && different * 10 < rows * 9;
                repeats.then(|| Self { column: column.name.clone(), different, rows })
            })
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
            "“{column}” has {} different values in {} rows, so a row is not a customer but something one did, such as an order. The segments are groups of rows, and a customer can be in several. For groups of customers make one row of each first: in a spreadsheet, a pivot table by “{column}” with the sum of what was spent, the number of orders and the latest date.",
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
