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
    /// Whether a letter behind the digits stands for thousands, millions or billions.
    pub(crate) scaled: bool,
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

/// Whole numbers below this one are exact in an `f64`, and so are sums of them that stay below it.
const EXACT: f64 = 9_007_199_254_740_992.0;

const POWERS: [f64; 19] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

/// Reads a cell without surrounding white space.
pub(crate) fn read(cell: &[u8]) -> Reading {
    match plain(cell) {
        Some(reading) => reading,
        None => grouped::read(cell),
    }
}

/// The quickest way, for what nearly all cells of a column of numbers are: a number that only a decimal point makes what it is, and
/// whether there is one in it. `None` if the cell has to be [read](read) with care; what is given is what that would give.
#[inline(always)]
pub(crate) fn quick(cell: &[u8]) -> Option<(f64, bool)> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    if digits.is_empty() || digits.len() > EXACT_DIGITS {
        return None;
    }
    let (mut mantissa, mut whole) = (0_u64, digits.len());
    for (index, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + u64::from(digit);
        } else if byte == b'.' && whole == digits.len() {
            whole = index;
        } else {
            return None;
        }
    }
    let decimals = (digits.len() - whole).saturating_sub(1);
    let point = whole < digits.len();
    // A missing part, a leading zero, or what may be thousands.
    if whole == 0 || (point && decimals == 0) || (whole > 1 && digits[0] == b'0') || decimals == 3 {
        return None;
    }
    // Both operands are exact, so the quotient is the number nearest to what is written.
    let magnitude = mantissa as f64 / POWERS[decimals];
    Some((if negative { -magnitude } else { magnitude }, point))
}

/// [`quick`] for a cell of at most eight bytes, all of them at once: `word` is the cell with whatever stands behind it, its first byte
/// lowest. `None` leaves open whether [`quick`] knows more.
#[inline(always)]
pub(crate) fn quickest(word: u64, length: usize) -> Option<(f64, bool)> {
    let negative = length > 0 && word as u8 == b'-';
    let (word, length) = if negative { (word >> 8, length - 1) } else { (word, length) };
    if !(1..=8).contains(&length) {
        return None;
    }
    // The digits with their values, the last of them highest and zeros below the first.
    let mut digits = (word ^ in_all(b'0')) << (64 - 8 * length);
    let (mut whole, mut decimals) = (length, 0);
    if let Some(at) = first_zero(digits ^ in_all(b'0' ^ b'.')) {
        decimals = 7 - at;
        whole = length - 1 - decimals;
        // A missing part, or what may be thousands.
        if whole == 0 || decimals == 0 || decimals == 3 {
            return None;
        }
        let below = (1_u64 << (8 * at)) - 1;
        digits = (digits & below) << 8 | digits & !below & !(0xFF << (8 * at));
    }
    // The addition sets the top bit of a byte above nine.
    let odd = (digits.wrapping_add(in_all(0x76)) | digits) & in_all(0x80);
    if odd != 0 || (whole > 1 && word as u8 == b'0') {
        return None;
    }
    // Both operands are exact, so the quotient is the number nearest to what is written.
    let magnitude = f64::from(eight_digits(digits)) / POWERS[decimals];
    Some((if negative { -magnitude } else { magnitude }, decimals > 0))
}

/// Eight times the same byte.
const fn in_all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The lowest byte of `word` that is zero.
fn first_zero(word: u64) -> Option<usize> {
    // Only the lowest of these bits is sure to stand for one.
    let zeros = word.wrapping_sub(in_all(1)) & !word & in_all(0x80);
    (zeros != 0).then(|| zeros.trailing_zeros() as usize / 8)
}

/// The number that eight digits make, the first of them the lowest byte.
fn eight_digits(digits: u64) -> u32 {
    let pairs = (digits * 10 + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    (fours as u32) * 10_000 + (fours >> 32) as u32
}

/// A code as the number its digits make, for a person who says that it is one.
pub(crate) fn in_spite_of_zeros(code: &[u8]) -> Option<Number> {
    let value: f64 = std::str::from_utf8(code).ok()?.parse().ok()?;
    Some(Number { point: value, comma: value, unit: Unit::None, scaled: false })
}

/// The quick way for `[+-]digits[.digits]`; `None` if the cell is anything else.
fn plain(cell: &[u8]) -> Option<Reading> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, cell),
    };
    if let Some(number) = short(negative, digits) {
        return Some(number);
    }
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
    let magnitude = if mantissa < EXACT as u64 {
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
    Some(Reading::Number(Number {
        point: sign(magnitude),
        comma: sign(comma),
        unit: Unit::None,
        scaled: false,
    }))
}

