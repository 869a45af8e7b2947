//! Many cells at once of a column that is surely none of numbers: of names, of a category, or of dates.

use super::{Builder, LOOKED_AT};
use crate::ingest::batch::Cells;
use crate::ingest::calendar::FIRST_DAY;
use crate::ingest::date;
use crate::ingest::distinct::text_key;
use crate::ingest::levels::Levels;
use crate::ingest::missing;
use crate::ingest::moments::Moments;

impl Builder {
    /// Whether a word more is a word more and nothing else, as far as numbers go.
    pub(super) fn is_settled_on_words(&self) -> bool {
        self.looks.seen == LOOKED_AT && self.strays.is_full() && self.is_words() && self.wish.is_none()
    }

    /// Takes cells for as long as they are like those before or empty. Leaves what [`push`](Self::push) would. `days` is room to work in.
    pub(super) fn take_words(&mut self, cells: &mut Cells<'_>, days: &mut Vec<f64>) {
        match (&self.levels, &self.moments) {
            (Some(_), None) => self.take_levels(cells),
            (None, None) => self.take_names(cells),
            (_, Some(_)) => self.take_dates(cells, days),
        }
    }

    /// Cells of a column that is not kept.
    fn take_names(&mut self, cells: &mut Cells<'_>) {
        let mut gaps = 0;
        let taken = cells.take_while(|cell| {
            if is_bare_word(cell.bytes()) {
                self.distinct.insert(text_key(cell.bytes()));
            } else {
                gaps += u64::from(cell.is_empty());
                return cell.is_empty();
            }
            true
        });
        self.count_words(taken, gaps);
    }

    /// Cells of a category, for as long as its levels are known.
    fn take_levels(&mut self, cells: &mut Cells<'_>) {
        let Some(levels) = &mut self.levels else { return };
        let mut gaps = 0;
        let taken = cells.take_while(|cell| {
            if cell.is_empty() {
                levels.push_missing();
                gaps += 1;
                return true;
            }
            let brief = cell.brief();
            // What was a level once is no word for "missing".
            brief.is_some_and(|brief| levels.push_recent(brief))
                || (is_bare_word(cell.bytes()) && levels.push_known(cell.bytes(), brief))
        });
        self.count_words(taken, gaps);
    }

    /// Dates that can be read in one way only.
    fn take_dates(&mut self, cells: &mut Cells<'_>, days: &mut Vec<f64>) {
        if !self.moments.as_ref().is_some_and(Moments::is_plain) {
            return;
        }
        days.clear();
        let mut gaps = 0;
        let taken = cells.take_while(|cell| {
            if cell.is_empty() {
                gaps += 1;
                days.push(f64::NAN);
                self.levels.iter_mut().for_each(Levels::push_missing);
                return true;
            }
            let Some(day) = date::quick(cell.bytes()) else { return false };
            if let Some(levels) = &mut self.levels {
                if !levels.push_known(cell.bytes(), None) {
                    return false;
                }
            } else {
                // Written so, a day is no other text.
                self.distinct.insert_known(day.abs_diff(FIRST_DAY) as usize, || text_key(cell.bytes()));
            }
            days.push(f64::from(day));
            true
        });
        self.count_words(taken, gaps);
        if let Some(moments) = &mut self.moments {
            moments.push_plain(days);
        }
    }

    /// Counts rows, of which so many are gaps and the others words.
    fn count_words(&mut self, rows: u64, gaps: u64) {
        self.rows += rows;
        self.gaps += gaps;
        self.missing[0] += gaps;
        self.strays.count += rows - gaps;
    }
}

/// Whether a cell has a value, and no white space around it.
fn is_bare_word(cell: &[u8]) -> bool {
    let visible = |byte: Option<&u8>| byte.is_some_and(|byte| *byte > b' ');
    visible(cell.first()) && visible(cell.last()) && missing::word(cell).is_none()
}
