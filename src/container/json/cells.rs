//! One JSON value as the cells of one record.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Objects within objects that get columns of their own; what is nested deeper stays JSON text in one cell.
const DEEPEST: usize = 8;

/// Between the values of a list in one cell.
const BETWEEN: &str = "; ";

/// The fields of an object in their order, unread.
pub(super) struct Fields<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(Text(name)) = map.next_key()? {
                    fields.push((name, map.next_value()?));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// A text, borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Calls `take` with every cell of the object `text`: its name, those of nested objects joined by points, and its content. Numbers
/// keep the digits they are written with; `null` and empty lists are empty cells.
pub(super) fn of_object(text: &str, take: &mut dyn FnMut(&str, Cow<'_, str>)) -> serde_json::Result<()> {
    nested(text, "", 1, take)
}

fn nested(
    text: &str,
    above: &str,
    depth: usize,
    take: &mut dyn FnMut(&str, Cow<'_, str>),
) -> serde_json::Result<()> {
    let Fields(fields) = serde_json::from_str(text)?;
    for (name, value) in fields {
        let joined;
        let name = if above.is_empty() {
            &*name
        } else {
            joined = format!("{above}.{name}");
            &joined
        };
        let value = value.get();
        if value.starts_with('{') && depth < DEEPEST {
            nested(value, name, depth + 1, take)?;
        } else {
            take(name, cell(value)?);
        }
    }
    Ok(())
}

/// The elements of the list `text` as cells.
pub(super) fn of_list(text: &str) -> serde_json::Result<Vec<String>> {
    let elements: Vec<&RawValue> = serde_json::from_str(text)?;
    elements.into_iter().map(|element| Ok(cell(element.get())?.into_owned())).collect()
}

/// A value as the text of one cell.
fn cell(value: &str) -> serde_json::Result<Cow<'_, str>> {
    match value.as_bytes().first() {
        Some(b'n') => Ok(Cow::Borrowed("")),
        Some(b'"') => Ok(serde_json::from_str::<Text<'_>>(value)?.0),
        Some(b'[') => {
            let elements: Vec<&RawValue> = serde_json::from_str(value)?;
            let plain = |element: &&RawValue| !element.get().starts_with(['{', '[']);
            if !elements.iter().all(plain) {
                return Ok(Cow::Borrowed(value));
            }
            let cells: serde_json::Result<Vec<Cow<'_, str>>> =
                elements.iter().map(|element| cell(element.get())).collect();
            Ok(Cow::Owned(cells?.join(BETWEEN)))
        }
        _ => Ok(Cow::Borrowed(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        of_object(text, &mut |name, cell| found.push((name.to_owned(), cell.into_owned())))
            .expect("an object");
        found
    }

    #[test]
    fn cells_keep_their_order_and_their_digits() {
        let found = cells(
            r#"{"z":0.10,"a":12345678901234567890,"\u00e9":"x\ny","t":true,"n":null,"__proto__":1e400}"#,
        );
        let expected = [
            ("z", "0.10"),
            ("a", "12345678901234567890"),
            ("é", "x\ny"),
            ("t", "true"),
            ("n", ""),
            ("__proto__", "1e400"),
        ];
        assert_eq!(found, expected.map(|(name, cell)| (name.to_owned(), cell.to_owned())));
    }

    #[test]
    fn nested_objects_become_columns_and_lists_one_cell() {
        let found = cells(r#"{"a":{"b":{"c":1}},"tags":["x",2,null],"deep":[{"q":1}],"none":[]}"#);
        let expected = [("a.b.c", "1"), ("tags", "x; 2; "), ("deep", "[{\"q\":1}]"), ("none", "")];
        assert_eq!(found, expected.map(|(name, cell)| (name.to_owned(), cell.to_owned())));
    }

    #[test]
    fn endless_nesting_stays_text_and_crashes_nothing() {
        let text = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
        let found = cells(&text);
        assert_eq!(found[0].0, ["a"; DEEPEST].join("."));
        assert!(found.len() == 1 && found[0].1.starts_with("{\"a\":{"), "the rest is one cell");
    }
}
