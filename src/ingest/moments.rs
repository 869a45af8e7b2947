//! A column as dates, for as long as it can be one.

use super::date::{self, Date};
use super::figures::Figures;
use super::number::{Number, Unit};
use super::readings::{Mark, Readings, Votes};
use crate::recipe::DateOrder;

/// Cells with a value after which it is decided whether a column may be one of dates at all.
const PROBATION: u64 = 64;

/// Days a row under both orders, kept and voted on as the two readings of numbers are: the first one has the day first.
#[derive(Debug)]
pub(crate) struct Moments {
    readings: Readings,
    votes: Votes,
    /// Cells that are dates.
    pub(crate) dates: u64,
    /// A cell that can be read in both orders, as it stands in the file.
    pub(crate) either: Option<Box<[u8]>>,
}

impl Moments {
    /// Dates that begin below `gaps` rows without one.
    pub(crate) fn below(gaps: u64) -> Self {
        let mut readings = Readings::Same(Figures::default());
        (0..gaps).for_each(|_| readings.push_gap());
        Self { readings, votes: Votes::default(), dates: 0, either: None }
    }

    /// Bytes that the days take.
    pub(crate) fn bytes(&self) -> usize {
        self.readings.bytes()
    }

    /// Whether a column with `present` values may be one of dates if the next is one.
    pub(crate) fn may_begin(present: u64) -> bool {
        present < PROBATION
    }

    /// Whether nine in ten of `present` values are dates, or there are too few to tell.
    pub(crate) fn plausible(&self, present: u64) -> bool {
        present < PROBATION || self.dates * 10 >= present * 9
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, cell: &[u8]) {
        match date::read(cell) {
            None => self.readings.push_gap(),
            Some(Date { day_first, month_first }) => {
                self.dates += 1;
                let differ = day_first != month_first && !day_first.is_nan() && !month_first.is_nan();
                if differ && self.either.is_none() {
                    self.either = Some(cell.into());
                }
                let number = Number { point: day_first, comma: month_first, unit: Unit::None, scaled: false };
                self.readings.push(&number, &mut self.votes);
            }
        }
    }

    /// Adds a row that holds no date.
    pub(crate) fn push_gap(&mut self) {
        self.readings.push_gap();
    }

    /// The order the cells decide for; `None` if they do not.
    pub(crate) fn order(&self) -> Option<DateOrder> {
        match self.votes.decided() {
            Some(Mark::Point) => Some(DateOrder::DayFirst),
            Some(Mark::Comma) => Some(DateOrder::MonthFirst),
            None => None,
        }
    }

    /// Cells for which the order matters.
    pub(crate) fn ordered(&self) -> u64 {
        self.votes.only.iter().chain(&self.votes.either).sum()
    }

    /// Cells that are dates with the day first only, with the month first only, and both ways.
    pub(crate) fn orders(&self) -> [u64; 3] {
        let [day, month] = self.votes.only;
        [day, month, self.votes.either.iter().sum()]
    }

    /// First and last day under `order`.
    pub(crate) fn range(&self, order: DateOrder) -> (f64, f64) {
        let figures = match &self.readings {
            Readings::Two(both) => &both[usize::from(order == DateOrder::MonthFirst)],
            Readings::Same(figures) | Readings::One(_, figures) => figures,
            Readings::Lost => return (f64::NAN, f64::NAN),
        };
        (figures.min, figures.max)
    }

    /// The days under `order`, or under the only one left.
    pub(crate) fn days(self, order: DateOrder) -> Option<Figures> {
        let mark = match order {
            DateOrder::DayFirst => Mark::Point,
            DateOrder::MonthFirst => Mark::Comma,
        };
        self.readings.under(mark).map(|(_, figures)| figures)
    }
}
