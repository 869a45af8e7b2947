//! One fit shared by workers, as the product shares a fit above a million rows: each holds a stretch of whole sections, one of them decides.

use customer_segmentation::kmeans::{Ask, Came, Course, Facts, Fit, Part, SECTION_BLOCKS, Told, complete};
use customer_segmentation::matrix::Matrix;
use wasm_bindgen::prelude::*;

use crate::{options, told};

/// What one worker holds.
#[wasm_bindgen]
pub struct Share {
    facts: Facts,
    rows: Matrix,
    first_section: usize,
    part: Option<Part>,
    course: Option<Course>,
    ending: Option<Fit>,
    fit: Option<Fit>,
}

#[wasm_bindgen]
impl Share {
    /// Lays out `values`, row-major, `features` a row, and keeps the stretch of worker `worker` of `workers`.
    ///
    /// # Errors
    /// What [`Matrix::from_columns`] refuses.
    #[wasm_bindgen(constructor)]
    pub fn new(values: Vec<f32>, features: usize, worker: usize, workers: usize) -> Result<Self, JsError> {
        let column =
            |feature: usize| values.iter().skip(feature).step_by(features).map(|x| f64::from(*x)).collect();
        let columns: Vec<Vec<f64>> = (0..features).map(column).collect();
        let matrix = Matrix::from_columns(&columns).map_err(told)?;
        let facts = Facts::of(&matrix);
        let bound = |worker: usize| (facts.sections * worker / workers * SECTION_BLOCKS).min(matrix.blocks());
        let rows = matrix.part(bound(worker)..bound(worker + 1));
        let first_section = bound(worker) / SECTION_BLOCKS;
        Ok(Self { facts, rows, first_section, part: None, course: None, ending: None, fit: None })
    }

    /// Who decides: begins a fit from `centroids`, k × features, row-major, until no label changes. The first question.
    pub fn begin(&mut self, centroids: Vec<f64>, max_iterations: u32) -> Vec<u8> {
        let k = (centroids.len() / self.facts.features) as u32;
        let options =
            customer_segmentation::kmeans::Options { tolerance: 0.0, max_iterations, ..options(k, 0, 0) };
        let course = Course::from_centroids(self.facts.clone(), options, centroids);
        let ask = bytes(course.ask());
        self.course = Some(course);
        ask
    }

    /// Everyone: the answer to a question. `k` clusters anew if a fit begins with it.
    pub fn answer(&mut self, ask: &[u8], begins: Option<usize>) -> Vec<u8> {
        if let Some(k) = begins {
            self.part = Some(Part::new(&self.rows, k, self.first_section));
        }
        let ask: Ask = postcard::from_bytes(ask).expect("a question of the one who decides");
        let part = self.part.as_mut().expect("a fit has begun");
        bytes(&part.work(&self.rows, &ask, &mut usize::MAX.clone()).expect("there is no limit to the work"))
    }

    /// Who decides: takes in the answers of all, in their order. The next question; nothing once the fit has ended.
    pub fn take(&mut self, first: &[u8], second: &[u8]) -> Option<Vec<u8>> {
        let told: Vec<Told> =
            [first, second].iter().map(|told| postcard::from_bytes(told).expect("an answer")).collect();
        if let Some(fit) = self.ending.take() {
            self.fit = Some(complete(fit, told));
            return None;
        }
        let course = self.course.as_mut().expect("a fit has begun");
        Some(match course.take(told) {
            Came::Rested(converged) => {
                let (fit, end) = course.end(&course.sums().clone(), course.trace().to_vec(), converged);
                self.ending = Some(fit);
                bytes(&Ask::Finish(end))
            }
            Came::Going | Came::Iterated => bytes(course.ask()),
        })
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

fn bytes(message: &impl serde::Serialize) -> Vec<u8> {
    postcard::to_allocvec(message).expect("messages are plain data")
}
