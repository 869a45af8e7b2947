//! The machine against the judge: the same bits, ties and empty clusters included.

use customer_segmentation::kmeans::{ASIDE, Draws, Init, Options, Progress, Variant, VariantRun};
use customer_segmentation::matrix::Matrix;

use super::judge::{Rows, judge};

fn options(k: usize, init: Init, start: u32) -> Options {
    Options { k: k as u32, init, tolerance: 0.0, max_iterations: 300, swaps: 0, seed: 5, start }
}

/// Rows on a coarse grid, so that many distances are equal.
fn some(draws: &mut Draws, n: usize, numbers: usize, levels: &[usize]) -> Rows {
    Rows {
        numbers: (0..n).map(|_| (0..numbers).map(|_| draws.below(9) as f64).collect()).collect(),
        levels: (0..n).map(|_| levels.iter().map(|m| draws.below(*m as u64) as usize).collect()).collect(),
        categories: levels.iter().map(|m| (*m, 1.5)).collect(),
    }
}

fn matrix(rows: &Rows) -> Matrix {
    let all: Vec<Vec<f64>> = (0..rows.numbers.len()).map(|row| rows.row(row)).collect();
    let columns: Vec<Vec<f64>> = (0..all[0].len()).map(|f| all.iter().map(|row| row[f]).collect()).collect();
    Matrix::from_columns(&columns).expect("finite")
}

/// The blocks of categories behind `numbers` numbers.
fn blocks(numbers: usize, levels: &[usize]) -> Vec<(u32, u32)> {
    let mut first = numbers as u32;
    let block = |m: &usize| {
        let at = (first, *m as u32);
        first += *m as u32;
        at
    };
    levels.iter().map(block).collect()
}

#[test]
fn the_machine_and_the_judge_give_the_same_bits() {
    let mut draws = Draws::new(&[71]);
    for case in 0..60_u64 {
        let levels: &[usize] = if case % 3 == 0 { &[] } else { &[3, 2] };
        let (n, numbers) = (20 + draws.below(60) as usize, 1 + draws.below(3) as usize);
        let rows = some(&mut draws, n, numbers, levels);
        let matrix = matrix(&rows);
        let k = (2 + draws.below(4) as usize).min(matrix.distinct_rows(8));
        let trim = [0.0, 0.1, 0.33, 0.5][draws.below(4) as usize];
        let variant = Variant { trim, categories: blocks(numbers, levels), ..Variant::default() };
        // Equal starts leave clusters empty.
        let start: Vec<usize> = (0..k).map(|_| draws.below(n as u64 / 3) as usize).collect();
        let centroids = start.iter().flat_map(|row| rows.row(*row)).collect();
        let run =
            VariantRun::from_centroids(&matrix, options(k, Init::Given, 0), &variant, centroids, Vec::new());
        let fit = run.expect("enough rows").finish(&matrix);
        let found = judge(&rows, &start, &variant);
        let labels: Vec<Option<usize>> =
            fit.labels.iter().map(|label| (*label != ASIDE).then_some(usize::from(*label))).collect();
        assert_eq!(labels, found.labels, "case {case}");
        assert_eq!(fit.aside().len(), n - variant.kept(n), "case {case}");
        let centres: Vec<f64> = found.centres.iter().flat_map(|centre| rows.features(centre)).collect();
        assert_eq!(fit.centroids, centres, "case {case}");
        assert_eq!(fit.inertia.to_bits(), found.inertia.to_bits(), "case {case}");
        let sizes: Vec<u64> =
            (0..k).map(|j| labels.iter().filter(|label| **label == Some(j)).count() as u64).collect();
        assert_eq!(fit.sizes, sizes, "case {case}");
    }
}

#[test]
fn one_cluster_leaves_the_total_inside() {
    let mut draws = Draws::new(&[72]);
    let rows = some(&mut draws, 50, 2, &[3]);
    let matrix = matrix(&rows);
    let variant = Variant { trim: 0.2, categories: blocks(2, &[3]), ..Variant::default() };
    let run = VariantRun::new(&matrix, options(1, Init::KMeansPlusPlus, 0), &variant);
    let fit = run.expect("enough rows").finish(&matrix);
    assert_eq!(fit.inertia, fit.total_inertia);
    assert_eq!(fit.sizes, [40]);
}

#[test]
fn every_iteration_leaves_less_inside_and_every_sort_of_start_works() {
    let mut draws = Draws::new(&[73]);
    let rows = some(&mut draws, 3000, 3, &[4]);
    let matrix = matrix(&rows);
    let variant = Variant { trim: 0.05, categories: blocks(3, &[4]), ..Variant::default() };
    let inits = [Init::KMeansPlusPlus, Init::PlainKMeansPlusPlus, Init::RandomRows, Init::DataSpace];
    for init in inits {
        let run = || VariantRun::new(&matrix, options(5, init, 2), &variant).expect("enough rows");
        let fit = run().finish(&matrix);
        assert!(
            fit.trace.windows(2).all(|pair| pair[1].inertia <= pair[0].inertia),
            "{init:?}: {:?}",
            fit.trace
        );
        assert!(fit.converged && fit.inertia < fit.total_inertia, "{init:?}");
        assert_eq!(fit, run().finish(&matrix), "{init:?}: the same every time");
        let on = VariantRun::from_centroids(
            &matrix,
            options(5, init, 2),
            &variant,
            fit.centroids.clone(),
            fit.trace.clone(),
        );
        let on = on.expect("enough rows").finish(&matrix);
        assert_eq!((&on.labels, on.inertia), (&fit.labels, fit.inertia), "{init:?}: nothing moves any more");
    }
}

#[test]
fn a_long_fit_can_be_left_in_between() {
    let mut draws = Draws::new(&[74]);
    let rows = some(&mut draws, 60_000, 4, &[]);
    let matrix = matrix(&rows);
    let variant = Variant { trim: 0.02, ..Variant::default() };
    let mut run =
        VariantRun::new(&matrix, options(8, Init::KMeansPlusPlus, 0), &variant).expect("enough rows");
    let mut calls = 0;
    while let Progress::Going(share) = run.advance(&matrix) {
        assert!((0.0..=1.0).contains(&share), "{share}");
        calls += 1;
    }
    assert!(calls > 10, "{calls} times it could have been stopped");
}

#[test]
fn spread_out_starts_do_not_draw_what_is_to_be_set_aside() {
    // Three clumps and ten rows far away, each alone.
    let clumps = (0..300).map(|i| [f64::from(i % 3) * 10.0, f64::from(i / 3 % 10) * 0.1]);
    let far = (0..10).map(|i| [1e4 + f64::from(i) * 1e3, -1e4 * f64::from(i)]);
    let rows: Vec<[f64; 2]> = clumps.chain(far).collect();
    let matrix = Matrix::from_columns(&[0, 1].map(|f| rows.iter().map(|row| row[f]).collect::<Vec<f64>>()));
    let matrix = matrix.expect("finite");
    let variant = Variant { trim: 10.0 / 310.0, ..Variant::default() };
    for start in 0..20 {
        let run = VariantRun::new(&matrix, options(3, Init::KMeansPlusPlus, start), &variant);
        let fit = run.expect("enough rows").finish(&matrix);
        assert_eq!(fit.aside(), (300..310).collect::<Vec<u32>>(), "start {start}");
        assert_eq!(fit.sizes, [100; 3], "start {start}");
    }
}
