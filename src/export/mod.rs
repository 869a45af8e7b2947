//! What can be taken away, one format a file.

mod formula;
mod labelled;
mod profile_table;

pub(crate) use formula::harmless;
pub use labelled::{Label, Labeller};
pub use profile_table::{Aside, profile_table};
