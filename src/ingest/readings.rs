//! A column as numbers under both conventions, for as long as both can hold.

use super::figures::Figures;
use super::number::Number;
pub(crate) use crate::recipe::DecimalMark as Mark;

/// Cells only one convention can read: from this many on, with ten times fewer on the other side, the other is given up.
const ENOUGH: u64 = 32;

/// How often cells speak for one convention.
#[derive(Debug, Clone, Default)]
pub(crate) struct Votes {
    /// Cells that only one convention can read: decimal point, decimal comma.
    pub(crate) only: [u64; 2],
    /// Cells that both can read, differently: with a point ("1.234"), with a comma ("1,234").
    pub(crate) either: [u64; 2],
}

/// The numbers of a column.
#[derive(Debug)]
pub(crate) enum Readings {
    /// Both conventions agree on every cell so far.
    Same(Figures),
    /// They differ: decimal point, decimal comma.
    Two(Box<[Figures; 2]>),
    /// Only one is left.
    One(Mark, Figures),
    /// The column is no number.
    Lost,
}

impl Readings {
    /// Adds a row with a number.
    pub(crate) fn push(&mut self, number: &Number, votes: &mut Votes) {
        let same = number.point == number.comma;
        if !same {
            votes.count(number);
            if let Self::Same(figures) = self {
                let point = std::mem::take(figures);
                *self = Self::Two(Box::new([point.clone(), point]));
            }
        }
        match self {
            Self::Same(figures) | Self::One(Mark::Point, figures) => figures.push(number.point),
            Self::One(Mark::Comma, figures) => figures.push(number.comma),
            Self::Two(both) => {
                both[0].push(number.point);
                both[1].push(number.comma);
                if !same {
                    self.prune(votes);
                }
            }
            Self::Lost => {}
        }
    }

    /// The sum with a decimal point and with a decimal comma, NaN where it cannot be read so.
    pub(crate) fn sums(&self) -> [f64; 2] {
        match self {
            Self::Same(figures) => [figures.sum(); 2],
            Self::Two(both) => [both[0].sum(), both[1].sum()],
            Self::One(Mark::Point, figures) => [figures.sum(), f64::NAN],
            Self::One(Mark::Comma, figures) => [f64::NAN, figures.sum()],
            Self::Lost => [f64::NAN; 2],
        }
    }

    /// Bytes that the numbers take.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Same(figures) | Self::One(_, figures) => figures.numbers.bytes(),
            Self::Two(both) => both.iter().map(|figures| figures.numbers.bytes()).sum(),
            Self::Lost => 0,
        }
    }

    /// Adds a row without a number.
    pub(crate) fn push_gap(&mut self) {
        match self {
            Self::Same(figures) | Self::One(_, figures) => figures.push(f64::NAN),
            Self::Two(both) => both.iter_mut().for_each(|figures| figures.push(f64::NAN)),
            Self::Lost => {}
        }
    }

    /// The figures under `mark`, or under the only one left.
    pub(crate) fn under(self, mark: Mark) -> Option<(Mark, Figures)> {
        match self {
            Self::Same(figures) => Some((mark, figures)),
            Self::One(mark, figures) => Some((mark, figures)),
            Self::Two(both) => {
                let [point, comma] = *both;
                Some((mark, if mark == Mark::Point { point } else { comma }))
            }
            Self::Lost => None,
        }
    }

    fn prune(&mut self, votes: &Votes) {
        let Self::Two(both) = self else { return };
        let [point, comma] = votes.only;
        let winner = if point >= ENOUGH && comma * 10 < point {
            Mark::Point
        } else if comma >= ENOUGH && point * 10 < comma {
            Mark::Comma
        } else {
            return;
        };
        *self = Self::One(winner, std::mem::take(&mut both[winner as usize]));
    }
}

impl Votes {
    fn count(&mut self, number: &Number) {
        if number.comma.is_nan() {
            self.only[0] += 1;
        } else if number.point.is_nan() {
            self.only[1] += 1;
        } else {
            // As decimals a value is smaller than as thousands, so the smaller reading tells which sign is written.
            self.either[usize::from(number.point.abs() > number.comma.abs())] += 1;
        }
    }

    /// The convention the cells themselves decide for, if they do.
    pub(crate) fn decided(&self) -> Option<Mark> {
        match self.only {
            [point, comma] if point > comma => Some(Mark::Point),
            [point, comma] if comma > point => Some(Mark::Comma),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::number::{Reading, read};
    use super::*;

    fn readings(cells: &[&str]) -> (Readings, Votes) {
        let (mut readings, mut votes) = (Readings::Same(Figures::default()), Votes::default());
        for cell in cells {
            match read(cell.as_bytes()) {
                Reading::Number(number) => readings.push(&number, &mut votes),
                _ => readings.push_gap(),
            }
        }
        (readings, votes)
    }

    #[test]
    fn a_late_decimal_comma_makes_earlier_points_thousands() {
        let (readings, votes) = readings(&["1", "1.234", "x", "2,5"]);
        assert_eq!(votes.decided(), Some(Mark::Comma));
        let (_, figures) = readings.under(Mark::Comma).expect("numbers");
        assert_eq!((figures.sum(), figures.count), (1237.5, 3));
    }

    #[test]
    fn a_convention_that_lost_is_given_up() {
        let (readings, votes) = readings(&["1.25"; 40]);
        assert!(matches!(readings, Readings::One(Mark::Point, _)));
        assert_eq!(votes.decided(), Some(Mark::Point));
    }
}
