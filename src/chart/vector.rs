//! Charts as SVG: marks and text that can be scaled, searched and edited.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::style::text_anchor::Pos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle, FontTransform,
};
use plotters_svg::SVGBackend;

/// plotters-svg writes text smaller by this factor than it was asked for.
const TEXT_SMALLER: f64 = 1.24;

/// The SVG of `size` pixels that `draw` makes.
///
/// # Errors
/// Those of `draw`.
pub fn svg<E>(
    size: (u32, u32),
    draw: impl FnOnce(&DrawingArea<Vector<'_>, Shift>) -> Result<(), E>,
) -> Result<String, E> {
    let mut text = String::new();
    let area = Vector(SVGBackend::with_string(&mut text, size)).into_drawing_area();
    draw(&area)?;
    drop(area);
    Ok(text)
}

/// The SVG backend of plotters, with text in the size that was asked for.
pub struct Vector<'a>(SVGBackend<'a>);

/// A style of text, larger by what the backend will make it smaller.
struct Larger<'a, S>(&'a S);

impl<S: BackendTextStyle> BackendTextStyle for Larger<'_, S> {
    type FontError = S::FontError;

    fn color(&self) -> BackendColor {
        self.0.color()
    }

    fn size(&self) -> f64 {
        self.0.size() * TEXT_SMALLER
    }

    fn transform(&self) -> FontTransform {
        self.0.transform()
    }

    fn style(&self) -> FontStyle {
        self.0.style()
    }

    fn anchor(&self) -> Pos {
        self.0.anchor()
    }

    fn family(&self) -> FontFamily<'_> {
        self.0.family()
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        self.0.layout_box(text)
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        pos: BackendCoord,
        draw: DrawFunc,
    ) -> Result<Result<(), E>, Self::FontError> {
        self.0.draw(text, pos, draw)
    }
}

type Drawn<'a> = Result<(), DrawingErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

impl<'a> DrawingBackend for Vector<'a> {
    type ErrorType = <SVGBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.0.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn<'a> {
        self.0.ensure_prepared()
    }

    fn present(&mut self) -> Drawn<'a> {
        self.0.present()
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn<'a> {
        self.0.draw_pixel(at, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<'a> {
        self.0.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<'a> {
        self.0.draw_rect(from, to, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn<'a> {
        self.0.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn<'a> {
        self.0.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn<'a> {
        self.0.fill_polygon(corners, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn<'a> {
        self.0.draw_text(text, &Larger(style), at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::look::tests::look;
    use crate::chart::pen::{Lettering, Pen};

    fn drawn(text: &str) -> String {
        let look = look(1.0);
        svg((200, 100), |area| Pen { area, look: &look }.text(text, (10, 20), Lettering::text(look.ink)))
            .expect("a string takes everything")
    }

    #[test]
    fn text_has_the_size_asked_for_and_stays_text() {
        let svg = drawn("Spend <b>&\"much\"</b>");
        assert!(svg.contains("font-size=\"13.0"), "{svg}");
        assert!(svg.contains("&lt;b&gt;&amp;"), "{svg}");
        assert!(!svg.contains("<b>"), "{svg}");
    }

    #[test]
    fn it_is_one_whole_picture() {
        let svg = drawn("x");
        assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{svg}");
        assert!(svg.contains("viewBox=\"0 0 200 100\""), "{svg}");
    }
}
