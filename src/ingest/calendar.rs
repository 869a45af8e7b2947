//! Days of the Gregorian calendar as numbers.

use crate::table::MONTHS;

/// Days of each month of a year that is no leap year.
const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// 1 January 1800, the first day there is.
pub(crate) const FIRST_DAY: i32 = -62_091;

/// Days from 1 January 1970 to the day named, if there is such a day in the years 1800 to 2299.
///
/// Years are counted from March, so that the leap day is the last of its year.
pub(crate) fn day(year: u32, month: u32, day: u32) -> Option<i32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = *LENGTHS.get(month.checked_sub(1)? as usize)? + u32::from(leap && month == 2);
    if !(1800..2300).contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    Some(days as i32 - 719_468)
}

/// The day as it is written in a sentence: "3 April 2024".
pub(crate) fn written(days: f64) -> String {
    let (year, month, day) = parts(days as i32);
    format!("{day} {} {year}", MONTHS[month as usize - 1])
}

/// The month the day is in.
pub(crate) fn month(days: f64) -> &'static str {
    MONTHS[parts(days as i32).1 as usize - 1]
}

/// The year the day is in.
pub(crate) fn year(days: f64) -> u32 {
    parts(days as i32).0
}

/// Year, month and day; the inverse of [`day`].
fn parts(days: i32) -> (u32, u32, u32) {
    // 1800 to 2299 are few enough to look for the year, from a guess that is never too small.
    let days = days.clamp(FIRST_DAY, 120_529);
    let mut year = (1971 + days.div_euclid(365)).clamp(1800, 2299) as u32;
    while day(year, 1, 1).is_some_and(|first| first > days) {
        year -= 1;
    }
    let month =
        (1..=12).rev().find(|&month| day(year, month, 1).is_some_and(|first| first <= days)).unwrap_or(1);
    let first = day(year, month, 1).unwrap_or(days);
    (year, month, (days - first) as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_without_a_gap() {
        assert_eq!(day(1970, 1, 1), Some(0));
        assert_eq!(day(2000, 2, 29), Some(11_016));
        assert_eq!(day(2024, 12, 31), Some(20_088));
        let mut next = day(1800, 1, 1).expect("a day");
        for year in 1800..2300 {
            for month in 1..=12 {
                for number in 1..=31 {
                    if let Some(days) = day(year, month, number) {
                        assert_eq!((days, parts(days)), (next, (year, month, number)));
                        next += 1;
                    }
                }
            }
        }
    }

    #[test]
    fn days_that_do_not_exist_are_none() {
        for (year, month, number) in [
            (2023, 2, 29),
            (1900, 2, 29),
            (2024, 4, 31),
            (2024, 13, 1),
            (2024, 0, 1),
            (2024, 1, 0),
            (24, 1, 1),
        ] {
            assert_eq!(day(year, month, number), None, "{year}-{month}-{number}");
        }
        assert_eq!(written(19_816.0), "3 April 2024");
    }
}
