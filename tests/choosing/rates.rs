//! How often the rule errs. Twenty small tables of each sort in every run; two hundred of every size by `make test-stats`.

use customer_segmentation::kmeans::Draws;
use customer_segmentation::validate::{Candidate, Kind, adjusted_rand};

use super::judge::{Judged, candidates, judge};
use super::tables::{WITHOUT, planted, without};

/// What the rule went by: for each k the overlap of the weakest segment, the gap with its error, and whether all segments look whole.
fn evidence(judged: &Judged) -> String {
    let of = |one: &Candidate| {
        let whole = if one.whole { "" } else { " two" };
        format!("; {}: {:.2} {:.3}±{:.3}{whole}", one.k, one.stability.weakest, one.gap.gap, one.gap.error)
    };
    candidates(&judged.sweep, judged.evidence()).iter().map(of).collect()
}

/// One table without segments: its kind, its rows and columns, and what the rule said.
fn judged_without(number: u64, most: f64) -> (usize, usize, usize, Kind) {
    let mut draws = Draws::new(&[0xF1A7, number]);
    let kind = (number % WITHOUT.len() as u64) as usize;
    let n = (200.0 * (most / 200.0).powf(draws.real())) as usize;
    let d = 2 + draws.below(11) as usize;
    let columns = without(kind, n, d, &mut draws);
    let judged = judge(&columns, number);
    println!("{}, {n} x {d}: {:?}{}", WITHOUT[kind], judged.verdict, evidence(&judged));
    (kind, n, d, judged.verdict.kind)
}

fn no_structure(tables: u64, most: f64) {
    let tables = from()..from() + tables;
    let all: Vec<_> = tables.map(|number| judged_without(number, most)).collect();
    let natural = all.iter().filter(|(.., kind)| *kind == Kind::Natural).count();
    let clouds: Vec<_> = all.iter().filter(|(kind, _, d, _)| *kind == 1 || *kind == 0 && *d >= 4).collect();
    let cut = clouds.iter().filter(|(.., kind)| *kind < Kind::Constructed).count();
    println!("natural: {natural} of {}", all.len());
    println!("clouds called natural or reproducible: {cut} of {}", clouds.len());
    assert!(natural * 20 <= all.len(), "{natural} of {} called natural", all.len());
    assert!(cut * 20 <= clouds.len(), "{cut} of {} clouds called natural or reproducible", clouds.len());
}

/// One table of planted segments: whether it was found, and whether a merged segment shows; `None` if k-means itself cannot part it.
fn judged_planted(number: u64, more: u64) -> Option<(bool, bool)> {
    let mut draws = Draws::new(&[0x5EED, number]);
    let k = 2 + draws.below(7) as usize;
    let d = 2 + draws.below(9) as usize;
    let n = k * 50 + draws.below(more) as usize;
    let (columns, truth) = planted(k, n, d, &mut draws);
    let judged = judge(&columns, number);
    let agreement = adjusted_rand(&judged.best(k as u32).labels.all(), &truth, (k, k));
    let found = judged.verdict.kind == Kind::Natural && judged.verdict.k == k as u32;
    let merged = k == 2 || merged_shows(&judged, k, &truth);
    println!(
        "{k} planted, {n} x {d}, agreement {agreement:.3}: {:?}, merged shows: {merged}{}",
        judged.verdict,
        evidence(&judged)
    );
    (agreement >= 0.98).then_some((found, merged))
}

/// With one segment too few, exactly those that hold two planted ones are marked.
fn merged_shows(judged: &Judged, k: usize, truth: &[u16]) -> bool {
    let labels = judged.best(k as u32 - 1).labels.all();
    let Some((_, _, twos)) = judged.evidence().measured(k as u32 - 1) else { return false };
    let holds = |segment: usize| {
        let mut counts = vec![0; k];
        for (label, planted) in labels.iter().zip(truth) {
            counts[usize::from(*planted)] += usize::from(usize::from(*label) == segment);
        }
        counts
            .iter()
            .enumerate()
            .filter(|(j, count)| **count * 2 > truth.iter().filter(|t| usize::from(**t) == *j).count())
            .count()
    };
    (0..k - 1).all(|segment| twos[segment] == (holds(segment) > 1))
}

fn structure(tables: u64, more: u64) {
    let tables = from()..from() + tables;
    let all: Vec<(bool, bool)> = tables.filter_map(|number| judged_planted(number, more)).collect();
    let found = all.iter().filter(|(found, _)| *found).count();
    let merged = all.iter().filter(|(_, merged)| *merged).count();
    println!("right number and natural: {found} of {}", all.len());
    println!("merged segments marked, and no others: {merged} of {}", all.len());
    assert!(found * 20 >= all.len() * 19, "{found} of {} found", all.len());
    assert!(merged * 10 >= all.len() * 9, "{merged} of {} marked", all.len());
}

/// Number of the first table: 0 unless `FROM` says otherwise. What is tuned is tuned from 1,000 on.
fn from() -> u64 {
    std::env::var("FROM").ok().and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Tables of the long run: 200 unless `TABLES` says otherwise.
fn tables() -> u64 {
    std::env::var("TABLES").ok().and_then(|text| text.parse().ok()).unwrap_or(200)
}

#[test]
fn twenty_tables_without_segments() {
    no_structure(20, 1_500.0);
}

#[test]
fn twenty_tables_of_planted_segments() {
    structure(20, 800);
}

#[test]
#[ignore = "minutes: make test-stats"]
fn many_tables_without_segments() {
    no_structure(tables(), 20_000.0);
}

#[test]
#[ignore = "minutes: make test-stats"]
fn many_tables_of_planted_segments() {
    structure(tables(), 4_000);
}
