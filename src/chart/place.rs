//! Where on a chart the values stand, for the pointer and the keyboard.

use serde::Serialize;

use super::look::Look;
use super::pen::Point;

/// Something drawn that tells a value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Place {
    /// Which line of the chart's table.
    pub row: u32,
    /// Which 0-based segment; none for what is about everyone.
    pub segment: Option<u32>,
    /// CSS pixels from the left of the canvas.
    pub x: f64,
    /// CSS pixels from its top.
    pub y: f64,
}

impl Place {
    pub(super) fn new(row: usize, segment: Option<usize>, (x, y): Point, look: &Look) -> Self {
        let css = |device: i32| f64::from(device) / look.density();
        Self { row: row as u32, segment: segment.map(|segment| segment as u32), x: css(x), y: css(y) }
    }
}
