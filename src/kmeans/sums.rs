//! Exact sums of the members of each cluster.

use serde::{Deserialize, Serialize};

use crate::matrix::{LANES, Matrix};

/// For each cluster: the weight of its members, and their weighted sum in each feature.
///
/// Values and weights lie on the matrix's grids, so additions and subtractions in `f64` are exact: moving a member from one
/// cluster to another leaves the same bits as adding everything up again, and parts add up to the whole in any order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sums {
    features: usize,
    masses: Vec<f64>,
    totals: Vec<f64>,
}

impl Sums {
    /// `k` clusters without members.
    pub fn new(k: usize, features: usize) -> Self {
        Self { features, masses: vec![0.0; k], totals: vec![0.0; k * features] }
    }

    /// The sums of `labels`, one an observation.
    pub fn of(matrix: &Matrix, k: usize, labels: &[u16]) -> Self {
        let mut sums = Self::new(k, matrix.features());
        for (observation, label) in labels.iter().enumerate() {
            sums.add(matrix, observation, usize::from(*label));
        }
        sums
    }

    /// Weight of each cluster's members: how many they are, unless weights were given.
    pub fn masses(&self) -> &[f64] {
        &self.masses
    }

    /// Takes `observation` into cluster `j`.
    pub fn add(&mut self, matrix: &Matrix, observation: usize, j: usize) {
        let runs = matrix.block(observation / LANES).as_chunks().0;
        self.add_lane::<0>(runs, observation % LANES, matrix.weight(observation), j);
    }

    /// Moves `observation` from cluster `from` to cluster `to`.
    pub fn shift(&mut self, matrix: &Matrix, observation: usize, from: usize, to: usize) {
        let runs = matrix.block(observation / LANES).as_chunks().0;
        self.shift_lane::<0>(runs, observation % LANES, matrix.weight(observation), (from, to));
    }

    /// Takes one lane of a block into cluster `j`. `D` is the number of features, or 0.
    #[inline(always)]
    pub fn add_lane<const D: usize>(&mut self, runs: &[[f32; LANES]], lane: usize, weight: f64, j: usize) {
        self.masses[j] += weight;
        let totals = &mut self.totals[j * self.features..(j + 1) * self.features];
        match (totals.first_chunk_mut::<D>(), runs.first_chunk::<D>()) {
            (Some(totals), Some(runs)) if D > 0 => {
                (0..D).for_each(|feature| totals[feature] += weight * f64::from(runs[feature][lane]));
            }
            _ => totals.iter_mut().zip(runs).for_each(|(total, run)| *total += weight * f64::from(run[lane])),
        }
    }

    /// Moves one lane of a block from one cluster to another. Both sums are exact.
    #[inline(always)]
    pub fn shift_lane<const D: usize>(
        &mut self,
        runs: &[[f32; LANES]],
        lane: usize,
        weight: f64,
        (from, to): (usize, usize),
    ) {
        self.masses[from] -= weight;
        self.masses[to] += weight;
        if let (Some(runs), true) = (runs.first_chunk::<D>(), D > 0) {
            let values: [f64; D] = std::array::from_fn(|feature| weight * f64::from(runs[feature][lane]));
            let totals = &mut self.totals[from * D..(from + 1) * D];
            totals.iter_mut().zip(&values).for_each(|(total, x)| *total -= x);
            let totals = &mut self.totals[to * D..(to + 1) * D];
            totals.iter_mut().zip(&values).for_each(|(total, x)| *total += x);
            return;
        }
        for (feature, run) in runs.iter().enumerate() {
            let value = weight * f64::from(run[lane]);
            self.totals[from * self.features + feature] -= value;
            self.totals[to * self.features + feature] += value;
        }
    }

    /// Takes in the sums of other observations.
    pub fn join(&mut self, others: &Self) {
        self.masses.iter_mut().zip(&others.masses).for_each(|(sum, other)| *sum += other);
        self.totals.iter_mut().zip(&others.totals).for_each(|(sum, other)| *sum += other);
    }

    /// The same clusters, cluster `order[i]` becoming cluster `i`.
    pub fn in_order(&self, order: &[usize]) -> Self {
        let totals = |j: &usize| self.totals[j * self.features..(j + 1) * self.features].iter().copied();
        Self {
            features: self.features,
            masses: order.iter().map(|j| self.masses[*j]).collect(),
            totals: order.iter().flat_map(totals).collect(),
        }
    }

    /// k × features, row-major: the mean of each cluster; zeros for a cluster without members.
    pub fn means(&self) -> Vec<f64> {
        let mut means = self.totals.clone();
        for (means, mass) in means.chunks_exact_mut(self.features).zip(&self.masses) {
            let mass = if *mass > 0.0 { *mass } else { 1.0 };
            means.iter_mut().for_each(|mean| *mean /= mass);
        }
        means
    }

    /// `Σ |S_j|² / m_j`: what the clusters explain. The inertia is the sum of squares of all values less this.
    pub fn explained(&self) -> f64 {
        let mut explained = 0.0;
        for (totals, mass) in self.totals.chunks_exact(self.features).zip(&self.masses) {
            if *mass > 0.0 {
                explained += totals.iter().map(|total| total * total).sum::<f64>() / mass;
            }
        }
        explained
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_members_is_adding_up_again() {
        let column: Vec<f64> = (0..997).map(|i| f64::from(i * i % 613).sqrt() - 11.0).collect();
        let matrix = Matrix::from_columns(&[column.clone(), column.iter().map(|x| x * 1e-7).collect()])
            .expect("finite");
        let before: Vec<u16> = (0..997).map(|i| i % 3).collect();
        let after: Vec<u16> = (0..997).map(|i| i % 5 % 3).collect();
        let mut moved = Sums::of(&matrix, 3, &before);
        for (i, (from, to)) in before.iter().zip(&after).enumerate() {
            if from != to {
                moved.shift(&matrix, i, usize::from(*from), usize::from(*to));
            }
        }
        assert_eq!(moved, Sums::of(&matrix, 3, &after));
    }

    #[test]
    fn weighted_members_count_as_many() {
        let matrix = Matrix::weighted(&[vec![1.0, 2.5, -4.0]], &[2.0, 3.0, 1.0]).expect("finite");
        let mut sums = Sums::of(&matrix, 2, &[0, 0, 1]);
        assert_eq!((sums.masses(), sums.means()), (&[5.0, 1.0][..], vec![1.9, -4.0]));
        sums.shift(&matrix, 1, 0, 1);
        assert_eq!(sums, Sums::of(&matrix, 2, &[0, 1, 1]));
    }
}
