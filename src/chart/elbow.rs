//! The elbow curve: how much of the differences between customers is left inside segments, for every number of
//! segments tried.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::frame::Frame;
use super::look::{Colour, Look};
use super::pen::{Ink, Lettering, Pen, Point};
use super::returns;
use crate::view::{BandPoint, ElbowView};

/// Room around the curve, CSS pixels.
const LEFT: f64 = 52.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 32.0;
const BOTTOM: f64 = 48.0;
/// Least room of a k on the axis, CSS pixels; with less, only some are named.
const NAME_EVERY: f64 = 24.0;
/// Half the height of a line of text, CSS pixels.
const HALF_LINE: f64 = 9.0;

/// Draws the curve over the whole area, and below it how well segments come back, once that is known. `chosen` is the number of segments shown, if there is a result yet.
///
/// A value is `1 - explained_variance` in per cent, which is the inertia as a share of the one-segment value also
/// where one segment was not tried. Points that are not finite are left out; a curve that is still growing is drawn
/// as far as it goes. Without a bend, `knee` being `None`, no bend is drawn.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    elbow: &ElbowView,
    chosen: Option<u32>,
    look: &Look,
) -> DrawResult<(), DB> {
    let pen = Pen { area, look };
    pen.clear()?;
    let (width, height) = pen.size();
    if width < look.px(LEFT + RIGHT + 24.0) || height < look.px(TOP + BOTTOM + 24.0) {
        return Ok(());
    }
    let curve = Curve::new(elbow);
    let foot = height - look.px(BOTTOM);
    let below = look.px(returns::HEIGHT);
    let two = !elbow.returns.is_empty() && foot - below >= look.px(TOP + 96.0);
    let high = look.px(TOP)..if two { foot - below } else { foot };
    let across = look.px(LEFT)..width - look.px(RIGHT);
    let frame = Frame::new((across.clone(), high), curve.first..curve.last, curve.floor..100.0);
    if two {
        let high = foot - below + look.px(returns::HEADING)..foot;
        let frame = Frame::new((across, high), curve.first..curve.last, 0.0..100.0);
        returns::draw(&pen, &frame, &elbow.returns, chosen)?;
    }
    let chart = Chart { pen, frame, curve, foot };
    chart.band(&elbow.band)?;
    chart.scale()?;
    chart.numbers(elbow.knee, chosen)?;
    chart.line(elbow.knee)?;
    let bend = chart.bend(elbow.knee)?;
    chart.chosen(chosen.filter(|&k| elbow.knee != Some(k)), elbow.knee, bend)
}

/// The values drawn.
struct Curve {
    /// `(k, per cent)`, ascending.
    points: Vec<(u32, f64)>,
    first: f64,
    last: f64,
    /// Lowest per cent on the scale: 20 as long as the curve stays above it.
    floor: f64,
}

impl Curve {
    fn new(elbow: &ElbowView) -> Self {
        let share = |left: f64| (100.0 * left).clamp(0.0, 100.0);
        let mut points: Vec<(u32, f64)> = (elbow.points.iter())
            .filter(|point| point.explained_variance.is_finite())
            .map(|point| (point.k, share(1.0 - point.explained_variance)))
            .collect();
        points.sort_by_key(|point| point.0);
        let first = points.first().map_or(1.0, |point| f64::from(point.0));
        let last = points.last().map_or(first, |point| f64::from(point.0)).max(first + 1.0);
        let floor = if points.iter().any(|point| point.1 < 20.0) { 0.0 } else { 20.0 };
        Self { points, first, last, floor }
    }

    fn value(&self, k: u32) -> Option<f64> {
        self.points.iter().find(|point| point.0 == k).map(|point| point.1)
    }
}

/// Where a line of text stands, device pixels.
struct Label {
    left: i32,
    wide: i32,
    /// Its vertical middle.
    middle: i32,
}

