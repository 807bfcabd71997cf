//! Whose text it is: publisher, licence and address of the original, as far as the copy says so.

use std::sync::LazyLock;

use regex::Regex;

use super::dates::pattern;
use super::text::plain;
use crate::base::{Lang, WebUrl};
use crate::clean::fold;

/// How a publisher with a profile is recognised in a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublisherHint {
    /// Id of the profile.
    pub id: String,
    /// Names it goes by, such as "Example Wire".
    pub names: Vec<String>,
    /// Domains its articles stand on, without `www.`.
    pub domains: Vec<String>,
    /// Words of its licence paragraph.
    pub phrases: Vec<String>,
    /// The languages it publishes in, where that is known.
    pub languages: Vec<Lang>,
}

impl PublisherHint {
    /// The language a text must have been translated from; `None` where it may be the original's or nothing is known.
    pub(super) fn other_language(&self, lang: &Lang) -> Option<Lang> {
        let other = self.languages.iter().all(|own| !own.same_language(lang));
        self.languages.first().filter(|_| other).cloned()
    }
}

/// A publisher as the copy names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Id of its profile, if it has one.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
}

impl Named {
    pub(super) fn of(hint: &PublisherHint) -> Self {
        let name = hint.names.first().cloned().unwrap_or_else(|| hint.id.clone());
        Self { id: Some(hint.id.clone()), name }
    }
}

/// What a copy says of its origin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) publisher: Option<Named>,
    pub(super) url: Option<WebUrl>,
    pub(super) license: Option<String>,
}

/// Reads the licence paragraph and the lines that link to the original.
pub(super) fn origin(notice: Option<&str>, links: &[&str], given: Option<&WebUrl>, hints: &[PublisherHint]) -> Origin {
    let sources: Vec<&str> = notice.into_iter().chain(links.iter().copied()).collect();
    let url = given.cloned().or_else(|| sources.iter().find_map(|text| article_url(text)));
    let text = notice.map(|l| fold(l).text).unwrap_or_default();
    let by_terms = hints.iter().find(|hint| hint.phrases.iter().chain(&hint.names).any(|p| says(&text, p)));
    let hosts: Vec<String> = url
        .iter()
        .chain(&sources.iter().flat_map(|t| urls(t)).collect::<Vec<_>>())
        .map(|u| u.host().to_owned())
        .collect();
    let by_host = || hints.iter().find(|hint| hosts.iter().any(|host| hint.domains.iter().any(|d| is_on(host, d))));
    let license = notice.and_then(creative_commons).or_else(|| by_terms.map(|_| "publisher-terms".to_owned()));
    let known = by_terms.or_else(by_host).map(Named::of);
    let publisher = known.or_else(|| notice.and_then(named).map(|name| Named { id: None, name }));
    Origin { publisher, url, license }
}

/// The publisher of a byline such as "Example Post with AFP".
pub(super) fn with_agency(byline: &str) -> Option<Named> {
    static WITH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(.{2,60}?) (?:avec|with|con) (?:l['’])?(?:AFP|AP|Reuters|EFE|agences|agencies|agencias)\b")
    });
    WITH.captures(byline).map(|found| Named { id: None, name: found[1].to_owned() })
}

fn says(text: &str, phrase: &str) -> bool {
    let phrase = fold(phrase).text;
    !phrase.is_empty() && text.contains(&phrase)
}

fn is_on(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.'))
}

/// The SPDX id of a Creative Commons licence that a text names with its version, or links.
fn creative_commons(text: &str) -> Option<String> {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)"));
    static SHORT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bCC[ -]?(BY(?:-(?:NC|ND|SA))*)[ -](\d\.\d)\b"));
    if let Some(found) = LINK.captures(text) {
        let (kind, version) = (found[2].to_uppercase(), &found[3]);
        return Some(if &found[1] == "publicdomain" { "CC0-1.0".to_owned() } else { format!("CC-{kind}-{version}") });
    }
    SHORT.captures(text).map(|found| format!("CC-{}-{}", found[1].to_uppercase(), &found[2]))
}

/// The first address in a text that is an article's, not a front page's or a licence's.
fn article_url(text: &str) -> Option<WebUrl> {
    urls(text).into_iter().find(|url| {
        let path =
            url.as_str().split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        path.trim_matches('/').len() > 3 && url.host() != "creativecommons.org"
    })
}

