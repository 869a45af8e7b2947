//! Growing the tree, a little at a time.

use super::ask::{Question, Test};
use super::sources::{Sample, Source, Values};
use super::tree::{Node, Tree};
use super::{expand, imm};

/// Points looked at in a step, once for each centroid: some milliseconds.
const WORK: usize = 2_000_000;

/// A leaf is parted only if that takes away this share of the inertia at least: what gains less makes rules longer, not better.
const LEAST_GAIN: f64 = 0.005;

/// A question with what it does to the points and centroids at a node.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub(super) question: Question,
    /// The answer for a gap.
    pub(super) gap: bool,
    pub(super) side: Side,
    /// By cluster: whether its centroid is on the side of "yes". Only while centroids are parted.
    pub(super) clusters: Vec<bool>,
}

/// Which points of the sample answer "yes".
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    /// Those up to this value.
    UpTo(f64),
    /// Those that hold what is asked for.
    Holds,
}

/// The values of `points`, ascending, ties by point.
pub(super) fn ascending(values: &[f64], points: impl Iterator<Item = u32>) -> Vec<(f64, u32)> {
    // Adding 0 makes -0 and 0 the same.
    let mut order: Vec<(f64, u32)> = points.map(|point| (values[point as usize] + 0.0, point)).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    order
}

/// A tree being grown.
#[derive(Debug)]
pub(super) struct Grower {
    sample: Sample,
    sources: Vec<Source>,
    nodes: Vec<Growing>,
    /// Nodes to look at next, the last first.
    queue: Vec<usize>,
    /// Sources looked at for the last of them.
    looked: usize,
    /// Whether centroids are still being parted; leaves are expanded afterwards.
    parting: bool,
    leaves: usize,
    least_gain: f64,
}

#[derive(Debug)]
struct Growing {
    node: Node,
    points: Vec<u32>,
    /// Centroids here, while they are being parted.
    alive: Vec<bool>,
    /// The best cut found so far: its source, how bad it is and the cut.
    best: Option<(usize, imm::Badness, Cut)>,
}

impl Growing {
    fn new(points: Vec<u32>, alive: Vec<bool>) -> Self {
        let cluster = alive.iter().position(|alive| *alive).unwrap_or(0);
        Self { node: Node::Leaf(cluster), points, alive, best: None }
    }
}

impl Grower {
    pub(super) fn new(sample: Sample, sources: Vec<Source>) -> Self {
        let points = (0..sample.labels.len() as u32).collect();
        let own = |point: usize| sample.costs(point)[sample.labels[point]];
        let inertia: f64 = (0..sample.labels.len()).map(own).sum();
        let nodes = vec![Growing::new(points, vec![true; sample.k])];
        let least_gain = inertia * LEAST_GAIN;
        Self { sample, sources, nodes, queue: vec![0], looked: 0, parting: true, leaves: 1, least_gain }
    }

    /// Works on for some milliseconds. Returns whether there is more to do.
    pub(super) fn step(&mut self) -> bool {
        let mut work = 0;
        while work < WORK {
            if let Some(at) = self.queue.last().copied() {
                if self.looked < self.sources.len() {
                    self.look(at);
                    work += (self.nodes[at].points.len() + 1) * self.sample.k;
                } else {
                    self.queue.pop();
                    self.looked = 0;
                    if self.parting {
                        self.part(at);
                    }
                }
            } else if self.parting {
                self.begin_expanding();
            } else if !self.expand() {
                return false;
            }
        }
        true
    }

    /// The tree grown.
    pub(super) fn tree(&self) -> Tree {
        Tree { nodes: self.nodes.iter().map(|growing| growing.node.clone()).collect() }.simplified()
    }

