//! The wire is declared in Rust and repeated in `www/protocol.d.ts` for the type checker: the same names on both sides.
//!
//! A scan of the text, not a parser: it relies on how rustfmt lays out declarations. The headings `// src/….rs` of the
//! TypeScript file say where each part is declared.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Names inside a declaration: fields, or values, or `variant` and `variant.field` of a tagged union.
type Names = BTreeSet<String>;
type Declarations = BTreeMap<String, Names>;

/// Files of which every serialisable type is on the wire; of others, only what TypeScript names.
const ALWAYS: &[&str] = &["src/protocol.rs", "src/view.rs", "src/recipe.rs", "src/recipe/column.rs"];

#[test]
fn the_type_checker_knows_the_wire_as_it_is() {
    let typescript = read("www/protocol.d.ts");
    let files: BTreeSet<&str> = typescript
        .lines()
        .filter_map(|line| line.strip_prefix("// "))
        .filter(|line| is_source(line))
        .collect();
    for file in ALWAYS {
        assert!(files.contains(file), "www/protocol.d.ts has no part headed `// {file}`");
    }
    let mut rust = Declarations::new();
    let there = declared_in_typescript(&typescript);
    for file in files {
        let all = declared_in_rust(&read(file));
        rust.extend(all.into_iter().filter(|(name, _)| ALWAYS.contains(&file) || there.contains_key(name)));
    }
    assert!(there.len() > 20, "only {} declarations were found in www/protocol.d.ts", there.len());

    let mut wrong = Vec::new();
    for name in rust.keys().chain(there.keys()).collect::<BTreeSet<_>>() {
        match (rust.get(name), there.get(name)) {
            (Some(ours), Some(theirs)) => {
                wrong.extend(ours.difference(theirs).map(|part| format!("{name}.{part} is only in Rust")));
                wrong.extend(
                    theirs.difference(ours).map(|part| format!("{name}.{part} is only in TypeScript")),
                );
            }
            (Some(_), None) => wrong.push(format!("{name} is only in Rust")),
            _ => wrong.push(format!("{name} is only in TypeScript")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_scan_sees_fields_values_and_variants() {
    let rust = declared_in_rust(
        "#[derive(Serialize)]\npub struct Pair {\n    /// First.\n    pub first: u32,\n    #[serde(skip)]\n    pub hidden: u8,\n    #[serde(rename = \"kind\")]\n    pub other: u8,\n}\n\
         #[derive(Debug)]\npub struct Inside {\n    pub field: u32,\n}\n\
         #[derive(Serialize)]\npub enum Word {\n    OneTwo,\n    #[serde(other)]\n    Three {\n        name: String,\n    },\n}\n",
    );
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Names>();
    let expected = Declarations::from([
        ("Pair".to_owned(), names(&["first", "kind"])),
        ("Word".to_owned(), names(&["one_two", "three", "three.name"])),
    ]);
    assert_eq!(rust, expected, "from Rust");
    let typescript = declared_in_typescript(
        "export interface Pair {\n  first: number; // a remark\n  kind: number;\n}\nexport type Word =\n  | { type: 'one_two' }\n  | { type: 'three'; name?: string };\n",
    );
    assert_eq!(typescript, expected, "from TypeScript");
}

fn is_source(line: &str) -> bool {
    line.starts_with("src/") && Path::new(line).extension().is_some_and(|extension| extension == "rs")
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Public structs and enums that can be serialised, with their names as they travel.
fn declared_in_rust(text: &str) -> Declarations {
    let mut declared = Declarations::new();
    let mut attributes = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let words: Vec<&str> = line.split([' ', '(', '<']).collect();
        match words.as_slice() {
            ["pub", kind @ ("struct" | "enum"), name, ..] => {
                if attributes.contains("Serialize") && line.ends_with('{') {
                    let body = lines.by_ref().take_while(|line| *line != "}");
                    let names = if *kind == "struct" { fields(body) } else { variants(body) };
                    declared.insert((*name).to_owned(), names);
                }
                attributes.clear();
            }
            _ if line.starts_with("#[") => attributes.push_str(line),
            _ if line.trim().is_empty() => attributes.clear(),
            _ => {}
        }
    }
    declared
}

fn fields<'a>(body: impl Iterator<Item = &'a str>) -> Names {
    let mut skipped = false;
    let mut renamed = None;
    let mut names = Names::new();
    for line in body {
        if let Some(rest) = line.strip_prefix("    pub ") {
            let name = renamed.take().or_else(|| rest.split(':').next()).unwrap_or_default();
            if !skipped {
                names.insert(name.to_owned());
            }
            skipped = false;
        } else {
            renamed = renamed.or(line.split("rename = \"").nth(1).and_then(|rest| rest.split('"').next()));
            skipped |= line.trim() == "#[serde(skip)]";
        }
    }
    names
}

fn variants<'a>(body: impl Iterator<Item = &'a str>) -> Names {
    let mut names = Names::new();
    let mut variant = String::new();
    for line in body {
        let depth = line.len() - line.trim_start().len();
        let word: String =
            line.trim().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        if word.is_empty() {
            continue;
        }
        if depth == 4 {
            variant = snake_case(&word);
            names.insert(variant.clone());
        } else {
            names.insert(format!("{variant}.{word}"));
        }
    }
    names
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// Exported interfaces and types.
fn declared_in_typescript(text: &str) -> Declarations {
    let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    code.split("export ")
        .skip(1)
        .map(|part| {
            let (head, body) = part.split_at(part.find(['{', '=']).expect("an export has a body"));
            let name = head.split_whitespace().nth(1).expect("an export has a name").to_owned();
            let names = if head.starts_with("interface") { members(body) } else { union(body) };
            (name, names)
        })
        .collect()
}

/// The member names of `{ a: …; b?: … }`.
fn members(body: &str) -> Names {
    body.trim_matches(['{', '}', ' ', '\n'])
        .split([';', '\n'])
        .filter_map(|member| member.split_once(':'))
        .map(|(name, _)| name.trim().trim_end_matches('?').to_owned())
        .collect()
}

fn union(body: &str) -> Names {
    let mut names = Names::new();
    for object in body.split('{').skip(1) {
        let object = object.split('}').next().unwrap_or_default();
        let tag = object.split('\'').nth(1).expect("a member of a union has a type");
        names.insert(tag.to_owned());
        names.extend(
            members(object).into_iter().filter(|name| name != "type").map(|name| format!("{tag}.{name}")),
        );
    }
    if !body.contains('{') {
        names.extend(body.split('\'').skip(1).step_by(2).map(str::to_owned));
    }
    names
}
