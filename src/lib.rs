//! Customer segments from a file: reading, preparation, k-means, choosing k, explanation.
//!
//! Pure Rust without a browser, a clock or I/O. The modules in reading order:

pub mod error;
pub mod note;
pub mod table;
// recipe, features, matrix, kmeans, choose, projection, profile, view, chart, export, protocol, session follow
