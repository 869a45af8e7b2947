//! Two principal components of the prepared features, for the map.

use crate::matrix::Matrix;

/// A plane through the prepared space: the two directions along which customers differ most.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// Unit loadings of component 1 and 2, one entry a feature. The loading of largest size is positive.
    pub loadings: [Vec<f64>; 2],
    /// Share of the total variance along each component, 0 to 1.
    pub shares: [f64; 2],
    means: Vec<f64>,
}

/// Sums of squares and products of some observations; adding up in row order gives the covariance.
#[derive(Debug, Clone)]
pub struct Moments {
    features: usize,
    count: usize,
    sums: Vec<f64>,
    products: Vec<f64>,
}

impl Moments {
    /// Nothing summed yet.
    pub fn new(features: usize) -> Self {
        Self { features, count: 0, sums: vec![0.0; features], products: vec![0.0; features * features] }
    }

    /// Observations summed.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Adds the next `most` observations. Returns whether there are more.
    pub fn add(&mut self, matrix: &Matrix, most: usize) -> bool {
        let end = matrix.observations().min(self.count + most);
        for observation in self.count..end {
            let row = matrix.row(observation);
            for (i, x) in row.iter().enumerate() {
                let x = f64::from(*x);
                self.sums[i] += x;
                let products = &mut self.products[i * self.features..=i * self.features + i];
                for (product, y) in products.iter_mut().zip(&row) {
                    *product += x * f64::from(*y);
                }
            }
        }
        self.count = end;
        end < matrix.observations()
    }

    /// The principal axes of the observations summed.
    pub fn axes(&self) -> Axes {
        let d = self.features;
        let (values, vectors) = symmetric_eigen(self.covariance(), d);
        let mut order: Vec<usize> = (0..d).collect();
        order.sort_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
        Axes {
            variances: order.iter().map(|axis| values[*axis]).collect(),
            means: self.sums.iter().map(|sum| sum / self.count as f64).collect(),
            directions: order.iter().map(|axis| (0..d).map(|i| vectors[i * d + axis]).collect()).collect(),
        }
    }

    /// The lower triangle mirrored into a whole covariance matrix, row-major, divisor n.
    pub fn covariance(&self) -> Vec<f64> {
        let (d, n) = (self.features, self.count as f64);
        let mut covariance = vec![0.0; d * d];
        for i in 0..d {
            for j in 0..=i {
                let value = (self.products[i * d + j] - self.sums[i] * self.sums[j] / n) / n;
                covariance[i * d + j] = value;
                covariance[j * d + i] = value;
            }
        }
        covariance
    }
}

/// All principal axes of some observations.
#[derive(Debug, Clone, PartialEq)]
pub struct Axes {
    /// Variance along each axis, largest first, divisor n.
    pub variances: Vec<f64>,
    means: Vec<f64>,
    /// Unit directions, axis by axis.
    directions: Vec<Vec<f64>>,
}

impl Axes {
    /// The coordinates of an observation along the axes, 0 at the mean.
    pub fn place(&self, row: &[f32]) -> Vec<f64> {
        let along = |direction: &Vec<f64>| {
            row.iter().zip(direction).zip(&self.means).map(|((x, l), mean)| (f64::from(*x) - mean) * l).sum()
        };
        self.directions.iter().map(along).collect()
    }

    /// The point with these coordinates, one value a feature.
    pub fn point(&self, along: &[f64]) -> Vec<f64> {
        let mut point = self.means.clone();
        for (direction, length) in self.directions.iter().zip(along) {
            for (x, l) in point.iter_mut().zip(direction) {
                *x += length * l;
            }
        }
        point
    }
}

impl Projection {
    /// The first two principal components. With one feature the second component is zero everywhere.
    pub fn new(moments: &Moments) -> Self {
        let d = moments.features;
        let covariance = moments.covariance();
        let total: f64 = (0..d).map(|i| covariance[i * d + i]).sum();
        let (values, vectors) = symmetric_eigen(covariance, d);
        let mut order: Vec<usize> = (0..d).collect();
        order.sort_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
        let component = |rank: usize| match order.get(rank) {
            Some(&column) => {
                let loading: Vec<f64> = (0..d).map(|i| vectors[i * d + column]).collect();
                (
                    with_positive_lead(loading),
                    if total > 0.0 { (values[column] / total).max(0.0) } else { 0.0 },
                )
            }
            None => (vec![0.0; d], 0.0),
        };
        let ((first, first_share), (second, second_share)) = (component(0), component(1));
        let means = moments.sums.iter().map(|sum| sum / moments.count as f64).collect();
        Self { loadings: [first, second], shares: [first_share, second_share], means }
    }

