//! A fit assembled in one place, from one state.

use super::distance::inertia;
use super::fit::{Fit, Step};
use super::options::Options;
use super::rules::Rules;
use super::sums::Sums;
use crate::matrix::Matrix;

/// Numbers the clusters by size descending, ties by centroid, and measures the inertia of the labels about their means.
///
/// `sums` are those of `labels`; `trace` has one entry an iteration.
pub fn assemble(
    matrix: &Matrix,
    options: &Options,
    rules: &Rules,
    mut labels: Vec<u16>,
    sums: &Sums,
    trace: Vec<Step>,
    converged: bool,
) -> Fit {
    let (k, features) = (options.k as usize, matrix.features());
    let means = sums.means();
    let mean = |j: usize| &means[j * features..(j + 1) * features];
    let mut order: Vec<usize> = (0..k).collect();
    order.sort_by(|a, b| {
        let by_centroid = || mean(*a).iter().zip(mean(*b)).map(|(x, y)| x.total_cmp(y)).find(|o| o.is_ne());
        sums.counts()[*b].cmp(&sums.counts()[*a]).then_with(|| by_centroid().unwrap_or(a.cmp(b)))
    });
    let mut number = vec![0_u16; k];
    for (new, old) in order.iter().enumerate() {
        number[*old] = new as u16;
    }
    for label in &mut labels {
        *label = number[usize::from(*label)];
    }
    let sums = sums.in_order(&order);
    let centroids = sums.means();
    let total_inertia = matrix.total_inertia();
    let left = rules.inertia(&sums);
    // What is left after taking the explained part from the whole has lost as many digits as it is smaller.
    let inertia = if left > total_inertia * 1e-4 { left } else { inertia(matrix, &labels, &centroids) };
    Fit {
        start: options.start,
        inertia,
        total_inertia,
        iterations: trace.len() as u32,
        converged,
        sizes: sums.counts().to_vec(),
        centroids,
        labels,
        trace,
    }
}
