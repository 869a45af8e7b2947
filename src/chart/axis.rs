//! The axes of the map: words at the ends of a component, plain numbers along a column.

use std::ops::Range;

use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::frame::{Frame, roomy};
use super::look::Look;
use super::pen::{Lettering, Pen};
use super::words::{number_parted, shorter};
use crate::view::{Axis, AxisView, MapView};

/// At most this many numbers along a column.
const TICKS: usize = 5;
/// Room left, right and above, CSS pixels.
const SIDE: f64 = 10.0;
const TOP: f64 = 30.0;
/// Height of a row of words below the map, CSS pixels.
const ROW: f64 = 20.0;
/// Width of a digit, generously, CSS pixels. Estimated, so that the layout needs no font.
const DIGIT: f64 = 8.0;
/// Length of the gaps between the dots of a zero line, CSS pixels.
const DOTS: f64 = 5.0;

/// Where everything on the map is, from its size alone.
pub(super) struct Layout {
    pub frame: Frame,
    across: Vec<Tick>,
    up: Vec<Tick>,
}

/// A number along a column.
struct Tick {
    value: f64,
    text: String,
}

impl Layout {
    /// For an area of `size` device pixels; `None` if it is too small for a map.
    ///
    /// Two components get the same scale, because only then close means alike. Columns fill the room.
    pub(super) fn new(size: (i32, i32), map: &MapView, look: &Look) -> Option<Self> {
        let (across, up) = (ticks(&map.x, look), ticks(&map.y, look));
        let digits = up.iter().map(|tick| tick.text.chars().count()).max();
        let left = digits.map_or(look.px(SIDE), |n| look.px(DIGIT * n as f64 + 8.0));
        let rows = 1 + i32::from(!across.is_empty()) + i32::from(!map.y.low.is_empty());
        let wide = left..size.0 - look.px(SIDE);
        let high = look.px(TOP)..size.1 - rows * look.px(ROW) - look.px(8.0);
        let least = look.px(48.0);
        if wide.end - wide.start < least || high.end - high.start < least {
            return None;
        }
        let (mut x, mut y) = (roomy(map.x.min, map.x.max, 0.03), roomy(map.y.min, map.y.max, 0.03));
        if across.is_empty() && up.is_empty() {
            same_scale(&mut x, &mut y, f64::from(wide.end - wide.start) / f64::from(high.end - high.start));
        }
        Some(Self { frame: Frame::new((wide, high), x, y), across, up })
    }

    /// Everything that stands behind the points, and the words around them.
    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, map: &MapView) -> DrawResult<(), DB> {
        self.lines(pen)?;
        self.numbers(pen)?;
        self.words(pen, map)
    }

    /// Dotted lines through the mean of components; grid lines at the numbers of a vertical column.
    fn lines<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> DrawResult<(), DB> {
        let (frame, look) = (&self.frame, pen.look);
        let (dot, step) = (look.px(1.0), look.px(DOTS) as usize);
        let spot = |x, y| pen.block((x, y), (x + dot, y + dot), look.rule_2);
        if let Some(x) = frame.x_of(0.0).filter(|_| self.across.is_empty()) {
            (frame.top..frame.bottom).step_by(step).try_for_each(|y| spot(x, y))?;
        }
        if let Some(y) = frame.y_of(0.0).filter(|_| self.up.is_empty()) {
            (frame.left..frame.right).step_by(step).try_for_each(|x| spot(x, y))?;
        }
        for y in self.up.iter().filter_map(|tick| frame.y_of(tick.value)) {
            pen.rule((frame.left, y), (frame.right, y), 1.0, look.grid)?;
        }
        Ok(())
    }

    fn numbers<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> DrawResult<(), DB> {
        let (frame, look) = (&self.frame, pen.look);
        let quiet = Lettering::text(look.ink_2);
        for tick in &self.up {
            if let Some(y) = frame.y_of(tick.value) {
                pen.text(&tick.text, (frame.left - look.px(8.0), y), quiet.across(HPos::Right))?;
            }
        }
        for tick in &self.across {
            if let Some(x) = frame.x_of(tick.value) {
                let half = pen.width(&tick.text, quiet) / 2;
                let x = x.max(half).min(pen.size().0 - half);
                pen.text(&tick.text, (x, self.row(0, look)), quiet.across(HPos::Center))?;
            }
        }
        Ok(())
    }

    /// What the ends mean: up at the top; below the map down, and in the last row left and right.
    fn words<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, map: &MapView) -> DrawResult<(), DB> {
        let look = pen.look;
        let (left, right) = (look.px(SIDE), pen.size().0 - look.px(SIDE));
        let (whole, half) = (right - left, (right - left) / 2 - look.px(6.0));
        let quiet = Lettering::text(look.ink_2);
        let beside = if map.x.low.is_empty() { whole } else { half };
        let down = self.row(i32::from(!self.across.is_empty()), look);
        let last = if map.y.low.is_empty() { down } else { down + look.px(ROW) };
        let ends = [
            ("↑ ", &map.y.high, "", whole, (left, look.px(9.0)), HPos::Left),
            ("↓ ", &map.y.low, "", whole, (left, down), HPos::Left),
            ("← ", &map.x.low, "", half, (left, last), HPos::Left),
            ("", &map.x.high, " →", beside, (right, last), HPos::Right),
        ];
        for (before, words, after, most, place, side) in ends {
            if !words.is_empty() {
                pen.text(&fitting(pen, before, words, after, most), place, quiet.across(side))?;
            }
        }
        Ok(())
    }

    /// Middle of a row below the map.
    fn row(&self, index: i32, look: &Look) -> i32 {
        self.frame.bottom + look.px(14.0) + index * look.px(ROW)
    }
}

/// The longest form of the words that is at most `most` wide with its arrow; the shortest, if none is.
fn fitting<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    before: &str,
    words: &str,
    after: &str,
    most: i32,
) -> String {
    let mut text = String::new();
    for form in shorter(words) {
        text = format!("{before}{form}{after}");
        if pen.width(&text, Lettering::text(pen.look.ink_2)) <= most {
            break;
        }
    }
    text
}

/// Round numbers inside the axis of a column; none for a component, whose values mean nothing to a reader.
fn ticks(axis: &AxisView, look: &Look) -> Vec<Tick> {
    if matches!(axis.axis, Axis::Component { .. }) {
        return Vec::new();
    }
    let range = roomy(axis.min, axis.max, 0.03);
    let values = RangedCoordf64::from(range).key_points(BoldPoints(TICKS));
    let step = values.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    // A step below one needs as many decimals as its first digit is away from the point.
    let decimals =
        if step.is_finite() { (-(step * 1.001).log10().floor()).clamp(0.0, 6.0) as usize } else { 2 };
    let text = |value| number_parted(value, decimals, !axis.years, look);
    values.into_iter().map(|value| Tick { value, text: text(value) }).collect()
}

/// Widens one of the ranges until a unit is as long across as up, in a frame `aspect` times as wide as high.
fn same_scale(x: &mut Range<f64>, y: &mut Range<f64>, aspect: f64) {
    let (wide, high) = (x.end - x.start, y.end - y.start);
    let widen = |range: &mut Range<f64>, by: f64| {
        range.start -= by / 2.0;
        range.end += by / 2.0;
    };
    if wide < high * aspect {
        widen(x, high * aspect - wide);
    } else {
        widen(y, wide / aspect - high);
    }
}
