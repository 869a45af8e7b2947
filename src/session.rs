//! The whole journey as a state machine: events in, actions out. No browser, no clock, no I/O.
//!
//! [`Session::step`] never works for long: what takes longer is cut into pieces, and between two of them the session asks
//! to be woken. So a Cancel is an event like any other, and a result survives it.

mod checks;
mod compute;
mod export;
mod fold;
mod follow;
mod given;
mod keep;
mod look;
mod name;
mod outbox;
mod preview;
mod read;
mod room;
mod rules;
mod segment;
mod shared;
mod shown;
mod trial;
mod watch;
mod what_if;

use std::collections::BTreeMap;

use crate::choose::Sweep;
use crate::error::{Error, ErrorKind};
use crate::features::Prepared;
use crate::ingest::Layout;
use crate::kmeans::Fit;
use crate::note::Note;
use crate::profile::Profile;
use crate::projection::{Moments, Projection};
use crate::protocol::{Action, Event, Export, FileMeta, Message, Origin, Output};
use crate::recipe::{self, DateQuestion, Decision, FileFormat, Recipe};
use crate::rules::Rules;
use crate::sample;
use crate::shape::{GapPattern, Shape};
use crate::spread::Spread;
use crate::table::{FirstRow, Table};
use crate::validate::Plan;
use crate::view::{Axis, ReadingView, add_decisions, add_first_rows, add_gaps, add_orders, reading_view};

use checks::Checking;
use compute::Computing;
use export::Exporting;
use fold::Folding;
use look::Looking;
use name::Given;
use outbox::Outbox;
use read::Reading;
use segment::{Clustering, Describing, Preparing};
use shown::Shown;
use trial::Trial;

/// Bytes asked for at a time while a file is read.
const SLICE: u32 = 1 << 20;

/// Rows up to which every worker has the whole table.
const SHARED_ABOVE: usize = 1_000_000;

/// A file that has been read.
#[derive(Debug)]
struct Opened {
    file: FileMeta,
    /// Where its text comes from, if it was not chosen as it is.
    origin: Option<Origin>,
    /// Its columns, and behind them those computed for the result.
    table: Table,
    /// Columns computed for the result.
    computed: usize,
    layout: Layout,
    facts: Vec<String>,
    notes: Vec<Note>,
    questions: Vec<DateQuestion>,
    format: FileFormat,
    decisions: Vec<Decision>,
    column_decisions: Vec<Vec<Decision>>,
    first_rows: Vec<FirstRow>,
    /// The decisions it was read with.
    choices: recipe::Reading,
    checksum: u64,
    shapes: Vec<Option<Shape>>,
    /// Which gaps come together, and rows of patterns not counted apart.
    gaps: (Vec<GapPattern>, u64),
}

impl Opened {
    /// What was read, for the screen.
    fn view(&self, recipe: &Recipe) -> ReadingView {
        let mut view = reading_view(&self.file.name, self.file.size, &self.table, recipe, &self.facts);
        view.questions.clone_from(&self.questions);
        view.format = self.format.clone();
        view.decisions.clone_from(&self.decisions);
        view.findings.clone_from(&self.notes);
        add_decisions(&mut view, &self.column_decisions);
        add_first_rows(&mut view, &self.first_rows);
        add_gaps(&mut view, &self.gaps.0, self.gaps.1);
        add_orders(&mut view, &self.table);
        view
    }
}

/// A finished sweep, and what has been told of it so far.
#[derive(Debug)]
struct Segmentation {
    recipe: Recipe,
    prepared: Prepared,
    sweep: Sweep,
    moments: Moments,
    projection: Projection,
    profiles: BTreeMap<u32, Profile>,
    rules: BTreeMap<u32, Rules>,
    spreads: BTreeMap<u32, Vec<Spread>>,
    k: u32,
    /// The number of segments that was told last: `k`, once that is described.
    told: u32,
    /// The fit shown, as it is described.
    shown: Shown,
    axes: Option<(Axis, Axis)>,
    /// Whether the number of segments stays whatever the checks recommend.
    settled: bool,
    plan: Plan,
    /// Whether a person stopped the checks.
    stopped: bool,
    /// The trial planned last.
    trial: Option<Trial>,
}

impl Segmentation {
    /// The description of what is shown.
    fn profile(&self) -> &Profile {
        self.profiles.get(&self.k).expect("what is shown was described first")
    }
}

/// What is going on between two steps.
#[derive(Debug, Default)]
enum Work {
    /// Nothing: the session waits for a person.
    #[default]
    Idle,
    Reading(Box<Reading>),
    Looking(Box<Looking>),
    Computing(Box<Computing>),
    Preparing(Box<Preparing>),
    Clustering(Box<Clustering>),
    Describing(Box<Describing>),
    Exporting(Box<Exporting>),
    Folding(Box<Folding>),
}

/// One person's work on one file.
#[derive(Debug)]
pub struct Session {
    opened: Option<Opened>,
    result: Option<Segmentation>,
    /// Names that people gave.
    given: Vec<Given>,
    work: Work,
    /// The checks of the result, while they are handed out.
    checking: Option<Checking>,
    /// Fit workers there are.
    workers: u32,
    /// Tables of more rows than this are shared by all workers: each holds a part of them.
    shared_above: usize,
    /// Bytes that its tables may take.
    room: u64,
    out: Outbox,
}

