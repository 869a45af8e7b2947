//! The forms in which a chunk of numbers is kept, and which of them gives back every bit.

use wide::f64x4;

/// Up to [`CHUNK_ROWS`](super::CHUNK_ROWS) numbers in one form.
#[derive(Debug, Clone)]
pub(super) enum Chunk {
    /// Codes of one byte.
    Bytes(Scale, Box<[u8]>),
    /// Codes of two bytes.
    Shorts(Scale, Box<[u16]>),
    /// Codes of four bytes.
    Words(Scale, Box<[u32]>),
    /// Numbers that are no wider than this, such as halves and quarters of any size.
    Floats(Box<[f32]>),
    /// Anything else.
    Doubles(Box<[f64]>),
}

impl Chunk {
    /// The smallest form that gives back `values` bit for bit.
    pub(super) fn of(values: &[f64]) -> Self {
        if let Some((scale, most)) = Scale::of(values) {
            // What is cut off is nothing in a code that fits, and of the code for "missing" the largest of each width is left.
            return if most < f64::from(u8::MAX) {
                Self::Bytes(scale, scale.codes(values, |bits| bits as u8))
            } else if most < f64::from(u16::MAX) {
                Self::Shorts(scale, scale.codes(values, |bits| bits as u16))
            } else {
                Self::Words(scale, scale.codes(values, |bits| bits as u32))
            };
        }
        if values.iter().all(|x| x.is_nan() || f64::from(*x as f32).to_bits() == x.to_bits()) {
            return Self::Floats(values.iter().map(|x| *x as f32).collect());
        }
        Self::Doubles(values.into())
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Bytes(_, codes) => codes.len(),
            Self::Shorts(_, codes) => codes.len(),
            Self::Words(_, codes) => codes.len(),
            Self::Floats(values) => values.len(),
            Self::Doubles(values) => values.len(),
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Bytes(_, codes) => size_of_val(&**codes),
            Self::Shorts(_, codes) => size_of_val(&**codes),
            Self::Words(_, codes) => size_of_val(&**codes),
            Self::Floats(values) => size_of_val(&**values),
            Self::Doubles(values) => size_of_val(&**values),
        }
    }

    pub(super) fn get(&self, row: usize) -> f64 {
        match self {
            Self::Bytes(scale, codes) => scale.number(codes[row], u8::MAX),
            Self::Shorts(scale, codes) => scale.number(codes[row], u16::MAX),
            Self::Words(scale, codes) => scale.number(codes[row], u32::MAX),
            Self::Floats(values) => widened(values[row]),
            Self::Doubles(values) => values[row],
        }
    }

    /// Writes the rows that begin with `from` to `into`.
    pub(super) fn fill(&self, from: usize, into: &mut [f64]) {
        match self {
            Self::Bytes(scale, codes) => scale.fill(&codes[from..], u8::MAX, into),
            Self::Shorts(scale, codes) => scale.fill(&codes[from..], u16::MAX, into),
            Self::Words(scale, codes) => scale.fill(&codes[from..], u32::MAX, into),
            Self::Floats(values) => {
                into.iter_mut().zip(&values[from..]).for_each(|(into, x)| *into = widened(*x));
            }
            Self::Doubles(values) => into.copy_from_slice(&values[from..from + into.len()]),
        }
    }
}

/// Widening leaves open which NaN comes of a NaN.
fn widened(x: f32) -> f64 {
    if x.is_nan() { f64::NAN } else { f64::from(x) }
}

/// Ten to the number of decimals a code may stand for.
const POWERS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/// Largest size of a number times its power of ten: below this, scaling a number errs by a quarter at most (two roundings of
/// 2⁻⁵³ each), so that rounding finds the whole number it stands for.
pub(super) const LARGEST: f64 = (1_u64 << 50) as f64;

/// Doubles from here to twice as much are the whole numbers, the lowest bits of which are their distance from here.
const WHOLE: f64 = (1_u64 << 52) as f64;

/// Adding this to a number of up to [`LARGEST`] leads among these whole numbers, so the addition rounds it.
const MIDDLE: f64 = 1.5 * WHOLE;

/// Values looked at before it is asked whether the decimals tried do for them.
const BLOCK: usize = 1_024;

/// Values looked at side by side.
const LANES: usize = 4;

