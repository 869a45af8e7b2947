//! Numbers with something around or between the digits: thousands marks, currency signs, per cent, brackets, exponents, K, M and B.

use super::number::{Number, Reading, Unit};

/// Cells longer than this are not looked at as numbers.
const LONGEST: usize = 48;

/// Letters a number is written with at most: a currency's code and a letter for thousands.
const MOST_LETTERS: usize = 5;

/// Currency signs, each in UTF-8 and where it differs in Windows-1252; longer ones before those they begin or end with.
const CURRENCIES: [(&str, &[&[u8]]); 33] = [
    ("USD", &[b"US$", b"USD"]),
    ("BRL", &[b"R$", b"BRL"]),
    ("CAD", &[b"CA$", b"C$", b"CAD"]),
    ("AUD", &[b"AU$", b"A$", b"AUD"]),
    ("NZD", &[b"NZ$", b"NZD"]),
    ("SGD", &[b"S$", b"SGD"]),
    ("HKD", &[b"HK$", b"HKD"]),
    ("MXN", &[b"MX$", b"MXN"]),
    ("JPY", &[b"JPY"]),
    ("CNY", &[b"CNY", b"RMB"]),
    ("INR", &[b"INR", b"Rs.", b"Rs"]),
    ("SEK", &[b"SEK"]),
    ("NOK", &[b"NOK"]),
    ("DKK", &[b"DKK"]),
    ("kr", &[b"kr.", b"kr"]),
    ("PLN", &[b"PLN", "zł".as_bytes()]),
    ("CZK", &[b"CZK", "Kč".as_bytes()]),
    ("HUF", &[b"HUF", b"Ft"]),
    ("TRY", &[b"TRY", "₺".as_bytes()]),
    ("ZAR", &[b"ZAR"]),
    ("AED", &[b"AED"]),
    ("₽", &["₽".as_bytes(), b"RUB"]),
    ("₩", &["₩".as_bytes(), b"KRW"]),
    ("₪", &["₪".as_bytes(), b"ILS"]),
    ("₫", &["₫".as_bytes(), b"VND"]),
    ("₱", &["₱".as_bytes(), b"PHP"]),
    ("฿", &["฿".as_bytes(), b"THB"]),
    ("$", &[b"$"]),
    ("€", &["€".as_bytes(), b"\x80", b"EUR"]),
    ("£", &["£".as_bytes(), b"\xA3", b"GBP"]),
    ("¥", &["¥".as_bytes(), b"\xA5"]),
    ("₹", &["₹".as_bytes()]),
    ("CHF", &[b"CHF", b"SFr.", b"Fr."]),
];

/// Spaces and apostrophes that stand between thousands, and the sign they are read as.
const MARKS: [(&[u8], u8); 7] = [
    ("\u{a0}".as_bytes(), b' '),
    ("\u{202f}".as_bytes(), b' '),
    ("\u{2009}".as_bytes(), b' '),
    (b"\xA0", b' '),
    ("\u{2019}".as_bytes(), b'\''),
    (b"\x92", b'\''),
    ("\u{2212}".as_bytes(), b'-'),
];

/// Reads a cell that is not just digits and a point.
pub(crate) fn read(cell: &[u8]) -> Reading {
    if cell.len() > LONGEST || !cell.iter().any(u8::is_ascii_digit) || is_foreign(cell) {
        return Reading::Other;
    }
    let mut body = [0; LONGEST];
    let length = simplify(cell, &mut body);
    let (negative, body, unit, power) = undress(&body[..length]);
    if !body.first().is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return Reading::Other;
    }
    if is_code(body) {
        return Reading::Code;
    }
    let sign = |value: f64| if negative { -value } else { value };
    let (point, comma) = (value(body, b'.', power), value(body, b',', power));
    if point.is_none() && comma.is_none() {
        return Reading::Other;
    }
    let number = |value: Option<f64>| sign(value.unwrap_or(f64::NAN));
    Reading::Number(Number { point: number(point), comma: number(comma), unit, scaled: power > 0 })
}

/// A quick look that spares most texts, dates and telephone numbers the long one: a character no number has, or a minus
/// between two digits.
fn is_foreign(cell: &[u8]) -> bool {
    let known = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b".,-+ '()%$".contains(byte);
    let letters = cell.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let between = |three: &[u8]| three[0].is_ascii_digit() && three[1] == b'-' && three[2].is_ascii_digit();
    letters > MOST_LETTERS || !cell.iter().all(known) || cell.windows(3).any(between)
}

