//! The result of one start.

use super::variant::ASIDE;

/// What one iteration left behind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Sum of squared distances of the observations to the means of their clusters.
    pub inertia: f64,
    /// Sum over the centroids of the squared distance each moved.
    pub shift: f64,
}

/// The clusters found from one start. Label `j` is `sizes[j]` is row `j` of `centroids`; clusters are numbered by size
/// descending, with weights by their sum, ties by centroid.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Number of the start.
    pub start: u32,
    /// Sum of squared distances of the observations to their centroids, in units of the matrix.
    pub inertia: f64,
    /// Sum of squared distances to the mean of all: `inertia` at k = 1.
    pub total_inertia: f64,
    /// Iterations run, a resumed fit's earlier ones included.
    pub iterations: u32,
    /// Whether the stopping rule was met; otherwise the iteration limit ended it.
    pub converged: bool,
    /// Observations in each cluster; those set aside are in none.
    pub sizes: Vec<u64>,
    /// k × features, row-major: the mean of each cluster, units of the matrix.
    pub centroids: Vec<f64>,
    /// Cluster of each observation; [`ASIDE`] for one that is in none.
    pub labels: Vec<u16>,
    /// One entry an iteration.
    pub trace: Vec<Step>,
}

impl Fit {
    /// Number of clusters.
    pub fn k(&self) -> usize {
        self.sizes.len()
    }

    /// The mean of cluster `j`, one value a feature.
    pub fn centroid(&self, j: usize) -> &[f64] {
        let features = self.centroids.len() / self.k();
        &self.centroids[j * features..(j + 1) * features]
    }
}

/// Whether `a` is the better fit of two with the same k: smaller inertia, then the earlier start.
pub fn better(a: &Fit, b: &Fit) -> bool {
    a.inertia.total_cmp(&b.inertia).then(a.start.cmp(&b.start)).is_lt()
}

impl Fit {
    /// The fit as bytes, little-endian: u32 start, iterations, converged, k, features, trace length; u64 observations; f64
    /// inertia, total inertia; u64 sizes; f64 centroids; f64 pairs of the trace; u16 labels.
    pub fn to_bytes(&self) -> Vec<u8> {
        let features = self.centroids.len() / self.k();
        let mut bytes = Vec::with_capacity(
            48 + 8 * (self.k() + self.centroids.len()) + 16 * self.trace.len() + 2 * self.labels.len(),
        );
        let counts = [
            self.start,
            self.iterations,
            u32::from(self.converged),
            self.k() as u32,
            features as u32,
            self.trace.len() as u32,
        ];
        counts.iter().for_each(|count| bytes.extend_from_slice(&count.to_le_bytes()));
        bytes.extend_from_slice(&(self.labels.len() as u64).to_le_bytes());
        let steps = self.trace.iter().flat_map(|step| [step.inertia, step.shift]);
        [self.inertia, self.total_inertia].iter().for_each(|x| bytes.extend_from_slice(&x.to_le_bytes()));
        self.sizes.iter().for_each(|size| bytes.extend_from_slice(&size.to_le_bytes()));
        self.centroids.iter().copied().chain(steps).for_each(|x| bytes.extend_from_slice(&x.to_le_bytes()));
        self.labels.iter().for_each(|label| bytes.extend_from_slice(&label.to_le_bytes()));
        bytes
    }

    /// The fit written by [`to_bytes`](Self::to_bytes); `None` if the bytes are not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let [start, iterations, converged, k, features, steps] = reader.u32s()?;
        let (k, features, steps) = (k as usize, features as usize, steps as usize);
        let observations = usize::try_from(reader.u64()?).ok()?;
        let (inertia, total_inertia) = (reader.f64()?, reader.f64()?);
        let expected = k.checked_mul(features + 1)?.checked_add(steps.checked_mul(2)?)?.checked_mul(8)?;
        if k == 0 || reader.0.len() != expected.checked_add(observations.checked_mul(2)?)? {
            return None;
        }
        let sizes = (0..k).map(|_| reader.u64()).collect::<Option<_>>()?;
        let centroids = (0..k * features).map(|_| reader.f64()).collect::<Option<_>>()?;
        let trace = (0..steps)
            .map(|_| Some(Step { inertia: reader.f64()?, shift: reader.f64()? }))
            .collect::<Option<_>>()?;
        let labels: Vec<u16> = reader.0.as_chunks::<2>().0.iter().map(|b| u16::from_le_bytes(*b)).collect();
        if labels.iter().any(|label| usize::from(*label) >= k && *label != ASIDE) {
            return None;
        }
        let converged = converged != 0;
        Some(Self { start, inertia, total_inertia, iterations, converged, sizes, centroids, labels, trace })
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn u32s<const N: usize>(&mut self) -> Option<[u32; N]> {
        let mut values = [0; N];
        for value in &mut values {
            *value = u32::from_le_bytes(self.take()?);
        }
        Some(values)
    }

    fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    fn f64(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_back() {
        let fit = Fit {
            start: 3,
            inertia: 1.5,
            total_inertia: 9.0,
            iterations: 2,
            converged: true,
            sizes: vec![2, 1],
            centroids: vec![0.5, 1.0, -2.0, 4.0],
            labels: vec![0, 1, 0],
            trace: vec![Step { inertia: 2.0, shift: 1.0 }, Step { inertia: 1.5, shift: 0.0 }],
        };
        let bytes = fit.to_bytes();
        assert_eq!(Fit::from_bytes(&bytes), Some(fit));
        for cut in [0, 30, bytes.len() - 1] {
            assert_eq!(Fit::from_bytes(&bytes[..cut]), None, "cut at {cut}");
        }
    }
}
