//! Trials: how many customers to hold out so that an uplift can be seen, and who.

mod size;
mod split;

use serde::{Deserialize, Serialize};

pub use size::{Groups, each, groups};
pub use split::{Split, split};

use crate::error::{Error, ErrorKind, Result};

/// A trial somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Number of the segment, from 1.
    pub segment: u32,
    /// Share of customers who act without the campaign, above 0 and below 1.
    pub rate: f64,
    /// Wanted difference of that share, not 0, so that `rate + uplift` lies between 0 and 1.
    pub uplift: f64,
    /// Chance to see the uplift if it is there, from 0.5 up to, not including, 1. Default 0.8.
    #[serde(default = "usual_power")]
    pub power: f64,
    /// Chance to see one where there is none, both sides together, above 0 and below 0.5. Default 0.05.
    #[serde(default = "usual_level")]
    pub level: f64,
}

fn usual_power() -> f64 {
    0.8
}

fn usual_level() -> f64 {
    0.05
}

impl Request {
    /// Checks that its numbers make sense.
    ///
    /// # Errors
    /// [`ErrorKind::Option`] with the number that does not.
    pub fn check(&self) -> Result<()> {
        let inside = |x: f64| x > 0.0 && x < 1.0;
        let fail = |what: String, advice: &str| Err(Error::new(ErrorKind::Option, "trial", what, advice));
        if !inside(self.rate) {
            return fail(
                format!("{} is not a share of customers who act", self.rate),
                "Give a share between 0 and 1, such as 0.04 for 4 in 100.",
            );
        }
        if self.uplift == 0.0 || !inside(self.rate + self.uplift) {
            return fail(
                format!("a share of {} and a difference of {} is no share", self.rate, self.uplift),
                "Give a difference other than 0 that leaves a share between 0 and 1.",
            );
        }
        if !(0.5..1.0).contains(&self.power) {
            return fail(
                format!("{} is no chance to see the uplift", self.power),
                "Give a number from 0.5 up to, not including, 1; 0.8 is usual.",
            );
        }
        if !(self.level > 0.0 && self.level < 0.5) {
            return fail(
                format!("{} is no level", self.level),
                "Give a number above 0 and below 0.5; 0.05 is usual.",
            );
        }
        Ok(())
    }
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
    /// The smallest difference of the same sign that these groups show with the same chance; `None` if there is none.
    pub detectable: Option<f64>,
    /// Largest standardised difference between the groups in any feature, after the split.
    pub imbalance: f64,
    /// All this in a sentence or two.
    pub text: String,
}
