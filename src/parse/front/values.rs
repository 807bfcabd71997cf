//! Reads the values of front matter keys that are more than a word.

use super::{Answer, Author, By, Correction, CreditRemoved, Enclosed, SourceWork, Translation, Via, Withdrawn};
use crate::base::{RelPath, Route, slug};
use crate::yaml::{Fields, FromYaml, Node};

/// One part of an address.
pub(super) struct Slug(pub(super) String);

impl FromYaml for Slug {
    const EXAMPLE: &'static str = "a-short-name";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let text = node.scalar().unwrap_or_default();
        let outside = text.contains(['/', '\\']) || text.chars().any(char::is_control);
        if outside || slug(&text).is_empty() {
            return node.wrong("write one part of an address, of letters, digits and hyphens: `a-short-name`");
        }
        Some(Self(text))
    }
}

/// An address on this site: a folder, or a page that ends in `.html`.
pub(super) struct Alias(pub(super) Route);

impl FromYaml for Alias {
    const EXAMPLE: &'static str = "[/2021/07/old-name/]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let text = node.scalar().unwrap_or_default();
        let inner = text.trim_matches('/');
        if !text.starts_with('/') || text.contains(['?', '#']) || RelPath::new(inner).is_err() {
            return node.wrong("write each earlier address as a path on this site: `/2021/07/old-name/`");
        }
        let is_page = inner.rsplit_once('.').is_some_and(|(_, extension)| extension == "html");
        let slash = if is_page { "" } else { "/" };
        Some(Self(Route::new(&format!("/{inner}{slash}"))))
    }
}

/// The site's own keys, as JSON text.
pub(super) struct Extra(pub(super) String);

impl FromYaml for Extra {
    const EXAMPLE: &'static str = "{key: value}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        match serde_json::to_string(node.value()) {
            Ok(json) if node.value().is_mapping() => Some(Self(json)),
            _ => node.wrong("write it as `key: value` lines whose keys are texts"),
        }
    }
}

impl FromYaml for Author {
    const EXAMPLE: &'static str = "[Jane Doe]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        if !node.value().is_mapping() {
            return Some(Self { name: String::from_yaml(node)?, role: None, institution: None, url: None });
        }
        node.mapping(|f| {
            let name = f.require("name");
            let (role, institution, url) = (f.take("role"), f.take("institution"), f.take("url"));
            Some(Self { name: name?, role, institution, url })
        })
    }
}

impl FromYaml for Translation {
    const EXAMPLE: &'static str = "{by: [Jane Doe], method: human}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let method = f.require("method");
            let by = f.take("by").unwrap_or_default();
            let (tool, reviewed_by, reviewed_on) = (f.take("tool"), f.take("reviewed_by"), f.take("reviewed_on"));
            Some(Self { by, method: method?, tool, reviewed_by, reviewed_on })
        })
    }
}

impl FromYaml for Via {
    const EXAMPLE: &'static str = "[{url: https://example.org/a, publisher: example-wire, license: CC-BY-4.0}]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (url, title) = (f.require("url"), f.take("title"));
            let authors = f.take("authors").unwrap_or_default();
            let (publisher, license) = (f.take("publisher"), f.take("license"));
            let translated_by = f.take("translated_by").unwrap_or_default();
            let (date, enclosed) = (f.take("date"), enclosed(f));
            Some(Self { url: url?, title, authors, publisher, license, translated_by, date, enclosed })
        })
    }
}

impl FromYaml for SourceWork {
    const EXAMPLE: &'static str = "[{url: https://example.org/a, title: …, license: CC-BY-4.0, use: quoted}]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (url, title, usage) = (f.require("url"), f.require("title"), f.require("use"));
            let authors = f.take("authors").unwrap_or_default();
            let (publisher, license) = (f.take("publisher"), f.take("license"));
            let (lang, translation) = (f.take("lang"), f.take("translation"));
            let (date, enclosed) = (f.take("date"), enclosed(f));
            let (url, title, usage) = (url?, title?, usage?);
            Some(Self { url, title, authors, publisher, license, usage, lang, translation, date, enclosed })
        })
    }
}

fn enclosed(f: &mut Fields<'_>) -> Enclosed {
    Enclosed { notice: f.take("notice"), links: f.take("links"), pixel_id: f.take("pixel_id") }
}

impl FromYaml for Withdrawn {
    const EXAMPLE: &'static str = "{date: 2026-01-31, reason: …}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let date = f.require("date");
            let reason = f.take("reason");
            Some(Self { date: date?, reason })
        })
    }
}

impl FromYaml for CreditRemoved {
    const EXAMPLE: &'static str = "{items: [authors], on: 2026-01-31, by: Jane Doe}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (items, on, by) = (f.require("items"), f.require("on"), f.require("by"));
            Some(Self { items: items?, on: on?, by: by? })
        })
    }
}

impl FromYaml for Correction {
    const EXAMPLE: &'static str = "[{date: 2026-01-31, text: …, by: us}]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (date, text) = (f.require("date"), f.require("text"));
            let by = f.take("by").unwrap_or(By::Us);
            Some(Self { date: date?, text: text?, by })
        })
    }
}

impl FromYaml for Answer {
    const EXAMPLE: &'static str = "[{question: notified, by: Jane Doe, on: 2026-01-31}]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (question, by, on) = (f.require("question"), f.require("by"), f.require("on"));
            Some(Self { question: question?, by: by?, on: on? })
        })
    }
}
