//! The judge: trimmed k-means and k-prototypes written as plainly as they can be. Everything is sorted and added up anew.

use customer_segmentation::kmeans::Variant;

/// Rows as numbers and levels.
pub struct Rows {
    pub numbers: Vec<Vec<f64>>,
    pub levels: Vec<Vec<usize>>,
    /// How many levels each category has, and half of what a different one adds to a squared distance, as a root.
    pub categories: Vec<(usize, f64)>,
}

/// A centre: means and most frequent levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Centre {
    pub numbers: Vec<f64>,
    pub levels: Vec<usize>,
}

/// The labels (`None`: set aside), centres and what is left inside, clusters by size and then by centre as a list of features.
pub struct Found {
    pub labels: Vec<Option<usize>>,
    pub centres: Vec<Centre>,
    pub inertia: f64,
}

impl Rows {
    fn distance(&self, row: usize, centre: &Centre) -> f64 {
        let mut sum = 0.0;
        for (x, c) in self.numbers[row].iter().zip(&centre.numbers) {
            sum += (x - c) * (x - c);
        }
        for (category, (_, height)) in self.categories.iter().enumerate() {
            if self.levels[row][category] != centre.levels[category] {
                sum += 2.0 * height * height;
            }
        }
        sum
    }

    fn centre(&self, members: &[usize]) -> Centre {
        let n = members.len() as f64;
        let mean = |f: usize| members.iter().map(|row| self.numbers[*row][f]).sum::<f64>() / n;
        let mode = |category: usize| {
            let count =
                |level: usize| members.iter().filter(|row| self.levels[**row][category] == level).count();
            let levels = self.categories[category].0;
            (0..levels).fold(0, |best, level| if count(level) > count(best) { level } else { best })
        };
        Centre {
            numbers: (0..self.numbers[0].len()).map(mean).collect(),
            levels: (0..self.categories.len()).map(mode).collect(),
        }
    }

    /// The centre as a list of features: numbers, then one a level.
    pub fn features(&self, centre: &Centre) -> Vec<f64> {
        let mut features = centre.numbers.clone();
        for ((levels, height), own) in self.categories.iter().zip(&centre.levels) {
            features.extend((0..*levels).map(|level| if level == *own { *height } else { 0.0 }));
        }
        features
    }

    /// The same for a row.
    pub fn row(&self, row: usize) -> Vec<f64> {
        self.features(&Centre { numbers: self.numbers[row].clone(), levels: self.levels[row].clone() })
    }
}

/// Fits from the rows `start`.
pub fn judge(rows: &Rows, start: &[usize], variant: &Variant) -> Found {
    let (n, k) = (rows.numbers.len(), start.len());
    let mut centres: Vec<Centre> = start.iter().map(|row| rows.centre(&[*row])).collect();
    let (mut labels, mut inertia): (Vec<Option<usize>>, f64) = (Vec::new(), f64::INFINITY);
    loop {
        let near = |row: usize| {
            let to: Vec<f64> = centres.iter().map(|centre| rows.distance(row, centre)).collect();
            let j = (0..k).fold(0, |best, j| if to[j] < to[best] { j } else { best });
            (j, to[j])
        };
        let mut nearest: Vec<(usize, f64)> = (0..n).map(near).collect();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|a, b| nearest[*a].1.total_cmp(&nearest[*b].1).then(a.cmp(b)));
        let mut next: Vec<Option<usize>> = nearest.iter().map(|(j, _)| Some(*j)).collect();
        order[variant.kept(n)..].iter().for_each(|row| next[*row] = None);
        for empty in 0..k {
            let size =
                |next: &[Option<usize>], j: usize| next.iter().filter(|label| **label == Some(j)).count();
            if size(&next, empty) > 0 {
                continue;
            }
            let movable = (0..n).filter(|row| next[*row].is_some_and(|j| size(&next, j) > 1));
            let far = movable.fold(None, |far: Option<usize>, row| match far {
                Some(far) if nearest[row].1 <= nearest[far].1 => Some(far),
                _ => Some(row),
            });
            let far = far.expect("enough rows are kept");
            next[far] = Some(empty);
            nearest[far].1 = 0.0;
        }
        let members = |j: usize| (0..n).filter(|row| next[*row] == Some(j)).collect::<Vec<usize>>();
        centres = (0..k).map(|j| rows.centre(&members(j))).collect();
        let kept = (0..n).filter_map(|row| next[row].map(|j| rows.distance(row, &centres[j])));
        let left = kept.sum::<f64>();
        let rests = next == labels || left >= inertia;
        (labels, inertia) = (next, left);
        if rests {
            return numbered(rows, labels, centres, inertia);
        }
    }
}

fn numbered(rows: &Rows, labels: Vec<Option<usize>>, centres: Vec<Centre>, inertia: f64) -> Found {
    let size = |j: usize| labels.iter().filter(|label| **label == Some(j)).count();
    let mut order: Vec<usize> = (0..centres.len()).collect();
    order.sort_by(|a, b| {
        let (one, other) = (rows.features(&centres[*a]), rows.features(&centres[*b]));
        let by_centre = one.iter().zip(&other).map(|(x, y)| x.total_cmp(y)).find(|order| order.is_ne());
        size(*b).cmp(&size(*a)).then(by_centre.unwrap_or(a.cmp(b)))
    });
    let place = |j: usize| order.iter().position(|old| *old == j).expect("it is one of them");
    Found {
        labels: labels.iter().map(|label| label.map(place)).collect(),
        centres: order.iter().map(|j| centres[*j].clone()).collect(),
        inertia,
    }
}
