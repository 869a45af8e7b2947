//! Thresholds on columns of dates. Their numbers are days before the latest date; the file holds dates.

use crate::table::{DateForm, Dates, MONTHS};

/// The day so many days before the latest of `dates`, as `2024-04-03`; part of a day counts as a whole.
pub fn iso_day(dates: Dates, days: f64) -> String {
    Day::before(dates, days).iso()
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    days: i64,
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
}

impl Day {
    /// The day so many days before the latest; part of a day counts as a whole.
    pub(super) fn before(dates: Dates, days: f64) -> Self {
        Self::of(libm::ceil(dates.latest - days) as i64)
    }

    /// From days since 1 January 1970 (proleptic Gregorian calendar; years counted from March, so that the leap day is the last).
    fn of(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { days, year, month, day: of_year - (153 * from_march + 2) / 5 + 1 }
    }

    /// "3 April 2024".
    pub(super) fn in_words(self) -> String {
        format!("{} {} {}", self.day, MONTHS[self.month as usize - 1], self.year)
    }

    /// "2024-04-03".
    pub(super) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The number that stands for the beginning of the day in a column of numbers; `None` where dates are texts.
    pub(super) fn number(self, form: DateForm) -> Option<i64> {
        match form {
            DateForm::DayFirst | DateForm::MonthFirst | DateForm::YearFirst => None,
            DateForm::Compact => Some(self.year * 10_000 + self.month * 100 + self.day),
            DateForm::Serial => Some(self.days + 25_569),
            DateForm::Seconds => Some(self.days * 86_400),
            DateForm::Milliseconds => Some(self.days * 86_400_000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_in_every_form() {
        let dates = Dates { latest: 16_250.0, form: DateForm::DayFirst };
        let day = Day::before(dates, 300.0);
        assert_eq!((day.in_words().as_str(), day.iso().as_str()), ("2 September 2013", "2013-09-02"));
        assert_eq!(day.number(DateForm::Compact), Some(20_130_902));
        assert_eq!(day.number(DateForm::Serial), Some(41_519));
        assert_eq!(day.number(DateForm::Seconds), Some(1_378_080_000));
        assert_eq!(day.number(DateForm::DayFirst), None);
        assert_eq!((Day::of(0).iso().as_str(), Day::of(-1).iso().as_str()), ("1970-01-01", "1969-12-31"));
        assert_eq!(Day::of(19_782).iso(), "2024-02-29");
    }
}
