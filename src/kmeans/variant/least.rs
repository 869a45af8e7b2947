//! The cheapest assignment that leaves no cluster with fewer observations than asked (Bradley, Bennett & Demiriz 2000): a minimum-cost
//! flow, solved exactly.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Costs are counted in so many steps of the largest one, as whole numbers: sums are exact, so that no rounding can make a round trip of
/// observations look like a gain.
const STEPS: f64 = (1_u64 << 52) as f64;

/// An observation and what moving it costs.
type Move = Reverse<(i64, u32)>;

/// Each observation's cluster, so that every cluster has at least `least` and the costs are as small as they can be. `costs`: observations ×
/// `k`, row-major, finite and not negative. Of equal costs the smaller cluster, then the earlier observation.
///
/// Every observation begins with its cheapest cluster. As long as a cluster lacks some, one observation more comes to it by the cheapest way
/// there is: a chain of moves from a cluster that can spare one. Shortest chains one after the other are the cheapest flow (successive shortest
/// paths; Ahuja, Magnanti & Orlin 1993).
///
/// # Panics
/// If there are fewer than `k` × `least` observations.
pub(super) fn at_least(costs: &[f64], k: usize, least: usize) -> Vec<u16> {
    let n = costs.len() / k;
    assert!(n >= k * least, "{n} observations cannot fill {k} clusters of {least}");
    let mut flow = Flow::new(whole(costs), k);
    while let Some(chain) = flow.cheapest_chain(least) {
        flow.shift(&chain);
    }
    flow.labels
}

/// `costs` in whole steps.
fn whole(costs: &[f64]) -> Vec<i64> {
    let largest = costs.iter().copied().fold(0.0, f64::max);
    if largest == 0.0 {
        return vec![0; costs.len()];
    }
    costs.iter().map(|cost| libm::rint(cost / largest * STEPS) as i64).collect()
}

struct Flow {
    k: usize,
    costs: Vec<i64>,
    labels: Vec<u16>,
    sizes: Vec<usize>,
    /// For each pair of clusters what moving one of the first to the second costs, the cheapest on top. Entries of observations that have
    /// left are dropped when they come up.
    moves: Vec<BinaryHeap<Move>>,
}

impl Flow {
    fn new(costs: Vec<i64>, k: usize) -> Self {
        let cheapest = |row: &[i64]| (0..k).min_by_key(|j| row[*j]).unwrap_or_default() as u16;
        let labels: Vec<u16> = costs.chunks_exact(k).map(cheapest).collect();
        let mut sizes = vec![0; k];
        labels.iter().for_each(|label| sizes[usize::from(*label)] += 1);
        let mut flow = Self { k, costs, labels, sizes, moves: vec![BinaryHeap::new(); k * k] };
        (0..flow.labels.len()).for_each(|observation| flow.offer(observation));
        flow
    }

    /// Notes what moving an observation from where it is costs.
    fn offer(&mut self, observation: usize) {
        let (from, k) = (usize::from(self.labels[observation]), self.k);
        let costs = &self.costs[observation * k..(observation + 1) * k];
        for to in (0..k).filter(|to| *to != from) {
            self.moves[from * k + to].push(Reverse((costs[to] - costs[from], observation as u32)));
        }
    }

    /// The cheapest move from one cluster to another.
    fn cheapest(&mut self, from: usize, to: usize) -> Option<(i64, u32)> {
        let heap = &mut self.moves[from * self.k + to];
        while let Some(Reverse((cost, observation))) = heap.peek().copied() {
            if usize::from(self.labels[observation as usize]) == from {
                return Some((cost, observation));
            }
            heap.pop();
        }
        None
    }

