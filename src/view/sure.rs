//! The verdict in words.

use super::trust::VerdictView;
use crate::profile::wording::{capitalised, count, count_word, customers, segments};
use crate::validate::{Candidate, Kind, STABLE, Useful, Verdict};

/// What is on the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    /// Segments.
    pub k: u32,
    /// Customers.
    pub rows: u64,
    /// What a segment has to hold to be of use.
    pub useful: Useful,
}

/// `verdict` beside a result of `shown` segments. `candidates` is not empty.
pub(super) fn verdict_view(verdict: Verdict, candidates: &[Candidate], shown: Shown) -> VerdictView {
    let own = candidates.iter().find(|candidate| candidate.k == shown.k);
    let kind = own.map_or(verdict.kind, |candidate| candidate.kind(shown.rows, shown.useful));
    let (word, mark) = match kind {
        Kind::Natural => ("Natural", None),
        Kind::Reproducible => ("A cut that holds", Some("a cut, not a natural group")),
        Kind::Constructed => ("Constructed", Some("unreliable")),
        Kind::None => ("No segments", Some("unreliable")),
    };
    let own = own.filter(|_| shown.k > 1);
    let together_is_best = shown.k == 1 && verdict.k == 1;
    VerdictView {
        kind: verdict.kind,
        recommended: verdict.k,
        runner_up: verdict.runner_up,
        shown: kind,
        word: word.to_owned(),
        sentence: own.map_or_else(|| together(verdict), |own| sentence(kind, own)),
        reasons: reasons(verdict, candidates, shown),
        headline: match own {
            Some(_) => headline(kind, verdict, shown),
            None => together_is_best.then(|| NOTHING.to_owned()),
        },
        lead: match own {
            Some(own) => lead(kind, own, shown),
            None => steadiest(candidates).filter(|_| together_is_best).map(|best| one_cloud(best, shown)),
        },
        anyway: steadiest(candidates).filter(|_| verdict.k == 1).map(|best| best.k),
        mark: mark.filter(|_| shown.k > 1).map(str::to_owned),
    }
}

/// Headline where nothing is recommended.
const NOTHING: &str = "No reliable segments in this file";

/// The candidate whose weakest segment comes back most.
fn steadiest(candidates: &[Candidate]) -> Option<&Candidate> {
    candidates.iter().max_by(|a, b| a.stability.weakest.total_cmp(&b.stability.weakest))
}

/// Why everyone is shown together.
fn one_cloud(best: &Candidate, shown: Shown) -> String {
    let why = if best.comes_back() {
        format!("the smallest has {}, fewer than the limit of use", customers(best.smallest))
    } else {
        let weakest = percent(best.stability.weakest);
        format!("the weakest comes back by {weakest} on average when customers are drawn anew")
    };
    format!(
        "The {} customers differ, but no way of dividing them holds: of the steadiest, {}, {why}. So everyone is shown together.",
        count(shown.rows),
        segments(best.k)
    )
}

fn together(verdict: Verdict) -> String {
    match verdict.k {
        1 => "Everyone together is what the checks recommend.".to_owned(),
        k => format!("Everyone is shown together; the checks recommend {}.", segments(k)),
    }
}

/// What the evidence says of one k.
fn sentence(kind: Kind, own: &Candidate) -> String {
    let weakest = percent(own.stability.weakest);
    let redraws = own.stability.redraws;
    match kind {
        Kind::Natural => format!(
            "Clearly more structure than chance, and every segment comes back: the weakest by {weakest} on average over {redraws} re-draws."
        ),
        Kind::Reproducible => format!(
            "No gaps between kinds of customers, but the same cut comes back: the weakest segment by {weakest} on average over {redraws} re-draws."
        ),
        Kind::Constructed | Kind::None if !own.comes_back() => format!(
            "The weakest segment comes back by {weakest} on average over {redraws} re-draws; we ask for {}.",
            percent(own.asked())
        ),
        Kind::Constructed | Kind::None => {
            format!("The smallest segment has only {}, fewer than the limit of use.", customers(own.smallest))
        }
    }
}

