//! Front matter at the head of a pasted text: read as fields, and kept among the cuts for what no field holds.

use serde_yaml::{Mapping, Value};

use super::dates::date;
use super::known::Known;
use super::{Author, CutText, Place};
use crate::base::{Lang, WebUrl};
use crate::clean::Kind;

/// The facts of a text's front matter, and the text below it. Lines between `---` that are no keys and values are text.
pub(super) fn read(text: &str) -> (Known, &str) {
    split(text.trim_start_matches('\u{feff}'))
        .map_or_else(|| (Known::default(), text), |(raw, map, rest)| (known(raw, &map), rest))
}

/// The front matter as it stands, its keys, and what follows.
fn split(text: &str) -> Option<(&str, Mapping, &str)> {
    const LONGEST: usize = 20_000;
    let inner = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let near = (0..=inner.len().min(LONGEST)).rev().find(|at| inner.is_char_boundary(*at))?;
    let mut at = 0;
    let end = inner[..near].split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        (line.trim_end() == "---").then_some(start)
    })?;
    let map: Mapping = serde_yaml::from_str(&inner[..end]).ok()?;
    Some((&inner[..end], map, &inner[at..])).filter(|(_, map, _)| !map.is_empty())
}

fn known(raw: &str, map: &Mapping) -> Known {
    let get = |names: &[&str]| names.iter().find_map(|name| map.get(*name)).and_then(text);
    let url = get(&[
        "original_url",
        "originalURL",
        "originalUrl",
        "canonical_url",
        "canonicalUrl",
        "canonical",
        "source_url",
        "link",
        "url",
        "via",
    ]);
    let licence = get(&["license", "licence"]);
    let lang = |names: &[&str]| get(names).and_then(|lang| Lang::parse(&lang));
    Known {
        title: get(&["title", "headline"]),
        original_title: get(&["original_title", "originalTitle"]),
        byline: get(&["byline", "author", "authors"])
            .or_else(|| list(map, &["authors", "author"]).map(|a| a.join(", "))),
        authors: list(map, &["authors", "author"]).unwrap_or_default().iter().map(|name| Author::named(name)).collect(),
        date: get(&["original_date", "date", "datePublished", "publishDate", "published", "pubDate"])
            .and_then(|d| date(&d)),
        lang: lang(&["lang", "language", "locale"]),
        original_lang: lang(&["original_lang", "originalLang"]),
        original_url: url.and_then(|url| WebUrl::parse(&url)),
        publisher: get(&["publisher", "publication", "source"]).filter(|name| WebUrl::parse(name).is_none()),
        license: licence.filter(|id| id.starts_with("CC") || id == "publisher-terms"),
        license_paragraph: get(&["original_notice"]),
        translators: list(map, &["translator", "translators"]).unwrap_or_default(),
        cuts: vec![CutText {
            kind: Kind::Nav,
            rule: "import/front-matter".into(),
            text: raw.trim().to_owned(),
            place: Place::default(),
        }],
        ..Known::default()
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// One name or several; a name may stand in a mapping under `name`.
fn list(map: &Mapping, names: &[&str]) -> Option<Vec<String>> {
    let value = names.iter().find_map(|name| map.get(*name))?;
    let name = |value: &Value| text(value).or_else(|| text(value.get("name")?));
    let found: Vec<String> = match value {
        Value::Sequence(items) => items.iter().filter_map(name).collect(),
        one => name(one).into_iter().collect(),
    };
    Some(found).filter(|found| !found.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_front_matter_becomes_fields() {
        let text = "---\ntitle: Storm over Valmer\nauthor: Ada Lovelace\ndate: 2021-07-06T08:00:00Z\noriginalURL: https://valmer.example/storm\nsubtitle: More\n---\n\nThe port closed.\n";
        let (known, rest) = read(text);
        assert_eq!(known.title.as_deref(), Some("Storm over Valmer"));
        assert_eq!(known.authors, [Author::named("Ada Lovelace")]);
        assert_eq!(known.date.map(|d| d.to_string()).as_deref(), Some("2021-07-06"));
        assert_eq!(known.original_url.map(|u| u.to_string()).as_deref(), Some("https://valmer.example/storm"));
        assert!(known.cuts[0].text.contains("subtitle: More"), "what no field holds is not lost");
        assert_eq!(rest.trim(), "The port closed.");
    }

    #[test]
    fn lines_between_dashes_are_text() {
        let text = "---\nThe port closed.\n---\nIt opened again.\n";
        assert_eq!(read(text), (Known::default(), text));
    }
}
