//! What is not plain k-means: customers set aside, principal components, categories by prototypes.

mod journeys;
mod judge;
mod machine;
mod others;
