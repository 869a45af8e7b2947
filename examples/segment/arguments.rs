//! What was asked for on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use customer_segmentation::error::{Error, ErrorKind, Result};
use customer_segmentation::recipe::{
    Categories, Clustering, ColumnRecipe, DateOrder, DecisionKey, Missing, Reading, Recipe, Role, Scale,
    Transform, VERSION,
};
use customer_segmentation::view::ReadingView;
use lexopt::{Arg, Parser, ValueExt};

/// What `--help` prints.
pub const HELP: &str = "\
Finds segments in a customer file and explains them.

    cargo run --release --example segment -- FILE... [options]

FILE is a text table (CSV, TSV), a workbook (.xlsx, .xlsb, .xls, .ods), JSON (a list of objects, or one object a line), any text of
these packed with gzip, a zip archive with one (or name it by --sheet), or - for standard input. Several files of one shape are put one below the other.

  --sheet NAME       the sheet of a workbook to take
  --recipe R.json    replay this recipe
  --suggest R.json   write the suggested recipe
  --k N              show N segments instead of the recommended number
  --k-min A          smallest number tried (default 1)
  --k-max B          largest number tried (default 10)
  --restarts N       starts for each number (default 10)
  --seed N           seed of all random draws (default 42)
  --trim SHARE       set aside this share of the customers, 0 to 0.5, those farthest from every segment
  --whiten SHARE     look for segments in as few principal components as keep this share of the differences
  --prototypes       count categories by their most frequent level (k-prototypes)
  --lambda L         what a different level then adds to a squared distance (default: half the mean deviation)
  --json OUT.json    write the result as JSON
  --cards OUT.md     write the cards as Markdown
  --customers OUT.csv  make one row of each customer of a list of orders, write them, and segment those
  --labels OUT.csv   write the segment of every record: row (from 0), segment (from 1, 0 if unusual, empty if unused)
  --rules OUT.csv    write the segment that the rules name for every record, in the same way

In place of what the file decides:
  --encoding NAME    such as UTF-8, windows-1252, UTF-16LE, Shift_JIS
  --delimiter C      one character, once or twice, or tab, comma, semicolon, spaces
  --quote C          one character, or none
  --header           the first line of the table holds names
  --no-header        it does not
  --preamble N       lines above the table
  --decimal MARK     point or comma, for every column; NAME=MARK for one
  --date-order HOW   day_first, month_first or year_first, for every column of dates; NAME=HOW for one
  --type NAME=TYPE   number, date, category or text
  --gap NAME=WORD    a word or number that stands for \"missing\" in a column; repeatable

In place of the suggested columns and treatments, without a recipe:
  --use NAME         a column to tell customers apart by; repeatable
  --log NAME         take log(1 + x) of this column; repeatable
  --missing HOW      median, mean or drop, for every column used
  --scale HOW        standard, minmax, robust or none, for every column used
";

/// The parsed command line.
#[derive(Debug, Default, Clone)]
pub struct Arguments {
    /// At least one.
    pub files: Vec<PathBuf>,
    pub sheet: Option<String>,
    suggest: Option<PathBuf>,
    pub json: Option<PathBuf>,
    pub labels: Option<PathBuf>,
    pub customers: Option<PathBuf>,
    pub cards: Option<PathBuf>,
    pub rules: Option<PathBuf>,
    recipe: Option<PathBuf>,
    k: Option<u32>,
    k_min: Option<u32>,
    k_max: Option<u32>,
    restarts: Option<u32>,
    seed: Option<u64>,
    trim: Option<f64>,
    whiten: Option<f64>,
    prototypes: bool,
    lambda: Option<f64>,
    used: Vec<String>,
    logged: Vec<String>,
    missing: Option<Missing>,
    scale: Option<Scale>,
    reading: Reading,
    date_order: Option<DateOrder>,
}

