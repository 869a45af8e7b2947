//! The wire, declared once: what goes into a [`Session`](crate::session::Session) and what comes out.
//!
//! Messages are JSON; bytes travel beside them as a payload, never inside. `www/protocol.d.ts` repeats these
//! types for the type checker, and a test compares the two.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::ingest::Packing;
use crate::kmeans::{Init, Options};
use crate::note::Note;
use crate::recipe::{FoldPlan, OrdersRecipe, Recipe, RowFilter};
use crate::trial::{Request, TrialView};
use crate::validate::Check;
use crate::view::{Axis, BorderView, ElbowView, FilmView, PreviewView, ReadingView, TrustView, View};
use crate::what_if::{Customer, WhatIfView};

/// A message and the bytes that travel beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Message<T> {
    /// An [`Event`] or an [`Action`].
    pub head: T,
    /// Bytes; which ones, if any, the head says.
    pub payload: Vec<u8>,
}

/// What a fit worker is given to start on: an [`Action::RunJob`] without its tag.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// To be repeated in the answer.
    pub job: u32,
    /// What to fit.
    pub options: Options,
    /// Go on from the payload until nothing moves any more.
    pub resume: bool,
    /// Not a fit, but a check. The payload is the [`Fit`](crate::kmeans::Fit) checked, or whose customers set aside are left out, or nothing; of the options only
    /// k and the seed matter.
    pub check: Option<Check>,
    /// Not a fit, but a question about the part of the rows that the worker of this number holds. The payload is an
    /// [`Ask`](crate::kmeans::Ask) as bytes, and the answer a [`Told`](crate::kmeans::Told); of the options only k matters, and `resume`
    /// says that the question belongs to the fit of the one before.
    pub part: Option<u32>,
    /// Not plain k-means: so many bytes at the head of the payload are a [`Variant`](crate::kmeans::Variant).
    pub variant: Option<u32>,
}

/// What the host knows of a file before reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMeta {
    /// Name as shown to the person. Hostile text.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// Where a text comes from that was unpacked, converted or put together before it is read; see
/// [`container`](crate::container).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// How, each a few words: "sheet Customers of a workbook".
    pub facts: Vec<String>,
    /// What was out of line on the way.
    pub notes: Vec<Note>,
    /// Whether its cells were no text but had types, as in a workbook or JSON: there `=1+1` can be a word, which in a text table would
    /// be a formula.
    #[serde(default)]
    pub typed: bool,
    /// Columns that describe customers and do not tell them apart, unless a person says so. Default: none.
    #[serde(default)]
    pub descriptors: Vec<String>,
    /// How its rows became customers, if they did. Default: they did not.
    #[serde(default)]
    pub orders: Option<Box<OrdersRecipe>>,
}

/// What can be downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// The original file with a segment column appended, and the columns asked for.
    LabelledFile,
    /// What every column is in every segment, as CSV.
    Profile,
    /// The recipe as JSON.
    Recipe,
    /// The original file's records of the segment that the trial planned last is about, with the groups drawn for it.
    Trial,
    /// The cards of all segments as text.
    Cards,
}

/// How a download is to be; what does not concern it is not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportOptions {
    /// Columns beside the segment's number, in this order. Default: none.
    pub columns: Vec<LabelColumn>,
    /// The 1-based segment whose customers alone are wanted, or 0 for those set aside as unusual. Default: all records.
    pub only: Option<u32>,
    /// Whether only customers on a border are wanted, see [`on_border`](crate::view::on_border). Default: all records.
    pub border: bool,
    /// How a table of our own is written.
    pub format: TableFormat,
}

/// A column of the labelled file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelColumn {
    /// `segment_name`: its name, and in brackets its mark, unless that has a column of its own.
    Name,
    /// `segment_distance`: distance to the segment's centroid, prepared units.
    Distance,
    /// `segment_runner_up`: number of the next nearest segment.
    RunnerUp,
    /// `segment_confidence`: how much nearer the own centroid is than the next, as a share of the distance to that: 0 on the border, 1
    /// in the middle.
    Confidence,
    /// `segment_mark`: what goes with the segment's name, such as "a cut, not a natural group"; empty for a natural segment, and
    /// before the checks are done.
    Mark,
    /// `trial_group`: `treat` or `hold_out`, as drawn for the trial planned last; empty for a customer of another segment, and while no
    /// trial is planned for the segments shown.
    TrialGroup,
}

