//! Categories as features: one column of 0 and 1 for each level, the block of them weighing like one column of numbers.

use super::codebook::parts_of;
use super::{Codebook, Levels};
use crate::recipe::{ColumnRecipe, Missing, Scale};
use crate::statistics::{mean, standard_deviation};
use crate::table::Column;

/// What a gap is called where it is a level.
const GAP: &str = "no value";

/// One level, or the group of rare ones.
#[derive(Debug, PartialEq)]
pub(super) struct Dummy {
    pub(super) label: String,
    pub(super) center: f64,
}

/// A category as columns of shares.
#[derive(Debug, PartialEq)]
pub(super) struct Block {
    pub(super) dummies: Vec<Dummy>,
    /// What all of them are divided by.
    pub(super) spread: f64,
    /// Gaps that took the most frequent level.
    pub(super) filled: u64,
    /// Levels that share the last dummy.
    pub(super) grouped: usize,
    /// Which observations have a gap that is left out of distances; empty if none has.
    pub(super) apart: Vec<bool>,
    /// Which cell belongs to which dummy. Column and first feature are still to be filled in.
    pub(super) book: Codebook,
    /// The level of each observation, the number of levels for a gap: all dummies at once would take many times the memory.
    codes: Vec<u16>,
    /// The dummies that each level belongs to, one for each label it holds; for a gap at the end, none if it is left out.
    held: Vec<Vec<usize>>,
}

impl Block {
    /// The share of dummy `place` in each observation: 1 or 0, or a part where a cell holds several values; its mean for a gap
    /// that is left out of distances.
    pub(super) fn values(&self, place: usize) -> impl Iterator<Item = f64> + '_ {
        let center = self.dummies[place].center;
        let shares: Vec<f64> =
            self.held.iter().map(|held| if held.is_empty() { center } else { share(held, place) }).collect();
        self.codes.iter().map(move |code| shares[usize::from(*code)])
    }
}

/// How much of a cell that belongs to the dummies `held` is that of `place`.
fn share(held: &[usize], place: usize) -> f64 {
    held.iter().filter(|at| **at == place).fold(0.0, |share, _| share + 1.0 / held.len() as f64)
}

/// How many dummies [`encode`] makes of the observations in `rows`.
pub(super) fn dummies(
    column: &Column,
    entry: &ColumnRecipe,
    levels: &Levels,
    rows: impl Iterator<Item = usize>,
) -> usize {
    let codes = rows.map(|row| code(column, levels, row));
    let tally = Tally::new(entry, levels, codes);
    places(&tally, entry).1.len()
}

/// Encodes the observations in `rows`.
pub(super) fn encode(
    column: &Column,
    entry: &ColumnRecipe,
    levels: &Levels,
    rows: impl Iterator<Item = usize>,
) -> Block {
    let codes: Vec<u16> = rows.map(|row| code(column, levels, row)).collect();
    let tally = Tally::new(entry, levels, codes.iter().copied());
    let (places, names, grouped) = places(&tally, entry);
    let Tally { labels, parts, amounts, gaps, fill, .. } = &tally;
    let whole_gap = fill.unwrap_or(labels.len());
    let seen = labels.iter().enumerate().filter(|(label, _)| amounts[*label] > 0.0);
    let book = Codebook {
        column: 0,
        first: 0,
        count: names.len(),
        separator: entry.separator.clone(),
        places: seen.map(|(label, name)| (name.clone(), places[label])).collect(),
        gap: (amounts[whole_gap] > 0.0).then(|| places[whole_gap]),
        rest: (grouped > 0).then(|| names.len() - 1),
    };
    let leaves_out = entry.missing == Missing::LeaveOut;
    let of_gap = || if leaves_out { Vec::new() } else { vec![places[whole_gap]] };
    let held = |labels: &Vec<usize>| match labels.as_slice() {
        [] => of_gap(),
        labels => labels.iter().map(|label| places[*label]).collect(),
    };
    let held: Vec<Vec<usize>> = parts.iter().map(held).chain([of_gap()]).collect();
    let is_apart = |code: &u16| held[usize::from(*code)].is_empty();
    let (mut dummies, mut variance) = (Vec::with_capacity(names.len()), 0.0);
    for (place, label) in names.into_iter().enumerate() {
        let shares: Vec<f64> = held.iter().map(|held| share(held, place)).collect();
        let there = codes.iter().filter(|code| !is_apart(code));
        let present: Vec<f64> = there.map(|code| shares[usize::from(*code)]).collect();
        let center = mean(&present);
        let deviation = standard_deviation(&present, center);
        variance += deviation * deviation;
        dummies.push(Dummy { label, center });
    }
    let spread = match entry.scale {
        Scale::Standard => libm::sqrt(variance),
        Scale::Minmax => core::f64::consts::SQRT_2,
        Scale::Robust | Scale::None => 1.0,
    };
    Block {
        dummies,
        spread: if spread > 0.0 { spread } else { 1.0 },
        filled: if fill.is_some() { *gaps } else { 0 },
        grouped,
        apart: if leaves_out && *gaps > 0 { codes.iter().map(is_apart).collect() } else { Vec::new() },
        book,
        codes,
        held,
    }
}

