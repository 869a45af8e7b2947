//! The shape of a segment: what tells segments apart without colour.

/// Marks and badges. The first eight segments have one each; the next eight repeat them hollow, those after them filled again, and so
/// on, each time moved on by one: of 64 segments no two share colour, shape and filling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A.
    Circle,
    /// B.
    Square,
    /// C.
    Triangle,
    /// D.
    Diamond,
    /// E.
    Hexagon,
    /// F.
    TriangleDown,
    /// G.
    Pentagon,
    /// H.
    Cross,
}

const ORDER: [Shape; 8] = [
    Shape::Circle,
    Shape::Square,
    Shape::Triangle,
    Shape::Diamond,
    Shape::Hexagon,
    Shape::TriangleDown,
    Shape::Pentagon,
    Shape::Cross,
];

/// Shape of a segment by its 0-based index, and whether it is hollow.
pub fn of_segment(segment: usize) -> (Shape, bool) {
    let round = segment / ORDER.len();
    (ORDER[(segment + round) % ORDER.len()], round % 2 == 1)
}

impl Shape {
    /// Corners around `centre`, clockwise from the top left or top; none for a circle, which is drawn as one.
    /// Shapes of the same `radius` weigh about the same to the eye: a circle has exactly this radius.
    pub fn corners(self, centre: (i32, i32), radius: f64) -> Vec<(i32, i32)> {
        self.unit()
            .iter()
            .map(|&(x, y)| (offset(centre.0, x * radius), offset(centre.1, y * radius)))
            .collect()
    }

    /// How far below the centre a letter on the shape stands, for a radius of 1.
    pub fn letter_drop(self) -> f64 {
        match self {
            Self::Triangle => 0.36,
            Self::TriangleDown => -0.36,
            Self::Pentagon => 0.06,
            _ => 0.0,
        }
    }

    /// Corners for a radius of 1, y downwards.
    fn unit(self) -> &'static [(f64, f64)] {
        match self {
            Self::Circle => &[],
            Self::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Self::Triangle => &[(0.0, -1.0), (1.13, 1.0), (-1.13, 1.0)],
            Self::Diamond => &[(0.0, -1.12), (1.12, 0.0), (0.0, 1.12), (-1.12, 0.0)],
            Self::Hexagon => {
                &[(-0.54, -0.96), (0.54, -0.96), (1.08, 0.0), (0.54, 0.96), (-0.54, 0.96), (-1.08, 0.0)]
            }
            Self::TriangleDown => &[(-1.13, -1.0), (1.13, -1.0), (0.0, 1.0)],
            Self::Pentagon => &[(0.0, -1.1), (1.08, -0.28), (0.67, 1.0), (-0.67, 1.0), (-1.08, -0.28)],
            Self::Cross => &CROSS,
        }
    }
}

const CROSS: [(f64, f64); 12] = [
    (-0.56, -1.04),
    (0.56, -1.04),
    (0.56, -0.56),
    (1.04, -0.56),
    (1.04, 0.56),
    (0.56, 0.56),
    (0.56, 1.04),
    (-0.56, 1.04),
    (-0.56, 0.56),
    (-1.04, 0.56),
    (-1.04, -0.56),
    (-0.56, -0.56),
];

fn offset(centre: i32, by: f64) -> i32 {
    centre + by.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_segments_differ_in_shape_or_filling_and_none_repeats_colour_and_shape() {
        let all: Vec<(Shape, bool)> = (0..16).map(of_segment).collect();
        for (index, look) in all.iter().enumerate() {
            assert!(!all[index + 1..].contains(look), "{index}: {look:?}");
        }
        assert!(
            (0..8).all(|colour| of_segment(colour).0 != of_segment(colour + 8).0),
            "the same colour comes back"
        );
    }

    #[test]
    fn shapes_weigh_about_the_same() {
        for (shape, _) in (1..8).map(of_segment) {
            let corners = shape.corners((0, 0), 1000.0);
            let next = corners.iter().cycle().skip(1);
            let twice: i64 = corners
                .iter()
                .zip(next)
                .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(a.1) * i64::from(b.0))
                .sum();
            let share = twice as f64 / 2.0 / (std::f64::consts::PI * 1e6);
            assert!((0.7..=1.15).contains(&share), "{shape:?} covers {share} of the circle");
        }
    }
}