    /// The moves that bring one more observation to a cluster with fewer than `least`, at the smallest cost in all; `None` once none lacks
    /// any. From the last move to the first.
    fn cheapest_chain(&mut self, least: usize) -> Option<Vec<(u32, usize)>> {
        let k = self.k;
        if self.sizes.iter().all(|size| *size >= least) {
            return None;
        }
        let arcs: Vec<Option<(i64, u32)>> = (0..k * k).map(|arc| self.cheapest(arc / k, arc % k)).collect();
        let spare = |j: &usize| self.sizes[*j] > least;
        let mut costs: Vec<Option<i64>> = (0..k).map(|j| spare(&j).then_some(0)).collect();
        let mut before: Vec<Option<usize>> = vec![None; k];
        // Bellman & Ford: after k - 1 rounds no chain gets cheaper, as there is no round trip at a gain.
        for _ in 1..k {
            let mut better = false;
            for (arc, found) in arcs.iter().enumerate() {
                let (from, to) = (arc / k, arc % k);
                let (Some(cost), Some((step, _))) = (costs[from], found) else { continue };
                if costs[to].is_none_or(|known| cost + step < known) {
                    (costs[to], before[to], better) = (Some(cost + step), Some(from), true);
                }
            }
            if !better {
                break;
            }
        }
        let lacking = (0..k).filter(|j| self.sizes[*j] < least);
        let (_, mut to) = lacking.filter_map(|j| Some((costs[j]?, j))).min()?;
        let mut chain = Vec::new();
        while let Some(from) = before[to] {
            let (_, observation) = arcs[from * k + to].expect("a chain follows moves there are");
            chain.push((observation, to));
            to = from;
        }
        Some(chain)
    }

    fn shift(&mut self, chain: &[(u32, usize)]) {
        for (observation, to) in chain {
            let observation = *observation as usize;
            self.sizes[usize::from(self.labels[observation])] -= 1;
            self.sizes[*to] += 1;
            self.labels[observation] = *to as u16;
            self.offer(observation);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::Draws;

    fn cost(costs: &[f64], k: usize, labels: &[u16]) -> f64 {
        labels.iter().enumerate().map(|(i, label)| costs[i * k + usize::from(*label)]).sum()
    }

    fn sizes(labels: &[u16], k: usize) -> Vec<usize> {
        (0..k).map(|j| labels.iter().filter(|label| usize::from(**label) == j).count()).collect()
    }

    /// The smallest cost there is, by trying every assignment.
    fn by_trying(costs: &[f64], k: usize, least: usize) -> f64 {
        let n = costs.len() / k;
        let mut best = f64::INFINITY;
        for mut number in 0..k.pow(n as u32) {
            let labels: Vec<u16> = (0..n)
                .map(|_| {
                    let label = number % k;
                    number /= k;
                    label as u16
                })
                .collect();
            if sizes(&labels, k).iter().all(|size| *size >= least) {
                best = best.min(cost(costs, k, &labels));
            }
        }
        best
    }

    #[test]
    fn no_assignment_is_cheaper() {
        let mut draws = Draws::new(&[0x1EA5]);
        for case in 0..300 {
            let k = 2 + draws.below(3) as usize;
            let n = k + draws.below(9 - k as u64) as usize;
            let least = draws.below((n / k) as u64 + 1) as usize;
            // One column is much dearer, so that its cluster lacks many; small whole numbers make ties.
            let dear = |j: usize| if j == 0 { 30.0 } else { 0.0 };
            let costs: Vec<f64> = (0..n * k)
                .map(|i| dear(i % k) + if case % 2 == 0 { draws.real() } else { draws.below(4) as f64 })
                .collect();
            let labels = at_least(&costs, k, least);
            assert!(sizes(&labels, k).iter().all(|size| *size >= least), "{labels:?}");
            let (found, best) = (cost(&costs, k, &labels), by_trying(&costs, k, least));
            assert!((found - best).abs() <= 1e-9 * best.max(1.0), "{n} x {k}, {least}: {found}, not {best}");
        }
    }

    #[test]
    fn without_a_lack_everyone_is_where_it_is_cheapest() {
        let costs = [0.0, 1.0, 1.0, 0.0, 0.5, 0.5];
        assert_eq!(at_least(&costs, 2, 1), [0, 1, 0], "ties go to the smaller cluster");
        assert_eq!(at_least(&[0.0; 6], 2, 1), [1, 0, 0], "equal rows are divided too");
    }

    #[test]
    fn a_chain_goes_through_a_cluster_between() {
        // The one nearest to the third cluster is in the second, which takes one from the first in turn.
        let costs = [0.0, 1.0, 9.0, 0.0, 1.5, 9.0, 0.0, 5.0, 9.0, 4.0, 0.0, 1.0];
        assert_eq!(at_least(&costs, 3, 1), [1, 0, 0, 2]);
    }
}
