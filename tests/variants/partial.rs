//! Gaps left out of the distance: the machine against the method written as plainly as it can be, and what a person sees.

use std::collections::BTreeMap;

use customer_segmentation::kmeans::{ASIDE, Draws, Fit, Init, Options, Variant, VariantRun};
use customer_segmentation::matrix::Matrix;
use customer_segmentation::protocol::{Event, Output};
use customer_segmentation::recipe::{ColumnRecipe, Missing, Recipe, Role, Scale, Transform};
use customer_segmentation::session::Session;
use customer_segmentation::view::View;

use super::journeys::ask;
use crate::common::{journey, outputs, shared_data};

/// Cells of rows, `None` where there is nothing, and what each column counts.
struct Cells {
    rows: Vec<Vec<Option<f64>>>,
    counts: Vec<f64>,
}

impl Cells {
    /// Random ones on a coarse grid, one in five missing, no row without any.
    fn some(draws: &mut Draws, n: usize, counts: &[f64]) -> Self {
        let mut cell = || {
            let x = draws.below(9) as f64;
            (draws.below(5) > 0).then_some(x)
        };
        let mut row = || loop {
            let row: Vec<Option<f64>> = counts.iter().map(|_| cell()).collect();
            if row.iter().any(Option::is_some) {
                return row;
            }
        };
        Self { rows: (0..n).map(|_| row()).collect(), counts: counts.to_vec() }
    }

    fn factor(&self, row: usize) -> f64 {
        let there = self.rows[row].iter().zip(&self.counts).filter(|(x, _)| x.is_some());
        self.counts.iter().sum::<f64>() / there.map(|(_, count)| count).sum::<f64>()
    }

    fn distance(&self, row: usize, centre: &[f64]) -> f64 {
        let there = self.rows[row].iter().zip(centre).filter_map(|(x, c)| x.map(|x| (x - c) * (x - c)));
        self.factor(row) * there.sum::<f64>()
    }

    fn cost(&self, members: &[usize], centre: &[f64]) -> f64 {
        members.iter().map(|row| self.distance(*row, centre)).sum()
    }

    /// The mean over the members that have a value, each weighing its factor; as `before` where none has.
    fn centre(&self, members: &[usize], before: &[f64]) -> Vec<f64> {
        let mean = |f: usize| {
            let there: Vec<(f64, f64)> =
                members.iter().filter_map(|row| self.rows[*row][f].map(|x| (x, self.factor(*row)))).collect();
            let mass: f64 = there.iter().map(|(_, factor)| factor).sum();
            let sum: f64 = there.iter().map(|(x, factor)| x * factor).sum();
            if there.is_empty() { before[f] } else { sum / mass }
        };
        (0..before.len()).map(mean).collect()
    }

    /// The matrix, with some number in the gaps that nothing may depend on.
    fn matrix(&self) -> Matrix {
        let column = |f: usize| self.rows.iter().map(|row| row[f].unwrap_or(4.0)).collect();
        let gaps = |f: usize| self.rows.iter().map(|row| row[f].is_none()).collect();
        let columns: Vec<Vec<f64>> = (0..self.counts.len()).map(column).collect();
        let gaps: Vec<Vec<bool>> = (0..self.counts.len()).map(gaps).collect();
        Matrix::from_columns(&columns).expect("finite").with_gaps(&gaps, &self.counts)
    }

    /// Labels, −1 for those set aside, and what is left inside, from `centres`; nothing if a cluster becomes empty.
    fn judged(&self, mut centres: Vec<Vec<f64>>, kept: usize) -> Option<(Vec<i64>, f64)> {
        let n = self.rows.len();
        let mut labels = Vec::new();
        loop {
            let near = |row: usize| {
                let to: Vec<f64> = centres.iter().map(|centre| self.distance(row, centre)).collect();
                let j = (0..to.len()).fold(0, |best, j| if to[j] < to[best] { j } else { best });
                (j, to[j])
            };
            let nearest: Vec<(usize, f64)> = (0..n).map(near).collect();
            let mut order: Vec<usize> = (0..n).collect();
            order.sort_by(|a, b| nearest[*a].1.total_cmp(&nearest[*b].1).then(a.cmp(b)));
            let mut next: Vec<i64> = nearest.iter().map(|(j, _)| *j as i64).collect();
            order[kept..].iter().for_each(|row| next[*row] = -1);
            let members = |j: usize| (0..n).filter(|row| next[*row] == j as i64).collect::<Vec<usize>>();
            if (0..centres.len()).any(|j| members(j).is_empty()) {
                return None;
            }
            centres =
                centres.iter().enumerate().map(|(j, before)| self.centre(&members(j), before)).collect();
            if next == labels {
                let inertia = (0..centres.len()).map(|j| self.cost(&members(j), &centres[j])).sum();
                return Some((labels, inertia));
            }
            labels = next;
        }
    }
}

fn options(k: usize, init: Init) -> Options {
    Options { k: k as u32, init, tolerance: 0.0, max_iterations: 300, swaps: 0, seed: 5, start: 0 }
}

