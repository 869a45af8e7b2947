//! Any bytes as a date.

#![no_main]

use customer_segmentation::ingest::invariants;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|cell: &[u8]| invariants::date(cell));
