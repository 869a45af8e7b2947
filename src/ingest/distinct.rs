//! Counting distinct values in bounded memory.

use super::met::{Met, place, place_in_hundredths};

/// Most keys a set keeps, whatever the file.
const MOST_KEPT: usize = 1 << 17;

/// Keys all columns of a file keep together: 64 MB.
const KEPT_IN_ALL: usize = 1 << 22;

/// Fewest keys a set keeps, however many columns there are.
const FEWEST_KEPT: usize = 1 << 10;

/// Most keys of a sample: few enough to stay close to the processor.
const SAMPLE: usize = 1 << 13;

/// Counts the different values of a column: exactly for as long as they fit, then by a sample of them.
///
/// Adaptive sampling (Flajolet, "On adaptive sampling", Computing 43, 1990): when the set is full, only keys that begin with one
/// more zero bit stay, and each stands for twice as many. With 4,096 to 8,192 keys the standard error is about one per cent and a half.
/// Whether any value came twice is known as well: of a column in which values repeat, the sample repeats too.
#[derive(Debug, Clone)]
pub(crate) struct Distinct {
    /// Open addressing with linear probing in a power of two of slots; 0 marks a free one.
    slots: Vec<u64>,
    used: usize,
    limit: usize,
    /// Zero bits at the top of every key kept.
    zeros: u32,
    seen: u64,
    repeated: bool,
    /// Numbers whose keys are in the set.
    met: Met,
    /// Numbers with decimals, in hundredths, likewise.
    met_hundredths: Met,
}

impl Distinct {
    /// An empty set for one of `columns` columns.
    pub(crate) fn new(columns: usize) -> Self {
        let limit = (KEPT_IN_ALL / columns.max(1)).clamp(FEWEST_KEPT, MOST_KEPT);
        Self {
            slots: Vec::new(),
            used: 0,
            limit,
            zeros: 0,
            seen: 0,
            repeated: false,
            met: Met::default(),
            met_hundredths: Met::default(),
        }
    }

    /// Counts a value by its key, which is to come from [`number_key`] or [`text_key`].
    #[inline]
    pub(crate) fn insert(&mut self, key: u64) {
        self.seen += 1;
        if key.leading_zeros() >= self.zeros {
            self.keep(key.max(1));
        }
    }

    /// Counts a value that is known by a small `number` as well: no other value of the column is given with the same. Its key is only asked
    /// for where that number does not tell that the value is in the set.
    #[inline]
    pub(crate) fn insert_known(&mut self, number: usize, key: impl FnOnce() -> u64) {
        if self.zeros == 0 && self.met.meet(number) { self.repeat() } else { self.insert(key()) }
    }

    /// Counts a number.
    #[inline]
    pub(crate) fn insert_number(&mut self, value: f64) {
        let known = self.zeros == 0
            && match place(value) {
                usize::MAX => self.met_hundredths.meet(place_in_hundredths(value)),
                whole => self.met.meet(whole),
            };
        if known { self.repeat() } else { self.insert(number_key(value)) }
    }

    /// Counts a value that is in the set.
    #[inline]
    fn repeat(&mut self) {
        self.seen += 1;
        self.repeated = true;
    }

    /// Counts the values of `rows` rows, which are those with these keys.
    pub(crate) fn insert_all(&mut self, keys: impl Iterator<Item = u64>, rows: u64) {
        let before = self.seen;
        keys.for_each(|key| self.insert(key));
        self.repeated |= self.seen - before < rows;
        self.seen = before + rows;
    }

    /// Bytes that counting takes.
    pub(crate) fn bytes(&self) -> usize {
        self.slots.len() * size_of::<u64>() + self.met.bytes() + self.met_hundredths.bytes()
    }

    /// How many different values there are.
    pub(crate) fn count(&self) -> u64 {
        if self.repeated { ((self.used as u64) << self.zeros).min(self.seen - 1) } else { self.seen }
    }

    fn keep(&mut self, key: u64) {
        if self.used >= self.room() {
            self.rebuild((self.slots.len() * 2).max(16));
        }
        let slot = self.find(key);
        if self.slots[slot] == key {
            self.repeated = true;
            return;
        }
        self.slots[slot] = key;
        self.used += 1;
        while self.used > self.limit {
            self.limit = self.limit.min(SAMPLE);
            self.zeros += 1;
            // A sample is never asked whether a number was met.
            (self.met, self.met_hundredths) = Default::default();
            self.rebuild(self.slots.len());
        }
    }

    /// Keys that the slots have room for. Of few slots half stay free: then most keys lie where they are looked for first.
    fn room(&self) -> usize {
        let slots = self.slots.len();
        if slots <= 2 * SAMPLE { slots / 2 } else { slots / 4 * 3 }
    }

