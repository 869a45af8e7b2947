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
    /// Share of it in each observation: 1 or 0, or a part where a cell holds several values.
    pub(super) values: Vec<f64>,
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
}

/// Encodes the observations in `rows`.
pub(super) fn encode(
    column: &Column,
    entry: &ColumnRecipe,
    levels: &Levels,
    rows: &mut dyn Iterator<Item = usize>,
) -> Block {
    let codes: Vec<Option<usize>> = rows.map(|row| levels.at(column, row)).collect();
    let (labels, parts) = parts(levels.labels(), &entry.separator);
    let gap = labels.len();
    // How much of each label there is, whole cells counting 1; the gap is the label after the last.
    let mut amounts = vec![0.0; gap + 1];
    let mut by_code = vec![0_u64; parts.len()];
    let mut gaps = 0_u64;
    for code in &codes {
        match code.filter(|code| !parts[*code].is_empty()) {
            Some(code) => by_code[code] += 1,
            None => gaps += 1,
        }
    }
    for (labels, count) in parts.iter().zip(&by_code) {
        for label in labels {
            amounts[*label] += *count as f64 / labels.len() as f64;
        }
    }
    let fill = if entry.missing == Missing::MostFrequent { most(&amounts[..gap]) } else { None };
    let filled = if fill.is_some() { gaps } else { 0 };
    let apart: Vec<bool> = if entry.missing == Missing::LeaveOut && gaps > 0 {
        codes.iter().map(|code| code.is_none_or(|code| parts[code].is_empty())).collect()
    } else {
        amounts[fill.unwrap_or(gap)] += gaps as f64;
        Vec::new()
    };
    let (places, mut dummies, grouped) = places(&labels, &amounts, entry, codes.len());
    let seen = labels.iter().enumerate().filter(|(label, _)| amounts[*label] > 0.0);
    let book = Codebook {
        column: 0,
        first: 0,
        count: dummies.len(),
        separator: entry.separator.clone(),
        places: seen.map(|(label, name)| (name.clone(), places[label])).collect(),
        gap: (amounts[fill.unwrap_or(gap)] > 0.0).then(|| places[fill.unwrap_or(gap)]),
        rest: (grouped > 0).then(|| dummies.len() - 1),
    };
    for dummy in &mut dummies {
        dummy.values = vec![0.0; codes.len()];
    }
    let whole_gap = [fill.unwrap_or(gap)];
    let is_apart = |observation: usize| apart.get(observation).copied().unwrap_or(false);
    for (observation, code) in codes.iter().enumerate().filter(|(observation, _)| !is_apart(*observation)) {
        let held = match code {
            Some(code) if !parts[*code].is_empty() => parts[*code].as_slice(),
            _ => whole_gap.as_slice(),
        };
        for label in held {
            dummies[places[*label]].values[observation] += 1.0 / held.len() as f64;
        }
    }
    let mut variance = 0.0;
    for dummy in &mut dummies {
        let there = dummy.values.iter().enumerate().filter(|(observation, _)| !is_apart(*observation));
        let present: Vec<f64> = there.map(|(_, x)| *x).collect();
        dummy.center = mean(&present);
        let deviation = standard_deviation(&present, dummy.center);
        variance += deviation * deviation;
    }
    for (observation, _) in apart.iter().enumerate().filter(|(_, apart)| **apart) {
        dummies.iter_mut().for_each(|dummy| dummy.values[observation] = dummy.center);
    }
    let spread = match entry.scale {
        Scale::Standard => libm::sqrt(variance),
        Scale::Minmax => core::f64::consts::SQRT_2,
        Scale::Robust | Scale::None => 1.0,
    };
    Block { dummies, spread: if spread > 0.0 { spread } else { 1.0 }, filled, grouped, apart, book }
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

/// Where each label (and the gap, the last) goes, the dummies without values, and how many levels were put together: the most
/// frequent ones stand alone, first of equals first; the rare and the remaining ones share a place.
fn places(
    labels: &[String],
    amounts: &[f64],
    entry: &ColumnRecipe,
    rows: usize,
) -> (Vec<usize>, Vec<Dummy>, usize) {
    let mut order: Vec<usize> = (0..amounts.len()).filter(|label| amounts[*label] > 0.0).collect();
    order.sort_by(|a, b| amounts[*b].total_cmp(&amounts[*a]).then(a.cmp(b)));
    let least = entry.rare * rows as f64;
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
    let dummies = names.into_iter().map(|label| Dummy { label, values: Vec::new(), center: 0.0 }).collect();
    (places, dummies, grouped)
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
        encode(&column, &entry, &levels, &mut (0..cells.len()))
    }

    fn labels(block: &Block) -> Vec<&str> {
        block.dummies.iter().map(|dummy| dummy.label.as_str()).collect()
    }

    #[test]
    fn a_block_weighs_like_one_standardised_column() {
        let block = encoded(&["a", "b", "a", "c", "b", "a"], |_| {});
        assert_eq!(labels(&block), ["a", "b", "c"]);
        let total: f64 = block
            .dummies
            .iter()
            .flat_map(|dummy| dummy.values.iter().map(move |x| (x - dummy.center) / block.spread))
            .map(|z| z * z)
            .sum();
        assert!((total / 6.0 - 1.0).abs() < 1e-12, "unit variance in all: {total}");
    }

    #[test]
    fn gaps_are_a_level_or_take_the_most_frequent() {
        let cells = ["a", "", "a", "b"];
        assert_eq!(labels(&encoded(&cells, |_| {})), ["a", "b", "no value"]);
        let filled = encoded(&cells, |entry| entry.missing = Missing::MostFrequent);
        assert_eq!((labels(&filled), filled.filled), (vec!["a", "b"], 1));
        assert_eq!(filled.dummies[0].values, [1.0, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn gaps_left_out_of_distances_are_no_level_and_in_no_share() {
        let block = encoded(&["a", "", "a", "b", "b"], |entry| entry.missing = Missing::LeaveOut);
        assert_eq!((labels(&block), block.filled), (vec!["a", "b"], 0));
        assert_eq!(block.apart, [false, true, false, false, false]);
        assert_eq!(block.dummies[0].values, [1.0, 0.5, 1.0, 0.0, 0.0], "0.5 is their mean");
        assert_eq!((block.dummies[0].center, block.spread * block.spread), (0.5, 0.5));
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
        assert_eq!(block.dummies[1].values.iter().sum::<f64>(), 40.0);
    }

    #[test]
    fn several_values_in_a_cell_are_shares() {
        let block = encoded(&["x;y", "x", "y; x ;x", ";"], |entry| entry.separator = ";".to_owned());
        assert_eq!(labels(&block), ["x", "y", "no value"]);
        assert_eq!(block.dummies[0].values, [0.5, 1.0, 0.5, 0.0]);
        assert_eq!(block.dummies[2].values, [0.0, 0.0, 0.0, 1.0]);
    }
}
