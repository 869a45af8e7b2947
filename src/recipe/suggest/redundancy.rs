//! Two columns that say the same would count twice.

use crate::recipe::{Recipe, Role, Transform};
use crate::shape::correlations;
use crate::table::{Column, ColumnType, Table};

/// From this correlation on, by size, two features say the same.
const SAME: f64 = 0.95;

/// Of features that move together, one stays: the one with fewer gaps, the first of equals. The others describe.
pub(super) fn leave_repetitions_out(recipe: &mut Recipe, table: &Table) {
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
