//! What a person should know about the clustering before trusting it.

use crate::choose::{Best, Sweep};
use crate::note::{Note, NoteKind};
use crate::profile::Profile;
use crate::profile::wording::{count, per_cent, segments};
use crate::recipe::Recipe;

/// A segment with more than this share of all customers leaves little told apart.
const ALMOST_ALL: f64 = 0.9;

/// With at least this many starts, one of them alone at the best result says that the others missed it.
const ENOUGH_STARTS: u32 = 5;

/// Findings about the fit shown: its range cut, its iteration limit reached, its starts at odds, one segment with nearly everyone.
pub(super) fn clustering_notes(recipe: &Recipe, sweep: &Sweep, best: &Best, profile: &Profile) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut say = |text: String| notes.push(Note::new(NoteKind::Clustering, text));
    let most = sweep.range().1;
    if most < recipe.clustering.k_max {
        say(format!(
            "In the columns used there are only {} different customers, so no more than {} were tried.",
            count(u64::from(most)),
            segments(most)
        ));
    }
    if !best.fit.converged {
        say(format!(
            "The search stopped at its limit of {} iterations before everyone had settled. Raise max_iterations in the recipe.",
            count(u64::from(recipe.clustering.max_iterations))
        ));
    }
    if best.starts >= ENOUGH_STARTS && best.starts_agreeing == 1 {
        say(format!(
            "Only 1 of {} random starts found this result. More starts (restarts in the recipe) may find a better one.",
            best.starts
        ));
    }
    if let Some(largest) = profile.segments.first()
        && profile.segments.len() > 1
        && largest.share > ALMOST_ALL
    {
        say(format!(
            "Segment A holds {} of all customers: the others are few and far from the rest. A logarithm for columns with a few very large values often helps.",
            per_cent(largest.share)
        ));
    }
    notes
}
