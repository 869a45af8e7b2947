//! From a table to segments on the screen: prepare, cluster, describe.

use super::compute::Computed;
use super::fold::advised;
use super::given::given;
use super::room::most_values;
use super::shared::{Question, Shared};
use super::shown::{Shown, variant};
use super::{Segmentation, Session, Work};
use crate::choose::{Job, Sweep};
use crate::features::{Prepared, Preparer};
use crate::kmeans::{Facts, Fit, Init, Variant};
use crate::matrix::Slice;
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
    computed: Computed,
    preparer: Preparer,
}

/// The sweep under way.
#[derive(Debug)]
pub struct Clustering {
    recipe: Recipe,
    computed: Computed,
    prepared: Prepared,
    sweep: Sweep,
    /// First centroids that the recipe gives, as numbers of the matrix.
    given: Vec<f64>,
    /// How fits differ from plain k-means.
    variant: Variant,
    /// If all workers share each fit.
    shared: Option<Shared>,
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

impl Clustering {
    /// Whether all workers share each fit.
    pub(super) fn shares_fits(&self) -> bool {
        self.shared.is_some()
    }
}

impl Describing {
    /// Another k of the result there is.
    pub(super) fn of(k: u32) -> Self {
        Self { candidate: None, k, describer: None, rules: None, spreader: None }
    }

    /// Whether the result described is the one there is, and not one that is still to take its place.
    pub(super) fn is_of_the_result(&self) -> bool {
        self.candidate.is_none()
    }
}

#[derive(Debug)]
struct Candidate {
    recipe: Recipe,
    computed: Computed,
    prepared: Prepared,
    sweep: Sweep,
    /// The fit to be shown, as it is described.
    shown: Shown,
    moments: Moments,
}

impl Session {
    /// Prepares and clusters the open file again; reads it again first if that was decided differently.
    pub(super) fn apply(&mut self, recipe: Recipe) {
        let Some(opened) = self.need_file() else { return };
        let customers = opened.holds_customers_of(&recipe);
        let recipe = if customers { Recipe { orders: None, ..recipe } } else { recipe };
        let orders = opened.orders_of(&recipe).cloned();
        let reading = orders.as_ref().map_or(&recipe.reading, |orders| &orders.reading);
        if !opened.is_read_as(reading) {
            let file = opened.file.clone();
            return self.open_again(file, recipe);
        }
        if let Some(orders) = orders {
            return self.make_customers(orders, recipe);
        }
        let recipe = match opened.with_orders(recipe) {
            Ok(recipe) => recipe,
            Err(error) => return self.fail(error),
        };
        self.stop();
        self.out.begin();
        self.begin_computing(recipe);
    }

    pub(super) fn begin_preparing(&mut self, recipe: Recipe, mut computed: Computed) {
        let Some(opened) = &mut self.opened else { return };
        let (shared_above, room) = (self.shared_above, self.room);
        let preparer = opened.with(&mut computed, |table| {
            let preparer = Preparer::new(table, &recipe)?;
            // Each worker gets the whole of a table that is not shared: as bytes, and once more on the way.
            let copies = if preparer.rows_used() > shared_above { 1 } else { 3 };
            Ok(preparer.limited_to(most_values(table.bytes(), copies, room)))
        });
        match preparer {
            Err(error) => {
                let error = advised(&opened.table, error);
                self.fail(error);
            }
            Ok(preparer) => {
                self.work = Work::Preparing(Box::new(Preparing { recipe, computed, preparer }));
                self.out.wake();
            }
        }
    }

