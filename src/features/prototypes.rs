//! Categories as k-prototypes wants them: customers of different levels a fixed distance apart.

use super::{Feature, Part};
use crate::statistics::{mean, standard_deviation};

/// What a different level adds to a squared distance where the recipe does not say: half the mean standard deviation (divisor n) of the
/// numbers, as they are prepared (Huang 1998 suggests the order of it; the half is that of the Python package `kmodes`). 1 if no
/// number varies.
pub(super) fn default_lambda(features: &[Feature], columns: &[Vec<f64>]) -> f64 {
    let numbers = features.iter().zip(columns).filter(|(f, _)| matches!(f.part, Part::Number | Part::Order));
    let deviations: Vec<f64> = numbers.map(|(_, column)| standard_deviation(column, mean(column))).collect();
    let half = 0.5 * deviations.iter().sum::<f64>() / deviations.len().max(1) as f64;
    if half > 0.0 { half } else { 1.0 }
}

/// Makes the features of each block 0, but for the level a row has: so that rows with different levels are `lambda` times the square of the
/// column's weight apart in squared distance.
pub(super) fn set_apart(
    features: &mut [Feature],
    columns: &mut [Vec<f64>],
    blocks: &[(u32, u32)],
    lambda: f64,
) {
    for f in blocks.iter().flat_map(|(first, count)| *first as usize..(first + count) as usize) {
        let feature = &mut features[f];
        let has = |x: &f64| x / feature.weight * feature.spread + feature.center > 0.5;
        let held: Vec<bool> = columns[f].iter().map(has).collect();
        (feature.center, feature.spread) = (0.0, libm::sqrt(2.0 / lambda));
        let height = feature.weight / feature.spread;
        columns[f] = held.into_iter().map(|held| if held { height } else { 0.0 }).collect();
    }
}
