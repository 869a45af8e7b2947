//! What can be taken away, one format a file.

mod labelled;

pub use labelled::Labeller;
