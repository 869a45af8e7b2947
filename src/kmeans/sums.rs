//! Exact sums of the members of each cluster.

use crate::matrix::Matrix;

/// For each cluster: how many members it has, and their sum in each feature.
///
/// Values lie on the matrix's grid, so additions and subtractions in `f64` are exact: moving a member from one
/// cluster to another leaves the same bits as adding everything up again.
#[derive(Debug, Clone, PartialEq)]
pub struct Sums {
    features: usize,
    counts: Vec<u64>,
    totals: Vec<f64>,
}

impl Sums {
    /// `k` clusters without members.
    pub fn new(k: usize, features: usize) -> Self {
        Self { features, counts: vec![0; k], totals: vec![0.0; k * features] }
    }

    /// The sums of `labels`, one an observation.
    pub fn of(matrix: &Matrix, k: usize, labels: &[u16]) -> Self {
        let mut sums = Self::new(k, matrix.features());
        for (observation, label) in labels.iter().enumerate() {
            sums.add(matrix, observation, usize::from(*label));
        }
        sums
    }

    /// Members of each cluster.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Takes `observation` into cluster `j`.
    pub fn add(&mut self, matrix: &Matrix, observation: usize, j: usize) {
        self.counts[j] += 1;
        let totals = &mut self.totals[j * self.features..(j + 1) * self.features];
        for (total, x) in totals.iter_mut().zip(matrix.values(observation)) {
            *total += f64::from(x);
        }
    }

    /// Moves `observation` from cluster `from` to cluster `to`.
    pub fn shift(&mut self, matrix: &Matrix, observation: usize, from: usize, to: usize) {
        self.counts[from] -= 1;
        let totals = &mut self.totals[from * self.features..(from + 1) * self.features];
        for (total, x) in totals.iter_mut().zip(matrix.values(observation)) {
            *total -= f64::from(x);
        }
        self.add(matrix, observation, to);
    }

    /// The same clusters, cluster `order[i]` becoming cluster `i`.
    pub fn in_order(&self, order: &[usize]) -> Self {
        let totals = |j: &usize| self.totals[j * self.features..(j + 1) * self.features].iter().copied();
        Self {
            features: self.features,
            counts: order.iter().map(|j| self.counts[*j]).collect(),
            totals: order.iter().flat_map(totals).collect(),
        }
    }

    /// k × features, row-major: the mean of each cluster; zeros for a cluster without members.
    pub fn means(&self) -> Vec<f64> {
        let divided = |(j, totals): (usize, &[f64])| {
            let count = self.counts[j].max(1) as f64;
            totals.iter().map(|total| total / count).collect::<Vec<f64>>()
        };
        self.totals.chunks_exact(self.features).enumerate().flat_map(divided).collect()
    }

    /// `Σ |S_j|² / n_j`: what the clusters explain. The inertia is the sum of squares of all values less this.
    pub fn explained(&self) -> f64 {
        let mut explained = 0.0;
        for (totals, count) in self.totals.chunks_exact(self.features).zip(&self.counts) {
            if *count > 0 {
                explained += totals.iter().map(|total| total * total).sum::<f64>() / *count as f64;
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
}
