//! Squared distances in `f64`, summed in a fixed order.

use crate::matrix::{LANES, Matrix};

/// Blocks of which a partial sum is made. Partial sums are added in order, so the total does not depend on who
/// calculated which of them.
pub const SECTION_BLOCKS: usize = 512;

/// Number of sections of `matrix`.
pub fn sections(matrix: &Matrix) -> usize {
    matrix.blocks().div_ceil(SECTION_BLOCKS)
}

/// The blocks of section `section`.
pub fn section(matrix: &Matrix, section: usize) -> std::ops::Range<usize> {
    section * SECTION_BLOCKS..((section + 1) * SECTION_BLOCKS).min(matrix.blocks())
}

/// The squared distance of `observation` to `point`, one value a feature.
pub fn squared_distance(matrix: &Matrix, observation: usize, point: &[f64]) -> f64 {
    let squares = matrix.values(observation).zip(point).map(|(x, c)| {
        let difference = f64::from(x) - c;
        difference * difference
    });
    squares.sum()
}

/// The weighted sums of the squared distances of all observations to the centroid each label names, one a section.
pub fn inertia(matrix: &Matrix, labels: &[u16], centroids: &[f64]) -> Vec<f64> {
    let features = matrix.features();
    let of_section = |index: usize| -> f64 {
        let blocks = section(matrix, index);
        let observations = blocks.start * LANES..(blocks.end * LANES).min(matrix.observations());
        let distance = |observation: usize| {
            let j = usize::from(labels[observation]);
            let centroid = &centroids[j * features..(j + 1) * features];
            matrix.weight(observation) * squared_distance(matrix, observation, centroid)
        };
        observations.map(distance).sum()
    };
    (0..sections(matrix)).map(of_section).collect()
}
