//! The elbow curve: how much of the differences between customers is left inside segments, for every number of
//! segments tried.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::frame::Frame;
use super::look::{Colour, Look};
use super::pen::{Lettering, Pen, Point};
use crate::view::ElbowView;

/// Room around the curve, CSS pixels.
const LEFT: f64 = 52.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 32.0;
const BOTTOM: f64 = 48.0;
/// Least room of a k on the axis, CSS pixels; with less, only some are named.
const NAME_EVERY: f64 = 24.0;

/// Draws the curve over the whole area. `chosen` is the number of segments shown, if there is a result yet.
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
    let sides = (look.px(LEFT)..width - look.px(RIGHT), look.px(TOP)..height - look.px(BOTTOM));
    let frame = Frame::new(sides, curve.first..curve.last, curve.floor..100.0);
    let chart = Chart { pen, frame, curve };
    chart.scale()?;
    chart.numbers(&[elbow.knee, chosen])?;
    chart.line(elbow.knee)?;
    let bend = chart.bend(elbow.knee)?;
    chart.chosen(chosen.filter(|&k| elbow.knee != Some(k)), bend)
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

/// A label's box: left, top, right, bottom.
type Taken = Option<(Point, Point)>;

struct Chart<'a, DB: DrawingBackend> {
    pen: Pen<'a, DB>,
    frame: Frame,
    curve: Curve,
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

    /// The numbers of segments below the axis; `special` ones always, and bold.
    fn numbers(&self, special: &[Option<u32>]) -> DrawResult<(), DB> {
        let (pen, frame, look) = (&self.pen, &self.frame, self.pen.look);
        let room = f64::from(frame.right - frame.left) / (self.curve.last - self.curve.first);
        let every = [1, 2, 5, 10]
            .into_iter()
            .find(|&n| room * f64::from(n) >= look.density() * NAME_EVERY)
            .unwrap_or(20);
        let is_special = |k: u32| special.contains(&Some(k));
        let crowded = |k: u32| special.iter().flatten().any(|&s| s != k && s.abs_diff(k) < every);
        let first = self.curve.first as u32;
        for k in first..=self.curve.last as u32 {
            let named = (k - first).is_multiple_of(every) && !crowded(k);
            let Some((x, _)) = frame.at(f64::from(k), 0.0).filter(|_| named || is_special(k)) else {
                continue;
            };
            let how = if is_special(k) { Lettering::strong(look.ink) } else { Lettering::text(look.ink_2) };
            pen.text(&k.to_string(), (x, frame.bottom + look.px(15.0)), how.across(HPos::Center))?;
        }
        let quiet = Lettering::text(look.ink_3).across(HPos::Right);
        pen.text("number of segments", (frame.right, frame.bottom + look.px(36.0)), quiet)
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
    fn bend(&self, knee: Option<u32>) -> DrawResult<Taken, DB> {
        let (look, frame) = (self.pen.look, &self.frame);
        let Some((k, place)) = self.place(knee) else { return Ok(None) };
        let drop = super::pen::Ink::from(look.accent).faded(0.55);
        self.pen.rule(place, (place.0, frame.bottom), 1.0, drop)?;
        self.ringed(place, 6.5, look.accent)?;
        let text = format!("the bend: {k}");
        let how = Lettering::strong(look.accent).halo(look.canvas);
        let wide = self.pen.width(&text, how);
        let left = (place.0 + look.px(10.0)).min(self.pen.size().0 - wide);
        let middle = place.1 - look.px(16.0);
        self.pen.text(&text, (left, middle), how)?;
        Ok(Some(((left, middle - look.px(9.0)), (left + wide, middle + look.px(9.0)))))
    }

    /// The number of segments shown, where it is not the bend: below the curve, which is free there, or above it
    /// at the foot of the chart.
    fn chosen(&self, chosen: Option<u32>, taken: Taken) -> DrawResult<(), DB> {
        let look = self.pen.look;
        let Some((k, place)) = self.place(chosen) else { return Ok(()) };
        self.ringed(place, 5.0, look.ink)?;
        let text = format!("shown: {k}");
        let how = Lettering::strong(look.ink).halo(look.canvas);
        let wide = self.pen.width(&text, how);
        let left = (place.0 - wide / 2)
            .clamp(self.frame.left.min(self.frame.right - wide), self.pen.size().0 - wide);
        let below = place.1 + look.px(19.0);
        let fits = below + look.px(10.0) <= self.frame.bottom;
        let above = place.1 - look.px(19.0);
        let clear = |middle: i32| {
            taken.is_none_or(|(from, to)| {
                middle + look.px(9.0) <= from.1
                    || middle - look.px(9.0) >= to.1
                    || left >= to.0
                    || left + wide <= from.0
            })
        };
        let middle = match (fits, clear(above)) {
            (true, _) => below,
            (false, true) => above,
            (false, false) => above - look.px(20.0),
        };
        self.pen.text(&text, (left, middle), how)
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
