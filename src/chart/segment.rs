//! A segment as charts show it.

use serde::Deserialize;

use crate::view::{SegmentValue, SegmentView};

/// Some fields of a [`SegmentView`]: a chart is drawn again at every movement of the pointer, and what it does not show is not to be
/// read from the page every time.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ChartSegment {
    /// Letter on the badge.
    pub letter: String,
    /// Name on the map.
    pub short_name: String,
    /// Share of the customers clustered, 0 to 1.
    pub share: f64,
    /// What it is worth, where a column tells.
    pub value: Option<SegmentValue>,
    /// Position of the centroid on the map.
    pub x: f64,
    /// See `x`.
    pub y: f64,
}

impl From<&SegmentView> for ChartSegment {
    fn from(segment: &SegmentView) -> Self {
        Self {
            letter: segment.letter.clone(),
            short_name: segment.short_name.clone(),
            share: segment.share,
            value: segment.value.clone(),
            x: segment.x,
            y: segment.y,
        }
    }
}
