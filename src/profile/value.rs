//! What customers are worth, where a column tells.

use super::source::Source;
use crate::meaning::Meaning;

/// Customers the Lorenz curve is drawn from at most, evenly spread over the file.
const MOST: usize = 1 << 17;

/// Points of the curve besides the first.
const STEPS: usize = 20;

/// What everyone together is worth, and how it is shared out.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// Index of the column in [`Profile::columns`](super::Profile::columns).
    pub column: usize,
    /// Sum over everyone clustered.
    pub total: f64,
    /// Sum over each segment.
    pub totals: Vec<f64>,
    /// The curve and the Gini coefficient; `None` where a value is negative or all are zero.
    pub lorenz: Option<Lorenz>,
}

/// How unequally a sum is shared out.
#[derive(Debug, Clone, PartialEq)]
pub struct Lorenz {
    /// Gini coefficient, 0 to 1.
    pub gini: f64,
    /// Share of the customers, those worth least first, and their share of the sum; from (0, 0) to (1, 1).
    pub points: Vec<(f64, f64)>,
    /// Share that the fifth worth most brings.
    pub top_fifth: f64,
}

/// The source that tells what customers are worth: spending, or else profit; never a score.
pub(super) fn value_source(sources: &[Source]) -> Option<usize> {
    let tells = |meaning: Meaning| {
        sources.iter().position(|source| {
            source.subject.meaning == meaning && source.levels.is_none() && !source.subject.by_difference
        })
    };
    tells(Meaning::Spend).or_else(|| tells(Meaning::Profit))
}

/// The Lorenz curve of `values` (Lorenz 1905) and twice the area between it and the diagonal.
pub(super) fn lorenz(values: Vec<f64>) -> Option<Lorenz> {
    let stride = values.len().div_ceil(MOST).max(1);
    let mut values: Vec<f64> = values.into_iter().step_by(stride).collect();
    values.sort_unstable_by(f64::total_cmp);
    let total: f64 = values.iter().sum();
    if total <= 0.0 || !total.is_finite() || values.first().is_some_and(|least| *least < 0.0) {
        return None;
    }
    let n = values.len();
    // Sums of the first values: `sums[i]` of i of them.
    let mut sums = Vec::with_capacity(n + 1);
    sums.push(0.0);
    for x in &values {
        sums.push(sums[sums.len() - 1] + x);
    }
    let at = |share: f64| {
        let place = share * n as f64;
        let below = (place.floor() as usize).min(n);
        let part = place - below as f64;
        let next = values.get(below).copied().unwrap_or(0.0);
        (sums[below] + part * next) / sums[n]
    };
    let points = (0..=STEPS).map(|step| step as f64 / STEPS as f64).map(|share| (share, at(share))).collect();
    let ranked: f64 = values.iter().enumerate().map(|(i, x)| (i + 1) as f64 * x).sum();
    let n = n as f64;
    let gini = (2.0 * ranked / (n * total) - (n + 1.0) / n).max(0.0);
    Some(Lorenz { gini, points, top_fifth: 1.0 - at(0.8) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_lie_on_the_diagonal_and_one_owner_in_the_corner() {
        let equal = lorenz(vec![2.0; 10]).expect("a curve");
        assert!(equal.gini.abs() < 1e-12 && (equal.top_fifth - 0.2).abs() < 1e-12, "{equal:?}");
        let mut one = vec![0.0; 9];
        one.push(5.0);
        let one = lorenz(one).expect("a curve");
        assert!((one.gini - 0.9).abs() < 1e-12 && (one.top_fifth - 1.0).abs() < 1e-12, "{one:?}");
        assert_eq!((one.points[0], one.points[20]), ((0.0, 0.0), (1.0, 1.0)));
        assert_eq!(lorenz(vec![-1.0, 3.0]), None, "shares of a sum with negative parts mean nothing");
        assert_eq!(lorenz(vec![0.0; 3]), None, "nothing is shared out");
    }
}