fn labels(fit: &Fit) -> Vec<i64> {
    fit.labels.iter().map(|label| if *label == ASIDE { -1 } else { i64::from(*label) }).collect()
}

fn same_groups(ours: &[i64], theirs: &[i64]) -> bool {
    let (mut there, mut back) = (BTreeMap::new(), BTreeMap::new());
    let both = || ours.iter().zip(theirs);
    both().all(|(a, b)| *there.entry(a).or_insert(b) == b && *back.entry(b).or_insert(a) == a)
        && both().all(|(a, b)| (*a == -1) == (*b == -1))
}

#[test]
fn the_machine_ends_where_the_plain_method_ends() {
    let mut draws = Draws::new(&[81]);
    let mut compared = 0;
    for case in 0..80_u64 {
        let counts: &[f64] = [&[1.0, 1.0, 1.0][..], &[1.0, 4.0, 0.25, 1.0], &[1.0, 2.0]][case as usize % 3];
        let n = 40 + draws.below(80) as usize;
        let cells = Cells::some(&mut draws, n, counts);
        let matrix = cells.matrix();
        let k = 2 + draws.below(3) as usize;
        let variant = Variant { trim: [0.0, 0.1][case as usize % 2], partial: true, ..Variant::default() };
        let centres: Vec<Vec<f64>> =
            (0..k).map(|_| counts.iter().map(|_| draws.below(9) as f64 + 0.3).collect()).collect();
        let Some((theirs, inertia)) = cells.judged(centres.clone(), variant.kept(cells.rows.len())) else {
            continue;
        };
        compared += 1;
        let run = VariantRun::from_centroids(
            &matrix,
            options(k, Init::Given),
            &variant,
            centres.concat(),
            Vec::new(),
        );
        let fit = run.expect("enough rows").finish(&matrix);
        assert!(same_groups(&labels(&fit), &theirs), "case {case}");
        assert!(
            (fit.inertia - inertia).abs() <= 1e-10 * inertia,
            "case {case}: {} and {inertia}",
            fit.inertia
        );
        let falls = fit.trace.windows(2).all(|pair| pair[1].inertia <= pair[0].inertia * (1.0 + 1e-12));
        assert!(falls, "case {case}: {:?}", fit.trace);
    }
    assert!(compared > 40, "{compared} cases");
}

#[test]
fn a_centre_is_where_the_sum_of_the_distances_is_lowest() {
    let mut draws = Draws::new(&[82]);
    let cells = Cells::some(&mut draws, 60, &[1.0, 4.0, 1.0]);
    let matrix = cells.matrix();
    let variant = Variant { partial: true, ..Variant::default() };
    let run = VariantRun::new(&matrix, options(3, Init::KMeansPlusPlus), &variant).expect("enough rows");
    let fit = run.finish(&matrix);
    for j in 0..3 {
        let members: Vec<usize> = (0..60).filter(|row| usize::from(fit.labels[*row]) == j).collect();
        let centre = fit.centroid(j);
        let least = cells.cost(&members, centre);
        for (f, step) in [(0, 0.01), (0, -0.01), (1, 0.01), (1, -0.01), (2, 0.01), (2, -0.01)] {
            let mut moved = centre.to_vec();
            moved[f] += step;
            assert!(cells.cost(&members, &moved) > least, "cluster {j}, feature {f}");
        }
        // A mean in which everyone weighs the same, as it is for k-means without gaps, is no better, and worse somewhere.
        let plain = |f: usize| {
            let there: Vec<f64> = members.iter().filter_map(|row| cells.rows[*row][f]).collect();
            there.iter().sum::<f64>() / there.len() as f64
        };
        assert!(cells.cost(&members, &[plain(0), plain(1), plain(2)]) > least, "cluster {j}");
    }
}

/// Two kinds of customers told apart by any two of the three columns; the kinds have gaps of their own, one row has nothing at all.
fn shop() -> Vec<u8> {
    let mut text = String::from("id,spent,orders,visits,town\n");
    for row in 0..120_u32 {
        let (base, town) = if row % 2 == 0 { (100, "Elm") } else { (900, "Oak") };
        let jitter = (row * 7919) % 61;
        let cell =
            |nth: u32| if row % 7 == nth { String::new() } else { (base + jitter * (nth + 1)).to_string() };
        let town = if row % 11 == 5 { "" } else { town };
        text += &format!("C{row},{},{},{},{town}\n", cell(1), cell(2), cell(3));
    }
    text += "C120,,,,\n";
    text.into_bytes()
}

fn apart(mut recipe: Recipe, names: &[&str]) -> Recipe {
    for column in &mut recipe.columns {
        let used = names.contains(&column.name.as_str());
        *column = ColumnRecipe::new(&column.name, if used { Role::Feature } else { Role::Ignored }, "");
        (column.missing, column.transform, column.scale) =
            (Missing::LeaveOut, Transform::None, Scale::Standard);
    }
    recipe.clustering.k = Some(2);
    recipe
}

