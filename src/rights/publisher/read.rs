//! Reads profiles from their YAML files.

use aho_corasick::AhoCorasick;

use super::{
    CanonicalRule, Confirmation, Credit, CreditLink, Disclaimer, Edits, Evidence, Publisher, Publishers, Target, Terms,
    TranslationRule,
};
use crate::base::{Lang, WebUrl};
use crate::diag::{Code, Diagnostic, Staged};
use crate::rights::Licence;
use crate::source::{Origin, Source};
use crate::yaml::{Fields, FromYaml, Node, Text};

/// Sentences by which republished copy gives itself away, whoever wrote it (as the publishers' republication guidelines word
/// them).
const GENERAL_PHRASES: &[&str] = &[
    "article is republished from",
    "story is republished from",
    "article was originally published",
    "story was originally published",
    "article originally appeared",
    "story originally appeared",
    "article first appeared on",
    "story first appeared on",
    "is available without charge to any",
    "article est republié à partir de",
    "artículo fue publicado originalmente",
    "نُشر هذا المقال",
];

/// The placeholders of a credit.
const PLACEHOLDERS: &[&str] = &["author", "title", "date", "publisher"];

impl Publishers {
    /// Reads profiles. The site's own file replaces a built-in one of the same name as a whole, in whatever order they come.
    pub fn read(files: impl IntoIterator<Item = (Source, Origin)>) -> Staged<Self> {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_by_key(|(_, origin)| *origin);
        let mut publishers = Self::default();
        let mut diagnostics = Vec::new();
        for (source, _) in files {
            if let Some(publisher) = profile(&source).collect(&mut diagnostics) {
                publishers.all.insert(source.path.stem().to_owned(), publisher);
            }
        }
        let own = publishers.all.values().flat_map(|p| &p.phrases).map(String::as_str);
        let phrases: Vec<&str> = own.chain(GENERAL_PHRASES.iter().copied()).collect();
        // Phrases that are too many or too long for the automaton only cost a warning, so failing to build it is no error.
        publishers.phrases = AhoCorasick::builder().ascii_case_insensitive(true).build(phrases).ok();
        Staged::with(publishers, diagnostics)
    }
}

fn profile(source: &Source) -> Staged<Publisher> {
    let mut fields = match Fields::parse(Text::whole(&source.path, &source.text)) {
        Ok(fields) => fields,
        Err(error) => return Staged::failed(vec![*error]),
    };
    let publisher = read(&mut fields);
    let diagnostics = fields.finish();
    match publisher {
        Some(publisher) => Staged::with(publisher, diagnostics),
        None => Staged::failed(diagnostics),
    }
}

fn read(f: &mut Fields<'_>) -> Option<Publisher> {
    let name = f.require("name");
    let publisher = Publisher {
        name: String::new(),
        home_url: f.take("home_url"),
        also_known_as: f.take("also_known_as").unwrap_or_default(),
        domains: f.take::<Vec<String>>("domains").unwrap_or_default().iter().map(|d| host(d)).collect(),
        phrases: f.take("phrases").unwrap_or_default(),
        languages: f.take("languages").unwrap_or_default(),
        terms: f.take("terms"),
        license: f.take("license"),
        translation: f.take("translation").unwrap_or(TranslationRule::Unknown),
        credit: f.take("credit").unwrap_or_default(),
        byline: f.take::<Byline>("byline").map(|b| b.0),
        opinion_disclaimer: f.take("opinion_disclaimer"),
        canonical: f.take("canonical").unwrap_or(CanonicalRule::None),
        edits: f.take("edits").unwrap_or(Edits::Unknown),
        confirmed: f.take("confirmed"),
    };
    Some(Publisher { name: name?, ..publisher })
}

fn host(domain: &str) -> String {
    WebUrl::parse(domain).map_or_else(|| domain.trim_start_matches("www.").to_lowercase(), |url| url.host().to_owned())
}

