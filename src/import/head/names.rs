//! The people of a byline.

use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use super::words::AFTER_NAME;
use crate::import::dates::pattern;

/// Someone whom a byline names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Author {
    /// The name.
    pub name: String,
    /// What they are there: "senior reporter".
    pub role: Option<String>,
    /// Where they work: "University of Valmer".
    pub institution: Option<String>,
}

impl Author {
    /// Someone of whom only the name is known.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}

/// The authors of a byline, without the agencies whose reports they used, their roles beside them.
pub(crate) fn authors(byline: &str) -> Vec<Author> {
    static WITH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\s(?:avec|with|con|com|mit|met|med|kun|z agencją|bei|für|chez|pour|presso|for|voor|dla|для|совместно с|за матеріалами)\s",
        )
    });
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\s*(?:[,;]\s(?:and|et|y|und|en|e)\s|[,;、，；]|\s(?:et|and|y|e|und|en|och|og|ja|kaj|oraz|и|та|і|ve|dan)\s|\s&\s|\sو\s?)\s*",
        )
    });
    let own = WITH.split(byline).next().unwrap_or(byline);
    let mut authors: Vec<Author> = Vec::new();
    for part in BETWEEN.split(own).map(|part| part.trim().trim_end_matches('.').trim()).filter(|part| !part.is_empty())
    {
        match authors.last_mut() {
            Some(author) if is_place(part) => author.role = author.role.take(),
            Some(author) if is_institution(part) => author.institution = Some(part.to_owned()),
            Some(author) if is_role(part) => author.role = Some(part.to_owned()),
            _ => authors.push(Author::named(part)),
        }
    }
    authors
}

/// Where the author was: `à Valmer`, `in Washington`.
fn is_place(part: &str) -> bool {
    let words: Vec<&str> = part.split(' ').collect();
    matches!(words[0], "à" | "in" | "en" | "a" | "em" | "aus" | "te" | "w" | "в" | "у" | "à\u{a0}") && words.len() > 1
}

/// Whether words say what someone does: they begin in lower case, or with a word for an office of a newsroom.
fn is_role(part: &str) -> bool {
    static ROLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)\b(?:editor|reporter|correspondent|writer|columnist|professor|lecturer|fellow|researcher|director|chief|producer
               |journaliste?|rédact(?:eur|rice)|correspondante?|envoyée?|professeure?|chercheu(?:r|se)|maître
               |redactora?|corresponsal|profesora?|periodista|investigadora?|jornalista|repórter|professora?
               |redakteur(?:in)?|korrespondent(?:in)?|professorin|giornalista|redattore|corrispondente|verslaggever|redacteur
               |dziennikarka?|redaktor|корреспондент|редактор|журналист|профессор|кореспондент|журналіст
               |مراسل|مراسلة|صحفي|صحفية|محرر)\b",
        )
    });
    part.starts_with(char::is_lowercase) || ROLE.is_match(part)
}

fn is_institution(part: &str) -> bool {
    static INSTITUTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:universit|université|universidad|universidade|universität|università|uniwersytet|универс|універс|جامعة|college|institut|school of|politécnic|polytechni|academ|akadem)",
        )
    });
    INSTITUTION.is_match(part)
}

/// Several names of a line, as one writes them.
pub(super) fn names(line: &str) -> Vec<String> {
    authors(line).into_iter().map(|author| author.name).collect()
}

/// A byline without the date and section that follow it on the same line.
pub(super) fn name(text: &str) -> String {
    let end = AFTER_NAME.find(text).map_or(text.len(), |m| m.start());
    text[..end]
        .trim()
        .trim_end_matches(['.', ',', ':', '：', ' ', '（', '('])
        .trim_start_matches([',', ':', ' '])
        .to_owned()
}

/// Whether a text may be the name of a person, a desk or a newsroom. Scripts without capitals are judged by length alone.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let upper = words.iter().filter(|w| w.trim_start_matches(['(', '«', '"']).starts_with(may_begin_name)).count();
    let shared =
        [" avec ", " with ", " con ", " mit ", " com "].iter().any(|word| text.contains(word)) && words.len() <= 8;
    (1..=8).contains(&words.len())
        && text.chars().count() <= 80
        && !text.contains(|c: char| c.is_numeric())
        && (shared || upper * 2 >= words.len().min(3))
        && !text.ends_with(['.', '!', '?', ':', '…', '。'])
}

/// A capital, or a letter of a script that has none.
pub(crate) fn may_begin_name(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_named_with_role_and_institution() {
        let shown = |byline: &str| {
            let authors = authors(byline).into_iter();
            let text =
                |a: Author| [Some(a.name), a.role, a.institution].into_iter().flatten().collect::<Vec<_>>().join("/");
            authors.map(text).collect::<Vec<_>>().join(" + ")
        };
        for (byline, expected) in [
            ("Ada Lovelace et Jean Test", "Ada Lovelace + Jean Test"),
            ("Ada Lovelace, senior reporter, and Jean Test", "Ada Lovelace/senior reporter + Jean Test"),
            ("Ada Lovelace, University of Valmer", "Ada Lovelace/University of Valmer"),
            ("Ada Lovelace, à Valmer", "Ada Lovelace"),
            ("Ada Lovelace avec AFP", "Ada Lovelace"),
            ("Ada Lovelace bei Hafenbote", "Ada Lovelace"),
            ("Ада Лавлейс и Иван Тест", "Ада Лавлейс + Иван Тест"),
            ("阿达、王试", "阿达 + 王试"),
            ("آدا لوفليس و جان تست", "آدا لوفليس + جان تست"),
        ] {
            assert_eq!(shown(byline), expected, "{byline}");
        }
    }

    #[test]
    fn what_follows_a_name_is_no_part_of_it() {
        assert_eq!(name("Ada Lovelace 4 Febbraio 2025 - 14:41"), "Ada Lovelace");
        assert_eq!(name("Ada Lovelace | Monde"), "Ada Lovelace");
        assert_eq!(name("Ada Lovelace."), "Ada Lovelace");
        assert!(is_name("آدا لوفليس") && is_name("阿达") && is_name("Redacción") && !is_name("il a plu sur la ville"));
    }
}
