//! The look of a chart: the page's theme as it is now, handed over with every drawing.

use plotters::style::RGBColor;
use serde::Deserialize;

/// A colour as CSS writes it: `#rgb`, `#rrggbb`, `rgb(1, 2, 3)` or `rgb(1 2 3)`. No transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour(pub RGBColor);

/// Colours of one segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct SeriesLook {
    /// Marks, outlines and badges.
    pub fill: Colour,
    /// The letter on a badge.
    pub on: Colour,
}

/// The width of a text in CSS pixels: of the text itself, in a CSS `font-family` list, at a size in CSS pixels, bold or not. `None` if it
/// cannot be told.
pub type Measure = fn(&str, &str, f64, bool) -> Option<f64>;

/// What the page reads from its style sheet, and the density of its screen.
///
/// As JSON: `{"dpr": 2, "font": "system-ui, sans-serif", "canvas": "#fdfdfc", "ink": …, "ink_2": …, "ink_3": …,
/// "grid": …, "rule_2": …, "band": …, "accent": …, "series": [{"fill": …, "on": …}, …]}`, and if wanted
/// `"decimal"`, `"group"`, `"heat_hi"` and `"heat_lo"`.
#[derive(Debug, Clone, Deserialize)]
pub struct Look {
    /// Device pixels in a CSS pixel. Held between 0.25 and 8.
    pub dpr: f64,
    /// A CSS `font-family` list.
    pub font: String,
    /// Background.
    pub canvas: Colour,
    /// Strong text and lines.
    pub ink: Colour,
    /// Text.
    pub ink_2: Colour,
    /// Quiet text.
    pub ink_3: Colour,
    /// Grid lines.
    pub grid: Colour,
    /// Axis and zero lines.
    pub rule_2: Colour,
    /// Bands behind lines.
    pub band: Colour,
    /// The one accent of the interface.
    pub accent: Colour,
    /// Tint of values above the average; the accent, if not given.
    #[serde(default)]
    pub heat_hi: Option<Colour>,
    /// Tint of values below it; ink, if not given.
    #[serde(default)]
    pub heat_lo: Option<Colour>,
    /// Segments from A on. With more segments than entries they are repeated, in another shape.
    pub series: Vec<SeriesLook>,
    /// Decimal mark of the reader's locale. Default: a point.
    #[serde(default = "point")]
    pub decimal: String,
    /// Mark between groups of three digits. Default: a comma.
    #[serde(default = "comma")]
    pub group: String,
    /// What measures text. Default: plotters, which has the browser lay its page out for every text.
    #[serde(skip)]
    pub measure: Option<Measure>,
}

fn point() -> String {
    ".".to_owned()
}

fn comma() -> String {
    ",".to_owned()
}

impl Look {
    /// A size in CSS pixels as device pixels: rounded, at least 1. Offsets of 0 are not sizes; do not ask.
    pub fn px(&self, css: f64) -> i32 {
        (css * self.density()).round().max(1.0) as i32
    }

    /// [`dpr`](Self::dpr) inside the limits in which charts can be drawn.
    pub fn density(&self) -> f64 {
        if self.dpr.is_finite() { self.dpr.clamp(0.25, 8.0) } else { 1.0 }
    }

    /// Colours of a segment by its 0-based index; ink if the page named no colours.
    pub fn series(&self, segment: usize) -> SeriesLook {
        match self.series.len() {
            0 => SeriesLook { fill: self.ink, on: self.canvas },
            several => self.series[segment % several],
        }
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        parse(text.trim())
            .map(Self)
            .ok_or_else(|| format!("{text:?} is not a colour like #0e5568 or rgb(14, 85, 104)"))
    }
}

fn parse(text: &str) -> Option<RGBColor> {
    if let Some(digits) = text.strip_prefix('#') {
        return hexadecimal(digits);
    }
    let inner = text.strip_prefix("rgb(")?.strip_suffix(')')?;
    let mut parts = inner.split([',', ' ']).filter(|part| !part.is_empty());
    let mut channel = || parts.next()?.parse::<u8>().ok();
    let colour = RGBColor(channel()?, channel()?, channel()?);
    parts.next().is_none().then_some(colour)
}

fn hexadecimal(digits: &str) -> Option<RGBColor> {
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    match digits.len() {
        6 => Some(RGBColor(red, green, blue)),
        // `#abc` is short for `#aabbcc`; its digits sit in the two low bytes.
        3 => Some(RGBColor((green & 15) * 17, (blue >> 4) * 17, (blue & 15) * 17)),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A light look.
    pub(in crate::chart) fn look(dpr: f64) -> Look {
        let ink = Colour(RGBColor(21, 24, 27));
        let on = Colour(RGBColor(253, 253, 252));
        let series = vec![SeriesLook { fill: ink, on }];
        let (decimal, group) = (point(), comma());
        let font = "system-ui".to_owned();
        Look {
            dpr,
            font,
            canvas: on,
            ink,
            ink_2: ink,
            ink_3: ink,
            grid: ink,
            rule_2: ink,
            band: ink,
            accent: ink,
            heat_hi: None,
            heat_lo: None,
            series,
            decimal,
            group,
            measure: None,
        }
    }

    fn colour(text: &str) -> Option<(u8, u8, u8)> {
        Colour::try_from(text.to_owned()).ok().map(|Colour(RGBColor(r, g, b))| (r, g, b))
    }

    #[test]
    fn colours_are_read_as_css_writes_them() {
        assert_eq!(colour(" #0e5568"), Some((14, 85, 104)));
        assert_eq!(colour("#fA0"), Some((255, 170, 0)));
        assert_eq!(colour("rgb(1, 2, 3)"), Some((1, 2, 3)));
        assert_eq!(colour("rgb(1 2 3)"), Some((1, 2, 3)));
        for wrong in ["", "#12", "#12345g", "rgb(1, 2)", "rgb(1, 2, 3, 4)", "rgb(256, 0, 0)", "red", "#é1"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }
}
