//! One cell as a number, under both conventions for the decimal mark at once.
//!
//! Which convention holds is decided for a whole column, never for a cell: "1.234" is 1.234 here and 1234 there.

use super::grouped;

/// What a cell is as a number. At least one of the two readings is a finite number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    /// With a decimal point; NaN if the cell cannot be read so.
    pub(crate) point: f64,
    /// With a decimal comma; NaN if the cell cannot be read so.
    pub(crate) comma: f64,
    /// What stands around the digits.
    pub(crate) unit: Unit,
}

/// What stands around the digits of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Nothing.
    None,
    /// A per cent sign behind them.
    Percent,
    /// A currency sign on either side.
    Currency(&'static str),
}

/// What a cell is: a number, digits that are no quantity, or neither.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reading {
    /// A number.
    Number(Number),
    /// Digits with a leading zero, or more of them than a number holds exactly: a code.
    Code,
    /// Something else.
    Other,
}

/// Digits up to which every whole number is exact in an `f64`.
const EXACT_DIGITS: usize = 15;

const POWERS: [f64; 19] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

/// Reads a cell without surrounding white space.
pub(crate) fn read(cell: &[u8]) -> Reading {
    match plain(cell) {
        Some(reading) => reading,
        None => grouped::read(cell),
    }
}

/// The quick way for `[+-]digits[.digits]`; `None` if the cell is anything else.
fn plain(cell: &[u8]) -> Option<Reading> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, cell),
    };
    if digits.is_empty() || digits.len() > 19 {
        return None;
    }
    let mut mantissa = 0_u64;
    let mut point = None;
    for (index, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + u64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(index),
            _ => return None,
        }
    }
    let whole = point.unwrap_or(digits.len());
    let decimals = digits.len() - whole - usize::from(point.is_some());
    if whole + decimals == 0 {
        return None;
    }
    if (whole > 1 && digits[0] == b'0') || (whole > EXACT_DIGITS && decimals == 0) {
        return Some(Reading::Code);
    }
    let magnitude = if mantissa < 1 << 53 {
        // Both operands are exact, so the quotient is the number nearest to what is written.
        mantissa as f64 / POWERS[decimals]
    } else {
        std::str::from_utf8(digits).ok()?.parse().ok()?
    };
    let sign = |value: f64| if negative { -value } else { value };
    let comma = match point {
        None => magnitude,
        Some(1..=3) if decimals == 3 && digits[0] != b'0' => mantissa as f64,
        Some(_) => f64::NAN,
    };
    Some(Reading::Number(Number { point: sign(magnitude), comma: sign(comma), unit: Unit::None }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(cell: &str) -> Option<(f64, f64)> {
        match read(cell.as_bytes()) {
            Reading::Number(number) => Some((number.point, number.comma)),
            _ => None,
        }
    }

    #[test]
    fn plain_numbers_are_the_nearest_to_what_is_written() {
        for text in
            ["0", "-7", "+3", "12.5", ".5", "0.1", "34.49726771122511", "101348.88", "4.082620632952961"]
        {
            let (point, _) = both(text).expect("a number");
            assert_eq!(point, text.parse::<f64>().expect("a number"), "{text}");
        }
    }

    #[test]
    fn three_decimals_may_be_thousands() {
        assert_eq!(both("1.234"), Some((1.234, 1234.0)));
        assert!(both("0.234").is_some_and(|(point, comma)| point == 0.234 && comma.is_nan()));
        assert!(both("1.23").is_some_and(|(_, comma)| comma.is_nan()));
    }

    #[test]
    fn leading_zeros_and_long_digits_are_codes() {
        for code in ["0001", "01234", "00", "1234567890123456", "05.5"] {
            assert_eq!(read(code.as_bytes()), Reading::Code, "{code}");
        }
    }

    #[test]
    fn words_are_no_numbers() {
        for text in
            ["", ".", "-", "1.2.3", "inf", "nan", "1e", "abc", "85123A", "10.03.2004", "18.00.00", "13:08"]
        {
            assert_eq!(read(text.as_bytes()), Reading::Other, "{text}");
        }
    }
}
