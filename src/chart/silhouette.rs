//! How clearly customers belong: the silhouettes of each segment from the largest to the smallest, all on one scale.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::frame::Frame;
use super::look::Look;
use super::mark;
use super::pen::{Ink, Lettering, Pen, Point};
use super::segment::ChartSegment;
use crate::view::SegmentTrust;

/// Room beside and below, CSS pixels.
const LEFT: f64 = 40.0;
const RIGHT: f64 = 24.0;
const BELOW: f64 = 32.0;
/// Between two segments, CSS pixels.
const GAP: f64 = 8.0;
/// A segment is at least so high, and all together about so high for each, CSS pixels.
const LEAST: f64 = 28.0;
const EACH: f64 = 64.0;

/// Height for so many segments, CSS pixels.
pub fn height(segments: usize) -> f64 {
    (EACH + GAP) * segments as f64 + BELOW
}

/// Draws a shape for each segment, one below the other: as high as its share of the customers, at least a little, and as far to the right,
/// or left of zero, as its customers' silhouettes. The dashed line is `mean`, that of everyone. `highlight` is the 0-based index of the
/// segment that alone keeps its strength.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    (segments, trust): (&[ChartSegment], &[SegmentTrust]),
    mean: Option<f64>,
    highlight: Option<usize>,
    look: &Look,
) -> DrawResult<(), DB> {
    let pen = Pen { area, look };
    pen.clear()?;
    let (width, height) = pen.size();
    let foot = height - look.px(BELOW);
    let sides = (look.px(LEFT)..width - look.px(RIGHT), 0..foot);
    let lowest = trust.iter().filter_map(|one| one.falling.last()).copied().fold(0.0, f64::min);
    let low = (lowest * 5.0).floor() / 5.0;
    let whole = Frame::new(sides, low..1.0, 0.0..1.0);
    scale(&pen, &whole, low)?;
    let room = f64::from(foot) / look.density();
    let mut top = 0;
    for (segment, (about, trust)) in segments.iter().zip(trust).enumerate() {
        let high = look.px(high(room, segments, segment));
        let strength = mark::strength(highlight, segment);
        let frame = Frame::new((whole.left..whole.right, top..top + high), low..1.0, 0.0..1.0);
        let ink = Ink::from(look.series(segment).fill).faded(strength);
        pen.polygon(outline(&frame, &trust.falling), ink)?;
        mark::badge(&pen, (segment, &about.letter), (look.px(14.0), top + high / 2), strength)?;
        top += high + look.px(GAP);
    }
    match mean.and_then(|mean| whole.x_of(mean)) {
        Some(x) => dashed(&pen, x, foot),
        None => Ok(()),
    }
}

/// Height of a segment, CSS pixels: its share of what is left once each has the least.
fn high(room: f64, segments: &[ChartSegment], segment: usize) -> f64 {
    let count = segments.len() as f64;
    let free = (room - count * (LEAST + GAP)).max(0.0);
    LEAST + free * segments[segment].share
}

/// From zero along the silhouettes, the largest on top, and back.
fn outline(frame: &Frame, falling: &[f64]) -> Vec<Point> {
    let last = falling.len().saturating_sub(1).max(1) as f64;
    let along = falling.iter().enumerate().filter_map(|(i, s)| frame.at(*s, 1.0 - i as f64 / last));
    let ends = [frame.at(0.0, 1.0), frame.at(0.0, 0.0)];
    ends[0].into_iter().chain(along).chain(ends[1]).collect()
}

/// Lines and numbers every 0.2, zero and one always named.
fn scale<DB: DrawingBackend>(pen: &Pen<'_, DB>, frame: &Frame, low: f64) -> DrawResult<(), DB> {
    let look = pen.look;
    let first = (low * 5.0).round() as i32;
    for fifth in first..=5 {
        let value = f64::from(fifth) / 5.0;
        let Some((x, _)) = frame.at(value, 0.0) else { continue };
        let ink = if fifth == 0 { look.ink_3 } else { look.grid };
        pen.rule((x, frame.top), (x, frame.bottom), 1.0, ink)?;
        let how = Lettering::text(look.ink_2).across(HPos::Center);
        let text = format!("{value:.1}").replace('.', &look.decimal).replace('-', "−");
        pen.text(&text, (x, frame.bottom + look.px(16.0)), how)?;
    }
    Ok(())
}

fn dashed<DB: DrawingBackend>(pen: &Pen<'_, DB>, x: i32, foot: i32) -> DrawResult<(), DB> {
    let step = pen.look.px(6.0).max(2);
    for top in (0..foot - step / 2).step_by(step as usize) {
        pen.rule((x, top), (x, top + step / 2), 1.5, pen.look.ink)?;
    }
    Ok(())
}
