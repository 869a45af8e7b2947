//! One column being read: every hypothesis about its type that is still alive, with what it would need.

mod quick;
mod words;

use super::date;
use super::dates;
use super::distinct::{Distinct, number_key, text_key};
use super::figures::Figures;
use super::levels::Levels;
use super::missing;
use super::moments::Moments;
use super::number::{self, Reading, Unit};
use super::readings::{Readings, Votes};
use super::wish::Wish;
use crate::note::NOTE_ROWS;
use crate::recipe::ReadAs;
use crate::table::CHUNK_ROWS;

/// Cells that are no numbers are looked at for dates, e-mails and phone numbers up to this many.
const LOOKED_AT: u64 = 4_096;

/// Different words among numbers that are remembered; a fourth means that they are not just a word for "missing".
const STRAY_WORDS: usize = 3;

/// Rows something was found in.
#[derive(Debug, Default)]
pub(crate) struct Spots {
    /// How many.
    pub(crate) count: u64,
    /// The first few.
    pub(crate) rows: Vec<u64>,
}

impl Spots {
    /// Counts `row`.
    pub(crate) fn add(&mut self, row: u64) {
        self.count += 1;
        if self.rows.len() < NOTE_ROWS {
            self.rows.push(row);
        }
    }

    /// Whether the first few are known, so that one more is no more than one more.
    pub(crate) fn is_full(&self) -> bool {
        self.rows.len() == NOTE_ROWS
    }

    /// Forgets `row` if it is the last that was counted.
    pub(crate) fn forget(&mut self, row: u64, counted: bool) {
        self.count -= u64::from(counted);
        self.rows.retain(|other| *other != row);
    }
}

/// What cells that are no numbers look like.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    /// Cells looked at.
    pub(crate) seen: u64,
    /// Of those: dates or times.
    pub(crate) dates: u64,
    /// E-mail addresses.
    pub(crate) emails: u64,
    /// Phone numbers.
    pub(crate) phones: u64,
}

/// What stands around the numbers of a column.
#[derive(Debug, Default)]
pub(crate) struct Units {
    /// Numbers with a per cent sign.
    pub(crate) percent: u64,
    /// Numbers with a letter for thousands, millions or billions.
    pub(crate) scaled: u64,
    /// Numbers with a currency sign.
    pub(crate) money: u64,
    /// The different currency signs, in order of appearance.
    pub(crate) currencies: Vec<&'static str>,
}

/// The column so far.
#[derive(Debug)]
pub(crate) struct Builder {
    /// Rows.
    pub(crate) rows: u64,
    /// What a person decided about it.
    pub(crate) wish: Wish,
    /// Missing cells.
    gaps: u64,
    /// Those with a word that stands for "missing" in this column alone.
    pub(crate) missed: u64,
    /// Those by the word they hold.
    pub(crate) missing: [u64; missing::WORDS.len()],
    /// As numbers.
    pub(crate) readings: Readings,
    /// Evidence for the decimal mark.
    pub(crate) votes: Votes,
    /// Evidence for units.
    pub(crate) units: Units,
    /// As dates; `None` before the first, and once that is ruled out.
    pub(crate) moments: Option<Moments>,
    /// As a category; `None` once that is ruled out.
    pub(crate) levels: Option<Levels>,
    /// Different values; while there are levels, those are known by them.
    distinct: Distinct,
    /// Cells that are no numbers, codes with leading zeros included.
    pub(crate) strays: Spots,
    /// Cells only the decimal point, and only the decimal comma, can read.
    pub(crate) one_sided: [Spots; 2],
    /// Different values among `strays`, likewise.
    stray_distinct: Distinct,
    /// The first few of them.
    pub(crate) stray_words: Vec<Box<[u8]>>,
    /// Digits with a leading zero, or too many for a number.
    pub(crate) codes: u64,
    /// What strays look like.
    pub(crate) looks: Looks,
    /// The first three present cells.
    pub(crate) examples: Vec<Box<[u8]>>,
}

