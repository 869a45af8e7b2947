//! The question that parts centroids with the fewest mistakes.

use super::grow::{Cut, Side, ascending};
use super::sources::{Sample, Source, Values};

/// How bad a cut is: customers parted from their centroid, then how close the values on both sides are. Less is better.
pub(super) type Badness = (u64, f64);

/// The best question of `source` to the points whose cluster is `alive`; `None` if it parts no two living centroids.
pub(super) fn best(
    sample: &Sample,
    source: &Source,
    points: &[u32],
    alive: &[bool],
) -> Option<(Badness, Cut)> {
    let living = points.iter().copied().filter(|point| alive[sample.labels[*point as usize]]);
    match &source.values {
        Values::Numbers(values, _) | Values::Places(values, ..) => {
            along(sample, source, &ascending(values, living), alive)
        }
        Values::Members(holds, ..) => {
            let mut counts = vec![[0_u64; 2]; sample.k];
            for point in living {
                counts[sample.labels[point as usize]][usize::from(holds[point as usize])] += 1;
            }
            by_share(sample, source, &counts, alive)
        }
    }
}

/// Living centroids by their place along the feature, lowest first.
fn in_order(sample: &Sample, source: &Source, alive: &[bool]) -> Vec<(f64, usize)> {
    let living = (0..sample.k).filter(|cluster| alive[*cluster]);
    let mut order: Vec<(f64, usize)> =
        living.map(|cluster| (sample.centroid(cluster, source.feature), cluster)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    order
}

/// Goes through the points in ascending order and counts, at each gap between two values, who would be parted from their centroid.
fn along(sample: &Sample, source: &Source, points: &[(f64, u32)], alive: &[bool]) -> Option<(Badness, Cut)> {
    let order = in_order(sample, source, alive);
    let mut all = vec![0_u64; sample.k];
    points.iter().for_each(|(_, point)| all[sample.labels[*point as usize]] += 1);
    let (mut low_points, mut low_side) = (vec![0_u64; sample.k], vec![false; sample.k]);
    let (mut passed, mut mistakes) = (0, 0_u64);
    let mut found: Option<(Badness, Cut)> = None;
    for pair in points.windows(2) {
        let ((low, point), (high, next)) = (pair[0], pair[1]);
        let cluster = sample.labels[point as usize];
        low_points[cluster] += 1;
        if low_side[cluster] {
            mistakes -= 1;
        } else {
            mistakes += 1;
        }
        if low == high {
            continue;
        }
        let (below, above) = (sample.prepared(source, point), sample.prepared(source, next));
        while let Some((_, cluster)) = order.get(passed).filter(|(place, _)| *place < above) {
            low_side[*cluster] = true;
            mistakes = mistakes + all[*cluster] - 2 * low_points[*cluster];
            passed += 1;
        }
        let badness = (mistakes, below - above);
        let better = found.as_ref().is_none_or(|(best, _)| less(badness, *best));
        if passed > 0
            && passed < order.len()
            && better
            && let Some((question, gap)) = source.question(low, high)
        {
            found = Some((badness, Cut { question, gap, side: Side::UpTo(low), clusters: low_side.clone() }));
        }
    }
    found
}

/// For a yes or no: centroids with a share of "yes" above some bound go with "yes". `counts` are those of "no" and "yes" by cluster.
fn by_share(sample: &Sample, source: &Source, counts: &[[u64; 2]], alive: &[bool]) -> Option<(Badness, Cut)> {
    let Values::Members(_, question, gap) = &source.values else { return None };
    if [0, 1].iter().any(|answer| counts.iter().all(|count| count[*answer] == 0)) {
        return None;
    }
    let order = in_order(sample, source, alive);
    let mut yes = alive.to_vec();
    let mut mistakes: u64 = counts.iter().map(|[no, _]| *no).sum();
    let mut found: Option<(Badness, Cut)> = None;
    for pair in order.windows(2) {
        let ((low, cluster), (high, _)) = (pair[0], pair[1]);
        yes[cluster] = false;
        mistakes = mistakes + counts[cluster][1] - counts[cluster][0];
        let badness = (mistakes, low - high);
        if low < high && found.as_ref().is_none_or(|(best, _)| less(badness, *best)) {
            let (question, gap) = (question.clone(), *gap);
            found = Some((badness, Cut { question, gap, side: Side::Holds, clusters: yes.clone() }));
        }
    }
    found
}

/// Whether `a` is less bad.
pub(super) fn less(a: Badness, b: Badness) -> bool {
    a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).is_lt()
}
