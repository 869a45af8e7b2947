//! One cell as a date, with the day first, with the month first and with the year first at once.
//!
//! Which of them holds is decided for a whole column, as with decimal marks: "03/04/2024" is in April here and in March there.

use super::calendar::day;
use super::months::month;

/// A date in days from 1 January 1970. At least one of the readings is a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Date {
    /// With the day before the month; NaN if the cell cannot be read so.
    pub(crate) day_first: f64,
    /// With the month before the day; NaN if the cell cannot be read so.
    pub(crate) month_first: f64,
    /// With the year before the month and the day; NaN if the cell cannot be read so.
    pub(crate) year_first: f64,
}

impl Date {
    /// With the day, the month and the year first.
    pub(crate) fn orders(&self) -> [f64; 3] {
        [self.day_first, self.month_first, self.year_first]
    }
}

/// Years written with two digits up to this one are 20xx, later ones 19xx, as POSIX has it.
const LAST_SHORT_YEAR: u32 = 68;

/// Cells longer than this are not looked at.
const LONGEST: usize = 40;

/// Reads a date, with or without a time behind it, which counts for nothing. The cell has no surrounding white space.
///
/// Year, month and day in this order, the year with four digits or all with two; day and month in either order before the year; a
/// month's name with the day before or behind it or without one, then the year. Between them `-`, `/`, `.`, a comma, spaces or the Spanish "de".
pub(crate) fn read(cell: &[u8]) -> Option<Date> {
    if let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = cell
        && y1.is_ascii_digit()
    {
        return one(iso([*y1, *y2, *y3, *y4, *m1, *m2, *d1, *d2]).filter(|_| is_time(rest)));
    }
    if cell.len() < 6 || cell.len() > LONGEST {
        return None;
    }
    let (first, rest) = part(cell)?;
    let (second, rest) = part(separated(rest)?)?;
    match (first, second) {
        (Part::Month(month), Part::Number(year, 4)) => one(day(year, month, 1).filter(|_| is_time(rest))),
        _ => three(first, second, separated(rest)?),
    }
}

/// The quickest way, for what nearly all cells of most columns of dates are: `2024-03-24` and nothing behind it. `None` if the cell has
/// to be [read](read) with care; what is given is what that would give, in all orders.
#[inline]
pub(crate) fn quick(cell: &[u8]) -> Option<i32> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *cell else { return None };
    iso([y1, y2, y3, y4, m1, m2, d1, d2])
}

/// The day that a year in four digits, a month and a day in two name.
#[inline]
fn iso(digits: [u8; 8]) -> Option<i32> {
    let [y1, y2, y3, y4, m1, m2, d1, d2] = digits.map(|digit| u32::from(digit.wrapping_sub(b'0')));
    let fine = [y1, y2, y3, y4, m1, m2, d1, d2].iter().all(|digit| *digit < 10);
    day(y1 * 1_000 + y2 * 100 + y3 * 10 + y4, m1 * 10 + m2, d1 * 10 + d2).filter(|_| fine)
}

fn three(first: Part, second: Part, rest: &[u8]) -> Option<Date> {
    let (third, rest) = part(rest)?;
    if !is_time(rest) {
        return None;
    }
    match (first, second, third) {
        (Part::Number(year, 4), Part::Number(month, 1 | 2), Part::Number(date, 1 | 2)) => {
            one(day(year, month, date))
        }
        (Part::Number(date, 1 | 2), Part::Month(month), Part::Number(year, length @ (2 | 4)))
        | (Part::Month(month), Part::Number(date, 1 | 2), Part::Number(year, length @ (2 | 4))) => {
            one(day(full_year(year, length), month, date))
        }
        (Part::Number(a, digits @ (1 | 2)), Part::Number(b, 1 | 2), Part::Number(c, length @ (2 | 4))) => {
            let year = full_year(c, length);
            let number = |days: Option<i32>| days.map_or(f64::NAN, f64::from);
            let short = digits == 2 && length == 2;
            let date = Date {
                day_first: number(day(year, b, a)),
                month_first: number(day(year, a, b)),
                year_first: number(day(full_year(a, digits), b, c).filter(|_| short)),
            };
            date.orders().iter().any(|days| !days.is_nan()).then_some(date)
        }
        _ => None,
    }
}

