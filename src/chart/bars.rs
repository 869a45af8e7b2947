//! A small histogram without axes: how the numbers of a column lie, beside what is said of them in words.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::look::Look;
use super::pen::Pen;

/// Height of the picture, CSS pixels.
pub const HEIGHT: f64 = 24.0;

/// Draws `bars` over the whole area, the tallest as high as it. `strong`: in the colour of the interface, for what would be new.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    bars: &[u32],
    strong: bool,
    look: &Look,
) -> DrawResult<(), DB> {
    let pen = Pen { area, look };
    pen.clear()?;
    let (width, height) = pen.size();
    let most = f64::from(bars.iter().copied().max().unwrap_or(0).max(1));
    let ink = if strong { look.accent } else { look.ink_3 };
    let edge = |bar: usize| (f64::from(width) * bar as f64 / bars.len() as f64) as i32;
    for (bar, rows) in bars.iter().enumerate().filter(|(_, rows)| **rows > 0) {
        // A single row stays visible beside thousands.
        let tall = ((f64::from(*rows) / most * f64::from(height)) as i32).max(look.px(1.0));
        let right = (edge(bar + 1) - look.px(1.0)).max(edge(bar) + 1);
        pen.block((edge(bar), height - tall), (right, height), ink)?;
    }
    Ok(())
}
