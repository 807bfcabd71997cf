//! What newsrooms print below their articles, in the words of each language with rules: `tests/footers/LANG.yaml`.
//!
//! Each line is tried alone below the same article: it must go, by whatever rule. The lines under `stay` speak of the same things as
//! reporting; they are tried between the paragraphs and below them, and must stay in both places.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use reprint::base::Lang;
use reprint::import::{Imported, Options, import};

type Lines = BTreeMap<String, Vec<String>>;

fn languages() -> Vec<(String, Lines)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/footers");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &Path| serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    files.iter().map(|path| (name(path), read(path))).collect()
}

/// The article, a headline and three paragraphs, with a line at a place among them.
fn with(lang: &str, base: &[String], line: &str, at: usize) -> Imported {
    let mut paragraphs: Vec<&str> = base.iter().map(String::as_str).collect();
    paragraphs.insert(at, line);
    import(&paragraphs.join("\n\n"), &Options { lang: Lang::parse(lang), ..Options::on(date(2026, 6, 1)) })
}

fn has(imported: &Imported, line: &str) -> bool {
    imported.body.replace('\\', "").contains(line)
}

#[test]
fn footers_of_every_kind_go() {
    let (mut left, mut other, mut all) = (Vec::new(), Vec::new(), 0);
    for (lang, lines) in languages() {
        let base = &lines["base"];
        let kinds = lines.iter().filter(|(kind, _)| !matches!(kind.as_str(), "base" | "stay"));
        for (kind, line) in kinds.flat_map(|(kind, lines)| lines.iter().map(move |line| (kind, line))) {
            let imported = with(&lang, base, line, base.len());
            all += 1;
            if has(&imported, line) {
                left.push(format!("{lang} {kind}: {line}"));
            } else if imported.cuts.iter().all(|cut| cut.kind.as_str() != kind) {
                let rule = imported.cuts.first().map_or("a field", |cut| &cut.rule);
                other.push(format!("{lang} {kind}, by {rule}: {line}"));
            }
            let lost = base[1..].iter().filter(|text| !has(&imported, text));
            left.extend(lost.map(|text| format!("{lang} {kind}: {line} takes along: {text}")));
        }
    }
    assert!(left.is_empty(), "{} of {all} are not cut alone:\n{}", left.len(), left.join("\n"));
    // A line between two kinds, such as "Join our Telegram channel", may go as either.
    assert!(other.len() * 10 <= all, "{} of {all} are cut as something else:\n{}", other.len(), other.join("\n"));
}

#[test]
fn reporting_of_the_same_things_stays() {
    let mut lost = Vec::new();
    for (lang, lines) in languages() {
        let base = &lines["base"];
        for line in &lines["stay"] {
            let places = [2, base.len()].into_iter().filter(|at| !has(&with(&lang, base, line, *at), line));
            lost.extend(places.map(|at| format!("{lang} at {at}: {line}")));
        }
    }
    assert!(lost.is_empty(), "{} are lost:\n{}", lost.len(), lost.join("\n"));
}
