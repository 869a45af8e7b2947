//! What to do about a segment: a table of conditions over its traits (docs/plays.md).
//!
//! Every play that is proposed names the numbers that fulfil its conditions and the measure to watch.

mod condition;
mod table;

use serde::{Deserialize, Serialize};

pub use condition::{Condition, Fulfilled};
pub use table::{Row, TABLE};

use crate::profile::Profile;

/// Sorts of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlayKind {
    /// A message to the segment.
    Campaign,
    /// A price, a discount, a bundle.
    Offer,
    /// What to show or propose.
    Recommendation,
    /// A step that keeps customers.
    Loyalty,
    /// Service and satisfaction.
    Service,
}

/// A play proposed for a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Play {
    /// The row it comes from.
    pub row: &'static Row,
    /// Its title, goods named.
    pub title: String,
    /// What to do, goods named.
    pub text: String,
    /// Why, a sentence with numbers.
    pub reason: String,
}

/// Plays proposed for a segment at most, and of one kind.
const MOST: usize = 6;
const OF_A_KIND: usize = 2;

/// The plays for segment `j`: the first rows of the table whose conditions all hold. None for one segment.
pub fn plays(profile: &Profile, j: usize) -> Vec<Play> {
    let mut plays: Vec<Play> = Vec::new();
    if profile.segments.len() < 2 {
        return plays;
    }
    for row in TABLE {
        let of_a_kind = plays.iter().filter(|play| play.row.kind == row.kind).count();
        let told = plays.iter().any(|play| play.row.title == row.title);
        let last_resort = row.when == [Condition::Strongest];
        let room = if last_resort { plays.is_empty() } else { plays.len() < MOST && of_a_kind < OF_A_KIND };
        if room && !told {
            plays.extend(play(row, profile, j));
        }
    }
    plays
}

fn play(row: &'static Row, profile: &Profile, j: usize) -> Option<Play> {
    let fulfilled: Option<Vec<Fulfilled>> =
        row.when.iter().map(|condition| condition.holds(profile, j)).collect();
    let fulfilled = fulfilled?;
    let goods = fulfilled.iter().map(|one| one.goods.as_str()).find(|goods| !goods.is_empty()).unwrap_or("");
    let reasons: Vec<&str> = fulfilled.iter().map(|one| one.reason.as_str()).collect();
    Some(Play {
        row,
        title: row.title.replace("{goods}", goods),
        text: row.text.replace("{goods}", goods),
        reason: reasons.join("; ") + ".",
    })
}