/// What codes stand for: code `c` is the number (`base` + `c`) / `power`.
///
/// The sum is a whole number far below 2⁵³ and the power at most 10⁶, so both are exact, and a division gives the double
/// next to the exact quotient. That is what a decimal number in a file is read as, too, so such numbers come back to the
/// bit. All others are found out, as each is decoded for comparison before a scale is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// A whole number: the smallest number times `power`.
    base: f64,
    /// One of [`POWERS`].
    power: f64,
}

impl Scale {
    /// The scale with the fewest decimals that gives back `values` bit for bit, and the largest code in it; `None` if there
    /// is none or codes of four bytes do not reach.
    fn of(values: &[f64]) -> Option<(Self, f64)> {
        let mut powers = POWERS.into_iter();
        let mut power = powers.next()?;
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for block in values.chunks(BLOCK) {
            let (block_low, block_high) = loop {
                if let Some(range) = range(block, power) {
                    break range;
                }
                // What was right before stays so: the same quotient with a larger divisor.
                let next = powers.next()?;
                (low, high) = (low * (next / power), high * (next / power));
                power = next;
            };
            (low, high) = (smaller(low, block_low), larger(high, block_high));
        }
        if low > high {
            // Nothing but gaps.
            return Some((Self { base: 0.0, power }, 0.0));
        }
        let fits = low >= -LARGEST && high <= LARGEST && high - low < f64::from(u32::MAX);
        fits.then_some((Self { base: low, power }, high - low))
    }

    /// The codes of `values`, each cut from bits that are those of the code, or all set if the number is missing.
    fn codes<C>(self, values: &[f64], cut: impl Fn(u64) -> C) -> Box<[C]> {
        let [power, middle, base, whole] = [self.power, MIDDLE, MIDDLE + self.base, WHOLE].map(f64x4::splat);
        let code = |run: [f64; LANES]| {
            let x = f64x4::new(run);
            // Differences of whole numbers below 2⁵³ are exact, and the bits are read without a conversion, which would saturate.
            let code = (x * power + middle) - base + whole;
            (code | x.simd_ne(x)).to_array().map(|lane| cut(lane.to_bits()))
        };
        let (runs, rest) = values.as_chunks::<LANES>();
        let mut codes = Vec::with_capacity(values.len());
        runs.iter().for_each(|run| codes.extend(code(*run)));
        let mut last = [0.0; LANES];
        last[..rest.len()].copy_from_slice(rest);
        codes.extend(code(last).into_iter().take(rest.len()));
        codes.into_boxed_slice()
    }

    /// What `code` stands for: NaN if it is `gap`, the code for "missing".
    fn number<C: Copy + Eq + Into<f64>>(self, code: C, gap: C) -> f64 {
        if code == gap { f64::NAN } else { (self.base + code.into()) / self.power }
    }

    fn fill<C: Copy + Eq + Into<f64>>(self, codes: &[C], gap: C, into: &mut [f64]) {
        into.iter_mut().zip(codes).for_each(|(into, code)| *into = self.number(*code, gap));
    }
}

/// Smallest and largest of `values` times `power` as whole numbers, if these divided by `power` are the values to the bit.
/// Numbers beyond [`LARGEST`] may pass, but not without showing in the range.
fn range(values: &[f64], power: f64) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f64x4::splat(f64::INFINITY), f64x4::splat(f64::NEG_INFINITY));
    let mut lost = f64x4::ZERO;
    let unscaled = power == 1.0;
    let (power, middle) = (f64x4::splat(power), f64x4::splat(MIDDLE));
    let mut look = |run: &[f64; LANES]| {
        let x = f64x4::from(*run);
        let whole = (x * power + middle) - middle;
        // Divisions are slow, and dividing by one changes nothing.
        let back = if unscaled { whole } else { whole / power };
        // A gap is no number that could be lost: it does not even equal itself.
        lost |= (back ^ x) & x.simd_eq(x);
        low = whole.simd_lt(low).select(whole, low);
        high = whole.simd_gt(high).select(whole, high);
    };
    let (runs, rest) = values.as_chunks();
    runs.iter().for_each(&mut look);
    let mut last = [f64::NAN; LANES];
    last[..rest.len()].copy_from_slice(rest);
    look(&last);
    let all = (low.to_array().into_iter().reduce(smaller)?, high.to_array().into_iter().reduce(larger)?);
    lost.to_array().iter().all(|lost| lost.to_bits() == 0).then_some(all)
}

/// The smaller number; `a` if `b` is none. A comparison, since `min` is a call in WebAssembly.
fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// The larger number, likewise.
fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}
