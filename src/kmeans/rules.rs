//! When an iteration was the last one.

use super::facts::Facts;
use super::options::Options;
use super::sums::Sums;

/// The stopping rules of one fit.
#[derive(Debug, Clone)]
pub struct Rules {
    sum_of_squares: f64,
    smallest_shift: f64,
    max_iterations: u32,
    tolerance: f64,
    explained: f64,
}

impl Rules {
    /// The rules of `options` on a matrix of these facts.
    pub fn new(facts: &Facts, options: &Options) -> Self {
        let n = facts.mass;
        // What one cluster of all would explain: the squares of the sums are taken from the same origin as the clusters'.
        let together: f64 = facts.sums.iter().map(|sum| sum * sum).sum::<f64>() / n;
        // The mean variance of the features, as in scikit-learn's `tol`.
        let mean_variance = facts.total_inertia / n / facts.features as f64;
        Self {
            sum_of_squares: facts.total_inertia + together,
            smallest_shift: options.tolerance * mean_variance,
            max_iterations: options.max_iterations,
            tolerance: options.tolerance,
            explained: f64::NEG_INFINITY,
        }
    }

    /// The sum of squared distances to the means of `sums`.
    pub fn inertia(&self, sums: &Sums) -> f64 {
        (self.sum_of_squares - sums.explained()).max(0.0)
    }

    /// Another way begins, from other centroids.
    pub fn begin_again(&mut self) {
        self.explained = f64::NEG_INFINITY;
    }

    /// Whether the fit ends here: `Some(true)` if it has converged, `Some(false)` at the iteration limit.
    ///
    /// `same`: no label changed. `shift`: how far the centroids moved. `iterations`: run so far. Every move of an
    /// observation to a nearer centroid lowers the inertia; if it did not fall, the moves were between distances that
    /// `f32` cannot tell apart, and going on could go in circles.
    pub fn stop(&mut self, same: bool, shift: f64, sums: &Sums, iterations: u32) -> Option<bool> {
        let explained = sums.explained();
        let no_gain = explained <= self.explained;
        self.explained = explained;
        if same || no_gain || (self.tolerance > 0.0 && shift <= self.smallest_shift) {
            return Some(true);
        }
        (iterations >= self.max_iterations).then_some(false)
    }
}

/// The sum over the centroids of the squared distance each moved.
pub fn shift(before: &[f64], after: &[f64]) -> f64 {
    before.iter().zip(after).map(|(a, b)| (a - b) * (a - b)).sum()
}
