//! Where outliers begin, and moving them in.

use crate::recipe::Outliers;
use crate::statistics::quantile_of;

/// The lowest and highest value that is no outlier by `how` with `limit`, among `values` without NaN. `None` if outliers are
/// kept, or if the middle half (for MAD: more than half) of the values is one and the same, by which nothing can be judged.
pub(super) fn fences(how: Outliers, limit: f64, values: &[f64]) -> Option<(f64, f64)> {
    let quantile = |share| quantile_of(|| values.iter().copied(), share);
    match how {
        Outliers::Keep => None,
        Outliers::Winsorise => Some((quantile(limit), quantile(1.0 - limit))),
        Outliers::Iqr | Outliers::Drop => {
            let (lower, upper) = (quantile(0.25), quantile(0.75));
            let reach = limit * (upper - lower);
            (reach > 0.0).then_some((lower - reach, upper + reach))
        }
        Outliers::Mad => {
            let median = quantile(0.5);
            let reach = limit / 0.6745 * quantile_of(|| values.iter().map(|x| (x - median).abs()), 0.5);
            (reach > 0.0).then_some((median - reach, median + reach))
        }
    }
}

/// Moves values outside `fences` in to them. Returns how many were too low and too high.
pub(super) fn move_in(values: &mut [f64], (low, high): (f64, f64)) -> (u64, u64) {
    let (mut below, mut above) = (0, 0);
    for x in values {
        below += u64::from(*x < low);
        above += u64::from(*x > high);
        *x = x.clamp(low, high);
    }
    (below, above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_moves_the_extreme_in() {
        let values: Vec<f64> = (0..100).map(f64::from).chain([10_000.0]).collect();
        for (how, limit, high) in [
            (Outliers::Winsorise, 0.05, 95.0),
            (Outliers::Iqr, 3.0, 225.0),
            (Outliers::Mad, 3.5, 50.0 + 3.5 / 0.6745 * 25.0),
        ] {
            let fences = fences(how, limit, &values).expect("the values vary");
            assert!((fences.1 - high).abs() < 1e-9, "{how:?}: {fences:?}");
            let mut moved = values.clone();
            assert!(move_in(&mut moved, fences).1 >= 1, "{how:?}");
            assert_eq!(moved[100], fences.1);
        }
        assert_eq!(fences(Outliers::Iqr, 3.0, &[1.0, 1.0, 1.0, 1.0, 9.0]), None, "the middle is one value");
    }
}
