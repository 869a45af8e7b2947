//! The fit shown, as it is described: where that is not as it was found, it is brought there.
//!
//! What describes segments works on customers who all are in one, in the features of the file. Where some are set aside, where segments were
//! found in principal components, have a most frequent level for a centre, or leave gaps out, the fit is brought there first: the customers
//! kept, with the means of the members as centroids.

use super::Segmentation;
use crate::features::Prepared;
use crate::kmeans::{Fit, Sums, Variant};
use crate::recipe::Recipe;

/// The description's view of one fit of the sweep.
#[derive(Debug)]
pub(super) struct Shown {
    /// The customers described, if not all are as they were prepared.
    kept: Option<Prepared>,
    /// Their segments, with the means of the members as centroids.
    pub(super) fit: Fit,
    /// The observations set aside, ascending.
    pub(super) aside: Vec<u32>,
}

impl Shown {
    /// Brings `found`, a fit of `prepared`, to where it can be described.
    pub(super) fn new(prepared: &Prepared, found: Fit, variant: &Variant) -> Self {
        if variant.is_plain() && prepared.space.is_none() {
            return Self { kept: None, fit: found, aside: Vec::new() };
        }
        let aside = found.aside();
        let mut kept = prepared.picked(&found.kept());
        let mut fit = found;
        let k = fit.k();
        fit.labels.retain(|label| usize::from(*label) < k);
        let means = Sums::of(&kept.matrix, k, &fit.labels).means();
        let centroids = std::mem::replace(&mut fit.centroids, means);
        if prepared.space.is_some() || !prepared.categories.is_empty() || variant.partial {
            kept.centroids = Some(centroids);
        }
        Self { kept: Some(kept), fit, aside }
    }

    /// The customers described, of those that were prepared.
    pub(super) fn of<'a>(&'a self, prepared: &'a Prepared) -> &'a Prepared {
        self.kept.as_ref().unwrap_or(prepared)
    }
}

/// What makes the fits of `recipe`, by which `prepared` was made, other than plain k-means.
pub(super) fn variant(recipe: &Recipe, prepared: &Prepared) -> Variant {
    let partial = prepared.matrix.gaps().is_some();
    let least = recipe.clustering.min_size;
    Variant { trim: recipe.clustering.trim, categories: prepared.categories.clone(), partial, least }
}

impl Segmentation {
    /// The customers described: all who are in a segment.
    pub(super) fn kept(&self) -> &Prepared {
        self.shown.of(&self.prepared)
    }

    /// The fit described, one of the customers described.
    pub(super) fn fit(&self) -> &Fit {
        &self.shown.fit
    }

    /// Observations that are set aside, ascending.
    pub(super) fn aside(&self) -> &[u32] {
        &self.shown.aside
    }

    /// Turns to what was told last, if what is shown was not described in the end.
    pub(super) fn turn_back(&mut self) {
        if !self.profiles.contains_key(&self.k) && self.profiles.contains_key(&self.told) {
            self.turn_to(self.told);
        }
    }

    /// Turns to `k` segments.
    pub(super) fn turn_to(&mut self, k: u32) {
        self.k = k;
        if self.shown.fit.k() as u32 == k {
            return;
        }
        let found = self.sweep.best(k).expect("only values of k the sweep has tried are shown").whole();
        self.shown = Shown::new(&self.prepared, found, &variant(&self.recipe, &self.prepared));
    }
}
