//! What is not plain k-means: customers set aside, principal components, categories by prototypes, gaps left out of distances.

mod journeys;
mod judge;
mod machine;
mod others;
mod partial;
