//! A plotters backend that keeps what it is asked to draw, and a look to draw with.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use customer_segmentation::chart::Look;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

/// The dark petrol of the interface in [`look`].
pub const ACCENT: (u8, u8, u8) = (14, 85, 104);
pub const CANVAS: (u8, u8, u8) = (253, 253, 252);

#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    Rect,
    Path { width: u32, corners: Vec<BackendCoord> },
    Polygon { corners: usize },
    Disc { radius: u32, filled: bool },
    Text { text: String, size: f64, across: i32, family: String },
}

/// One thing drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub form: Form,
    pub colour: (u8, u8, u8),
    pub alpha: f64,
    /// Bounds without the width of lines; the place of a text.
    pub from: BackendCoord,
    pub to: BackendCoord,
}

pub struct Recorder {
    size: (u32, u32),
    marks: Rc<RefCell<Vec<Mark>>>,
}

impl Recorder {
    fn keep(&mut self, form: Form, colour: BackendColor, places: &[BackendCoord], around: i32) {
        let least = |of: fn(&BackendCoord) -> i32| places.iter().map(of).min().unwrap_or(0) - around;
        let most = |of: fn(&BackendCoord) -> i32| places.iter().map(of).max().unwrap_or(0) + around;
        let (from, to) = ((least(|p| p.0), least(|p| p.1)), (most(|p| p.0), most(|p| p.1)));
        self.marks.borrow_mut().push(Mark { form, colour: colour.rgb, alpha: colour.alpha, from, to });
    }
}

/// Something to draw on.
pub type Area = DrawingArea<Recorder, Shift>;

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Done {
        self.keep(Form::Rect, colour, &[point], 0);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _: bool,
    ) -> Done {
        self.keep(Form::Rect, style.color(), &[from, to], 0);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let corners: Vec<BackendCoord> = path.into_iter().collect();
        let form = Form::Path { width: style.stroke_width(), corners: corners.clone() };
        self.keep(form, style.color(), &corners, 0);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let corners: Vec<BackendCoord> = path.into_iter().collect();
        self.keep(Form::Polygon { corners: corners.len() }, style.color(), &corners, 0);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        at: BackendCoord,
        radius: u32,
        style: &S,
        filled: bool,
    ) -> Done {
        self.keep(Form::Disc { radius, filled }, style.color(), &[at], radius.cast_signed());
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        let across = match style.anchor().h_pos {
            HPos::Left => -1,
            HPos::Center => 0,
            HPos::Right => 1,
        };
        let family = style.family().as_str().to_owned();
        let form = Form::Text { text: text.to_owned(), size: style.size(), across, family };
        self.keep(form, style.color(), &[at], 0);
        Ok(())
    }
}

/// What `draw` draws on a canvas of `size` device pixels.
pub fn record(size: (u32, u32), draw: impl FnOnce(&Area)) -> Vec<Mark> {
    let marks = Rc::new(RefCell::new(Vec::new()));
    draw(&Recorder { size, marks: Rc::clone(&marks) }.into_drawing_area());
    marks.take()
}

/// The light look of the page.
pub fn look(dpr: f64) -> Look {
    let fills = ["#0077c0", "#c97c01", "#037754", "#a23305", "#c1709d", "#4d5661", "#2f9fb5", "#6e6a00"];
    let series: Vec<_> =
        fills.iter().map(|fill| serde_json::json!({"fill": fill, "on": "#ffffff"})).collect();
    let look = serde_json::json!({
        "dpr": dpr, "font": "system-ui, sans-serif", "canvas": "#fdfdfc", "ink": "#15181b", "ink_2": "#474e57",
        "ink_3": "#616872", "grid": "#ebecea", "rule_2": "#c6c9c8", "band": "#dde0de", "accent": "#0e5568",
        "series": series,
    });
    serde_json::from_value(look).expect("the look is complete")
}

/// Texts drawn in another colour than the halo's, in order of drawing.
pub fn texts(marks: &[Mark]) -> Vec<&str> {
    let text = |mark: &'_ Mark| mark.colour != CANVAS;
    (marks.iter().filter(|mark| text(mark)))
        .filter_map(|mark| match &mark.form {
            Form::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// Asserts that every mark lies on the canvas and every text has one of the chart's sizes in the page's font.
pub fn assert_tidy(marks: &[Mark], (width, height): (u32, u32), dpr: f64) {
    let (width, height) = (width.cast_signed(), height.cast_signed());
    for mark in marks {
        let inside = mark.from.0 >= 0 && mark.from.1 >= 0 && mark.to.0 <= width && mark.to.1 <= height;
        assert!(inside, "{mark:?} on {width} by {height}");
        if let Form::Text { size, family, text, .. } = &mark.form {
            assert!(
                [10.0, 12.0, 13.0].iter().any(|css| css * dpr == *size),
                "{text} is {size} high at {dpr}"
            );
            assert_eq!(family, "system-ui, sans-serif", "{text}");
        }
    }
}
