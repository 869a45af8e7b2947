//! Properties of k-means that hold for any data.

use customer_segmentation::kmeans::lloyd::lloyd;
use customer_segmentation::kmeans::{Draws, Fit, Init, Options, Run};
use customer_segmentation::matrix::Matrix;
use proptest::prelude::*;

fn options(k: usize, init: Init, start: u32) -> Options {
    Options { k: k as u32, init, tolerance: 0.0, max_iterations: 300, swaps: 0, seed: 42, start }
}

fn fit(matrix: &Matrix, options: Options) -> Fit {
    Run::new(matrix, options).expect("a fit that can be made").finish(matrix)
}

/// `n` rows of `d` features: clumps of unequal spread, with ties because values are rounded.
fn clumps(seed: u64, n: usize, d: usize) -> Vec<Vec<f64>> {
    let mut draws = Draws::new(&[seed]);
    let clump: Vec<u64> = (0..n).map(|_| draws.below(5)).collect();
    let value = |draws: &mut Draws, c: u64, f: usize| {
        let centre = ((c + 1) * (f as u64 + 3) % 7) as f64;
        let noise: f64 = (0..4).map(|_| draws.real() - 0.5).sum();
        ((centre + noise * (1.0 + c as f64 / 3.0)) * 64.0).round() / 64.0
    };
    (0..d).map(|f| clump.iter().map(|c| value(&mut draws, *c, f)).collect()).collect()
}

/// Adjusted Rand index of two labellings (Hubert & Arabie 1985).
fn adjusted_rand(a: &[u16], b: &[u16]) -> f64 {
    let pairs = |count: f64| count * (count - 1.0) / 2.0;
    let (ka, kb) =
        (a.iter().max().map_or(0, |m| *m as usize + 1), b.iter().max().map_or(0, |m| *m as usize + 1));
    let mut table = vec![0.0; ka * kb];
    a.iter().zip(b).for_each(|(a, b)| table[*a as usize * kb + *b as usize] += 1.0);
    let together: f64 = table.iter().map(|count| pairs(*count)).sum();
    let rows: f64 = (0..ka).map(|i| pairs(table[i * kb..(i + 1) * kb].iter().sum())).sum();
    let columns: f64 = (0..kb).map(|j| pairs((0..ka).map(|i| table[i * kb + j]).sum())).sum();
    let expected = rows * columns / pairs(a.len() as f64);
    (together - expected) / ((rows + columns) / 2.0 - expected)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_fit_is_consistent_and_the_judge_agrees(
        seed in any::<u64>(),
        n in 1_usize..400,
        d in 1_usize..7,
        k in 1_usize..9,
        init in prop::sample::select(vec![Init::KMeansPlusPlus, Init::RandomRows, Init::DataSpace]),
        tolerance in prop::sample::select(vec![0.0, 1e-3]),
    ) {
        let matrix = Matrix::from_columns(&clumps(seed, n, d)).expect("finite");
        let k = k.min(matrix.distinct_rows(k));
        let options = Options { tolerance, ..options(k, init, 3) };
        let fit = fit(&matrix, options);

        // Sizes are the histogram of the labels, largest first.
        let mut histogram = vec![0_u64; k];
        fit.labels.iter().for_each(|label| histogram[*label as usize] += 1);
        prop_assert_eq!(&fit.sizes, &histogram);
        prop_assert!(fit.sizes.is_sorted_by(|a, b| a >= b) && fit.sizes[k - 1] > 0, "{:?}", fit.sizes);

        // Centroids are member means; the inertia is about them.
        let mut inertia = 0.0;
        for j in 0..k {
            for f in 0..d {
                let members = (0..n).filter(|i| fit.labels[*i] as usize == j);
                let mean = members.clone().map(|i| f64::from(matrix.value(i, f))).sum::<f64>() / fit.sizes[j] as f64;
                prop_assert_eq!(fit.centroid(j)[f].to_bits(), mean.to_bits());
                inertia += members.map(|i| (f64::from(matrix.value(i, f)) - mean).powi(2)).sum::<f64>();
            }
        }
        prop_assert!((fit.inertia - inertia).abs() <= 1e-9 * inertia.max(1e-9), "{} {}", fit.inertia, inertia);

        // The inertia never rises.
        for pair in fit.trace.windows(2) {
            prop_assert!(pair[1].inertia <= pair[0].inertia * (1.0 + 1e-6) + 1e-9, "{:?}", fit.trace);
        }

        // The judge, from the same first centroids, finds the same bits.
        let first = Run::new(&matrix, options).expect("as above").first_centroids(&matrix);
        prop_assert_eq!(&lloyd(&matrix, &options, first.clone()).expect("as above"), &fit);
        prop_assert_eq!(&Run::from_centroids(&matrix, options, first).expect("as above").finish(&matrix), &fit);
        prop_assert_eq!(&Fit::from_bytes(&fit.to_bytes()).expect("its own bytes"), &fit);
    }

    #[test]
    fn going_on_from_a_stopped_fit_is_never_having_stopped(seed in any::<u64>(), k in 2_usize..8) {
        let matrix = Matrix::from_columns(&clumps(seed, 500, 3)).expect("finite");
        let strict = options(k, Init::RandomRows, 0);
        let stopped = fit(&matrix, Options { max_iterations: 2, ..strict });
        let resumed = Run::resume(&matrix, strict, stopped).expect("of the same data").finish(&matrix);
        let whole = fit(&matrix, strict);
        prop_assert_eq!(resumed.inertia.to_bits(), whole.inertia.to_bits());
        prop_assert_eq!(&resumed.labels, &whole.labels);
        prop_assert_eq!(resumed.iterations, whole.iterations);
    }
}

