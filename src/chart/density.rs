//! Many points as one picture: each an anti-aliased spot, and all of them in one go.
//!
//! A point is shared among the four cells around it, by how near each is. A cell keeps the colours of the points on it, added up, and
//! how many they are; it becomes the mean of those colours, the more opaque the more points. So no segment covers another, and the order
//! of points does not matter to what is seen.

use wide::f32x4;

use super::frame::Frame;
use super::look::{Colour, Look};
use super::points::Points;

/// Points for each cell at which a cell of average density is half opaque.
const HALF: f32 = 0.8;
/// Bounds of the opacity of a lone point, so that few are not pale and many not solid.
const LONE: (f32, f32) = (0.4, 2.5);
/// Points spread by one call. A browser first runs a WebAssembly function as it was quickly compiled, and takes the better code
/// from the next call on: of a million points in one call all would be spread by the slow one.
const AT_A_TIME: usize = 2048;

/// A rectangle of pixels, each opaque red, green, blue and 255.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Device pixels from the left of the canvas.
    pub left: i32,
    /// Device pixels from its top.
    pub top: i32,
    /// Device pixels.
    pub width: u32,
    /// Device pixels.
    pub height: u32,
    /// Four bytes a pixel, row by row.
    pub rgba: Vec<u8>,
}

/// The points inside `frame`; those of other segments than `highlight` count `quiet` times. Points of none of so many `segments` are
/// grey.
pub(super) fn picture(
    (points, segments): (&Points, usize),
    frame: &Frame,
    look: &Look,
    highlight: Option<usize>,
    quiet: f32,
) -> Picture {
    // A cell is a CSS pixel, so that a spot is about as large on every screen.
    let size = look.px(1.0).max(1);
    let (width, height) = (frame.right - frame.left, frame.bottom - frame.top);
    let (columns, rows) = ((width / size + 2) as usize, (height / size + 2) as usize);
    let most = points.segment.iter().copied().max().map_or(0, usize::from);
    let colours: Vec<f32x4> = (0..=most)
        .map(|segment| {
            let strength = if highlight.is_none_or(|one| one == segment) { 1.0 } else { quiet };
            let [r, g, b] = rgb(if segment < segments { look.series(segment).fill } else { look.ink_3 });
            f32x4::new([r * strength, g * strength, b * strength, strength])
        })
        .collect();
    let mut cells = vec![f32x4::splat(0.0); columns * rows];
    let place = frame.to_cells(size as f32);
    let stretches = points.x.chunks(AT_A_TIME).zip(points.y.chunks(AT_A_TIME));
    for ((x, y), segment) in stretches.zip(points.segment.chunks(AT_A_TIME)) {
        spread((x, y, segment), &place, &colours, &mut cells, (columns, rows));
    }
    let average = points.len() as f32 / (columns * rows) as f32;
    let lone = (HALF / average.max(1e-3)).clamp(LONE.0, LONE.1);
    let rgba =
        paint(&cells[..], columns, (width as usize, height as usize), size as usize, lone, rgb(look.canvas));
    Picture { left: frame.left, top: frame.top, width: width as u32, height: height as u32, rgba }
}

/// Adds points to the cells around them; `place` gives the place of a point in cells, `colours` has one for each segment.
#[inline(never)]
fn spread(
    (x, y, segment): (&[f32], &[f32], &[u16]),
    place: impl Fn(f32, f32) -> Option<(f32, f32)>,
    colours: &[f32x4],
    cells: &mut [f32x4],
    (columns, rows): (usize, usize),
) {
    for ((x, y), segment) in x.iter().zip(y).zip(segment) {
        let Some((x, y)) = place(*x, *y) else { continue };
        let (column, row) = (x as usize, y as usize);
        if column + 1 >= columns || row + 1 >= rows {
            continue;
        }
        let (right, low) = (x - column as f32, y - row as f32);
        let colour = colours[usize::from(*segment)];
        let first = row * columns + column;
        let upper = colour * f32x4::splat(1.0 - low);
        let lower = colour * f32x4::splat(low);
        let (near, far) = (f32x4::splat(1.0 - right), f32x4::splat(right));
        cells[first] += upper * near;
        cells[first + 1] += upper * far;
        cells[first + columns] += lower * near;
        cells[first + columns + 1] += lower * far;
    }
}

/// Cells, so many `columns` wide and `size` pixels large, as the pixels of a rectangle on `canvas`.
fn paint(
    cells: &[f32x4],
    columns: usize,
    (width, height): (usize, usize),
    size: usize,
    lone: f32,
    canvas: [f32; 3],
) -> Vec<u8> {
    let paint = Paint { lone, behind: f32x4::new([canvas[0], canvas[1], canvas[2], 0.0]), size };
    let mut rgba = Vec::with_capacity(width * height * 4);
    for (row, cells) in cells.chunks_exact(columns).take(height.div_ceil(size)).enumerate() {
        let begin = rgba.len();
        paint.row(&cells[..width.div_ceil(size)], &mut rgba);
        // The last cell of a row may be cut, and so may the last row.
        rgba.truncate(begin + width * 4);
        for _ in 1..size.min(height - row * size) {
            rgba.extend_from_within(begin..begin + width * 4);
        }
    }
    rgba
}

