//! Customers about as near to another segment as to their own.

use serde::{Deserialize, Serialize};

use super::CustomerView;
use super::profile::Told;
use crate::features::Prepared;
use crate::kmeans::{Fit, Membership, membership};
use crate::profile::wording::count;
use crate::profile::{Example, Profile};
use crate::recipe::Recipe;
use crate::table::Table;
use crate::validate::BORDER;

/// Customers listed at most.
const MOST: usize = 200;

/// Up to this many multiplications the list is made at once; above it only the download holds it.
const WORK: usize = 40_000_000;

/// The customers on a border, nearest to it first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BorderView {
    /// How many there are; `None` if the file is too large to list them here.
    pub all: Option<u64>,
    /// The segment of each one listed, from 1.
    pub segments: Vec<u32>,
    /// The ones listed, in the columns of [`View::customer_columns`](super::View::customer_columns).
    pub customers: Vec<CustomerView>,
    /// What the list holds, in a sentence.
    pub text: String,
}

/// Whether someone is on a border: the next centroid is at most [`BORDER`] times as far away as the own one.
pub fn on_border(near: &Membership) -> bool {
    near.next.is_some() && near.margin <= 1.0 - 1.0 / f64::from(BORDER)
}

/// The customers of `fit` on a border.
pub fn border_view(
    (table, recipe): (&Table, &Recipe),
    prepared: &Prepared,
    profile: &Profile,
    fit: &Fit,
) -> BorderView {
    let (matrix, centroids) = prepared.found(&fit.centroids);
    if matrix.observations() * matrix.features() * fit.k() > WORK {
        let text = "The file is too large to list them here; the download holds them all.".to_owned();
        return BorderView { all: None, segments: Vec::new(), customers: Vec::new(), text };
    }
    let mut found: Vec<Example> = Vec::new();
    for observation in 0..matrix.observations() {
        let own = usize::from(fit.labels[observation]);
        let near = membership(centroids, own, matrix, observation);
        if on_border(&near) {
            let Membership { distance, next, margin } = near;
            found.push(Example { observation, distance, next, margin });
        }
    }
    found.sort_by(|a, b| a.margin.total_cmp(&b.margin).then(a.observation.cmp(&b.observation)));
    let all = found.len() as u64;
    found.truncate(MOST);
    let text = match all {
        0 => "Nobody is on a border.".to_owned(),
        _ if all > MOST as u64 => {
            format!("The {MOST} nearest to a border of {}; the download holds them all.", count(all))
        }
        _ => format!("All {} of them, nearest to a border first.", count(all)),
    };
    let segments = found.iter().map(|one| u32::from(fit.labels[one.observation]) + 1).collect();
    let customers = Told::new(table, recipe, prepared, profile).customers(&found);
    BorderView { all: Some(all), segments, customers, text }
}