    /// Looks at the next source for node `at`.
    fn look(&mut self, at: usize) {
        let source = &self.sources[self.looked];
        let growing = &mut self.nodes[at];
        let found = if self.parting {
            imm::best(&self.sample, source, &growing.points, &growing.alive)
        } else {
            expand::best(&self.sample, source, &growing.points).map(|(cost, cut)| ((0, cost), cut))
        };
        if let Some((badness, cut)) = found
            && growing.best.as_ref().is_none_or(|(_, best, _)| imm::less(badness, *best))
        {
            growing.best = Some((self.looked, badness, cut));
        }
        self.looked += 1;
    }

    /// Parts the centroids at node `at` by the best question found.
    fn part(&mut self, at: usize) {
        let Some((source, _, cut)) = self.nodes[at].best.take() else { return };
        let alive = self.nodes[at].alive.clone();
        let of = |yes: bool| -> Vec<bool> {
            alive.iter().zip(&cut.clusters).map(|(alive, side)| *alive && *side == yes).collect()
        };
        let (yes, no) = self.split(at, source, cut.clone(), (of(true), of(false)));
        let several = |node: &usize| self.nodes[*node].alive.iter().filter(|alive| **alive).count() > 1;
        let next: Vec<usize> = [no, yes].into_iter().filter(several).collect();
        self.queue.extend(next);
    }

    /// Every leaf takes the centroid nearest to its points, and is looked at for a question more.
    fn begin_expanding(&mut self) {
        self.parting = false;
        for at in 0..self.nodes.len() {
            self.nodes[at].best = None;
            if matches!(self.nodes[at].node, Node::Leaf(_)) {
                self.settle(at);
                self.queue.push(at);
            }
        }
    }

    fn settle(&mut self, at: usize) {
        let growing = &mut self.nodes[at];
        if !growing.points.is_empty() {
            let costs = expand::totals(&self.sample, growing.points.iter().copied());
            growing.node = Node::Leaf(expand::cheapest(&costs).0);
        }
    }

    /// Parts the leaf that gains most. Returns whether one did.
    fn expand(&mut self) -> bool {
        let mut chosen: Option<(f64, usize)> = None;
        for (at, growing) in self.nodes.iter().enumerate() {
            let (Node::Leaf(cluster), Some((_, (_, left), _))) = (&growing.node, &growing.best) else {
                continue;
            };
            let costs = expand::totals(&self.sample, growing.points.iter().copied());
            let gain = costs[*cluster] - left;
            if gain > self.least_gain && chosen.is_none_or(|(best, _)| gain > best) {
                chosen = Some((gain, at));
            }
        }
        let Some((_, at)) = chosen.filter(|_| self.leaves < 2 * self.sample.k) else { return false };
        let Some((source, _, cut)) = self.nodes[at].best.take() else { return false };
        let (yes, no) = self.split(at, source, cut, (Vec::new(), Vec::new()));
        for child in [no, yes] {
            self.settle(child);
            self.queue.push(child);
        }
        true
    }

    /// Makes node `at` ask, and gives the nodes of its answers.
    fn split(&mut self, at: usize, source: usize, cut: Cut, alive: (Vec<bool>, Vec<bool>)) -> (usize, usize) {
        let source = &self.sources[source];
        let says_yes = |point: &u32| match (&source.values, cut.side) {
            (Values::Numbers(values, _) | Values::Places(values, ..), Side::UpTo(low)) => {
                values[*point as usize] <= low
            }
            (Values::Members(holds, ..), _) => holds[*point as usize],
            (_, Side::Holds) => false,
        };
        let points = std::mem::take(&mut self.nodes[at].points);
        let (yes_points, no_points) = points.into_iter().partition(says_yes);
        let (yes, no) = (self.nodes.len(), self.nodes.len() + 1);
        let test = Test { column: source.column, question: cut.question, gap: cut.gap };
        self.nodes[at].node = Node::Split { test, yes, no };
        self.nodes.push(Growing::new(yes_points, alive.0));
        self.nodes.push(Growing::new(no_points, alive.1));
        self.leaves += 1;
        (yes, no)
    }
}
