//! What one fit is asked for.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::matrix::Matrix;

/// How the first centroids are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Init {
    /// Greedy k-means++ (Arthur & Vassilvitskii 2007): of `2 + ⌊ln k⌋` observations drawn with probability in proportion to
    /// their squared distance from the centroids so far, the one that lowers the sum of those distances most. The default.
    #[default]
    KMeansPlusPlus,
    /// k-means++ as first published: one observation a time, drawn with probability in proportion to its squared distance from the
    /// centroids so far.
    PlainKMeansPlusPlus,
    /// Different observations, uniformly.
    RandomRows,
    /// Points drawn uniformly from the box between each feature's smallest and largest value.
    DataSpace,
    /// Not drawn but given: see [`Run::from_centroids`](super::Run::from_centroids). A run that is given none draws random rows.
    Given,
}

/// One fit: k centroids, one start.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Number of clusters, at least 1 and at most the number of different rows.
    pub k: u32,
    /// How the first centroids are drawn.
    pub init: Init,
    /// Stop once the summed squared movement of the centroids is at most this share of the mean variance of the
    /// features. 0: stop only when no label changes, or nothing is gained.
    pub tolerance: f64,
    /// Stop after this many iterations at the latest.
    pub max_iterations: u32,
    /// Exchanges tried once nothing moves any more: see [`Run`](super::Run). 0: none. Large data get fewer than asked for.
    pub swaps: u32,
    /// Seed. The draws of a fit depend on `(seed, k, start)` only.
    pub seed: u64,
    /// Number of this start among the restarts.
    pub start: u32,
}

impl Options {
    /// Answers before any loop whether `matrix` can have that many clusters.
    ///
    /// # Errors
    /// [`ErrorKind::Option`] if `k` is 0, or above the number of different rows; if `max_iterations` is 0; if `tolerance`
    /// is negative or not a number.
    pub fn check(&self, matrix: &Matrix) -> Result<()> {
        let fail =
            |place: &str, what: String, advice: &str| Err(Error::new(ErrorKind::Option, place, what, advice));
        let k = self.k as usize;
        if k == 0 {
            return fail("k", "0 clusters".to_owned(), "Ask for at least 1.");
        }
        let distinct = matrix.distinct_rows(k);
        if distinct < k {
            return fail(
                "k",
                format!("{k} clusters of {distinct} different rows"),
                "Ask for at most as many clusters as there are different rows.",
            );
        }
        if self.max_iterations == 0 {
            return fail("max_iterations", "0 iterations".to_owned(), "Give a number above 0; 300 is usual.");
        }
        if self.tolerance.is_nan() || self.tolerance < 0.0 {
            return fail(
                "tolerance",
                format!("{}", self.tolerance),
                "Give 0 or a number above it; 1e-4 is usual.",
            );
        }
        Ok(())
    }
}
