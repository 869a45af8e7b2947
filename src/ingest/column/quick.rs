//! Many cells of one column at once: what nearly all cells of a column of numbers are goes the quickest way, any other the usual one.

use super::Builder;
use crate::ingest::batch::{Cell, Cells};
use crate::ingest::moments::Moments;
use crate::ingest::number;
use crate::ingest::readings::{Mark, Readings};

impl Builder {
    /// Adds the rows with these cells. `values` is room to work in.
    pub(crate) fn take(&mut self, mut cells: Cells<'_>, values: &mut Vec<f64>) {
        loop {
            if self.is_settled_on_numbers() {
                self.take_numbers(&mut cells, values);
            } else if self.is_settled_on_words() {
                self.take_words(&mut cells, values);
            }
            let Some(cell) = cells.first() else { return };
            self.push(cell);
            cells.skip();
        }
    }

    /// Whether a number more is a number more and nothing else: no question about the column is open that it could answer.
    fn is_settled_on_numbers(&self) -> bool {
        let read_so = match self.readings {
            Readings::Same(_) => true,
            Readings::One(mark, _) => mark == Mark::Point && self.one_sided[0].is_full(),
            _ => false,
        };
        read_so
            && self.levels.is_none()
            && self.moments.is_none()
            && !Moments::may_begin(self.present())
            && self.wish.is_none()
    }

    /// Takes cells for as long as they are numbers of the plainest kind or empty. Leaves what [`push`](Self::push) would.
    fn take_numbers(&mut self, cells: &mut Cells<'_>, values: &mut Vec<f64>) {
        let decimals = matches!(self.readings, Readings::One(..));
        values.clear();
        let points = cells.take_numbers(decimals, values);
        self.one_sided[0].count += points;
        self.votes.only[Mark::Point as usize] += points;
        self.rows += values.len() as u64;
        for value in &*values {
            if value.is_nan() {
                self.miss();
            } else {
                self.distinct.insert_number(*value);
            }
        }
        if let Readings::One(_, figures) | Readings::Same(figures) = &mut self.readings {
            figures.extend(values);
        }
    }

    /// Counts an empty cell.
    pub(super) fn miss(&mut self) {
        self.missing[0] += 1;
        self.gaps += 1;
    }
}

impl Cells<'_> {
    /// Adds to `values` the next cells for as long as they are numbers of the plainest kind, with a point only where there may be `decimals`,
    /// or empty: NaN then. Returns how many have a point.
    fn take_numbers(&mut self, decimals: bool, values: &mut Vec<f64>) -> u64 {
        let mut points = 0;
        self.take_while(|cell| {
            let Some((value, point)) = plainest(cell).filter(|(_, point)| decimals || !point) else {
                return false;
            };
            points += u64::from(point);
            values.push(value);
            true
        });
        points
    }
}

/// A cell as a number of the plainest kind and whether there is a point in it; NaN if it is empty.
#[inline(always)]
fn plainest(cell: Cell<'_>) -> Option<(f64, bool)> {
    if cell.is_empty() {
        return Some((f64::NAN, false));
    }
    let at_once = cell.eight().and_then(|(word, length)| number::quickest(word, length));
    at_once.or_else(|| number::quick(cell.bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::batch::Batch;
    use crate::ingest::record::Room;
    use crate::kmeans::Draws;
    use crate::table::CHUNK_ROWS;

    /// Columns of every kind, each with some gaps, and with some cells that are of another kind if it is to have `odd` ones.
    fn cell(kind: u64, odd: bool, row: u64, draws: &mut Draws) -> String {
        let mut below = |most: u64| draws.below(most);
        match (kind, below(400)) {
            (_, 0) if odd => ["12,5", "1.234", "-", "007", "2,5 %", "€ 3", "+4", "1e3", "n/a"]
                [below(9) as usize]
                .to_owned(),
            (_, 1..8) => String::new(),
            (0, _) => row.to_string(),
            (1, _) => format!("{}.{:02}", below(5_000), below(100)),
            (2, _) => format!("-{}", below(40)),
            (3, _) => ["red", "blue", "green"][below(3) as usize].to_owned(),
            (4, _) => format!("2024-{:02}-{:02}", 1 + below(12), 1 + below(28)),
            (5, _) => format!("{}.{:03}", 1 + below(900), below(1_000)),
            (6, _) => format!("{},{}", below(900), below(10)),
            (7, _) => format!(" {} ", below(3_000)),
            (10, _) => format!("{}-{:02}-{:02}", 1960 + below(60), 1 + below(12), 1 + below(28)),
            (8, _) => format!("customer {}", row / 2),
            _ => ["no", "yes", "never again", "at times", "na\u{ef}ve"][below(5) as usize].to_owned(),
        }
    }

    #[test]
    fn rows_taken_together_are_rows_taken_one_by_one() {
        for (kind, odd) in (0..11).flat_map(|kind| [(kind, false), (kind, true)]) {
            let mut draws = Draws::new(&[kind]);
            let rows = CHUNK_ROWS as u64 + 3_000;
            let cells: Vec<String> = (0..rows).map(|row| cell(kind, odd, row, &mut draws)).collect();
            let (mut together, mut alone) = (Builder::new(1), Builder::new(1));
            let (mut batch, mut room, mut values) = (Batch::new(1), Room::new(), Vec::new());
            for cell in &cells {
                alone.push(cell.as_bytes());
                room.extend(cell.as_bytes());
                room.end_field();
                batch.push(&room.record(0, false));
                room.clear();
                if batch.is_full() {
                    together.take(batch.column(0), &mut values);
                    batch.clear();
                }
            }
            together.take(batch.column(0), &mut values);
            assert!(format!("{together:?}") == format!("{alone:?}"), "kind {kind}");
            let quick = together.is_settled_on_numbers();
            assert!(
                odd || quick == matches!(kind, 0 | 1 | 2 | 7),
                "kind {kind}: whether the quick way is open"
            );
            let words = together.is_settled_on_words();
            assert!(
                odd || words == matches!(kind, 3 | 4 | 8 | 9 | 10),
                "kind {kind}: whether that of words is"
            );
        }
    }
}
