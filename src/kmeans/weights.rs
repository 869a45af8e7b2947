//! How likely each observation is to become a first centroid: its mass, then its mass times the squared distance to the rows
//! that are centroids already.

use wide::f32x8;

use super::assign::smaller;
use super::distance::{section, sections};
use super::features::by_features;
use crate::matrix::{LANES, Matrix};

/// The weights of the observations of a part.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// Squared distance of each lane to the nearest row taken in; empty before the first.
    nearest: Vec<f32>,
}

impl Weights {
    /// Forgets the rows taken in. Gives the mass of each section.
    pub fn begin(&mut self, matrix: &Matrix) -> Vec<f64> {
        self.nearest = Vec::new();
        let of_block = |block: usize| {
            matrix.block_weights(block).map_or(matrix.lanes(block) as f64, |weights| pairwise(*weights))
        };
        (0..sections(matrix)).map(|index| section(matrix, index).map(of_block).sum()).collect()
    }

    /// The observation of section `index` in whose stretch of the running sum of weights `position` lies.
    pub fn find(&self, matrix: &Matrix, index: usize, mut position: f64) -> usize {
        let blocks = section(matrix, index);
        let mut last = blocks.start * LANES;
        for observation in blocks.start * LANES..(blocks.end * LANES).min(matrix.observations()) {
            let distance = self.nearest.get(observation).map_or(1.0, |distance| f64::from(*distance));
            let weight = matrix.weight(observation) * distance;
            if weight > 0.0 {
                last = observation;
                if position < weight {
                    return observation;
                }
                position -= weight;
            }
        }
        // Rounding can leave a little of the position over: the last observation that could be drawn.
        last
    }

    /// Adds to `told` what the weights of section `index` would add up to with each of `rows`.
    pub fn weigh(&self, matrix: &Matrix, index: usize, rows: &[f32], told: &mut Vec<f64>) {
        by_features!(matrix.features(), weigh(matrix, &self.nearest, index, rows, told));
    }

    /// Takes `row` in. Gives the sum of the weights of section `index`.
    pub fn take_in(&mut self, matrix: &Matrix, index: usize, row: &[f32]) -> f64 {
        if self.nearest.is_empty() {
            self.nearest = vec![f32::INFINITY; matrix.blocks() * LANES];
            let padding = matrix.observations()..self.nearest.len();
            self.nearest[padding].fill(0.0);
        }
        by_features!(matrix.features(), take_in(matrix, &mut self.nearest, index, row))
    }
}

fn weigh<const D: usize>(matrix: &Matrix, nearest: &[f32], index: usize, rows: &[f32], told: &mut Vec<f64>) {
    let first = told.len();
    told.resize(first + rows.len() / matrix.features(), 0.0);
    for block in section(matrix, index) {
        let near = lanes(nearest, block);
        for (row, sum) in rows.chunks_exact(matrix.features()).zip(&mut told[first..]) {
            let distances = squared_distances::<D>(matrix.block(block), row);
            *sum += weighted(matrix, block, smaller(near, distances));
        }
    }
}

fn take_in<const D: usize>(matrix: &Matrix, nearest: &mut [f32], index: usize, row: &[f32]) -> f64 {
    let mut weight = 0.0;
    for block in section(matrix, index) {
        let distances = squared_distances::<D>(matrix.block(block), row);
        let least = smaller(lanes(nearest, block), distances);
        nearest[block * LANES..(block + 1) * LANES].copy_from_slice(&least.to_array());
        weight += weighted(matrix, block, least);
    }
    weight
}

fn lanes(nearest: &[f32], block: usize) -> f32x8 {
    let lanes = nearest[block * LANES..].first_chunk::<LANES>();
    f32x8::new(*lanes.expect("there is a distance for each lane"))
}

/// The sum of the lanes of a block, each times its weight.
#[inline(always)]
fn weighted(matrix: &Matrix, block: usize, distances: f32x8) -> f64 {
    let distances = distances.to_array().map(f64::from);
    match matrix.block_weights(block) {
        None => pairwise(distances),
        Some(weights) => pairwise(std::array::from_fn(|lane| weights[lane] * distances[lane])),
    }
}

/// The squared distances of a block's lanes to `row`: differences squared and added in order of feature, in `f32`. `D` is the number
/// of features, or 0.
#[inline(always)]
fn squared_distances<const D: usize>(block: &[f32], row: &[f32]) -> f32x8 {
    let (runs, _) = block.as_chunks::<LANES>();
    match (runs.first_chunk::<D>(), row.first_chunk::<D>()) {
        (Some(runs), Some(row)) if D > 0 => added_squares(runs, row),
        _ => added_squares(runs, row),
    }
}

#[inline(always)]
fn added_squares(runs: &[[f32; LANES]], row: &[f32]) -> f32x8 {
    let mut distances = f32x8::splat(0.0);
    for (run, c) in runs.iter().zip(row) {
        let difference = f32x8::new(*run) - f32x8::splat(*c);
        distances += difference * difference;
    }
    distances
}

/// The sum of the lanes, halves first: a fixed order.
#[inline(always)]
fn pairwise(x: [f64; LANES]) -> f64 {
    ((x[0] + x[4]) + (x[1] + x[5])) + ((x[2] + x[6]) + (x[3] + x[7]))
}
