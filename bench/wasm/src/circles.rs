//! The map as plotters draws it when nothing is done about its size: a circle a point, axes around.

use plotters::prelude::*;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// Draws circles of radius 2 at `x`, `y`, one colour a segment.
///
/// # Errors
/// What the canvas says.
#[wasm_bindgen]
pub fn draw_circles(
    canvas: HtmlCanvasElement,
    x: Vec<f32>,
    y: Vec<f32>,
    segment: Vec<u8>,
) -> Result<(), JsError> {
    let backend =
        CanvasBackend::with_canvas_object(canvas).ok_or_else(|| JsError::new("a canvas without 2D"))?;
    let area = backend.into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(40)
        .build_cartesian_2d(range(&x), range(&y))?;
    chart.configure_mesh().draw()?;
    let circle = |((x, y), segment): ((&f32, &f32), &u8)| {
        Circle::new((*x, *y), 2, Palette99::pick(usize::from(*segment)).filled())
    };
    chart.draw_series(x.iter().zip(&y).zip(&segment).map(circle))?;
    area.present()?;
    Ok(())
}

fn range(values: &[f32]) -> std::ops::Range<f32> {
    let low = values.iter().copied().fold(f32::INFINITY, f32::min);
    let high = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    low..high
}
