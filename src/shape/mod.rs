//! How the numbers of a column lie: bars, skew, far-out values. What suggestions and the preparation sheet go by.
//!
//! Statistics are taken from at most [`SAMPLE`] values, every row of a smaller file and evenly spread rows of a larger one, so
//! that looking stays quick. Counts are of all rows.

mod gaps;
mod redundant;

use crate::statistics::{capped, quantile, skewness};
use crate::table::{Column, ColumnType, Table};

pub use gaps::{GapCounter, GapPattern};
pub use redundant::{Likeness, correlations, rank_correlation};

/// Values looked at closely, at most.
pub const SAMPLE: usize = 50_000;

/// Bars of a histogram.
pub const BARS: usize = 20;

/// Tukey's fences lie this many interquartile ranges beyond the quartiles: what lies outside is an outlier.
pub const FENCE: f64 = 1.5;

/// What lies so many interquartile ranges outside the quartiles lies far out (Tukey 1977).
pub const FAR_FENCE: f64 = 3.0;

/// What lies outside this modified z score, `0.6745 |x - median| / MAD`, is an outlier (Iglewicz & Hoaglin 1993).
pub const MAD_LIMIT: f64 = 3.5;

/// The numbers of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Rows in each of [`BARS`] equally wide bars between the smallest and the largest value, of the values looked at.
    pub bars: Vec<u32>,
    /// Smallest, lower quartile, median, upper quartile, largest, original units.
    pub five: [f64; 5],
    /// Skewness of all values looked at.
    pub skewness: f64,
    /// The same with the highest and lowest hundredth moved in: what the body of the column does, whatever its few extremes do.
    pub body_skewness: f64,
    /// `body_skewness` of `ln(1 + x)`; `None` if there are negative values.
    pub log_skewness: Option<f64>,
    /// Share of the values above five times the median; 0 if the median is not positive.
    pub above_five_medians: f64,
    /// The most frequent value, and the share of the values it has.
    pub usual: (f64, f64),
    /// Whether every value is a whole number.
    pub whole: bool,
    /// Rows outside Tukey's fences; 0 where the quartiles are the same.
    pub beyond_fences: u64,
    /// Rows outside the modified z score [`MAD_LIMIT`]; 0 where the median absolute deviation is 0.
    pub beyond_mad: u64,
    /// Values looked at.
    pub looked_at: u64,
}

impl Shape {
    /// Looks at a column; `None` if it holds no number.
    pub fn of(column: &Column, rows: usize) -> Option<Self> {
        if column.kind != ColumnType::Number {
            return None;
        }
        let mut values = sample(column, rows);
        values.retain(|x| !x.is_nan());
        if values.is_empty() {
            // Only rows that were not looked at have a value.
            values = column.numbers().filter(|x| !x.is_nan()).take(SAMPLE).collect();
        }
        values.sort_unstable_by(f64::total_cmp);
        let (&low, &high) = (values.first()?, values.last()?);
        let five =
            [low, quantile(&mut values, 0.25), quantile(&mut values, 0.5), quantile(&mut values, 0.75), high];
        values.sort_unstable_by(f64::total_cmp);
        let median = five[2];
        let above = values.iter().filter(|x| **x > 5.0 * median).count();
        let logs = (low >= 0.0).then(|| values.iter().map(|x| libm::log1p(*x)).collect::<Vec<f64>>());
        let (fences, mad) = (fences(&five), mad_fences(&values, median));
        let outside =
            |(low, high): (f64, f64)| column.numbers().filter(|x| *x < low || *x > high).count() as u64;
        Some(Self {
            bars: bars(&values, low, high),
            five,
            skewness: skewness(&values),
            body_skewness: body_skewness(&values),
            log_skewness: logs.map(|logs| body_skewness(&logs)),
            above_five_medians: if median > 0.0 { above as f64 / values.len() as f64 } else { 0.0 },
            usual: usual(&values),
            whole: column.numbers().all(|x| x.is_nan() || x == libm::trunc(x)),
            beyond_fences: fences.map_or(0, outside),
            beyond_mad: mad.map_or(0, outside),
            looked_at: values.len() as u64,
        })
    }
}

