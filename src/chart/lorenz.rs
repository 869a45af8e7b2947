//! Customers against what they are worth: the Lorenz curve, those worth least first.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::frame::Frame;
use super::look::Look;
use super::pen::{Lettering, Pen, Point};
use super::place::Place;
use crate::view::LorenzPoint;

/// Room around the curve, CSS pixels.
const LEFT: f64 = 52.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 32.0;
const BOTTOM: f64 = 48.0;

/// Draws the curve over the whole area, with the line on which it would lie if all customers were worth the same.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    points: &[LorenzPoint],
    look: &Look,
) -> DrawResult<(), DB> {
    let pen = Pen { area, look };
    pen.clear()?;
    let frame = frame(pen.size(), look);
    pen.text("Share of the value", (0, look.px(8.0)), Lettering::strong(look.ink))?;
    for line in 0..5 {
        let share = f64::from(line) / 4.0;
        let text = if line == 4 { "100\u{a0}%".to_owned() } else { format!("{:.0}", 100.0 * share) };
        if let Some(y) = frame.y_of(share) {
            pen.rule(
                (frame.left, y),
                (frame.right, y),
                1.0,
                if line == 0 { look.rule_2 } else { look.grid },
            )?;
            let right = Lettering::text(look.ink_2).across(HPos::Right);
            pen.text(&text, (frame.left - look.px(8.0), y), right)?;
        }
        if let Some(x) = frame.x_of(share) {
            let at = (x, frame.bottom + look.px(15.0));
            let across = if line == 4 { HPos::Right } else { HPos::Center };
            pen.text(&text, at, Lettering::text(look.ink_2).across(across))?;
        }
    }
    let quiet = Lettering::text(look.ink_3).across(HPos::Right);
    pen.text("share of the customers, least first", (frame.right, frame.bottom + look.px(36.0)), quiet)?;
    let corners: Vec<Point> =
        points.iter().filter_map(|point| frame.at(point.customers, point.value)).collect();
    let (Some(from), Some(to)) = (frame.at(0.0, 0.0), frame.at(1.0, 1.0)) else { return Ok(()) };
    if corners.len() > 1 {
        pen.polygon(corners.iter().copied().chain([to, from]).collect(), look.band)?;
        pen.path(vec![from, to], 1.0, look.rule_2)?;
        pen.path(corners, 2.0, look.accent)?;
    }
    let all_alike = frame.at(0.5, 0.5).unwrap_or(from);
    let how = Lettering::text(look.ink_3).across(HPos::Right).halo(look.canvas);
    pen.text("all worth the same", (all_alike.0 - look.px(8.0), all_alike.1 - look.px(6.0)), how)
}

/// Where the points of the curve stand, in their order.
pub fn places(size: (u32, u32), points: &[LorenzPoint], look: &Look) -> Vec<Place> {
    let frame = frame((size.0 as i32, size.1 as i32), look);
    let all = points.iter().enumerate();
    all.filter_map(|(row, point)| Some(Place::new(row, None, frame.at(point.customers, point.value)?, look)))
        .collect()
}

fn frame((width, height): (i32, i32), look: &Look) -> Frame {
    let wide = look.px(LEFT)..width - look.px(RIGHT);
    let high = look.px(TOP)..height - look.px(BOTTOM);
    Frame::new((wide, high), 0.0..1.0, 0.0..1.0)
}
