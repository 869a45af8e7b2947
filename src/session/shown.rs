//! A fit as it is described, where that is not the fit as it was found.
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
    /// Number of segments.
    pub(super) k: u32,
    /// The customers kept.
    pub(super) prepared: Prepared,
    /// Their segments, with the means of the members as centroids.
    pub(super) fit: Fit,
    /// The observations set aside, ascending.
    pub(super) aside: Vec<u32>,
}

impl Shown {
    /// Brings `found`, a fit of `prepared`, to where it can be described; `None` if it is there.
    pub(super) fn new(prepared: &Prepared, found: &Fit, variant: &Variant) -> Option<Self> {
        if variant.is_plain() && prepared.space.is_none() {
            return None;
        }
        let aside = found.aside();
        let mut kept = prepared.picked(&found.kept());
        let mut fit = found.clone();
        fit.labels.retain(|label| usize::from(*label) < found.k());
        fit.centroids = Sums::of(&kept.matrix, found.k(), &fit.labels).means();
        if prepared.space.is_some() || !prepared.categories.is_empty() || variant.partial {
            kept.centroids = Some(found.centroids.clone());
        }
        Some(Self { k: found.k() as u32, prepared: kept, fit, aside })
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
        self.shown.as_ref().map_or(&self.prepared, |shown| &shown.prepared)
    }

    /// The fit described, one of the customers described.
    pub(super) fn fit(&self) -> &Fit {
        self.shown.as_ref().map_or_else(|| self.found(), |shown| &shown.fit)
    }

    /// The fit shown, as the sweep found it.
    pub(super) fn found(&self) -> &Fit {
        &self.sweep.best(self.k).expect("only values of k the sweep has tried are shown").fit
    }

    /// Observations that are set aside, ascending.
    pub(super) fn aside(&self) -> &[u32] {
        self.shown.as_ref().map_or(&[], |shown| &shown.aside)
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
        if self.shown.as_ref().is_some_and(|shown| shown.k == k) {
            return;
        }
        self.shown = Shown::new(&self.prepared, self.found(), &variant(&self.recipe, &self.prepared));
    }
}
