//! Segments of real and made files, described and shown: numbers that add up to the file, words that the numbers bear out.

mod profile;
mod support;
mod view;