/// Marks of a table of our own; the customer's own file keeps its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableFormat {
    /// Commas between cells, decimal points.
    #[default]
    Comma,
    /// The same behind a byte order mark, by which spreadsheet programs know UTF-8 when a file is opened by double click.
    CommaMarked,
    /// Tabs between cells, decimal points.
    Tab,
    /// Semicolons between cells, decimal commas, a byte order mark: what a spreadsheet program of most of Europe opens by double click.
    Semicolon,
}

impl TableFormat {
    /// What stands between cells.
    pub fn between(self) -> char {
        match self {
            Self::Comma | Self::CommaMarked => ',',
            Self::Tab => '\t',
            Self::Semicolon => ';',
        }
    }

    /// What stands before the first cell.
    pub fn head(self) -> &'static str {
        match self {
            Self::Comma | Self::Tab => "",
            Self::CommaMarked | Self::Semicolon => "\u{feff}",
        }
    }
}

/// Something happened. Given to `Session::step` one at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// A file was chosen; once it is read it takes the place of the one before.
    Open {
        /// The file.
        file: FileMeta,
        /// A recipe to replay. Default: suggest one.
        recipe: Option<Recipe>,
    },
    /// A text was made of what was chosen; as [`Event::Open`] otherwise.
    OpenMade {
        /// The text, under the name of what was chosen.
        file: FileMeta,
        /// Where it comes from.
        origin: Origin,
        /// A recipe to replay. Default: suggest one.
        recipe: Option<Recipe>,
    },
    /// The answer to [`Action::ReadRange`]: the bytes are the payload.
    Bytes {
        /// The request answered.
        request: u32,
    },
    /// The file could not be read.
    ReadFailed {
        /// The request answered.
        request: u32,
        /// What the platform said.
        reason: String,
    },
    /// The answer to [`Action::RunJob`]: the payload is a [`Fit`](crate::kmeans::Fit), an [`Outcome`](crate::validate::Outcome), or what a
    /// part tells, as bytes.
    JobDone {
        /// The job answered.
        job: u32,
    },
    /// How far a running job is.
    JobProgress {
        /// The job.
        job: u32,
        /// Its share done, 0 to 1, an estimate.
        share: f64,
    },
    /// The answer to [`Action::Wake`].
    Wake,
    /// Show `k` segments: a lookup, no refit.
    Choose {
        /// Within the range tried.
        k: u32,
    },
    /// Show these two axes on the map.
    ShowAxes {
        /// Horizontal.
        x: Axis,
        /// Vertical.
        y: Axis,
    },
    /// Prepare and cluster again with another recipe; the file is read again only if reading changed.
    Apply {
        /// The recipe.
        recipe: Recipe,
    },
    /// Say what a recipe would do to a column, without carrying it out.
    Preview {
        /// The recipe.
        recipe: Recipe,
        /// Name of the column.
        column: String,
    },
    /// Give a segment a name, or its own again if the name is blank. The name stays with its customers when k, seed, recipe or file
    /// change.
    Rename {
        /// Its number, from 1.
        segment: u32,
        /// The name; cut to 60 characters.
        name: String,
    },
    /// Take back the names that [`Output::Names`] handed out before a crash: the payload.
    RecallNames,
    /// Plan a trial in one segment.
    PlanTrial {
        /// What is wanted.
        request: Request,
    },
    /// Say where a customer who is not in the file would belong.
    WhatIf {
        /// The customer.
        customer: Customer,
    },
    /// Show how k-means finds the number of segments shown from one start.
    Watch {
        /// How the first centres are drawn.
        start: Init,
        /// Which draw, from 0.
        draw: u32,
    },
    /// List the customers on a border between segments.
    ListBorder,
    /// A person works with what is shown: it does not change when the checks recommend another number of segments.
    Settle,
    /// Make one row of each customer of the orders that the open file lists. The answer is [`Output::Customers`].
    Fold {
        /// Which columns say what.
        plan: FoldPlan,
        /// Which rows are orders. Default: those that the result shown uses.
        #[serde(default)]
        filters: Option<Vec<RowFilter>>,
    },
    /// Make a file to download.
    Export {
        /// Which.
        export: Export,
        /// How.
        #[serde(default)]
        options: ExportOptions,
    },
    /// Make the sample file.
    Sample,
    /// There are this many fit workers; 1 until the host says so. Results do not depend on it.
    Workers {
        /// At least 1.
        count: u32,
    },
    /// Stop what is going on and return to the last result, if there is one.
    Cancel,
    /// Panic on purpose: how the recovery is tried out.
    Drill,
}

impl Event {
    /// Reads an event from JSON. Only what a person wrote can be wrong in it: the recipe.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`] with what is wrong.
    pub fn from_json(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
            let advice = "Correct it; the keys and their values are described in docs/recipe.md.";
            Error::new(ErrorKind::Recipe, "recipe", what, advice)
        })
    }
}

