//! How large groups have to be: the test of two independent shares, pooled under no difference and apart under one.

use super::Request;
use crate::profile::distributions::normal_upper;

/// The groups of a trial in a segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Groups {
    /// Customers held out.
    pub holdout: u64,
    /// Customers treated.
    pub treated: u64,
    /// Whether they show the uplift wanted.
    pub enough: bool,
    /// The smallest difference of the same sign that they show; `None` if they show none.
    pub detectable: Option<f64>,
}

/// Treated customers needed when `ratio` times as many are held out.
///
/// `((z_level · s_0 + z_power · s_1) / uplift)²` with `s_0² = p (1 - p)(1 + 1 / ratio)` for the pooled share `p` and
/// `s_1² = p_1 (1 - p_1) + p_2 (1 - p_2) / ratio` (Fleiss, Levin & Paik 2003, without a correction for continuity; the same as
/// `samplesize_proportions_2indep_onetail` of statsmodels). Not rounded.
fn needed(request: &Request, uplift: f64, ratio: f64) -> f64 {
    let (held, treated) = (request.rate, request.rate + uplift);
    let pooled = (treated + held * ratio) / (1.0 + ratio);
    let alike = libm::sqrt(pooled * (1.0 - pooled) * (1.0 + 1.0 / ratio));
    let apart = libm::sqrt(treated * (1.0 - treated) + held * (1.0 - held) / ratio);
    let reach = normal_upper(request.level / 2.0) * alike + normal_upper(1.0 - request.power) * apart;
    let z = reach / uplift;
    z * z
}

/// Customers that each of two equally large groups needs.
pub fn each(request: &Request) -> u64 {
    needed(request, request.uplift, 1.0).ceil() as u64
}

/// The fewest of `size` customers, at least two, to hold out when all others are treated; half of them if even that does not show the
/// uplift.
pub fn groups(request: &Request, size: u64) -> Groups {
    let shows = |holdout: u64, uplift: f64| {
        let treated = (size - holdout) as f64;
        needed(request, uplift, holdout as f64 / treated) <= treated
    };
    let half = (size / 2).max(1);
    let enough = shows(half, request.uplift);
    let mut range = (1, half);
    while enough && range.0 < range.1 {
        let middle = range.0 + (range.1 - range.0) / 2;
        if shows(middle, request.uplift) { range.1 = middle } else { range.0 = middle + 1 }
    }
    let holdout = range.1;
    Groups {
        holdout,
        treated: size - holdout,
        enough,
        detectable: detectable(request, |u| shows(holdout, u)),
    }
}

/// The smallest difference that is shown, to a hundred-thousandth of what is possible.
fn detectable(request: &Request, shows: impl Fn(f64) -> bool) -> Option<f64> {
    let most = if request.uplift > 0.0 { 1.0 - request.rate } else { -request.rate };
    let (mut small, mut large) = (0.0, most * 0.999_99);
    if !shows(large) {
        return None;
    }
    for _ in 0..40 {
        let middle = (small + large) / 2.0;
        if shows(middle) { large = middle } else { small = middle }
    }
    Some(large)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(rate: f64, uplift: f64) -> Request {
        Request { segment: 1, rate, uplift, power: 0.8, level: 0.05 }
    }

    #[test]
    fn a_textbook_case() {
        // statsmodels: samplesize_proportions_2indep_onetail(0.1, 0.5, 0.8) = 387.34
        assert_eq!(each(&request(0.5, 0.1)), 388);
    }

    #[test]
    fn the_fewest_are_held_out_and_no_fewer_would_do() {
        let wanted = request(0.05, 0.02);
        let found = groups(&wanted, 20_000);
        assert!(found.enough && found.holdout < each(&wanted), "{found:?}");
        let ratio = |holdout: u64| holdout as f64 / (20_000 - holdout) as f64;
        let shown = |holdout: u64| needed(&wanted, 0.02, ratio(holdout)) <= (20_000 - holdout) as f64;
        assert!(shown(found.holdout) && !shown(found.holdout - 1), "{found:?}");
        let least = found.detectable.expect("something is shown");
        assert!((0.019..=0.02).contains(&least), "{least}");
    }

    #[test]
    fn a_small_segment_is_halved_and_says_what_it_can_show() {
        let found = groups(&request(0.05, 0.01), 400);
        assert_eq!((found.holdout, found.treated, found.enough), (200, 200, false));
        assert!(found.detectable.is_some_and(|least| least > 0.01), "{found:?}");
        let fall = groups(&request(0.5, -0.2), 400);
        assert!(fall.enough && fall.detectable.is_some_and(|least| least < 0.0), "{fall:?}");
    }
}