fn urls(text: &str) -> Vec<WebUrl> {
    static URL: LazyLock<Regex> = LazyLock::new(|| pattern(r#"https?://[^\s<>()"'«»\]]+"#));
    URL.find_iter(text).filter_map(|m| WebUrl::parse(m.as_str().trim_end_matches(['.', ',', ';', '*', '_']))).collect()
}

/// The name after "originally published by", "le contenu créé par" and the like.
fn named(licence: &str) -> Option<String> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:published (?:by|on|in|at)|appeared (?:on|in|at)|republished from|repris de|content created by|contenu créé par|publié(?:e)?(?: à l['’]origine| initialement| pour la première fois)? (?:sur|par|dans)|parue? (?:sur|dans)|publicad[oa](?: originalmente)? (?:en|por)|contenido creado por|produced by|على موقع|في موقع)\s+(?:le site (?:de |d['’])?)?(.{2,80}?)(?:[.,;:]\s|[.,;]$|$|\s(?:le|on|el|in|under|est|is|and|et|sous|bajo|en|a|por)\s)",
        )
    });
    let text = plain(licence);
    let name =
        NAME.captures(&text)?.get(1)?.as_str().trim().trim_matches(['"', '«', '»', '“', '”', '.', ' ']).to_owned();
    let own =
        name.split_whitespace().any(|w| matches!(&*w.to_lowercase(), "mon" | "my" | "mi" | "notre" | "our" | "blog"));
    if own { urls(licence).first().map(|url| url.host().to_owned()) } else { Some(name).filter(|n| !n.is_empty()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint() -> PublisherHint {
        PublisherHint {
            id: "valmer-wire".to_owned(),
            names: vec!["Valmer Wire".to_owned()],
            domains: vec!["wire.example.org".to_owned()],
            phrases: vec!["is available without charge".to_owned()],
            languages: Vec::new(),
        }
    }

    #[test]
    fn a_profiled_publisher_is_known_by_its_words_or_its_domain() {
        let by_terms = origin(Some("All content by Valmer Wire is available without charge."), &[], None, &[hint()]);
        assert_eq!(by_terms.license.as_deref(), Some("publisher-terms"));
        assert_eq!(by_terms.publisher.and_then(|p| p.id).as_deref(), Some("valmer-wire"));
        let url = WebUrl::parse("https://www.wire.example.org/2021/storm");
        let by_host = origin(None, &[], url.as_ref(), &[hint()]);
        assert_eq!(by_host.publisher.map(|p| p.name).as_deref(), Some("Valmer Wire"));
        assert_eq!(by_host.license, None, "an address says nothing of the terms");
        assert!(!is_on("notwire.example.org", "wire.example.org"));
    }

    #[test]
    fn other_publishers_are_named_as_the_copy_names_them() {
        for (text, name) in [
            ("This article was originally published by Valmer Post.", "Valmer Post"),
            ("This article is republished from Valmer Post under a Creative Commons license.", "Valmer Post"),
            ("Le contenu créé par L'Agence Valmer est disponible gratuitement.", "L'Agence Valmer"),
            (
                "Publié à l'origine sur [valmer.example](https://valmer.example/a-storm) le 2 mai 2020.",
                "valmer.example",
            ),
            ("Initialement publié sur [mon blog](https://ada.example/storm).", "ada.example"),
            ("Este artículo fue publicado originalmente en El Faro de Valmer.", "El Faro de Valmer"),
        ] {
            assert_eq!(named(text).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn licences_and_addresses_are_read() {
        assert_eq!(creative_commons("under CC BY-NC-ND 4.0.").as_deref(), Some("CC-BY-NC-ND-4.0"));
        assert_eq!(
            creative_commons("https://creativecommons.org/licenses/by-sa/4.0/").as_deref(),
            Some("CC-BY-SA-4.0")
        );
        assert_eq!(creative_commons("under a Creative Commons license"), None);
        let text = "[Wire](https://example.org/) · [Original](https://example.org/2021/storm).";
        assert_eq!(article_url(text).map(|u| u.to_string()).as_deref(), Some("https://example.org/2021/storm"));
    }
}
