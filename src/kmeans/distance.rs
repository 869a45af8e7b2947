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
    let squares = point.iter().enumerate().map(|(feature, c)| {
        let difference = f64::from(matrix.value(observation, feature)) - c;
        difference * difference
    });
    squares.sum()
}

/// The sum over section `index` of the squared distances to the centroid each label names.
pub fn inertia_of_section(matrix: &Matrix, index: usize, labels: &[u16], centroids: &[f64]) -> f64 {
    let features = matrix.features();
    let mut total = 0.0;
    for block in section(matrix, index) {
        for observation in block * LANES..block * LANES + matrix.lanes(block) {
            let j = usize::from(labels[observation]);
            total += squared_distance(matrix, observation, &centroids[j * features..(j + 1) * features]);
        }
    }
    total
}

/// The sum of all squared values.
pub fn sum_of_squares(matrix: &Matrix) -> f64 {
    let mut total = 0.0;
    for index in 0..sections(matrix) {
        let mut squares = [0.0_f64; LANES];
        for block in section(matrix, index) {
            for run in matrix.block(block).as_chunks::<LANES>().0 {
                for (square, x) in squares.iter_mut().zip(run) {
                    *square += f64::from(*x) * f64::from(*x);
                }
            }
        }
        total += squares.iter().sum::<f64>();
    }
    total
}