impl Arguments {
    /// Reads the command line; `None` if help was asked for.
    ///
    /// # Errors
    /// [`ErrorKind::Option`] for what cannot be understood.
    pub fn parse(command: impl IntoIterator<Item = OsString>) -> Result<Option<Self>> {
        let mut parser = Parser::from_iter(command);
        let mut arguments = Self::default();
        let mut files = Vec::new();
        while let Some(argument) = parser.next().map_err(wrong)? {
            match argument {
                Arg::Long("help") | Arg::Short('h') => return Ok(None),
                Arg::Value(file) => files.push(PathBuf::from(file)),
                Arg::Long(name @ ("header" | "no-header")) => {
                    arguments.reading.header = Some(name == "header");
                }
                Arg::Long("prototypes") => arguments.prototypes = true,
                Arg::Long(name) => {
                    let name = name.to_owned();
                    let value = parser.value().map_err(wrong)?;
                    arguments.take(&name, value)?;
                }
                other @ Arg::Short(_) => return Err(wrong(other.unexpected())),
            }
        }
        if files.is_empty() {
            return Err(refused(
                "0 files given".to_owned(),
                "Give one file, or several of one shape; --help shows how.",
            ));
        }
        Ok(Some(Self { files, ..arguments }))
    }

    fn take(&mut self, name: &str, value: OsString) -> Result<()> {
        match name {
            "sheet" => self.sheet = Some(value.string().map_err(wrong)?),
            "recipe" => self.recipe = Some(value.into()),
            "suggest" => self.suggest = Some(value.into()),
            "json" => self.json = Some(value.into()),
            "cards" => self.cards = Some(value.into()),
            "customers" => self.customers = Some(value.into()),
            "labels" => self.labels = Some(value.into()),
            "rules" => self.rules = Some(value.into()),
            "k" => self.k = Some(value.parse().map_err(wrong)?),
            "k-min" => self.k_min = Some(value.parse().map_err(wrong)?),
            "k-max" => self.k_max = Some(value.parse().map_err(wrong)?),
            "restarts" => self.restarts = Some(value.parse().map_err(wrong)?),
            "seed" => self.seed = Some(value.parse().map_err(wrong)?),
            "trim" => self.trim = Some(value.parse().map_err(wrong)?),
            "whiten" => self.whiten = Some(value.parse().map_err(wrong)?),
            "lambda" => self.lambda = Some(value.parse().map_err(wrong)?),
            "use" => self.used.push(value.string().map_err(wrong)?),
            "log" => self.logged.push(value.string().map_err(wrong)?),
            "missing" => self.missing = Some(word(name, &value.to_string_lossy())?),
            "scale" => self.scale = Some(word(name, &value.to_string_lossy())?),
            _ => return self.take_reading(name, &value.string().map_err(wrong)?),
        }
        Ok(())
    }

    /// Options about how the file is read.
    fn take_reading(&mut self, name: &str, value: &str) -> Result<()> {
        let reading = &mut self.reading;
        match name {
            "encoding" => reading.encoding = Some(value.to_owned()),
            "delimiter" => reading.delimiter = Some(mark(value)),
            "quote" => reading.quote = Some(if value == "none" { String::new() } else { value.to_owned() }),
            "preamble" => reading.preamble_lines = Some(value.parse().map_err(wrong)?),
            "decimal" => match value.split_once('=') {
                Some((column, value)) => {
                    let entry = reading.columns.entry(column.to_owned()).or_default();
                    entry.decimal = Some(word(name, value)?);
                }
                None => reading.decimal = Some(word(name, value)?),
            },
            "date-order" => match value.split_once('=') {
                Some((column, value)) => {
                    reading.dates.insert(column.to_owned(), word(name, value)?);
                }
                None => self.date_order = Some(word(name, value)?),
            },
            "type" => {
                let (column, value) = pair(name, value)?;
                reading.columns.entry(column).or_default().read_as = Some(word(name, value)?);
            }
            "gap" => {
                let (column, value) = pair(name, value)?;
                reading.columns.entry(column).or_default().missing.push(value.to_owned());
            }
            _ => return Err(refused(format!("there is no option --{name}"), "--help lists the options.")),
        }
        Ok(())
    }

