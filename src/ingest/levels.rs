//! A column as a category, for as long as it has few distinct values.

use super::distinct::{GOLDEN, head, text_key};
use crate::table::{CHUNK_ROWS, MISSING_CODE};

/// A column with more distinct values than this is text.
pub(crate) const MOST_LEVELS: usize = 1_000;

/// Levels that are found without a search; a power of two.
const RECENT: usize = 64;

/// A free slot of the index.
const FREE: u16 = u16::MAX;

/// Levels in order of first appearance, and a code for every row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Levels {
    /// The levels, as they stand in the file.
    pub(crate) names: Vec<Box<[u8]>>,
    /// A code a row, in chunks.
    pub(crate) codes: Vec<Vec<u16>>,
    /// The beginning and the length of each level: all there is to compare of a short one.
    heads: Vec<(u64, usize)>,
    /// Positions in `names`, found by a level's key: a power of two of slots.
    index: Vec<u16>,
    recent: Recent,
}

/// Levels met last, each with the number its cell is. It spares a search and decides nothing, so there is nothing of it to show.
#[derive(Clone, Default)]
struct Recent(Vec<(u64, u16)>);

impl std::fmt::Debug for Recent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Recent")
    }
}

impl Recent {
    #[inline]
    fn find(&self, brief: u64) -> Option<u16> {
        self.0.get(Self::place(brief)).filter(|(other, _)| *other == brief).map(|(_, level)| *level)
    }

    fn note(&mut self, brief: u64, level: u16) {
        // No cell is the number zero.
        self.0.resize(RECENT, (0, FREE));
        self.0[Self::place(brief)] = (brief, level);
    }

    fn place(brief: u64) -> usize {
        (brief.wrapping_mul(GOLDEN) >> (u64::BITS - RECENT.ilog2())) as usize
    }
}

impl Levels {
    /// Bytes that the codes take.
    pub(crate) fn bytes(&self) -> usize {
        self.codes.iter().map(|chunk| chunk.capacity() * size_of::<u16>()).sum()
    }

    /// Adds a row. Returns false if there are too many levels now; the codes are of no use then.
    pub(crate) fn push(&mut self, cell: &[u8]) -> bool {
        if self.names.len() * 2 >= self.index.len() {
            self.grow();
        }
        let slot = self.find(cell);
        if self.index[slot] == FREE {
            if self.names.len() == MOST_LEVELS {
                return false;
            }
            self.index[slot] = self.names.len() as u16;
            self.heads.push((head(cell), cell.len()));
            self.names.push(cell.into());
        }
        push_chunked(&mut self.codes, self.index[slot]);
        true
    }

    /// Adds a row if its level was met lately. Returns whether it was. No cell but this one is the number `brief`.
    #[inline]
    pub(crate) fn push_recent(&mut self, brief: u64) -> bool {
        let level = self.recent.find(brief);
        level.inspect(|level| push_chunked(&mut self.codes, *level)).is_some()
    }

    /// Adds a row if its level is among those so far. Returns whether it is. `brief` is the cell as a number, if it is short enough to be one.
    pub(crate) fn push_known(&mut self, cell: &[u8], brief: Option<u64>) -> bool {
        let level = if self.index.is_empty() { FREE } else { self.index[self.find(cell)] };
        if level == FREE {
            return false;
        }
        if let Some(brief) = brief {
            self.recent.note(brief, level);
        }
        push_chunked(&mut self.codes, level);
        true
    }

    /// Adds a row without a value.
    pub(crate) fn push_missing(&mut self) {
        push_chunked(&mut self.codes, MISSING_CODE);
    }

    fn find(&self, cell: &[u8]) -> usize {
        let mask = self.index.len() - 1;
        let mut slot = text_key(cell) as usize & mask;
        while self.index[slot] != FREE && !self.is(usize::from(self.index[slot]), cell) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn is(&self, level: usize, cell: &[u8]) -> bool {
        self.heads[level] == (head(cell), cell.len()) && (cell.len() <= 8 || *self.names[level] == *cell)
    }

    fn grow(&mut self) {
        self.index = vec![FREE; (self.index.len() * 4).max(16)];
        for position in 0..self.names.len() {
            let slot = self.find(&self.names[position]);
            self.index[slot] = position as u16;
        }
    }
}

/// Adds a code to the last chunk, or to a new one if that is full.
fn push_chunked(chunks: &mut Vec<Vec<u16>>, code: u16) {
    match chunks.last_mut() {
        Some(last) if last.len() < CHUNK_ROWS => last.push(code),
        // The first chunk grows by doubling, so that a small table stays small; later ones are full sooner or later.
        Some(_) => {
            let mut chunk = Vec::with_capacity(CHUNK_ROWS);
            chunk.push(code);
            chunks.push(chunk);
        }
        None => chunks.push(vec![code]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_come_in_order_of_appearance() {
        let mut levels = Levels::default();
        for cell in ["b", "a", "b", "c"] {
            assert!(levels.push(cell.as_bytes()), "few levels");
        }
        levels.push_missing();
        assert_eq!(levels.codes, [[0, 1, 0, 2, MISSING_CODE]]);
        assert_eq!(*levels.names[2], *b"c");
    }

    #[test]
    fn too_many_levels_end_it() {
        let mut levels = Levels::default();
        assert!((0..MOST_LEVELS).all(|level| levels.push(level.to_string().as_bytes())));
        assert!(levels.push(b"999"));
        assert!(!levels.push(b"one more"));
    }
}
