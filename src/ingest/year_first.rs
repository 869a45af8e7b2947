//! Dates of three numbers with two digits each, as they are with the year first: 13-01-05 is in 2013 then, and in 2005 with the day first.
//!
//! The marks between the numbers do not tell the two apart, but a column does: days of the month take many values and years few.

use super::figures::Figures;
use crate::recipe::DateOrder;

/// Values that days of the month take at least where they tell themselves from years,
const DAYS: u32 = 8;

/// and how many times as many as the years do.
const TIMES: u32 = 3;

/// What a column says about the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// It comes first.
    First,
    /// It comes last.
    Last,
    /// The column cannot decide.
    Open,
}

/// A column all of whose dates can be read with the year first.
#[derive(Debug)]
pub(crate) struct YearFirst {
    /// Days with the year first.
    pub(crate) figures: Figures,
    /// Which numbers come first and which last, a bit for each.
    first: u128,
    last: u128,
    /// Dates that cannot be read otherwise.
    pub(crate) only: u64,
    /// Whether a mark other than a hyphen stands between the numbers of some date. With a full stop or a slash the year hardly ever
    /// comes first.
    other_marks: bool,
    /// A cell that can be read otherwise as well, as it stands in the file.
    pub(crate) either: Option<Box<[u8]>>,
}

impl YearFirst {
    /// Below rows that do not depend on the order.
    pub(crate) fn below(figures: Figures) -> Self {
        Self { figures, first: 0, last: 0, only: 0, other_marks: false, either: None }
    }

    /// Adds a date that is `days` with the year first; `others` says whether it is one with the year last.
    pub(crate) fn push(&mut self, cell: &[u8], days: f64, others: bool) {
        self.figures.push(days);
        let two = |part: &[u8]| part.iter().fold(0, |value, digit| value * 10 + u32::from(digit & 15));
        // Four digits, a month's name or more marks than two say nothing about the order.
        if let [a, b, mark, middle @ ..] = cell
            && a.is_ascii_digit()
            && b.is_ascii_digit()
            && !mark.is_ascii_digit()
            && let Some(at) = middle.iter().position(|byte| byte == mark)
            && middle[..at].iter().all(u8::is_ascii_digit)
            && let [c, d, ..] = middle[at + 1..]
            && c.is_ascii_digit()
            && d.is_ascii_digit()
        {
            self.first |= 1_u128 << two(&[*a, *b]);
            self.last |= 1_u128 << two(&[c, d]);
            self.other_marks |= *mark != b'-';
            if others && self.either.is_none() {
                self.either = Some(cell.into());
            }
        }
        self.only += u64::from(!others);
    }

    /// How many different numbers come first, and how many last.
    pub(crate) fn different(&self) -> [u32; 2] {
        [self.first, self.last].map(u128::count_ones)
    }

    /// Where the year stands.
    pub(crate) fn place(&self) -> Place {
        let [first, last] = self.different();
        let are_days = |days: u32, years: u32| days >= DAYS && days >= TIMES * years;
        if self.only > 0 || are_days(last, first) {
            Place::First
        } else if self.other_marks || first == 0 || are_days(first, last) {
            Place::Last
        } else {
            Place::Open
        }
    }

    /// First and last day.
    pub(crate) fn range(&self) -> (f64, f64) {
        (self.figures.min, self.figures.max)
    }
}

/// The orders in the sequence in which they are offered.
pub(crate) const ORDERS: [DateOrder; 3] = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst];