    /// The same without what is said of reading a file, and without the wish for customers.
    pub fn for_customers(&self) -> Self {
        Self { customers: None, reading: Reading::default(), date_order: None, ..self.clone() }
    }

    /// What a list of orders is opened with: the recipe of `--recipe` if that makes customers of orders, or what was said about reading it.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`] if the file is no recipe, or an option about reading has no such value.
    pub fn opening_orders(&self) -> Result<Option<Recipe>> {
        let mut replayed = self.recipe.as_ref().map(|path| self.replayed(path)).transpose()?;
        let Some(orders) = replayed.as_mut().and_then(|recipe| recipe.orders.as_mut()) else {
            return Self { recipe: None, ..self.clone() }.opening();
        };
        if !self.reading.is_empty() {
            orders.reading = self.reading.clone();
        }
        if let (Some(order), Some(name)) = (self.date_order, &orders.plan.date) {
            orders.reading.dates.insert(name.clone(), order);
        }
        Ok(replayed)
    }

    /// Writes the suggested recipe if that was asked for.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if it cannot be written.
    pub fn suggest(&self, suggested: &Recipe) -> Result<()> {
        self.suggest
            .as_ref()
            .map_or(Ok(()), |path| super::write(path, (suggested.to_json() + "\n").as_bytes()))
    }

    /// What the file is opened with: the recipe of `--recipe`, or what was said about reading the file alone.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`] if the file is no recipe, or an option about reading has no such value.
    pub fn opening(&self) -> Result<Option<Recipe>> {
        let mut recipe = match &self.recipe {
            Some(path) => self.replayed(path)?,
            None => Recipe {
                version: VERSION,
                orders: None,
                columns: Vec::new(),
                filters: Vec::new(),
                reading: Reading::default(),
                clustering: Clustering::default(),
            },
        };
        // A list of orders is opened by `opening_orders`.
        recipe.orders = None;
        if !self.reading.is_empty() {
            recipe.reading = self.reading.clone();
        }
        recipe.check()?;
        Ok((!recipe.reading.is_empty()).then_some(recipe))
    }

    /// The recipe to carry out: the one of `--recipe`, or `suggested` with the columns and treatments asked for.
    ///
    /// # Errors
    /// [`ErrorKind::Recipe`] if the file is no recipe; [`ErrorKind::Option`] if a column does not exist or options contradict
    /// each other.
    pub fn recipe(&self, suggested: &Recipe, reading: &ReadingView) -> Result<Recipe> {
        let mut recipe = match &self.recipe {
            Some(path) => self.replayed(path)?,
            None => self.adjusted(suggested.clone())?,
        };
        // What is segmented is customers by now; how they were made the session knows.
        recipe.orders = None;
        let clustering = &mut recipe.clustering;
        clustering.k_min = self.k_min.unwrap_or(clustering.k_min);
        clustering.k_max = self.k_max.unwrap_or(clustering.k_max);
        clustering.restarts = self.restarts.unwrap_or(clustering.restarts);
        clustering.seed = self.seed.unwrap_or(clustering.seed);
        clustering.trim = self.trim.unwrap_or(clustering.trim);
        clustering.whiten = self.whiten.or(clustering.whiten);
        clustering.lambda = self.lambda.or(clustering.lambda);
        if self.prototypes {
            clustering.categories = Categories::Prototypes;
        }
        if let Some(k) = self.k {
            // Asking for one number outside the range tried widens the range, unless the range was asked for as well.
            clustering.k = Some(k);
            clustering.k_min = self.k_min.unwrap_or(clustering.k_min.min(k));
            clustering.k_max = self.k_max.unwrap_or(clustering.k_max.max(k));
        }
        if !self.reading.is_empty() {
            recipe.reading = self.reading.clone();
        }
        self.date(&mut recipe, reading);
        recipe.check()?;
        Ok(recipe)
    }

    /// `suggested` with the order of dates that was asked for; `None` if none was, or no column has dates that depend on it.
    pub fn dated(&self, suggested: &Recipe, reading: &ReadingView) -> Option<Recipe> {
        let mut recipe = suggested.clone();
        recipe.reading.clone_from(&self.reading);
        self.date(&mut recipe, reading);
        (recipe.reading != self.reading).then_some(recipe)
    }

