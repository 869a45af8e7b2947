//! The table of customers as text.

use super::Folder;
use crate::table::Table;

/// Names of the columns that are made in every case, and of those that are made if the orders say what it takes.
pub(crate) const MADE: [&str; 7] = [ORDERS, ITEMS, SPENT, AVERAGE, TENURE, RECENCY, RETURNED];

const ORDERS: &str = "orders";
const ITEMS: &str = "items";
const SPENT: &str = "spent";
const AVERAGE: &str = "average order value";
const TENURE: &str = "days as customer";
const RECENCY: &str = "days since last order";
const RETURNED: &str = "returned amount";

/// The table as text, and what there is to say of it.
pub(super) struct Written {
    pub(super) csv: String,
    /// Facts about customers in which some have several values, each with how many.
    pub(super) differing: Vec<(String, u64)>,
    /// Columns in which the rows of a customer were put together.
    pub(super) descriptors: Vec<String>,
}

impl Folder {
    /// The table, each cell as `disarm` gives it back.
    pub(super) fn write(&self, table: &Table, disarm: &dyn Fn(&str) -> String) -> Written {
        let style = self.style;
        let more: Vec<_> = self.more.iter().filter_map(|more| more.told(table, style)).collect();
        let (facts, sums): (Vec<_>, Vec<_>) = more.into_iter().partition(|told| told.fact);
        let dated = self.places.date.is_some();
        let (items, paid) = (self.places.quantity.is_some(), !self.places.amount.is_empty());
        let returns = paid && self.customers.iter().any(|bought| bought.returned > 0.0);
        let mut names = vec![self.plan.customer.clone(), ORDERS.to_owned()];
        let ours = [
            (items, ITEMS),
            (paid, SPENT),
            (paid, AVERAGE),
            (dated, TENURE),
            (dated, RECENCY),
            (returns, RETURNED),
        ];
        names.extend(ours.iter().filter(|(is, _)| *is).map(|(_, name)| (*name).to_owned()));
        for told in facts.iter().chain(&sums) {
            names.push(free_name(&told.name, &names));
        }
        let mut text = style.head().to_owned();
        style.push(&mut text, &names, disarm);
        let all = self.names.iter().zip(&self.customers).enumerate();
        for (at, (name, bought)) in all.filter(|(_, (_, bought))| bought.orders > 0) {
            let mut cells = vec![name.to_string(), bought.orders.to_string()];
            let spent = bought.spent.max(0.0);
            let each = spent / f64::from(bought.orders);
            let numbers = [
                bought.items.max(0.0),
                spent,
                each,
                libm::floor(bought.first),
                libm::floor(bought.last),
                bought.returned,
            ];
            let told = ours.iter().zip(numbers).filter(|((is, _), _)| *is);
            cells.extend(told.map(|(_, x)| style.number(x)));
            cells.extend(facts.iter().chain(&sums).map(|told| (told.cell)(at)));
            style.push(&mut text, &cells, disarm);
        }
        let differing = facts.iter().filter(|told| told.differing > 0);
        let differing = differing.map(|told| (told.name.clone(), told.differing)).collect();
        let made = names.split_off(names.len() - sums.len());
        let returned = names.into_iter().filter(|name| returns && name == RETURNED);
        Written { csv: text, differing, descriptors: returned.chain(made).collect() }
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
