//! The fuzz targets' bodies on the project's own texts, so that they compile and hold without a fuzzer, and on what a fuzzer found:
//! `tests/fuzz/found/TARGET/`, one text a file.

#[path = "../fuzz/bodies.rs"]
mod bodies;

use std::fs;
use std::path::Path;

type Body = fn(&str);

/// The bodies by the names of their targets; cleaning is tried in two languages.
const TARGETS: [(&str, Body); 5] = [
    ("split", bodies::split),
    ("front", bodies::front),
    ("clean", |text| (0..2).for_each(|lang| bodies::clean(lang, text))),
    ("import", bodies::paste),
    ("html_import", bodies::page),
];

/// The texts below a folder.
fn texts(folder: &str) -> Vec<String> {
    let walk = walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).sort_by_file_name();
    let files = walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| fs::read_to_string(entry.path()).ok()).collect()
}

#[test]
fn targets_hold_on_the_projects_own_texts_and_on_what_was_found() {
    let own: Vec<String> =
        ["tests/corpus", "tests/sites/import", "content/articles"].into_iter().flat_map(texts).collect();
    assert!(own.len() > 50, "{} texts", own.len());
    for (target, body) in TARGETS {
        for text in own.iter().chain(&texts(&format!("tests/fuzz/found/{target}"))) {
            body(text);
        }
    }
}
