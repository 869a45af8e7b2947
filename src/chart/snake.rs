//! The snake plot: for every measure how far each segment's mean lies from everyone's, a line for each segment.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::frame::Frame;
use super::look::Look;
use super::pen::{Ink, Lettering, Pen, Point};
use super::place::Place;
use super::rows::{self, Rows};
use super::segment::ChartSegment;
use super::{mark, shapes};
use crate::view::MeasureView;

/// Standard deviations to either side that are always shown, and at most.
const REACH: f64 = 1.6;
const FARTHEST: f64 = 3.0;
/// Room to the right, CSS pixels.
const RIGHT: f64 = 16.0;
/// Least distance of two badges, CSS pixels.
const APART: f64 = 26.0;
/// Half the height of a mark, CSS pixels.
const MARK: f64 = 5.0;

/// Height for so many measures, CSS pixels.
pub fn height(measures: usize) -> f64 {
    rows::height(measures)
}

/// Draws `measures` from top to bottom over the whole area; `segments` stand in order of number, and `highlight` is the 0-based index of
/// the one that alone keeps its strength. Means farther than three standard deviations away stand at the edge.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    measures: &[MeasureView],
    segments: &[ChartSegment],
    highlight: Option<usize>,
    look: &Look,
) -> DrawResult<(), DB> {
    let pen = Pen { area, look };
    pen.clear()?;
    let layout = Layout::new(pen.size(), measures, look);
    layout.rows.names(&pen, measures)?;
    layout.scale(&pen)?;
    for segment in mark::order(segments.len(), highlight) {
        let strength = mark::strength(highlight, segment);
        layout.line(&pen, measures, segment, strength)?;
    }
    let tops = layout.tops(measures, segments.len(), look);
    for segment in mark::order(segments.len(), highlight) {
        let at = (tops[segment], look.px(16.0));
        mark::badge(&pen, (segment, &segments[segment].letter), at, mark::strength(highlight, segment))?;
    }
    Ok(())
}

/// Where each mean stands: measures from top to bottom, in each the segments in order.
pub fn places(size: (u32, u32), measures: &[MeasureView], segments: usize, look: &Look) -> Vec<Place> {
    let layout = Layout::new((size.0 as i32, size.1 as i32), measures, look);
    let all = (0..measures.len()).flat_map(|row| (0..segments).map(move |segment| (row, segment)));
    all.filter_map(|(row, segment)| {
        Some(Place::new(row, Some(segment), layout.at(measures, row, segment)?, look))
    })
    .collect()
}

struct Layout {
    rows: Rows,
    frame: Frame,
    reach: f64,
}

impl Layout {
    fn new(size: (i32, i32), measures: &[MeasureView], look: &Look) -> Self {
        let rows = Rows::new(size, measures.len(), RIGHT, look);
        let far = measures.iter().flat_map(|measure| &measure.z).map(|z| z.abs()).filter(|z| z.is_finite());
        let reach = far.fold(REACH, f64::max).min(FARTHEST);
        let sides = (rows.left + look.px(8.0)..rows.right, rows.top..rows.bottom());
        Self { rows, frame: Frame::new(sides, -reach..reach, 0.0..1.0), reach }
    }

    /// Place of a mean; `None` where the segment has no value.
    fn at(&self, measures: &[MeasureView], row: usize, segment: usize) -> Option<Point> {
        let measure = measures.get(row)?;
        measure.means.get(segment)?.as_ref()?;
        let (x, _) = self.frame.at(*measure.z.get(segment)?, 0.0)?;
        Some((x, self.rows.middle(row)))
    }

    /// The average, whole standard deviations beside it, and what they are.
    fn scale<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> DrawResult<(), DB> {
        let (look, rows) = (pen.look, &self.rows);
        for step in -(self.reach as i32)..=self.reach as i32 {
            let Some(x) = self.frame.x_of(f64::from(step)) else { continue };
            let ink = if step == 0 { look.rule_2 } else { look.grid };
            pen.rule((x, rows.top - look.px(8.0)), (x, rows.bottom()), 1.0, ink)?;
            let text = match step {
                0 => "average".to_owned(),
                _ => format!("{}{}", if step < 0 { "−" } else { "+" }, step.abs()),
            };
            let how = Lettering::text(look.ink_3).across(HPos::Center);
            pen.text(&text, (x, rows.bottom() + look.px(14.0)), how)?;
        }
        Ok(())
    }

    fn line<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        measures: &[MeasureView],
        segment: usize,
        strength: f64,
    ) -> DrawResult<(), DB> {
        let ink = Ink::from(pen.look.series(segment).fill).faded(strength);
        let corners: Vec<Point> =
            (0..measures.len()).filter_map(|row| self.at(measures, row, segment)).collect();
        if corners.len() > 1 {
            pen.path(corners.clone(), 2.0, ink)?;
        }
        let shape = shapes::of_segment(segment);
        for place in corners {
            mark::shaped(pen, (shape.0, false), place, pen.look.px(MARK + 1.5), pen.look.canvas.into())?;
            mark::shaped(pen, shape, place, pen.look.px(MARK), ink)?;
        }
        Ok(())
    }

    /// Where the badges stand: above the first mean, moved until they are clear of each other.
    fn tops(&self, measures: &[MeasureView], segments: usize, look: &Look) -> Vec<i32> {
        let zero = self.frame.x_of(0.0).unwrap_or(self.rows.left);
        let wanted: Vec<i32> =
            (0..segments).map(|segment| self.at(measures, 0, segment).map_or(zero, |at| at.0)).collect();
        spread(&wanted, look.px(APART), self.rows.right - look.px(4.0))
    }
}

/// The wanted places, moved as little as keeping them `apart` takes, none right of `right`.
fn spread(wanted: &[i32], apart: i32, right: i32) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|index| (wanted[*index], *index));
    let mut placed = wanted.to_vec();
    for pair in 1..order.len() {
        let (before, this) = (order[pair - 1], order[pair]);
        placed[this] = placed[this].max(placed[before] + apart);
    }
    let mut most = right;
    for index in order.into_iter().rev() {
        placed[index] = placed[index].min(most);
        most = placed[index] - apart;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn badges_are_moved_apart_and_stay_inside() {
        assert_eq!(spread(&[50, 10, 52], 26, 200), [50, 10, 76]);
        assert_eq!(spread(&[90, 95, 99], 26, 100), [48, 74, 100]);
    }
}
