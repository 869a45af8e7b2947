//! Drawing in device pixels with sizes given in CSS pixels.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::look::{Colour, Look, Measure};

/// A place in device pixels, y downwards.
pub(super) type Point = (i32, i32);

/// Size of all chart text, CSS pixels.
const TEXT: f64 = 13.0;
/// Reach of the halo behind text that stands on marks, CSS pixels.
const HALO: f64 = 1.5;
/// plotters measures bold text as if it were regular; common system fonts set it up to this much wider.
const BOLD_WIDER: f64 = 1.15;
/// Width of a character in ems where the backend has no font to measure with.
const ROUGH_EM: f64 = 0.55;

/// A colour with its opacity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink(pub RGBAColor);

impl From<Colour> for Ink {
    fn from(colour: Colour) -> Self {
        Self(colour.0.mix(1.0))
    }
}

impl Ink {
    /// The same with its opacity multiplied.
    pub(super) fn faded(self, by: f64) -> Self {
        Self(self.0.mix(by))
    }
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Lettering {
    pub size: f64,
    pub bold: bool,
    pub across: HPos,
    pub ink: Ink,
    /// Colour of the halo, if the text stands on marks.
    pub halo: Option<Ink>,
}

impl Lettering {
    /// Chart text, not bold, starting at its place.
    pub(super) fn text(ink: impl Into<Ink>) -> Self {
        Self { size: TEXT, bold: false, across: HPos::Left, ink: ink.into(), halo: None }
    }

    /// Emphasised chart text.
    pub(super) fn strong(ink: impl Into<Ink>) -> Self {
        Self { bold: true, ..Self::text(ink) }
    }

    pub(super) fn across(self, across: HPos) -> Self {
        Self { across, ..self }
    }

    pub(super) fn halo(self, ink: impl Into<Ink>) -> Self {
        Self { halo: Some(ink.into()), ..self }
    }

    pub(super) fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }
}

/// A drawing area together with the look.
pub(super) struct Pen<'a, DB: DrawingBackend> {
    pub area: &'a DrawingArea<DB, Shift>,
    pub look: &'a Look,
}

impl<DB: DrawingBackend> Pen<'_, DB> {
    /// Width and height of the area in device pixels.
    pub(super) fn size(&self) -> (i32, i32) {
        let (width, height) = self.area.dim_in_pixel();
        (i32::try_from(width).unwrap_or(i32::MAX), i32::try_from(height).unwrap_or(i32::MAX))
    }

    /// Covers everything with the background.
    pub(super) fn clear(&self) -> DrawResult<(), DB> {
        self.area.fill(&self.look.canvas.0)
    }

    /// A horizontal or vertical line `width` CSS pixels thick, as a rectangle: sharp at every density, where a
    /// stroke on a pixel boundary would blur over two.
    pub(super) fn rule(&self, from: Point, to: Point, width: f64, ink: impl Into<Ink>) -> DrawResult<(), DB> {
        let thick = self.look.px(width);
        let low = |edge: i32| edge - thick / 2;
        let (left, right) = if from.0 == to.0 { (low(from.0), low(from.0) + thick) } else { (from.0, to.0) };
        let (top, bottom) = if from.0 == to.0 { (from.1, to.1) } else { (low(from.1), low(from.1) + thick) };
        self.block((left, top), (right, bottom), ink)
    }

    /// A filled rectangle; `to` lies outside it.
    pub(super) fn block(&self, from: Point, to: Point, ink: impl Into<Ink>) -> DrawResult<(), DB> {
        self.area.draw(&Rectangle::new([from, to], ink.into().0.filled()))
    }

    /// A line through `corners`, `width` CSS pixels thick.
    pub(super) fn path(&self, corners: Vec<Point>, width: f64, ink: impl Into<Ink>) -> DrawResult<(), DB> {
        let width = self.look.px(width).unsigned_abs();
        self.area.draw(&PathElement::new(corners, ink.into().0.stroke_width(width)))
    }

    /// A filled polygon.
    pub(super) fn polygon(&self, corners: Vec<Point>, ink: impl Into<Ink>) -> DrawResult<(), DB> {
        self.area.draw(&Polygon::new(corners, ink.into().0.filled()))
    }

    /// A filled circle; `radius` in device pixels.
    pub(super) fn disc(&self, centre: Point, radius: i32, ink: impl Into<Ink>) -> DrawResult<(), DB> {
        self.area.draw(&Circle::new(centre, radius, ink.into().0.filled()))
    }

    /// A circle, `width` CSS pixels thick; `radius` in device pixels.
    pub(super) fn ring(
        &self,
        centre: Point,
        radius: i32,
        width: f64,
        ink: impl Into<Ink>,
    ) -> DrawResult<(), DB> {
        let width = self.look.px(width).unsigned_abs();
        self.area.draw(&Circle::new(centre, radius, ink.into().0.stroke_width(width)))
    }

    /// One line of text, vertically centred on `at`, with its halo.
    pub(super) fn text(&self, text: &str, at: Point, how: Lettering) -> DrawResult<(), DB> {
        let pos = Pos::new(how.across, VPos::Center);
        let style = |ink: Ink| TextStyle { font: self.font(how), color: ink.0.to_backend_color(), pos };
        if let Some(halo) = how.halo {
            let reach = self.look.px(HALO);
            let style = style(halo);
            for (right, down) in [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
                self.area.draw_text(text, &style, (at.0 + right * reach, at.1 + down * reach))?;
            }
        }
        self.area.draw_text(text, &style(how.ink), at)
    }

    /// Width of a text in device pixels.
    ///
    /// Measured at its CSS size and multiplied: plotters measures in a box no wider than the window, in which
    /// text at three times the size would wrap.
    pub(super) fn width(&self, text: &str, how: Lettering) -> i32 {
        let measure = |measure: Measure| measure(text, &self.look.font, how.size, how.bold);
        let css = self.look.measure.and_then(measure).unwrap_or_else(|| self.estimated(text, how));
        (css * self.look.density()).ceil() as i32
    }

    /// Width of a text in CSS pixels where nobody measures it better.
    fn estimated(&self, text: &str, how: Lettering) -> f64 {
        let rough = || how.size * ROUGH_EM * text.chars().count() as f64;
        let style = TextStyle::from(FontDesc::new(self.family(), how.size, FontStyle::Normal));
        let measured = self.area.estimate_text_size(text, &style).map(|(width, _)| f64::from(width));
        measured.unwrap_or_else(|_| rough()) * if how.bold { BOLD_WIDER } else { 1.0 }
    }

    fn font(&self, how: Lettering) -> FontDesc<'_> {
        let style = if how.bold { FontStyle::Bold } else { FontStyle::Normal };
        FontDesc::new(self.family(), how.size * self.look.density(), style)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::from(self.look.font.as_str())
    }
}
