//! Values too large or too small for the squares of `f32`, brought to where there is room.

use super::Feature;

/// Largest sizes between which nothing is done: squares of these, and of a 10^12th of them, are well inside `f32`.
const ROOM: (f64, f64) = (1e-6, 1e12);

/// Two to the power of this brings values of which `largest` is the largest size to about 1, by division, if it lies outside of [`ROOM`].
/// `None` if nothing is to be done. Values that are not finite are left for whoever refuses them.
pub fn excess(largest: f64) -> Option<i32> {
    let fits = largest == 0.0 || !largest.is_finite() || (ROOM.0..=ROOM.1).contains(&largest);
    (!fits).then(|| libm::frexp(largest).1)
}

/// Divides all columns by one power of two, so that the largest value is about 1, if it lies outside of [`ROOM`]. A common factor
/// changes no comparison of distances and a power of two no digit; each feature's weight takes it in, so the way back is as before.
pub fn bring_into_room(features: &mut [Feature], columns: &mut [Vec<f64>]) {
    let size = |largest: f64, x: &f64| largest.max(x.abs());
    let largest = columns.iter().flatten().fold(0.0, size);
    let Some(exponent) = excess(largest) else { return };
    for x in columns.iter_mut().flatten() {
        *x = libm::ldexp(*x, -exponent);
    }
    shrink(features, exponent);
}

/// Takes into the weights of `features` that their values are divided by two to the power of `exponent`.
pub fn shrink(features: &mut [Feature], exponent: i32) {
    for feature in features {
        feature.weight = libm::ldexp(feature.weight, -exponent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Bend, Part};
    use crate::recipe::{Missing, Transform};

    fn feature(center: f64) -> Feature {
        Feature {
            column: 0,
            name: "a".to_owned(),
            part: Part::Number,
            missing: Missing::Median,
            fill: 0.0,
            filled: 0,
            transform: Transform::None,
            bend: Bend::Straight,
            fences: None,
            moved: (0, 0),
            center,
            spread: 1.0,
            weight: 1.0,
        }
    }

    #[test]
    fn huge_and_tiny_values_find_room_and_the_way_back() {
        for scale in [1e300, 1e20, 1e-20, 1e-200] {
            let raw = [1.0 * scale, -3.0 * scale, 2.5 * scale];
            let mut features = [feature(0.5 * scale)];
            let prepared = |features: &[Feature]| raw.map(|x| features[0].prepare(x)).to_vec();
            let mut columns = [prepared(&features)];
            bring_into_room(&mut features, &mut columns);
            assert!(columns[0].iter().all(|x| (1e-3..=1.0).contains(&x.abs())), "{columns:?}");
            assert_eq!(prepared(&features), columns[0], "at {scale}");
            for (x, z) in raw.iter().zip(&columns[0]) {
                assert!((features[0].invert(*z) / x - 1.0).abs() < 1e-12, "{x} at {scale}");
            }
        }
    }

    #[test]
    fn ordinary_values_stay_as_they_are() {
        let mut features = [feature(0.0)];
        let mut columns = [vec![3.0, -1e9]];
        bring_into_room(&mut features, &mut columns);
        assert_eq!((columns[0].as_slice(), features[0].weight), (&[3.0, -1e9][..], 1.0));
    }
}
