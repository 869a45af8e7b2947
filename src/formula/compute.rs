//! From a formula to a column of numbers, in pieces a Cancel can come between.

use std::collections::BTreeSet;

use super::{Bound, Formula, Wrong};
use crate::error::Result;
use crate::table::{CHUNK_ROWS, Column, ColumnType, Numbers, Summary, Table, Values};

/// Rows computed in a step: about a quarter of a million.
const ROWS_A_STEP: usize = 4 * CHUNK_ROWS;

/// Different values counted exactly up to here; more count as one a row, which is all that depends on it.
const MOST_DISTINCT: usize = 1000;

/// Values shown as examples.
const EXAMPLES: usize = 3;

/// Computes one column.
#[derive(Debug)]
pub struct Computer {
    name: String,
    bound: Bound,
    numbers: Numbers,
    distinct: BTreeSet<u64>,
    summary: Summary,
    present: u64,
    examples: Vec<String>,
}

impl Computer {
    /// Begins with the column `name`, computed as `text` says from the first `width` columns of `table`.
    ///
    /// # Errors
    /// Whatever [`Formula::read`] and [`Bound::new`] find.
    pub fn new(name: &str, text: &str, table: &Table, width: usize) -> Result<Self> {
        let bound = Bound::new(name, &Formula::read(name, text)?, table, width)?;
        Ok(Self {
            name: name.to_owned(),
            bound,
            numbers: Numbers::new(),
            distinct: BTreeSet::new(),
            summary: Summary::default(),
            present: 0,
            examples: Vec::new(),
        })
    }

    /// Computes the next rows of `table`. Returns whether there are more.
    pub fn step(&mut self, table: &Table) -> bool {
        let from = self.numbers.len();
        let to = table.rows.min(from + ROWS_A_STEP);
        for row in from..to {
            let x = self.bound.value(table, row);
            self.numbers.push(x);
            self.look(x);
        }
        to < table.rows
    }

    fn look(&mut self, x: f64) {
        let summary = &mut self.summary;
        if x.is_nan() {
            summary.missing += 1;
            return;
        }
        // Both zeros are one value.
        let x = x + 0.0;
        self.present += 1;
        summary.min = Some(summary.min.map_or(x, |low| low.min(x)));
        summary.max = Some(summary.max.map_or(x, |high| high.max(x)));
        summary.sum = Some(summary.sum.unwrap_or(0.0) + x);
        if self.distinct.len() < MOST_DISTINCT {
            self.distinct.insert(x.to_bits());
        }
        if self.examples.len() < EXAMPLES {
            self.examples.push(shown(x));
        }
    }

    /// The column. To be called once [`step`](Self::step) has returned `false`.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`](crate::error::ErrorKind::Recipe) if no row has a value.
    pub fn finish(mut self) -> Result<Column> {
        if self.present == 0 {
            let advice =
                "Look whether its columns have values in the same rows, and whether it divides by zero.";
            return Err(Wrong::new(1, "it gives no value in any row", advice).of(&self.name));
        }
        self.summary.distinct =
            if self.distinct.len() < MOST_DISTINCT { self.distinct.len() as u64 } else { self.present };
        self.summary.mean = self.summary.sum.map(|sum| sum / self.present as f64);
        Ok(Column {
            name: self.name,
            kind: ColumnType::Number,
            values: Values::Numbers(self.numbers.finish()),
            summary: self.summary,
            identifying: None,
            examples: self.examples,
        })
    }
}

/// Six significant digits.
fn shown(x: f64) -> String {
    format!("{x:.5e}").parse().unwrap_or(x).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{DateForm, Dates, Written};

    fn column(name: &str, values: &[f64]) -> Column {
        Column {
            name: name.to_owned(),
            kind: ColumnType::Number,
            values: Values::Numbers(values.iter().copied().collect()),
            summary: Summary::default(),
            identifying: None,
            examples: Vec::new(),
        }
    }

    fn table() -> Table {
        let mut first = column("first order", &[100.0, 0.0, f64::NAN]);
        let dates = |latest| Written {
            dates: Some(Dates { latest, form: DateForm::DayFirst }),
            ..Written::default()
        };
        first.summary.written = dates(19_000.0);
        let mut last = column("last", &[10.0, 20.0, 0.0]);
        last.summary.written = dates(19_100.0);
        let columns =
            vec![column("spend", &[12.0, 8.0, -4.0]), column("orders", &[4.0, 0.0, f64::NAN]), first, last];
        Table { columns, rows: 3 }
    }

    fn computed(text: &str) -> Result<Vec<f64>> {
        let table = table();
        let mut computer = Computer::new("new", text, &table, 4)?;
        while computer.step(&table) {}
        Ok(computer.finish()?.numbers().collect())
    }

    fn close(text: &str, expected: [f64; 3]) {
        let found = computed(text).expect(text);
        for (found, expected) in found.iter().zip(expected) {
            let same = (found.is_nan() && expected.is_nan()) || (found - expected).abs() < 1e-12;
            assert!(same, "{text}: {found} and not {expected}");
        }
    }

    #[test]
    fn gaps_and_divisions_by_zero_are_gaps() {
        let gap = f64::NAN;
        close("spend / orders", [3.0, gap, gap]);
        close("-spend * 2 + 1", [-23.0, -15.0, 9.0]);
        close("sqrt(spend + 4)", [4.0, libm::sqrt(12.0), 0.0]);
        close("sqrt(spend)", [libm::sqrt(12.0), libm::sqrt(8.0), gap]);
        close("log1p(spend)", [libm::log1p(12.0), libm::log1p(8.0), gap]);
        close("max(abs(spend), 5, 9)", [12.0, 9.0, 9.0]);
        close("min(spend, orders)", [4.0, 0.0, gap]);
        close("1 / (spend + 4) + 0 * orders", [1.0 / 16.0, 1.0 / 12.0, gap]);
        close("(spend - 8) * 1e308 * 1e308 + spend", [gap, 8.0, gap]);
    }

    #[test]
    fn dates_taken_from_each_other_are_days() {
        // 19 090 - 18 900 and 19 080 - 19 000.
        close("last - `first order`", [190.0, 80.0, f64::NAN]);
        close("(last - \"first order\") / spend", [190.0 / 12.0, 10.0, f64::NAN]);
        for text in ["last", "last + 1", "last - spend", "max(last, `first order`)", "last + `first order`"] {
            let error = computed(text).expect_err(text).to_string();
            assert!(error.contains("is a date"), "{error}");
        }
    }

    #[test]
    fn an_unknown_name_is_told_with_the_most_similar() {
        let error = computed("spend / Order").expect_err("no such column").to_string();
        let expected = "recipe, column \"new\", key formula, character 9: there is no column \"Order\". The most similar name is \"orders\"";
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn a_formula_without_any_value_is_refused() {
        let error = computed("spend / 0").expect_err("no value").to_string();
        assert!(error.contains("it gives no value in any row"), "{error}");
    }
}
