//! From values to pixels.

use std::ops::Range;

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

use super::pen::Point;

/// A rectangle of device pixels with a range of values along either side.
#[derive(Clone)]
pub(super) struct Frame {
    pub left: i32,
    pub right: i32,
    pub top: i32,
    pub bottom: i32,
    across: Range<f64>,
    up: Range<f64>,
    plane: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl Frame {
    /// `across` left to right, `up` bottom to top. A side shorter than a pixel is one pixel long.
    pub(super) fn new(sides: (Range<i32>, Range<i32>), across: Range<f64>, up: Range<f64>) -> Self {
        let (wide, high) = sides;
        let (left, right) = (wide.start, wide.end.max(wide.start + 1));
        let (top, bottom) = (high.start, high.end.max(high.start + 1));
        let plane = Cartesian2d::new(across.clone(), up.clone(), (left..right, bottom..top));
        Self { left, right, top, bottom, across, up, plane }
    }

    /// Where a value lies, held inside the rectangle; `None` if it is not finite.
    pub(super) fn at(&self, x: f64, y: f64) -> Option<Point> {
        if !(x.is_finite() && y.is_finite()) {
            return None;
        }
        let (x, y) = (x.clamp(self.across.start, self.across.end), y.clamp(self.up.start, self.up.end));
        Some(self.plane.translate(&(x, y)))
    }

    /// The place of a value in cells of `size` device pixels from the top left, with its fraction; `None` for what is not inside.
    pub(super) fn to_cells(&self, size: f32) -> impl Fn(f32, f32) -> Option<(f32, f32)> + use<> {
        let scale = |from: i32, to: i32, range: &Range<f64>| {
            (f64::from(to - from) / (range.end - range.start)) as f32
        };
        let (right, down) = (
            scale(self.left, self.right, &self.across) / size,
            scale(self.top, self.bottom, &self.up) / size,
        );
        let (left, top) = (self.across.start as f32, self.up.end as f32);
        move |x, y| {
            let (x, y) = ((x - left) * right, (top - y) * down);
            (x >= 0.0 && y >= 0.0).then_some((x, y))
        }
    }

    /// Where a horizontal value lies; `None` outside the range.
    pub(super) fn x_of(&self, value: f64) -> Option<i32> {
        (self.across.start <= value && value <= self.across.end)
            .then(|| self.plane.translate(&(value, self.up.start)).0)
    }

    /// Where a vertical value lies; `None` outside the range.
    pub(super) fn y_of(&self, value: f64) -> Option<i32> {
        (self.up.start <= value && value <= self.up.end)
            .then(|| self.plane.translate(&(self.across.start, value)).1)
    }
}

/// A range with room at both ends, `share` of its length each; a range without length gets one. Ends that are not
/// finite, or so large that the length might not be, give 0 to 1.
pub(super) fn roomy(low: f64, high: f64, share: f64) -> Range<f64> {
    let usable = low.abs() < 1e300 && high.abs() < 1e300;
    let (low, high) = if usable { (low.min(high), low.max(high)) } else { (0.0, 1.0) };
    let room = if high - low > 0.0 { (high - low) * share } else { low.abs().max(1.0) * 0.5 };
    low - room..high + room
}
