//! A fit assembled in one place, from one state.

use super::distance::{inertia_of_section, sections};
use super::fit::{Fit, Step};
use super::options::Options;
use super::sums::Sums;
use crate::matrix::Matrix;

/// Numbers the clusters by size descending, ties by centroid, and measures the inertia of the labels about their means.
///
/// `sums` are those of `labels`; `trace` has one entry an iteration.
pub fn assemble(
    matrix: &Matrix,
    options: &Options,
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
    let centroids: Vec<f64> = order.iter().flat_map(|j| mean(*j).iter().copied()).collect();
    let inertia = (0..sections(matrix)).map(|s| inertia_of_section(matrix, s, &labels, &centroids)).sum();
    Fit {
        start: options.start,
        inertia,
        total_inertia: total_inertia(matrix),
        iterations: trace.len() as u32,
        converged,
        sizes: order.iter().map(|j| sums.counts()[*j]).collect(),
        centroids,
        labels,
        trace,
    }
}

/// The sum of squared distances to the mean of all.
fn total_inertia(matrix: &Matrix) -> f64 {
    let labels = vec![0; matrix.observations()];
    let mean = Sums::of(matrix, 1, &labels).means();
    (0..sections(matrix)).map(|s| inertia_of_section(matrix, s, &labels, &mean)).sum()
}
