//! What a fit asks of those who hold its observations, and what they tell.
//!
//! One [`Course`](super::Course) decides; one [`Part`](super::Part) or several hold the observations and their labels, each a
//! stretch of whole sections. Everything told is exact, or a list with one entry a section that is added up in the order of
//! sections: so the bits do not depend on the number of parts.

use serde::{Deserialize, Serialize};

use super::sums::Sums;

/// A question to every part. `centroids` are k × features, row-major.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// A start begins: the mass of each section.
    Masses,
    /// Smallest and largest value of each feature.
    Ranges,
    /// The observations at these positions: a section, and how far into the running sum of its weights. Weights are mass times
    /// squared distance to the rows taken in, or mass alone before there is one.
    Pick(Vec<(u32, f64)>),
    /// What the weights of each section would add up to with each of these rows, one after the other, taken in.
    Weigh(Vec<f32>),
    /// Takes this row in: the weights of each section.
    TakeIn(Vec<f32>),
    /// Gives every observation to its nearest centroid.
    Assign(Vec<f64>),
    /// The observation farthest from its centroid, among those that are not all of their cluster.
    Farthest {
        /// Mass of each cluster.
        masses: Vec<f64>,
        /// What the labels were assigned by.
        centroids: Vec<f64>,
    },
    /// Gives one observation to another cluster.
    Move {
        /// Number of the observation in the whole.
        observation: u64,
        /// Its new cluster.
        to: u16,
    },
    /// The fit has ended.
    Finish(End),
}

/// How a fit ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// The number that each cluster gets.
    pub numbers: Vec<u16>,
    /// Centroids by their new numbers.
    pub centroids: Vec<f64>,
    /// Whether the squared distances are to be added up anew.
    pub measure: bool,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// Of [`Ask::Masses`] and [`Ask::TakeIn`]: one number a section. Of [`Ask::Weigh`]: section after section, one a row.
    Sections(Vec<f64>),
    /// Of [`Ask::Ranges`].
    Ranges(Vec<(f32, f32)>),
    /// Of [`Ask::Pick`]: those that lie here, with their place in the question.
    Rows(Vec<(u32, Vec<f32>)>),
    /// Of [`Ask::Assign`] and [`Ask::Move`]: the sums of the labels here, and whether one changed.
    Sums(Sums, bool),
    /// Of [`Ask::Farthest`], the earliest of equals.
    Farthest(Option<Far>),
    /// Of [`Ask::Finish`].
    Finished {
        /// Sums of squared distances, one a section; empty if they were not asked for.
        inertia: Vec<f64>,
        /// Observations of each cluster.
        sizes: Vec<u64>,
        /// The new number of each observation's cluster.
        #[serde(with = "super::labels")]
        labels: Vec<u16>,
    },
}

/// The observation farthest from its centroid.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Far {
    /// Number of the observation in the whole.
    pub observation: u64,
    /// Squared distance, in `f64`.
    pub distance: f64,
}