    /// Low bits choose the slot, since the high ones decide which keys stay.
    fn find(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = key as usize & mask;
        while self.slots[slot] != 0 && self.slots[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn rebuild(&mut self, size: usize) {
        let old = std::mem::take(&mut self.slots);
        let keys = old.into_iter().filter(|&key| key != 0 && key.leading_zeros() >= self.zeros);
        let keys: Vec<u64> = keys.collect();
        // A sample moves to a smaller table.
        self.slots = vec![0; size.min((keys.len() * 4).next_power_of_two()).max(16)];
        self.used = 0;
        for key in keys {
            let slot = self.find(key);
            self.slots[slot] = key;
            self.used += 1;
        }
    }
}

/// The key of a number: its bits, the two zeros being one. No other number shares it.
pub(crate) fn number_key(value: f64) -> u64 {
    mix((value + 0.0).to_bits() ^ 0x5555_5555_5555_5555)
}

/// The key of a text: 64 bits that two different texts share with a chance of about 1 in 10^19; computed alike everywhere.
pub(crate) fn text_key(text: &[u8]) -> u64 {
    let length = (text.len() as u64).wrapping_mul(GOLDEN);
    let (words, _) = text.as_chunks::<8>();
    match text.last_chunk::<8>() {
        None => mix(length ^ head(text)),
        Some(last) => {
            let key = words.iter().fold(length, |key, word| mix(key ^ u64::from_le_bytes(*word)));
            mix(key ^ u64::from_le_bytes(*last))
        }
    }
}

/// The first eight bytes of a text as a number; of a shorter one all of it, so that texts of the same length up to eight are
/// equal if their heads are.
pub(crate) fn head(text: &[u8]) -> u64 {
    if let Some(eight) = text.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
    }
    match text {
        [] => 0,
        [first, ..] => {
            let (middle, last) = (text[text.len() / 2], text[text.len() - 1]);
            u64::from(*first) | u64::from(middle) << 8 | u64::from(last) << 16
        }
    }
}

/// 2^64 divided by the golden ratio, the constant of Fibonacci hashing.
pub(super) const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads every bit over all; two different numbers never give the same.
fn mix(key: u64) -> u64 {
    let key = (key ^ (key >> 32)).wrapping_mul(GOLDEN);
    let key = (key ^ (key >> 29)).wrapping_mul(GOLDEN);
    key ^ (key >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::Draws;

    fn count(values: impl Iterator<Item = u32>) -> u64 {
        let mut distinct = Distinct::new(1);
        values.for_each(|value| distinct.insert(number_key(f64::from(value) + 0.25)));
        distinct.count()
    }

    #[test]
    fn counts_that_fit_are_exact() {
        assert_eq!(count((0..60_000).chain(0..60_000)), 60_000);
        assert_eq!(count([7].into_iter()), 1);
        assert_eq!(Distinct::new(1).count(), 0);
    }

    #[test]
    fn values_that_never_repeat_are_counted_exactly_however_many() {
        assert_eq!(count(0..500_000), 500_000);
    }

    #[test]
    fn larger_counts_are_close() {
        for size in [80_000, 300_000, 1_000_000] {
            let counted = count((0..size).chain(0..size / 2)) as f64;
            assert!((counted / f64::from(size) - 1.0).abs() < 0.05, "{counted} of {size}");
        }
    }

    #[test]
    fn numbers_count_as_their_keys_do() {
        for (most, decimals) in [(90, 1.0), (300_000, 1.0), (300_000, 100.0), (5_000_000, 10.0)] {
            let mut draws = Draws::new(&[most]);
            let (mut by_number, mut by_key) = (Distinct::new(1), Distinct::new(1));
            for _ in 0..400_000 {
                let value = (draws.below(most) as f64 - 20.0) / decimals;
                by_number.insert_number(value);
                by_key.insert(number_key(value));
            }
            assert!(format!("{by_number:?}") == format!("{by_key:?}"), "below {most}");
        }
    }

    #[test]
    fn rows_with_known_values_count_as_if_they_came_one_by_one() {
        let mut distinct = Distinct::new(1);
        distinct.insert_all([1.0, 2.0].map(number_key).into_iter(), 5);
        distinct.insert(number_key(3.0));
        assert_eq!(distinct.count(), 3);
    }

    #[test]
    fn zeros_are_one_value() {
        assert_eq!(number_key(0.0), number_key(-0.0));
    }

    #[test]
    fn texts_that_differ_have_keys_that_differ() {
        let mut keys: Vec<u64> =
            (0..100_000).map(|number| text_key(format!("customer {number}").as_bytes())).collect();
        keys.extend(
            ["", "a", "aa", "aaa", "aab", "aaaa", "aaaaa", "aaaaaaaa"].map(|text| text_key(text.as_bytes())),
        );
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 100_008);
    }
}
