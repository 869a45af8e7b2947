//! The elbow curve as numbers.

use serde::{Deserialize, Serialize};

/// One point of the elbow curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Number of segments.
    pub k: u32,
    /// Within-segment sum of squared distances, prepared units².
    pub inertia: f64,
    /// Share of the total sum of squares that lies between segments, 0 to 1.
    pub explained_variance: f64,
    /// Iterations of the start that was kept.
    pub iterations: u32,
    /// How many of the starts ended within 1e-6 relative of the best inertia.
    pub starts_agreeing: u32,
    /// How many starts there were.
    pub starts: u32,
}