/// A date that can be read in one way only.
fn one(days: Option<i32>) -> Option<Date> {
    days.map(f64::from).map(|days| Date { day_first: days, month_first: days, year_first: days })
}

fn full_year(year: u32, digits: usize) -> u32 {
    match digits {
        4 => year,
        _ if year <= LAST_SHORT_YEAR => 2000 + year,
        _ => 1900 + year,
    }
}

/// One part of a date.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// Digits: their value and their number.
    Number(u32, usize),
    /// A month's name.
    Month(u32),
}

fn part(text: &[u8]) -> Option<(Part, &[u8])> {
    if let Some((value, length)) = number(text) {
        return Some((Part::Number(value, length), &text[length..]));
    }
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    Some((Part::Month(month(&text[..letters])?), &text[letters..]))
}

/// The digits at the start, four at most: their value and their number.
fn number(text: &[u8]) -> Option<(u32, usize)> {
    let length = text.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let value = text[..length].iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0'));
    (1..=4).contains(&length).then_some((value, length))
}

/// What follows the marks between two parts; `None` without a mark.
fn separated(text: &[u8]) -> Option<&[u8]> {
    let marks = text.iter().take(3).take_while(|byte| b"-/. ,".contains(byte)).count();
    let rest = &text[marks..];
    let rest = rest.strip_prefix(b"de ").unwrap_or(rest);
    (marks > 0).then_some(rest)
}

/// Whether nothing follows a date, or a time of day.
fn is_time(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b'T' | b' ' | b',', time @ ..] => {
            let time = time.trim_ascii_start();
            time.first().is_some_and(u8::is_ascii_digit) && time[..time.len().min(3)].contains(&b':')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::calendar::written;

    fn both(text: &str) -> Option<(String, String)> {
        let text_of = |days: f64| if days.is_nan() { "-".to_owned() } else { written(days) };
        read(text.as_bytes()).map(|date| (text_of(date.day_first), text_of(date.month_first)))
    }

    #[test]
    fn dates_that_can_be_read_in_one_way() {
        for text in [
            "2021-03-24",
            "2021-03-24T10:00:00Z",
            "2021-03-24 08:26",
            "2021/3/24",
            "2021.03.24",
            "Mar 24, 2021",
            "24 March 2021",
            "24-Mar-21",
            "24. M\u{e4}rz 2021",
            "24 de marzo de 2021",
            "24 mars 2021",
            "24 mrt. 2021",
            "March 24 2021, 9:05",
        ] {
            let day = "24 March 2021".to_owned();
            assert_eq!(both(text), Some((day.clone(), day)), "{text}");
        }
        assert_eq!(both("March 2021").map(|(day, _)| day).as_deref(), Some("1 March 2021"));
    }

    #[test]
    fn days_and_months_in_either_order() {
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(both("03/04/2024"), pair("3 April 2024", "4 March 2024"));
        assert_eq!(both("13.04.24"), pair("13 April 2024", "-"));
        assert_eq!(both("4-13-1999 0:00"), pair("-", "13 April 1999"));
        assert_eq!(both("1/1/70"), pair("1 January 1970", "1 January 1970"));
    }

    #[test]
    fn years_of_two_digits_in_front() {
        let year = |text: &str| read(text.as_bytes()).map(|date| written(date.year_first));
        assert_eq!(year("13-01-05").as_deref(), Some("5 January 2013"));
        assert_eq!(year("99/12/31 10:00").as_deref(), Some("31 December 1999"));
        assert_eq!(both("99-12-31"), Some(("-".to_owned(), "-".to_owned())));
        assert_eq!(year("2013-01-05").as_deref(), Some("5 January 2013"));
        for text in ["13/01/2005", "3-04-05", "31-12-99"] {
            assert!(read(text.as_bytes()).is_some_and(|date| date.year_first.is_nan()), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "13:08",
            "1.5",
            "1.2.3",
            "12-34-2011",
            "99/99/2011",
            "2021-02-29",
            "750-67-8428",
            "CA-2018-152156",
            "2021-03-24x",
            "Marketing 2021",
            "12345-6-7",
            "1/2/3",
            "10.20.30.40",
            "24 foo 2021",
            "2021-3",
            "1-2",
            "555-1234",
        ] {
            assert_eq!(both(text), None, "{text}");
        }
    }
}
