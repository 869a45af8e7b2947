//! The rule over the panel: which number of segments, and how sure.

use serde::{Deserialize, Serialize};

use super::plan::{Gap, Stability};

/// Hennig (2007): a mean overlap of 0.75 or more is a valid, stable segment; below it is doubtful.
pub const STABLE: f64 = 0.75;

/// Asked of a cut where the gap does not count. Even halves or thirds of one round cloud in two columns reach [`STABLE`] now and then.
pub const STABLE_CUT: f64 = 0.8;

/// And of 0.85 or more a highly stable one.
pub const VERY_STABLE: f64 = 0.85;

/// A gap counts from this on: about a tenth less left inside than in the references.
const FLOOR: f64 = 0.1;

/// And from this many of its standard errors on. Several k are looked at, hence more than the usual one.
const ERRORS: f64 = 2.5;

/// A gap counts as the largest one from this share of it on.
const AS_LARGE: f64 = 0.8;

/// Of cuts without natural groups, those this close to the most stable one count as equally stable.
const AS_STABLE: f64 = 0.05;

/// What a segment has to hold to be of use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Useful {
    /// Share of all customers, 0 to 1.
    pub share: f64,
    /// Customers.
    pub count: u64,
}

impl Default for Useful {
    /// One in a hundred, and 5.
    fn default() -> Self {
        Self { share: 0.01, count: 5 }
    }
}

impl Useful {
    /// Whether a segment of `size` of `rows` customers is large enough to plan with.
    pub fn holds(self, size: u64, rows: u64) -> bool {
        size >= self.count && size as f64 >= self.share * rows as f64
    }
}

/// How sure one can be of segments. In falling order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// More structure than chance, and the segments come back in re-draws.
    Natural,
    /// No more structure than chance, but the same cut comes back: a useful division of a whole without gaps.
    Reproducible,
    /// Not one cloud, but no number of segments comes back in re-draws.
    Constructed,
    /// One cloud, and every cut moves with the next draw.
    None,
}

/// What the rule came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// How sure.
    pub kind: Kind,
    /// The number of segments recommended: 1 for [`Kind::Constructed`] and [`Kind::None`].
    pub k: u32,
    /// The next best number, if another one meets the same conditions.
    pub runner_up: Option<u32>,
}

/// The evidence for one k of at least 2.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Number of segments.
    pub k: u32,
    /// Customers in the smallest segment.
    pub smallest: u64,
    /// How well the segments come back.
    pub stability: Stability,
    /// How far the curve lies below the references.
    pub gap: Gap,
    /// Whether no segment may be two.
    pub whole: bool,
}

impl Candidate {
    /// What its own evidence says of this k, whichever k is recommended. `rows`: customers in all.
    pub fn kind(&self, rows: u64, useful: Useful) -> Kind {
        let stable = self.comes_back() && useful.holds(self.smallest, rows);
        match (stable, self.stands_out()) {
            (true, true) => Kind::Natural,
            (true, false) => Kind::Reproducible,
            (false, true) => Kind::Constructed,
            (false, false) => Kind::None,
        }
    }

    /// The mean overlap that is asked of its weakest segment.
    pub fn asked(&self) -> f64 {
        if self.stands_out() { STABLE } else { STABLE_CUT }
    }

    /// Whether its weakest segment reaches it.
    pub fn comes_back(&self) -> bool {
        self.stability.weakest >= self.asked()
    }

    fn stands_out(&self) -> bool {
        self.gap.gap >= FLOOR && self.gap.gap >= ERRORS * self.gap.error
    }
}

/// Judges the `candidates`, ascending in k, of a table of `rows`.
///
/// *Stable* is a k whose weakest segment has a mean overlap of at least [`STABLE`], or [`STABLE_CUT`] where its gap does not count, and
/// whose smallest is [`Useful`].
/// - *Natural*: a stable k has a gap that counts. Of those whose segments are all whole, or of all if there is none, the smallest whose
///   gap is within one standard error of the largest, or at least `AS_LARGE` of it.
/// - *Reproducible*: there is a stable k. The largest one within `AS_STABLE` of the most stable.
/// - *Constructed*: some gap counts. *None*: no gap does.
pub fn verdict(candidates: &[Candidate], rows: u64, useful: Useful) -> Verdict {
    let of_kind = |most| {
        let least = move |candidate: &&Candidate| candidate.kind(rows, useful) <= most;
        candidates.iter().filter(least).collect::<Vec<_>>()
    };
    let (natural, stable) = (of_kind(Kind::Natural), of_kind(Kind::Reproducible));
    if let Some(k) = by_structure(&natural) {
        let others: Vec<&Candidate> = natural.into_iter().filter(|candidate| candidate.k != k).collect();
        return Verdict { kind: Kind::Natural, k, runner_up: by_structure(&others) };
    }
    if let Some(k) = by_stability(&stable) {
        let others: Vec<&Candidate> = stable.into_iter().filter(|candidate| candidate.k != k).collect();
        return Verdict { kind: Kind::Reproducible, k, runner_up: by_stability(&others) };
    }
    let kind = if candidates.iter().any(Candidate::stands_out) { Kind::Constructed } else { Kind::None };
    Verdict { kind, k: 1, runner_up: None }
}