/// The shape of every column, in the table's order; `None` for a column without numbers.
pub fn shapes(table: &Table) -> Vec<Option<Shape>> {
    table.columns.iter().map(|column| Shape::of(column, table.rows)).collect()
}

/// The values of evenly spread rows, gaps (NaN) included.
fn sample(column: &Column, rows: usize) -> Vec<f64> {
    let looked_at = rows.min(SAMPLE);
    (0..looked_at).map(|i| column.number((i as u64 * rows as u64 / looked_at as u64) as usize)).collect()
}

/// Counts of `values` in equal bars from `low` to `high`. A column with one value fills the first.
pub fn bars(values: &[f64], low: f64, high: f64) -> Vec<u32> {
    let mut bars = vec![0; BARS];
    // Halves first, so that the width of the widest range there is stays finite.
    let width = high / 2.0 - low / 2.0;
    for x in values {
        let share = if width > 0.0 { (x / 2.0 - low / 2.0) / width } else { 0.0 };
        bars[((share * BARS as f64) as usize).min(BARS - 1)] += 1;
    }
    bars
}

/// Skewness of ascending `values` between their 1st and 99th percentile.
fn body_skewness(values: &[f64]) -> f64 {
    let mut ordered = values.to_vec();
    let ends = (quantile(&mut ordered, 0.01), quantile(&mut ordered, 0.99));
    skewness(&capped(values, ends))
}

fn fences(five: &[f64; 5]) -> Option<(f64, f64)> {
    let range = five[3] - five[1];
    (range > 0.0).then(|| (five[1] - FENCE * range, five[3] + FENCE * range))
}

fn mad_fences(values: &[f64], median: f64) -> Option<(f64, f64)> {
    let mut away: Vec<f64> = values.iter().map(|x| (x - median).abs()).collect();
    let reach = quantile(&mut away, 0.5) * MAD_LIMIT / 0.6745;
    (reach > 0.0).then_some((median - reach, median + reach))
}

/// The most frequent of ascending `values`, the smallest of several, and its share.
fn usual(values: &[f64]) -> (f64, f64) {
    let mut best = (f64::NAN, 0);
    for run in values.chunk_by(|a, b| a == b) {
        if run.len() > best.1 {
            best = (run[0], run.len());
        }
    }
    (best.0, best.1 as f64 / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Summary, Values};

    fn column(values: &[f64]) -> Column {
        Column {
            name: "spend".to_owned(),
            kind: ColumnType::Number,
            values: Values::Numbers(values.iter().copied().collect()),
            summary: Summary::default(),
            identifying: None,
            examples: Vec::new(),
        }
    }

    #[test]
    fn a_shape_tells_tail_fences_and_bars() {
        let mut values: Vec<f64> = (1..=99).map(f64::from).collect();
        values.extend([1000.0, f64::NAN]);
        let shape = Shape::of(&column(&values), values.len()).expect("it holds numbers");
        assert_eq!(shape.five, [1.0, 25.75, 50.5, 75.25, 1000.0]);
        assert_eq!((shape.beyond_fences, shape.beyond_mad, shape.looked_at), (1, 1, 100));
        assert_eq!(shape.bars.iter().sum::<u32>(), 100);
        assert!(
            shape.skewness > 5.0 && shape.body_skewness < 0.5,
            "one extreme does not bend the body: {shape:?}"
        );
        assert_eq!(shape.above_five_medians, 0.01);
        assert!(shape.whole);
    }

    #[test]
    fn a_constant_and_the_widest_range_have_shapes() {
        let shape = Shape::of(&column(&[7.0; 5]), 5).expect("numbers");
        assert_eq!((shape.bars[0], shape.beyond_fences, shape.usual), (5, 0, (7.0, 1.0)));
        let shape = Shape::of(&column(&[-f64::MAX, 0.0, f64::MAX]), 3).expect("numbers");
        assert_eq!(shape.bars.iter().sum::<u32>(), 3);
        assert!(Shape::of(&column(&[f64::NAN; 3]), 3).is_none(), "gaps have no shape");
    }
}
