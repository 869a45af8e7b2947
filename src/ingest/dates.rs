//! Telling dates and times from numbers and words. Recognised here, not yet read.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a cell is written like a date, a time, or both.
///
/// Dates: year-month-day, day and month and year in either order, two-digit year, month and day, with `-`, `/` or `.` between them; a day, a month's English
/// name and a year. Times: hours and minutes with a colon. What follows a date is not looked at.
pub(crate) fn looks_like_date(cell: &[u8]) -> bool {
    if cell.len() < 4 || cell.len() > 40 {
        return false;
    }
    if month_at(cell) {
        return named(cell);
    }
    let (first, first_len, rest) = number(cell);
    let [mark, rest @ ..] = rest else { return false };
    match (first_len, mark) {
        (1 | 2, b':') => first < 24 && matches!(number(rest), (minutes, 2, _) if minutes < 60),
        (1 | 2, b' ' | b'-') if month_at(rest) => (1..=31).contains(&first),
        (1 | 2 | 4, b'-' | b'/' | b'.') => three_parts(first, first_len, *mark, rest),
        _ => false,
    }
}

/// The first of the dates without marks.
pub(crate) const FIRST_COMPACT: f64 = 19_000_101.0;

/// Whether a whole number is written like 20240131: year, month and day without marks.
pub(crate) fn looks_like_compact_date(value: f64) -> bool {
    if !(FIRST_COMPACT..21_001_231.0).contains(&value) {
        return false;
    }
    let digits = value as u32;
    f64::from(digits) == value
        && (1..=12).contains(&(digits / 100 % 100))
        && (1..=31).contains(&(digits % 100))
}

fn three_parts(first: u32, first_len: usize, mark: u8, rest: &[u8]) -> bool {
    let (second, second_len, rest) = number(rest);
    let [second_mark, rest @ ..] = rest else { return false };
    if *second_mark != mark || !matches!(second_len, 1 | 2) {
        return false;
    }
    let (third, third_len, behind) = number(rest);
    let ended =
        !behind.first().is_some_and(|byte| byte.is_ascii_alphanumeric() && *byte != b'T') || first_len == 4;
    let valid = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    let (a, b) = match (first_len, third_len) {
        (4, 1 | 2) => (second, third),
        (2, 2) if valid(second, third) => return ended,
        (1 | 2, 2 | 4) => (first, second),
        _ => return false,
    };
    ended && (valid(a, b) || valid(b, a))
}

/// "Mar 24, 2021", "March 2021".
fn named(cell: &[u8]) -> bool {
    let rest = cell.iter().position(|byte| byte.is_ascii_digit()).map_or(&[][..], |at| &cell[at..]);
    matches!(number(rest), (_, 1 | 2 | 4, _)) && cell.iter().filter(|byte| byte.is_ascii_digit()).count() >= 3
}

/// Whether a month's name stands at the start and is not the start of a longer word such as "Marketing".
fn month_at(cell: &[u8]) -> bool {
    let letters = cell.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let name = &cell[..letters];
    let is = |month: &&str| {
        let month = month.as_bytes();
        name.eq_ignore_ascii_case(month) || (letters == 3 && name.eq_ignore_ascii_case(&month[..3]))
    };
    MONTHS.iter().any(is) && cell[letters..].iter().any(u8::is_ascii_digit)
}

/// The digits at the start: their value, their number, and what follows.
fn number(cell: &[u8]) -> (u32, usize, &[u8]) {
    let digits = cell.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let value = cell[..digits].iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0'));
    (value, digits, &cell[digits..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_known() {
        let dates = [
            "2010-12-01 08:26:00",
            "2024-01-31T10:00:00Z",
            "1/4/2011 10:00",
            "04-09-2012",
            "31.12.99",
            "13:08",
            "Mar 24, 2021",
            "24 October 2011",
            "5-Jan-20",
            "2004/3/9",
            "99-12-31",
        ];
        for text in dates {
            assert!(looks_like_date(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn other_things_are_not() {
        for text in [
            "1.5",
            "12-34",
            "Marketing 2021b",
            "555-1234",
            "1.2.3",
            "99/99/2011",
            "CA-2018-152156",
            "750-67-8428",
        ] {
            assert!(!looks_like_date(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn compact_dates_have_months_and_days() {
        assert!(looks_like_compact_date(20_240_131.0));
        assert!(!looks_like_compact_date(20_241_331.0));
        assert!(!looks_like_compact_date(41_154.0));
    }
}
