//! The evidence for the number of segments, and all averages.

use super::html::Html;
use super::section;
use crate::profile::wording::{count, mean, number, per_cent};
use crate::view::{MeasureView, PanelRow, View};

/// Reasons and the panel, a row for each number of segments.
pub(super) fn write(html: &mut Html, view: &View) {
    if let Some(verdict) = &view.trust.verdict {
        html.element("ul", &[], |html| verdict.reasons.iter().for_each(|reason| html.say("li", &[], reason)));
    }
    let heads = [
        "Segments",
        "Left inside",
        "Smallest",
        "Comes back",
        "Gap",
        "Prediction",
        "Silhouette",
        "Calinski–Harabasz",
        "Davies–Bouldin",
    ];
    html.element("div", &[("class", "scroll")], |html| {
        html.element("table", &[], |html| {
            html.element("thead", &[], |html| {
                html.element("tr", &[], |html| {
                    heads.iter().for_each(|head| html.say("th", &[("scope", "col")], head));
                });
            });
            html.element("tbody", &[], |html| {
                for point in &view.elbow.points {
                    let row = view.trust.panel.iter().find(|row| row.k == point.k);
                    let class = if point.k == view.k { "on" } else { "" };
                    html.element("tr", &[("class", class)], |html| {
                        html.say("th", &[("scope", "row")], &count(u64::from(point.k)));
                        html.say("td", &[], &per_cent(1.0 - point.explained_variance));
                        cells(row).iter().for_each(|cell| html.say("td", &[], cell));
                    });
                }
            });
        });
    });
    if let Some(votes) = votes(view) {
        html.say("p", &[], &votes);
    }
}

fn cells(row: Option<&PanelRow>) -> [String; 7] {
    let known = |value: Option<f64>, decimals: u32| value.map_or("–".to_owned(), |x| number(x, decimals));
    let Some(row) = row else { return std::array::from_fn(|_| "–".to_owned()) };
    [
        count(row.smallest),
        row.overlap.map_or("–".to_owned(), per_cent),
        known(row.gap, 2),
        known(row.prediction, 2),
        known(row.silhouette, 2),
        known(row.calinski_harabasz, 0),
        known(row.davies_bouldin, 2),
    ]
}

/// What each index would choose alone, in one sentence.
fn votes(view: &View) -> Option<String> {
    let votes: Vec<String> =
        view.trust.votes.iter().map(|vote| format!("{} {}", vote.index, count(u64::from(vote.k)))).collect();
    (!votes.is_empty()).then(|| {
        format!("Each index alone would choose: {}. Votes are shown and not added up.", votes.join(", "))
    })
}

/// Every column in every segment.
pub(super) fn averages(html: &mut Html, view: &View) {
    section(html, "Averages in every segment", |html| {
        html.say("p", &[], "Means in the file's own units; of categories, the share of customers who have the level. Columns from the largest differences between segments on.");
        html.element("div", &[("class", "scroll")], |html| {
            html.element("table", &[], |html| {
                html.element("thead", &[], |html| {
                    html.element("tr", &[], |html| {
                        html.say("th", &[("scope", "col")], "Column");
                        html.say("th", &[("scope", "col")], "Everyone");
                        for (j, segment) in view.segments.iter().enumerate() {
                            let mark = view.trust.segments.get(j).and_then(|trust| trust.mark.as_ref());
                            let mark = mark.map_or_else(String::new, |mark| format!(" ({mark})"));
                            let name = format!("{} {}{mark}", segment.letter, segment.short_name);
                            html.theirs("th", &[("scope", "col")], &name);
                        }
                    });
                });
                html.element("tbody", &[], |html| view.measures.iter().for_each(|one| measure(html, one)));
            });
        });
    });
}

fn measure(html: &mut Html, measure: &MeasureView) {
    let shown = |x: f64| match measure.level {
        Some(_) => per_cent(x),
        None => mean(x, measure.decimals, measure.years),
    };
    html.element("tr", &[], |html| {
        let name = match &measure.level {
            Some(level) => format!("{}: {level}", measure.column),
            None => measure.column.clone(),
        };
        html.theirs("th", &[("scope", "row")], &name);
        html.say("td", &[], &shown(measure.average));
        for mean in &measure.means {
            html.say("td", &[], &mean.map_or("–".to_owned(), shown));
        }
    });
}
