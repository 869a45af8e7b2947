//! What stands for a segment in every chart: its shape, and its badge of shape and letter.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::label::BADGE;
use super::pen::{Ink, Lettering, Pen, Point};
use super::shapes::{self, Shape};
use super::words::plain;

/// What is left of the other segments' opacity while one is highlighted.
pub(super) const QUIET: f64 = 0.14;

/// How strongly a segment is drawn while `highlight` is the one in the light, if one is.
pub(super) fn strength(highlight: Option<usize>, segment: usize) -> f64 {
    if highlight.is_none_or(|one| one == segment) { 1.0 } else { QUIET }
}

/// Segments in order of drawing: the one in the light last.
pub(super) fn order(count: usize, highlight: Option<usize>) -> impl Iterator<Item = usize> {
    let highlight = highlight.filter(|one| *one < count);
    (0..count).filter(move |segment| Some(*segment) != highlight).chain(highlight)
}

/// A shape around `place`, filled or hollow; `radius` in device pixels.
pub(super) fn shaped<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    (shape, hollow): (Shape, bool),
    place: Point,
    radius: i32,
    ink: Ink,
) -> DrawResult<(), DB> {
    let mut corners = shape.corners(place, f64::from(radius));
    match (shape, hollow) {
        (Shape::Circle, false) => pen.disc(place, radius, ink),
        (Shape::Circle, true) => pen.ring(place, radius, 1.0, ink),
        (_, false) => pen.polygon(corners, ink),
        (_, true) => {
            corners.extend(corners.first().copied());
            pen.path(corners, 1.0, ink)
        }
    }
}

/// Shape and letter of a 0-based segment, with a thin ring that keeps it clear of what is behind.
pub(super) fn badge<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    (segment, letter): (usize, &str),
    centre: Point,
    strength: f64,
) -> DrawResult<(), DB> {
    let look = pen.look;
    let (shape, hollow) = shapes::of_segment(segment);
    let radius = look.px(BADGE * 0.875);
    let solid = |radius: i32, ink: Ink| shaped(pen, (shape, false), centre, radius, ink);
    solid(radius + look.px(1.5), Ink::from(look.canvas).faded(strength))?;
    solid(radius, Ink::from(look.series(segment).fill).faded(strength))?;
    if hollow {
        solid(radius - look.px(2.0), Ink::from(look.canvas).faded(strength))?;
    }
    let letter = plain(letter, 3);
    let ink = Ink::from(if hollow { look.ink } else { look.series(segment).on }).faded(strength);
    let size = if letter.chars().count() > 1 { 10.0 } else { 12.0 };
    let drop = (shape.letter_drop() * f64::from(radius)).round() as i32;
    let how = Lettering::strong(ink).size(size).across(HPos::Center);
    pen.text(&letter, (centre.0, centre.1 + drop), how)
}
