//! How far a segmentation can be trusted: indices, re-draws, references without structure, and the verdict over them.
//!
//! Works on matrices and labels alone. Each [`Check`] is a job of its own, seeded by what it is and not by when it runs, so
//! any number of workers gives the same bits. `docs/choosing-k.md` has the formulas, the rule and its error rates.

mod agreement;
mod check;
mod draw;
mod halves;
mod indices;
mod matching;
mod null;
mod plan;
mod redraw;
mod rule;
mod silhouette;
mod split;
mod squared;

pub use agreement::adjusted_rand;
pub use check::{Check, Checking, Outcome};
pub use halves::{PREDICTED, halved, prediction};
pub use indices::{BORDER, Indices, indices};
pub use matching::overlaps;
pub use null::{Null, Shape, curve, log_share};
pub use plan::{Evidence, Gap, Plan, Stability, Task};
pub use redraw::{Redraw, redraw};
pub use rule::{Candidate, Kind, STABLE, STABLE_CUT, Useful, VERY_STABLE, Verdict, verdict};
pub use silhouette::{EXACT_ROWS, Silhouette, Silhouettes};
pub use squared::squared_silhouette;
