//! A binary tree of questions.

use super::ask::{Asker, Test};
use crate::table::Table;

/// A node, by its place in [`Tree::nodes`].
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Asks, and goes on at one of two nodes.
    Split {
        /// The question.
        test: Test,
        /// Where to go on if the answer is yes.
        yes: usize,
        /// And if it is no.
        no: usize,
    },
    /// The cluster found.
    Leaf(usize),
}

/// Questions that lead to clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// The first is the root; each other one hangs below an earlier one.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// All questions.
    pub fn tests(&self) -> impl Iterator<Item = &Test> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Split { test, .. } => Some(test),
            Node::Leaf(_) => None,
        })
    }

    /// The cluster of a table row.
    pub fn cluster(&self, table: &Table, asker: &Asker, row: usize) -> usize {
        let mut at = 0;
        loop {
            match &self.nodes[at] {
                Node::Leaf(cluster) => return *cluster,
                Node::Split { test, yes, no } => at = if asker.answer(table, test, row) { *yes } else { *no },
            }
        }
    }

    /// The ways to the leaves, "yes" first: the tests with the answers that lead there, and the cluster.
    pub fn ways(&self) -> Vec<(Vec<(&Test, bool)>, usize)> {
        let mut found = Vec::new();
        let mut open = vec![(0, Vec::new())];
        while let Some((at, way)) = open.pop() {
            match &self.nodes[at] {
                Node::Leaf(cluster) => found.push((way, *cluster)),
                Node::Split { test, yes, no } => {
                    for (next, answer) in [(no, false), (yes, true)] {
                        let mut longer = way.clone();
                        longer.push((test, answer));
                        open.push((*next, longer));
                    }
                }
            }
        }
        found
    }

    /// The tree without questions that lead to one cluster only.
    #[must_use]
    pub fn simplified(&self) -> Self {
        let mut nodes = Vec::new();
        self.copy(0, &mut nodes);
        Self { nodes }
    }

    fn copy(&self, at: usize, nodes: &mut Vec<Node>) -> usize {
        let place = nodes.len();
        if let Some(cluster) = self.only(at) {
            nodes.push(Node::Leaf(cluster));
        } else if let Node::Split { test, yes, no } = &self.nodes[at] {
            nodes.push(Node::Leaf(0));
            let yes = self.copy(*yes, nodes);
            let no = self.copy(*no, nodes);
            nodes[place] = Node::Split { test: test.clone(), yes, no };
        }
        place
    }

    /// The cluster that every way from `at` leads to, if it is one.
    fn only(&self, at: usize) -> Option<usize> {
        match &self.nodes[at] {
            Node::Leaf(cluster) => Some(*cluster),
            Node::Split { yes, no, .. } => self.only(*yes).filter(|one| self.only(*no) == Some(*one)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ask::Question;
    use super::*;

    fn split(threshold: f64, yes: usize, no: usize) -> Node {
        let test = Test { column: 0, question: Question::AtMost(threshold), gap: false };
        Node::Split { test, yes, no }
    }

    #[test]
    fn questions_that_tell_nothing_are_left_out() {
        let nodes = vec![split(5.0, 1, 2), split(2.0, 3, 4), Node::Leaf(1), Node::Leaf(0), Node::Leaf(0)];
        let simple = Tree { nodes }.simplified();
        assert_eq!(simple.nodes, [split(5.0, 1, 2), Node::Leaf(0), Node::Leaf(1)]);
        let ways = simple.ways();
        assert_eq!((ways[0].0[0].1, ways[0].1, ways[1].0[0].1, ways[1].1), (true, 0, false, 1));
    }
}
