//! How it was done: reading, preparation, findings, and the recipe that repeats it.

use super::html::Html;
use super::section;
use crate::profile::wording::count;
use crate::recipe::{Categories, Missing, Outliers, Role, Scale, Transform};
use crate::view::{ColumnView, View};

pub(super) fn write(html: &mut Html, view: &View) {
    section(html, "How it was done", |html| {
        html.theirs("p", &[], &format!("Read as: {}.", view.reading.facts.join("; ")));
        columns(html, view);
        html.say("p", &[], &search(view));
    });
    if !view.notes.is_empty() {
        section(html, "Findings", |html| {
            html.element("ul", &[], |html| {
                for note in &view.notes {
                    let text = match &note.column {
                        Some(column) => format!("{column}: {}", note.text),
                        None => note.text.clone(),
                    };
                    html.theirs("li", &[], &text);
                }
            });
        });
    }
    section(html, "The recipe", |html| {
        html.say("p", &[], "Every decision. Saved as a file and opened together with the customer file, it gives the same segments again.");
        html.element("details", &[], |html| {
            html.say("summary", &[], "Show it");
            html.say("pre", &[], &view.recipe.to_json());
        });
    });
}

fn columns(html: &mut Html, view: &View) {
    html.element("div", &[("class", "scroll")], |html| {
        html.element("table", &[], |html| {
            html.element("thead", &[], |html| {
                html.element("tr", &[], |html| {
                    for head in ["Column", "Used for", "Why", "Prepared by", "Gaps", "Different values"] {
                        html.say("th", &[("scope", "col")], head);
                    }
                });
            });
            html.element("tbody", &[], |html| {
                view.reading.columns.iter().for_each(|column| row(html, view, column));
            });
        });
    });
}

fn row(html: &mut Html, view: &View, column: &ColumnView) {
    html.element("tr", &[], |html| {
        html.theirs("th", &[("scope", "row")], &column.name);
        html.say("td", &[("class", "words")], role(column.role));
        html.theirs("td", &[("class", "words")], &column.reason);
        html.say("td", &[("class", "words")], &treatment(view, column));
        html.say("td", &[], &count(column.missing));
        html.say("td", &[], &count(column.distinct));
    });
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Feature => "telling customers apart",
        Role::Descriptor => "describing segments",
        Role::Identifier => "naming customers",
        Role::Ignored => "nothing",
    }
}

fn treatment(view: &View, column: &ColumnView) -> String {
    let recipe = view.recipe.columns.iter().find(|entry| entry.name == column.name);
    let Some(entry) = recipe.filter(|_| column.role == Role::Feature) else { return "–".to_owned() };
    let mut steps = Vec::new();
    if column.missing > 0 {
        steps.push(match entry.missing {
            Missing::Median => "gaps by the median",
            Missing::Mean => "gaps by the mean",
            Missing::MostFrequent => "gaps by the most frequent value",
            Missing::Constant => "gaps by a given value",
            Missing::Drop => "rows with gaps left out",
            Missing::LeaveOut => "gaps left out of the distance",
        });
    }
    steps.extend(match entry.transform {
        Transform::None => None,
        Transform::Log1p => Some("logarithm of 1 + x"),
        Transform::Sqrt => Some("square root"),
        Transform::YeoJohnson => Some("Yeo–Johnson power"),
        Transform::Quantile => Some("rank"),
    });
    steps.extend(match entry.outliers {
        Outliers::Keep => None,
        Outliers::Winsorise => Some("ends moved in to a quantile"),
        Outliers::Iqr => Some("moved in to fences by quartiles"),
        Outliers::Mad => Some("moved in by median deviation"),
        Outliers::Drop => Some("outliers left out"),
    });
    steps.push(match entry.scale {
        Scale::Standard => "zero mean, unit variance",
        Scale::Minmax => "smallest to largest as 0 to 1",
        Scale::Robust => "median and quartiles",
        Scale::None => "not scaled",
    });
    steps.join("; ")
}

fn search(view: &View) -> String {
    let clustering = &view.recipe.clustering;
    let (name, ends) = match (clustering.categories, clustering.trim > 0.0) {
        (Categories::Prototypes, true) => ("Trimmed k-prototypes", true),
        (Categories::Prototypes, false) => ("k-prototypes", true),
        (Categories::OneHot, true) => ("Trimmed k-means", true),
        (Categories::OneHot, false) => ("k-means", false),
    };
    let mut text = format!(
        "{name} with {} starts for each of {} to {} segments, seed {}; the best start of each number goes on until no customer changes segment.",
        clustering.restarts, clustering.k_min, clustering.k_max, clustering.seed
    );
    if clustering.trim > 0.0 {
        text.push_str(&format!(
            " In every iteration {:.1} % of the customers are set aside.",
            100.0 * clustering.trim
        ));
    }
    if ends {
        text.push_str(" There are no exchanges of centres.");
    }
    text
}