/// What the host is asked to do. Carried out in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Action {
    /// Read bytes of the open file and answer with [`Event::Bytes`]; answers come in the order of the requests.
    ReadRange {
        /// To be repeated in the answer.
        request: u32,
        /// First byte.
        offset: u64,
        /// Bytes; the range lies inside the file.
        length: u32,
    },
    /// Give the payload to every fit worker: rows of a matrix, as [`Slice::to_bytes`](crate::matrix::Slice::to_bytes) writes them. The first
    /// ones come in place of what the workers were given before, the others go on from there.
    LoadMatrix,
    /// Give the payload to one fit worker: some of the rows of its part, as [`Slice::to_bytes`](crate::matrix::Slice::to_bytes) writes
    /// them. Those that begin a part come in place of what the worker was given before, the others go on from there.
    LoadPart {
        /// Which worker, from 0.
        worker: u32,
    },
    /// Run one fit or check on the loaded matrix and answer with [`Event::JobDone`].
    ///
    /// The payload is the [`Fit`](crate::kmeans::Fit) to go on from if its `resume` is set, first centroids if they are given, a question to
    /// a part, or what [`Job::check`] says; as bytes.
    RunJob(Job),
    /// Forget all jobs handed out and their answers.
    StopJobs,
    /// Call again with [`Event::Wake`] after the events that are already waiting.
    Wake,
    /// Tell the person.
    Emit {
        /// What.
        output: Output,
    },
}

/// The stations of the journey, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The file is read.
    Reading,
    /// Columns become features.
    Preparing,
    /// k-means runs for every k and start.
    Clustering,
    /// The result is described.
    Describing,
    /// A download is written.
    Exporting,
}

/// What the page is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Output {
    /// How far the work is.
    Progress {
        /// Station.
        phase: Phase,
        /// Share of this station done, 0 to 1.
        share: f64,
        /// Share of the whole journey done, 0 to 1, never falling.
        total: f64,
        /// What is counted, in words: "120,000 rows" or "k = 4".
        detail: String,
    },
    /// The file is no text but holds one; nothing has changed. The text is to be opened, with its [`Origin`].
    Packed {
        /// What it is packed in.
        packing: Packing,
    },
    /// The file is read and a recipe suggested.
    Opened {
        /// What was read.
        reading: Box<ReadingView>,
        /// What will be done.
        recipe: Box<Recipe>,
        /// What would be done without a recipe: the same, unless one was given.
        suggested: Box<Recipe>,
    },
    /// The elbow so far.
    Curve {
        /// The points found until now.
        elbow: ElbowView,
    },
    /// A result to show. The payload holds the map's points.
    Segmented {
        /// Everything to show.
        view: Box<View>,
    },
    /// What the checks of the result shown have found so far. They begin once it is shown, and end with the verdict.
    Checked {
        /// The elbow with its references.
        elbow: ElbowView,
        /// Verdict, panel and marks.
        trust: Box<TrustView>,
    },
    /// The names that people have given so far: the payload, to be kept for [`Event::RecallNames`].
    Names,
    /// A trial, as asked for.
    Trial {
        /// What it takes.
        trial: TrialView,
    },
    /// Where the customer asked about belongs.
    WhatIf {
        /// The answer.
        answer: Box<WhatIfView>,
    },
    /// A start to watch, step by step. The payload holds its points and labels.
    Film {
        /// The steps.
        film: Box<FilmView>,
    },
    /// The customers on a border.
    Border {
        /// The list.
        border: Box<BorderView>,
    },
    /// What a recipe would do to a column.
    Preview {
        /// The answer.
        preview: Box<PreviewView>,
    },
    /// Part of a download; the payload holds its bytes.
    DownloadPart {
        /// File name to save as.
        name: String,
        /// Media type.
        media_type: String,
        /// Whether it is the last part.
        last: bool,
    },
    /// One row of each customer was made of the orders in the open file, which is still open. The payload is a text to be opened, with its
    /// [`Origin`].
    Customers {
        /// File name.
        name: String,
        /// How it was made.
        origin: Origin,
        /// The recipe to open it with, if the orders came with one.
        recipe: Option<Box<Recipe>>,
    },
    /// The sample file; the payload holds its bytes.
    SampleFile {
        /// File name.
        name: String,
    },
    /// What was asked for cannot be done; what was there before still is.
    Failed {
        /// Where, what and what to do.
        error: Error,
    },
    /// The work was stopped on request.
    Cancelled,
}
