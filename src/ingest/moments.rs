//! A column as dates, for as long as it can be one.

use super::date::{self, Date};
use super::figures::Figures;
use super::number::{Number, Unit};
use super::readings::{Mark, Readings, Votes};
use super::year_first::{ORDERS, Place, YearFirst};
use crate::recipe::DateOrder;

/// Cells with a value after which it is decided whether a column may be one of dates at all.
const PROBATION: u64 = 64;

/// Different words at most, such as "never", that may stand in a column of dates more often than once in a hundred.
const WORDS: usize = 3;

/// Days a row under both orders, kept and voted on as the two readings of numbers are: the first one has the day first.
#[derive(Debug)]
pub(crate) struct Moments {
    readings: Readings,
    votes: Votes,
    short_years: ShortYears,
    /// The first different cells that are no dates, up to one more than [`WORDS`].
    words: Vec<Box<[u8]>>,
    /// Cells that are dates.
    pub(crate) dates: u64,
    /// A cell that can be read in both orders, as it stands in the file.
    pub(crate) either: Option<Box<[u8]>>,
}

/// Whether the year may come first.
#[derive(Debug)]
enum ShortYears {
    /// No cell depends on it.
    None,
    /// In all cells, it may.
    Kept(Box<YearFirst>),
    /// It may not.
    Lost,
}

/// Dates by what they can be read as.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Orders {
    /// With the day first only, with the month first only.
    pub(crate) only: [u64; 2],
    /// With either of them first.
    pub(crate) both: u64,
    /// Where all can be read with the year first: those that cannot be read otherwise, and how many different numbers come first and last.
    pub(crate) year: Option<(u64, [u32; 2])>,
}

impl Moments {
    /// Dates that begin below `gaps` rows without one.
    pub(crate) fn below(gaps: u64) -> Self {
        let mut readings = Readings::Same(Figures::default());
        (0..gaps).for_each(|_| readings.push_gap());
        Self {
            readings,
            votes: Votes::default(),
            short_years: ShortYears::None,
            words: Vec::new(),
            dates: 0,
            either: None,
        }
    }

    /// Bytes that the days take.
    pub(crate) fn bytes(&self) -> usize {
        let years = self.years().map_or(0, |years| years.figures.numbers.bytes());
        self.readings.bytes() + years
    }

    /// Whether a column with `present` values may be one of dates if the next is one.
    pub(crate) fn may_begin(present: u64) -> bool {
        present < PROBATION
    }

    /// Whether nine in ten of `present` values are dates, or there are too few to tell.
    pub(crate) fn plausible(&self, present: u64) -> bool {
        present < PROBATION || self.dates * 10 >= present * 9
    }

    /// Whether 9 in 10 of `present` values are dates, and no more than a few words stand in place of the others.
    pub(crate) fn but_for_words(&self, present: u64) -> bool {
        self.dates * 10 >= present * 9 && self.words.len() <= WORDS
    }

