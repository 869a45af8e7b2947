//! Where the badges and names of segments stand on the map.

use plotters::style::text_anchor::HPos;

use super::look::Look;
use super::pen::Point;

/// Half a badge, CSS pixels.
pub(super) const BADGE: f64 = 12.0;
/// Half the height of a line of text, CSS pixels.
const LINE: f64 = 8.0;
/// Between badge and name, CSS pixels.
const GAP: f64 = 5.0;
/// Steps of the search for a free place, CSS pixels, and how many of them are tried.
const STEP: f64 = 4.0;
const STEPS: i32 = 4;

/// A badge to place: its middle, and the width of its name in device pixels.
pub(super) struct Want {
    pub at: Point,
    pub name_width: i32,
}

/// A placed badge; its name if there is room for it.
pub(super) struct Put {
    pub badge: Point,
    pub name: Option<Name>,
}

/// The anchor of a name, vertically in its middle.
#[derive(Clone, Copy)]
pub(super) struct Name {
    pub at: Point,
    pub across: HPos,
    area: Area,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    from: Point,
    to: Point,
}

impl Area {
    fn around((x, y): Point, half_width: i32, half_height: i32) -> Self {
        Self { from: (x - half_width, y - half_height), to: (x + half_width, y + half_height) }
    }

    fn meets(&self, other: &Self) -> bool {
        self.from.0 < other.to.0
            && other.from.0 < self.to.0
            && self.from.1 < other.to.1
            && other.from.1 < self.to.1
    }

    fn inside(&self, (width, height): (i32, i32)) -> bool {
        self.from.0 >= 0 && self.from.1 >= 0 && self.to.0 <= width && self.to.1 <= height
    }
}

/// Places badges first, then names, both in the given order: earlier ones keep their place. A badge moves by at
/// most 16 CSS pixels to stand clear of the badges before it, else it stays. A name stands to the right, moved up
/// or down by at most 16; where that is taken or over the edge, under the badge, then to its left; else the badge
/// stands alone.
pub(super) fn place(wanted: &[Want], size: (i32, i32), look: &Look) -> Vec<Put> {
    let half = look.px(BADGE);
    let mut badges: Vec<Area> = Vec::with_capacity(wanted.len());
    for want in wanted {
        let stays = Area::around(want.at, half, half);
        let free = |area: &Area| area.inside(size) && !badges.iter().any(|badge| badge.meets(area));
        let moved =
            shifts(look).map(|(right, down)| Area::around((want.at.0 + right, want.at.1 + down), half, half));
        let chosen = moved.into_iter().find(free).unwrap_or(stays);
        badges.push(chosen);
    }
    let mut names: Vec<Area> = Vec::new();
    let mut put = Vec::with_capacity(wanted.len());
    for (want, badge) in wanted.iter().zip(&badges) {
        let middle = (badge.from.0 + half, badge.from.1 + half);
        let taken = |area: &Area| badges.iter().chain(&names).any(|other| other.meets(area));
        let name = candidates(middle, want.name_width, look)
            .into_iter()
            .find(|n| n.area.inside(size) && !taken(&n.area));
        names.extend(name.map(|n| n.area));
        put.push(Put { badge: middle, name });
    }
    put
}

/// Moves, nearest first: none, then every step in eight directions.
fn shifts(look: &Look) -> impl Iterator<Item = Point> {
    let step = look.px(STEP);
    let around = [(0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1)];
    let ring = move |far: i32| around.into_iter().map(move |(x, y)| (x * far * step, y * far * step));
    std::iter::once((0, 0)).chain((1..=STEPS).flat_map(ring))
}

fn candidates((x, y): Point, width: i32, look: &Look) -> Vec<Name> {
    let (half, line, gap) = (look.px(BADGE), look.px(LINE), look.px(GAP));
    let beside = |down: i32, right: bool| {
        let near = if right { x + half + gap } else { x - half - gap };
        let (from, to) = if right { (near, near + width) } else { (near - width, near) };
        let area = Area { from: (from, y + down - line), to: (to, y + down + line) };
        Name { at: (near, y + down), across: if right { HPos::Left } else { HPos::Right }, area }
    };
    let below = y + half + line;
    let under =
        Name { at: (x, below), across: HPos::Center, area: Area::around((x, below), (width + 1) / 2, line) };
    let step = look.px(STEP);
    let downs = std::iter::once(0).chain((1..=STEPS).flat_map(|n| [-n * step, n * step]));
    let mut all: Vec<Name> = downs.map(|down| beside(down, true)).collect();
    all.extend([under, beside(0, false)]);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::look::tests::look;

    fn wants(at: &[Point]) -> Vec<Want> {
        at.iter().map(|&at| Want { at, name_width: 80 }).collect()
    }

    #[test]
    fn a_free_badge_stays_with_its_name_to_the_right_or_under_it_at_the_edge() {
        let put = place(&wants(&[(100, 100), (350, 200)]), (400, 300), &look(1.0));
        assert_eq!((put[0].badge, put[1].badge), ((100, 100), (350, 200)));
        let at = |n: usize| put[n].name.map(|name| name.at);
        assert_eq!((at(0), at(1)), (Some((117, 100)), Some((350, 220))));
    }

    #[test]
    fn badges_and_names_stand_clear_of_each_other() {
        let at = [(100, 100), (110, 104), (150, 100), (100, 120), (95, 96)];
        for dpr in [1.0, 2.0] {
            let look = look(dpr);
            let put = place(&wants(&at), (400, 300), &look);
            let half = look.px(BADGE);
            for (i, one) in put.iter().enumerate() {
                let moved = (one.badge.0 - at[i].0).abs().max((one.badge.1 - at[i].1).abs());
                assert!(moved <= look.px(16.0), "badge {i} moved by {moved}");
                let badge = Area::around(one.badge, half, half);
                for name in put.iter().filter_map(|other| other.name) {
                    assert!(!badge.meets(&name.area), "badge {i} and {:?}", name.area);
                }
            }
            let names: Vec<Area> = put.iter().filter_map(|one| one.name).map(|name| name.area).collect();
            for (i, one) in names.iter().enumerate() {
                assert!(!names[i + 1..].iter().any(|other| other.meets(one)), "names overlap");
            }
        }
    }

    #[test]
    fn a_badge_without_room_for_its_name_stands_alone() {
        let put = place(&[Want { at: (20, 20), name_width: 500 }], (100, 40), &look(1.0));
        assert_eq!(put[0].badge, (20, 20));
        assert!(put[0].name.is_none(), "500 pixels do not fit");
    }
}
