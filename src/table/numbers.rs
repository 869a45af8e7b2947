//! A column of numbers in little memory.
//!
//! A customer file holds counts, ages, amounts with two decimals: as `f64` they take eight bytes each, of which they need one, two or
//! four. Rows are kept in chunks, each in the smallest form that gives back every number of it bit for bit; where no other
//! does, the numbers stay as they are. Nothing that is computed from a column depends on how it is kept.

use super::CHUNK_ROWS;
use super::chunk::Chunk;

/// Numbers, one a row; a missing one is NaN.
///
/// Every number is given back with the bits it was added with, −0 and infinities included. A NaN means "missing" and nothing
/// else, so whatever its bits were, [`f64::NAN`] comes back.
///
/// A chunk of [`CHUNK_ROWS`] rows is packed once it is full, the last one by [`finish`](Self::finish). Until then a number
/// takes 8 bytes, afterwards:
/// - 1, 2 or 4 where all numbers of the chunk have at most six decimals and 15 digits, none is −0, and 255, 65,535 or
///   4,294,967,295 steps of the last decimal reach from the smallest to beyond the largest;
/// - else 4 where `f32` holds each of them exactly;
/// - else 8.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// Chunks of [`CHUNK_ROWS`] rows; only the last may be shorter, and only while `open` has no room.
    packed: Vec<Chunk>,
    /// The rows after them, fewer than [`CHUNK_ROWS`].
    open: Vec<f64>,
}

impl Numbers {
    /// No rows.
    pub const fn new() -> Self {
        Self { packed: Vec::new(), open: Vec::new() }
    }

    /// Adds a row with the number `x`, or without one if it is NaN.
    pub fn push(&mut self, x: f64) {
        if self.open.len() == self.open.capacity() {
            self.make_room();
        }
        self.open.push(if x.is_nan() { f64::NAN } else { x });
        if self.open.len() == CHUNK_ROWS {
            self.close();
        }
    }

    /// Adds a row for each of `values`, as [`push`](Self::push) does.
    pub fn extend(&mut self, values: &[f64]) {
        let mut rest = values;
        while !rest.is_empty() {
            if self.open.len() == self.open.capacity() {
                self.make_room();
            }
            let room = self.open.capacity().min(CHUNK_ROWS) - self.open.len();
            let (now, later) = rest.split_at(rest.len().min(room));
            self.open.extend(now.iter().map(|x| if x.is_nan() { f64::NAN } else { *x }));
            if self.open.len() == CHUNK_ROWS {
                self.close();
            }
            rest = later;
        }
    }

    /// The same rows, all of them packed and without room for more. Rows can still be added, at the price of unpacking the last.
    pub fn finish(mut self) -> Self {
        if !self.open.is_empty() {
            self.packed.push(Chunk::of(&self.open));
        }
        self.open = Vec::new();
        self.packed.shrink_to_fit();
        self
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        let Some((last, full)) = self.packed.split_last() else { return self.open.len() };
        full.len() * CHUNK_ROWS + last.len() + self.open.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.packed.is_empty() && self.open.is_empty()
    }

    /// The number in `row`, NaN if it is missing.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn get(&self, row: usize) -> f64 {
        match self.packed.get(row / CHUNK_ROWS) {
            Some(chunk) => chunk.get(row % CHUNK_ROWS),
            None => self.open[row - self.packed.len() * CHUNK_ROWS],
        }
    }

    /// All numbers in row order, NaN where one is missing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = f64> + '_ {
        Walk { numbers: self, row: 0, left: self.len(), piece: Vec::new(), at: 0 }
    }

    /// Bytes that the numbers take, room for more included.
    pub fn bytes(&self) -> usize {
        self.packed.iter().map(Chunk::bytes).sum::<usize>() + self.open.capacity() * size_of::<f64>()
    }

    /// The first chunk grows by doubling, so that a small table stays small; later ones are full sooner or later.
    #[cold]
    fn make_room(&mut self) {
        if let Some(short) = self.packed.pop_if(|last| last.len() < CHUNK_ROWS) {
            self.open.resize(short.len(), 0.0);
            short.fill(0, &mut self.open);
        }
        let held = self.open.len();
        let room = if self.packed.is_empty() { (held * 2).clamp(4, CHUNK_ROWS) } else { CHUNK_ROWS };
        self.open.reserve_exact(room - held);
    }

    /// Packs what is open, which is a whole chunk. Its room stays for the next.
    #[cold]
    fn close(&mut self) {
        self.packed.push(Chunk::of(&self.open));
        self.open.clear();
    }
}

impl FromIterator<f64> for Numbers {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut numbers = Self::new();
        values.into_iter().for_each(|x| numbers.push(x));
        numbers.finish()
    }
}

/// The same numbers to the bit in the same rows, however they are kept; what is missing in both is the same.
impl PartialEq for Numbers {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other.iter()).all(|(a, b)| a.to_bits() == b.to_bits())
    }
}

/// Numbers decoded at once while walking: few enough to stay in the innermost cache, and a divisor of [`CHUNK_ROWS`].
const PIECE: usize = 512;

