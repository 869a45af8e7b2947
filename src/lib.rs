//! Customer segments from a file: reading, preparation, k-means, choosing k, explanation.
//!
//! Pure Rust without a browser, a clock or I/O. The modules in reading order:

pub mod error;
pub mod note;
pub mod statistics;
pub mod table;

pub mod container;
pub mod ingest;
pub mod meaning;

pub mod features;
pub mod formula;
pub mod matrix;
pub mod recipe;
pub mod shape;

pub mod choose;
pub mod kmeans;
pub mod orders;
pub mod plays;
pub mod profile;
pub mod projection;
pub mod rules;
pub mod spread;
pub mod validate;
pub mod what_if;

pub mod chart;
pub mod export;
pub mod report;
pub mod trial;
pub mod view;

pub mod fit_worker;
pub mod frames;
pub mod host;
pub mod protocol;
pub mod sample;
pub mod session;
