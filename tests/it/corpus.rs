//! Import measured on real reposts with gold labels, where they are at hand: they belong to their publishers and are not part
//! of the project. What counts is what is lost of the article, then what is left of the rest.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::date;
use reprint::engine;
use reprint::import::{Imported, Options, PublisherHint, import};
use reprint::source::memory::Memory;
use serde_json::{Value, json};

/// The folder with the labelled texts and their scorer.
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

/// Imports every text of the corpus that `read` finds and gives what the scorer says.
fn score(corpus: &Path, read: impl Fn(&str) -> Option<String>) -> Option<Value> {
    let publishers = publishers();
    let predicted = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.extension().is_none_or(|kind| kind != "txt") {
            continue;
        }
        if let Some(text) = read(&name) {
            let imported = import(&text, &options(&publishers));
            fs::write(predicted.path().join(format!("{name}.out.md")), &imported.body).unwrap();
            fs::write(predicted.path().join(format!("{name}.json")), fields(&imported).to_string()).unwrap();
        }
    }
    let result = predicted.path().join("score");
    let mut scorer = Command::new("python3");
    scorer.arg(corpus.join("score.py")).arg(predicted.path()).args(["--with-seed", "--verbose", "--json"]).arg(&result);
    let Ok(said) = scorer.output() else {
        eprintln!("skipped: there is no python3 to score with");
        return None;
    };
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    eprintln!("{}", String::from_utf8_lossy(&said.stdout));
    Some(serde_json::from_slice(&fs::read(&result).unwrap()).unwrap())
}

/// The fields under the scorer's names.
fn fields(imported: &Imported) -> Value {
    let all = json!(imported);
    let credits: Vec<&Value> = all["photos"].as_array().unwrap().iter().map(|photo| &photo["credit"]).collect();
    let credits: Vec<_> = credits.into_iter().filter(|credit| !credit.is_null()).collect();
    json!({
        "photo_credits": credits,
        "original_url": all["original_url"],
        "publisher": all["publisher"],
        "title": all["title"],
        "byline": all["byline"],
        "dateline": all["dateline"],
        "license_paragraph": all["license_paragraph"],
    })
}

fn publishers() -> Vec<PublisherHint> {
    PublisherHint::all(&engine::publishers(&Memory::new()).value.unwrap())
}

fn options(publishers: &[PublisherHint]) -> Options<'_> {
    Options { publishers, ..Options::on(date(2026, 1, 31)) }
}

/// What falls short of a threshold, in words.
fn short_of(score: &Value, wanted: &[(&str, f64)]) -> Vec<String> {
    let figure = |path: &str| score.pointer(path).and_then(Value::as_f64);
    let lacking = |(path, least): &(&str, f64)| match figure(path) {
        Some(figure) if figure >= *least => None,
        Some(figure) => Some(format!("{path} is {figure:.3}, not {least}")),
        None => Some(format!("{path} is not there")),
    };
    wanted.iter().filter_map(lacking).collect()
}

#[test]
fn pasted_texts_lose_their_furniture_and_nothing_else() {
    let Some(corpus) = corpus() else { return };
    let read = |name: &str| fs::read_to_string(corpus.join(format!("{name}.txt"))).ok();
    let Some(score) = score(&corpus, read) else { return };
    let kinds = ["ad", "donation", "newsletter", "subscribe", "share", "social", "read_original", "separator"];
    let kinds: Vec<String> = kinds.iter().map(|kind| format!("/by_kind/{kind}/recall")).collect();
    let mut wanted = vec![("/drop_precision", 0.98), ("/drop_recall", 0.8), ("/docs_without_content_loss", 26.0)];
    wanted.extend(kinds.iter().map(|path| (path.as_str(), 0.95)));
    assert_eq!(short_of(&score, &wanted), [""; 0]);
    assert!(score["content_lines_lost"].as_u64().unwrap() <= 3, "{}", score["documents_with_errors"]);
    assert_eq!(score["clean_negatives"][0], score["clean_negatives"][1], "a text without furniture is changed");
}
