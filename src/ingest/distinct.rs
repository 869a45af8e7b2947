//! Counting distinct values in bounded memory.

use crate::table::DISTINCT_LIMIT;

/// Parts a set is split into. Each grows at another fill, so that no single row pays for the growth of all.
const PARTS: usize = 32;

/// A set of 64-bit keys that stops growing at [`DISTINCT_LIMIT`]: until then its size is exact, then it is "at least".
#[derive(Debug, Clone, Default)]
pub(crate) struct Distinct {
    parts: Vec<Part>,
    used: u64,
    waiting: Vec<u64>,
}

/// Keys that wait to be added together: in a tight loop their memory accesses overlap.
const BATCH: usize = 256;

impl Distinct {
    /// Adds a key, sooner or later: at the latest when [`Distinct::settle`] is called.
    pub(crate) fn insert(&mut self, key: u64) {
        self.waiting.push(key);
        if self.waiting.len() == BATCH {
            self.settle();
        }
    }

    /// Adds the keys that still wait.
    pub(crate) fn settle(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.drain(..).for_each(|key| self.add(key));
        self.waiting = waiting;
    }

    fn add(&mut self, key: u64) {
        if self.used == DISTINCT_LIMIT {
            return;
        }
        // A small set stays in one part until it is worth splitting.
        if self.used == SPLIT && self.parts.len() == 1 {
            self.split();
        }
        if self.parts.is_empty() {
            self.parts.push(Part::default());
        }
        let key = key.max(1);
        let hash = mix(key);
        let part = if self.parts.len() == 1 { 0 } else { (hash >> 59) as usize };
        self.used += u64::from(self.parts[part].insert(key, hash, part));
    }

    /// How many keys there are, at most [`DISTINCT_LIMIT`]; those that wait are not counted.
    pub(crate) fn count(&self) -> u64 {
        self.used
    }

    fn split(&mut self) {
        let whole = std::mem::replace(&mut self.parts, vec![Part::default(); PARTS]);
        for key in whole.iter().flat_map(|part| &part.slots).copied().filter(|&key| key != 0) {
            let hash = mix(key);
            let part = (hash >> 59) as usize;
            self.parts[part].insert(key, hash, part);
        }
    }
}

/// Keys up to which a set has one part.
const SPLIT: u64 = 2_048;

/// Open addressing with linear probing in a power of two of slots; 0 marks a free slot.
#[derive(Debug, Clone, Default)]
struct Part {
    slots: Vec<u64>,
    used: usize,
}

impl Part {
    /// Adds a key. `number` tells the parts apart: it sets the fill, 50 to 85 per cent, at which this one grows.
    fn insert(&mut self, key: u64, hash: u64, number: usize) -> bool {
        let fill = 128 + number * 90 / PARTS;
        if self.used * 256 >= self.slots.len() * fill {
            self.grow();
        }
        let slot = self.find(key, hash);
        let new = self.slots[slot] == 0;
        self.slots[slot] = key;
        self.used += usize::from(new);
        new
    }

    fn find(&self, key: u64, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != 0 && self.slots[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let larger = (self.slots.len() * 2).max(16);
        let old = std::mem::replace(&mut self.slots, vec![0; larger]);
        for key in old.into_iter().filter(|&key| key != 0) {
            let slot = self.find(key, mix(key));
            self.slots[slot] = key;
        }
    }
}

/// The key of a number: its bits, the two zeros being one. No other number shares it.
pub(crate) fn number_key(value: f64) -> u64 {
    (value + 0.0).to_bits() ^ 0x5555_5555_5555_5555
}

/// The key of a text: 64 bits that two different texts share with a chance of about 1 in 10^19.
///
/// Eight bytes at a time are mixed by multiplying with the constant of Fibonacci hashing, 2^64 divided by the golden ratio;
/// computed alike on every platform.
pub(crate) fn text_key(text: &[u8]) -> u64 {
    let mut key = text.len() as u64;
    let mut words = text.chunks_exact(8);
    for word in &mut words {
        key = mix(key ^ u64::from_le_bytes(word.try_into().expect("chunks of eight bytes")));
    }
    let mut last = [0; 8];
    last[..words.remainder().len()].copy_from_slice(words.remainder());
    mix(key ^ u64::from_le_bytes(last))
}

fn mix(key: u64) -> u64 {
    let key = (key ^ (key >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (key ^ (key >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (key >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_exact() {
        let mut distinct = Distinct::default();
        for round in 0..3 {
            (0..50_000).for_each(|value| distinct.insert(number_key(f64::from(value) + 0.25)));
            distinct.settle();
            assert_eq!(distinct.count(), 50_000, "round {round}");
        }
    }

    #[test]
    fn zeros_are_one_value() {
        assert_eq!(number_key(0.0), number_key(-0.0));
    }

    #[test]
    fn texts_that_differ_have_keys_that_differ() {
        let mut distinct = Distinct::default();
        (0..100_000).for_each(|number| distinct.insert(text_key(format!("customer {number}").as_bytes())));
        distinct.settle();
        assert_eq!(distinct.count(), 100_000);
    }
}
