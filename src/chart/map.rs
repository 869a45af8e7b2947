//! The map of customers: a point each, an outline, badge and name for each segment.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::axis::Layout;
use super::density::{Picture, picture};
use super::label::{self, Put, Want};
use super::look::Look;
use super::mark::QUIET;
use super::outline::outline;
use super::pen::{Ink, Lettering, Pen, Point};
use super::place::Place;
use super::points::{Points, interleaved};
use super::segment::ChartSegment;
use super::words::plain;
use super::{mark, shapes};
use crate::view::MapView;

/// Opacity of an outline and of its inside.
const OUTLINE: f64 = 0.8;
const INSIDE: f64 = 0.04;
/// Up to this many points have the shape of their segment; more are too small to show one.
const SHAPED: usize = 400;
/// From this many points on a mark is a square: half the work of a circle, and no one sees the difference.
const SQUARE: usize = 10_000;
/// Longest name on the map, characters.
const NAME: usize = 28;

/// Draws the map over the whole area.
///
/// `points` belong to `map`; `segments` stand in order of number. `highlight` is the 0-based index of a segment
/// that alone keeps its strength. The same scale holds for two components; columns fill the room.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    map: &MapView,
    segments: &[ChartSegment],
    points: &Points,
    highlight: Option<usize>,
    look: &Look,
) -> DrawResult<(), DB> {
    draw_layers(area, map, segments, points, highlight, look, (Layers::All, None)).map(|_| ())
}

/// What of a map is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layers {
    /// Everything.
    All,
    /// The points alone if they become one picture, else everything.
    First,
    /// What comes over that picture.
    Rest,
}

/// Puts a picture of points on the canvas, in place of what is there.
pub type Paint<'a> = &'a mut dyn FnMut(&Picture);

/// As [`draw`]; many points become one picture, which `paint` puts under the axes. Answers whether there is a rest to be drawn.
pub fn draw_layers<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    map: &MapView,
    segments: &[ChartSegment],
    points: &Points,
    highlight: Option<usize>,
    look: &Look,
    (layers, paint): (Layers, Option<Paint<'_>>),
) -> DrawResult<bool, DB> {
    let pen = Pen { area, look };
    if layers != Layers::Rest {
        pen.clear()?;
    }
    let Some(layout) = Layout::new(pen.size(), map, look) else { return Ok(false) };
    let thinned;
    let (points, painted) = match paint.filter(|_| points.len() > SQUARE) {
        Some(paint) => {
            if layers != Layers::Rest {
                paint(&picture((points, segments.len()), &layout.frame, look, highlight, QUIET as f32));
            }
            if layers == Layers::First {
                return Ok(true);
            }
            thinned = points.thinned(SQUARE);
            (&thinned, true)
        }
        None => (points, false),
    };
    layout.draw(&pen, map)?;
    let places: Vec<Option<Point>> =
        points.x.iter().zip(&points.y).map(|(&x, &y)| layout.frame.at(f64::from(x), f64::from(y))).collect();
    let chart = Chart { pen, layout, segments, points, places, highlight };
    if !painted {
        chart.marks()?;
    }
    chart.outlines()?;
    chart.labels().map(|()| false)
}

/// Where the middle of each segment stands on a canvas of this size, device pixels.
pub fn places(size: (u32, u32), map: &MapView, segments: &[ChartSegment], look: &Look) -> Vec<Place> {
    let Some(layout) = Layout::new((size.0 as i32, size.1 as i32), map, look) else { return Vec::new() };
    let at = |(j, segment): (usize, &ChartSegment)| {
        Some(Place::new(j, Some(j), layout.frame.at(segment.x, segment.y)?, look))
    };
    segments.iter().enumerate().filter_map(at).collect()
}

struct Chart<'a, DB: DrawingBackend> {
    pen: Pen<'a, DB>,
    layout: Layout,
    segments: &'a [ChartSegment],
    points: &'a Points,
    /// Where each point is drawn.
    places: Vec<Option<Point>>,
    highlight: Option<usize>,
}

