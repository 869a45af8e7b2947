//! Centroids as the assignment step sees them.

/// Centroids that are compared in one go: enough independent sums to keep a processor busy, few enough for its registers.
pub const TILE: usize = 4;

/// k centroids rounded to `f32`, with half their squared length.
///
/// The nearest centroid to `x` is the one with the smallest score `½|c|² - x·c`, since `|x - c|² = |x|² + 2 · score`.
/// The score of every observation is evaluated in this one way, in this order, by every machine: start with `½|c|²`,
/// then for each feature in turn add `x · (-c)`, each operation rounded to `f32`. Ties go to the smaller index.
///
/// Layout: tiles of [`TILE`] centroids; a tile holds [`TILE`] halves, and [`TILE`] negated coordinates for each feature. The
/// last tile is filled up with centroids infinitely far away.
#[derive(Debug, Clone, PartialEq)]
pub struct Centroids {
    k: usize,
    features: usize,
    halves: Vec<[f32; TILE]>,
    negated: Vec<[f32; TILE]>,
}

impl Centroids {
    /// Rounds `centroids`, k × features, row-major.
    pub fn new(k: usize, features: usize, centroids: &[f64]) -> Self {
        let tiles = k.div_ceil(TILE);
        let mut halves = vec![[f32::INFINITY; TILE]; tiles];
        let mut negated = vec![[0.0; TILE]; tiles * features];
        for (j, centroid) in centroids.chunks_exact(features).enumerate().take(k) {
            let (tile, lane) = (j / TILE, j % TILE);
            let mut square = 0.0;
            for (feature, c) in centroid.iter().enumerate() {
                let c = *c as f32;
                negated[tile * features + feature][lane] = -c;
                square += f64::from(c) * f64::from(c);
            }
            halves[tile][lane] = (0.5 * square) as f32;
        }
        Self { k, features, halves, negated }
    }

    /// Number of centroids.
    pub fn k(&self) -> usize {
        self.k
    }

    /// Number of features.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The distance of each centroid to the one of the same number among `others`.
    pub fn movements(&self, others: &Self) -> impl Iterator<Item = f64> {
        (0..self.k).map(|j| {
            let (tile, lane) = (j / TILE * self.features, j % TILE);
            let squares = (tile..tile + self.features).map(|row| {
                let difference = f64::from(self.negated[row][lane]) - f64::from(others.negated[row][lane]);
                difference * difference
            });
            libm::sqrt(squares.sum())
        })
    }

    /// The tiles in order: halves, then one entry a feature of negated coordinates.
    pub fn tiles(&self) -> impl Iterator<Item = (&[f32; TILE], &[[f32; TILE]])> {
        self.halves.iter().zip(self.negated.chunks_exact(self.features))
    }

    /// The score of centroid `j` for an observation, evaluated as described above.
    pub fn score(&self, j: usize, x: impl IntoIterator<Item = f32>) -> f32 {
        let (tile, lane) = (j / TILE, j % TILE);
        let negated = &self.negated[tile * self.features..(tile + 1) * self.features];
        let mut score = self.halves[tile][lane];
        for (x, c) in x.into_iter().zip(negated) {
            score += x * c[lane];
        }
        score
    }
}
