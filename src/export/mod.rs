//! What can be taken away, one format a file.

mod formula;
mod labelled;

pub use labelled::Labeller;
