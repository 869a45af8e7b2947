//! The heat map: means of every segment in the file's own units, tinted by their distance from everyone's.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::look::Look;
use super::mark;
use super::pen::{Ink, Lettering, Pen, Point};
use super::place::Place;
use super::rows::{self, Rows};
use super::segment::ChartSegment;
use super::words::{number, number_parted};
use crate::view::MeasureView;

/// Standard deviations from the average at which the tint is full, and its opacity then.
const FULL: f64 = 1.3;
const DEEP: f64 = 0.36;
/// Room for the averages of everyone to the right, CSS pixels.
const EVERYONE: f64 = 76.0;

/// Height for so many measures, CSS pixels.
pub fn height(measures: usize) -> f64 {
    rows::height(measures)
}

/// Draws `measures` from top to bottom over the whole area, a column a segment and one for everyone. A value that does not fit into its
/// cell is left out. `highlight` is the 0-based index of the segment that alone keeps its strength.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    measures: &[MeasureView],
    segments: &[ChartSegment],
    highlight: Option<usize>,
    look: &Look,
) -> DrawResult<(), DB> {
    let pen = Pen { area, look };
    pen.clear()?;
    let rows = Rows::new(pen.size(), measures.len(), EVERYONE, look);
    rows.names(&pen, measures)?;
    let width = pen.size().0;
    let quiet = Lettering::text(look.ink_3).across(HPos::Right);
    pen.text("Everyone", (width, look.px(16.0)), quiet)?;
    for (row, measure) in measures.iter().enumerate() {
        pen.text(&told(measure, Some(measure.average), look), (width, rows.middle(row)), quiet)?;
        for segment in 0..segments.len() {
            cell(&pen, &rows, (row, segment, segments.len()), measure, mark::strength(highlight, segment))?;
        }
    }
    for (segment, about) in segments.iter().enumerate() {
        let at = (middle(&rows, segment, segments.len()), look.px(16.0));
        mark::badge(&pen, (segment, &about.letter), at, mark::strength(highlight, segment))?;
    }
    Ok(())
}

/// Where each cell has its middle: measures from top to bottom, in each the segments in order.
pub fn places(size: (u32, u32), measures: &[MeasureView], segments: usize, look: &Look) -> Vec<Place> {
    let rows = Rows::new((size.0 as i32, size.1 as i32), measures.len(), EVERYONE, look);
    let all = (0..measures.len()).flat_map(|row| (0..segments).map(move |segment| (row, segment)));
    all.map(|(row, segment)| {
        let at: Point = (middle(&rows, segment, segments), rows.middle(row));
        Place::new(row, Some(segment), at, look)
    })
    .collect()
}

/// Left edge of a column.
fn edge(rows: &Rows, segment: usize, of: usize) -> i32 {
    rows.left + ((rows.right - rows.left) as usize * segment / of.max(1)) as i32
}

fn middle(rows: &Rows, segment: usize, of: usize) -> i32 {
    i32::midpoint(edge(rows, segment, of), edge(rows, segment + 1, of))
}

fn cell<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    rows: &Rows,
    (row, segment, of): (usize, usize, usize),
    measure: &MeasureView,
    strength: f64,
) -> DrawResult<(), DB> {
    let look = pen.look;
    let z = measure.z.get(segment).copied().filter(|z| z.is_finite()).unwrap_or(0.0);
    let colour = if z < 0.0 { look.heat_lo.unwrap_or(look.ink) } else { look.heat_hi.unwrap_or(look.accent) };
    let deep = (z.abs() / FULL).min(1.0) * DEEP * strength;
    let (left, right) = (edge(rows, segment, of), edge(rows, segment + 1, of));
    let top = rows.top + rows.row * row as i32;
    let gap = look.px(1.0);
    pen.block((left + gap, top + gap), (right, top + rows.row), Ink::from(colour).faded(deep))?;
    let text = told(measure, measure.means.get(segment).copied().flatten(), look);
    let how = Lettering::text(Ink::from(look.ink).faded(strength)).across(HPos::Center);
    if pen.width(&text, how) <= right - left - look.px(6.0) {
        pen.text(&text, (i32::midpoint(left, right), rows.middle(row)), how)?;
    }
    Ok(())
}

/// A mean in original units, a share in per cent.
fn told(measure: &MeasureView, value: Option<f64>, look: &Look) -> String {
    match (value, &measure.level) {
        (None, _) => "–".to_owned(),
        (Some(x), None) => number_parted(x, measure.decimals as usize, !measure.years, look),
        (Some(x), Some(_)) => {
            format!("{}\u{a0}%", number(100.0 * x, usize::from(measure.decimals > 0), look))
        }
    }
}
