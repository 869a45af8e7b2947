//! Thresholds between two values of a column, with as few digits as there is room for.

/// Digits a spreadsheet keeps.
const DIGITS: i32 = 15;

/// Spreadsheets take numbers for equal that differ by less than about this share.
const ALIKE: f64 = 1e-13;

/// A number `t` with `low ≤ t < high` that has few decimal digits, is written the same in every program, and lies near the middle;
/// `None` if every such number needs more than fifteen digits.
pub(super) fn between(low: f64, high: f64) -> Option<f64> {
    if low >= high || low.is_nan() || high.is_nan() {
        return None;
    }
    let middle = low / 2.0 + high / 2.0;
    let size = low.abs().max(high.abs());
    let top = libm::floor(libm::log10(size)) as i32 + 1;
    (0..=DIGITS).find_map(|finer| multiple(top - finer, low, middle, high))
}

/// The multiple of `10^exponent` in the range that lies nearest to its middle.
fn multiple(exponent: i32, low: f64, middle: f64, high: f64) -> Option<f64> {
    let steps = libm::round(middle / parse(1.0, exponent)?);
    let within = |t: &f64| low <= *t && *t < high && high - *t > t.abs() * ALIKE;
    // The middle may round to just outside a narrow range that holds a multiple all the same.
    [steps, steps - 1.0, steps + 1.0].into_iter().filter_map(|steps| parse(steps, exponent)).find(within)
}

/// `steps · 10^exponent` as its decimal digits are read.
fn parse(steps: f64, exponent: i32) -> Option<f64> {
    let t: f64 = format!("{steps:.0}e{exponent}").parse().ok()?;
    // Adding 0 makes -0 and 0 the same.
    t.is_finite().then_some(t + 0.0)
}

/// A threshold as every program reads it: plain digits with a decimal point, or with an exponent if very large or small.
pub(super) fn written(t: f64) -> String {
    let size = t.abs();
    if size != 0.0 && !(1e-5..1e15).contains(&size) { format!("{t:e}") } else { format!("{t}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thresholds_have_few_digits() {
        for (low, high, t) in [
            (3.0, 4.0, 3.0),
            (0.0, 1.0, 0.0),
            (-3.0, 40.0, 0.0),
            (3.0, 7.0, 5.0),
            (95.0, 103.0, 100.0),
            (0.1234, 0.1342, 0.13),
            (51_873.0, 52_209.0, 52_000.0),
            (-0.5, -0.25, -0.4),
            (1e-7, 3e-7, 2e-7),
            (19.95, 20.05, 20.0),
        ] {
            assert_eq!(between(low, high), Some(t), "between {low} and {high}");
        }
        assert_eq!(between(1.0, 1.0 + f64::EPSILON), None, "no room for fifteen digits");
        assert_eq!(between(2.0, 2.0), None);
    }

    #[test]
    fn they_are_written_plainly() {
        assert_eq!(written(52_000.0), "52000");
        assert_eq!(written(-0.4), "-0.4");
        assert_eq!(written(2e-7), "2e-7");
    }

    proptest! {
        #[test]
        fn a_threshold_lies_between_and_reads_back(a in -1e9_f64..1e9, gap in 1e-3_f64..1e6) {
            let (low, high) = (a, a + gap);
            let t = between(low, high).expect("room for a few digits");
            prop_assert!(low <= t && t < high);
            prop_assert_eq!(written(t).parse::<f64>(), Ok(t));
            prop_assert!(written(t).bytes().filter(u8::is_ascii_digit).count() <= 16);
        }
    }
}