#[test]
fn customers_are_compared_by_what_they_have() {
    let bytes = shop();
    let mut session = Session::default();
    let view: View = journey(&mut session, "shop.csv", &bytes, |recipe| {
        apart(recipe, &["spent", "orders", "visits", "town"])
    })
    .expect("segments");
    assert_eq!(view.rows_used, 120, "the row that has nothing is left out");
    assert_eq!(view.segments.iter().map(|segment| segment.size).collect::<Vec<_>>(), [60, 60]);
    assert_eq!(view.gaps_filled, 0);
    let told = |text: &str| view.notes.iter().any(|note| note.text == text);
    assert!(
        told("1 row has no value in any column that tells customers apart and gets no segment."),
        "{:?}",
        view.notes
    );
    assert!(told("11 gaps are left out of the distance."), "town: {:?}", view.notes);
    assert!(view.rules.price.is_none() && !view.rules.sql.is_empty());
    let (fit, prepared) = session.shown().expect("a result");
    let (fit, rows) = (fit.labels.clone(), prepared.rows.clone());
    let text = String::from_utf8(bytes).expect("UTF-8");
    for (row, line) in text.lines().skip(1).enumerate() {
        let own = rows.observation(row).map(|observation| u32::from(fit[observation]) + 1);
        let answer = ask(&mut session, line);
        assert_eq!(answer.segment, own, "row {row}: {line}");
        let empty = |name: &str| !answer.cells.contains_key(name);
        assert!(answer.pulls.iter().all(|pull| !empty(&pull.column)), "a gap pulls nowhere: {answer:?}");
    }
    assert!(ask(&mut session, "C,,,,").text.contains("are left out"));
}

#[test]
fn it_goes_with_customers_set_aside_and_the_order_of_rows_matters_to_nobody() {
    let bytes = shop();
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let turned = lines.join("\n").into_bytes();
    let trimmed = |recipe| {
        let mut recipe = apart(recipe, &["spent", "orders", "visits"]);
        recipe.columns.iter_mut().for_each(|column| column.scale = Scale::None);
        recipe.clustering.trim = 0.05;
        recipe
    };
    let (mut one, mut other) = (Session::default(), Session::default());
    let view = journey(&mut one, "shop.csv", &bytes, trimmed).expect("segments");
    journey(&mut other, "shop.csv", &turned, trimmed).expect("segments");
    assert_eq!(view.unusual.map(|unusual| unusual.size), Some(6));
    let centroids =
        |session: &Session| session.shown().expect("a result").1.centroids.clone().expect("found so");
    assert_eq!(centroids(&one), centroids(&other));
    let mirrored: Vec<usize> = other.unusual().iter().rev().map(|row| 120 - row).collect();
    assert_eq!(one.unusual(), mirrored);
}

#[test]
fn a_file_without_gaps_is_clustered_as_ever() {
    let bytes = b"a,b\n1,2\n2,1\n9,8\n8,9\n1,1\n9,9\n".to_vec();
    let segments = |missing: Missing| {
        let mut session = Session::default();
        journey(&mut session, "a.csv", &bytes, |recipe| {
            let mut recipe = apart(recipe, &["a", "b"]);
            recipe.columns.iter_mut().for_each(|column| column.missing = missing);
            recipe
        })
        .expect("segments");
        let (fit, _) = session.shown().expect("a result");
        (fit.labels.clone(), fit.centroids.clone(), fit.inertia.to_bits())
    };
    assert_eq!(segments(Missing::LeaveOut), segments(Missing::Median));
}

#[test]
fn a_preview_tells_the_rows_that_would_be_used() {
    let bytes = shop();
    let mut session = Session::default();
    let mut recipe = None;
    journey(&mut session, "shop.csv", &bytes, |suggested| {
        recipe = Some(apart(suggested.clone(), &["spent", "orders"]));
        suggested
    })
    .expect("segments");
    let used = |session: &mut Session, recipe: Recipe| {
        let told = outputs(session, Event::Preview { recipe, column: "spent".to_owned() }, &[]);
        let preview = told.into_iter().find_map(|(output, _)| match output {
            Output::Preview { preview } => Some(*preview),
            _ => None,
        });
        let preview = preview.expect("a preview");
        assert!(preview.error.is_none(), "{preview:?}");
        preview.used
    };
    let mut recipe = recipe.expect("suggested");
    assert_eq!(used(&mut session, recipe.clone()), 120);
    let orders = recipe.columns.iter_mut().find(|column| column.name == "orders").expect("a column");
    orders.missing = Missing::Median;
    assert_eq!(used(&mut session, recipe), 121, "with its orders filled in every row has something");
}

#[test]
fn real_gaps_can_be_left_out() {
    let Some(shared) = shared_data() else { return };
    let bytes = std::fs::read(shared.join("customers/marketing_campaign.csv")).expect("a shared file");
    let mut session = Session::default();
    let view = journey(&mut session, "marketing_campaign.csv", &bytes, |mut recipe| {
        recipe.columns.iter_mut().for_each(|column| column.missing = Missing::LeaveOut);
        recipe
    });
    let view = view.expect("segments");
    assert_eq!(view.rows_used, 2240);
    let gaps = view.notes.iter().find(|note| note.text.ends_with("left out of the distance."));
    assert_eq!(gaps.map(|note| note.count), Some(24), "incomes: {:?}", view.notes);
}