impl FromYaml for Licence {
    const EXAMPLE: &'static str = "CC-BY-4.0";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        match node.scalar().as_deref().and_then(Self::parse) {
            Some(licence) => Some(licence),
            None => node.wrong(
                "write an SPDX id such as `CC-BY-4.0`, an address on creativecommons.org, `public-domain` or `publisher-terms`",
            ),
        }
    }
}

/// A byline's form without the preposition, which the page's language supplies.
struct Byline(String);

impl FromYaml for Byline {
    const EXAMPLE: &'static str = "\"By {author}, {publisher}\"";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let text = String::from_yaml(node)?;
        if !text.contains("{author}") || unknown_placeholder(&text).is_some() {
            return node.wrong("write `{author}` where the names stand, and `{publisher}` where the publisher does");
        }
        let start = ["By ", "by ", "Par ", "Por ", "Von ", "Di ", "بقلم "].iter().find_map(|p| text.strip_prefix(p));
        Some(Self(start.unwrap_or(&text).to_owned()))
    }
}

impl FromYaml for Terms {
    const EXAMPLE: &'static str = "{url: https://example.org/republish, read_on: 2026-01-31, evidence: publisher-page}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (url, read_on) = (f.take("url"), f.take("read_on"));
            Some(Self { url, read_on, evidence: f.take("evidence").unwrap_or(Evidence::Unconfirmed) })
        })
    }
}

impl FromYaml for Credit {
    const EXAMPLE: &'static str = "[{place: bottom, text: …, lang: en, evidence: publisher-page}]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let place = node.place();
        node.mapping(|f| {
            let (position, text, lang) = (f.require("place"), f.require::<String>("text"), f.require("lang"));
            let evidence = f.take("evidence").unwrap_or(Evidence::Unconfirmed);
            let links: Vec<CreditLink> = f.take("links").unwrap_or_default();
            let text = text?;
            if let Some(unknown) = unknown_placeholder(&text) {
                f.report(
                    Diagnostic::new(Code::YamlValue, format!("`{{{unknown}}}` is no placeholder of a credit"))
                        .at(place.clone())
                        .hint("write `{author}`, `{title}`, `{date}` or `{publisher}`"),
                );
            }
            for link in links.iter().filter(|link| !text.contains(&link.text)) {
                f.report(
                    Diagnostic::new(Code::YamlValue, format!("the credit's text does not hold `{}`", link.text))
                        .at(place.clone())
                        .hint("name words of the text that become the link"),
                );
            }
            Some(Self { place: position?, text, lang: lang?, evidence, links })
        })
    }
}

fn unknown_placeholder(text: &str) -> Option<&str> {
    let inside = text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name);
    inside.into_iter().find(|name| !PLACEHOLDERS.contains(name))
}

impl FromYaml for CreditLink {
    const EXAMPLE: &'static str = "[{text: original article, to: original}]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (text, target) = (f.require("text"), f.require("to"));
            Some(Self { text: text?, target: target? })
        })
    }
}

impl FromYaml for Target {
    const EXAMPLE: &'static str = "original";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        match node.scalar().as_deref() {
            Some("original") => Some(Self::Original),
            Some("home") => Some(Self::Home),
            Some(text) if WebUrl::parse(text).is_some() => WebUrl::parse(text).map(Self::Url),
            _ => node.wrong("write `original`, `home` or an address that begins with `https://`"),
        }
    }
}

impl FromYaml for Disclaimer {
    const EXAMPLE: &'static str = "{text: …, lang: en, evidence: publisher-page}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (text, lang): (Option<String>, Option<Lang>) = (f.require("text"), f.require("lang"));
            let evidence = f.take("evidence").unwrap_or(Evidence::Unconfirmed);
            Some(Self { text: text?, lang: lang?, evidence })
        })
    }
}

impl FromYaml for Confirmation {
    const EXAMPLE: &'static str = "{by: Jane Doe, on: 2026-01-31}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (by, on) = (f.require("by"), f.require("on"));
            Some(Self { by: by?, on: on? })
        })
    }
}
