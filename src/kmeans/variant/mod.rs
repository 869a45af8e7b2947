//! Fits that differ from plain k-means: a share of the observations set aside, categories by their most frequent level, distances over
//! the values that are there, or clusters of a least size.
//!
//! *Trimming* is impartial: in each iteration the observations farthest from their centroids are set aside, and centroids are the
//! means of the others (Cuesta-Albertos, Gordaliza & Matrán 1997). *Categories* are blocks of features, one a level, of which each
//! observation has exactly one; a centroid has the most frequent level there, as in k-prototypes (Huang 1998). *Gaps* of a matrix are left
//! out of distances, and what is there counts for them. A *least size* makes the assignment a flow (Bradley, Bennett & Demiriz 2000). Bounds and sums kept up by
//! single moves do not carry over, so these fits have a plain machine of their own: [`VariantRun`].

mod codes;
mod least;
mod machine;
mod partial;
mod seeds;

use serde::{Deserialize, Serialize};

use super::fit::Fit;
use crate::matrix::Matrix;

pub use machine::VariantRun;

/// The label of an observation that is set aside: no cluster has it, as there are fewer.
pub const ASIDE: u16 = u16::MAX;

/// How a fit differs from plain k-means. The default does not.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// Share of the observations set aside, 0 to 0.5.
    pub trim: f64,
    /// Blocks of features that are the levels of one category each: the first feature, and how many there are. In every row one of them has
    /// a value above 0, the same in all rows, and the others are 0. So two rows with different levels are twice its square apart.
    pub categories: Vec<(u32, u32)>,
    /// Whether the matrix has gaps, which are left out of distances. There are no categories then.
    pub partial: bool,
    /// Observations that every cluster has to hold; 0 for no limit. None are set aside then.
    pub least: u32,
}

impl Variant {
    /// Whether it is k-means after all.
    pub fn is_plain(&self) -> bool {
        self.trim == 0.0 && self.categories.is_empty() && !self.partial && self.least == 0
    }

    /// How many of `n` observations are kept: `⌊(1 - trim) n⌋` as in R's `tclust`, and at least 1.
    pub fn kept(&self, n: usize) -> usize {
        // What a binary fraction lacks to a whole number is no observation.
        (((1.0 - self.trim) * n as f64 + 1e-9) as usize).clamp(1, n.max(1))
    }

    /// Clusters that `n` observations can fill, at least 1.
    pub fn most_clusters(&self, n: usize) -> usize {
        (self.kept(n) / (self.least as usize).max(1)).max(1)
    }

    /// It as bytes, to travel before the other bytes of a job.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("numbers and a list can be written")
    }

    /// What [`to_bytes`](Self::to_bytes) wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

impl Fit {
    /// The observations that are in a cluster, ascending.
    pub fn kept(&self) -> Vec<u32> {
        (0..)
            .zip(&self.labels)
            .filter(|(_, label)| **label != ASIDE)
            .map(|(observation, _)| observation)
            .collect()
    }

    /// The observations set aside, ascending.
    pub fn aside(&self) -> Vec<u32> {
        (0..)
            .zip(&self.labels)
            .filter(|(_, label)| **label == ASIDE)
            .map(|(observation, _)| observation)
            .collect()
    }

    /// Whether some observations are set aside.
    pub fn sets_aside(&self) -> bool {
        self.labels.contains(&ASIDE)
    }

    /// The observations kept, one after the other, and this fit as one of them alone.
    pub fn without_aside(mut self, matrix: &Matrix) -> (Matrix, Self) {
        let kept = matrix.picked(&self.kept(), Vec::new());
        self.labels.retain(|label| *label != ASIDE);
        (kept, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_are_kept() {
        let kept = |trim, n| Variant { trim, ..Variant::default() }.kept(n);
        assert_eq!((kept(0.1, 30), kept(0.25, 10), kept(0.0, 7), kept(0.5, 1)), (27, 7, 7, 1));
        assert_eq!(kept(0.29, 100), 71, "not 70 for the lack of a last digit");
    }

    #[test]
    fn bytes_and_back() {
        let variant = Variant { trim: 0.05, categories: vec![(2, 3)], partial: true, least: 7 };
        assert_eq!(Variant::from_bytes(&variant.to_bytes()), Some(variant));
        assert!(Variant::default().is_plain());
    }
}
