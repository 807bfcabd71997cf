//! Reads the values of a profile.

use std::collections::BTreeMap;

use super::{
    Confirmation, Credit, CreditLink, Disclaimer, Evidence, Extent, HeadMeta, LinkRules, Logo, LogoLink, Notify,
    NotifyWhen, Pixel, PixelId, ShownIn, Target, Term, Terms, Then, Variant, Wish,
};
use crate::base::{Lang, WebUrl};
use crate::diag::{Code, Diagnostic};
use crate::rights::Licence;
use crate::yaml::{FromYaml, Node};

/// The fields of a profile that demand or grant something. Each can have an evidence of its own.
pub(super) const FIELDS: &[&str] = &[
    "license",
    "translation",
    "translation_conditions",
    "translation_license",
    "byline",
    "institution",
    "links",
    "keep_links",
    "logo",
    "canonical",
    "noindex",
    "head_meta",
    "pixel",
    "photo",
    "photo_credit",
    "edits",
    "headline",
    "ads",
    "commercial",
    "paywall",
    "extent",
    "term",
    "takedown",
    "selection",
    "notify",
    "eligibility",
    "social",
    "exclude_if",
    "exclude_authors",
];

/// The placeholders of a credit.
const PLACEHOLDERS: &[&str] = &["author", "title", "date", "year", "publisher", "translator", "site"];

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
pub(super) struct Byline(pub(super) String);

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
            let shown_in = f.take("shown_in").unwrap_or(ShownIn::Original);
            let translations = f.take::<Wordings>("translations").map_or_else(BTreeMap::new, |t| t.0);
            let variant = f.take("variant").unwrap_or(Variant::Always);
            let links: Vec<CreditLink> = f.take("links").unwrap_or_default();
            let text = text?;
            for unknown in std::iter::once(&text).chain(translations.values()).filter_map(|t| unknown_placeholder(t)) {
                f.report(
                    Diagnostic::new(Code::YamlValue, format!("`{{{unknown}}}` is no placeholder of a credit"))
                        .at(place.clone())
                        .hint(format!("write one of `{{{}}}`", PLACEHOLDERS.join("}`, `{"))),
                );
            }
            let texts = || std::iter::once(&text).chain(translations.values());
            for link in links.iter().filter(|link| !texts().any(|text| text.contains(&link.text))) {
                f.report(
                    Diagnostic::new(Code::YamlValue, format!("the credit's text does not hold `{}`", link.text))
                        .at(place.clone())
                        .hint("name words of the text that become the link"),
                );
            }
            Some(Self { place: position?, lang: lang?, shown_in, variant, evidence, links, text, translations })
        })
    }
}

/// The first placeholder of a text that nothing fills.
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
            Some("newsletter") => Some(Self::Newsletter),
            Some("licence") => Some(Self::Licence),
            Some(text) if WebUrl::parse(text).is_some() => WebUrl::parse(text).map(Self::Url),
            _ => node
                .wrong("write `original`, `home`, `newsletter`, `licence` or an address that begins with `https://`"),
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

/// How well single fields are known.
pub(super) struct Evidences(pub(super) BTreeMap<&'static str, Evidence>);

impl FromYaml for Evidences {
    const EXAMPLE: &'static str = "{license: third-party}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| Some(Self(FIELDS.iter().filter_map(|field| Some((*field, f.take(field)?))).collect())))
    }
}

/// The same text in several languages, by tag.
struct Wordings(BTreeMap<String, String>);

impl FromYaml for Wordings {
    const EXAMPLE: &'static str = "{fr: …}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let entries = f.take_all();
            let read = entries.into_iter().filter_map(|(lang, node)| Some((lang, node.into::<String>(f)?)));
            Some(Self(read.collect()))
        })
    }
}

impl FromYaml for LinkRules {
    const EXAMPLE: &'static str = "{article: required}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let mut wish = |key| f.take(key).unwrap_or(Wish::Unknown);
            Some(Self { article: wish("article"), home: wish("home"), newsletter: wish("newsletter") })
        })
    }
}

impl FromYaml for Logo {
    const EXAMPLE: &'static str = "{need: required, link_to: home, file: /logos/example-wire.svg}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (need, link_to, file) = (f.require("need"), f.take("link_to"), f.take("file"));
            Some(Self { need: need?, link_to: link_to.unwrap_or(LogoLink::Home), file })
        })
    }
}

impl FromYaml for Pixel {
    const EXAMPLE: &'static str = "{kind: img, url: \"https://counter.example.org/{id}.gif\", id: original-url}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let place = node.place();
        node.mapping(|f| {
            let (kind, url) = (f.require("kind"), f.require::<String>("url"));
            let id = f.take("id").unwrap_or(PixelId::None);
            let url = url?;
            let sound = WebUrl::parse(&url.replace("{id}", "1")).is_some() && url.starts_with("https://");
            if !sound || (id == PixelId::None) == url.contains("{id}") {
                f.report(
                    Diagnostic::new(Code::YamlValue, format!("`{url}` is no address of a counter"))
                        .at(place)
                        .hint("write the whole address, with `{id}` where the article's number stands, and `id:` with where that comes from"),
                );
            }
            Some(Self { kind: kind?, url, id })
        })
    }
}

impl FromYaml for HeadMeta {
    const EXAMPLE: &'static str = "[{name: syndication-source, content: \"{original_url}\"}]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (name, content) = (f.require("name"), f.require("content"));
            Some(Self { name: name?, content: content? })
        })
    }
}

impl FromYaml for Extent {
    const EXAMPLE: &'static str = "{rule: extract, paragraphs: 3}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (rule, paragraphs, words) = (f.require("rule"), f.take("paragraphs"), f.take("words"));
            Some(Self { rule: rule?, paragraphs, words })
        })
    }
}

impl FromYaml for Term {
    const EXAMPLE: &'static str = "{wait_days: 2, days: 90, then: remove}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let then = f.take("then").unwrap_or(Then::Remove);
            Some(Self { wait_days: f.take("wait_days"), days: f.take("days"), then })
        })
    }
}

impl FromYaml for Notify {
    const EXAMPLE: &'static str = "{when: after, to: desk@example.org, include: [url]}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let when = f.take("when").unwrap_or(NotifyWhen::After);
            Some(Self { when, to: f.take("to"), include: f.take("include").unwrap_or_default() })
        })
    }
}
