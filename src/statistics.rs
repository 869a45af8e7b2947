//! The few statistics that looking at columns and preparing them need, each in a fixed order of summation.

mod ordered;

pub use ordered::quantile_of;

/// Arithmetic mean of `values`; NaN if there are none.
pub fn mean(values: &[f64]) -> f64 {
    mean_of(|| values.iter().copied())
}

/// Arithmetic mean of `values`, which gives the same values every time; NaN if there are none.
pub fn mean_of<I: Iterator<Item = f64>>(values: impl Fn() -> I) -> f64 {
    // Measured from the first value: a large common offset then costs no digits, and a constant column has
    // exactly its own value as its mean.
    let Some(origin) = values().next() else { return f64::NAN };
    let (mut sum, mut count) = (0.0, 0_u64);
    for x in values() {
        sum += x - origin;
        count += 1;
    }
    origin + sum / count as f64
}

/// Population standard deviation (divisor n) of `values` about `mean`, two-pass with the correction of
/// Chan, Golub & LeVeque (1983) for the rounding of the mean.
pub fn standard_deviation(values: &[f64], mean: f64) -> f64 {
    let n = values.len() as f64;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    let drift: f64 = values.iter().map(|x| x - mean).sum();
    libm::sqrt(((squares - drift * drift / n) / n).max(0.0))
}

/// The median; the mean of the two middle values for an even count. Reorders `values`. NaN if there are none.
pub fn median(values: &mut [f64]) -> f64 {
    quantile(values, 0.5)
}

/// The `share` quantile, 0 to 1, interpolated linearly between order statistics (type 7 of Hyndman & Fan 1996, the
/// default of R and NumPy). Reorders `values`, which hold no NaN. NaN if there are none.
pub fn quantile(values: &mut [f64], share: f64) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    let position = share * (values.len() - 1) as f64;
    let below = position.floor() as usize;
    let (_, &mut low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let part = position - below as f64;
    if part == 0.0 {
        return low;
    }
    let high = above.iter().copied().fold(f64::INFINITY, f64::min);
    if part == 0.5 { low / 2.0 + high / 2.0 } else { low + (high - low) * part }
}

/// Fisher-Pearson skewness, `m3 / m2^1.5` with population moments (SciPy's `skew`). 0 where nothing varies, NaN without values.
pub fn skewness(values: &[f64]) -> f64 {
    let centre = mean(values);
    let spread = standard_deviation(values, centre);
    if spread <= 1e-14 * centre.abs() {
        return 0.0;
    }
    let cubes: f64 = values.iter().map(|x| (x - centre) / spread).map(|z| z * z * z).sum();
    cubes / values.len() as f64
}

/// `values` with everything outside `low` to `high` moved to the nearer end.
pub fn capped(values: &[f64], (low, high): (f64, f64)) -> Vec<f64> {
    values.iter().map(|x| x.clamp(low, high)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skewness_is_that_of_scipy() {
        // scipy.stats.skew([1, 2, 3, 10])
        let found = skewness(&[1.0, 2.0, 3.0, 10.0]);
        assert!((found - 1.018_233_764_908_628_6).abs() < 1e-12, "{found}");
        assert_eq!(skewness(&[0.1; 5]), 0.0, "a constant leans nowhere");
    }

    #[test]
    fn quantiles_interpolate_as_numpy_does() {
        let values = [7.0, 1.0, 3.0, 10.0];
        assert_eq!(median(&mut values.clone()), 5.0);
        assert_eq!(quantile(&mut values.clone(), 0.25), 2.5);
        assert_eq!(quantile(&mut values.clone(), 0.75), 7.75);
        assert_eq!(quantile(&mut values.clone(), 1.0), 10.0);
        assert_eq!(median(&mut [4.0]), 4.0);
        assert!(median(&mut []).is_nan(), "no values, no median");
    }

    #[test]
    fn a_large_offset_costs_no_digits() {
        let values: Vec<f64> = (0..1000).map(|i| 1e12 + f64::from(i % 10)).collect();
        let centre = mean(&values);
        assert_eq!(centre, 1e12 + 4.5);
        assert!((standard_deviation(&values, centre) - 8.25_f64.sqrt()).abs() < 1e-9, "sd of 0..9");
    }

    #[test]
    fn a_constant_has_no_spread() {
        let values = [0.1; 7];
        assert_eq!(standard_deviation(&values, mean(&values)), 0.0);
    }
}