impl Builder {
    /// A column without rows, one of `columns`.
    pub(crate) fn new(columns: usize) -> Self {
        Self {
            rows: 0,
            gaps: 0,
            missed: 0,
            wish: Wish::default(),
            missing: [0; missing::WORDS.len()],
            readings: Readings::Same(Figures::default()),
            votes: Votes::default(),
            units: Units::default(),
            moments: None,
            levels: Some(Levels::default()),
            distinct: Distinct::new(columns),
            strays: Spots::default(),
            one_sided: Default::default(),
            stray_distinct: Distinct::new(columns),
            stray_words: Vec::new(),
            codes: 0,
            looks: Looks::default(),
            examples: Vec::new(),
        }
    }

    /// Bytes that its rows take, as all it may still be, and telling different values apart.
    pub(crate) fn bytes(&self) -> u64 {
        let moments = self.moments.as_ref().map_or(0, Moments::bytes);
        let levels = self.levels.as_ref().map_or(0, Levels::bytes);
        (self.readings.bytes() + moments + levels + self.distinct.bytes()) as u64
    }

    /// Follows what a person decided; to be called before the first row.
    pub(crate) fn follow(&mut self, wish: Wish) {
        if let Some(mark) = wish.mark {
            self.readings = Readings::One(mark, Figures::default());
        }
        if wish.is(ReadAs::Date) {
            self.moments = Some(Moments::below(0));
        }
        self.wish = wish;
    }

    /// Its sum with a decimal point and with a decimal comma, NaN where it cannot be read so.
    pub(crate) fn sums(&self) -> [f64; 2] {
        self.readings.sums()
    }

    /// Rows with a value.
    pub(crate) fn present(&self) -> u64 {
        self.rows - self.gaps
    }

    /// Whether cells that are no numbers hold more different words than a few.
    pub(crate) fn many_stray_words(&self) -> bool {
        self.stray_words.len() > STRAY_WORDS
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, cell: &[u8]) {
        let cell = cell.trim_ascii();
        if let Some(word) = missing::word(cell) {
            self.missing[word] += 1;
            self.push_gap();
        } else if self.wish.misses(cell) {
            self.missed += 1;
            self.push_gap();
        } else {
            self.push_value(cell);
        }
        self.rows += 1;
    }

    fn push_gap(&mut self) {
        self.gaps += 1;
        self.readings.push_gap();
        if let Some(moments) = &mut self.moments {
            moments.push_gap();
        }
        if let Some(levels) = &mut self.levels {
            levels.push_missing();
        }
    }

    fn push_value(&mut self, cell: &[u8]) {
        if self.examples.len() < 3 {
            self.examples.push(cell.into());
        }
        self.push_date(cell);
        self.push_level(cell);
        if self.is_words() {
            return self.push_stray(cell);
        }
        match number::read(cell) {
            Reading::Number(number) => self.push_number(&number),
            Reading::Code => match number::in_spite_of_zeros(cell).filter(|_| self.wish.is(ReadAs::Number)) {
                Some(number) => self.push_number(&number),
                None => {
                    self.codes += 1;
                    self.push_stray(cell);
                }
            },
            Reading::Other => self.push_stray(cell),
        }
    }

    fn push_date(&mut self, cell: &[u8]) {
        let present = self.present();
        if let Some(moments) = &mut self.moments {
            moments.push(cell);
            if !moments.plausible(present + 1) && !self.wish.is(ReadAs::Date) {
                self.moments = None;
            }
        } else if Moments::may_begin(present) && date::read(cell).is_some() {
            let mut moments = Moments::below(self.rows);
            moments.push(cell);
            self.moments = Some(moments);
        }
    }

    fn push_number(&mut self, number: &number::Number) {
        if self.levels.is_none() {
            self.distinct.insert(key_of(number));
        }
        if number.comma.is_nan() {
            self.one_sided[0].add(self.rows);
        } else if number.point.is_nan() {
            self.one_sided[1].add(self.rows);
        }
        self.units.scaled += u64::from(number.scaled);
        match number.unit {
            Unit::None => {}
            Unit::Percent => self.units.percent += 1,
            Unit::Currency(name) => {
                self.units.money += 1;
                if !self.units.currencies.contains(&name) {
                    self.units.currencies.push(name);
                }
            }
        }
        self.readings.push(number, &mut self.votes);
    }

