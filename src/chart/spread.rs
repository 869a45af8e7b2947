//! How one column is spread: behind each segment's line, in grey, everyone.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::frame::Frame;
use super::look::Look;
use super::mark;
use super::pen::{Ink, Lettering, Pen, Point};
use super::place::Place;
use super::segment::ChartSegment;
use super::words::number_parted;
use crate::view::SpreadView;

/// Height of a segment's panel and of the scale below, CSS pixels.
const PANEL: f64 = 64.0;
const BELOW: f64 = 32.0;
/// Room to the left and right, CSS pixels.
const LEFT: f64 = 40.0;
const RIGHT: f64 = 24.0;
/// Numbers along the scale, at most.
const TICKS: usize = 4;

/// Height for so many segments, CSS pixels.
pub fn height(segments: usize) -> f64 {
    PANEL * segments as f64 + BELOW
}

/// Draws a panel for each segment, one below the other. Heights are shares: of everyone, and of the segment. `highlight` is the
/// 0-based index of the segment that alone keeps its strength.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    spread: &SpreadView,
    segments: &[ChartSegment],
    highlight: Option<usize>,
    look: &Look,
) -> DrawResult<(), DB> {
    let pen = Pen { area, look };
    pen.clear()?;
    let layout = Layout::new(pen.size(), spread, look);
    let everyone = layout.everyone.clone();
    for (segment, about) in segments.iter().enumerate().take(layout.shares.len()) {
        let strength = mark::strength(highlight, segment);
        let frame = layout.panel(segment, look);
        let foot = frame.bottom;
        pen.polygon(layout.outline(&frame, &everyone), Ink::from(look.band).faded(strength.max(0.5)))?;
        pen.rule((frame.left, foot), (frame.right, foot), 1.0, look.rule_2)?;
        let ink = Ink::from(look.series(segment).fill).faded(strength);
        pen.path(layout.outline(&frame, &layout.shares[segment]), 2.0, ink)?;
        mark::badge(&pen, (segment, &about.letter), (look.px(14.0), foot - look.px(16.0)), strength)?;
    }
    layout.scale(&pen, spread)
}

/// Where each bar of each segment has its top: bars from left to right, in each the segments in order.
pub fn places(size: (u32, u32), spread: &SpreadView, look: &Look) -> Vec<Place> {
    let layout = Layout::new((size.0 as i32, size.1 as i32), spread, look);
    let mut all = Vec::new();
    for bar in 0..layout.bars {
        for (segment, shares) in layout.shares.iter().enumerate() {
            let at = layout.panel(segment, look).at(bar as f64 + 0.5, shares[bar]);
            all.extend(at.map(|at| Place::new(bar, Some(segment), at, look)));
        }
    }
    all
}

struct Layout {
    size: (i32, i32),
    bars: usize,
    /// Shares by bar: of everyone, and of each segment.
    everyone: Vec<f64>,
    shares: Vec<Vec<f64>>,
    highest: f64,
}

impl Layout {
    fn new(size: (i32, i32), spread: &SpreadView, look: &Look) -> Self {
        let bars = spread.edges.len().saturating_sub(1);
        let mut all = vec![0; bars];
        for counts in &spread.counts {
            all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        let everyone = shares(&all);
        let own: Vec<Vec<f64>> = spread.counts.iter().map(|counts| shares(counts)).collect();
        let highest = own.iter().flatten().chain(&everyone).copied().fold(f64::MIN_POSITIVE, f64::max);
        let size = (size.0.max(look.px(LEFT + RIGHT + 1.0)), size.1);
        Self { size, bars, everyone, shares: own, highest }
    }

    fn panel(&self, segment: usize, look: &Look) -> Frame {
        let top = look.px(PANEL) * segment as i32;
        let high = top + look.px(8.0)..top + look.px(PANEL);
        let wide = look.px(LEFT)..self.size.0 - look.px(RIGHT);
        Frame::new((wide, high), 0.0..self.bars.max(1) as f64, 0.0..self.highest)
    }

    /// The bars' tops as a line of steps from the foot to the foot.
    fn outline(&self, frame: &Frame, shares: &[f64]) -> Vec<Point> {
        let steps = shares.iter().enumerate().flat_map(|(bar, share)| [(bar, *share), (bar + 1, *share)]);
        let all = std::iter::once((0, 0.0)).chain(steps).chain(std::iter::once((shares.len(), 0.0)));
        all.filter_map(|(edge, share)| frame.at(edge as f64, share)).collect()
    }

    /// Numbers at some of the edges; in the middle of bars where each stands for one whole number.
    fn scale<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, spread: &SpreadView) -> DrawResult<(), DB> {
        let look = pen.look;
        let frame = self.panel(0, look);
        let foot = look.px(PANEL) * self.shares.len() as i32 + look.px(16.0);
        let whole = spread.edges.first().is_some_and(|edge| edge.fract().abs() == 0.5);
        let last = if whole { self.bars.saturating_sub(1) } else { self.bars };
        let ticks = TICKS.min(last.max(1));
        for tick in 0..=ticks {
            let edge = last * tick / ticks;
            let (value, at) = if whole {
                (spread.edges[edge] + 0.5, edge as f64 + 0.5)
            } else {
                (spread.edges[edge], edge as f64)
            };
            let Some((x, _)) = frame.at(at, 0.0) else { continue };
            let how = Lettering::text(look.ink_2).across(HPos::Center);
            let text = number_parted(value, decimals(spread), !spread.years, look);
            pen.text(&text, (x, foot), how)?;
        }
        Ok(())
    }
}

fn shares(counts: &[u64]) -> Vec<f64> {
    let all: u64 = counts.iter().sum();
    counts.iter().map(|count| if all == 0 { 0.0 } else { *count as f64 / all as f64 }).collect()
}

/// Decimals that tell the edges apart.
fn decimals(spread: &SpreadView) -> usize {
    let (Some(first), Some(last)) = (spread.edges.first(), spread.edges.last()) else { return 0 };
    let step = (last - first) / 10.0;
    if step > 0.0 { (-step.log10().floor()).clamp(0.0, 6.0) as usize } else { 0 }
}
