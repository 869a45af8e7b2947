//! The direction of dependencies, held: which module may know which, and that the browser is known to the
//! binaries alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with those it may use. A module may use only modules above it, so there is no way round in a circle.
const LAYERS: &[(&str, &[&str])] = &[
    ("note", &[]),
    ("error", &[]),
    ("table", &[]),
    ("statistics", &[]),
    ("shape", &["table", "statistics"]),
    ("matrix", &["error"]),
    ("kmeans", &["matrix", "error"]),
    ("meaning", &["table"]),
    ("formula", &["table", "error"]),
    ("recipe", &["formula", "table", "shape", "statistics", "meaning", "error", "kmeans"]),
    ("ingest", &["table", "recipe", "meaning", "note", "error"]),
    ("projection", &["matrix"]),
    (
        "features",
        &["projection", "recipe", "formula", "table", "statistics", "shape", "matrix", "note", "error"],
    ),
    ("choose", &["recipe", "kmeans"]),
    ("validate", &["projection", "kmeans", "matrix"]),
    (
        "profile",
        &["features", "recipe", "meaning", "validate", "kmeans", "matrix", "statistics", "table", "note"],
    ),
    ("what_if", &["profile", "features", "formula", "ingest", "recipe", "kmeans", "matrix", "table"]),
    ("plays", &["profile", "meaning", "recipe"]),
    ("trial", &["features", "kmeans", "matrix", "profile", "error"]),
    ("spread", &["features", "recipe", "kmeans", "statistics", "table"]),
    ("rules", &["features", "formula", "recipe", "kmeans", "table"]),
    ("orders", &["rules", "profile", "ingest", "recipe", "meaning", "table", "note", "error"]),
    (
        "view",
        &[
            "orders",
            "profile",
            "plays",
            "trial",
            "meaning",
            "rules",
            "spread",
            "validate",
            "projection",
            "choose",
            "features",
            "recipe",
            "shape",
            "statistics",
            "kmeans",
            "table",
            "note",
            "error",
        ],
    ),
    (
        "protocol",
        &["orders", "view", "what_if", "trial", "validate", "ingest", "recipe", "kmeans", "note", "error"],
    ),
    ("container", &["protocol", "ingest", "recipe", "note", "error"]),
    ("chart", &["view", "error"]),
    ("report", &["chart", "view", "profile", "recipe"]),
    ("frames", &["protocol"]),
    ("export", &["protocol", "profile", "ingest"]),
    ("sample", &["kmeans"]),
    ("fit_worker", &["protocol", "validate", "kmeans", "matrix"]),
    ("session", PURE),
    ("host", &["session", "fit_worker", "protocol"]),
];

/// What the session joins: everything but the charts and what carries it.
const PURE: &[&str] = &[
    "orders",
    "protocol",
    "export",
    "sample",
    "profile",
    "plays",
    "trial",
    "meaning",
    "rules",
    "spread",
    "what_if",
    "validate",
    "projection",
    "choose",
    "view",
    "features",
    "formula",
    "ingest",
    "recipe",
    "kmeans",
    "matrix",
    "shape",
    "statistics",
    "table",
    "note",
    "error",
];

/// What the binaries may use of the library.
const BINARIES: &[&str] =
    &["session", "container", "fit_worker", "frames", "protocol", "chart", "report", "view", "error"];

/// Crates that need a browser.
const BROWSER: &[&str] =
    &["web_sys", "js_sys", "wasm_bindgen", "plotters_canvas", "getrandom", "serde_wasm_bindgen"];

/// A source file: its path below `src/` and its code without comments and without the tests at its foot.
struct Source {
    path: PathBuf,
    code: String,
}

impl Source {
    /// The top-level module it belongs to, `bin` for the binaries.
    fn module(&self) -> &str {
        let first = self.path.iter().next().and_then(|part| part.to_str()).expect("paths here are plain");
        first.trim_end_matches(".rs")
    }
}

#[test]
fn each_module_uses_only_what_its_layer_allows() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !matches!(source.module(), "lib" | "bin")) {
        let module = source.module();
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("src/{module} is in no layer: give it a line in LAYERS of this test"));
            continue;
        };
        for used in names_after(&source.code, "crate::") {
            if used != module && !allowed.contains(&used.as_str()) {
                wrong.push(format!("src/{} uses {used}, {module} may not", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_layer_uses_one_below_it() {
    for (index, (module, allowed)) in LAYERS.iter().enumerate() {
        for used in *allowed {
            let above = LAYERS[..index].iter().any(|(name, _)| name == used);
            assert!(above, "{module} may use {used}, which does not stand above it");
        }
    }
}

#[test]
fn modules_are_named_in_full_so_that_this_test_sees_them() {
    for source in sources() {
        for hidden in ["crate::{", "crate::*", "super::super::"] {
            let path = source.path.display();
            assert!(
                !source.code.contains(hidden),
                "src/{path}: write `{hidden}` as one `use crate::…` a module"
            );
        }
        let top = source.path.iter().count() == 1 || source.path.ends_with("mod.rs");
        for used in names_after(&source.code, "super::").iter().filter(|_| top) {
            let hidden = LAYERS.iter().any(|(name, _)| name == used);
            assert!(!hidden, "src/{}: write `crate::{used}` here", source.path.display());
        }
    }
}

#[test]
fn the_browser_is_known_to_the_binaries_alone() {
    for source in sources().iter().filter(|source| source.module() != "bin") {
        for name in BROWSER {
            assert!(!source.code.contains(name), "src/{} uses {name}", source.path.display());
        }
    }
}

#[test]
fn the_binaries_use_only_what_is_made_for_them() {
    for source in sources().iter().filter(|source| source.module() == "bin") {
        for used in names_after(&source.code, "customer_segmentation::") {
            assert!(BINARIES.contains(&used.as_str()), "src/{} uses {used}", source.path.display());
        }
    }
}

/// All names that follow `prefix` in `code`.
fn names_after(code: &str, prefix: &str) -> BTreeSet<String> {
    code.match_indices(prefix)
        .map(|(at, _)| {
            let rest = &code[at + prefix.len()..];
            rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
        })
        .collect()
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 10, "only {} files below {}", found.len(), root.display());
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a source folder can be listed") {
        let path = entry.expect("a source folder can be listed").path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file can be read");
            let path = path.strip_prefix(root).expect("it was found below the root").to_owned();
            found.push(Source { path, code: code_of(&text) });
        }
    }
}

/// The lines that are compiled into the product.
fn code_of(text: &str) -> String {
    let product = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines: Vec<&str> = product.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    lines.join("\n")
}
