//! Choosing the number of segments: the sweep over k and the bend of its curve.

mod curve;
mod knee;
mod sweep;

pub use curve::CurvePoint;
pub use knee::knee;
pub use sweep::{Best, Job, Sweep, WITHOUT_ELBOW};
