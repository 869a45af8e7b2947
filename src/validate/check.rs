//! The jobs: one check of one fit, or one reference, worked on a little at a time.

use serde::{Deserialize, Serialize};

use super::halves::halved;
use super::indices::{Indices, indices};
use super::null::{Null, curve};
use super::redraw::{Redraw, redraw};
use super::silhouette::{Silhouette, Silhouettes};
use super::split::may_be_two;
use crate::kmeans::Fit;
use crate::matrix::Matrix;

/// What to find out. How many segments and the seed stand in the job's options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Check {
    /// Silhouettes, indices, and which segments may be two.
    Measure,
    /// Some re-draws.
    Redraws {
        /// Number of the first.
        first: u32,
        /// How many.
        count: u32,
    },
    /// Some cuts into halves. They need no fit.
    Halves {
        /// Number of the first.
        first: u32,
        /// How many.
        count: u32,
    },
    /// The elbow of one reference.
    Reference {
        /// Smallest k; the largest is the one of the options.
        from: u32,
        /// How it is drawn.
        null: Null,
        /// Which one.
        number: u32,
    },
}

/// What a check found, as it travels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outcome {
    /// Of [`Check::Measure`].
    Measured {
        /// Silhouettes.
        silhouette: Silhouette,
        /// Indices of one pass.
        indices: Indices,
        /// By segment: whether it may be two.
        twos: Vec<bool>,
    },
    /// Of [`Check::Redraws`], in order.
    Redrawn {
        /// One each.
        redraws: Vec<Redraw>,
    },
    /// Of [`Check::Halves`], in order.
    Halved {
        /// Prediction strength of each.
        strengths: Vec<f64>,
    },
    /// Of [`Check::Reference`].
    Referred {
        /// [`log_share`](super::null::log_share) by k.
        curve: Vec<f64>,
    },
}

impl Outcome {
    /// As JSON.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("numbers and lists are JSON")
    }

    /// What [`to_bytes`](Self::to_bytes) wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

/// A check in progress.
#[derive(Debug)]
pub struct Checking {
    check: Check,
    k: u32,
    seed: u64,
    fit: Option<Fit>,
    silhouettes: Option<Silhouettes>,
    silhouette: Option<Silhouette>,
    twos: Vec<bool>,
    redraws: Vec<Redraw>,
    strengths: Vec<f64>,
}

impl Check {
    /// Whether the fit checked has to come with it.
    pub fn needs_fit(self) -> bool {
        matches!(self, Self::Measure | Self::Redraws { .. })
    }
}

impl Checking {
    /// Begins `check`. `fit` is the fit checked, if the check [needs](Check::needs_fit) one.
    pub fn new(matrix: &Matrix, check: Check, (k, seed): (u32, u64), fit: Option<Fit>) -> Self {
        let measured = fit.as_ref().filter(|_| check == Check::Measure);
        let silhouettes = measured.map(|fit| Silhouettes::new(matrix, fit, seed));
        let (twos, redraws, strengths) = Default::default();
        Self { check, k, seed, fit, silhouettes, silhouette: None, twos, redraws, strengths }
    }

    /// Works on for some tens of milliseconds: the share done, or what was found.
    pub fn step(&mut self, matrix: &Matrix) -> Result<Outcome, f64> {
        match (self.check, &self.fit) {
            (Check::Reference { from, null, number }, _) => {
                Ok(Outcome::Referred { curve: curve(matrix, (from, self.k), self.seed, null, number) })
            }
            (Check::Halves { first, count }, _) => {
                let done = self.strengths.len() as u32;
                self.strengths.push(halved(matrix, self.k, self.seed, first + done));
                if done + 1 < count {
                    return Err(f64::from(done + 1) / f64::from(count));
                }
                Ok(Outcome::Halved { strengths: std::mem::take(&mut self.strengths) })
            }
            (Check::Redraws { first, count }, Some(fit)) => {
                let done = self.redraws.len() as u32;
                self.redraws.push(redraw(matrix, &fit.centroids, self.seed, first + done));
                if done + 1 < count {
                    return Err(f64::from(done + 1) / f64::from(count));
                }
                Ok(Outcome::Redrawn { redraws: std::mem::take(&mut self.redraws) })
            }
            (Check::Measure, Some(_)) => self.measure(matrix),
            (_, None) => panic!("a fit comes with every check that needs one"),
        }
    }

    fn measure(&mut self, matrix: &Matrix) -> Result<Outcome, f64> {
        if let Some(silhouettes) = &mut self.silhouettes {
            let Some(found) = silhouettes.step() else { return Err(0.8 * silhouettes.share_done()) };
            (self.silhouette, self.silhouettes) = (Some(found), None);
        }
        let fit = self.fit.as_ref().expect("a measured check has its fit");
        let segment = self.twos.len();
        if segment < fit.k() {
            let labelled = fit.labels.iter().enumerate();
            let rows: Vec<usize> =
                labelled.filter(|(_, label)| usize::from(**label) == segment).map(|(row, _)| row).collect();
            self.twos.push(may_be_two(matrix, &rows, self.seed));
            return Err(0.8 + 0.2 * (segment + 1) as f64 / fit.k() as f64);
        }
        Ok(Outcome::Measured {
            silhouette: self.silhouette.take().expect("silhouettes come first"),
            indices: indices(matrix, fit),
            twos: std::mem::take(&mut self.twos),
        })
    }
}