impl Label {
    fn clear_of(&self, other: &Self, line: i32) -> bool {
        (self.middle - other.middle).abs() >= line
            || self.left + self.wide <= other.left
            || other.left + other.wide <= self.left
    }
}

struct Chart<'a, DB: DrawingBackend> {
    pen: Pen<'a, DB>,
    frame: Frame,
    curve: Curve,
    /// Where the numbers of segments stand below.
    foot: i32,
}

impl<DB: DrawingBackend> Chart<'_, DB> {
    /// Heading, grid lines and their per cents, the unit on the top one alone.
    fn scale(&self) -> DrawResult<(), DB> {
        let (pen, frame, look) = (&self.pen, &self.frame, self.pen.look);
        pen.text("Differences left inside segments", (0, look.px(8.0)), Lettering::strong(look.ink))?;
        let step = (100.0 - self.curve.floor) / 4.0;
        for line in 0..5 {
            let value = self.curve.floor + step * f64::from(line);
            let Some((_, y)) = frame.at(self.curve.first, value) else { continue };
            let ink = if line == 0 { look.rule_2 } else { look.grid };
            pen.rule((frame.left, y), (frame.right, y), 1.0, ink)?;
            let text = if line == 4 { "100\u{a0}%".to_owned() } else { format!("{value:.0}") };
            let right = Lettering::text(look.ink_2).across(HPos::Right);
            pen.text(&text, (frame.left - look.px(8.0), y), right)?;
        }
        Ok(())
    }

    /// What references without segments leave inside, from the least to the most, named at its right end.
    fn band(&self, band: &[BandPoint]) -> DrawResult<(), DB> {
        let at = |k: u32, share: f64| self.frame.at(f64::from(k), 100.0 * share);
        let high = band.iter().filter_map(|point| at(point.k, point.high));
        let low = band.iter().rev().filter_map(|point| at(point.k, point.low));
        let corners: Vec<Point> = high.chain(low).collect();
        let Some(&(right, top)) = corners.get(band.len().wrapping_sub(1)).filter(|_| band.len() > 1) else {
            return Ok(());
        };
        let (pen, look) = (&self.pen, self.pen.look);
        pen.polygon(corners, look.band)?;
        let how = Lettering::text(look.ink_2).across(HPos::Right).halo(look.canvas);
        pen.text("without segments", (right, top - look.px(HALF_LINE + 3.0)), how)
    }

    /// The numbers of segments below the axis; the bend's and the chosen one always where they have room, and bold.
    fn numbers(&self, knee: Option<u32>, chosen: Option<u32>) -> DrawResult<(), DB> {
        let (pen, frame, look) = (&self.pen, &self.frame, self.pen.look);
        let least = f64::from(look.px(NAME_EVERY));
        let room = f64::from(frame.right - frame.left) / (self.curve.last - self.curve.first);
        let near = |k: u32, other: Option<u32>| {
            other.is_some_and(|o| o != k && room * f64::from(o.abs_diff(k)) < least)
        };
        let every = [1, 2, 5, 10].into_iter().find(|&n| room * f64::from(n) >= least).unwrap_or(20);
        let first = self.curve.first as u32;
        for k in first..=self.curve.last as u32 {
            let special = knee == Some(k) || chosen == Some(k) && !near(k, knee);
            let named = (k - first).is_multiple_of(every) && !near(k, knee) && !near(k, chosen);
            let Some((x, _)) = frame.at(f64::from(k), 0.0).filter(|_| named || special) else { continue };
            let how = if special { Lettering::strong(look.ink) } else { Lettering::text(look.ink_2) };
            pen.text(&k.to_string(), (x, self.foot + look.px(15.0)), how.across(HPos::Center))?;
        }
        let quiet = Lettering::text(look.ink_3).across(HPos::Right);
        pen.text("number of segments", (frame.right, self.foot + look.px(36.0)), quiet)
    }

    /// The line and its dots; the bend gets its own.
    fn line(&self, knee: Option<u32>) -> DrawResult<(), DB> {
        let at = |&(k, value): &(u32, f64)| self.frame.at(f64::from(k), value);
        let corners: Vec<Point> = self.curve.points.iter().filter_map(at).collect();
        if corners.len() > 1 {
            self.pen.path(corners, 2.0, self.pen.look.ink)?;
        }
        for point in self.curve.points.iter().filter(|point| Some(point.0) != knee) {
            if let Some(place) = at(point) {
                self.pen.disc(place, self.pen.look.px(3.5), self.pen.look.ink)?;
            }
        }
        Ok(())
    }

    /// The bend: a line down to its number, a dot with a ring, and what it is.
    fn bend(&self, knee: Option<u32>) -> DrawResult<Option<Label>, DB> {
        let (look, frame) = (self.pen.look, &self.frame);
        let Some((k, place)) = self.place(knee) else { return Ok(None) };
        self.pen.rule(place, (place.0, frame.bottom), 1.0, Ink::from(look.accent).faded(0.55))?;
        self.ringed(place, 6.5, look.accent)?;
        let text = format!("the bend: {k}");
        let how = Lettering::strong(look.accent).halo(look.canvas);
        let wide = self.pen.width(&text, how);
        let label = self.label(place.0 + look.px(10.0), wide, place.1 - look.px(16.0));
        self.pen.text(&text, (label.left, label.middle), how)?;
        Ok(Some(label))
    }

    /// The number of segments shown, where it is not the bend. Below the curve, which is free there, beside the
    /// bend's line; at the foot of the chart above the curve, clear of the bend's label.
    fn chosen(&self, chosen: Option<u32>, knee: Option<u32>, bend: Option<Label>) -> DrawResult<(), DB> {
        let look = self.pen.look;
        let Some((k, place)) = self.place(chosen) else { return Ok(()) };
        self.ringed(place, 5.0, look.ink)?;
        let text = format!("shown: {k}");
        let how = Lettering::strong(look.ink).halo(look.canvas);
        let wide = self.pen.width(&text, how);
        let middle = place.0 - wide / 2;
        let beside = match self.place(knee) {
            Some((_, line)) if line.0 < place.0 => middle.max(line.0 + look.px(6.0)),
            Some((_, line)) => middle.min(line.0 - look.px(6.0) - wide),
            None => middle,
        };
        let (high, low) = (place.1 - look.px(19.0), place.1 + look.px(19.0));
        let choices = [
            self.label(beside, wide, low),
            self.label(middle, wide, high),
            self.label(place.0 - look.px(8.0) - wide, wide, high),
            self.label(middle, wide, high - look.px(20.0)),
        ];
        let half = look.px(HALF_LINE);
        let free = |label: &Label| {
            label.middle + half <= self.frame.bottom
                && bend.as_ref().is_none_or(|bend| bend.clear_of(label, 2 * half))
        };
        let label = choices.iter().find(|label| free(label)).unwrap_or(&choices[3]);
        self.pen.text(&text, (label.left, label.middle), how)
    }

    /// A label moved inside the area, halo included.
    fn label(&self, left: i32, wide: i32, middle: i32) -> Label {
        let edge = self.pen.look.px(2.0);
        Label { left: left.min(self.pen.size().0 - edge - wide).max(edge), wide, middle }
    }

    fn place(&self, k: Option<u32>) -> Option<(u32, Point)> {
        let k = k?;
        Some((k, self.frame.at(f64::from(k), self.curve.value(k)?)?))
    }

    fn ringed(&self, centre: Point, radius: f64, colour: Colour) -> DrawResult<(), DB> {
        let radius = self.pen.look.px(radius);
        self.pen.disc(centre, radius + self.pen.look.px(2.0), self.pen.look.canvas)?;
        self.pen.disc(centre, radius, colour)
    }
}
