//! Import of whole web pages and of the facts around a text, measured on real reposts with gold labels where they are at hand:
//! they belong to their publishers and are not part of the project.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use reprint::engine;
use reprint::import::{Imported, PublisherHint, import};
use reprint::source::memory::Memory;
use serde_json::{Value, json};

use super::import::options;

fn corpus() -> Option<PathBuf> {
    let shared = std::env::var_os("REPRINT_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let corpus = shared.join("corpus");
    if !corpus.join("score.py").is_file() {
        eprintln!("skipped: ../shared/corpus is not here");
        return None;
    }
    Some(corpus)
}

/// Imports the files of a folder and gives what the scorer says of them.
fn score(corpus: &Path, folder: &Path, kind: &str) -> Option<Value> {
    let hints = publishers();
    let predicted = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.extension().is_none_or(|found| found != kind) {
            continue;
        }
        let imported = import(&fs::read_to_string(&path).unwrap(), &options(&hints));
        fs::write(predicted.path().join(format!("{name}.out.md")), &imported.body).unwrap();
        fs::write(predicted.path().join(format!("{name}.json")), fields(&imported).to_string()).unwrap();
        names.push(name);
    }
    let result = predicted.path().join("score");
    let mut scorer = Command::new("python3");
    scorer.arg(corpus.join("score.py")).arg(predicted.path()).args(["--with-seed", "--only", &names.join(",")]);
    let Ok(said) = scorer.arg("--json").arg(&result).output() else {
        eprintln!("skipped: there is no python3 to score with");
        return None;
    };
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    Some(serde_json::from_slice(&fs::read(&result).unwrap()).unwrap())
}

/// The fields under the scorer's names.
fn fields(imported: &Imported) -> Value {
    let mut all = json!(imported);
    let photos = all["photos"].as_array().unwrap().iter().map(|photo| photo["credit"].clone());
    all["photo_credits"] = photos.filter(|credit| !credit.is_null()).collect();
    all
}

fn publishers() -> Vec<PublisherHint> {
    PublisherHint::all(&engine::publishers(&Memory::new()).value.unwrap())
}

/// The share of documents whose field is right, where the gold has one.
fn share(score: &Value, field: &str) -> f64 {
    let pair = &score["fields_exact_where_gold_has_one"][field];
    pair[0].as_f64().unwrap() / pair[1].as_f64().unwrap()
}

#[test]
fn pages_lose_their_furniture_and_nothing_else() {
    let Some(corpus) = corpus() else { return };
    let Some(score) = score(&corpus, &corpus.join("html"), "html") else { return };
    assert!(score["drop_recall"].as_f64().unwrap() >= 0.95, "{score:#}");
    assert!(score["content_lines_lost"].as_u64().unwrap() <= 3, "{score:#}");
}

#[test]
fn the_facts_around_a_text_are_found() {
    let Some(corpus) = corpus() else { return };
    let Some(score) = score(&corpus, &corpus, "txt") else { return };
    let wanted = [
        ("photo_credits", 0.85),
        ("original_url", 0.95),
        ("publisher", 0.85),
        ("license_paragraph", 0.9),
        ("title", 0.95),
    ];
    for (field, least) in wanted {
        assert!(share(&score, field) >= least, "{field}: {:.3}, not {least}", share(&score, field));
    }
}
