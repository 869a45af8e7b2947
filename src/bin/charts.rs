//! The charts on the page: plotters on a canvas.
//!
//! The page hands over a canvas whose `width` and `height` are its CSS size times the density of the screen, the
//! part of the view to draw, and its theme as a [`Look`]. Nothing is kept between two calls.

#[cfg(target_arch = "wasm32")]
mod web {
    use std::sync::Mutex;

    use customer_segmentation::chart::{self, Look, Points};
    use customer_segmentation::report::{self, Made};
    use customer_segmentation::view::{ElbowView, MapView, SegmentView, View};
    use plotters::coord::Shift;
    use plotters::drawing::{DrawingArea, IntoDrawingArea};
    use plotters_canvas::CanvasBackend;
    use serde::de::DeserializeOwned;
    use wasm_bindgen::prelude::*;
    use web_sys::HtmlCanvasElement;

    /// What the last panic said.
    static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

    /// Runs when the module is loaded.
    #[wasm_bindgen(start)]
    pub fn start() {
        std::panic::set_hook(Box::new(|panic| {
            if let Ok(mut last) = LAST_PANIC.lock() {
                *last = Some(panic.to_string());
            }
        }));
    }

    /// Message and place of the last panic; none if there was none. After one, load the module again.
    #[wasm_bindgen]
    pub fn last_panic() -> Option<String> {
        LAST_PANIC.lock().ok()?.clone()
    }

    /// A seed that no one chose: the only randomness in the product that is not itself seeded.
    #[wasm_bindgen]
    pub fn new_seed() -> Result<u32, JsError> {
        getrandom::u32()
            .map_err(|error| JsError::new(&format!("The browser gave no random number: {error}.")))
    }

    /// Draws an `ElbowView`. `chosen_k` is the number of segments shown, 0 while there is no result.
    #[wasm_bindgen]
    pub fn draw_elbow(
        canvas: HtmlCanvasElement,
        elbow: JsValue,
        chosen_k: u32,
        look: JsValue,
    ) -> Result<(), JsError> {
        let elbow: ElbowView = given("the curve", elbow)?;
        let look: Look = given("the look", look)?;
        let chosen = Some(chosen_k).filter(|&k| k > 0);
        chart::elbow::draw(&area(canvas)?, &elbow, chosen, &look).map_err(|error| undrawn("curve", &error))
    }

    /// Draws a `MapView` with its points in bytes and all `SegmentView`s; `highlight` is a 0-based segment.
    #[wasm_bindgen]
    pub fn draw_map(
        canvas: HtmlCanvasElement,
        map: JsValue,
        segments: JsValue,
        points: &[u8],
        highlight: Option<u32>,
        look: JsValue,
    ) -> Result<(), JsError> {
        let map: MapView = given("the map", map)?;
        let segments: Vec<SegmentView> = given("the segments", segments)?;
        let look: Look = given("the look", look)?;
        let points = read(points, &map)?;
        let highlight = highlight.map(|segment| segment as usize);
        chart::map::draw(&area(canvas)?, &map, &segments, &points, highlight, &look)
            .map_err(|error| undrawn("map", &error))
    }

    /// The 0-based segment of the point nearest to `(x, y)`, CSS pixels from the top left of the canvas, within 12.
    #[wasm_bindgen]
    pub fn map_hit(
        canvas: &HtmlCanvasElement,
        map: JsValue,
        points: &[u8],
        x: f64,
        y: f64,
        look: JsValue,
    ) -> Result<Option<u32>, JsError> {
        let map: MapView = given("the map", map)?;
        let look: Look = given("the look", look)?;
        let points = read(points, &map)?;
        let nearest = chart::map_nearest(&points, &map, (canvas.width(), canvas.height()), (x, y), &look);
        Ok(nearest.map(|index| u32::from(points.segment[index])))
    }

    /// The curve as SVG, `width` by `height` pixels, as [`draw_elbow`] draws it.
    #[wasm_bindgen]
    pub fn elbow_svg(
        elbow: JsValue,
        chosen_k: u32,
        width: u32,
        height: u32,
        look: JsValue,
    ) -> Result<String, JsError> {
        let elbow: ElbowView = given("the curve", elbow)?;
        let look = one_to_one(look)?;
        let chosen = Some(chosen_k).filter(|&k| k > 0);
        chart::svg((width, height), |area| chart::elbow::draw(area, &elbow, chosen, &look))
            .map_err(|error| undrawn("curve", &error))
    }

    /// The map as SVG, `width` by `height` pixels, as [`draw_map`] draws it, with at most `most` points.
    #[wasm_bindgen]
    pub fn map_svg(
        map: JsValue,
        segments: JsValue,
        points: &[u8],
        most: u32,
        width: u32,
        height: u32,
        look: JsValue,
    ) -> Result<String, JsError> {
        let map: MapView = given("the map", map)?;
        let segments: Vec<SegmentView> = given("the segments", segments)?;
        let look = one_to_one(look)?;
        let points = read(points, &map)?.thinned(most as usize);
        chart::svg((width, height), |area| chart::map::draw(area, &map, &segments, &points, None, &look))
            .map_err(|error| undrawn("map", &error))
    }

    /// The report of a `View` as one HTML file; `points` belong to its map, `date` is as people write it.
    #[wasm_bindgen]
    pub fn report(view: JsValue, points: &[u8], look: JsValue, date: &str) -> Result<String, JsError> {
        let view: View = given("the result", view)?;
        let look: Look = given("the look", look)?;
        let points = read(points, &view.map)?;
        Ok(report::html(&view, &points, &look, Made { date, version: env!("CARGO_PKG_VERSION") }))
    }

    /// A look in which a CSS pixel is a pixel.
    fn one_to_one(look: JsValue) -> Result<Look, JsError> {
        let look: Look = given("the look", look)?;
        Ok(Look { dpr: 1.0, ..look })
    }

    fn area(canvas: HtmlCanvasElement) -> Result<DrawingArea<CanvasBackend, Shift>, JsError> {
        let backend = CanvasBackend::with_canvas_object(canvas);
        let backend =
            backend.ok_or_else(|| JsError::new("The canvas has no 2D context to draw the chart on."))?;
        Ok(backend.into_drawing_area())
    }

    fn given<T: DeserializeOwned>(what: &str, value: JsValue) -> Result<T, JsError> {
        serde_wasm_bindgen::from_value(value).map_err(|error| {
            JsError::new(&format!("The chart cannot be drawn: {what} is malformed: {error}."))
        })
    }

    fn read(bytes: &[u8], map: &MapView) -> Result<Points, JsError> {
        Points::read(bytes, map.shown).map_err(|error| JsError::new(&error.to_string()))
    }

    fn undrawn(what: &str, error: &impl std::fmt::Display) -> JsError {
        JsError::new(&format!(
            "The {what} could not be drawn: {error}. Its numbers are in the table beside it."
        ))
    }
}

fn main() {}
