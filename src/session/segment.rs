//! From a table to segments on the screen: prepare, cluster, describe.

use super::name::given_names;
use super::{Segmentation, Session, Work};
use crate::choose::{Job, Sweep};
use crate::features::{Prepared, Preparer};
use crate::kmeans::Fit;
use crate::profile::Describer;
use crate::projection::{Moments, Projection};
use crate::protocol::{self, Action, Output, Phase};
use crate::recipe::Recipe;
use crate::rules::RuleMaker;
use crate::spread::Spreader;
use crate::validate::Plan;
use crate::view::{Axis, Parts, View, add_shapes, build, check_axes, elbow_view};

/// Observations whose products are summed in a step.
const OBSERVATIONS_A_STEP: usize = 100_000;

/// Columns becoming features.
#[derive(Debug)]
pub struct Preparing {
    recipe: Recipe,
    preparer: Preparer,
}

/// The sweep under way.
#[derive(Debug)]
pub struct Clustering {
    recipe: Recipe,
    prepared: Prepared,
    sweep: Sweep,
}

/// A result being described: a new one with its projection, or another k of the one there is.
#[derive(Debug)]
pub struct Describing {
    candidate: Option<Box<Candidate>>,
    k: u32,
    describer: Option<Describer>,
    pub(super) rules: Option<RuleMaker>,
    pub(super) spreader: Option<Spreader>,
}

#[derive(Debug)]
struct Candidate {
    recipe: Recipe,
    prepared: Prepared,
    sweep: Sweep,
    moments: Moments,
}

impl Session {
    /// Prepares and clusters the open file again; reads it again first if that was decided differently.
    pub(super) fn apply(&mut self, recipe: Recipe) {
        let Some(opened) = self.need_file() else { return };
        if opened.choices != recipe.reading {
            let file = opened.file.clone();
            return self.open_again(file, recipe);
        }
        self.stop();
        self.out.begin();
        self.begin_preparing(recipe);
    }

    pub(super) fn begin_preparing(&mut self, recipe: Recipe) {
        let Some(opened) = &self.opened else { return };
        let preparer = recipe.check().and_then(|()| Preparer::new(&opened.table, &recipe));
        match preparer {
            Err(error) => self.fail(error),
            Ok(preparer) => {
                self.work = Work::Preparing(Box::new(Preparing { recipe, preparer }));
                self.out.progress(Phase::Preparing, 0.0, String::new());
                self.out.wake();
            }
        }
    }

    pub(super) fn prepare(&mut self, mut preparing: Box<Preparing>) {
        let Some(opened) = &self.opened else { return };
        match preparing.preparer.step(&opened.table) {
            Err(error) => self.fail(error),
            Ok(more) => {
                let (done, all) = (preparing.preparer.done(), preparing.preparer.features());
                self.out.progress(
                    Phase::Preparing,
                    done as f64 / all as f64,
                    format!("{done} of {all} columns"),
                );
                if more {
                    self.work = Work::Preparing(preparing);
                    self.out.wake();
                } else {
                    self.begin_clustering(*preparing);
                }
            }
        }
    }

    fn begin_clustering(&mut self, preparing: Preparing) {
        let recipe = preparing.recipe;
        let prepared = match preparing.preparer.finish() {
            Ok(prepared) => prepared,
            Err(error) => return self.fail(error),
        };
        let distinct = prepared.matrix.distinct_rows(recipe.clustering.k_max as usize);
        let mut sweep = Sweep::new(&recipe.clustering, distinct);
        self.interrupt_checks();
        self.out.push_with(Action::LoadMatrix, prepared.matrix.to_bytes());
        for job in sweep.first_jobs() {
            self.hand_out(job);
        }
        self.out.progress(Phase::Clustering, 0.0, String::new());
        self.work = Work::Clustering(Box::new(Clustering { recipe, prepared, sweep }));
    }

    fn hand_out(&mut self, job: Job) {
        let head =
            protocol::Job { job: job.id, options: job.options, resume: job.resume.is_some(), check: None };
        self.out.push_with(Action::RunJob(head), job.resume.unwrap_or_default());
    }

    pub(super) fn job_progress(&mut self, job: u32, share: f64) {
        if let Work::Clustering(clustering) = &mut self.work {
            clustering.sweep.progressed(job, share);
            self.tell_sweep();
        }
    }

    pub(super) fn job_done(&mut self, job: u32, fit: &[u8]) {
        let Work::Clustering(clustering) = &mut self.work else { return self.check_done(job, fit) };
        let found = clustering.sweep.curve().len();
        let fit = Fit::from_bytes(fit).expect("a fit worker's own bytes");
        if let Some(next) = clustering.sweep.finished(job, fit) {
            self.hand_out(next);
        }
        let Work::Clustering(clustering) = &self.work else { return };
        if clustering.sweep.curve().len() > found {
            self.out.tell(Output::Curve { elbow: elbow_view(&clustering.sweep) });
        }
        if clustering.sweep.is_done() {
            self.begin_describing();
        } else {
            self.tell_sweep();
        }
    }

