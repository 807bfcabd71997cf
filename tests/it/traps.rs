//! Reposts written for their traps, in every language with rules: what came along must go, and the article must stay.
//!
//! `tests/corpus/NAME.LANG.txt` is a text as an editor pastes it. The `.yaml` beside it says what its lines are, each named by
//! how it begins: `cuts` by their kind, `aside` for bylines, dates and captions, the `licence` paragraph. Every other line is the
//! article's, but for the promos under `inline`, which stand inside one.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use reprint::base::Lang;
use reprint::import::{Imported, Options, import};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gold {
    lang: String,
    title: String,
    #[serde(default)]
    aside: Vec<String>,
    licence: Option<String>,
    /// As `photographer / agency / distributor`, with nothing where none is named.
    #[serde(default)]
    credits: Vec<String>,
    #[serde(default)]
    inline: Vec<String>,
    #[serde(default)]
    cuts: BTreeMap<String, Vec<String>>,
}

struct Text {
    name: String,
    lines: Vec<String>,
    gold: Gold,
    imported: Imported,
}

/// What a line of a text is.
enum Line<'a> {
    Article,
    Aside,
    Licence,
    Cut(&'a str),
}

impl Text {
    fn line(&self, line: &str) -> Line<'_> {
        let named = |begins: &String| line.starts_with(begins.as_str());
        if let Some((kind, _)) = self.gold.cuts.iter().find(|(_, lines)| lines.iter().any(named)) {
            return Line::Cut(kind);
        }
        match &self.gold {
            gold if gold.licence.as_ref().is_some_and(named) => Line::Licence,
            gold if gold.title == line || gold.aside.iter().any(named) => Line::Aside,
            _ => Line::Article,
        }
    }

    fn body(&self) -> String {
        plain(&self.imported.body)
    }
}

/// Markdown without the escapes that plain text needed, on one line.
fn plain(markdown: &str) -> String {
    markdown.replace('\\', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn corpus() -> Vec<Text> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Text {
    let text = std::fs::read_to_string(path).unwrap();
    let gold: Gold = serde_yaml::from_str(&std::fs::read_to_string(path.with_extension("yaml")).unwrap()).unwrap();
    let options = Options::on(date(2026, 6, 1));
    Text {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        lines: text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        imported: import(&text, &options),
        gold,
    }
}

/// Asks each text of the corpus and fails with all that is wrong in any.
fn check(wrong: impl Fn(&Text) -> Vec<String>) {
    let all: Vec<String> =
        corpus().iter().flat_map(|text| wrong(text).into_iter().map(|it| format!("{}: {it}", text.name))).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_language_has_its_traps() {
    let corpus = corpus();
    assert!(corpus.len() >= 28);
    for lang in ["en", "fr", "es", "ar", "de", "it", "pt", "nl", "pl", "ru", "uk", "zh", "ja", "eo"] {
        assert!(corpus.iter().any(|text| text.gold.lang == lang), "{lang}");
    }
    for text in &corpus {
        let named = text.gold.cuts.values().flatten().chain(&text.gold.aside).chain(&text.gold.licence);
        for begins in named {
            assert!(text.lines.iter().any(|line| line.starts_with(begins)), "{}: no line begins {begins:?}", text.name);
        }
    }
}

#[test]
fn no_line_of_the_article_is_lost() {
    check(|text| {
        let body = text.body();
        let mut lost = Vec::new();
        for line in text.lines.iter().filter(|line| matches!(text.line(line), Line::Article)) {
            let kept = text.gold.inline.iter().fold(line.clone(), |line, promo| line.replace(promo, ""));
            if !body.contains(&plain(&kept)) {
                lost.push(format!("lost {line:?}"));
            }
        }
        lost
    });
}

#[test]
fn what_came_along_is_cut_and_named() {
    check(|text| {
        let body = text.body();
        let mut wrong = Vec::new();
        for line in &text.lines {
            let Line::Cut(kind) = text.line(line) else { continue };
            let cut = text.imported.cuts.iter().find(|cut| plain(&cut.text) == plain(line));
            match cut {
                Some(cut) if cut.kind.as_str() == kind => {}
                Some(cut) => wrong.push(format!("{line:?} is {kind}, not {}", cut.rule)),
                None => wrong.push(format!("left {line:?}")),
            }
        }
        let inline = text.gold.inline.iter().filter(|promo| body.contains(promo.as_str()));
        wrong.extend(inline.map(|promo| format!("left {promo:?} in its paragraph")));
        wrong
    });
}

#[test]
fn language_headline_licence_and_credits_are_read() {
    check(|text| {
        let (gold, found) = (&text.gold, &text.imported);
        let mut wrong = Vec::new();
        if found.lang.as_ref().map(Lang::as_str) != Some(&*gold.lang) {
            wrong.push(format!("language {:?}", found.lang));
        }
        if found.title.as_ref() != Some(&gold.title) {
            wrong.push(format!("title {:?}", found.title));
        }
        let licence = found.license_paragraph.as_deref().unwrap_or_default();
        if gold.licence.as_ref().is_none_or(String::is_empty) != licence.is_empty()
            || !licence.starts_with(gold.licence.as_deref().unwrap_or_default())
        {
            wrong.push(format!("licence {licence:?}"));
        }
        let mut credits: Vec<String> = Vec::new();
        for credit in found.photos.iter().filter_map(|photo| photo.credit.as_ref()) {
            let parts = [&credit.photographer, &credit.agency, &credit.distributor];
            let parts = parts.map(|part| part.as_deref().unwrap_or_default());
            credits.push(parts.join(" / ").trim().to_owned());
        }
        if !gold.credits.is_empty() && credits != gold.credits {
            wrong.push(format!("credits {credits:?}"));
        }
        wrong
    });
}
