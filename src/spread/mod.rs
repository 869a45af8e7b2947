//! How the values of a column are spread, for everyone and for each segment: bars of one width from a low to a high value.
//!
//! Ends are quantiles of evenly spread rows, so that a few far values do not press all others into one bar; what lies beyond an end
//! counts to the bar there. A column that the recipe bends has bars of one width on a logarithmic scale.

use crate::features::Prepared;
use crate::kmeans::Fit;
use crate::recipe::{Recipe, Role, Transform};
use crate::statistics::quantile;
use crate::table::{CHUNK_ROWS, Column, ColumnType, Table, Values};

/// Bars of a column, at most.
const BARS: usize = 32;

/// Columns looked at, at most: features first.
const COLUMNS: usize = 60;

/// Rows from which ends are found.
const LOOKED_AT: usize = 10_000;

/// Share of the rows beyond each end.
const BEYOND: f64 = 0.005;

/// Cells counted in a step.
const A_STEP: usize = 1 << 19;

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// Index in the table.
    pub column: usize,
    /// Feature or descriptor.
    pub role: Role,
    /// Whether bars have one width in `ln(1 + x)`.
    pub log: bool,
    /// Edges of the bars, ascending, one more than there are bars; original units.
    pub edges: Vec<f64>,
    /// Customers in each bar, by segment.
    pub counts: Vec<Vec<u64>>,
}

/// Counts the columns of one fit, step by step.
#[derive(Debug)]
pub struct Spreader {
    columns: Vec<(usize, Role)>,
    next: usize,
    observation: usize,
    done: Vec<Spread>,
}

impl Spreader {
    /// Starts on the columns of numbers that `recipe` uses, features first.
    pub fn new(table: &Table, recipe: &Recipe) -> Self {
        let of = |role: Role| {
            table.columns.iter().enumerate().filter_map(move |(index, column)| {
                let entry = recipe.column(&column.name).filter(|entry| entry.role == role)?;
                (column.kind == ColumnType::Number && !entry.is_category(column)).then_some((index, role))
            })
        };
        let columns = of(Role::Feature).chain(of(Role::Descriptor)).take(COLUMNS).collect();
        Self { columns, next: 0, observation: 0, done: Vec::new() }
    }

    /// Counts some hundred thousand cells. Returns whether there are more.
    pub fn step(&mut self, table: &Table, recipe: &Recipe, prepared: &Prepared, fit: &Fit) -> bool {
        let mut cells = 0;
        while cells < A_STEP {
            let Some(&(index, role)) = self.columns.get(self.next) else { return false };
            let column = &table.columns[index];
            if self.observation == 0 {
                self.done.push(Spread::begin((index, role), column, recipe, prepared, fit.k()));
                cells += LOOKED_AT;
            }
            let end = prepared.rows.len().min(self.observation + CHUNK_ROWS);
            if let Some(spread) = self.done.last_mut() {
                spread.count(column, prepared, fit, self.observation..end);
            }
            cells += end - self.observation;
            self.observation = end;
            if end == prepared.rows.len() {
                (self.next, self.observation) = (self.next + 1, 0);
            }
        }
        self.next < self.columns.len()
    }

    /// What was counted. Columns without two different values are left out.
    pub fn finish(self) -> Vec<Spread> {
        self.done.into_iter().filter(|spread| spread.edges.len() > 2).collect()
    }
}

impl Spread {
    fn begin(
        (index, role): (usize, Role),
        column: &Column,
        recipe: &Recipe,
        prepared: &Prepared,
        k: usize,
    ) -> Self {
        let n = prepared.rows.len();
        let take = n.min(LOOKED_AT);
        let seen = (0..take).map(|i| (i as u64 * n as u64 / take as u64) as usize);
        let mut values: Vec<f64> =
            seen.map(|i| column.number(prepared.rows.row(i))).filter(|x| !x.is_nan()).collect();
        let bent = recipe.column(&column.name).is_some_and(|entry| entry.transform != Transform::None);
        let log = bent && column.summary.min.is_some_and(|min| min >= 0.0);
        let edges = edges(&mut values, log);
        let bars = edges.len().saturating_sub(1);
        Self { column: index, role, log, edges, counts: vec![vec![0; bars]; k] }
    }

    fn count(
        &mut self,
        column: &Column,
        prepared: &Prepared,
        fit: &Fit,
        observations: std::ops::Range<usize>,
    ) {
        let (Values::Numbers(numbers), true) = (&column.values, self.edges.len() > 1) else { return };
        for observation in observations {
            let x = numbers.get(prepared.rows.row(observation));
            if !x.is_nan() {
                let bar = self.bar(x);
                self.counts[usize::from(fit.labels[observation])][bar] += 1;
            }
        }
    }

    /// The bar of `x`: from its lower edge up to, not including, the next.
    fn bar(&self, x: f64) -> usize {
        let inner = &self.edges[1..self.edges.len() - 1];
        inner.partition_point(|edge| *edge <= x)
    }
}

/// Edges between the quantiles of `values`: around each whole number if they are few, else of equal width.
fn edges(values: &mut [f64], log: bool) -> Vec<f64> {
    if values.is_empty() {
        return Vec::new();
    }
    let (low, high) = (quantile(values, BEYOND), quantile(values, 1.0 - BEYOND));
    let whole = values.iter().all(|x| libm::floor(*x) == *x);
    if whole && high - low < BARS as f64 {
        let (low, high) = (libm::floor(low), libm::ceil(high));
        return (0..=(high - low) as usize + 1).map(|i| low + i as f64 - 0.5).collect();
    }
    if low >= high {
        return Vec::new();
    }
    let (bend, back): (Bend, Bend) = if log { (libm::log1p, libm::expm1) } else { (same, same) };
    let (from, to) = (bend(low), bend(high));
    let edge = |i: usize| if i == BARS { high } else { back(from + (to - from) * i as f64 / BARS as f64) };
    (0..=BARS).map(edge).collect()
}

/// A change of scale.
type Bend = fn(f64) -> f64;

fn same(x: f64) -> f64 {
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_whole_numbers_get_a_bar_each_and_far_values_the_last() {
        let mut values: Vec<f64> = (0..1000).map(|i| f64::from(i % 5)).collect();
        let edges = edges(&mut values, false);
        assert_eq!(edges, [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5]);
        let spread = Spread { column: 0, role: Role::Feature, log: false, edges, counts: Vec::new() };
        assert_eq!([-9.0, 0.0, 2.0, 4.0, 99.0].map(|x| spread.bar(x)), [0, 0, 2, 4, 4]);
    }

    #[test]
    fn bars_have_one_width_on_their_scale() {
        let mut values: Vec<f64> = (0..1000).map(|i| libm::expm1(f64::from(i) / 100.0)).collect();
        let edges = edges(&mut values, true);
        assert_eq!(edges.len(), BARS + 1);
        let widths: Vec<f64> =
            edges.windows(2).map(|pair| libm::log1p(pair[1]) - libm::log1p(pair[0])).collect();
        assert!(widths.iter().all(|width| (width - widths[0]).abs() < 1e-9), "{widths:?}");
    }
}
