//! The charts, drawn into a recorder: what is drawn where, in which size and colour.

mod elbow;
mod map;
mod recorder;
mod related;
mod values;
