//! The correlation heat map: how features move together, a line each, below the diagonal.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::look::Look;
use super::pen::{Ink, Lettering, Pen, Point};
use super::place::Place;
use super::rows::fitting;
use super::words::number;
use crate::view::RelatedView;

/// Height of a line and widest cell, CSS pixels.
const ROW: f64 = 30.0;
const WIDE: f64 = 64.0;
/// The names' share of the width, and their width at most, CSS pixels.
const NAMES: f64 = 0.36;
const WIDEST: f64 = 240.0;
/// Opacity of the tint at a correlation of 1.
const DEEP: f64 = 0.62;

/// Height for so many columns, CSS pixels.
pub fn height(columns: usize) -> f64 {
    ROW * columns as f64
}

/// Where the cells stand, device pixels.
#[derive(Clone, Copy)]
struct Grid {
    left: i32,
    cell: (i32, i32),
}

impl Grid {
    fn new(width: i32, columns: usize, look: &Look) -> Self {
        let left = ((f64::from(width) * NAMES) as i32).min(look.px(WIDEST));
        let room = (width - left) / (columns.max(1) as i32);
        Self { left, cell: (room.clamp(1, look.px(WIDE)), look.px(ROW)) }
    }

    /// Upper left corner of a cell.
    fn corner(self, row: usize, column: usize) -> Point {
        (self.left + self.cell.0 * column as i32, self.cell.1 * row as i32)
    }

    fn middle(self, row: usize, column: usize) -> Point {
        let (x, y) = self.corner(row, column);
        (x + self.cell.0 / 2, y + self.cell.1 / 2)
    }
}

/// Draws the correlations over the whole area: names to the left, the number of each column on the diagonal. A value that does not fit
/// into its cell is left out.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    related: &RelatedView,
    look: &Look,
) -> DrawResult<(), DB> {
    let pen = Pen { area, look };
    pen.clear()?;
    let grid = Grid::new(pen.size().0, related.columns.len(), look);
    for (row, name) in related.columns.iter().enumerate() {
        let how = Lettering::text(look.ink_2);
        let y = grid.middle(row, row).1;
        let mark = format!("{}", row + 1);
        let room = grid.left - look.px(36.0);
        pen.text(&mark, (look.px(18.0), y), Lettering::text(look.ink_3).across(HPos::Right))?;
        pen.text(&fitting(&pen, name, room), (look.px(26.0), y), how)?;
        for column in 0..row {
            cell(&pen, grid, (row, column), related)?;
        }
        pen.text(&mark, grid.middle(row, row), Lettering::text(look.ink_3).across(HPos::Center))?;
    }
    Ok(())
}

fn cell<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    grid: Grid,
    (row, column): (usize, usize),
    related: &RelatedView,
) -> DrawResult<(), DB> {
    let look = pen.look;
    let r = at(related, row, column);
    let colour = if r < 0.0 { look.heat_lo.unwrap_or(look.ink) } else { look.heat_hi.unwrap_or(look.accent) };
    let (left, top) = grid.corner(row, column);
    let gap = look.px(1.0);
    let to = (left + grid.cell.0 - gap, top + grid.cell.1 - gap);
    pen.block((left, top), to, Ink::from(look.grid).faded(0.5))?;
    pen.block((left, top), to, Ink::from(colour).faded(r.abs() * DEEP))?;
    let text = number(r, 2, look);
    let how = Lettering::text(look.ink).across(HPos::Center);
    if pen.width(&text, how) <= grid.cell.0 - look.px(6.0) {
        pen.text(&text, grid.middle(row, column), how)?;
    }
    Ok(())
}

/// A correlation; 0 where the view, which comes from outside, lacks it.
fn at(related: &RelatedView, row: usize, column: usize) -> f64 {
    let r = related.r.get(row).and_then(|line| line.get(column)).copied().unwrap_or(0.0);
    if r.is_finite() { r.clamp(-1.0, 1.0) } else { 0.0 }
}

/// Where each cell has its middle, line by line: its place in the list of pairs below the diagonal is its row.
pub fn places(size: (u32, u32), related: &RelatedView, look: &Look) -> Vec<Place> {
    let columns = related.columns.len();
    let grid = Grid::new(size.0 as i32, columns, look);
    let pairs = (0..columns).flat_map(|row| (0..row).map(move |column| (row, column)));
    pairs
        .enumerate()
        .map(|(at, (row, column))| Place::new(at, None, grid.middle(row, column), look))
        .collect()
}
