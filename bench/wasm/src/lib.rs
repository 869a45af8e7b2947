//! The engine as the benchmark drives it: a matrix, and fits on it from given or drawn first centroids.
//!
//! The product's own module takes files and recipes; a comparison with other programs needs their common ground.

mod circles;
mod evidence;
mod shared;

use customer_segmentation::kmeans::{Fit, Init, Options, Progress, Run, Samples, Search};
use customer_segmentation::matrix::Matrix;
use wasm_bindgen::prelude::*;

/// Prepared observations, the run under way and the last fit.
#[wasm_bindgen]
pub struct Engine {
    matrix: Matrix,
    samples: Samples,
    run: Option<Search>,
    fit: Option<Fit>,
}

#[wasm_bindgen]
impl Engine {
    /// Lays out `values`, row-major, `features` a row.
    ///
    /// # Errors
    /// What [`Matrix::from_columns`] refuses.
    #[wasm_bindgen(constructor)]
    pub fn new(values: Vec<f32>, features: usize) -> Result<Self, JsError> {
        let column =
            |feature: usize| values.iter().skip(feature).step_by(features).map(|x| f64::from(*x)).collect();
        let columns: Vec<Vec<f64>> = (0..features).map(column).collect();
        drop(values);
        let matrix = Matrix::from_columns(&columns).map_err(told)?;
        Ok(Self { matrix, samples: Samples::default(), run: None, fit: None })
    }

    /// Begins a fit from `centroids`, k × features, row-major. A tolerance of 0: until no label changes.
    ///
    /// # Errors
    /// What [`Search::from_centroids`] refuses.
    pub fn start_from(
        &mut self,
        centroids: Vec<f64>,
        tolerance: f64,
        max_iterations: u32,
    ) -> Result<(), JsError> {
        let k = (centroids.len() / self.matrix.features()) as u32;
        let options = Options { tolerance, max_iterations, ..options(k, 0, 0) };
        self.run = Some(Search::from_centroids(&self.matrix, options, centroids).map_err(told)?);
        Ok(())
    }

    /// Begins a fit whose first centroids are drawn by greedy k-means++, with the tolerance and the limit that are usual. It goes by way of samples
    /// as in the product; they are made anew each time, so that they count.
    ///
    /// # Errors
    /// What [`Search::new`] refuses.
    pub fn start_drawn(&mut self, k: u32, seed: u32, start: u32) -> Result<(), JsError> {
        self.samples = Samples::of(&self.matrix);
        self.run = Some(Search::new(&self.matrix, &self.samples, options(k, seed, start)).map_err(told)?);
        Ok(())
    }

    /// Works on for some milliseconds; whether there is more to do.
    pub fn advance(&mut self) -> bool {
        let Some(run) = &mut self.run else { return false };
        if let Progress::Done(fit) = run.advance(&self.matrix, &self.samples) {
            self.fit = Some(*fit);
            self.run = None;
        }
        self.run.is_some()
    }

    /// First centroids by greedy k-means++, k × features, row-major.
    ///
    /// # Errors
    /// What [`Run::new`] refuses.
    pub fn draw(&self, k: u32, seed: u32) -> Result<Vec<f64>, JsError> {
        let run = Run::new(&self.matrix, options(k, seed, 0)).map_err(told)?;
        Ok(run.first_centroids(&self.matrix))
    }

    /// Finds one piece of the evidence for the last fit, to its end; not a number if there is no such piece or no fit.
    pub fn measure(&self, piece: &str) -> f64 {
        let found = self.fit.as_ref().and_then(|fit| evidence::measure(piece, &self.matrix, fit));
        found.unwrap_or(f64::NAN)
    }

    /// Inertia of the last fit; not a number if there is none.
    pub fn inertia(&self) -> f64 {
        self.fit.as_ref().map_or(f64::NAN, |fit| fit.inertia)
    }

    /// Iterations of the last fit.
    pub fn iterations(&self) -> u32 {
        self.fit.as_ref().map_or(0, |fit| fit.iterations)
    }

    /// Centroids of the last fit, k × features, row-major.
    pub fn centroids(&self) -> Vec<f64> {
        self.fit.as_ref().map_or_else(Vec::new, |fit| fit.centroids.clone())
    }
}

fn options(k: u32, seed: u32, start: u32) -> Options {
    Options {
        k,
        init: Init::KMeansPlusPlus,
        tolerance: 1e-4,
        max_iterations: 300,
        swaps: 0,
        seed: u64::from(seed),
        start,
    }
}

fn told(error: customer_segmentation::error::Error) -> JsError {
    JsError::new(&error.to_string())
}
