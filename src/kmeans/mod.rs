//! Exact k-means. Knows matrices, clusters and centroids; nothing of tables, names or customers.
//!
//! A [`Run`] draws first centroids (`seeding`), then repeats two steps until no centroid moves any more: every
//! observation goes to its nearest centroid (`assign`), every centroid to the mean of its members (`sums`). Later on only those
//! are looked at that may have changed (`bounds`, `watch`).
//! [`lloyd`](lloyd::lloyd) is the same in its plainest form, the judge that every test compares with.

mod ask;
mod assign;
mod bounds;
mod centroids;
mod course;
mod distance;
mod distinct;
mod empty;
mod facts;
mod features;
mod film;
mod fit;
mod labels;
pub mod lloyd;
mod membership;
mod options;
mod outlook;
mod part;
mod random;
mod result;
mod rules;
mod run;
mod search;
mod seeding;
mod sums;
mod swap;
mod variant;
mod watch;
mod weights;

pub use ask::{Ask, End, Far, Told};
pub use course::{Came, Course};
pub use distance::SECTION_BLOCKS;
pub use distinct::Distinct;
pub use facts::Facts;
pub use film::{Film, Frame, film};
pub use fit::{Fit, Step, better};
pub use labels::Labels;
pub use membership::{Membership, membership};
pub use options::{Init, Options};
pub use part::Part;
pub use random::Draws;
pub use result::complete;
pub use run::{Progress, Run};
pub use search::{Samples, Search};
pub use sums::Sums;
pub use variant::{ASIDE, Variant, VariantRun};
