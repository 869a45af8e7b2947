//! The rule for the number of segments: on tables without structure, on planted segments, and on real files.

#![allow(clippy::print_stdout, reason = "what became of each table is the record of the long run")]

mod judge;
mod opening;
mod rates;
mod real;
mod reference;
mod tables;