impl<DB: DrawingBackend> Chart<'_, DB> {
    fn strength(&self, segment: usize) -> f64 {
        mark::strength(self.highlight, segment)
    }

    fn fill(&self, segment: usize) -> Ink {
        Ink::from(self.pen.look.series(segment).fill).faded(self.strength(segment))
    }

    /// The points, segments interleaved; a highlighted segment on top.
    fn marks(&self) -> DrawResult<(), DB> {
        let (radius, alpha) = weight(self.points.len());
        let radius = self.pen.look.px(radius);
        let order = interleaved(&self.points.segment);
        let on_top = |index: &usize| Some(usize::from(self.points.segment[*index])) == self.highlight;
        let (top, rest): (Vec<usize>, Vec<usize>) =
            order.into_iter().map(|index| index as usize).partition(on_top);
        for index in rest.into_iter().chain(top) {
            let segment = usize::from(self.points.segment[index]);
            let Some(place) = self.places[index] else { continue };
            if segment >= self.segments.len() {
                self.stranger(place, radius, segment)?;
                continue;
            }
            let ink = self.fill(segment).faded(alpha);
            match self.points.len() {
                n if n <= SHAPED => mark::shaped(&self.pen, shapes::of_segment(segment), place, radius, ink)?,
                n if n <= SQUARE => self.pen.disc(place, radius, ink)?,
                _ => self.pen.block(
                    (place.0 - radius, place.1 - radius),
                    (place.0 + radius, place.1 + radius),
                    ink,
                )?,
            }
        }
        Ok(())
    }

    /// A customer set aside: a small grey cross, so that no colour stands for none of the segments.
    fn stranger(&self, (x, y): Point, radius: i32, segment: usize) -> DrawResult<(), DB> {
        let ink = Ink::from(self.pen.look.ink_3).faded(self.strength(segment));
        let arm = radius.max(2);
        self.pen.path(vec![(x - arm, y - arm), (x + arm, y + arm)], 1.0, ink)?;
        self.pen.path(vec![(x - arm, y + arm), (x + arm, y - arm)], 1.0, ink)
    }

    /// The outline of the inner 80 % of each segment, the highlighted one last.
    fn outlines(&self) -> DrawResult<(), DB> {
        let mut clouds: Vec<Vec<(f64, f64)>> = vec![Vec::new(); self.segments.len()];
        for (place, &segment) in self.places.iter().zip(&self.points.segment) {
            if let (Some((x, y)), Some(cloud)) = (place, clouds.get_mut(usize::from(segment))) {
                cloud.push((f64::from(*x), f64::from(*y)));
            }
        }
        for segment in mark::order(self.segments.len(), self.highlight) {
            let Some(corners) = outline(&clouds[segment]) else { continue };
            let mut corners: Vec<Point> =
                corners.iter().map(|&(x, y)| (x.round() as i32, y.round() as i32)).collect();
            self.pen.polygon(corners.clone(), self.fill(segment).faded(INSIDE))?;
            corners.extend(corners.first().copied());
            self.pen.path(corners, 1.0, self.fill(segment).faded(OUTLINE))?;
        }
        Ok(())
    }

    fn labels(&self) -> DrawResult<(), DB> {
        let look = self.pen.look;
        let how = Lettering::strong(look.ink);
        let frame = &self.layout.frame;
        let middle =
            (frame.left + (frame.right - frame.left) / 2, frame.top + (frame.bottom - frame.top) / 2);
        let names: Vec<String> =
            self.segments.iter().map(|segment| plain(&segment.short_name, NAME)).collect();
        let wanted: Vec<Want> = (self.segments.iter().zip(&names))
            .map(|(segment, name)| Want {
                at: frame.at(segment.x, segment.y).unwrap_or(middle),
                name_width: self.pen.width(name, how),
            })
            .collect();
        let put = label::place(&wanted, self.pen.size(), look);
        for segment in mark::order(self.segments.len(), self.highlight) {
            self.label(segment, &names[segment], &put[segment])?;
        }
        Ok(())
    }

    fn label(&self, segment: usize, name: &str, put: &Put) -> DrawResult<(), DB> {
        let (look, strength) = (self.pen.look, self.strength(segment));
        mark::badge(&self.pen, (segment, &self.segments[segment].letter), put.badge, strength)?;
        let Some(spot) = put.name else { return Ok(()) };
        let how = Lettering::strong(Ink::from(look.ink).faded(strength)).across(spot.across);
        // A halo of a quiet name would stand out more than the name.
        let how = if strength < 1.0 { how } else { how.halo(look.canvas) };
        self.pen.text(name, spot.at, how)
    }
}

/// Radius in CSS pixels and opacity of a mark among `count`.
fn weight(count: usize) -> (f64, f64) {
    match count {
        0..=400 => (3.5, 0.85),
        401..=2_000 => (2.2, 0.6),
        2_001..=10_000 => (1.9, 0.5),
        _ => (1.4, 0.25),
    }
}
