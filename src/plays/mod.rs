//! What to do about a segment: a table of conditions over its traits (docs/plays.md).

use serde::{Deserialize, Serialize};

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
