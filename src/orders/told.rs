//! What is said of the table of customers: how it was made, and what was out of line on the way.

use super::Folder;
use crate::note::{Note, NoteKind};
use crate::profile::wording::{count, customers, number};
use crate::recipe::FoldPlan;
use crate::rules::iso_day;
use crate::table::Table;

impl Folder {
    /// How the table was made, each a few words.
    pub(super) fn facts(&self, table: &Table) -> Vec<String> {
        let FoldPlan { customer, order, date, amount, quantity, refunded, .. } = &self.plan;
        let mut facts = vec![format!(
            "one row for each of {} customers in “{customer}”, made of {} rows",
            count(self.buyers() as u64),
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
        facts.extend(refunded.as_ref().map(|refunded| format!("less “{refunded}”")));
        facts.extend(quantity.as_ref().map(|quantity| format!("items are the sum of “{quantity}”")));
        let dates = self.places.date.and_then(|at| table.columns[at].summary.written.dates);
        facts.extend(date.as_ref().zip(dates).map(|(date, dates)| {
            format!("days counted back from {}, the latest “{date}”", iso_day(dates, 0.0))
        }));
        facts
    }

    /// What was left out, and what could be no fact; `differing` are facts in which some customers have several values, each with how many.
    pub(super) fn notes(&self, differing: &[(String, u64)]) -> Vec<Note> {
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
        let without = (self.customers.len() - self.buyers()) as u64;
        if without > 0 {
            let text = format!(
                "Left out: {} who ordered nothing in this file but sent something back.",
                customers(without)
            );
            notes.push(note(NoteKind::Cells, text).counting(without, &[]));
        }
        let below =
            self.customers.iter().filter(|bought| bought.orders > 0 && bought.spent < 0.0).count() as u64;
        if below > 0 {
            let text = format!(
                "{} sent back more than they ordered in this file; what they spent counts as 0.",
                customers(below)
            );
            notes.push(note(NoteKind::Cells, text).counting(below, &[]));
        }
        if let (Some(cancelled), 1..) = (&self.plan.cancelled, self.cancelled) {
            let text = format!(
                "{} of orders that came to nothing are left out: “{}” says {} there.",
                rows(self.cancelled),
                cancelled.column,
                cancelled.levels.join(", ")
            );
            notes.push(note(NoteKind::Cells, text).on(&cancelled.column).counting(self.cancelled, &[]));
        }
        if self.filtered > 0 {
            let text = format!("{} of the orders are left out by your filters.", rows(self.filtered));
            notes.push(note(NoteKind::Preparation, text).counting(self.filtered, &[]));
        }
        for (name, several) in differing {
            let has = if *several == 1 { "has" } else { "have" };
            let text =
                format!("{} {has} more than one value in “{name}”; the first is kept.", customers(*several));
            notes.push(note(NoteKind::Cells, text).on(name).counting(*several, &[]));
        }
        notes
    }
}