impl Default for Session {
    fn default() -> Self {
        Self::sharing_above(SHARED_ABOVE)
    }
}

impl Session {
    /// A session that lets all workers share each fit of a table of more than `rows` rows. By default that is a million: up to there
    /// every worker has the whole table, and fits of its own.
    pub fn sharing_above(rows: usize) -> Self {
        Self {
            opened: None,
            result: None,
            given: Vec::new(),
            work: Work::default(),
            checking: None,
            workers: 1,
            shared_above: rows,
            room: room::ROOM,
            out: Outbox::default(),
        }
    }

    /// The session with so many bytes for its tables: by default 3 GiB in WebAssembly, and no limit elsewhere.
    pub fn with_room(self, bytes: u64) -> Self {
        Self { room: bytes, ..self }
    }

    /// Takes in what happened and says what the host is to do, in order. `payload` holds the bytes that belong to the event,
    /// if any.
    ///
    /// Never fails: what cannot be done is told as [`Output::Failed`], and the state before is kept.
    pub fn step(&mut self, event: Event, payload: &[u8]) -> Vec<Message<Action>> {
        match event {
            Event::Open { file, recipe } => self.open(file, None, recipe),
            Event::OpenMade { file, origin, recipe } => self.open(file, Some(origin), recipe),
            Event::Bytes { request } => self.bytes(request, payload),
            Event::ReadFailed { request, reason } => self.read_failed(request, &reason),
            Event::JobDone { job } => self.job_done(job, payload),
            Event::JobProgress { job, share } => self.job_progress(job, share),
            Event::Wake => self.wake(),
            Event::Choose { k } => self.choose(k),
            Event::ShowAxes { x, y } => self.show_axes(x, y),
            Event::Apply { recipe } => self.apply(recipe),
            Event::Preview { recipe, column } => self.preview(&recipe, &column),
            Event::Rename { segment, name } => self.rename(segment, &name),
            Event::RecallNames => self.recall_names(payload),
            Event::PlanTrial { request } => self.plan_trial(request),
            Event::WhatIf { customer } => self.what_if(&customer),
            Event::Watch { start, draw } => self.watch(start, draw),
            Event::ListBorder => self.list_border(),
            Event::Settle => self.settle(),
            Event::Fold { plan, filters } => self.fold(plan, filters),
            Event::Export { export, options } => self.export(export, options),
            Event::Sample => self.sample(),
            Event::Cancel => self.cancel(),
            Event::Workers { count } => self.workers = count.max(1),
            Event::Drill => panic!("a drill: this panic was asked for"),
        }
        self.out.take()
    }

    /// The fit that is shown and how its features were prepared, once there is a result: of all customers who are in a segment.
    pub fn shown(&self) -> Option<(&Fit, &Prepared)> {
        self.result.as_ref().map(|result| (result.fit(), result.kept()))
    }

    /// Rows of the file that were set aside as unusual, ascending.
    pub fn unusual(&self) -> Vec<usize> {
        let Some(result) = &self.result else { return Vec::new() };
        result.aside().iter().map(|observation| result.prepared.rows.row(*observation as usize)).collect()
    }

    fn wake(&mut self) {
        if !self.out.woken() {
            return;
        }
        match std::mem::take(&mut self.work) {
            Work::Looking(looking) => self.look(looking),
            Work::Computing(computing) => self.compute(computing),
            Work::Preparing(preparing) => self.prepare(preparing),
            Work::Clustering(clustering) if clustering.shares_fits() => self.load_parts(clustering),
            Work::Describing(describing) => self.describe(describing),
            Work::Idle => self.load_sample(),
            other => self.work = other,
        }
    }

    /// The file that is open, if one is.
    fn need_file(&mut self) -> Option<&Opened> {
        if self.opened.is_none() {
            self.fail(Error::new(ErrorKind::File, "page", "no file is open", "Choose a file first."));
        }
        self.opened.as_ref()
    }

    fn sample(&mut self) {
        self.out.emit(Output::SampleFile { name: sample::SAMPLE_NAME.to_owned() }, sample::sample_csv());
    }

    fn cancel(&mut self) {
        // A description is a moment away, and whoever asked for another number waits for it: only checks are stopped.
        let describing = matches!(&self.work, Work::Describing(describing) if describing.is_of_the_result());
        if !describing && !matches!(self.work, Work::Idle) {
            self.stop();
            if self.result.is_none() {
                // Nothing shows it any more, and the next file needs the memory in one piece.
                self.opened = None;
            }
            self.out.tell(Output::Cancelled);
            self.begin_checks();
        } else if self.checking.is_some() {
            self.stop_checks();
            self.out.tell(Output::Cancelled);
        }
    }

    /// Forgets what is going on. What was there before it still is.
    fn stop(&mut self) {
        match (std::mem::take(&mut self.work), &mut self.result) {
            (Work::Clustering(_), _) => self.out.push(Action::StopJobs),
            (Work::Describing(_), Some(result)) => result.turn_back(),
            _ => {}
        }
        self.out.forget_requests();
    }

    fn fail(&mut self, error: Error) {
        self.stop();
        self.out.tell(Output::Failed { error });
        self.begin_checks();
    }
}
