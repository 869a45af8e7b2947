//! How well the rules do, counted on every row that was clustered.

use super::ask::Asker;
use super::tree::Tree;
use crate::features::Prepared;
use crate::kmeans::Fit;
use crate::table::Table;

/// Observations counted in a step.
const A_STEP: usize = 50_000;

/// Counts of clusters against rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    next: usize,
    k: usize,
    /// Observations by rule and cluster: `rule * k + cluster`.
    counts: Vec<u64>,
    /// Sums of the prepared values of those whom each rule finds, row-major.
    sums: Vec<f64>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(k: usize, features: usize) -> Self {
        Self { next: 0, k, counts: vec![0; k * k], sums: vec![0.0; k * features] }
    }

    /// Counts some tens of thousands of observations. Returns whether there are more.
    pub fn step(
        &mut self,
        table: &Table,
        (tree, asker): (&Tree, &Asker),
        prepared: &Prepared,
        fit: &Fit,
    ) -> bool {
        let (matrix, all) = (&prepared.matrix, prepared.rows.len());
        let end = all.min(self.next + A_STEP);
        let features = matrix.features();
        for observation in self.next..end {
            let rule = tree.cluster(table, asker, prepared.rows.row(observation));
            self.counts[rule * self.k + usize::from(fit.labels[observation])] += 1;
            let sums = &mut self.sums[rule * features..(rule + 1) * features];
            sums.iter_mut().zip(matrix.values(observation)).for_each(|(sum, x)| *sum += f64::from(x));
        }
        self.next = end;
        end < all
    }

    /// Customers a rule finds.
    pub fn found(&self, rule: usize) -> u64 {
        self.counts[rule * self.k..(rule + 1) * self.k].iter().sum()
    }

    /// Customers a rule finds who are in its cluster.
    pub fn right(&self, rule: usize) -> u64 {
        self.counts[rule * self.k + rule]
    }

    /// Share of the observations whose rule is their cluster.
    pub fn agreement(&self) -> f64 {
        let right: u64 = (0..self.k).map(|rule| self.right(rule)).sum();
        share(right, self.counts.iter().sum())
    }

    /// How much larger the inertia of the groups that the rules make is, about their own means; `None` if the clusters have none, or have
    /// centroids that are no means.
    pub fn price(&self, prepared: &Prepared, fit: &Fit) -> Option<f64> {
        let matrix = &prepared.matrix;
        let (n, features) = (matrix.observations() as f64, matrix.features());
        let mut explained = 0.0;
        for rule in (0..self.k).filter(|rule| self.found(*rule) > 0) {
            let size = self.found(rule) as f64;
            let sums = &self.sums[rule * features..(rule + 1) * features];
            let away = sums.iter().zip(matrix.sums()).map(|(sum, all)| sum / size - all / n);
            explained += size * away.map(|away| away * away).sum::<f64>();
        }
        let comparable = prepared.centroids.is_none() && fit.inertia > 0.0;
        comparable.then(|| (matrix.total_inertia() - explained) / fit.inertia - 1.0)
    }
}

/// A share; 0 of nothing.
pub(super) fn share(part: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}
