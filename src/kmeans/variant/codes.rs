//! Rows as a variant sees them: numbers, and one level of each category.

use crate::matrix::Matrix;

/// Which features are numbers, and which level each observation has in each category.
#[derive(Debug)]
pub(super) struct Codes {
    numbers: Vec<usize>,
    /// First feature, number of levels, and the value of the level that a row has.
    categories: Vec<(usize, usize, f64)>,
    /// Observations × categories: the place of the level in its block.
    levels: Vec<u16>,
}

impl Codes {
    /// Reads the levels of every observation of `matrix`. `categories` are as in [`Variant`](super::Variant).
    pub(super) fn of(matrix: &Matrix, categories: &[(u32, u32)]) -> Self {
        let mut blocks: Vec<(usize, usize, f64)> =
            categories.iter().map(|(first, count)| (*first as usize, *count as usize, 0.0)).collect();
        let is_level = |f: &usize| blocks.iter().any(|(first, count, _)| (*first..first + count).contains(f));
        let numbers = (0..matrix.features()).filter(|f| !is_level(f)).collect();
        let mut levels = Vec::with_capacity(matrix.observations() * blocks.len());
        for observation in 0..matrix.observations() {
            for (first, count, height) in &mut blocks {
                let value = |level: usize| matrix.value(observation, *first + level);
                let level =
                    (0..*count).fold(0, |best, level| if value(level) > value(best) { level } else { best });
                *height = height.max(f64::from(value(level)));
                levels.push(level as u16);
            }
        }
        Self { numbers, categories: blocks, levels }
    }

    /// The observation's levels, one a category.
    pub(super) fn levels(&self, observation: usize) -> &[u16] {
        let width = self.categories.len();
        &self.levels[observation * width..(observation + 1) * width]
    }

    /// The levels of a centroid: the largest of its values in each block, the first of equals.
    pub(super) fn modes(&self, centroid: &[f64]) -> Vec<u16> {
        let largest = |(first, count, _): &(usize, usize, f64)| {
            let block = &centroid[*first..first + count];
            (0..*count).fold(0, |best, level| if block[level] > block[best] { level } else { best }) as u16
        };
        self.categories.iter().map(largest).collect()
    }

    /// Makes a point of a mean: numbers stay, and of each block only its mode does.
    pub(super) fn point(&self, mean: &mut [f64]) {
        let modes = self.modes(mean);
        for ((first, count, height), mode) in self.categories.iter().zip(modes) {
            for level in 0..*count {
                mean[first + level] = if level == usize::from(mode) { *height } else { 0.0 };
            }
        }
    }

    /// The squared distance of a row with these `levels` to a centroid with these `modes`: numbers first, then twice the squared height of
    /// each category in which they differ.
    pub(super) fn squared_distance(
        &self,
        row: &[f32],
        levels: &[u16],
        centroid: &[f64],
        modes: &[u16],
    ) -> f64 {
        let mut sum = 0.0;
        for f in &self.numbers {
            let difference = f64::from(row[*f]) - centroid[*f];
            sum += difference * difference;
        }
        for (((_, _, height), level), mode) in self.categories.iter().zip(levels).zip(modes) {
            if level != mode {
                sum += 2.0 * height * height;
            }
        }
        sum
    }
}
