//! The table of customers as text.

use super::Folder;
use super::line;
use crate::rules::iso_day;
use crate::table::Table;

impl Folder {
    /// The text, and the facts about customers in which some have several values, each with how many.
    pub(super) fn write(&self, table: &Table) -> (String, Vec<(String, u64)>) {
        let more: Vec<_> = self.more.iter().filter_map(|more| more.told(table)).collect();
        let (facts, sums): (Vec<_>, Vec<_>) = more.into_iter().partition(|told| told.fact);
        let dates = self.places.date.and_then(|date| table.columns[date].summary.written.dates);
        let day = |days: f64| match dates {
            Some(dates) if !days.is_nan() => iso_day(dates, days),
            _ => String::new(),
        };
        let (items, paid) = (self.places.quantity.is_some(), !self.places.amount.is_empty());
        let returns = paid && self.customers.iter().any(|bought| bought.returned > 0.0);
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
