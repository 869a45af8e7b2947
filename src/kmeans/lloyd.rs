//! The judge: Lloyd's algorithm written as plainly as it can be.
//!
//! Every sum is made anew in every iteration, one observation and one centroid at a time. [`Run`](super::Run) must give
//! the same bits; tests run both. Too slow for anything else.

use super::centroids::Centroids;
use super::empty::fill_empty;
use super::facts::Facts;
use super::fit::{Fit, Step};
use super::options::Options;
use super::result::{complete, finished, outline};
use super::rules::{Rules, shift};
use super::sums::Sums;
use crate::error::Result;
use crate::matrix::Matrix;

/// Fits from the given first `centroids` (k × features, row-major).
///
/// # Errors
/// As [`Options::check`].
pub fn lloyd(matrix: &Matrix, options: &Options, mut centroids: Vec<f64>) -> Result<Fit> {
    options.check(matrix)?;
    let (k, features) = (options.k as usize, matrix.features());
    let facts = Facts::of(matrix);
    let mut rules = Rules::new(&facts, options);
    let mut labels = vec![0_u16; matrix.observations()];
    let mut trace: Vec<Step> = Vec::new();
    loop {
        let rounded = Centroids::new(k, features, &centroids);
        let before = std::mem::take(&mut labels);
        for observation in 0..matrix.observations() {
            let row = matrix.row(observation);
            let scores: Vec<f32> = (0..k).map(|j| rounded.score(j, row.iter().copied())).collect();
            let nearest = (0..k).fold(0, |best, j| if scores[j] < scores[best] { j } else { best });
            labels.push(nearest as u16);
        }
        let mut sums = Sums::of(matrix, k, &labels);
        fill_empty(matrix, &centroids, &mut labels, &mut sums);
        let same = !trace.is_empty() && labels == before;
        let means = sums.means();
        let moved = shift(&centroids, &means);
        centroids = means;
        trace.push(Step { inertia: rules.inertia(&sums), shift: moved });
        if let Some(converged) = rules.stop(same, moved, &sums, trace.len() as u32) {
            let (fit, end) = outline(&facts, options, &rules, &sums, trace, converged);
            return Ok(complete(fit, vec![finished(matrix, labels, &end)]));
        }
    }
}
