//! The charts on the page: plotters on a canvas.
//!
//! The page hands over a canvas whose `width` and `height` are its CSS size times the density of the screen, the
//! part of the view to draw, and its theme as a [`Look`]. Nothing is kept between two calls but a canvas to measure text on.

#[cfg(target_arch = "wasm32")]
mod web {
    use std::sync::Mutex;

    use customer_segmentation::chart::map::{Layers, Paint};
    use customer_segmentation::chart::{self, ChartSegment, Look, Picture, Points};
    use customer_segmentation::report::{self, Made};
    use customer_segmentation::view::{
        ElbowView, LorenzPoint, MapView, MeasureView, RelatedView, SegmentTrust, SpreadView, View,
    };
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
        let look = themed(look)?;
        let chosen = Some(chosen_k).filter(|&k| k > 0);
        chart::elbow::draw(&area(canvas)?, &elbow, chosen, &look).map_err(|error| undrawn("curve", &error))
    }

    /// Draws a `MapView` with its points in bytes and all `SegmentView`s; `highlight` is a 0-based segment. Of many points `first` draws the
    /// points alone, and then the answer is true: what comes over them is to be drawn next, by `rest`.
    #[wasm_bindgen]
    pub fn draw_map(
        canvas: HtmlCanvasElement,
        map: JsValue,
        segments: JsValue,
        points: &[u8],
        highlight: Option<u32>,
        look: JsValue,
        layers: Option<String>,
    ) -> Result<bool, JsError> {
        let layers = match layers.as_deref() {
            Some("first") => Layers::First,
            Some("rest") => Layers::Rest,
            _ => Layers::All,
        };
        let map: MapView = given("the map", map)?;
        let segments: Vec<ChartSegment> = given("the segments", segments)?;
        let look = themed(look)?;
        let points = read(points, &map)?;
        let highlight = highlight.map(|segment| segment as usize);
        let mut refused = None;
        let mut paint = |picture: &Picture| refused = put(&canvas, picture).err();
        let area = area(canvas.clone())?;
        let layers = (layers, Some(&mut paint as Paint<'_>));
        let more = chart::map::draw_layers(&area, &map, &segments, &points, highlight, &look, layers)
            .map_err(|error| undrawn("map", &error))?;
        refused.map_or(Ok(more), |error| Err(undrawn("map", &format!("{error:?}"))))
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
        let look = themed(look)?;
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
        let segments: Vec<ChartSegment> = given("the segments", segments)?;
        let look = one_to_one(look)?;
        let points = read(points, &map)?.thinned(most as usize);
        chart::svg((width, height), |area| chart::map::draw(area, &map, &segments, &points, None, &look))
            .map_err(|error| undrawn("map", &error))
    }

    /// The report of a `View` as one HTML file; `points` belong to its map, `date` is as people write it.
    #[wasm_bindgen]
    pub fn report(view: JsValue, points: &[u8], look: JsValue, date: &str) -> Result<String, JsError> {
        let view: View = given("the result", view)?;
        let look = themed(look)?;
        let points = read(points, &view.map)?;
        Ok(report::html(&view, &points, &look, Made { date, version: env!("CARGO_PKG_VERSION") }))
    }

    /// A look in which a CSS pixel is a pixel.
    fn one_to_one(look: JsValue) -> Result<Look, JsError> {
        let look = themed(look)?;
        Ok(Look { dpr: 1.0, ..look })
    }

    /// Draws the snake plot of `MeasureView`s; `highlight` is a 0-based segment.
    #[wasm_bindgen]
    pub fn draw_snake(
        canvas: HtmlCanvasElement,
        measures: JsValue,
        segments: JsValue,
        highlight: Option<u32>,
        look: JsValue,
    ) -> Result<(), JsError> {
        let (measures, segments, look) = rows(measures, segments, look)?;
        let highlight = highlight.map(|segment| segment as usize);
        chart::snake::draw(&area(canvas)?, &measures, &segments, highlight, &look)
            .map_err(|error| undrawn("snake plot", &error))
    }

    /// Draws the heat map of `MeasureView`s; `highlight` is a 0-based segment.
    #[wasm_bindgen]
    pub fn draw_heat(
        canvas: HtmlCanvasElement,
        measures: JsValue,
        segments: JsValue,
        highlight: Option<u32>,
        look: JsValue,
    ) -> Result<(), JsError> {
        let (measures, segments, look) = rows(measures, segments, look)?;
        let highlight = highlight.map(|segment| segment as usize);
        chart::heat::draw(&area(canvas)?, &measures, &segments, highlight, &look)
            .map_err(|error| undrawn("heat map", &error))
    }

    /// Draws the silhouettes of `SegmentView`s with their `SegmentTrust`s; `mean` is that of everyone, `highlight` a 0-based segment.
    #[wasm_bindgen]
    pub fn draw_silhouette(
        canvas: HtmlCanvasElement,
        segments: JsValue,
        trust: JsValue,
        mean: Option<f64>,
        highlight: Option<u32>,
        look: JsValue,
    ) -> Result<(), JsError> {
        let segments: Vec<ChartSegment> = given("the segments", segments)?;
        let trust: Vec<SegmentTrust> = given("the checks", trust)?;
        let look = themed(look)?;
        let highlight = highlight.map(|segment| segment as usize);
        chart::silhouette::draw(&area(canvas)?, (&segments, &trust), mean, highlight, &look)
            .map_err(|error| undrawn("silhouettes", &error))
    }

    /// Draws a `SpreadView`; `highlight` is a 0-based segment.
    #[wasm_bindgen]
    pub fn draw_spread(
        canvas: HtmlCanvasElement,
        spread: JsValue,
        segments: JsValue,
        highlight: Option<u32>,
        look: JsValue,
    ) -> Result<(), JsError> {
        let spread: SpreadView = given("the spread", spread)?;
        let segments: Vec<ChartSegment> = given("the segments", segments)?;
        let look = themed(look)?;
        let highlight = highlight.map(|segment| segment as usize);
        chart::spread::draw(&area(canvas)?, &spread, &segments, highlight, &look)
            .map_err(|error| undrawn("spread", &error))
    }

    /// Draws segments by customers and by what those are worth; `value` says what that is.
    #[wasm_bindgen]
    pub fn draw_ribbon(
        canvas: HtmlCanvasElement,
        segments: JsValue,
        value: &str,
        highlight: Option<u32>,
        look: JsValue,
    ) -> Result<(), JsError> {
        let segments: Vec<ChartSegment> = given("the segments", segments)?;
        let look = themed(look)?;
        let highlight = highlight.map(|segment| segment as usize);
        chart::ribbon::draw(&area(canvas)?, &segments, value, highlight, &look)
            .map_err(|error| undrawn("ribbon", &error))
    }

    /// Draws the correlations of a `RelatedView`.
    #[wasm_bindgen]
    pub fn draw_related(canvas: HtmlCanvasElement, related: JsValue, look: JsValue) -> Result<(), JsError> {
        let related: RelatedView = given("the correlations", related)?;
        let look = themed(look)?;
        chart::related::draw(&area(canvas)?, &related, &look).map_err(|error| undrawn("correlations", &error))
    }

    /// Draws a histogram; `strong` in the colour of the interface.
    #[wasm_bindgen]
    pub fn draw_bars(
        canvas: HtmlCanvasElement,
        bars: &[u32],
        strong: bool,
        look: JsValue,
    ) -> Result<(), JsError> {
        let look = themed(look)?;
        chart::bars::draw(&area(canvas)?, bars, strong, &look).map_err(|error| undrawn("bars", &error))
    }

    /// Draws the `LorenzPoint`s of a `ValueView`.
    #[wasm_bindgen]
    pub fn draw_lorenz(canvas: HtmlCanvasElement, points: JsValue, look: JsValue) -> Result<(), JsError> {
        let points: Vec<LorenzPoint> = given("the curve", points)?;
        let look = themed(look)?;
        chart::lorenz::draw(&area(canvas)?, &points, &look).map_err(|error| undrawn("curve", &error))
    }

    /// Height in CSS pixels of a chart of so many lines: `snake`, `heat`, `spread` and `silhouette` (a line a segment), `related`, `bars` or `ribbon`.
    #[wasm_bindgen]
    pub fn chart_height(kind: &str, lines: usize) -> f64 {
        match kind {
            "snake" => chart::snake::height(lines),
            "heat" => chart::heat::height(lines),
            "spread" => chart::spread::height(lines),
            "silhouette" => chart::silhouette::height(lines),
            "related" => chart::related::height(lines),
            "bars" => chart::bars::HEIGHT,
            _ => chart::ribbon::HEIGHT,
        }
    }

    /// Where the values of a chart stand, as a list of `Place`: `kind` as for [`chart_height`], `lorenz` or `map`; `shown` is what its drawing
    /// takes first, of a map the pair of it and its segments.
    #[wasm_bindgen]
    pub fn chart_places(
        canvas: &HtmlCanvasElement,
        kind: &str,
        shown: JsValue,
        segments: usize,
        look: JsValue,
    ) -> Result<JsValue, JsError> {
        let (size, look) = ((canvas.width(), canvas.height()), themed(look)?);
        let places = match kind {
            "snake" => chart::snake::places(size, &given::<Vec<_>>("the measures", shown)?, segments, &look),
            "heat" => chart::heat::places(size, &given::<Vec<_>>("the measures", shown)?, segments, &look),
            "spread" => chart::spread::places(size, &given("the spread", shown)?, &look),
            "related" => chart::related::places(size, &given("the correlations", shown)?, &look),
            "map" => {
                let (map, segments): (_, Vec<_>) = given("the map", shown)?;
                chart::map::places(size, &map, &segments, &look)
            }
            "lorenz" => chart::lorenz::places(size, &given::<Vec<_>>("the curve", shown)?, &look),
            _ => chart::ribbon::places(size, &given::<Vec<_>>("the segments", shown)?, &look),
        };
        serde_wasm_bindgen::to_value(&places).map_err(|error| JsError::new(&error.to_string()))
    }

    fn rows(
        measures: JsValue,
        segments: JsValue,
        look: JsValue,
    ) -> Result<(Vec<MeasureView>, Vec<ChartSegment>, Look), JsError> {
        Ok((given("the measures", measures)?, given("the segments", segments)?, themed(look)?))
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

    /// The look that the page handed over, with what measures text.
    fn themed(look: JsValue) -> Result<Look, JsError> {
        let look: Look = given("the look", look)?;
        Ok(Look { measure: Some(measure), ..look })
    }

    thread_local! {
        /// A canvas that nobody sees, to measure text on.
        static UNSEEN: Option<CanvasRenderingContext2d> = unseen();
    }

    fn unseen() -> Option<CanvasRenderingContext2d> {
        let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        canvas.get_context("2d").ok()??.dyn_into().ok()
    }

    /// As [`Measure`](chart::Measure) is to.
    fn measure(text: &str, family: &str, size: f64, bold: bool) -> Option<f64> {
        UNSEEN.with(|context| {
            let context = context.as_ref()?;
            context.set_font(&format!("{} {size}px {family}", if bold { "bold" } else { "normal" }));
            Some(context.measure_text(text).ok()?.width())
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