/// Copies the cell with its marks in ASCII. Returns the length.
fn simplify(cell: &[u8], out: &mut [u8; LONGEST]) -> usize {
    let (mut read, mut written) = (0, 0);
    while read < cell.len() {
        let rest = &cell[read..];
        let (byte, length) =
            match MARKS.iter().find(|(mark, _)| !rest[0].is_ascii() && rest.starts_with(mark)) {
                Some((mark, byte)) => (*byte, mark.len()),
                None => (rest[0], 1),
            };
        out[written] = byte;
        written += 1;
        read += length;
    }
    written
}

/// Takes sign, brackets and units off: whether the number is negative, what is left, the unit, and the power of ten that a
/// letter behind the digits stands for.
fn undress(mut body: &[u8]) -> (bool, &[u8], Unit, u32) {
    let mut negative = false;
    let mut power = 0;
    let mut unit = Unit::None;
    if let [b'(', inner @ .., b')'] = body {
        (negative, body) = (true, inner);
    }
    // A sign and a currency come in either order: "-$5", "$-5", "- 5 €".
    for _ in 0..2 {
        body = body.trim_ascii();
        if let [b'-', rest @ ..] = body
            && !negative
        {
            (negative, body) = (true, rest.trim_ascii_start());
        } else if let [rest @ .., b'-'] = body
            && !negative
        {
            (negative, body) = (true, rest.trim_ascii_end());
        }
        if power == 0
            && let Some((found, rest)) = scale(body)
        {
            (power, body) = (found, rest);
        }
        if unit != Unit::None {
            continue;
        }
        if let [rest @ .., b'%'] = body {
            (unit, body) = (Unit::Percent, rest.trim_ascii_end());
        } else if let Some((name, rest)) = currency(body) {
            (unit, body) = (Unit::Currency(name), rest.trim_ascii());
        }
    }
    (negative, body, unit, power)
}

/// Thousands, millions or billions, by the letters that stand behind digits.
fn scale(body: &[u8]) -> Option<(u32, &[u8])> {
    let body = body.strip_suffix(b".").unwrap_or(body);
    let (power, rest) = match body {
        [rest @ .., b'T', b's', b'd'] => (3, rest),
        [rest @ .., b'M', b'i', b'o'] => (6, rest),
        [rest @ .., b'M', b'r', b'd'] => (9, rest),
        [rest @ .., b'k' | b'K'] => (3, rest),
        [rest @ .., b'M'] => (6, rest),
        [rest @ .., b'B'] | [rest @ .., b'b' | b'B', b'n'] => (9, rest),
        _ => return None,
    };
    let rest = rest.trim_ascii_end();
    // "84029B" is an article, not eighty-four trillion: with such a letter people write few digits.
    let run = rest.split(|byte| !byte.is_ascii_digit()).map(<[u8]>::len).max().unwrap_or(0);
    (run <= 3 && rest.last().is_some_and(u8::is_ascii_digit)).then_some((power, rest))
}

fn currency(body: &[u8]) -> Option<(&'static str, &[u8])> {
    if body.first()?.is_ascii_digit() && body.last()?.is_ascii_digit() {
        return None;
    }
    CURRENCIES.iter().find_map(|(name, signs)| {
        let rest = |sign: &&[u8]| body.strip_prefix(*sign).or_else(|| body.strip_suffix(*sign));
        signs.iter().find_map(rest).map(|rest| (*name, rest))
    })
}

/// Digits in groups or not that begin with a zero before another digit.
fn is_code(body: &[u8]) -> bool {
    matches!(body, [b'0', b'0'..=b'9' | b' ' | b'\'', ..])
        || (body.len() > 15 && body.iter().all(u8::is_ascii_digit))
}

