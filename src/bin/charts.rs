//! The charts on the page: plotters on a canvas.

fn main() {}
