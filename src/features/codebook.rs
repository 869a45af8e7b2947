//! How the cells of a category became shares of levels, kept so that one more cell can be read in the same way.

use std::collections::BTreeMap;

/// The features of one category and what each stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Codebook {
    /// Index of the column in the table.
    pub column: usize,
    /// Its first feature; the others follow.
    pub first: usize,
    /// How many there are.
    pub count: usize,
    /// What parts several values in one cell; empty if a cell is one value.
    pub separator: String,
    /// The feature of each level that is in the rows used, counted from [`first`](Self::first).
    pub(super) places: BTreeMap<String, usize>,
    /// The feature of a gap; `None` if the rows used have none.
    pub(super) gap: Option<usize>,
    /// The feature that rare levels share; `None` if there is none.
    pub(super) rest: Option<usize>,
}

impl Codebook {
    /// The features that `cell` belongs to, counted from [`first`](Self::first), each with its share. `None` is a gap. A level that is
    /// in no row used counts as a rare one; where no group of those is, it belongs to nothing.
    pub fn shares(&self, cell: Option<&str>) -> Vec<(usize, f64)> {
        let parts = cell.map(|cell| parts_of(cell, &self.separator)).unwrap_or_default();
        if parts.is_empty() {
            return self.gap.map(|gap| (gap, 1.0)).into_iter().collect();
        }
        let share = 1.0 / parts.len() as f64;
        let place = |part: &&str| self.places.get(*part).copied().or(self.rest);
        parts.iter().filter_map(place).map(|feature| (feature, share)).collect()
    }

    /// Whether a cell belongs to `feature`, at least in part.
    pub fn holds(&self, cell: Option<&str>, feature: usize) -> bool {
        self.shares(cell).iter().any(|(held, _)| *held == feature)
    }
}

/// The values in a cell, without blanks around them, each once; the cell itself if nothing parts them.
pub(super) fn parts_of<'a>(cell: &'a str, separator: &str) -> Vec<&'a str> {
    if separator.is_empty() {
        return vec![cell];
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in cell.split(separator).map(str::trim).filter(|part| !part.is_empty()) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_read_as_the_column_was() {
        let places = BTreeMap::from([("x".to_owned(), 0), ("y".to_owned(), 1)]);
        let separator = ";".to_owned();
        let book = Codebook { column: 0, first: 4, count: 3, separator, places, gap: None, rest: Some(2) };
        assert_eq!(book.shares(Some("y; x;x")), [(1, 0.5), (0, 0.5)]);
        assert_eq!(book.shares(Some("new")), [(2, 1.0)], "a level never seen counts as a rare one");
        assert!(book.shares(Some(";")).is_empty() && book.shares(None).is_empty(), "no gap was seen");
        assert!(book.holds(Some("x;y"), 1) && !book.holds(Some("x"), 1), "in part is enough");
    }
}