/// A walk over all rows, which decodes a piece at a time.
struct Walk<'a> {
    numbers: &'a Numbers,
    /// The row after the piece.
    row: usize,
    /// Rows after the piece.
    left: usize,
    piece: Vec<f64>,
    /// Rows of the piece already given.
    at: usize,
}

impl Walk<'_> {
    /// Decodes the next piece. Returns whether there is one.
    fn next_piece(&mut self) -> bool {
        let (chunk, from) = (self.row / CHUNK_ROWS, self.row % CHUNK_ROWS);
        let count = self.left.min(PIECE);
        self.piece.resize(count, 0.0);
        match self.numbers.packed.get(chunk) {
            Some(chunk) => chunk.fill(from, &mut self.piece),
            None => self.piece.copy_from_slice(&self.numbers.open[from..from + count]),
        }
        (self.row, self.left, self.at) = (self.row + count, self.left - count, 0);
        count > 0
    }
}

impl Iterator for Walk<'_> {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        if self.at == self.piece.len() && !self.next_piece() {
            return None;
        }
        self.at += 1;
        Some(self.piece[self.at - 1])
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.left + self.piece.len() - self.at;
        (left, Some(left))
    }

    /// A loop over each piece, without asking at every number whether it was the last.
    fn fold<B, F: FnMut(B, f64) -> B>(mut self, first: B, mut next: F) -> B {
        let mut folded = first;
        loop {
            folded = self.piece[self.at..].iter().fold(folded, |folded, x| next(folded, *x));
            if !self.next_piece() {
                return folded;
            }
        }
    }
}

impl ExactSizeIterator for Walk<'_> {}

#[cfg(test)]
mod tests {
    use super::super::chunk::LARGEST;
    use super::*;
    use crate::kmeans::Draws;

