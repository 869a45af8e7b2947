//! A finding with what would help, ready to be carried out.

use serde::{Deserialize, Serialize};

use super::lopsided::Lopsided;
use crate::profile::wording::per_cent;
use crate::recipe::{Categories, Recipe, Transform};

/// Share set aside at most when that is offered.
const MOST: f64 = 0.1;

/// A change of the recipe that one press makes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfferView {
    /// What is wrong, and what it would change.
    pub text: String,
    /// What is on the button.
    pub button: String,
    /// The recipe then.
    pub recipe: Recipe,
}

/// What to do where one segment holds nearly everyone: take logarithms of the columns with few extremes, or set the few customers
/// aside. The first is the one that usually helps most.
pub(super) fn offers(lopsided: Option<&Lopsided>, recipe: &Recipe) -> Vec<OfferView> {
    let Some(lopsided) = lopsided else { return Vec::new() };
    let logs = with_logarithms(recipe, &lopsided.bendable).map(|changed| OfferView {
        text: format!(
            "{} Logarithms bring the few very large values of {} closer to the others.",
            lopsided.text,
            lopsided.bendable.join(", ")
        ),
        button: "Take logarithms".to_owned(),
        recipe: changed,
    });
    let trim = aside(lopsided.share);
    let fits = recipe.clustering.trim < trim && recipe.clustering.categories == Categories::OneHot;
    let trimmed = fits.then(|| {
        let mut changed = recipe.clone();
        changed.clustering.trim = trim;
        changed.clustering.k = None;
        OfferView {
            text: format!(
                "{} Set aside, the {} of customers farthest from every segment shape none, and are listed as unusual.",
                lopsided.text,
                per_cent(trim)
            ),
            button: format!("Set {} aside", per_cent(trim)),
            recipe: changed,
        }
    });
    logs.into_iter().chain(trimmed).collect()
}

/// The share of customers outside a segment that holds `share` of them, in whole per cent.
fn aside(share: f64) -> f64 {
    let hundredths = libm::ceil(100.0 * (1.0 - share) - 1e-9);
    (hundredths / 100.0).clamp(0.01, MOST)
}

fn with_logarithms(recipe: &Recipe, columns: &[String]) -> Option<Recipe> {
    if columns.is_empty() {
        return None;
    }
    let mut changed = recipe.clone();
    changed.clustering.k = None;
    for column in changed.columns.iter_mut().filter(|column| columns.contains(&column.name)) {
        column.transform = Transform::Log1p;
    }
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_is_set_aside_as_lies_outside() {
        assert_eq!([0.9, 0.965, 0.999, 1.0].map(aside), [0.1, 0.04, 0.01, 0.01]);
    }
}