    fn tell_sweep(&mut self) {
        if let Work::Clustering(clustering) = &self.work {
            let detail = clustering.sweep.working_on().map_or_else(String::new, |k| format!("k = {k}"));
            self.out.progress(Phase::Clustering, clustering.sweep.share_done(), detail);
        }
    }

    fn begin_describing(&mut self) {
        let Work::Clustering(clustering) = std::mem::take(&mut self.work) else { return };
        let Clustering { recipe, prepared, sweep } = *clustering;
        let moments = Moments::new(prepared.matrix.features());
        let k = sweep.shown();
        let candidate = Some(Box::new(Candidate { recipe, prepared, sweep, moments }));
        self.out.progress(Phase::Describing, 0.0, String::new());
        self.work = Work::Describing(Box::new(Describing {
            candidate,
            k,
            describer: None,
            rules: None,
            spreader: None,
        }));
        self.out.wake();
    }

    pub(super) fn describe(&mut self, mut describing: Box<Describing>) {
        if let Some(candidate) = &mut describing.candidate {
            if candidate.moments.add(&candidate.prepared.matrix, OBSERVATIONS_A_STEP) {
                self.go_on(describing);
                return;
            }
            let projection = Projection::new(&candidate.moments);
            let Some(candidate) = describing.candidate.take() else { return };
            let Candidate { recipe, prepared, sweep, .. } = *candidate;
            let k = describing.k;
            let (profiles, rules, spreads) = Default::default();
            let (rows, features) = (prepared.matrix.observations(), prepared.matrix.features());
            let plan = Plan::new(sweep.range(), (rows, features), sweep.next_id());
            let (axes, stopped, trial) = (None, false, None);
            let segmentation = Segmentation {
                recipe,
                prepared,
                sweep,
                projection,
                profiles,
                rules,
                spreads,
                k,
                axes,
                plan,
                stopped,
                trial,
            };
            self.result = Some(segmentation);
        }
        let (Some(opened), Some(result)) = (&self.opened, &mut self.result) else { return };
        result.k = describing.k;
        if !result.profiles.contains_key(&describing.k) {
            let (prepared, fit) = (&result.prepared, result.fit());
            let describer = describing
                .describer
                .get_or_insert_with(|| Describer::new(&opened.table, &result.recipe, prepared, fit));
            if describer.step(&opened.table, prepared, fit) {
                self.go_on(describing);
                return;
            }
            if let Some(describer) = describing.describer.take() {
                result.profiles.insert(describing.k, describer.finish(prepared, fit));
            }
        }
        if self.make_rules(&mut describing) || self.count_spreads(&mut describing) {
            return self.go_on(describing);
        }
        self.show();
    }

    fn go_on(&mut self, describing: Box<Describing>) {
        self.work = Work::Describing(describing);
        self.out.wake();
    }

    pub(super) fn show(&mut self) {
        let Some((view, points)) = self.view() else { return };
        self.out.emit(Output::Segmented { view: Box::new(view) }, points);
        self.begin_checks();
    }

    /// What is shown and the points of its map; `None` before there is a result.
    pub(super) fn view(&self) -> Option<(View, Vec<u8>)> {
        let (opened, result) = (self.opened.as_ref()?, self.result.as_ref()?);
        let profile = result.profiles.get(&result.k)?;
        let rules = result.shown_rules()?;
        let mut reading = opened.view(&result.recipe);
        add_shapes(&mut reading, &opened.shapes, &result.prepared.outcomes);
        let given = given_names(&self.given, result, &opened.table, opened.checksum);
        let parts = Parts {
            reading: &reading,
            notes: &opened.notes,
            recipe: &result.recipe,
            table: &opened.table,
            prepared: &result.prepared,
            sweep: &result.sweep,
            projection: &result.projection,
            profile,
            rules,
            spreads: result.spreads.get(&result.k).map_or(&[], Vec::as_slice),
            names: &given,
            checks: result.checks(),
        };
        Some(build(&parts, result.axes.clone()))
    }

    /// Shows another number of segments: a lookup in the sweep.
    pub(super) fn choose(&mut self, k: u32) {
        let idle = matches!(self.work, Work::Idle | Work::Describing(_));
        let Some(result) = self.result.as_mut().filter(|_| idle) else { return };
        if result.sweep.best(k).is_none() {
            return;
        }
        // Whoever chooses a number keeps it when the recipe is replayed.
        result.recipe.clustering.k = Some(k);
        self.work = Work::Idle;
        self.describe(Box::new(Describing {
            candidate: None,
            k,
            describer: None,
            rules: None,
            spreader: None,
        }));
    }

    /// Shows the map along other axes.
    pub(super) fn show_axes(&mut self, x: Axis, y: Axis) {
        let Some(result) = self.result.as_mut().filter(|_| matches!(self.work, Work::Idle)) else { return };
        if let Err(error) = check_axes(&result.prepared, &[x.clone(), y.clone()]) {
            self.out.tell(Output::Failed { error });
            return;
        }
        result.axes = Some((x, y));
        self.show();
    }
}
