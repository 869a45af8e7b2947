//! The rule for the number of segments: on tables without structure, on planted segments, and on real files.

#[path = "../common/mod.rs"]
mod common;
mod judge;
mod rates;
mod real;
mod tables;
