//! What the snake plot and the heat map share: a row for each measure, its name to the left, room for badges above.

use plotters::prelude::*;

use super::look::Look;
use super::pen::{Lettering, Pen};
use super::words::plain;
use crate::view::MeasureView;

/// Height of a row, of the room above and of the room below, CSS pixels.
pub const ROW: f64 = 34.0;
pub(super) const ABOVE: f64 = 44.0;
pub(super) const BELOW: f64 = 28.0;

/// The names' share of the width, and their width at most, CSS pixels.
const NAMES: f64 = 0.32;
const WIDEST: f64 = 220.0;

/// Height of a chart of so many rows, CSS pixels.
pub(super) fn height(rows: usize) -> f64 {
    ABOVE + ROW * rows as f64 + BELOW
}

/// Rows in an area of `size` device pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    /// Where the names end.
    pub(super) left: i32,
    pub(super) right: i32,
    pub(super) top: i32,
    pub(super) row: i32,
    pub(super) count: usize,
}

impl Rows {
    pub(super) fn new((width, _): (i32, i32), count: usize, right: f64, look: &Look) -> Self {
        let names = (f64::from(width) * NAMES) as i32;
        let left = names.min(look.px(WIDEST));
        let right = (width - look.px(right)).max(left + 1);
        Self { left, right, top: look.px(ABOVE), row: look.px(ROW), count }
    }

    /// Vertical middle of a row.
    pub(super) fn middle(&self, row: usize) -> i32 {
        self.top + self.row * row as i32 + self.row / 2
    }

    pub(super) fn bottom(&self) -> i32 {
        self.top + self.row * self.count as i32
    }

    /// Names of the measures and lines between the rows.
    pub(super) fn names<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        measures: &[MeasureView],
    ) -> DrawResult<(), DB> {
        let look = pen.look;
        let room = self.left - look.px(12.0);
        for (row, measure) in measures.iter().enumerate() {
            let how = Lettering::text(look.ink_2);
            pen.text(&fitting(pen, &name(measure), room), (0, self.middle(row)), how)?;
            let line = self.top + self.row * (row as i32 + 1);
            pen.rule((0, line), (self.right, line), 1.0, look.grid)?;
        }
        Ok(())
    }
}

fn name(measure: &MeasureView) -> String {
    match &measure.level {
        Some(level) => format!("{}: {level}", measure.column),
        None => measure.column.clone(),
    }
}

/// `text`, cut until it is at most `room` wide.
pub(super) fn fitting<DB: DrawingBackend>(pen: &Pen<'_, DB>, text: &str, room: i32) -> String {
    let how = Lettering::text(pen.look.ink_2);
    let longest = text.chars().count().min(48);
    let forms = (1..=longest).rev().map(|most| plain(text, most));
    let mut shortest = String::new();
    for form in forms {
        if pen.width(&form, how) <= room {
            return form;
        }
        shortest = form;
    }
    shortest
}
