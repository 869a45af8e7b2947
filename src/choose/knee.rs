//! The bend of a falling curve, by Kneedle.
//!
//! Satopää, Albrecht, Irwin & Raghavan (2011), "Finding a 'Kneedle' in a Haystack". Both axes are brought to 0..1; for
//! a convex falling curve the difference `(1 - y) - x` rises up to a bend and falls after it. A local maximum is a
//! knee once the difference has fallen below `maximum - S · mean step of x` before the next local maximum. Up to
//! a dozen points need no smoothing, so the curve is taken as it is.

/// How far the difference curve must fall after a maximum, in mean steps of x. The paper's suggestion for offline use.
const SENSITIVITY: f64 = 1.0;

/// The position in `x` of the first knee of the falling curve `y` over ascending `x`; `None` if it has none.
///
/// Fewer than three points, or a curve that does not fall, have no knee; neither end of the curve is one.
pub fn knee(x: &[f64], y: &[f64]) -> Option<usize> {
    let last = x.len().checked_sub(1).filter(|last| *last >= 2)?;
    let (low, high) =
        y.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    let (width, height) = (x[last] - x[0], high - low);
    if y[last] >= y[0] || width <= 0.0 || !height.is_finite() {
        return None;
    }
    let difference: Vec<f64> =
        x.iter().zip(y).map(|(x_i, y_i)| (high - y_i) / height - (x_i - x[0]) / width).collect();
    let fall = SENSITIVITY / last as f64;
    let mut candidate: Option<(usize, f64)> = None;
    for i in 1..last {
        let (before, here, after) = (difference[i - 1], difference[i], difference[i + 1]);
        if here >= before && here >= after {
            candidate = Some((i, here - fall));
        } else if here <= before && here <= after {
            // After a local minimum only a fall below the chord counts.
            candidate = candidate.map(|(position, _)| (position, 0.0));
        }
        if let Some((position, threshold)) = candidate
            && after < threshold
        {
            return Some(position);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knee_over_k(y: &[f64]) -> Option<usize> {
        let x: Vec<f64> = (1..=y.len()).map(|k| k as f64).collect();
        knee(&x, y).map(|position| position + 1)
    }

    #[test]
    fn a_sharp_bend_is_found() {
        assert_eq!(knee_over_k(&[100.0, 60.0, 20.0, 18.0, 16.0, 14.0, 12.0]), Some(3));
    }

    #[test]
    fn a_straight_line_has_no_bend() {
        assert_eq!(knee_over_k(&[10.0, 8.0, 6.0, 4.0, 2.0, 0.0]), None);
    }

    #[test]
    fn a_curve_that_falls_ever_faster_has_no_bend() {
        assert_eq!(knee_over_k(&[10.0, 9.8, 9.0, 7.0, 4.0, 0.0]), None);
    }

    #[test]
    fn too_few_points_or_no_fall_have_no_bend() {
        assert_eq!(knee_over_k(&[3.0, 1.0]), None);
        assert_eq!(knee_over_k(&[]), None);
        assert_eq!(knee_over_k(&[5.0, 5.0, 5.0, 5.0]), None);
    }
}
