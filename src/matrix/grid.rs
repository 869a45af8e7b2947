//! Grids: powers of two on whose multiples sums in `f64` are exact.

/// Steps of a weight's grid below the power of two at or above the mean weight.
const WEIGHT_STEPS: f64 = 1024.0;

/// Steps into which the largest value of a column is cut where the column's size is added up in whole numbers.
const SIZE_STEPS: f64 = 1_099_511_627_776.0;

/// The smallest power of two `g` with `Σ w|x| ≤ 2^51 g · weight_grid`; the smallest normal number for a column of zeros.
/// `weights` are empty if all are 1. The sum is made of whole numbers, a little too large, so that no order of rows matters.
pub fn grid(column: impl Iterator<Item = f32> + Clone, weights: &[f64], weight_grid: f64) -> f64 {
    let largest = column.clone().fold(0.0, |largest: f64, x| largest.max(f64::from(x).abs()));
    if !largest.is_finite() || largest == 0.0 {
        return f64::MIN_POSITIVE;
    }
    let steps = |x: f32| u128::from(libm::ceil(f64::from(x).abs() / largest * SIZE_STEPS) as u64);
    let weight = |weight: &f64| (weight / weight_grid) as u128;
    let size: u128 = if weights.is_empty() {
        column.map(steps).sum()
    } else {
        column.zip(weights).map(|(x, w)| steps(x) * weight(w)).sum()
    };
    let size = size as f64 / SIZE_STEPS * largest;
    if size.is_finite() {
        libm::ldexp(power_at_or_above(size), -51).max(f64::MIN_POSITIVE)
    } else {
        f64::MIN_POSITIVE
    }
}

/// Weights on their grid, and the grid: 1 if all are whole.
pub fn round_weights(weights: &[f64]) -> (Vec<f64>, f64) {
    if weights.iter().all(|weight| libm::trunc(*weight) == *weight) {
        return (weights.to_vec(), 1.0);
    }
    let largest = weights.iter().copied().fold(0.0, f64::max);
    // Whole numbers again, so that the mean does not depend on the order.
    let steps = |weight: &f64| libm::ceil(weight / largest * 4_294_967_296.0) as u128;
    let mean =
        weights.iter().map(steps).sum::<u128>() as f64 / 4_294_967_296.0 * largest / weights.len() as f64;
    let grid = power_at_or_above(mean) / WEIGHT_STEPS;
    (weights.iter().map(|weight| libm::rint(weight / grid).max(1.0) * grid).collect(), grid)
}

/// The power of two at or above `x`, which is above 0.
fn power_at_or_above(x: f64) -> f64 {
    // x = mantissa · 2^exponent with mantissa in [0.5, 1).
    let (mantissa, exponent) = libm::frexp(x);
    libm::ldexp(1.0, if mantissa == 0.5 { exponent - 1 } else { exponent })
}

/// `x` as the nearest `f32` that is a multiple of `grid`. A value too large to have digits below the grid is on it already.
pub fn on_grid(x: f32, grid: f64) -> f32 {
    let steps = libm::rint(f64::from(x) / grid);
    if steps.abs() < 9e15 { (steps * grid) as f32 } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_weights_stay_and_others_get_a_grid() {
        assert_eq!(round_weights(&[3.0, 1.0, 20.0]), (vec![3.0, 1.0, 20.0], 1.0));
        let (rounded, grid) = round_weights(&[0.3, 1.0, 2.2, 1e-9]);
        assert_eq!(grid, 1.0 / 1024.0, "the mean is below 1");
        assert!(rounded.iter().all(|w| w % grid == 0.0 && *w > 0.0), "{rounded:?}");
        assert!((rounded[0] - 0.3).abs() <= grid / 2.0, "{rounded:?}");
    }

    #[test]
    fn a_grid_does_not_depend_on_the_order_of_rows() {
        let column = (0..4097).map(|i| (f64::from(i * 37 % 4097) * 1e-3) as f32);
        assert_eq!(grid(column.clone(), &[], 1.0), grid(column.rev(), &[], 1.0));
        let ones = std::iter::repeat_n(1.0, 1024);
        assert_eq!(grid(ones, &[], 1.0), libm::ldexp(1.0, 10 - 51), "a sum of exactly a power of two");
    }
}
