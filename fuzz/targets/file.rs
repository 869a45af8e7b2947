//! Any bytes as a file; the first of them says where the two slices meet in which it is read once more.

#![no_main]

use customer_segmentation::ingest::invariants;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some((cut, bytes)) = bytes.split_first() {
        invariants::file(bytes, Some(usize::from(*cut) * bytes.len() / 255));
    }
});