    pub(super) fn prepare(&mut self, mut preparing: Box<Preparing>) {
        let Some(opened) = &mut self.opened else { return };
        let Preparing { computed, preparer, .. } = &mut *preparing;
        match opened.with(computed, |table| preparer.step(table)) {
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
        let (recipe, computed) = (preparing.recipe, preparing.computed);
        let prepared = match preparing.preparer.finish() {
            Ok(prepared) => prepared,
            Err(error) => return self.fail(error),
        };
        let given = match given(&recipe.clustering, &prepared) {
            Ok(given) => given,
            Err(error) => return self.fail(error),
        };
        let variant = variant(&recipe, &prepared);
        let matrix = prepared.clustered();
        if let Err(error) = recipe.clustering.check_min_size(matrix.observations()) {
            return self.fail(error);
        }
        let distinct = matrix.distinct_rows(recipe.clustering.k_max as usize);
        let mut sweep =
            Sweep::new(&recipe.clustering, distinct.min(variant.most_clusters(matrix.observations())));
        self.interrupt_checks();
        let shared = self.load(&prepared, &variant);
        let jobs = sweep.first_jobs();
        let clustering = Clustering { recipe, computed, prepared, sweep, given, variant, shared };
        self.work = Work::Clustering(Box::new(clustering));
        for job in jobs {
            self.hand_out(job);
        }
        self.out.progress(Phase::Clustering, 0.0, String::new());
    }

    /// Gives the workers the matrix: each the whole, or each its part if it is large and the fits are plain k-means.
    fn load(&mut self, prepared: &Prepared, variant: &Variant) -> Option<Shared> {
        let matrix = prepared.clustered();
        if matrix.observations() <= self.shared_above || !variant.is_plain() {
            self.out.push_with(Action::LoadMatrix, Slice::whole_to_bytes(matrix));
            return None;
        }
        let shared = Shared::new(Facts::of(matrix), self.workers);
        self.out.wake();
        Some(shared)
    }

    /// Gives the workers the next rows of their parts, and begins with the fits once they have them all.
    pub(super) fn load_parts(&mut self, mut clustering: Box<Clustering>) {
        let Clustering { prepared, shared: Some(shared), given, .. } = &mut *clustering else { return };
        let questions = match shared.load(prepared.clustered()) {
            Some((worker, bytes)) => {
                self.out.push_with(Action::LoadPart { worker }, bytes);
                self.out.wake();
                Vec::new()
            }
            None => shared.begin(given),
        };
        self.work = Work::Clustering(clustering);
        self.ask_workers(questions);
    }

    fn hand_out(&mut self, job: Job) {
        let Work::Clustering(clustering) = &mut self.work else { return };
        if let Some(shared) = &mut clustering.shared {
            shared.add(job);
            let questions = shared.begin(&clustering.given);
            return self.ask_workers(questions);
        }
        let mut payload =
            if clustering.variant.is_plain() { Vec::new() } else { clustering.variant.to_bytes() };
        let head = protocol::Job {
            job: job.id,
            options: job.options,
            resume: job.resume.is_some(),
            check: None,
            part: None,
            variant: (!payload.is_empty()).then_some(payload.len() as u32),
        };
        match job.resume {
            Some(fit) => payload.extend(fit.to_bytes()),
            None if job.options.init == Init::Given => {
                payload.extend(clustering.given.iter().flat_map(|c| c.to_le_bytes()));
            }
            None => {}
        }
        self.out.push_with(Action::RunJob(head), payload);
    }

    fn ask_workers(&mut self, questions: Vec<Question>) {
        for (head, payload) in questions {
            self.out.push_with(Action::RunJob(head), payload);
        }
    }

    /// A worker told something of its part.
    fn told(&mut self, id: u32, told: &[u8]) {
        let Work::Clustering(clustering) = &mut self.work else { return };
        let Some(shared) = &mut clustering.shared else { return };
        let (questions, ended) = shared.take(id, told);
        self.ask_workers(questions);
        if let Some((job, fit)) = ended {
            self.fitted(job, fit);
        }
        let Work::Clustering(clustering) = &mut self.work else { return };
        let Some(shared) = &mut clustering.shared else { return };
        let questions = shared.begin(&clustering.given);
        if let Some((job, share)) = shared.progress() {
            clustering.sweep.progressed(job, share);
        }
        self.ask_workers(questions);
        self.tell_sweep();
    }

    pub(super) fn job_progress(&mut self, job: u32, share: f64) {
        if let Work::Clustering(clustering) = &mut self.work {
            clustering.sweep.progressed(job, share);
            self.tell_sweep();
        }
    }

    pub(super) fn job_done(&mut self, job: u32, bytes: &[u8]) {
        match &self.work {
            Work::Clustering(clustering) if clustering.shared.is_some() => self.told(job, bytes),
            Work::Clustering(_) => {
                let fit = Fit::from_bytes(bytes).expect("a fit worker's own bytes");
                self.fitted(job, fit);
            }
            _ => self.check_done(job, bytes),
        }
    }

    fn fitted(&mut self, job: u32, fit: Fit) {
        let Work::Clustering(clustering) = &mut self.work else { return };
        let found = clustering.sweep.curve().len();
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
        let Clustering { recipe, computed, prepared, sweep, variant, .. } = *clustering;
        let moments = Moments::new(prepared.matrix.features());
        let k = sweep.shown();
        let found = sweep.best(k).expect("only values of k the sweep has tried are shown").whole();
        let shown = Shown::new(&prepared, found, &variant);
        let candidate = Some(Box::new(Candidate { recipe, computed, prepared, sweep, shown, moments }));
        self.out.progress(Phase::Describing, 0.0, String::new());
        self.work = Work::Describing(Box::new(Describing { candidate, ..Describing::of(k) }));
        self.out.wake();
    }

    pub(super) fn describe(&mut self, mut describing: Box<Describing>) {
        if let Some(candidate) = &mut describing.candidate {
            // Customers set aside do not turn the map.
            let kept = candidate.shown.of(&candidate.prepared);
            if candidate.moments.add(&kept.matrix, OBSERVATIONS_A_STEP) {
                self.go_on(describing);
                return;
            }
            let projection = Projection::new(&candidate.moments);
            let Some(candidate) = describing.candidate.take() else { return };
            let Candidate { recipe, computed, prepared, sweep, shown, moments } = *candidate;
            if let Some(opened) = &mut self.opened {
                opened.take(computed);
            }
            let k = describing.k;
            let (profiles, rules, spreads) = Default::default();
            let clustered = prepared.clustered();
            let (rows, features) = (clustered.observations(), clustered.features());
            let plan = Plan::new(sweep.range(), (rows, features), sweep.next_id());
            let (axes, settled, stopped, trial) = (None, false, false, None);
            let segmentation = Segmentation {
                recipe,
                prepared,
                sweep,
                moments,
                projection,
                profiles,
                rules,
                spreads,
                k,
                told: k,
                shown,
                axes,
                settled,
                plan,
                stopped,
                trial,
            };
            self.result = Some(segmentation);
        }
        let (Some(opened), Some(result)) = (&self.opened, &mut self.result) else { return };
        result.turn_to(describing.k);
        if !result.profiles.contains_key(&describing.k) {
            let (prepared, fit) = (result.kept(), result.fit());
            let describer = describing
                .describer
                .get_or_insert_with(|| Describer::new(&opened.table, &result.recipe, prepared, fit));
            if describer.step(&opened.table, prepared, fit) {
                self.go_on(describing);
                return;
            }
            if let Some(describer) = describing.describer.take() {
                let profile = describer.finish(prepared, fit);
                result.profiles.insert(describing.k, profile);
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
        if let Some(result) = &mut self.result {
            result.told = result.k;
        }
        self.out.emit(Output::Segmented { view: Box::new(view) }, points);
        self.begin_checks();
    }

    /// What is shown and the points of its map; `None` before there is a result.
    pub(super) fn view(&self) -> Option<(View, Vec<u8>)> {
        let (opened, result) = (self.opened.as_ref()?, self.result.as_ref()?);
        let profile = result.profiles.get(&result.k)?;
        let mut reading = opened.view(&result.recipe);
        add_shapes(&mut reading, &opened.shapes, &result.prepared.outcomes);
        let profile = profile.renamed(&self.given_names());
        let parts = Parts {
            reading: &reading,
            notes: &opened.notes,
            recipe: &result.recipe,
            table: &opened.table,
            prepared: result.kept(),
            fit: result.fit(),
            aside: (&result.prepared, result.aside()),
            sweep: &result.sweep,
            moments: &result.moments,
            projection: &result.projection,
            profile: &profile,
            rules: result.shown_rules(),
            spreads: result.spreads.get(&result.k).map_or(&[], Vec::as_slice),
            checks: result.checks(),
        };
        Some(build(&parts, result.axes.clone()))
    }

    /// Shows another number of segments: a lookup in the sweep.
    pub(super) fn choose(&mut self, k: u32) {
        let idle = matches!(self.work, Work::Idle | Work::Describing(_));
        let Some(result) = self.result.as_mut().filter(|_| idle) else {
            return self.refuse("number of segments", "there is no result to show another number of");
        };
        if result.sweep.best(k).is_none() {
            return self.refuse("number of segments", &format!("{k} segments were not tried"));
        }
        // Whoever chooses a number keeps it when the recipe is replayed.
        result.recipe.clustering.k = Some(k);
        self.work = Work::Idle;
        self.describe(Box::new(Describing::of(k)));
    }

    /// Shows the map along other axes; together with another number of segments if that is on its way.
    pub(super) fn show_axes(&mut self, x: Axis, y: Axis) {
        let another_k = matches!(&self.work, Work::Describing(describing) if describing.candidate.is_none());
        let shown = another_k || matches!(self.work, Work::Idle);
        let Some(result) = self.result.as_mut().filter(|_| shown) else {
            return self.refuse("axes", "there is no result to draw");
        };
        if let Err(error) = check_axes(&result.prepared, &[x.clone(), y.clone()]) {
            self.out.tell(Output::Failed { error });
            return;
        }
        result.axes = Some((x, y));
        if !another_k {
            self.show();
        }
    }
}