    /// What stands in place of a date, if that is a word or a few.
    pub(crate) fn words(&self) -> &[Box<[u8]>] {
        if self.words.len() <= WORDS { &self.words } else { &[] }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, cell: &[u8]) {
        match date::read(cell) {
            None => {
                if self.words.len() <= WORDS && self.words.iter().all(|word| **word != *cell) {
                    self.words.push(cell.into());
                }
                self.push_gap();
            }
            Some(date) => {
                self.push_year_first(cell, date);
                let Date { day_first, month_first, .. } = date;
                if day_first.is_nan() && month_first.is_nan() {
                    self.dates += u64::from(self.years().is_some());
                    self.readings.push_gap();
                    return;
                }
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

    fn push_year_first(&mut self, cell: &[u8], date: Date) {
        let others = !date.day_first.is_nan() || !date.month_first.is_nan();
        let differ = date.year_first != date.day_first || date.year_first != date.month_first;
        if date.year_first.is_nan() {
            // What could be read in no other way is no date any more.
            self.dates -= self.years().map_or(0, |years| years.only);
            self.short_years = ShortYears::Lost;
        } else if let (ShortYears::None, Readings::Same(figures), true) =
            (&self.short_years, &self.readings, differ)
        {
            self.short_years = ShortYears::Kept(Box::new(YearFirst::below(figures.clone())));
        }
        if let ShortYears::Kept(years) = &mut self.short_years {
            years.push(cell, date.year_first, others);
        }
    }

    /// The dates with the year first, if all can be read so.
    fn years(&self) -> Option<&YearFirst> {
        match &self.short_years {
            ShortYears::Kept(years) => Some(years),
            _ => None,
        }
    }

    /// Whether all dates so far can be read in one way only, as far as that matters to the next.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.readings, Readings::Same(_)) && self.years().is_none()
    }

    /// Adds rows with dates that can be read in one way only, where [all so far](Self::is_plain) can; NaN stands for none.
    pub(crate) fn push_plain(&mut self, days: &[f64]) {
        let Readings::Same(figures) = &mut self.readings else { return };
        let before = figures.count;
        figures.extend(days);
        self.dates += figures.count - before;
    }

    /// Adds a row that holds no date.
    pub(crate) fn push_gap(&mut self) {
        self.readings.push_gap();
        if let ShortYears::Kept(years) = &mut self.short_years {
            years.figures.push(f64::NAN);
        }
    }

    /// The order a person gave, if the cells allow it, or the one they decide for; `None` if neither.
    pub(crate) fn order(&self, given: Option<DateOrder>) -> Option<DateOrder> {
        let allowed = |order: &DateOrder| *order != DateOrder::YearFirst || self.years().is_some();
        given.filter(allowed).or_else(|| self.decided())
    }

    /// The order the cells decide for; `None` if they do not.
    fn decided(&self) -> Option<DateOrder> {
        match self.years().map_or(Place::Last, YearFirst::place) {
            Place::First => return Some(DateOrder::YearFirst),
            Place::Open => return None,
            Place::Last => {}
        }
        match self.votes.decided() {
            Some(Mark::Point) => Some(DateOrder::DayFirst),
            Some(Mark::Comma) => Some(DateOrder::MonthFirst),
            None => None,
        }
    }

    /// Cells for which the order matters.
    pub(crate) fn ordered(&self) -> u64 {
        let votes: u64 = self.votes.only.iter().chain(&self.votes.either).sum();
        votes + self.years().map_or(0, |years| years.only)
    }

    /// How many of the dates can be read in which order.
    pub(crate) fn orders(&self) -> Orders {
        Orders {
            only: self.votes.only,
            both: self.votes.either.iter().sum(),
            year: self.years().map(|years| (years.only, years.different())),
        }
    }

    /// The orders that can be meant where the cells do not decide, and a cell for which they differ.
    pub(crate) fn open(&self) -> (Vec<DateOrder>, &[u8]) {
        let [day, month] = self.votes.only;
        let years = self.years().filter(|years| years.place() == Place::Open);
        let possible = |order: &DateOrder| match order {
            DateOrder::DayFirst => day >= month,
            DateOrder::MonthFirst => month >= day,
            DateOrder::YearFirst => years.is_some(),
        };
        let cell = self.either.as_deref().or_else(|| years?.either.as_deref());
        (ORDERS.into_iter().filter(possible).collect(), cell.unwrap_or_default())
    }

    /// First and last day under `order`.
    pub(crate) fn range(&self, order: DateOrder) -> (f64, f64) {
        if let (DateOrder::YearFirst, Some(years)) = (order, self.years()) {
            return years.range();
        }
        let figures = match &self.readings {
            Readings::Two(both) => &both[usize::from(order == DateOrder::MonthFirst)],
            Readings::Same(figures) | Readings::One(_, figures) => figures,
            Readings::Lost => return (f64::NAN, f64::NAN),
        };
        (figures.min, figures.max)
    }

    /// The days under `order`, or under the only one left.
    pub(crate) fn days(self, order: DateOrder) -> Option<Figures> {
        let mark = match (order, self.short_years) {
            (DateOrder::YearFirst, ShortYears::Kept(years)) => return Some(years.figures),
            (DateOrder::MonthFirst, _) => Mark::Comma,
            _ => Mark::Point,
        };
        self.readings.under(mark).map(|(_, figures)| figures)
    }
}
