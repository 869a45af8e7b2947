//! Exact k-means. Knows matrices, clusters and centroids; nothing of tables, names or customers.

mod fit;
mod options;

pub use fit::{Fit, Step, better};
pub use options::{Init, Options};
