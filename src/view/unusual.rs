//! Customers who are set aside and belong to no segment.

use serde::{Deserialize, Serialize};

use crate::features::Prepared;
use crate::profile::wording::{count, number};
use crate::statistics::median;
use crate::table::Table;

/// What they are called, wherever they appear.
pub const UNUSUAL: &str = "Unusual customers";

/// Columns told of, at most.
const TOLD: usize = 3;

/// A median at least so many times the others', or so small a part of it, is worth telling.
const TIMES: f64 = 1.5;

/// The customers set aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnusualView {
    /// What they are called.
    pub name: String,
    /// How many they are.
    pub size: u64,
    /// Share of all customers prepared, those in segments and these, 0 to 1.
    pub share: f64,
    /// Who they are and where their medians differ most, in a sentence or two.
    pub text: String,
}

/// The observations `aside` of `all`; `None` if there are none. `kept` are the others.
pub(super) fn unusual_view(
    table: &Table,
    kept: &Prepared,
    (all, aside): (&Prepared, &[u32]),
) -> Option<UnusualView> {
    if aside.is_empty() {
        return None;
    }
    let everyone = all.rows.len().max(1) as f64;
    let share = aside.len() as f64 / everyone;
    let mut text = format!(
        "{} of {} customers are farthest from every segment. They were set aside, shaped no segment and belong to none.",
        count(aside.len() as u64),
        count(all.rows.len() as u64)
    );
    let differ = differences(table, kept, all, aside);
    if !differ.is_empty() {
        text.push_str(&format!(" Their medians beside everyone else’s: {}.", differ.join("; ")));
    }
    Some(UnusualView { name: UNUSUAL.to_owned(), size: aside.len() as u64, share, text })
}

/// "income 666,666 and 51,381", the columns of numbers in which the medians are most times apart first.
fn differences(table: &Table, kept: &Prepared, all: &Prepared, aside: &[u32]) -> Vec<String> {
    let mut found: Vec<(f64, usize, String)> = Vec::new();
    for outcome in &all.outcomes {
        let column = &table.columns[outcome.column];
        let middle = |rows: &mut dyn Iterator<Item = usize>| {
            let mut values: Vec<f64> = rows.map(|row| column.number(row)).filter(|x| !x.is_nan()).collect();
            (!values.is_empty()).then(|| median(&mut values))
        };
        let theirs = middle(&mut aside.iter().map(|at| all.rows.row(*at as usize)));
        let (Some(theirs), Some(others)) = (theirs, middle(&mut kept.rows.iter())) else { continue };
        let times = if theirs > 0.0 && others > 0.0 { (theirs / others).max(others / theirs) } else { 0.0 };
        if times >= TIMES && column.summary.written.dates.is_none() {
            let told = format!("{} {} and {}", column.name, short(theirs), short(others));
            found.push((times, outcome.column, told));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().take(TOLD).map(|(.., told)| told).collect()
}

fn short(x: f64) -> String {
    number(x, if x.abs() >= 10.0 { 0 } else { 1 })
}
