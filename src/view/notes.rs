//! What a person should know about the clustering before trusting it.

use crate::choose::{Best, Sweep};
use crate::note::{Note, NoteKind};
use crate::profile::wording::{count, segments};
use crate::recipe::{Clustering, Recipe};

/// With at least this many starts, one of them alone at the best result says that the others missed it.
const ENOUGH_STARTS: u32 = 5;

/// Findings about the fit shown: its range cut, its iteration limit reached, its starts at odds.
pub(super) fn clustering_notes(recipe: &Recipe, sweep: &Sweep, best: &Best) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut say = |text: String| notes.push(Note::new(NoteKind::Clustering, text));
    let most = sweep.range().1;
    let Clustering { k_max, min_size, .. } = recipe.clustering;
    if min_size > 0 {
        say(format!(
            "Every segment holds at least {} customers: some customers may be in one that is not the nearest. Checks cluster re-draws without that limit.",
            count(u64::from(min_size))
        ));
    }
    if min_size > 0 && most < k_max {
        say(format!(
            "There are not enough different customers to fill more than {}, so no more were tried.",
            segments(most)
        ));
    } else if most == 1 && k_max > 1 {
        say("In the columns used all customers are the same, so there is one segment.".to_owned());
    } else if most < k_max {
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
    notes
}
