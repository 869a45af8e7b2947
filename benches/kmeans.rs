//! Micro-benchmarks of the engine, natively: whole fits, one pass of assignment, first centroids.
//!
//! `cargo bench --bench kmeans`. The numbers that are compared with other programs come from `make bench`.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use customer_segmentation::kmeans::{Draws, Init, Options, Run};
use customer_segmentation::matrix::Matrix;

const ROWS: usize = 100_000;

/// Features × clusters.
const SHAPES: [(usize, u32); 4] = [(2, 5), (8, 8), (8, 20), (32, 20)];

/// Overlapping clumps: every feature is a clump's mean and a triangular noise.
fn clumps(rows: usize, features: usize) -> Matrix {
    let mut draws = Draws::new(&[7]);
    let means: Vec<f64> = (0..8 * features).map(|_| 3.0 * draws.real()).collect();
    let kinds: Vec<usize> = (0..rows).map(|_| draws.below(8) as usize).collect();
    let mut value =
        |kind: usize, feature: usize| means[kind * features + feature] + draws.real() - draws.real();
    let columns: Vec<Vec<f64>> =
        (0..features).map(|feature| kinds.iter().map(|kind| value(*kind, feature)).collect()).collect();
    Matrix::from_columns(&columns).expect("finite values")
}

fn options(k: u32, init: Init, max_iterations: u32) -> Options {
    Options { k, init, tolerance: 0.0, max_iterations, swaps: 0, seed: 1, start: 0 }
}

/// The centroids of random rows, so that fits begin where nothing is decided yet.
fn first(matrix: &Matrix, k: u32) -> Vec<f64> {
    let run = Run::new(matrix, options(k, Init::RandomRows, 1)).expect("enough different rows");
    run.first_centroids(matrix)
}

/// Milliseconds of `iterations` iterations from the same first centroids.
fn fits(criterion: &mut Criterion, name: &str, iterations: u32) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for (features, k) in SHAPES {
        let matrix = clumps(ROWS, features);
        let start = first(&matrix, k);
        group.throughput(Throughput::Elements(ROWS as u64));
        group.bench_function(BenchmarkId::from_parameter(format!("{features}x{k}")), |bencher| {
            bencher.iter(|| {
                let options = options(k, Init::RandomRows, iterations);
                let run = Run::from_centroids(&matrix, options, start.clone()).expect("finite centroids");
                black_box(run.finish(&matrix))
            });
        });
    }
    group.finish();
}

/// The first pass alone: every observation is assigned and added up.
fn assignment(criterion: &mut Criterion) {
    fits(criterion, "one pass", 1);
}

/// Twenty iterations: what most of a fit's time goes into.
fn run(criterion: &mut Criterion) {
    fits(criterion, "twenty iterations", 20);
}

/// Greedy k-means++.
fn seeding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("seeding");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for (features, k) in SHAPES {
        let matrix = clumps(ROWS, features);
        group.throughput(Throughput::Elements(ROWS as u64));
        group.bench_function(BenchmarkId::from_parameter(format!("{features}x{k}")), |bencher| {
            bencher.iter(|| {
                let run =
                    Run::new(&matrix, options(k, Init::KMeansPlusPlus, 1)).expect("enough different rows");
                black_box(run.first_centroids(&matrix))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, assignment, run, seeding);
criterion_main!(benches);
