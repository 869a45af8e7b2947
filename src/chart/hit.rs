//! Which customer's point the pointer is on.

use super::axis::Layout;
use super::look::Look;
use super::points::Points;
use crate::view::MapView;

/// Farthest a point may be from the pointer, CSS pixels.
const REACH: f64 = 12.0;

/// Index of the point nearest to `at` (CSS pixels from the top left of the map) within 12 CSS pixels; of two equally
/// near ones the earlier. `size` is the map's in device pixels, as it was drawn.
pub fn map_nearest(
    points: &Points,
    map: &MapView,
    size: (u32, u32),
    at: (f64, f64),
    look: &Look,
) -> Option<usize> {
    let whole = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    let layout = Layout::new((whole(size.0), whole(size.1)), map, look)?;
    let at = (at.0 * look.density(), at.1 * look.density());
    let distance = |index: usize| {
        let (x, y) = layout.frame.at(f64::from(points.x[index]), f64::from(points.y[index]))?;
        Some((f64::from(x) - at.0).hypot(f64::from(y) - at.1))
    };
    let mut nearest = None;
    let mut reach = REACH * look.density();
    for index in 0..points.len() {
        match distance(index) {
            Some(far) if far < reach => (nearest, reach) = (Some(index), far),
            _ => {}
        }
    }
    nearest
}