    /// The form that `values` are packed in as one chunk, once each way out of it has been proved to give them back.
    fn form(values: &[f64]) -> &'static str {
        let numbers: Numbers = values.iter().copied().collect();
        assert_same(&numbers, values);
        match numbers.packed.as_slice() {
            [Chunk::Bytes(..)] => "bytes",
            [Chunk::Shorts(..)] => "shorts",
            [Chunk::Words(..)] => "words",
            [Chunk::Floats(..)] => "floats",
            [Chunk::Doubles(..)] => "doubles",
            _ => panic!("{} chunks", numbers.packed.len()),
        }
    }

    fn assert_same(numbers: &Numbers, values: &[f64]) {
        assert_eq!((numbers.len(), numbers.iter().len()), (values.len(), values.len()));
        let bits = |x: &f64| if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() };
        let expected: Vec<u64> = values.iter().map(bits).collect();
        let found: Vec<u64> = (0..values.len()).map(|row| numbers.get(row).to_bits()).collect();
        assert!(found == expected, "row by row");
        let mut found = Vec::with_capacity(values.len());
        numbers.iter().for_each(|x| found.push(x.to_bits()));
        assert!(found == expected, "by folding");
        found.clear();
        for x in numbers.iter() {
            found.push(x.to_bits());
        }
        assert!(found == expected, "one after the other");
    }

    #[test]
    fn whole_numbers_take_what_their_range_needs() {
        let gap = f64::NAN;
        assert_eq!(form(&[3.0]), "bytes");
        assert_eq!(form(&[gap, gap]), "bytes");
        assert_eq!(form(&[0.0, 254.0, gap]), "bytes");
        assert_eq!(form(&[0.0, 255.0, gap]), "shorts", "the largest code is for gaps");
        assert_eq!(form(&[-1e15, 100.0 - 1e15, gap]), "bytes", "the distance counts, not the size");
        assert_eq!(form(&[-30_000.0, 35_534.0, gap]), "shorts");
        assert_eq!(form(&[-30_000.0, 35_535.0, gap]), "words");
        assert_eq!(form(&[0.0, f64::from(u32::MAX) - 1.0, gap]), "words");
        assert_eq!(form(&[2.0, f64::from(u32::MAX) + 2.0, gap]), "doubles");
        assert_eq!(form(&[-LARGEST, 1.0 - LARGEST]), "bytes");
        assert_eq!(form(&[LARGEST + 1.0, LARGEST]), "doubles");
    }

    #[test]
    fn decimals_take_what_they_would_as_whole_numbers() {
        assert_eq!(form(&[0.5, f64::NAN, 20.0]), "bytes");
        assert_eq!(form(&[0.05, 1.99]), "bytes");
        assert_eq!(form(&[-12.34, 99.99, f64::NAN, 600.0]), "shorts");
        assert_eq!(form(&[-0.001, 4_000_000.125]), "words");
        assert_eq!(form(&[0.000_1, 0.025_5]), "bytes");
        assert_eq!(form(&[7.000_001, 7.0]), "bytes");
        assert_eq!(form(&[0.000_000_1, 3.0]), "doubles", "seven decimals");
        assert_eq!(form(&[0.001, 4_294_967.296]), "doubles", "too far apart for four bytes");
        // More decimals come up late, when others have long been looked at.
        let late: Vec<f64> = (0..5_000).map(|i| f64::from(i) / if i < 4_000 { 1.0 } else { 100.0 }).collect();
        assert_eq!(form(&late), "words");
    }

    #[test]
    fn what_no_code_gives_back_is_kept_wider() {
        let gap = f64::NAN;
        assert_eq!(form(&[-0.0, 1.0]), "floats", "a zero has a sign");
        assert_eq!(form(&[gap, 1.0 / 1024.0, 5e9]), "floats");
        assert_eq!(form(&[f64::INFINITY, f64::NEG_INFINITY, 1.0, gap]), "floats");
        assert_eq!(form(&[1e300, gap, -1e300]), "doubles");
        assert_eq!(form(&[f64::MAX, f64::MIN, f64::MIN_POSITIVE]), "doubles");
        assert_eq!(form(&[5e-324, 1e-310]), "doubles");
        assert_eq!(form(&[0.1 + 0.2, 0.3]), "doubles", "sums are no decimal numbers");
        assert_eq!(form(&[1.0 / 3.0]), "doubles");
        let two_to_53 = 9_007_199_254_740_992.0;
        assert_eq!(form(&[two_to_53]), "floats");
        assert_eq!(form(&[two_to_53, two_to_53 - 1.0]), "doubles");
        assert_eq!(form(&[i64::MIN as f64, i64::MAX as f64]), "floats");
        // Gaps of any bits are gaps.
        assert_eq!(form(&[f64::from_bits(0xFFF0_0000_0000_0001), -gap, 0.1 + 0.2]), "doubles");
    }

    #[test]
    fn chunks_end_where_they_should() {
        for rows in [0, 1, 511, 512, 513, 65_535, 65_536, 65_537, 131_072, 131_073] {
            let mut draws = Draws::new(&[rows]);
            let values: Vec<f64> = (0..rows)
                .map(|row| match row / CHUNK_ROWS as u64 {
                    0 => draws.below(100) as f64,
                    1 => draws.below(10_000) as f64 / 100.0,
                    _ => draws.real(),
                })
                .collect();
            let mut open = Numbers::new();
            values.iter().for_each(|x| open.push(*x));
            assert_same(&open, &values);
            assert_eq!(open.is_empty(), rows == 0);
            let done = open.clone().finish();
            assert_same(&done, &values);
            assert!(done == open, "the same numbers");
            assert_eq!(done.packed.len(), values.len().div_ceil(CHUNK_ROWS));
        }
    }

    #[test]
    fn rows_can_follow_the_last_one() {
        let values: Vec<f64> = (0..70_000).map(|i| f64::from(i % 300) / 10.0).collect();
        let mut numbers = Numbers::new();
        for (row, x) in values.iter().enumerate() {
            if [0, 5, 6, 40_000, 65_536, 65_537].contains(&row) {
                numbers = numbers.finish();
            }
            numbers.push(*x);
        }
        assert_same(&numbers, &values);
        assert_eq!(numbers.packed.len(), 1);
        assert!(numbers != values[1..].iter().copied().collect(), "rows count");
        let mut other = values;
        other[69_999] = f64::NAN;
        assert!(numbers != other.into_iter().collect(), "numbers count");
    }

    #[test]
    fn memory_is_saved() {
        let rows = 200_000;
        let bytes = |value: fn(u32) -> f64| (0..rows).map(value).collect::<Numbers>().bytes();
        let rows = rows as usize;
        assert_eq!(bytes(|row| f64::from(18 + row % 80)), rows);
        assert_eq!(bytes(|row| f64::from(row * 7 % 50_000) / 100.0), 2 * rows);
        let last = rows % CHUNK_ROWS;
        assert_eq!(
            bytes(|row| (f64::from(row * 7) - 1e4) / 100.0),
            4 * rows - 2 * last,
            "each chunk for itself"
        );
        assert_eq!(bytes(|row| libm::sqrt(f64::from(row + 2))), 8 * rows);
        let mut few = Numbers::new();
        (0..3).for_each(|row| few.push(f64::from(row)));
        assert_eq!(few.bytes(), 32, "before it is finished");
        assert_eq!(few.finish().bytes(), 3);
    }

    #[test]
    fn any_numbers_come_back() {
        for seed in 0..400 {
            let mut draws = Draws::new(&[seed]);
            let (decimals, digits) = (draws.below(9) as i32, draws.below(17) as u32);
            let (gaps, odd) = (draws.below(2) * 10, draws.below(4) == 0);
            let values: Vec<f64> = (0..1 + draws.below(3_000))
                .map(|_| {
                    if draws.below(100) < gaps {
                        return f64::NAN;
                    }
                    if odd && draws.below(500) == 0 {
                        return f64::from_bits(draws.below(u64::MAX));
                    }
                    let sign = if draws.below(2) == 0 { "-" } else { "" };
                    let written = format!("{sign}{}e-{decimals}", draws.below(10_u64.pow(digits)));
                    written.parse().expect("a number")
                })
                .collect();
            form(&values);
        }
    }
}
