//! Exact k-means. Knows matrices, clusters and centroids; nothing of tables, names or customers.
//!
//! A [`Run`] draws first centroids (`seeding`), then repeats two steps until no centroid moves any more: every
//! observation goes to its nearest centroid (`assign`), every centroid to the mean of its members (`sums`).
//! [`lloyd`](lloyd::lloyd) is the same in its plainest form, the judge that every test compares with.

mod assign;
mod centroids;
mod distance;
mod empty;
mod fit;
pub mod lloyd;
mod membership;
mod options;
mod outlook;
mod random;
mod result;
mod rules;
mod run;
mod seeding;
mod sums;
mod swap;

pub use fit::{Fit, Step, better};
pub use membership::{Membership, membership};
pub use options::{Init, Options};
pub use random::Draws;
pub use run::{Progress, Run};
