//! The points of the map as they travel: bytes beside the view.

use crate::error::{Error, ErrorKind, Result};

/// Points in struct-of-arrays form, all three of the same length.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Horizontal, in the units of the map's axis.
    pub x: Vec<f32>,
    /// Vertical.
    pub y: Vec<f32>,
    /// 0-based segment.
    pub segment: Vec<u16>,
}

impl Points {
    /// Reads `shown` points from the layout documented at [`MapView`](crate::view::MapView): 10 bytes a point.
    pub fn read(bytes: &[u8], shown: u32) -> Result<Self> {
        let count = shown as usize;
        if bytes.len() != 10 * count {
            return Err(Error::new(
                ErrorKind::File,
                "the points of the map",
                format!("{shown} points are {} bytes, and {} came", 10 * count, bytes.len()),
                "This is a fault of the page, not of your file. Load the page again.",
            ));
        }
        let (x, rest) = bytes.split_at(4 * count);
        let (y, segment) = rest.split_at(4 * count);
        let segment = segment.as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two)).collect();
        Ok(Self { x: floats(x), y: floats(y), segment })
    }

    /// Number of points.
    pub fn len(&self) -> usize {
        self.segment.len()
    }

    /// At most `most` of them, evenly spread over their order; all of them if there are no more.
    pub fn thinned(&self, most: usize) -> Self {
        let kept: Vec<usize> = match self.len() {
            len if len <= most => (0..len).collect(),
            len => (0..most).map(|i| i * len / most).collect(),
        };
        Self {
            x: kept.iter().map(|&i| self.x[i]).collect(),
            y: kept.iter().map(|&i| self.y[i]).collect(),
            segment: kept.iter().map(|&i| self.segment[i]).collect(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.segment.is_empty()
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}

/// An order of drawing in which no segment covers another: each is spread evenly over the whole, so that every
/// stretch of the order holds the segments in proportion. Ties go to the lower segment; the same input gives the
/// same order.
pub fn interleaved(segment: &[u16]) -> Vec<u32> {
    let segments = segment.iter().copied().max().map_or(0, usize::from) + 1;
    let mut sizes = vec![0_u32; segments];
    for &s in segment {
        sizes[usize::from(s)] += 1;
    }
    let mut seen = vec![0_u32; segments];
    let mut order: Vec<(f64, u16, u32)> = Vec::with_capacity(segment.len());
    for (index, &s) in (0_u32..).zip(segment) {
        let place = (f64::from(seen[usize::from(s)]) + 0.5) / f64::from(sizes[usize::from(s)]);
        seen[usize::from(s)] += 1;
        order.push((place, s, index));
    }
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    order.into_iter().map(|(_, _, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_as_they_are_written() {
        let mut bytes = Vec::new();
        for value in [1.5_f32, -2.0, 0.25, 4.0] {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend([0, 0, 7, 1]);
        let points = Points::read(&bytes, 2).expect("20 bytes are two points");
        assert_eq!(points, Points { x: vec![1.5, -2.0], y: vec![0.25, 4.0], segment: vec![0, 263] });
        assert!(Points::read(&bytes, 3).is_err(), "30 bytes were promised");
        assert!(Points::read(&[], 0).expect("no points are no bytes").is_empty());
    }

    #[test]
    fn every_stretch_of_the_order_holds_the_segments_in_proportion() {
        let sorted: Vec<u16> = [vec![0; 600], vec![1; 300], vec![2; 100]].concat();
        let order = interleaved(&sorted);
        let mut all = order.clone();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..1000), "every point is drawn once");
        for stretch in order.chunks(100) {
            let count = |s| stretch.iter().filter(|&&i| sorted[i as usize] == s).count();
            assert!((59..=61).contains(&count(0)), "{}", count(0));
            assert!((29..=31).contains(&count(1)), "{}", count(1));
            assert!((9..=11).contains(&count(2)), "{}", count(2));
        }
    }
}
