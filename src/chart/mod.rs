//! Charts: numbers of the [`view`](crate::view) drawn on any plotters backend.
//!
//! Pure drawing. Every chart takes a drawing area, its part of the view and a [`Look`], computes its layout in
//! device pixels and draws; nothing is kept between two calls. Mesh, frame, legend and title of plotters are not
//! used: labels stand on the thing they name.

mod axis;
pub mod bars;
mod density;
pub mod elbow;
mod frame;
pub mod heat;
mod hit;
mod label;
mod look;
pub mod lorenz;
pub mod map;
mod mark;
mod outline;
mod pen;
mod place;
mod points;
pub mod related;
mod returns;
pub mod ribbon;
mod rows;
mod segment;
pub mod shapes;
pub mod silhouette;
pub mod snake;
pub mod spread;
mod vector;
mod words;

pub use density::Picture;
pub use hit::map_nearest;
pub use look::{Colour, Look, Measure, SeriesLook};
pub use place::Place;
pub use points::{Points, interleaved};
pub use segment::ChartSegment;
pub use vector::{Vector, svg};
