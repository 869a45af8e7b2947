//! What is not plain k-means: customers set aside, principal components, categories by prototypes, gaps left out of distances, segments of a least size.

mod journeys;
mod judge;
mod least;
mod machine;
mod others;
mod partial;
