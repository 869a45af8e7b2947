//! Measures for tests.

use super::{Measure, Subject};
use crate::recipe::Role;
use crate::table::{Column, ColumnType, Numbers, Summary, Values};

/// A feature called `column` that lies `apart` from everyone else in each segment, with many customers behind it: mean 10 and deviation 2
/// over everyone.
pub(crate) fn sample_measure(column: &str, apart: &[f64]) -> Measure {
    let summary =
        Summary { distinct: 50, min: Some(0.0), max: Some(100.0), mean: Some(10.0), ..Summary::default() };
    let file = Column {
        name: column.to_owned(),
        kind: ColumnType::Number,
        values: Values::Numbers(Numbers::new()),
        summary,
        identifying: None,
        examples: vec!["1".to_owned()],
    };
    Measure {
        column: column.to_owned(),
        role: Role::Feature,
        level: None,
        average: 10.0,
        deviation: 2.0,
        smallest: 0.0,
        largest: 100.0,
        means: apart.iter().map(|apart| Some(10.0 + 2.0 * apart)).collect(),
        z: apart.to_vec(),
        decimals: 1,
        subject: Subject::of(&file, None),
        profile: 0,
        shown: true,
        apart: apart.to_vec(),
        lift: vec![None; apart.len()],
        v_test: vec![None; apart.len()],
        q: vec![None; apart.len()],
        noise: apart.iter().map(|apart| 30.0 * apart).collect(),
    }
}
