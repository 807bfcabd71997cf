//! Rules of the house that no compiler checks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use reprint::diag::Code;

use crate::diagnostics::fixtures;

/// The modules in the order of the pipeline: each may use only those before it.
const ORDER: &[&str] = &[
    "base",
    "diag",
    "yaml",
    "config",
    "source",
    "photo_metadata",
    "parse",
    "html",
    "clean",
    "rights",
    "plan",
    "render",
    "verify",
    "write",
    "engine",
    "import",
    "serve",
    "cli",
];

/// The longest file, in lines. Longer ones are two files that have not noticed yet.
const LONGEST: usize = 400;

struct File {
    name: String,
    text: String,
}

#[test]
fn a_module_uses_only_what_stands_above_it() {
    let mut wrong = Vec::new();
    for file in rust("src").iter().filter(|file| file.name.contains('/')) {
        let module = file.name.split('/').next().unwrap().trim_end_matches(".rs");
        let rank = rank(module).unwrap_or_else(|| panic!("{module} has no place in the order"));
        let product = file.text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for used in crate_paths(product) {
            if rank_of_used(&used).is_some_and(|used| used > rank) {
                wrong.push(format!("{} uses crate::{used}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_names_its_modules() {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let named: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let unknown: Vec<_> = named.iter().filter(|name| rank(name).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?} have no place in the order");
    assert!(named.len() > 5);
}

#[test]
fn files_are_short_finished_and_say_why_they_exist() {
    let mut wrong = Vec::new();
    let unfinished =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX:"), concat!("todo", "!("), concat!("dbg", "!(")];
    for file in rust("src").into_iter().chain(rust("tests")) {
        let lines = file.text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{}: {lines} lines, at most {LONGEST}", file.name));
        }
        if !file.text.starts_with("//! ") {
            wrong.push(format!("{}: does not say why it exists", file.name));
        }
        for word in unfinished.iter().filter(|word| file.text.contains(*word)) {
            wrong.push(format!("{}: {word}", file.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_is_explained() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let page = code.explain();
        let words = page.split_whitespace().count();
        if !page.starts_with(&format!("# {code}\n\n")) || words < 30 {
            wrong.push(format!("{code}: {words} words; it needs what it means, why it matters, and what to write"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_a_code() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(ToString::to_string).collect();
    let shown: BTreeSet<String> = fixtures().into_iter().map(|fixture| fixture.code).collect();
    assert_eq!(codes.difference(&shown).collect::<Vec<_>>(), Vec::<&String>::new(), "codes without a fixture");
    assert_eq!(shown.difference(&codes).collect::<Vec<_>>(), Vec::<&String>::new(), "fixtures without a code");
}

#[test]
fn every_explain_page_has_a_code() {
    let top = root().join("src/diag/explain");
    let pages = walkdir::WalkDir::new(&top).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
    let names = pages.map(|e| e.path().strip_prefix(&top).unwrap().with_extension("").display().to_string());
    let strays: Vec<String> = names.filter(|name| Code::named(name).is_none()).collect();
    assert_eq!(strays, Vec::<String>::new());
}

/// What a text names as `crate::module`, also inside `use crate::{a, b}`.
fn crate_paths(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::").filter(|(at, _)| !code[..*at].ends_with('$')) {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_names(group.split(';').next().unwrap())),
            None => found.push(name(rest)),
        }
    }
    found
}

/// The names at the top level of a `{…}` of a `use`.
fn first_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut fresh) = (1, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            c if fresh && depth == 1 && !c.is_whitespace() => {
                names.push(name(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

/// The macro `choice!` belongs to yaml, wherever it is exported.
fn rank_of_used(name: &str) -> Option<usize> {
    if name == "choice" { rank("yaml") } else { rank(name) }
}

fn rust(folder: &str) -> Vec<File> {
    let top = root().join(folder);
    let walk = walkdir::WalkDir::new(&top).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| entry.file_name() != "target").map(Result::unwrap);
    let files = walk.filter(|entry| entry.path().extension().is_some_and(|ext| ext == "rs"));
    let name = |path: &Path| path.strip_prefix(&top).unwrap().display().to_string();
    files.map(|e| File { name: name(e.path()), text: fs::read_to_string(e.path()).unwrap() }).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