/// Five clumps far apart, drawn in one order and in another.
#[test]
fn the_order_of_rows_changes_nothing_on_separated_data() {
    for seed in 0..10 {
        let mut draws = Draws::new(&[seed, 99]);
        let mut rows: Vec<[f64; 3]> = Vec::new();
        for i in 0..500_u32 {
            let centre = f64::from(i % 5) * 100.0;
            rows.push([0, 1, 2].map(|f| if f == 1 { -centre } else { centre } + draws.real()));
        }
        let mut order: Vec<usize> = (0..rows.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, draws.below(i as u64 + 1) as usize);
        }
        let columns = |order: &[usize]| -> Vec<Vec<f64>> {
            (0..3).map(|f| order.iter().map(|i| rows[*i][f]).collect()).collect()
        };
        let straight: Vec<usize> = (0..rows.len()).collect();
        let best = |order: &[usize]| {
            let matrix = Matrix::from_columns(&columns(order)).expect("finite");
            let fits = (0..10).map(|start| fit(&matrix, options(5, Init::KMeansPlusPlus, start)));
            fits.min_by(|a, b| a.inertia.total_cmp(&b.inertia)).expect("ten starts")
        };
        let (one, other) = (best(&straight), best(&order));
        let shuffled_back: Vec<u16> = straight
            .iter()
            .map(|i| other.labels[order.iter().position(|o| o == i).expect("a permutation")])
            .collect();
        assert_eq!(adjusted_rand(&one.labels, &shuffled_back), 1.0, "seed {seed}");
    }
}

#[test]
fn more_clusters_than_different_rows_are_refused_before_any_loop() {
    let matrix = Matrix::from_columns(&[vec![1.0, 1.0, 2.0, 2.0, 2.0]]).expect("finite");
    let error = Run::new(&matrix, options(3, Init::RandomRows, 0)).expect_err("two different rows");
    assert_eq!(error.what, "3 clusters of 2 different rows");
    let all = fit(&matrix, options(2, Init::KMeansPlusPlus, 0));
    assert_eq!((all.inertia, all.sizes), (0.0, vec![3, 2]));
}

#[test]
fn empty_clusters_do_not_survive() {
    // Duplicates: random rows often start two centroids in one place.
    let column: Vec<f64> = (0..60).map(|i| if i < 55 { 0.0 } else { f64::from(i) }).collect();
    let matrix = Matrix::from_columns(&[column]).expect("finite");
    for start in 0..30 {
        let fit = fit(&matrix, options(4, Init::RandomRows, start));
        assert!(fit.sizes.iter().all(|size| *size > 0), "start {start}: {:?}", fit.sizes);
        assert!(fit.converged, "start {start} ended by itself");
    }
}

#[test]
fn huge_offsets_cost_no_accuracy_once_centred() {
    let plain: Vec<f64> = clumps(1, 300, 1).remove(0);
    let mean = plain.iter().sum::<f64>() / 300.0;
    let far: Vec<f64> = plain.iter().map(|x| (x + 1e9) - (mean + 1e9)).collect();
    let near: Vec<f64> = plain.iter().map(|x| x - mean).collect();
    let fits = [far, near].map(|column| {
        fit(&Matrix::from_columns(&[column]).expect("finite"), options(3, Init::KMeansPlusPlus, 0))
    });
    assert_eq!(fits[0].labels, fits[1].labels);
}
