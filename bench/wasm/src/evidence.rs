//! The evidence for a number of segments, a piece at a time, as the product's fit workers find it.

use customer_segmentation::kmeans::Fit;
use customer_segmentation::matrix::Matrix;
use customer_segmentation::validate::{Check, Checking, Null, Silhouettes, curve, halved, indices, redraw};

/// What one piece of work found, so that none is left out by the compiler; `None` if there is no such piece.
pub fn measure(piece: &str, matrix: &Matrix, fit: &Fit) -> Option<f64> {
    let k = fit.k() as u32;
    Some(match piece {
        "silhouette" => {
            let mut silhouettes = Silhouettes::new(matrix, fit, 0);
            loop {
                if let Some(found) = silhouettes.step() {
                    break found.mean;
                }
            }
        }
        "one pass" => indices(matrix, fit).squared_silhouette,
        "silhouette, one pass and may be two" => {
            let mut checking = Checking::new(matrix, Check::Measure, (k, 0), Some(fit.clone()));
            while checking.step(matrix).is_err() {}
            1.0
        }
        "re-draw" => redraw(matrix, &fit.centroids, 0, 0).agreement,
        "halves" => halved(matrix, k, 0, 0),
        "reference" => curve(matrix, (1, k), 0, Null::Gaussian, 0).iter().sum(),
        _ => return None,
    })
}