    fn push_stray(&mut self, cell: &[u8]) {
        let key = self.levels.is_none().then(|| text_key(cell));
        if let Some(key) = key {
            self.distinct.insert(key);
        }
        self.strays.add(self.rows);
        if self.looks.seen < LOOKED_AT {
            self.looks.look(cell);
        }
        if matches!(self.readings, Readings::Lost) {
            return;
        }
        if let Some(key) = key {
            self.stray_distinct.insert(key);
        }
        if !self.many_stray_words() && !self.stray_words.iter().any(|word| **word == *cell) {
            self.stray_words.push(cell.into());
        }
        self.readings.push_gap();
        self.give_up_numbers();
    }

    /// Whether there was no number before it was clear that the column is none: then no cell needs to be read as one.
    fn is_words(&self) -> bool {
        matches!(self.readings, Readings::Lost) && self.strays.count == self.present()
    }

    /// A column that is mostly words need not be kept as numbers any longer.
    fn give_up_numbers(&mut self) {
        if self.wish.is(ReadAs::Number) {
            return;
        }
        let present = self.present() + 1;
        let hopeless = self.strays.count == present && present >= 256;
        let mostly_words =
            self.many_stray_words() && self.strays.count > LOOKED_AT && self.strays.count * 10 > present;
        if hopeless || mostly_words {
            self.readings = Readings::Lost;
            self.stray_distinct = Distinct::new(usize::MAX);
        }
    }

    fn push_level(&mut self, cell: &[u8]) {
        // After this many rows of nothing but numbers the column will not become a category any more.
        let settled =
            self.strays.count == 0 && self.rows >= CHUNK_ROWS as u64 && !self.wish.is(ReadAs::Category);
        if settled || self.levels.as_mut().is_some_and(|levels| !levels.push(cell)) {
            self.settle();
            self.levels = None;
        }
    }

    /// Counts the values known by the levels. To be called once, when there are no more to come.
    pub(crate) fn settle(&mut self) {
        let Some(levels) = &self.levels else { return };
        let (mut all, mut strays) = (Vec::new(), Vec::new());
        let words = self.is_words();
        for name in &levels.names {
            match number::read(name) {
                Reading::Number(number) if !words => all.push(key_of(&number)),
                _ => strays.push(text_key(name)),
            }
        }
        self.distinct.insert_all(all.into_iter().chain(strays.iter().copied()), self.present());
        if !matches!(self.readings, Readings::Lost) {
            self.stray_distinct.insert_all(strays.into_iter(), self.strays.count);
        }
    }

    /// Different values; final once [`Builder::settle`] was called.
    pub(crate) fn distinct(&self) -> u64 {
        self.distinct.count()
    }

    /// Different values among the strays, likewise.
    pub(crate) fn stray_distinct(&self) -> u64 {
        self.stray_distinct.count()
    }
}

fn key_of(number: &number::Number) -> u64 {
    number_key(if number.point.is_nan() { number.comma } else { number.point })
}

impl Looks {
    fn look(&mut self, cell: &[u8]) {
        self.seen += 1;
        if dates::looks_like_date(cell) {
            self.dates += 1;
        } else if looks_like_email(cell) {
            self.emails += 1;
        } else if looks_like_phone(cell) {
            self.phones += 1;
        }
    }

    /// Whether at least nine in ten of the cells looked at are counted in `part`.
    pub(crate) fn mostly(&self, part: u64) -> bool {
        self.seen > 0 && part * 10 >= self.seen * 9
    }
}

fn looks_like_email(cell: &[u8]) -> bool {
    let mut parts = cell.split(|&byte| byte == b'@');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(local), Some(domain), None) => {
            !local.is_empty() && domain.contains(&b'.') && !cell.iter().any(u8::is_ascii_whitespace)
        }
        _ => false,
    }
}

fn looks_like_phone(cell: &[u8]) -> bool {
    let digits = cell.iter().filter(|byte| byte.is_ascii_digit()).count();
    (7..=15).contains(&digits) && cell.iter().all(|byte| byte.is_ascii_digit() || b"+-() ./".contains(byte))
}
