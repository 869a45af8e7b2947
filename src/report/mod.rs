//! The report: one HTML file for colleagues, with charts, tables, method, findings and verdict.
//!
//! No customer's record is in it: averages, counts and names of levels only. It holds no script, refers to nothing outside itself
//! and prints as it reads.

mod evidence;
mod html;
mod method;
mod segments;

use crate::chart::{ChartSegment, Colour, Look, Points, elbow, map, svg};
use crate::profile::wording::{count, customers};
use crate::view::View;
use html::Html;

/// Size of a chart, CSS pixels.
const MAP: (u32, u32) = (720, 480);
const ELBOW: (u32, u32) = (720, 420);

/// Points of the map in a report: more make a file that is slow to open and say no more.
const MOST_POINTS: usize = 2_000;

/// What the report says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// When, as people write it; the library has no clock.
    pub date: &'a str,
    /// Where, a version of this product.
    pub version: &'a str,
}

/// The report of what is shown.
///
/// `points` belong to the view's map. `look` gives the colours of the charts; a light one prints well.
pub fn html(view: &View, points: &Points, look: &Look, made: Made<'_>) -> String {
    let look = Look { dpr: 1.0, ..look.clone() };
    let mut html = Html::default();
    html.ours("<!doctype html>\n");
    html.element("html", &[("lang", "en")], |html| {
        html.element("head", &[], |html| head(html, view, &look));
        html.element("body", &[], |html| {
            html.element("main", &[], |html| {
                top(html, view, made);
                segments::write(html, view);
                the_map(html, view, points, &look);
                why(html, view, &look);
                evidence::averages(html, view);
                method::write(html, view);
            });
            html.element("footer", &[], |html| {
                let text = format!(
                    "Made in the browser by Customer Segmentation {} on {}. No customer's record is in this file.",
                    made.version, made.date
                );
                html.say("p", &[], &text);
            });
        });
    });
    html.finish()
}

fn head(html: &mut Html, view: &View, look: &Look) {
    html.open("meta", &[("charset", "utf-8")]);
    html.open("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    html.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
    html.say("title", &[], &format!("{} – {}", headline(view), view.reading.file));
    html.element("style", &[], |html| {
        html.ours(include_str!("style.css"));
        for segment in 0..view.segments.len() {
            let series = look.series(segment);
            let rule = format!(".s{segment} {{ --c: {}; --on: {}; }}\n", hex(series.fill), hex(series.on));
            html.ours(&rule);
        }
    });
}

fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.0.0, colour.0.1, colour.0.2)
}

fn headline(view: &View) -> &str {
    let verdict = view.trust.verdict.as_ref();
    verdict.and_then(|verdict| verdict.headline.as_deref()).unwrap_or(&view.headline)
}

fn top(html: &mut Html, view: &View, made: Made<'_>) {
    let verdict = view.trust.verdict.as_ref();
    html.say("h1", &[], headline(view));
    let lead = verdict.and_then(|verdict| verdict.lead.as_deref()).unwrap_or(&view.lead);
    html.say("p", &[("class", "lead")], lead);
    if let Some(caution) = &view.caution {
        html.theirs("p", &[], caution);
    }
    html.element("dl", &[("class", "facts")], |html| {
        let mut fact = |name: &str, text: &str| {
            html.element("div", &[], |html| {
                html.say("dt", &[], name);
                html.theirs("dd", &[], text);
            });
        };
        let sure = verdict.map_or_else(
            || "The checks were not done when this report was made.".to_owned(),
            |verdict| format!("{}. {}", verdict.word, verdict.sentence),
        );
        fact("How sure", &sure);
        fact("File", &view.reading.file);
        let unusual = view.unusual.as_ref().map_or(0, |unusual| unusual.size);
        let left = view.reading.rows.saturating_sub(view.rows_used + unusual);
        let mut read = customers(view.rows_used);
        if unusual > 0 {
            read += &format!("; {} unusual ones set aside", count(unusual));
        }
        if left > 0 {
            read += &format!("; {} rows left out", count(left));
        }
        if view.gaps_filled > 0 {
            read += &format!("; {} gaps filled", count(view.gaps_filled));
        }
        fact("Read", &read);
        fact("Told apart by", &view.features.join(", "));
        fact("Made on", made.date);
    });
}

fn section(html: &mut Html, title: &str, inside: impl FnOnce(&mut Html)) {
    html.element("section", &[], |html| {
        html.say("h2", &[], title);
        inside(html);
    });
}

fn the_map(html: &mut Html, view: &View, points: &Points, look: &Look) {
    section(html, "Map", |html| {
        let few = points.thinned(MOST_POINTS);
        let segments = marked(view);
        let picture = svg(MAP, |area| map::draw(area, &view.map, &segments, &few, None, look));
        let mark = view.trust.verdict.as_ref().and_then(|verdict| verdict.mark.as_ref());
        let mark = mark.map_or_else(String::new, |mark| format!(" Each segment: {mark}."));
        figure(html, picture, &format!("{}{mark}", view.map.caption));
    });
}

/// The segments with what sets one apart from the others' marks beside its name on the map.
fn marked(view: &View) -> Vec<ChartSegment> {
    let may_be_two = |j: usize| {
        view.trust.verdict.is_some() && view.trust.segments.get(j).is_some_and(|trust| trust.may_be_two)
    };
    let mut segments: Vec<ChartSegment> = view.segments.iter().map(ChartSegment::from).collect();
    for (_, segment) in segments.iter_mut().enumerate().filter(|(j, _)| may_be_two(*j)) {
        segment.short_name += " (may be two)";
    }
    segments
}

fn why(html: &mut Html, view: &View, look: &Look) {
    section(html, "Why this number of segments", |html| {
        let picture = svg(ELBOW, |area| elbow::draw(area, &view.elbow, Some(view.k), look));
        figure(html, picture, &view.elbow.text);
        evidence::write(html, view);
    });
}

fn figure<E>(html: &mut Html, picture: Result<String, E>, caption: &str) {
    html.element("figure", &[], |html| {
        // Writing into a string cannot fail; were it to, the table below holds the same numbers.
        if let Ok(picture) = picture {
            let named = picture.replacen("<svg ", "<svg role=\"img\" aria-hidden=\"true\" ", 1);
            html.ours(&named);
        }
        html.say("figcaption", &[], caption);
    });
}
