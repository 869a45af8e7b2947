//! Two columns that say the same would count twice.

use crate::recipe::{ColumnRecipe, Recipe, Role, Transform};
use crate::shape::{correlations, rank_correlation};
use crate::table::{Column, ColumnType, Table};

/// From this correlation on, by size, two features say the same.
const SAME: f64 = 0.95;

/// A column of at most so many different whole numbers may be another one's bands.
const BANDS: u64 = 10;

/// What is banded has more different numbers than its bands, so many times.
const FINER: u64 = 3;

/// From this rank correlation on, by size, bands say what the numbers they were made of say. Quartiles reach 0.97, quintiles 0.98.
const IN_STEP: f64 = 0.93;

/// Of features that say the same, one stays.
pub(super) fn leave_repetitions_out(recipe: &mut Recipe, table: &Table) {
    // Scores joined to one number, 111 to 555, move with the first of them: they go before what shows it does.
    leave_companions_out(recipe, table);
    leave_bands_out(recipe, table);
}

/// Scores from 1 to 5 of a recency, brackets of an income: where the column they were made of is a feature as well, they describe.
fn leave_bands_out(recipe: &mut Recipe, table: &Table) {
    let features: Vec<usize> = (0..table.columns.len())
        .filter(|&i| recipe.columns[i].role == Role::Feature && table.columns[i].kind == ColumnType::Number)
        .collect();
    let distinct = |i: usize| table.columns[i].summary.distinct;
    for &i in features.iter().filter(|&&i| distinct(i) <= BANDS) {
        let bands = &table.columns[i];
        if bands.numbers().any(|x| !x.is_nan() && x.fract() != 0.0) {
            continue;
        }
        let found =
            features.iter().filter(|&&other| distinct(other) >= FINER * distinct(i)).find_map(|&other| {
                let r = rank_correlation(bands, &table.columns[other], table.rows);
                (r.abs() >= IN_STEP).then_some((&table.columns[other].name, r))
            });
        if let Some((name, r)) = found {
            let reason =
                format!("bands of {name:?} (rank correlation {r:.2}); used as well, it would count twice");
            recipe.columns[i] = ColumnRecipe::new(&bands.name, Role::Descriptor, reason);
        }
    }
}

/// Of features that move together, one stays: the one with fewer gaps, the first of equals. The others describe.
fn leave_companions_out(recipe: &mut Recipe, table: &Table) {
    let candidates: Vec<usize> = (0..table.columns.len())
        .filter(|&i| recipe.columns[i].role == Role::Feature && table.columns[i].kind == ColumnType::Number)
        .collect();
    let seen: Vec<(&Column, &dyn Fn(f64) -> f64)> = candidates
        .iter()
        .map(|&i| {
            let bent = recipe.columns[i].transform == Transform::Log1p;
            let see: &dyn Fn(f64) -> f64 = if bent { &libm::log1p } else { &as_it_is };
            (&table.columns[i], see)
        })
        .collect();
    let alike = correlations(&seen, table.rows);
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&at| table.columns[candidates[at]].summary.missing);
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        match kept.iter().find(|&&other| alike.r(at, other).abs() >= SAME) {
            None => kept.push(at),
            Some(&other) => {
                let entry = &mut recipe.columns[candidates[at]];
                entry.role = Role::Descriptor;
                entry.transform = Transform::default();
                entry.outliers = crate::recipe::Outliers::default();
                entry.reason = format!(
                    "moves with {:?} (correlation {:.2}); used as well, it would count twice",
                    table.columns[candidates[other]].name,
                    alike.r(at, other)
                );
            }
        }
    }
}

fn as_it_is(x: f64) -> f64 {
    x
}
