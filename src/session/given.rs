//! First centroids that the recipe gives.

use crate::error::{Error, ErrorKind, Result};
use crate::features::Prepared;
use crate::kmeans::Init;
use crate::recipe::Clustering;

/// The centres of `clustering` as centroids where clusters are looked for, k × its features, row-major; none unless its start is [`Init::Given`].
///
/// # Errors
/// [`ErrorKind::Recipe`] if a centre has not one number for each feature.
pub fn given(clustering: &Clustering, prepared: &Prepared) -> Result<Vec<f64>> {
    if clustering.start != Init::Given {
        return Ok(Vec::new());
    }
    let features = &prepared.features;
    let mut centroids = Vec::with_capacity(clustering.centres.len() * features.len());
    for (number, centre) in (1..).zip(&clustering.centres) {
        if centre.len() != features.len() {
            let names: Vec<String> =
                features.iter().map(|feature| format!("{:?}", feature.label())).collect();
            return Err(Error::new(
                ErrorKind::Recipe,
                format!("recipe, key clustering.centres, centre {number}"),
                format!("it has {} numbers for {} features", centre.len(), features.len()),
                format!("Give one number for each, in this order: {}.", names.join(", ")),
            ));
        }
        let point: Vec<f64> = features.iter().zip(centre).map(|(feature, x)| feature.prepare(*x)).collect();
        match &prepared.space {
            Some(space) => centroids.extend(space.whitening.place(&point)),
            None => centroids.extend(point),
        }
    }
    Ok(centroids)
}
