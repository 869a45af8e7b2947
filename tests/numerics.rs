//! Values at the edges of what numbers can hold. The judge must agree everywhere.

use customer_segmentation::kmeans::lloyd::lloyd;
use customer_segmentation::kmeans::{Draws, Fit, Init, Options, Run};
use customer_segmentation::matrix::Matrix;

fn options(k: u32) -> Options {
    Options {
        k,
        init: Init::KMeansPlusPlus,
        tolerance: 0.0,
        max_iterations: 300,
        swaps: 0,
        seed: 4,
        start: 0,
    }
}

/// The fit of `columns`, which the judge has confirmed.
fn fit(columns: &[Vec<f64>], k: u32) -> Fit {
    let matrix = Matrix::from_columns(columns).expect("finite");
    let run = || Run::new(&matrix, options(k)).expect("enough different rows");
    let fit = run().finish(&matrix);
    let judged = lloyd(&matrix, &options(k), run().first_centroids(&matrix)).expect("enough different rows");
    assert!(fit == judged, "the judge finds other bits");
    assert!(fit.inertia.is_finite() && fit.sizes.iter().all(|size| *size > 0), "{:?}", fit.sizes);
    fit
}

/// Three clumps 10 apart, of width 1, times `scale`, moved by `offset`.
fn clumps(scale: f64, offset: f64) -> Vec<f64> {
    let mut draws = Draws::new(&[2]);
    (0..300).map(|i| (f64::from(i % 3) * 10.0 + draws.real()) * scale + offset).collect()
}

/// Whether the clumps were found: every third row has the same label.
fn found(fit: &Fit) -> bool {
    fit.sizes == [100; 3] && (3..300).all(|i| fit.labels[i] == fit.labels[i - 3])
}

#[test]
fn clumps_are_found_at_any_scale_whose_squares_f32_can_hold() {
    for exponent in [-18, -9, 0, 9, 15] {
        let scale = 10_f64.powi(exponent);
        assert!(found(&fit(&[clumps(scale, 0.0), clumps(scale, 0.0)], 3)), "10^{exponent}");
    }
}

#[test]
fn an_offset_leaves_the_digits_that_f32_has() {
    // A score is a difference of numbers as large as the offset squared, so it has as many digits fewer. That is why features are
    // always centred before they come here. Where nothing is left to tell apart, nothing breaks.
    assert!(found(&fit(&[clumps(1.0, 1e3)], 3)));
    fit(&[clumps(1.0, 1e6)], 3);
    let matrix = Matrix::from_columns(&[clumps(1.0, 1e12)]).expect("finite");
    assert_eq!(matrix.distinct_rows(10), 1);
    assert!(Run::new(&matrix, options(2)).is_err(), "there is one different row");
}

#[test]
fn a_tiny_variance_beside_a_large_one_decides_nothing_and_harms_nothing() {
    let tiny: Vec<f64> = (0..300).map(|i| f64::from(i % 7) * 1e-12).collect();
    assert!(found(&fit(&[clumps(1.0, 0.0), tiny], 3)));
}

#[test]
fn subnormal_values_cluster_like_zeros_and_come_to_an_end() {
    let subnormal: Vec<f64> = (0..300).map(|i| f64::from(i % 5) * 1e-42).collect();
    let alone = fit(std::slice::from_ref(&subnormal), 3);
    assert!(alone.converged, "their squares are 0, so every step is a tie");
    assert!(found(&fit(&[clumps(1.0, 0.0), subnormal], 3)));
}

#[test]
fn identical_rows_are_one_cluster() {
    let all = fit(&[vec![3.25; 50], vec![-1.0; 50]], 1);
    assert_eq!((all.inertia, all.centroids, all.sizes), (0.0, vec![3.25, -1.0], vec![50]));
    let matrix = Matrix::from_columns(&[vec![3.25; 50]]).expect("finite");
    assert!(Run::new(&matrix, options(2)).is_err());
}

#[test]
fn one_row_is_a_cluster_and_as_many_clusters_as_rows_leave_nothing() {
    assert_eq!(fit(&[vec![7.0]], 1).inertia, 0.0);
    let column: Vec<f64> = (0..40).map(|i| f64::from(i * i)).collect();
    let all = fit(&[column], 40);
    assert_eq!((all.inertia, all.sizes), (0.0, vec![1; 40]));
}

#[test]
fn one_cluster_is_the_mean_and_all_of_the_differences() {
    let column = clumps(1.0, 0.0);
    let one = fit(std::slice::from_ref(&column), 1);
    let mean = column.iter().map(|x| f64::from(*x as f32)).sum::<f64>() / 300.0;
    assert!((one.centroids[0] - mean).abs() < 1e-7, "{} and {mean}", one.centroids[0]);
    assert!((one.inertia / one.total_inertia - 1.0).abs() < 1e-12, "{one:?}");
}

#[test]
fn ties_go_to_the_smaller_index_in_both_machines() {
    // Every row lies exactly between two centroids, or on one.
    let column: Vec<f64> = (0..64).map(|i| f64::from(i % 4)).collect();
    let matrix = Matrix::from_columns(&[column]).expect("finite");
    let first = vec![1.0, 3.0];
    let options = Options { max_iterations: 1, ..options(2) };
    let run = Run::from_centroids(&matrix, options, first.clone()).expect("two centroids").finish(&matrix);
    assert!(run == lloyd(&matrix, &options, first).expect("two centroids"));
    assert_eq!(run.sizes, [48, 16], "2 is as near to 3 as to 1, and goes to 1");
}

#[test]
fn weights_of_very_different_size_stay_exact() {
    let column = clumps(1.0, 0.0);
    let weights: Vec<f64> = (0..300).map(|i| if i % 50 == 0 { 1e6 } else { 0.001 }).collect();
    let matrix = Matrix::weighted(&[column], &weights).expect("finite");
    let run = || Run::new(&matrix, options(3)).expect("enough different rows");
    let judged = lloyd(&matrix, &options(3), run().first_centroids(&matrix)).expect("enough different rows");
    assert!(run().finish(&matrix) == judged);
}
