//! Who brings the value: segments side by side by their customers, and below by what those are worth.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::look::Look;
use super::mark;
use super::pen::{Ink, Lettering, Pen, Point};
use super::place::Place;
use super::segment::ChartSegment;
use super::words::number;

/// Height of a bar, of the words above and below, and of the whole, CSS pixels.
const BAR: f64 = 40.0;
const WORDS: f64 = 28.0;
/// Height of the whole chart, CSS pixels.
pub const HEIGHT: f64 = 216.0;

/// Opacity of a segment's tint.
const TINT: f64 = 0.2;
/// Pieces of an edge between the bars.
const PIECES: usize = 32;
/// Least width for a badge, and for a badge with a number, CSS pixels.
const BADGE_FROM: f64 = 30.0;
const NUMBER_FROM: f64 = 64.0;

/// Draws both bars and what joins them; `value` is what the lower one shares out. Segments without a share of it are not drawn
/// below. `highlight` is the 0-based index of the segment that alone keeps its strength.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    segments: &[ChartSegment],
    value: &str,
    highlight: Option<usize>,
    look: &Look,
) -> DrawResult<(), DB> {
    let pen = Pen { area, look };
    pen.clear()?;
    let layout = Layout::new(pen.size(), segments, look);
    let foot = layout.bars[1].1 + look.px(17.0);
    pen.text("Share of the customers", (0, look.px(10.0)), Lettering::strong(look.ink))?;
    let below = super::rows::fitting(&pen, &format!("Share of {value}"), pen.size().0);
    pen.text(&below, (0, foot), Lettering::strong(look.ink))?;
    for (segment, about) in segments.iter().enumerate() {
        let strength = mark::strength(highlight, segment);
        let fill = Ink::from(look.series(segment).fill);
        pen.polygon(layout.ribbon(segment), fill.faded(TINT * strength))?;
        for bar in 0..2 {
            let ((left, right), (top, bottom)) = (layout.part(bar, segment), layout.bars[bar]);
            pen.block((left, top), ((left + look.px(2.0)).min(right), bottom), fill.faded(strength))?;
            let middle = i32::midpoint(top, bottom);
            if right - left >= look.px(BADGE_FROM) {
                mark::badge(&pen, (segment, &about.letter), (left + look.px(17.0), middle), strength)?;
            }
            if right - left >= look.px(NUMBER_FROM) {
                let share = layout.shares[bar][segment];
                let text = format!("{}\u{a0}%", number(100.0 * share, 0, look));
                let how = Lettering::strong(Ink::from(look.ink).faded(strength));
                pen.text(&text, (left + look.px(33.0), middle), how)?;
            }
        }
    }
    Ok(())
}

/// Where each part of the bars has its middle: the customers' bar first.
pub fn places(size: (u32, u32), segments: &[ChartSegment], look: &Look) -> Vec<Place> {
    let layout = Layout::new((size.0 as i32, size.1 as i32), segments, look);
    let all = (0..2).flat_map(|bar| (0..segments.len()).map(move |segment| (bar, segment)));
    all.map(|(bar, segment)| {
        let ((left, right), (top, bottom)) = (layout.part(bar, segment), layout.bars[bar]);
        Place::new(bar, Some(segment), (i32::midpoint(left, right), i32::midpoint(top, bottom)), look)
    })
    .collect()
}

struct Layout {
    width: i32,
    /// Top and bottom of the two bars.
    bars: [(i32, i32); 2],
    shares: [Vec<f64>; 2],
}

impl Layout {
    fn new((width, height): (i32, i32), segments: &[ChartSegment], look: &Look) -> Self {
        let (bar, words) = (look.px(BAR), look.px(WORDS));
        let bars = [(words, words + bar), (height - words - bar, height - words)];
        let worth =
            |segment: &ChartSegment| segment.value.as_ref().and_then(|value| value.share).unwrap_or(0.0);
        let shares =
            [segments.iter().map(|segment| segment.share).collect(), segments.iter().map(worth).collect()];
        Self { width, bars, shares }
    }

    /// Left and right of a segment's part of a bar.
    fn part(&self, bar: usize, segment: usize) -> (i32, i32) {
        let before: f64 = self.shares[bar][..segment].iter().sum();
        let at = |share: f64| (share.clamp(0.0, 1.0) * f64::from(self.width)).round() as i32;
        (at(before), at(before + self.shares[bar][segment]))
    }

    /// Both parts of a segment and what joins them, as one outline.
    fn ribbon(&self, segment: usize) -> Vec<Point> {
        let (above, below) = (self.part(0, segment), self.part(1, segment));
        let ((top, upper), (lower, bottom)) = (self.bars[0], self.bars[1]);
        let right = edge((above.1, upper), (below.1, lower));
        let left = edge((above.0, upper), (below.0, lower)).into_iter().rev();
        let start = [(above.0, top), (above.1, top)];
        start.into_iter().chain(right).chain([(below.1, bottom), (below.0, bottom)]).chain(left).collect()
    }
}

/// A smooth way down from one corner to the other, upright at both ends.
fn edge(from: Point, to: Point) -> Vec<Point> {
    let mix = |a: i32, b: i32, share: f64| (f64::from(a) + f64::from(b - a) * share).round() as i32;
    (0..=PIECES)
        .map(|piece| {
            let t = piece as f64 / PIECES as f64;
            (mix(from.0, to.0, t * t * (3.0 - 2.0 * t)), mix(from.1, to.1, t))
        })
        .collect()
}