    fn date(&self, recipe: &mut Recipe, reading: &ReadingView) {
        let Some(order) = self.date_order else { return };
        let undecided = reading.questions.iter().map(|question| &question.column);
        let decided = reading
            .columns
            .iter()
            .filter(|column| column.decisions.iter().any(|decision| decision.key == DecisionKey::Dates));
        for name in undecided.chain(decided.map(|column| &column.name)) {
            recipe.reading.dates.entry(name.clone()).or_insert(order);
        }
    }

    fn replayed(&self, path: &PathBuf) -> Result<Recipe> {
        let treated = !self.used.is_empty()
            || !self.logged.is_empty()
            || self.missing.is_some()
            || self.scale.is_some();
        if treated {
            return Err(refused(
                "--use, --log, --missing and --scale contradict --recipe".to_owned(),
                "Change the recipe instead, or leave it out.",
            ));
        }
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::new(
                ErrorKind::Recipe,
                path.display().to_string(),
                error.to_string(),
                "Give a recipe file that can be read.",
            )
        })?;
        Recipe::from_json(&text)
    }

    fn adjusted(&self, mut recipe: Recipe) -> Result<Recipe> {
        let names: Vec<String> = recipe.columns.iter().map(|column| column.name.clone()).collect();
        if let Some(unknown) = self.used.iter().chain(&self.logged).find(|name| !names.contains(name)) {
            return Err(refused(
                format!("the file has no column {unknown:?}"),
                &format!("It has: {}.", names.join(", ")),
            ));
        }
        if !self.used.is_empty() {
            for column in &mut recipe.columns {
                if self.used.contains(&column.name) {
                    column.role = Role::Feature;
                } else if column.role == Role::Feature {
                    column.role = Role::Descriptor;
                }
            }
            // The order asked for is the order of the features.
            let place = |name: &String| self.used.iter().position(|used| used == name).unwrap_or(usize::MAX);
            recipe.columns.sort_by_key(|column| place(&column.name));
        }
        let explicit = !self.used.is_empty()
            || !self.logged.is_empty()
            || self.missing.is_some()
            || self.scale.is_some();
        for column in recipe.columns.iter_mut().filter(|column| column.role == Role::Feature) {
            if explicit {
                // Treatments asked for replace the suggested ones, all of them.
                *column = ColumnRecipe::new(&column.name, Role::Feature, "");
            }
            column.missing = self.missing.unwrap_or(column.missing);
            column.scale = self.scale.unwrap_or(column.scale);
            if self.logged.contains(&column.name) {
                column.transform = Transform::Log1p;
            }
        }
        Ok(recipe)
    }
}

/// A word of the recipe's own vocabulary.
fn word<T: serde::de::DeserializeOwned>(option: &str, value: &str) -> Result<T> {
    serde_json::from_value(serde_json::Value::String(value.to_owned()))
        .map_err(|error| refused(format!("--{option}: {error}"), "--help lists the words."))
}

/// A delimiter by its name or as it is.
fn mark(value: &str) -> String {
    match value {
        "tab" | "\\t" => "\t",
        "comma" => ",",
        "semicolon" => ";",
        "pipe" => "|",
        "space" => " ",
        other => other,
    }
    .to_owned()
}

/// `NAME=VALUE`, cut at the last `=`, since names may hold one.
fn pair<'a>(option: &str, value: &'a str) -> Result<(String, &'a str)> {
    let cut = value.rsplit_once('=').map(|(name, value)| (name.to_owned(), value));
    cut.ok_or_else(|| refused(format!("--{option} {value}"), "Write it as NAME=VALUE."))
}

fn wrong(error: impl std::fmt::Display) -> Error {
    refused(error.to_string(), "--help shows how the options are written.")
}

fn refused(what: String, advice: &str) -> Error {
    Error::new(ErrorKind::Option, "command line", what, advice)
}
