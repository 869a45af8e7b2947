//! Distances over the values that are there.

use super::ASIDE;
use crate::matrix::{Gaps, Matrix};

/// Partial distances: an observation's squared distance is that over the values it has, times its factor, which makes up for the others
/// (Dixon 1979). What a fit lowers is the sum of these; for given members it is lowest where each feature of a centroid is the mean
/// over the members that have it, each weighing its factor.
#[derive(Debug)]
pub(super) struct Partial {
    /// One an observation.
    factors: Vec<f64>,
}

impl Partial {
    /// `None` if `matrix` has no gaps.
    pub(super) fn of(matrix: &Matrix) -> Option<Self> {
        let gaps = matrix.gaps()?;
        Some(Self { factors: (0..matrix.observations()).map(|i| gaps.factor(i)).collect() })
    }

    pub(super) fn squared_distance(&self, matrix: &Matrix, observation: usize, centroid: &[f64]) -> f64 {
        matrix.gaps().map_or(0.0, |gaps| gaps.over_those_there(matrix, observation, centroid))
            * self.factors[observation]
    }

    /// The centroids of the observations with each label, k × features, row-major. Where no member has a value a centroid stays as it is
    /// in `before`. Not on a grid, so added up in the order of the observations.
    pub(super) fn means(&self, matrix: &Matrix, labels: &[u16], before: &[f64]) -> Vec<f64> {
        let (features, mut sums, mut masses) =
            (matrix.features(), vec![0.0; before.len()], vec![0.0; before.len()]);
        let there = |observation: usize, f: usize| {
            !matrix.gaps().is_some_and(|gaps: &Gaps| gaps.holds(observation, f))
        };
        for (observation, label) in labels.iter().enumerate().filter(|(_, label)| **label != ASIDE) {
            let first = usize::from(*label) * features;
            for (f, x) in matrix.values(observation).enumerate().filter(|(f, _)| there(observation, *f)) {
                sums[first + f] += self.factors[observation] * f64::from(x);
                masses[first + f] += self.factors[observation];
            }
        }
        let mean = |((sum, mass), before): ((f64, f64), &f64)| if mass > 0.0 { sum / mass } else { *before };
        sums.into_iter().zip(masses).zip(before).map(mean).collect()
    }
}
