//! Many cells of one column at once: what nearly all cells of a column of numbers are goes the quickest way, any other the usual one.

use super::Builder;
use crate::ingest::batch::Cells;
use crate::ingest::distinct::number_key;
use crate::ingest::moments::Moments;
use crate::ingest::number;
use crate::ingest::readings::{Mark, Readings};

impl Builder {
    /// Adds the rows with these cells.
    pub(crate) fn take(&mut self, mut cells: Cells<'_>) {
        loop {
            if self.is_settled_on_numbers() {
                self.take_numbers(&mut cells);
            }
            let Some(cell) = cells.first() else { return };
            self.push(cell);
            cells.skip();
        }
    }

    /// Whether a number more is a number more and nothing else: no question about the column is open that it could answer.
    fn is_settled_on_numbers(&self) -> bool {
        let read_so = matches!(self.readings, Readings::Same(_) | Readings::One(Mark::Point, _));
        read_so
            && self.levels.is_none()
            && self.moments.is_none()
            && !Moments::may_begin(self.present())
            && self.wish.is_none()
    }

    /// Takes cells for as long as they are numbers of the plainest kind or empty. Leaves what [`push`](Self::push) would.
    fn take_numbers(&mut self, cells: &mut Cells<'_>) {
        let (figures, decimals) = match &mut self.readings {
            Readings::One(Mark::Point, figures) => (figures, true),
            Readings::Same(figures) => (figures, false),
            _ => return,
        };
        while let Some(cell) = cells.first() {
            if let Some((value, point)) = number::quick(cell) {
                if point {
                    if !decimals {
                        return;
                    }
                    self.one_sided[0].add(self.rows);
                    self.votes.only[Mark::Point as usize] += 1;
                }
                self.distinct.insert(number_key(value));
                figures.push(value);
            } else if cell.is_empty() {
                self.missing[0] += 1;
                self.gaps += 1;
                figures.push(f64::NAN);
            } else {
                return;
            }
            self.rows += 1;
            cells.skip();
        }
    }
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
            _ => format!(" {} ", below(3_000)),
        }
    }

    #[test]
    fn rows_taken_together_are_rows_taken_one_by_one() {
        for (kind, odd) in (0..8).flat_map(|kind| [(kind, false), (kind, true)]) {
            let mut draws = Draws::new(&[kind]);
            let rows = CHUNK_ROWS as u64 + 3_000;
            let cells: Vec<String> = (0..rows).map(|row| cell(kind, odd, row, &mut draws)).collect();
            let (mut together, mut alone) = (Builder::new(1), Builder::new(1));
            let (mut batch, mut room) = (Batch::new(1), Room::new());
            for cell in &cells {
                alone.push(cell.as_bytes());
                room.extend(cell.as_bytes());
                room.end_field();
                batch.push(&room.record(0, false));
                room.clear();
                if batch.is_full() {
                    together.take(batch.column(0));
                    batch.clear();
                }
            }
            together.take(batch.column(0));
            assert!(format!("{together:?}") == format!("{alone:?}"), "kind {kind}");
            let quick = together.is_settled_on_numbers();
            assert!(
                odd || quick == matches!(kind, 0 | 1 | 2 | 7),
                "kind {kind}: whether the quick way is open"
            );
        }
    }
}
