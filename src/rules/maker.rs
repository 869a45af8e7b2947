//! From a fit to its rules, in steps a Cancel can come between.

use super::ask::Asker;
use super::branch::Branch;
use super::grow::Grower;
use super::shelf::Shelf;
use super::sources::{Sample, Source};
use super::speaker::Speaker;
use super::tally::{Tally, share};
use super::tree::Tree;
use super::{Rules, SegmentRule, formula, sql, words};
use crate::features::Prepared;
use crate::kmeans::Fit;
use crate::recipe::Recipe;
use crate::table::Table;

/// Makes the rules of one fit.
#[derive(Debug)]
pub struct RuleMaker {
    stage: Stage,
    built_on: Option<u64>,
}

#[derive(Debug)]
enum Stage {
    Reading(Shelf),
    Growing(Shelf, Box<Grower>),
    Counting(Asker, Tree, Tally),
}

impl RuleMaker {
    /// Starts on `prepared`, which was made from `table`.
    pub fn new(table: &Table, prepared: &Prepared) -> Self {
        Self { stage: Stage::Reading(Shelf::new(table, prepared)), built_on: None }
    }

    /// Works on for some tens of milliseconds, with the table it was started on, prepared by `recipe`, and a fit of it. Returns whether
    /// there is more to do.
    pub fn step(&mut self, (table, recipe): (&Table, &Recipe), prepared: &Prepared, fit: &Fit) -> bool {
        let more = match &mut self.stage {
            Stage::Reading(shelf) => shelf.step(table, recipe),
            Stage::Growing(_, grower) => grower.step(),
            Stage::Counting(asker, tree, tally) => return tally.step(table, (tree, asker), prepared, fit),
        };
        if !more {
            let stage = std::mem::replace(&mut self.stage, Stage::Reading(Shelf::new(table, prepared)));
            self.stage = match stage {
                Stage::Reading(shelf) => {
                    let sample = Sample::new(prepared, fit);
                    let size = sample.observations.len();
                    self.built_on = (size < prepared.rows.len()).then_some(size as u64);
                    let sources = Source::all((table, &shelf), recipe, prepared, &sample);
                    Stage::Growing(shelf, Box::new(Grower::new(sample, sources)))
                }
                Stage::Growing(shelf, grower) => {
                    let tally = Tally::new(fit.k(), prepared.matrix.features());
                    Stage::Counting(Asker::new(shelf), grower.tree(), tally)
                }
                counting @ Stage::Counting(..) => counting,
            };
        }
        true
    }

    /// The rules. To be called once [`step`](Self::step) has returned `false`. `row` is the number of the first data row in a
    /// spreadsheet that holds the file.
    ///
    /// Above 16,384 observations, fewer where features are many, the tree is built on so many of them, evenly spread over the rows;
    /// what is counted is counted on all.
    ///
    /// # Panics
    /// If it is called before.
    pub fn finish(
        self,
        (table, recipe): (&Table, &Recipe),
        prepared: &Prepared,
        fit: &Fit,
        row: u64,
    ) -> Rules {
        let Stage::Counting(asker, tree, tally) = self.stage else {
            panic!("rules are counted before they are told")
        };
        let speaker = Speaker::new(table, recipe, asker.shelf(), row);
        let mut branches = vec![Vec::new(); fit.k()];
        for (way, cluster) in tree.ways() {
            branches[cluster].push(Branch::of(&way));
        }
        let (sql, formula) = (sql::case(&speaker, &branches), formula::nested(&speaker, &tree));
        let segments = branches
            .into_iter()
            .enumerate()
            .map(|(cluster, branches)| SegmentRule {
                found: tally.found(cluster),
                coverage: share(tally.right(cluster), fit.sizes[cluster]),
                precision: share(tally.right(cluster), tally.found(cluster)),
                ways: branches.iter().map(|branch| words::way(&speaker, branch)).collect(),
                sql: sql::condition(&speaker, &branches),
                formula: formula::condition(&speaker, &branches),
                branches,
            })
            .collect();
        let strict = speaker.strict;
        let (agreement, price) = (tally.agreement(), tally.price(prepared, fit));
        Rules { tree, asker, segments, agreement, price, built_on: self.built_on, sql, formula, strict }
    }
}