/// The level in `row`; the number of levels for a gap.
fn code(column: &Column, levels: &Levels, row: usize) -> u16 {
    let level = levels.at(column, row).unwrap_or(levels.labels().len());
    u16::try_from(level).expect("codes leave out the last u16, which marks a gap")
}

/// How often each label occurs.
struct Tally {
    labels: Vec<String>,
    /// The labels that each level holds.
    parts: Vec<Vec<usize>>,
    /// How much of each label there is, whole cells counting 1; the gap is the label after the last.
    amounts: Vec<f64>,
    /// Cells without a value.
    gaps: u64,
    /// The label that gaps take; `None` if they stay gaps.
    fill: Option<usize>,
    /// Observations there are.
    observations: u64,
}

impl Tally {
    /// Counts `codes`, as [`code`] gives them.
    fn new(entry: &ColumnRecipe, levels: &Levels, codes: impl Iterator<Item = u16>) -> Self {
        let (labels, parts) = parts(levels.labels(), &entry.separator);
        let mut by_code = vec![0_u64; parts.len() + 1];
        codes.for_each(|code| by_code[usize::from(code)] += 1);
        let observations = by_code.iter().sum();
        let mut amounts = vec![0.0; labels.len() + 1];
        let mut gaps = by_code[parts.len()];
        for (held, count) in parts.iter().zip(&by_code) {
            if held.is_empty() {
                gaps += count;
            }
            for label in held {
                amounts[*label] += *count as f64 / held.len() as f64;
            }
        }
        let fill = if entry.missing == Missing::MostFrequent { most(&amounts[..labels.len()]) } else { None };
        if entry.missing != Missing::LeaveOut {
            amounts[fill.unwrap_or(labels.len())] += gaps as f64;
        }
        Self { labels, parts, amounts, gaps, fill, observations }
    }
}

/// The labels, and those that each level holds: itself, or its parts without blanks, each once.
fn parts(levels: &[String], separator: &str) -> (Vec<String>, Vec<Vec<usize>>) {
    if separator.is_empty() {
        return (levels.to_vec(), (0..levels.len()).map(|level| vec![level]).collect());
    }
    let mut labels: Vec<String> = Vec::new();
    let parts = levels
        .iter()
        .map(|level| {
            let held = parts_of(level, separator).into_iter().map(|part| {
                labels.iter().position(|label| label == part).unwrap_or_else(|| {
                    labels.push(part.to_owned());
                    labels.len() - 1
                })
            });
            held.collect()
        })
        .collect();
    (labels, parts)
}

fn most(amounts: &[f64]) -> Option<usize> {
    let mut best = None;
    for (label, amount) in amounts.iter().enumerate() {
        if best.is_none_or(|best: usize| *amount > amounts[best]) {
            best = Some(label);
        }
    }
    best
}

