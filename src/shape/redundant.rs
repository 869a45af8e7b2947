//! Which columns of numbers move together.

use crate::statistics::{mean, standard_deviation};
use crate::table::Column;

/// Work spent on comparing, in products: a wide file is compared on fewer rows.
const PRODUCTS: usize = 200_000_000;

/// Columns compared at most: the first ones.
const COLUMNS: usize = 1000;

/// How alike columns are.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    size: usize,
    r: Vec<f64>,
}

impl Likeness {
    /// Pearson's correlation of the `a`-th and `b`-th column given; 0 beyond the columns compared.
    pub fn r(&self, a: usize, b: usize) -> f64 {
        if a.max(b) >= self.size { 0.0 } else { self.r[a * self.size + b] }
    }
}

/// Pearson's correlation of all pairs of `columns`, each seen through its function, over the rows in which both have a value.
/// A column that does not vary is like no other.
pub fn correlations(columns: &[(&Column, &dyn Fn(f64) -> f64)], rows: usize) -> Likeness {
    let size = columns.len().min(COLUMNS);
    let looked_at = rows.min(super::SAMPLE).min(PRODUCTS / (size * size).max(1));
    let standard: Vec<Vec<f64>> =
        columns[..size].iter().map(|(column, seen)| standardised(column, *seen, rows, looked_at)).collect();
    let mut r = vec![0.0; size * size];
    for a in 0..size {
        r[a * size + a] = 1.0;
        for b in 0..a {
            let found = correlation(&standard[a], &standard[b]);
            r[a * size + b] = found;
            r[b * size + a] = found;
        }
    }
    Likeness { size, r }
}

/// Values minus their mean, over their deviation, so that products of any columns stay in range; gaps stay NaN.
fn standardised(column: &Column, seen: &dyn Fn(f64) -> f64, rows: usize, looked_at: usize) -> Vec<f64> {
    let at = |i: usize| (i as u64 * rows as u64 / looked_at as u64) as usize;
    let values: Vec<f64> = (0..looked_at).map(|i| seen(column.number(at(i)))).collect();
    let present: Vec<f64> = values.iter().copied().filter(|x| !x.is_nan()).collect();
    let centre = mean(&present);
    let spread = standard_deviation(&present, centre);
    let spread = if spread > 1e-14 * centre.abs() { spread } else { f64::INFINITY };
    values.into_iter().map(|x| (x - centre) / spread).collect()
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let both = || a.iter().zip(b).filter(|(x, y)| !x.is_nan() && !y.is_nan());
    let (mut n, mut sums) = (0.0, [0.0; 5]);
    for (x, y) in both() {
        n += 1.0;
        for (sum, term) in sums.iter_mut().zip([*x, *y, x * x, y * y, x * y]) {
            *sum += term;
        }
    }
    let [x, y, xx, yy, xy] = sums;
    let variances = (xx - x * x / n) * (yy - y * y / n);
    if variances > 0.0 { ((xy - x * y / n) / libm::sqrt(variances)).clamp(-1.0, 1.0) } else { 0.0 }
}

/// Spearman's rank correlation of two columns over the rows in which both have a value, of [`SAMPLE`](super::SAMPLE) evenly spread
/// rows at most; ties share their mean rank. 0 where one does not vary.
pub fn rank_correlation(a: &Column, b: &Column, rows: usize) -> f64 {
    let looked_at = rows.min(super::SAMPLE);
    let at = |i: usize| (i as u64 * rows as u64 / looked_at as u64) as usize;
    let both: Vec<(f64, f64)> = (0..looked_at)
        .map(|i| (a.number(at(i)), b.number(at(i))))
        .filter(|(x, y)| !x.is_nan() && !y.is_nan())
        .collect();
    let ranked = |side: fn(&(f64, f64)) -> f64| ranks(&both.iter().map(side).collect::<Vec<f64>>());
    correlation(&ranked(|pair| pair.0), &ranked(|pair| pair.1))
}

/// Ranks around their middle, over their number, so that products stay in range.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let rank = |x: &f64| {
        let below = sorted.partition_point(|other| other < x);
        let up_to = sorted.partition_point(|other| other <= x);
        (below + up_to - 1) as f64 / 2.0 / values.len() as f64 - 0.5
    };
    values.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::{correlation, ranks};

    #[test]
    fn a_line_correlates_fully_and_gaps_are_passed_over() {
        let a = [-1.0, 0.0, 1.0, f64::NAN];
        assert!((correlation(&a, &[-2.0, 0.0, 2.0, 5.0]) - 1.0).abs() < 1e-12, "the same line");
        assert!((correlation(&a, &[1.0, 0.0, -1.0, 5.0]) + 1.0).abs() < 1e-12, "the line reversed");
        assert_eq!(correlation(&a, &[f64::NAN; 4]), 0.0, "nothing in common");
    }

    #[test]
    fn ties_share_their_mean_rank() {
        assert_eq!(ranks(&[7.0, -1.0, 7.0, 100.0]), [-0.125, -0.5, -0.125, 0.25]);
        // SciPy 1.17.1, spearmanr([1, 2, 2, 3], [10, 20, 40, 30]).
        let r = correlation(&ranks(&[1.0, 2.0, 2.0, 3.0]), &ranks(&[10.0, 20.0, 40.0, 30.0]));
        assert!((r - 0.632_455_532_033_676).abs() < 1e-12, "{r}");
    }
}
