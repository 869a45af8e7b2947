//! What a segment can be said to be.

use super::levels::of_level;
use super::lifecycle::lifecycle;
use super::numbers::{of_number, preference};
use super::{DISTINCT, Word};
use crate::meaning::Meaning;
use crate::profile::{Facts, Measure};
use crate::recipe::Role;

/// A descriptor has to beat this p-value after adjustment to be spoken of.
pub(in crate::profile) const TRUSTED: f64 = 0.01;

/// A difference in prepared units has to be so large in original units as well, in standard deviations: a word must be visible in the
/// numbers beside it.
const VISIBLE: f64 = 0.2;

/// What a claim is about: its place in the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// What customers are worth.
    Value,
    /// What they do.
    Behaviour,
    /// What they can afford.
    Means,
    /// Who they are.
    Demographic,
    /// Anything else.
    Other,
}

/// How a claim is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "loyal": before the noun.
    Adjective,
    /// "bargain hunters": in place of "customers".
    Noun,
    /// "mostly retired": after the noun.
    After,
}

/// One thing to say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    pub(super) slot: Slot,
    pub(super) form: Form,
    pub(super) text: String,
    /// How many words it counts for: what a file calls something is one, and so is a noun in place of "customers".
    pub(super) words: usize,
    /// What it is about: a name says one thing about it.
    pub(super) key: String,
    /// Standard deviations from everyone else; words that stand on several columns have their mean.
    pub(super) strength: f64,
    pub(super) measures: Vec<usize>,
    pub(super) reason: String,
}

impl Claim {
    pub(super) fn word(self) -> Word {
        Word { text: self.text, reason: self.reason, measures: self.measures }
    }

    /// Whether both can stand in one name without saying the same or standing in the same place. Two claims of other sorts can.
    pub(super) fn goes_with(&self, other: &Self) -> bool {
        self.agrees_with(other) && (self.slot != other.slot || self.slot == Slot::Other)
    }

    /// Whether they are about different things, stand on different columns and do not both want to be the noun. Two words for what
    /// customers do could contradict each other.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        let both_nouns = self.form == Form::Noun && other.form == Form::Noun;
        let both_behaviour = self.slot == Slot::Behaviour && other.slot == Slot::Behaviour;
        let shared = self.measures.iter().any(|measure| other.measures.contains(measure));
        self.key != other.key && !both_nouns && !both_behaviour && !shared
    }
}

/// From this strength on a word of the lifecycle comes first, whatever else there is.
const FIRST_WORD: f64 = 0.8;

/// What segment `j` can be said to be, strongest first: clear words of the lifecycle, then the rest by strength, descriptors counting
/// less.
pub(super) fn claims(facts: Facts<'_>, j: usize) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let (strong, weak): (Vec<Claim>, Vec<Claim>) =
        lifecycle(facts, j).into_iter().partition(|claim| claim.strength >= FIRST_WORD);
    claims.extend(strong);
    let spoken: Vec<usize> = claims.iter().flat_map(|claim| claim.measures.clone()).collect();
    // Of equals a word of the lifecycle comes first.
    let mut rest: Vec<Claim> = weak;
    rest.extend(preference(facts, j));
    for (m, measure) in facts.measures.iter().enumerate() {
        if spoken.contains(&m) && measure.subject.meaning != Meaning::Spend || !distinct(facts, m, j) {
            continue;
        }
        let claim = if measure.level.is_some() { of_level(facts, m, j) } else { of_number(facts, m, j) };
        rest.extend(claim);
    }
    rest.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.measures.cmp(&b.measures)));
    claims.extend(rest);
    claims
}

/// Whether segment `j` lies far enough from everyone else in measure `m` to say so, and enough customers bear it out.
pub(super) fn distinct(facts: Facts<'_>, m: usize, j: usize) -> bool {
    facts.measures[m].apart[j].abs() >= DISTINCT && borne_out(facts, m, j)
}

/// Whether the difference of segment `j` in measure `m` is more than the draw of a few customers: for a descriptor by its adjusted
/// p-value, for a feature by its v-test against the chance that any of the features would reach it. And whether it shows in original units.
pub(super) fn borne_out(facts: Facts<'_>, m: usize, j: usize) -> bool {
    let measure = &facts.measures[m];
    let shows = measure.plain_apart(j, facts.sizes) * measure.apart[j].signum() >= VISIBLE;
    measure.means[j].is_some() && shows && !measure.subject.sensitive && enough(facts.measures, m, j)
}

/// Whether enough customers bear a difference out.
pub(in crate::profile) fn enough(measures: &[Measure], m: usize, j: usize) -> bool {
    let measure = &measures[m];
    if measure.role != Role::Feature {
        return measure.q[j].is_some_and(|q| q <= TRUSTED);
    }
    let tests = measures.iter().filter(|measure| measure.role == Role::Feature).count() * measure.z.len();
    let p = crate::profile::distributions::normal_two_sided(measure.noise[j]);
    p * tests as f64 <= TRUSTED
}
