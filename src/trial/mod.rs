//! Trials: how many customers to hold out so that an uplift can be seen, and who.

use serde::{Deserialize, Serialize};

/// A trial somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Number of the segment, from 1.
    pub segment: u32,
    /// Share of customers who act without the campaign, above 0 and below 1.
    pub rate: f64,
    /// Wanted difference of that share, so that `rate + uplift` lies between 0 and 1.
    pub uplift: f64,
    /// Chance to see the uplift if it is there, 0.5 up to, not including, 1. Default 0.8.
    #[serde(default = "usual_power")]
    pub power: f64,
    /// Chance to see one where there is none, both sides together. Default 0.05.
    #[serde(default = "usual_level")]
    pub level: f64,
}

fn usual_power() -> f64 {
    0.8
}

fn usual_level() -> f64 {
    0.05
}

/// What a trial takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrialView {
    /// What was asked for.
    pub request: Request,
    /// Customers of the segment.
    pub size: u64,
    /// Customers each of two equally large groups needs.
    pub each: u64,
    /// Customers to hold out when all others are treated: the fewest that show the uplift. Half of the segment if even that
    /// does not.
    pub holdout: u64,
    /// Customers treated: the others.
    pub treated: u64,
    /// Whether the segment is large enough.
    pub enough: bool,
    /// The smallest uplift that these groups show with the same chance.
    pub detectable: f64,
    /// Largest standardised difference between the groups in any feature, after the split.
    pub imbalance: f64,
    /// All this in a sentence or two.
    pub text: String,
}
