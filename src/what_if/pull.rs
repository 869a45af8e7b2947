//! Which columns pull the customer to one segment rather than to the next.

use std::collections::BTreeMap;

use super::PullView;
use super::asked::Against;
use crate::features::Part;
use crate::profile::letter;
use crate::profile::wording::{decimals, may_be_years, mean, number};
use crate::table::Summary;

/// Columns told of, at most.
const MOST: usize = 6;

/// Those that pull less than this share are not told of.
const LEAST: f64 = 0.01;

/// The pulls of all columns between segments `nearest` and `next`, strongest first.
///
/// A column pulls by how much less it adds to the squared distance to one centroid than to the other, all of its features together. In
/// principal components the difference of two squared distances is `2 (y - middle) · (near - far)`, and a feature adds to it what its
/// own distance from the middle does. A gap that is left out of distances pulls nowhere.
pub(super) fn pulls(
    (point, there): (&[f64], &[bool]),
    (nearest, next): (usize, usize),
    against: Against<'_>,
    cells: &BTreeMap<String, String>,
) -> Vec<PullView> {
    let (_, centroids) = against.prepared.found(&against.fit.centroids);
    let width = centroids.len() / against.fit.k();
    let centroid = |j: usize| &centroids[j * width..(j + 1) * width];
    let (near, far) = (centroid(nearest), centroid(next));
    let slopes = against.prepared.space.as_ref().map(|space| {
        let apart: Vec<f64> = near.iter().zip(far).map(|(near, far)| near - far).collect();
        space.whitening.pull_back(&apart)
    });
    let mut columns: Vec<(usize, f64)> = Vec::new();
    for (i, feature) in against.prepared.features.iter().enumerate().filter(|(i, _)| there[*i]) {
        let pull = match &slopes {
            Some(slopes) => {
                let (one, other) = (against.fit.centroid(nearest)[i], against.fit.centroid(next)[i]);
                (2.0 * point[i] - one - other) * slopes[i]
            }
            None => (point[i] - far[i]) * (point[i] - far[i]) - (point[i] - near[i]) * (point[i] - near[i]),
        };
        match columns.iter_mut().find(|(column, _)| *column == feature.column) {
            Some((_, sum)) => *sum += pull,
            None => columns.push((feature.column, pull)),
        }
    }
    let all: f64 = columns.iter().map(|(_, pull)| pull.abs()).sum();
    columns.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    let share = |pull: f64| if all > 0.0 { pull / all } else { 0.0 };
    let strong = columns.into_iter().filter(|(_, pull)| share(*pull).abs() >= LEAST).take(MOST);
    strong
        .map(|(column, pull)| {
            let name = &against.table.columns[column].name;
            let cell = cells.get(name).cloned().unwrap_or_default();
            let text = told(against, column, &cell, pull > 0.0, (nearest, next));
            PullView { column: name.clone(), cell, pull: share(pull), text }
        })
        .collect()
}

/// "Towards A: 41 is nearer to its middle, 38, than to that of B, 62."
fn told(
    against: Against<'_>,
    column: usize,
    cell: &str,
    towards: bool,
    (nearest, next): (usize, usize),
) -> String {
    let (to, other) = if towards { (nearest, next) } else { (next, nearest) };
    let said = if cell.is_empty() { "no value, filled as in the file," } else { cell };
    if !against.measures(column) {
        return format!("Towards {}: {said} is more common there than in {}.", letter(to), letter(other));
    }
    let feature = against
        .prepared
        .features
        .iter()
        .position(|f| f.column == column && f.part == Part::Number)
        .unwrap_or(0);
    let about = &against.prepared.features[feature];
    let (_, centroids) = against.prepared.found(&against.fit.centroids);
    let found = |j: usize| centroids[j * centroids.len() / against.fit.k() + feature];
    // In principal components a centroid has no number for a column.
    let components = against.prepared.space.is_some();
    let middle =
        |j: usize| about.invert(if components { against.fit.centroid(j)[feature] } else { found(j) });
    let places = decimals((middle(to) - middle(other)).abs());
    let Summary { min, max, ref written, .. } = against.table.columns[column].summary;
    let years = min.zip(max).is_some_and(|(min, max)| may_be_years(min, max));
    let write = |j: usize| match written.dates {
        Some(_) => format!("{} days before the latest", number(middle(j), 0)),
        None => mean(middle(j), places, years),
    };
    format!(
        "Towards {}: {said} is nearer to its middle, {}, than to that of {}, {}.",
        letter(to),
        write(to),
        letter(other),
        write(other)
    )
}