    /// The coordinates of an observation, in the units of the matrix.
    pub fn place(&self, row: &[f32]) -> [f64; 2] {
        [0, 1].map(|axis| {
            let loading = &self.loadings[axis];
            row.iter().zip(loading).zip(&self.means).map(|((x, l), mean)| (f64::from(*x) - mean) * l).sum()
        })
    }
}

/// Turns a direction so that its entry of largest size (the first of equals) is positive.
fn with_positive_lead(mut loading: Vec<f64>) -> Vec<f64> {
    let lead = loading.iter().copied().fold(0.0_f64, |lead, x| if x.abs() > lead.abs() { x } else { lead });
    if lead < 0.0 {
        for x in &mut loading {
            *x = -*x;
        }
    }
    loading
}

/// Eigenvalues and eigenvectors (as columns) of the symmetric row-major `d` × `d` matrix `a`, by cyclic Jacobi rotations
/// (Golub & Van Loan, Matrix Computations, 8.5). Plain arithmetic in a fixed order: the same bits everywhere.
pub(crate) fn symmetric_eigen(mut a: Vec<f64>, d: usize) -> (Vec<f64>, Vec<f64>) {
    /// Jacobi converges quadratically; a dozen sweeps are plenty for any size met here.
    const SWEEPS: usize = 60;
    let mut v = vec![0.0; d * d];
    for i in 0..d {
        v[i * d + i] = 1.0;
    }
    let size: f64 = a.iter().map(|x| x * x).sum();
    for _ in 0..SWEEPS {
        let off: f64 =
            (0..d).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i * d + j] * a[i * d + j]).sum();
        if off <= 1e-30 * size {
            break;
        }
        for p in 0..d {
            for q in p + 1..d {
                rotate(&mut a, &mut v, d, p, q);
            }
        }
    }
    ((0..d).map(|i| a[i * d + i]).collect(), v)
}

/// One rotation that makes `a[p][q]` zero.
fn rotate(a: &mut [f64], v: &mut [f64], d: usize, p: usize, q: usize) {
    let pivot = a[p * d + q];
    if pivot == 0.0 {
        return;
    }
    let tau = (a[q * d + q] - a[p * d + p]) / (2.0 * pivot);
    let t = if tau >= 0.0 {
        1.0 / (tau + (1.0 + tau * tau).sqrt())
    } else {
        -1.0 / (-tau + (1.0 + tau * tau).sqrt())
    };
    let c = 1.0 / (1.0 + t * t).sqrt();
    let s = t * c;
    for i in 0..d {
        let (x, y) = (a[i * d + p], a[i * d + q]);
        a[i * d + p] = c * x - s * y;
        a[i * d + q] = s * x + c * y;
    }
    for i in 0..d {
        let (x, y) = (a[p * d + i], a[q * d + i]);
        a[p * d + i] = c * x - s * y;
        a[q * d + i] = s * x + c * y;
    }
    for i in 0..d {
        let (x, y) = (v[i * d + p], v[i * d + q]);
        v[i * d + p] = c * x - s * y;
        v[i * d + q] = s * x + c * y;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn projected(columns: &[Vec<f64>]) -> (Matrix, Projection) {
        let matrix = Matrix::from_columns(columns).expect("finite columns");
        let mut moments = Moments::new(columns.len());
        while moments.add(&matrix, 7) {}
        let projection = Projection::new(&moments);
        (matrix, projection)
    }

    #[test]
    fn points_on_a_line_have_one_component() {
        let x: Vec<f64> = (0..100).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|x| 2.0 * x).collect();
        let (matrix, projection) = projected(&[x, y]);
        assert!((projection.shares[0] - 1.0).abs() < 1e-9, "{:?}", projection.shares);
        assert!((projection.loadings[0][1] / projection.loadings[0][0] - 2.0).abs() < 1e-4, "{projection:?}");
        assert!(projection.place(&matrix.row(50))[1].abs() < 1e-4, "no second direction");
    }

    #[test]
    fn shares_of_independent_columns_are_their_variances() {
        let x: Vec<f64> = (0..400).map(|i| f64::from(i % 20)).collect();
        let y: Vec<f64> = (0..400).map(|i| 3.0 * f64::from(i / 20)).collect();
        let (_, projection) = projected(&[x, y]);
        assert!((projection.shares[0] - 0.9).abs() < 1e-6, "{:?}", projection.shares);
        assert!(projection.loadings[0][1] > 0.999, "the wider column leads, positively");
    }

    #[test]
    fn one_feature_leaves_the_second_component_empty() {
        let (_, projection) = projected(&[vec![1.0, 2.0, 4.0]]);
        assert_eq!(projection.loadings[1], vec![0.0]);
        assert_eq!(projection.shares[1], 0.0);
    }
}
