//! What a page's head says of the article: JSON-LD, Open Graph, links and metas.

use serde_json::Value;

use crate::base::{Lang, WebUrl};
use crate::html::{Data, Dom, Id};
use crate::import::counter::{Counter, counter};
use crate::import::text::squashed;

/// The facts of a page's head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) titles: Vec<String>,
    pub(super) site: Option<String>,
    pub(super) canonical: Option<WebUrl>,
    pub(super) authors: Vec<String>,
    pub(super) date: Option<String>,
    pub(super) lang: Option<Lang>,
    pub(super) license: Option<String>,
    pub(super) descriptions: Vec<String>,
    /// The article's text as JSON-LD repeats it.
    pub(super) body: Option<String>,
    pub(super) counter: Option<Counter>,
}

/// Reads the head; scripts and metas may as well stand in the body.
pub(super) fn read(dom: &Dom, order: &[Id]) -> Meta {
    let mut meta = Meta::default();
    let mut linked = Vec::new();
    for id in order {
        let Some(element) = dom.element(*id) else { continue };
        match &**element.local() {
            "html" => meta.lang = element.attr("lang").and_then(Lang::parse),
            "title" => meta.titles.extend(Some(text_of(dom, *id)).filter(|t| !t.is_empty())),
            "meta" => {
                let name =
                    element.attr("property").or_else(|| element.attr("name")).or_else(|| element.attr("itemprop"));
                if let (Some(name), Some(content)) = (
                    name,
                    element.attr("content").or_else(|| element.attr("value")).map(str::trim).filter(|c| !c.is_empty()),
                ) {
                    named(&mut meta, &name.to_ascii_lowercase(), content);
                }
            }
            "link" | "a" => {
                let rel = element.attr("rel").unwrap_or_default();
                let url = element.attr("href").and_then(WebUrl::parse);
                match rel {
                    "canonical" => meta.canonical = meta.canonical.or(url),
                    _ if rel.split(' ').any(|rel| rel == "license") => meta.license = url.map(|url| url.to_string()),
                    _ => {}
                }
            }
            "img" | "script" if element.attr("src").is_some_and(|src| counter(src).is_some()) => {
                meta.counter = element.attr("src").and_then(counter);
            }
            "script" if element.attr("type").is_some_and(|kind| kind.contains("ld+json")) => {
                linked.push(text_of(dom, *id));
            }
            _ => {}
        }
    }
    for text in linked {
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            for article in articles(&value) {
                linked_article(&mut meta, article);
            }
        }
    }
    meta
}

fn named(meta: &mut Meta, name: &str, content: &str) {
    let text = || squashed(content);
    match name {
        "og:title" | "twitter:title" | "dc.title" | "headline" => meta.titles.push(text()),
        "og:site_name" | "application-name" => {
            meta.site.get_or_insert_with(|| text().trim_end_matches(['©', '®', '™', ' ']).to_owned());
        }
        // `syndication-source` is what one publisher's snippet says beside the canonical link.
        "og:url" | "syndication-source" => meta.canonical = meta.canonical.take().or_else(|| WebUrl::parse(content)),
        "author" | "article:author" | "dc.creator" | "parsely-author" | "sailthru.author" | "byl"
            if WebUrl::parse(content).is_none() =>
        {
            let name = text();
            if !meta.authors.contains(&name) && meta.authors.is_empty() {
                meta.authors.push(name);
            }
        }
        "article:published_time"
        | "datepublished"
        | "date"
        | "dc.date"
        | "dc.date.issued"
        | "parsely-pub-date"
        | "pubdate" => {
            meta.date.get_or_insert_with(text);
        }
        "description" | "og:description" | "twitter:description" => meta.descriptions.push(text()),
        _ => {}
    }
}

/// The objects of JSON-LD that are articles, wherever they are nested.
fn articles(value: &Value) -> Vec<&serde_json::Map<String, Value>> {
    let mut found = Vec::new();
    let mut todo = vec![(value, 0)];
    while let Some((value, depth)) = todo.pop() {
        match value {
            Value::Array(items) if depth < 8 => todo.extend(items.iter().rev().map(|item| (item, depth + 1))),
            Value::Object(map) => {
                let kinds = map.get("@type").map(strings).unwrap_or_default();
                if kinds.iter().any(|kind| kind.ends_with("Article") || kind == "BlogPosting" || kind == "Report") {
                    found.push(map);
                } else if depth < 8 {
                    todo.extend(
                        ["@graph", "mainEntity", "mainEntityOfPage"]
                            .iter()
                            .filter_map(|key| Some((map.get(*key)?, depth + 1))),
                    );
                }
            }
            _ => {}
        }
    }
    found
}

fn linked_article(meta: &mut Meta, article: &serde_json::Map<String, Value>) {
    let text = |key: &str| article.get(key).and_then(Value::as_str).map(squashed).filter(|text| !text.is_empty());
    meta.titles.extend(text("headline"));
    meta.descriptions.extend(text("description"));
    meta.date = text("datePublished").or(meta.date.take());
    meta.body = meta.body.take().or_else(|| text("articleBody"));
    meta.license = meta.license.take().or_else(|| text("license"));
    let authors = article.get("author").map(names).unwrap_or_default();
    if !authors.is_empty() {
        meta.authors = authors;
    }
    let publisher = article.get("publisher").map(names).unwrap_or_default().into_iter().next();
    let is_host = meta.site.as_ref().is_none_or(|site| site.contains('.') && !site.contains(' '));
    meta.site = if is_host { publisher.or(meta.site.take()) } else { meta.site.take() };
}

/// The names of persons or organisations, given as text or as objects, one or several.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => {
            vec![squashed(name)].into_iter().filter(|name| !name.is_empty() && WebUrl::parse(name).is_none()).collect()
        }
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(map) => map.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// The text inside a node, with single spaces.
pub(super) fn text_of(dom: &Dom, id: Id) -> String {
    let mut text = String::new();
    for inner in dom.subtree(id) {
        if let Data::Text(part) = &dom.node(inner).data {
            text.push_str(part);
            text.push(' ');
        }
    }
    squashed(&text)
}