fn by_structure(candidates: &[&Candidate]) -> Option<u32> {
    let whole: Vec<&Candidate> = candidates.iter().copied().filter(|candidate| candidate.whole).collect();
    by_gap(if whole.is_empty() { candidates } else { &whole })
}

fn by_gap(candidates: &[&Candidate]) -> Option<u32> {
    let best = candidates.iter().map(|candidate| candidate.gap).max_by(|a, b| a.gap.total_cmp(&b.gap))?;
    let enough = (best.gap - best.error).min(AS_LARGE * best.gap);
    candidates.iter().find(|candidate| candidate.gap.gap >= enough).map(|candidate| candidate.k)
}

fn by_stability(candidates: &[&Candidate]) -> Option<u32> {
    let best = candidates.iter().map(|candidate| candidate.stability.weakest).fold(0.0, f64::max);
    candidates
        .iter()
        .rev()
        .find(|candidate| candidate.stability.weakest >= best - AS_STABLE)
        .map(|candidate| candidate.k)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(k: u32, weakest: f64, gap: f64) -> Candidate {
        let stability = Stability { redraws: 50, segments: vec![weakest], weakest, agreement: weakest };
        Candidate { k, smallest: 100, stability, gap: Gap { gap, error: 0.01 }, whole: false }
    }

    fn judged(candidates: &[Candidate]) -> (Kind, u32, Option<u32>) {
        let verdict = verdict(candidates, 1000, Useful::default());
        (verdict.kind, verdict.k, verdict.runner_up)
    }

    #[test]
    fn the_four_verdicts() {
        let natural = [
            candidate(2, 0.9, 0.3),
            candidate(3, 0.9, 0.5),
            candidate(4, 0.5, 0.6),
            candidate(5, 0.8, 0.505),
        ];
        assert_eq!(judged(&natural), (Kind::Natural, 3, Some(5)));
        let cut = [candidate(2, 0.9, 0.01), candidate(3, 0.88, 0.04), candidate(4, 0.76, 0.045)];
        assert_eq!(judged(&cut), (Kind::Reproducible, 3, Some(2)));
        assert_eq!(judged(&[candidate(2, 0.6, 0.3)]), (Kind::Constructed, 1, None));
        assert_eq!(judged(&[candidate(2, 0.6, 0.03)]), (Kind::None, 1, None));
        assert_eq!(judged(&[]), (Kind::None, 1, None));
    }

    #[test]
    fn whole_segments_go_before_a_larger_gap() {
        let whole = Candidate { whole: true, ..candidate(2, 0.9, 0.3) };
        assert_eq!(judged(&[whole, candidate(3, 0.9, 0.5)]), (Kind::Natural, 2, Some(3)));
    }

    #[test]
    fn whole_segments_of_a_much_smaller_gap_hold_several_groups() {
        let whole = |k, gap| Candidate { whole: true, ..candidate(k, 0.9, gap) };
        assert_eq!(judged(&[whole(2, 0.3), whole(5, 0.5)]), (Kind::Natural, 5, Some(2)));
        assert_eq!(judged(&[whole(5, 0.45), whole(6, 0.5)]), (Kind::Natural, 5, Some(6)), "nearly as large");
    }

    #[test]
    fn more_is_asked_of_a_cut() {
        assert_eq!(judged(&[candidate(2, 0.78, 0.02)]), (Kind::None, 1, None));
        assert_eq!(judged(&[candidate(2, 0.78, 0.2)]).0, Kind::Natural);
    }

    #[test]
    fn segments_too_small_to_use_are_not_recommended() {
        let tiny = Candidate { smallest: 4, ..candidate(2, 0.99, 0.9) };
        assert_eq!(judged(std::slice::from_ref(&tiny)), (Kind::Constructed, 1, None));
        let any = Useful { share: 0.0, count: 1 };
        assert_eq!(verdict(&[tiny], 1000, any).kind, Kind::Natural, "whoever can use four gets them");
        let large = Useful { share: 0.2, count: 1 };
        assert_eq!(verdict(&[candidate(2, 0.99, 0.9)], 1000, large).k, 1, "100 of 1,000 are too few");
    }
}
