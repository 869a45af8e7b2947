//! What reading a file takes: never more than 1.3 times the typed columns and 64 MB, however long the file is and whatever its columns
//! may still turn out to be on the way. A program of its own, as it counts every allocation.

use std::fmt::Write;

use customer_segmentation::ingest::Importer;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes a slice has about, as the page hands them out.
const SLICE: usize = 1 << 20;

/// Numbers without an end, the same in every run.
struct Draws(u64);

impl Draws {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Bytes taken at most while `rows` rows are read, and bytes of the typed columns.
fn read(header: &str, rows: u64, row: impl Fn(&mut String, &mut Draws, u64)) -> (usize, u64) {
    let mut draws = Draws(7);
    let mut slice = String::with_capacity(SLICE + 4096);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let mut importer = Importer::new("customers.csv");
    slice.push_str(header);
    for number in 0..rows {
        row(&mut slice, &mut draws, number);
        if slice.len() > SLICE {
            importer.feed(slice.as_bytes()).expect("a table");
            slice.clear();
        }
    }
    importer.feed(slice.as_bytes()).expect("a table");
    let imported = importer.finish().expect("a table");
    (MEMORY.peak_usage() - before, imported.table.bytes())
}

/// Holds the limit, and says what was seen.
fn hold(name: &str, (peak, columns): (usize, u64)) {
    let megabytes = |bytes: f64| bytes / 1e6;
    eprintln!(
        "{name}: {:.0} MB at most, {:.0} MB of typed columns",
        megabytes(peak as f64),
        megabytes(columns as f64)
    );
    let limit = 1.3 * columns as f64 + 64e6;
    assert!(peak as f64 <= limit, "{name}: {peak} bytes taken, {limit} allowed for columns of {columns}");
}

#[test]
fn reading_takes_little_more_than_the_columns_that_are_kept() {
    let rows = 3_000_000;
    let customers = read("id,age,city,income,amount,since,newsletter,last\n", rows, |line, draws, number| {
        let (age, city, income) = (18 + draws.below(70), draws.below(8), draws.below(1_000));
        let (amount, cents, since) = (draws.below(9_000), draws.below(100), draws.below(700));
        let (month, day) = (1 + draws.below(12), 1 + draws.below(28));
        let _ = writeln!(
            line,
            "C{number},{age},Town {city},{income}00,{amount}.{cents:02},{since},{},2024-{month:02}-{day:02}",
            ["yes", "no"][(number % 2) as usize]
        );
    });
    hold("customers", customers);
    // Until the end a number can have a decimal point or a point between thousands, and a date the day or the month first.
    let undecided = read("a,b,first,second\n", rows, |line, draws, number| {
        let (a, b) = (1 + draws.below(900), draws.below(1_000));
        let dates = if number + 1 == rows { [13, 14] } else { [1 + draws.below(12), 1 + draws.below(12)] };
        let _ = writeln!(
            line,
            "{a}.{b:03},{}.{:03},{:02}/{:02}/2024,{:02}.{:02}.2023",
            b + 1,
            a,
            dates[0],
            1 + draws.below(12),
            dates[1],
            1 + draws.below(12)
        );
    });
    hold("undecided to the end", undecided);
    let texts = read("name,note\n", rows, |line, draws, number| {
        let _ = writeln!(line, "Person {number},said {} and {}", draws.below(1 << 31), draws.below(1 << 31));
    });
    hold("texts", texts);
    let wide = read("x,y,z\n", rows, |line, draws, _| {
        let mut digits = || draws.below(1 << 31);
        let _ = writeln!(
            line,
            "0.{:010}{:05},0.{:010}{:05},-0.{:010}{:05}",
            digits(),
            digits() % 100_000,
            digits(),
            digits() % 100_000,
            digits(),
            digits() % 100_000
        );
    });
    hold("numbers of eight bytes", wide);
}
