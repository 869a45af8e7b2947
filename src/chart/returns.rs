//! How well the weakest segment comes back in re-draws, for every number of segments: the panel below the curve.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::frame::Frame;
use super::pen::{Ink, Lettering, Pen};
use crate::view::ReturnPoint;

/// Room the panel takes below the curve, CSS pixels.
pub(super) const HEIGHT: f64 = 152.0;
/// Of which this is above its scale.
pub(super) const HEADING: f64 = 56.0;

/// Per cent asked for: the mean overlap from which a segment is stable (Hennig 2007).
const ASKED: f64 = 75.0;

/// Draws stems up to each value, solid where enough comes back, hollow where not. The value of the number `chosen` stands beside its
/// dot.
pub(super) fn draw<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    frame: &Frame,
    returns: &[ReturnPoint],
    chosen: Option<u32>,
) -> DrawResult<(), DB> {
    let look = pen.look;
    let heading = (0, frame.top - look.px(22.0));
    pen.text("How well the weakest segment comes back", heading, Lettering::strong(look.ink))?;
    for value in [0.0, 50.0, 100.0] {
        let Some(y) = frame.y_of(value) else { continue };
        pen.rule((frame.left, y), (frame.right, y), 1.0, if value == 0.0 { look.rule_2 } else { look.grid })?;
        let text = if value == 100.0 { "100\u{a0}%".to_owned() } else { format!("{value:.0}") };
        let right = Lettering::text(look.ink_2).across(HPos::Right);
        pen.text(&text, (frame.left - look.px(8.0), y), right)?;
    }
    if let Some(y) = frame.y_of(ASKED) {
        let step = look.px(5.0).max(2);
        for left in (frame.left..frame.right - step / 2).step_by(step as usize) {
            pen.rule((left, y), (left + step / 2, y), 1.0, look.ink_3)?;
        }
    }
    for point in returns {
        let value = 100.0 * point.overlap;
        let (Some(top), Some(foot)) = (frame.at(f64::from(point.k), value), frame.y_of(0.0)) else {
            continue;
        };
        let (enough, shown) = (value >= ASKED, chosen == Some(point.k));
        let colour = if shown { look.accent } else { look.ink };
        let ink = if enough { Ink::from(colour) } else { Ink::from(colour).faded(0.5) };
        pen.rule(top, (top.0, foot), if shown { 2.0 } else { 1.0 }, ink)?;
        pen.disc(top, look.px(if shown { 5.0 } else { 3.5 }), colour)?;
        if !enough {
            pen.disc(top, look.px(if shown { 3.0 } else { 2.0 }), look.canvas)?;
        }
        if shown {
            let how = Lettering::strong(look.accent).halo(look.canvas).across(HPos::Center);
            pen.text(&format!("{value:.0}\u{a0}%"), (top.0, top.1 - look.px(15.0)), how)?;
        }
    }
    Ok(())
}