/// The body's value times ten to the `power`, with `decimal` as decimal mark, if it is well formed so.
fn value(body: &[u8], decimal: u8, power: u32) -> Option<f64> {
    let (body, exponent) = match body.iter().position(|byte| matches!(byte, b'e' | b'E')) {
        Some(at) => (&body[..at], &body[at..]),
        None => (body, &[][..]),
    };
    let at = body.iter().position(|&byte| byte == decimal);
    let (whole, fraction) = match at {
        Some(at) => (&body[..at], &body[at + 1..]),
        None => (body, &[][..]),
    };
    let fine = fraction.iter().all(u8::is_ascii_digit)
        && well_grouped(whole, decimal)
        && well_raised(exponent)
        && (power == 0 || exponent.is_empty())
        && whole.len() + fraction.len() > 0;
    if !fine {
        return None;
    }
    let mut text = String::with_capacity(LONGEST + 2);
    text.extend(whole.iter().filter(|byte| byte.is_ascii_digit()).map(|&byte| char::from(byte)));
    text.push('.');
    text.extend(fraction.iter().chain(exponent).map(|&byte| char::from(byte)));
    if power > 0 {
        // As an exponent it costs no rounding.
        text.push_str(&format!("e{power}"));
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Digits alone, or in groups of three behind a first one of one to three; with commas also the Indian way, the last three
/// and before them twos.
fn well_grouped(whole: &[u8], decimal: u8) -> bool {
    let Some(mark) = whole.iter().copied().find(|byte| !byte.is_ascii_digit()) else {
        return true;
    };
    if mark == decimal || !matches!(mark, b',' | b'.' | b' ' | b'\'') {
        return false;
    }
    let mut groups = whole.split(|&byte| byte == mark);
    let first = groups.next().unwrap_or_default();
    let digits = |group: &[u8]| !group.is_empty() && group.iter().all(u8::is_ascii_digit);
    if !digits(first) || first.len() > 3 || first[0] == b'0' {
        return false;
    }
    let lengths: Vec<usize> = groups.clone().map(<[u8]>::len).collect();
    let threes = lengths.iter().all(|&length| length == 3);
    let (last, before) = lengths.split_last().expect("a mark makes two groups");
    let indian = mark == b',' && first.len() <= 2 && *last == 3 && before.iter().all(|&length| length == 2);
    groups.all(digits) && (threes || indian)
}

/// Nothing, or `e` with an optional sign and up to three digits.
fn well_raised(exponent: &[u8]) -> bool {
    match exponent {
        [] => true,
        [_, b'+' | b'-', digits @ ..] | [_, digits @ ..] => {
            (1..=3).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(cell: &[u8]) -> (Option<f64>, Option<f64>) {
        let some = |value: f64| (!value.is_nan()).then_some(value);
        match read(cell) {
            Reading::Number(number) => (some(number.point), some(number.comma)),
            _ => (None, None),
        }
    }

    #[test]
    fn marks_between_thousands() {
        assert_eq!(both(b"1,234.56"), (Some(1234.56), None));
        assert_eq!(both(b"1.234,56"), (None, Some(1234.56)));
        assert_eq!(both(b"1,234"), (Some(1234.0), Some(1.234)));
        assert_eq!(both(b"3,5"), (None, Some(3.5)));
        assert_eq!(both("1\u{a0}234 567,8".as_bytes()), (None, Some(1_234_567.8)));
        assert_eq!(both(b"1'234.5"), (Some(1234.5), None));
        assert_eq!(both(b"12,34,567"), (Some(1_234_567.0), None));
        assert_eq!(both(b"1,23,45"), (None, None));
        assert_eq!(both(b"12 34"), (None, None));
    }

    #[test]
    fn signs_and_units() {
        assert_eq!(both(b"$2.39"), (Some(2.39), None));
        assert_eq!(both(b"-$1,000.00"), (Some(-1000.0), None));
        assert_eq!(both("12,50 €".as_bytes()), (None, Some(12.5)));
        assert_eq!(both(b"(12)"), (Some(-12.0), Some(-12.0)));
        assert_eq!(both(b"\x80 5"), (Some(5.0), Some(5.0)));
        assert_eq!(both(b"5-"), (Some(-5.0), Some(-5.0)));
        assert_eq!(both(b"SEK 1 250,50"), (None, Some(1250.5)));
        assert_eq!(both("1.250,50 zł".as_bytes()), (None, Some(1250.5)));
        assert_eq!(both(b"R$ 7.50"), (Some(7.5), None));
        assert_eq!(both(b"(CHF 1'250.50)"), (Some(-1250.5), None));
        let Reading::Number(share) = read(b"2.34%") else { panic!("not read") };
        assert_eq!((share.point, share.unit), (2.34, Unit::Percent));
    }

    #[test]
    fn thousands_millions_and_billions() {
        assert_eq!(both(b"$177 B"), (Some(177e9), Some(177e9)));
        assert_eq!(both(b"2.3M"), (Some(2_300_000.0), None));
        assert_eq!(both("-1,5k \u{20ac}".as_bytes()), (None, Some(-1_500.0)));
        assert_eq!(both(b"0.98bn"), (Some(980e6), None));
        assert_eq!(both("2,3 Mio. \u{20ac}".as_bytes()), (None, Some(2_300_000.0)));
        assert_eq!(both(b"7 Tsd"), (Some(7000.0), Some(7000.0)));
    }

    #[test]
    fn exponents() {
        assert_eq!(both(b"-6.327400e-002"), (Some(-0.063_274), None));
        assert_eq!(both(b"1,5E+03"), (None, Some(1500.0)));
        assert_eq!(both(b"1e999"), (None, None));
    }

    #[test]
    fn words_with_digits_are_left_alone() {
        for text in [
            "K",
            "5 Kb",
            "3 B 4",
            "1e3K",
            "5KM",
            "12 Main St",
            "#5",
            "555-1234",
            "1/4/2011",
            "2010-12-01",
            "e5",
            "1--",
        ] {
            assert_eq!(read(text.as_bytes()), Reading::Other, "{text}");
        }
    }
}
