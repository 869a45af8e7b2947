//! The charts on the page: plotters on a canvas.
//!
//! The page hands over a canvas whose `width` and `height` are its CSS size times the density of the screen, the
//! part of the view to draw, and its theme as a [`Look`]. Nothing is kept between two calls.

#[cfg(target_arch = "wasm32")]
mod web {
    use std::sync::Mutex;

    use customer_segmentation::chart::{self, Look, Picture, Points};
    use customer_segmentation::view::{ElbowView, MapView, SegmentView};
    use plotters::coord::Shift;
    use plotters::drawing::{DrawingArea, IntoDrawingArea};
    use plotters_canvas::CanvasBackend;
    use serde::de::DeserializeOwned;
    use wasm_bindgen::Clamped;
    use wasm_bindgen::prelude::*;
    use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

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
        let mut refused = None;
        let mut paint = |picture: &Picture| refused = put(&canvas, picture).err();
        let area = area(canvas.clone())?;
        chart::map::draw_over(&area, &map, &segments, &points, highlight, &look, Some(&mut paint))
            .map_err(|error| undrawn("map", &error))?;
        refused.map_or(Ok(()), |error| Err(undrawn("map", &format!("{error:?}"))))
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

    fn area(canvas: HtmlCanvasElement) -> Result<DrawingArea<CanvasBackend, Shift>, JsError> {
        let backend = CanvasBackend::with_canvas_object(canvas);
        let backend =
            backend.ok_or_else(|| JsError::new("The canvas has no 2D context to draw the chart on."))?;
        Ok(backend.into_drawing_area())
    }

    /// Puts `picture` on the canvas, whatever was there.
    fn put(canvas: &HtmlCanvasElement, picture: &Picture) -> Result<(), JsValue> {
        let context = canvas.get_context("2d")?.ok_or("the canvas has no 2D context")?;
        let image = ImageData::new_with_u8_clamped_array(Clamped(&picture.rgba), picture.width)?;
        let context: CanvasRenderingContext2d = context.dyn_into()?;
        context.put_image_data(&image, f64::from(picture.left), f64::from(picture.top))
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