/// The quickest way, for at most eight digits on either side of the point.
fn short(negative: bool, text: &[u8]) -> Option<Reading> {
    let sign = |value: f64| if negative { -value } else { value };
    let Some(at) = text.iter().position(|&byte| byte == b'.') else {
        let whole = few_digits(text)?;
        if text.len() > 1 && text[0] == b'0' {
            return Some(Reading::Code);
        }
        let value = sign(f64::from(whole));
        return Some(Reading::Number(Number { point: value, comma: value, unit: Unit::None, scaled: false }));
    };
    let decimals = text.len() - at - 1;
    let (whole, fraction) = (few_digits(&text[..at])?, few_digits(&text[at + 1..])?);
    if at > 1 && text[0] == b'0' {
        return Some(Reading::Code);
    }
    let mantissa = f64::from(whole) * POWERS[decimals] + f64::from(fraction);
    if mantissa >= EXACT {
        return None;
    }
    let thousands = decimals == 3 && at <= 3 && text[0] != b'0';
    let comma = if thousands { mantissa } else { f64::NAN };
    Some(Reading::Number(Number {
        point: sign(mantissa / POWERS[decimals]),
        comma: sign(comma),
        unit: Unit::None,
        scaled: false,
    }))
}

/// One to eight digits as a number, read four at a time; `None` if there is anything else.
fn few_digits(text: &[u8]) -> Option<u32> {
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        // The last four overlap the first, so what is left of them is cut off.
        let behind = *[1, 10, 100, 1_000, 10_000].get(text.len() - 4)?;
        return Some(four_digits(*first)? * behind + four_digits(*last)? % behind);
    }
    let digits = text
        .iter()
        .try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')));
    digits.filter(|_| !text.is_empty())
}

fn four_digits(text: [u8; 4]) -> Option<u32> {
    let text = u32::from_le_bytes(text);
    let digits = text.wrapping_sub(0x3030_3030);
    // Below "0" the subtraction, above "9" the addition sets the top bit of a byte.
    if (text.wrapping_add(0x4646_4646) | digits) & 0x8080_8080 != 0 {
        return None;
    }
    let pairs = (digits * 10 + (digits >> 8)) & 0x00FF_00FF;
    Some((pairs & 0xFF) * 100 + (pairs >> 16))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::Draws;

    fn both(cell: &str) -> Option<(f64, f64)> {
        match read(cell.as_bytes()) {
            Reading::Number(number) => Some((number.point, number.comma)),
            _ => None,
        }
    }

    #[test]
    fn plain_numbers_are_the_nearest_to_what_is_written() {
        for text in [
            "0",
            "-7",
            "+3",
            "12.5",
            ".5",
            "0.1",
            "34.49726771122511",
            "101348.88",
            "10134888.12345678",
            "12345678.00000001",
            "4.082620632952961",
        ] {
            let (point, _) = both(text).expect("a number");
            assert_eq!(point, text.parse::<f64>().expect("a number"), "{text}");
        }
    }

    #[test]
    fn the_quickest_way_gives_what_care_gives() {
        let parts = ["", "0", "7", "05", "12", "123", "1234", "12345678", "987654321234567"];
        let mut quickly = 0;
        for sign in ["", "-", "+"] {
            for (whole, fraction) in parts.iter().flat_map(|whole| parts.map(|fraction| (whole, fraction))) {
                for text in [format!("{sign}{whole}.{fraction}"), format!("{sign}{whole}{fraction}")] {
                    let Some((value, point)) = quick(text.as_bytes()) else { continue };
                    let (exact, comma) = both(&text).expect("a number");
                    assert_eq!(value.to_bits(), exact.to_bits(), "{text}");
                    assert_eq!((point, comma.is_nan()), (text.contains('.'), point), "{text}");
                    quickly += 1;
                }
            }
        }
        assert!(quickly > 100, "{quickly}");
        for text in ["", "-", ".", "1.", ".5", "1.234", "007", "1e3", "1,5", "12a", "1234567890123456"] {
            assert_eq!(quick(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn eight_bytes_at_once_give_what_one_by_one_give() {
        let mut draws = Draws::new(&[3]);
        let signs = b"0123456789012345678901234567890123456789.....--+,e /:\x00\xB0";
        let mut known = 0;
        for _ in 0..1_000_000 {
            let text: [u8; 8] = std::array::from_fn(|_| signs[draws.below(signs.len() as u64) as usize]);
            let length = draws.below(9) as usize;
            let slowly = quick(&text[..length]);
            let at_once = quickest(u64::from_le_bytes(text), length);
            let bits = |(value, point): (f64, bool)| (value.to_bits(), point);
            assert_eq!(at_once.map(bits), slowly.map(bits), "{}", text[..length].escape_ascii());
            known += u32::from(at_once.is_some());
        }
        assert!(known > 100_000, "{known}");
    }

    #[test]
    fn whole_numbers_of_every_length_are_read() {
        for digits in 1..=15 {
            let text = &"987654321234567"[..digits];
            assert_eq!(both(text).map(|(point, _)| point), text.parse().ok(), "{text}");
        }
        for text in ["12a4", "1234567/", ":1234", "123:5678", "1\u{ff}11"] {
            assert_eq!(both(text), None, "{text}");
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