struct Paint {
    /// Opacity of one point against that of the canvas.
    lone: f32,
    /// The colour of the canvas, and 0.
    behind: f32x4,
    /// Pixels of a cell.
    size: usize,
}

impl Paint {
    /// Adds one row of pixels; a call of its own for the reason that [`AT_A_TIME`] has.
    #[inline(never)]
    fn row(&self, cells: &[f32x4], rgba: &mut Vec<u8>) {
        let empty = self.colour(f32x4::splat(0.0));
        for cell in cells {
            let pixel = if cell.to_array()[3] > 0.0 { self.colour(*cell) } else { empty };
            (0..self.size).for_each(|_| rgba.extend_from_slice(&pixel));
        }
    }

    /// The mean of a cell's colours, `lone * count / (1 + lone * count)` opaque.
    fn colour(&self, cell: f32x4) -> [u8; 4] {
        let [.., count] = cell.to_array();
        let weight = self.lone / (1.0 + self.lone * count);
        let mixed = self.behind * f32x4::splat(1.0 - weight * count) + cell * f32x4::splat(weight);
        let [r, g, b, _] = (mixed + f32x4::splat(0.5)).to_array().map(|channel| channel as u8);
        [r, g, b, 255]
    }
}

fn rgb(Colour(colour): Colour) -> [f32; 3] {
    [colour.0, colour.1, colour.2].map(f32::from)
}

#[cfg(test)]
mod tests {
    use super::super::look::tests::look;
    use super::*;

    fn frame() -> Frame {
        Frame::new((10..110, 20..70), 0.0..100.0, 0.0..50.0)
    }

    fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 4] {
        let first = ((y * picture.width + x) * 4) as usize;
        [0, 1, 2, 3].map(|i| picture.rgba[first + i])
    }

    #[test]
    fn a_point_colours_its_place_and_nothing_far_away() {
        let look = look(1.0);
        let points = Points { x: vec![50.0; 30], y: vec![25.0; 30], segment: vec![1; 30] };
        let picture = picture((&points, 2), &frame(), &look, None, 0.1);
        assert_eq!((picture.left, picture.top, picture.width, picture.height), (10, 20, 100, 50));
        let Colour(canvas) = look.canvas;
        assert_eq!(pixel(&picture, 5, 5), [canvas.0, canvas.1, canvas.2, 255]);
        let Colour(fill) = look.series(1).fill;
        let there = pixel(&picture, 50, 25);
        assert!(there[0].abs_diff(fill.0) < 30 && there[2].abs_diff(fill.2) < 30, "{there:?} and {fill:?}");
    }

    #[test]
    fn the_order_of_points_is_not_seen_and_a_highlighted_segment_is() {
        let look = look(2.0);
        let x: Vec<f32> = (0..4000_u16).map(|i| f32::from(i % 97)).collect();
        let y: Vec<f32> = (0..4000_u16).map(|i| f32::from(i % 41)).collect();
        let segment: Vec<u16> = (0..4000).map(|i| i % 3).collect();
        let points = Points { x, y, segment };
        let all = picture((&points, 3), &frame(), &look, None, 0.1);
        let one = picture((&points, 3), &frame(), &look, Some(0), 0.1);
        assert_ne!(all.rgba, one.rgba);
        assert_eq!(all.rgba.len(), 100 * 50 * 4);
        assert!(all.rgba.iter().skip(3).step_by(4).all(|alpha| *alpha == 255), "nothing shines through");
    }

    #[test]
    fn cells_are_painted_as_the_formula_says_and_cut_where_the_rectangle_ends() {
        let canvas = [250.0, 240.0, 9.0];
        let cells: Vec<f32x4> = (0..12_u8)
            .map(|i| {
                let count = if i % 3 == 0 { 0.0 } else { f32::from(i) * 0.7 };
                f32x4::new([count * 14.0, count * 85.0, count * 104.0, count])
            })
            .collect();
        // Four cells to a row, of which seven pixels are seen, and three rows, of which five are.
        let rgba = paint(&cells, 4, (7, 5), 2, 0.8, canvas);
        assert_eq!(rgba.len(), 7 * 5 * 4);
        for (place, pixel) in rgba.chunks(4).enumerate() {
            let (x, y) = (place % 7, place / 7);
            let [.., count] = cells[y / 2 * 4 + x / 2].to_array();
            let opacity = 0.8 * count / (1.0 + 0.8 * count);
            for (channel, own) in [14.0, 85.0, 104.0].into_iter().enumerate() {
                let wanted = canvas[channel] + (own - canvas[channel]) * opacity;
                assert!((f32::from(pixel[channel]) - wanted).abs() <= 0.51, "{x}, {y}: {pixel:?}, {wanted}");
            }
            assert_eq!(pixel[3], 255);
        }
    }
}
