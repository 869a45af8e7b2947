//! The fast machine against the judge over a seeded grid of sizes, weights, duplicates, ties and skew; and parts of the rows
//! against the whole.

use customer_segmentation::kmeans::lloyd::lloyd;
use customer_segmentation::kmeans::{
    Came, Course, Distinct, Draws, Facts, Fit, Init, Options, Part, Run, SECTION_BLOCKS, complete,
};
use customer_segmentation::matrix::{LANES, Matrix};

/// What a table is like.
#[derive(Debug, Clone, Copy)]
struct Kind {
    n: usize,
    d: usize,
    k: u32,
    /// Every value is one of so few that many rows are equal and many distances tie.
    coarse: bool,
    /// Long tails.
    skewed: bool,
    /// 0: none. 1: whole. 2: with a fraction.
    weights: u8,
}

impl Kind {
    fn table(self, seed: u64) -> Matrix {
        let mut draws = Draws::new(&[seed, self.n as u64, self.d as u64, u64::from(self.k)]);
        let clump: Vec<f64> = (0..self.n).map(|_| draws.below(4) as f64).collect();
        let mut value = |row: usize, feature: usize| {
            let noise = draws.real() + draws.real() + draws.real() - 1.5;
            let x = clump[row] * ((feature % 3) as f64 + 0.5) + noise;
            let x = if self.skewed { libm::exp(x) } else { x };
            if self.coarse { x.round() } else { x }
        };
        let columns: Vec<Vec<f64>> =
            (0..self.d).map(|feature| (0..self.n).map(|row| value(row, feature)).collect()).collect();
        let step = if self.weights == 2 { 0.37 } else { 1.0 };
        let weights: Vec<f64> = (0..self.n).map(|row| (row % 5 + 1) as f64 * step).collect();
        match self.weights {
            0 => Matrix::from_columns(&columns),
            _ => Matrix::weighted(&columns, &weights),
        }
        .expect("finite")
    }

    fn options(self, init: Init) -> Options {
        let k = self.k;
        Options { k, init, tolerance: 0.0, max_iterations: 300, swaps: 0, seed: 11, start: 0 }
    }
}

/// Sizes around blocks, sections and the kernels made for few features; more clusters than a tile, and hundreds.
fn grid() -> Vec<Kind> {
    let mut all = Vec::new();
    let sizes = [
        (9, 1, 2),
        (17, 3, 5),
        (300, 2, 7),
        (1_000, 13, 9),
        (4_097, 8, 8),
        (5_000, 4, 33),
        (9_000, 5, 3),
        (2_100, 40, 12),
        (1_500, 512, 6),
        (3_000, 3, 1_024),
    ];
    for (i, (n, d, k)) in sizes.into_iter().enumerate() {
        for (coarse, skewed, weights) in
            [(false, false, 0), (true, false, 1), (false, true, 2), (true, true, 0)]
        {
            // The largest ones are run in one kind each: the judge is slow.
            if d * k as usize <= 600 || weights as usize == i % 2 {
                all.push(Kind { n, d, k, coarse, skewed, weights });
            }
        }
    }
    all
}

#[test]
fn the_judge_finds_the_same_bits() {
    let mut fitted = 0;
    for kind in grid() {
        let matrix = kind.table(3);
        let k = kind.k.min(matrix.distinct_rows(kind.k as usize) as u32);
        for init in [Init::RandomRows, Init::PlainKMeansPlusPlus, Init::DataSpace] {
            let options = Options { k, ..kind.options(init) };
            let run = || Run::new(&matrix, options).expect("enough different rows");
            let first = run().first_centroids(&matrix);
            let judged = lloyd(&matrix, &options, first).expect("enough different rows");
            assert!(run().finish(&matrix) == judged, "{kind:?} {init:?}: {} iterations", judged.iterations);
            fitted += 1;
        }
    }
    assert!(fitted > 90, "only {fitted} fits");
}

/// The fit of `matrix` shared by so many, each with a part of the rows, working a little at a time.
fn shared(matrix: &Matrix, options: Options, workers: usize) -> Fit {
    let mut course = Course::new(Facts::of(matrix), options);
    let sections = matrix.blocks().div_ceil(SECTION_BLOCKS);
    let mut parts: Vec<(Matrix, Part)> = (0..workers)
        .map(|worker| (sections * worker / workers)..(sections * (worker + 1) / workers))
        .filter(|own| !own.is_empty())
        .map(|own| {
            let rows =
                matrix.part(own.start * SECTION_BLOCKS..(own.end * SECTION_BLOCKS).min(matrix.blocks()));
            let part = Part::new(&rows, options.k as usize, own.start);
            (rows, part)
        })
        .collect();
    let mut told = |ask: &_| {
        let answer = |(rows, part): &mut (Matrix, Part)| loop {
            if let Some(told) = part.work(rows, ask, &mut 100_000) {
                return told;
            }
        };
        parts.iter_mut().map(answer).collect::<Vec<_>>()
    };
    loop {
        let answers = told(course.ask());
        if let Came::Rested(converged) = course.take(answers) {
            let (fit, end) = course.end(course.sums(), course.trace().to_vec(), converged);
            return complete(fit, told(&customer_segmentation::kmeans::Ask::Finish(end)));
        }
    }
}

#[test]
fn one_two_four_or_eight_workers_find_the_same_bits() {
    let n = SECTION_BLOCKS * LANES * 9 + 77;
    for (coarse, weights) in [(false, 0), (true, 2)] {
        let kind = Kind { n, d: 4, k: 6, coarse, skewed: true, weights };
        let matrix = kind.table(9);
        for init in [Init::KMeansPlusPlus, Init::PlainKMeansPlusPlus, Init::RandomRows, Init::DataSpace] {
            let alone = Run::new(&matrix, kind.options(init)).expect("enough rows").finish(&matrix);
            for workers in [1, 2, 4, 8] {
                assert!(shared(&matrix, kind.options(init), workers) == alone, "{init:?}, {workers} workers");
            }
        }
    }
}

#[test]
fn merging_equal_rows_changes_no_label_and_no_sum() {
    let kind = Kind { n: 20_000, d: 3, k: 9, coarse: true, skewed: false, weights: 0 };
    let all = kind.table(5);
    let merged = Distinct::of(&all);
    assert!(merged.matrix().observations() < 2_000, "{} different rows", merged.matrix().observations());
    let options = kind.options(Init::RandomRows);
    let first = Run::new(&all, options).expect("enough rows").first_centroids(&all);
    let fit = |matrix: &Matrix| {
        Run::from_centroids(matrix, options, first.clone()).expect("enough rows").finish(matrix)
    };
    let (whole, merged) = (fit(&all), merged.expand(fit(merged.matrix())));
    assert_eq!(whole.labels, merged.labels);
    assert_eq!((whole.centroids, whole.sizes), (merged.centroids, merged.sizes));
    assert_eq!(whole.iterations, merged.iterations);
}