/// The recommendation, why, and the next best.
fn reasons(verdict: Verdict, candidates: &[Candidate], shown: Shown) -> Vec<String> {
    let of = |k: u32| candidates.iter().find(|candidate| candidate.k == k);
    let mut reasons = Vec::new();
    match (verdict.kind, of(verdict.k)) {
        (Kind::Natural, Some(own)) => {
            reasons.push(format!(
                "{} recommended: {} less is left inside than in data without segments, and each comes back by at least {} on average.",
                capitalised(&segments(own.k)),
                percent(1.0 - libm::exp(-own.gap.gap)),
                percent(own.stability.weakest)
            ));
            if own.whole {
                reasons.push("None of them looks like two.".to_owned());
            }
        }
        (Kind::Reproducible, Some(own)) => reasons.push(format!(
            "{} recommended, as a useful cut: each comes back by at least {} on average. The curve shows no more structure than chance.",
            capitalised(&segments(own.k)),
            percent(own.stability.weakest)
        )),
        _ => {
            reasons.push("No number of segments is recommended.".to_owned());
            if let Some(best) = steadiest(candidates) {
                reasons.push(format!(
                    "At best, with {}, the weakest comes back by {} on average; we ask for {}.",
                    count_word(best.k),
                    percent(best.stability.weakest),
                    percent(best.asked())
                ));
            }
        }
    }
    if let Some(next) = verdict.runner_up.and_then(of) {
        reasons.push(format!(
            "Next best: {}, whose weakest segment comes back by {}.",
            count_word(next.k),
            percent(next.stability.weakest)
        ));
    }
    if let Some(more) = of(verdict.k + 1).filter(|more| verdict.k > 1 && more.stability.weakest < STABLE) {
        reasons.push(format!(
            "With {} one segment comes back by {} only.",
            count_word(more.k),
            percent(more.stability.weakest)
        ));
    }
    reasons.extend(too_small(candidates, shown));
    reasons
}

/// Which numbers of segments the limit of use alone rules out.
fn too_small(candidates: &[Candidate], Shown { rows, useful, .. }: Shown) -> Option<String> {
    let steady = candidates.iter().filter(|candidate| candidate.comes_back());
    let out: Vec<String> = steady
        .filter(|candidate| !useful.holds(candidate.smallest, rows))
        .map(|candidate| count_word(candidate.k))
        .collect();
    let least = (libm::ceil(useful.share * rows as f64) as u64).max(useful.count);
    let (last, others) = out.split_last()?;
    let ks = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
    Some(format!(
        "Not with {ks}: steady, but a segment would be below the limit of use, {} customers.",
        count(least)
    ))
}

fn headline(kind: Kind, verdict: Verdict, shown: Shown) -> Option<String> {
    match kind {
        Kind::Natural => Some(format!("{} kinds of customers", capitalised(&count_word(shown.k)))),
        Kind::Reproducible => {
            Some(format!("{}, a cut and not natural groups", capitalised(&segments(shown.k))))
        }
        Kind::Constructed | Kind::None if verdict.k == 1 => Some(NOTHING.to_owned()),
        Kind::Constructed | Kind::None => {
            Some(format!("{} that do not hold", capitalised(&segments(shown.k))))
        }
    }
}

fn lead(kind: Kind, own: &Candidate, shown: Shown) -> Option<String> {
    match kind {
        Kind::Natural => None,
        Kind::Reproducible => Some(format!(
            "The {} customers differ, but gradually: there is no gap between one kind and the next. This cut is steady, so it can serve as a division.",
            count(shown.rows)
        )),
        Kind::Constructed | Kind::None => Some(format!(
            "The {} customers differ, but lines drawn between {} move with the next draw. What is shown is for looking, not for planning.",
            count(shown.rows),
            segments(own.k)
        )),
    }
}

/// A share in whole per cent.
fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
