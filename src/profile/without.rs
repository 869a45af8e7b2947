//! Which columns made the difference: the same customers and centroids, with one column left out.

use crate::features::Prepared;
use crate::kmeans::Fit;
use crate::validate::adjusted_rand;

/// Customers assigned anew at most, evenly spread over the file, and at least.
const MOST: usize = 20_000;
const LEAST: usize = 500;

/// Multiplications for one column, about.
const OPERATIONS: usize = 1 << 23;

/// The adjusted Rand index between the segments and the nearest centroids when the features of table column `column` do not count. `None`
/// if there are no others, or one segment, or if the segments were found in components, to which every column belongs.
///
/// Nothing is fitted again. Of a table with many rows up to 20,000 evenly spread ones stand for all, fewer where there are many features
/// and segments.
pub(super) fn agreement_without(prepared: &Prepared, fit: &Fit, column: usize) -> Option<f64> {
    let counted: Vec<usize> =
        (0..prepared.features.len()).filter(|&f| prepared.features[f].column != column).collect();
    let (k, n) = (fit.k(), fit.labels.len());
    if counted.is_empty() || k < 2 || prepared.space.is_some() {
        return None;
    }
    let (_, centroids) = prepared.found(&fit.centroids);
    let features = prepared.features.len();
    let gaps = prepared.matrix.gaps();
    let most = (OPERATIONS / (k * counted.len())).clamp(LEAST, MOST);
    let stride = n.div_ceil(most).max(1);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for observation in (0..n).step_by(stride) {
        let row = prepared.matrix.row(observation);
        let squared = |j: usize| -> f64 {
            let centroid = &centroids[j * features..(j + 1) * features];
            let away = |f: &usize| f64::from(row[*f]) - centroid[*f];
            let there = |f: &&usize| !gaps.is_some_and(|gaps| gaps.holds(observation, **f));
            counted.iter().filter(there).map(|f| away(f) * away(f)).sum()
        };
        let mut nearest = (0, f64::INFINITY);
        for j in 0..k {
            let squared = squared(j);
            if squared < nearest.1 {
                nearest = (j, squared);
            }
        }
        before.push(fit.labels[observation]);
        after.push(nearest.0 as u16);
    }
    Some(adjusted_rand(&before, &after, (k, k)))
}