/// Where each label (and the gap, the last) goes, what the dummies are called, and how many levels were put together: the most
/// frequent ones stand alone, first of equals first; the rare and the remaining ones share a place.
fn places(tally: &Tally, entry: &ColumnRecipe) -> (Vec<usize>, Vec<String>, usize) {
    let Tally { labels, amounts, .. } = tally;
    let mut order: Vec<usize> = (0..amounts.len()).filter(|label| amounts[*label] > 0.0).collect();
    order.sort_by(|a, b| amounts[*b].total_cmp(&amounts[*a]).then(a.cmp(b)));
    let least = entry.rare * tally.observations as f64;
    let frequent = order
        .iter()
        .take(entry.most_levels as usize)
        .take_while(|label| amounts[**label] >= least)
        .count()
        .max(1);
    // A group of one is the level itself.
    let alone = if order.len() <= frequent + 1 { order.len() } else { frequent };
    let grouped = order.len() - alone;
    let mut places = vec![0; amounts.len()];
    for (place, label) in order.iter().enumerate() {
        places[*label] = place.min(alone);
    }
    let named = |label: &usize| labels.get(*label).cloned().unwrap_or_else(|| GAP.to_owned());
    let mut names: Vec<String> = order[..alone].iter().map(named).collect();
    if grouped > 0 {
        names.push(format!("any of {grouped} others"));
    }
    (places, names, grouped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Role;
    use crate::table::{ColumnType, MISSING_CODE, Summary, Values};

    fn column(cells: &[&str]) -> Column {
        let mut levels: Vec<String> = Vec::new();
        let codes = cells
            .iter()
            .map(|cell| {
                if cell.is_empty() {
                    return MISSING_CODE;
                }
                if !levels.iter().any(|level| level == cell) {
                    levels.push((*cell).to_owned());
                }
                levels.iter().position(|level| level == cell).expect("pushed above") as u16
            })
            .collect();
        Column {
            name: "city".to_owned(),
            kind: ColumnType::Category,
            values: Values::Categories { levels, codes: vec![codes] },
            summary: Summary::default(),
            identifying: None,
            examples: Vec::new(),
        }
    }

    fn encoded(cells: &[&str], change: impl FnOnce(&mut ColumnRecipe)) -> Block {
        let column = column(cells);
        let mut entry = ColumnRecipe::new("city", Role::Feature, "");
        change(&mut entry);
        let levels = Levels::of(&column, &entry).expect("a category");
        let block = encode(&column, &entry, &levels, 0..cells.len());
        assert_eq!(dummies(&column, &entry, &levels, 0..cells.len()), block.dummies.len(), "as counted");
        block
    }

    fn labels(block: &Block) -> Vec<&str> {
        block.dummies.iter().map(|dummy| dummy.label.as_str()).collect()
    }

    fn values(block: &Block, place: usize) -> Vec<f64> {
        block.values(place).collect()
    }

    #[test]
    fn a_block_weighs_like_one_standardised_column() {
        let block = encoded(&["a", "b", "a", "c", "b", "a"], |_| {});
        assert_eq!(labels(&block), ["a", "b", "c"]);
        let scaled = |place: usize| {
            let dummy = &block.dummies[place];
            block.values(place).map(|x| (x - dummy.center) / block.spread)
        };
        let total: f64 = (0..3).flat_map(scaled).map(|z| z * z).sum();
        assert!((total / 6.0 - 1.0).abs() < 1e-12, "unit variance in all: {total}");
    }

    #[test]
    fn gaps_are_a_level_or_take_the_most_frequent() {
        let cells = ["a", "", "a", "b"];
        assert_eq!(labels(&encoded(&cells, |_| {})), ["a", "b", "no value"]);
        let filled = encoded(&cells, |entry| entry.missing = Missing::MostFrequent);
        assert_eq!((labels(&filled), filled.filled), (vec!["a", "b"], 1));
        assert_eq!(values(&filled, 0), [1.0, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn gaps_left_out_of_distances_are_no_level_and_in_no_share() {
        let block = encoded(&["a", "", "a", "b", "b"], |entry| entry.missing = Missing::LeaveOut);
        assert_eq!((labels(&block), block.filled), (vec!["a", "b"], 0));
        assert_eq!(block.apart, [false, true, false, false, false]);
        assert_eq!(values(&block, 0), [1.0, 0.5, 1.0, 0.0, 0.0], "0.5 is their mean");
        assert_eq!((block.dummies[0].center, block.spread), (0.5, libm::sqrt(0.5)));
        assert_eq!(block.book.gap, None);
        let nothing = encoded(&["", ""], |entry| entry.missing = Missing::LeaveOut);
        assert!(nothing.dummies.is_empty());
    }

    #[test]
    fn rare_levels_share_a_place() {
        let mut cells = vec!["a"; 60];
        cells.extend(["b"; 38]);
        cells.extend(["c", "d"]);
        let block = encoded(&cells, |entry| entry.rare = 0.05);
        assert_eq!((labels(&block), block.grouped), (vec!["a", "b", "any of 2 others"], 2));
        let block = encoded(&cells, |entry| entry.most_levels = 1);
        assert_eq!(labels(&block), ["a", "any of 3 others"]);
        assert_eq!(block.values(1).sum::<f64>(), 40.0);
    }

    #[test]
    fn several_values_in_a_cell_are_shares() {
        let block = encoded(&["x;y", "x", "y; x ;x", ";"], |entry| entry.separator = ";".to_owned());
        assert_eq!(labels(&block), ["x", "y", "no value"]);
        assert_eq!(values(&block, 0), [0.5, 1.0, 0.5, 0.0]);
        assert_eq!(values(&block, 2), [0.0, 0.0, 0.0, 1.0]);
    }
}
