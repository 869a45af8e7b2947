//! The segments, a card each.

use super::html::Html;
use super::section;
use crate::profile::wording::{count, mean, number, per_cent};
use crate::view::{PlayView, SegmentView, TraitView, View};

pub(super) fn write(html: &mut Html, view: &View) {
    section(html, "The segments", |html| {
        for (j, segment) in view.segments.iter().enumerate() {
            let class = format!("card s{j}");
            html.element("article", &[("class", &class)], |html| card(html, view, j, segment));
        }
        if let Some(unusual) = &view.unusual {
            html.element("article", &[("class", "card")], |html| {
                html.say("h3", &[], &unusual.name);
                let size = format!("{} customers, {}", count(unusual.size), per_cent(unusual.share));
                html.say("p", &[("class", "size")], &size);
                html.theirs("p", &[], &unusual.text);
            });
        }
    });
}

fn card(html: &mut Html, view: &View, j: usize, segment: &SegmentView) {
    html.element("h3", &[], |html| {
        html.say("span", &[("class", "badge")], &segment.letter);
        html.theirs("span", &[], &segment.name);
    });
    html.say("p", &[("class", "size")], &size(view, j, segment));
    for sentence in &segment.sentences {
        html.theirs("p", &[], sentence);
    }
    if !segment.traits.is_empty() {
        html.element("table", &[], |html| {
            html.element("thead", &[], |html| {
                html.element("tr", &[], |html| {
                    for name in ["What sets it apart", "Its average", "Everyone", ""] {
                        html.say("th", &[("scope", "col")], name);
                    }
                });
            });
            html.element("tbody", &[], |html| {
                segment.traits.iter().for_each(|found| trait_row(html, view, found));
            });
        });
    }
    if !segment.rule.ways.is_empty() {
        html.element("p", &[], |html| {
            html.say("strong", &[], "How to find them: ");
            html.say("bdi", &[], &segment.rule.text);
        });
    }
    if !segment.plays.is_empty() {
        html.element("ul", &[("class", "plays")], |html| {
            segment.plays.iter().for_each(|one| play(html, one));
        });
    }
}

fn size(view: &View, j: usize, segment: &SegmentView) -> String {
    let mut text = format!("{} customers, {} %", count(segment.size), segment.percent);
    if let Some(share) = segment.value.as_ref().and_then(|value| value.share) {
        text += &format!("; {} of the value", per_cent(share));
    }
    if let Some(trust) = view.trust.segments.get(j)
        && let Some(overlap) = trust.overlap
    {
        text += &format!("; {}, comes back by {} in re-draws", trust.words, per_cent(overlap));
    }
    if let Some(mark) = view.trust.segments.get(j).and_then(|trust| trust.mark.as_ref()) {
        text += &format!("; {mark}");
    }
    text
}

fn trait_row(html: &mut Html, view: &View, found: &TraitView) {
    let shown = |x: f64| match found.level {
        Some(_) => per_cent(x),
        None => {
            let measure = view.measures.iter().find(|one| one.column == found.column && one.level.is_none());
            measure.map_or_else(|| number(x, 2), |measure| mean(x, measure.decimals, measure.years))
        }
    };
    html.element("tr", &[], |html| {
        let name = match &found.level {
            Some(level) => format!("{}: {level}", found.column),
            None => found.column.clone(),
        };
        html.theirs("th", &[("scope", "row")], &name);
        html.say("td", &[], &shown(found.mean));
        html.say("td", &[], &shown(found.average));
        html.say("td", &[("class", "words")], &found.text);
    });
}

fn play(html: &mut Html, play: &PlayView) {
    html.element("li", &[], |html| {
        html.say("strong", &[], &format!("{}. ", play.title));
        html.say("bdi", &[], &format!("{} {} Watch: {}", play.text, play.reason, play.measure));
    });
}
