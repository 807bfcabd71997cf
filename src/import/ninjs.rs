//! News in JSON, the exchange format of the IPTC: versions 1.x (`headline`, `body_xhtml`), 2.x and 3.x (`headlines`, `bodies`).
//!
//! Version 3 writes its keys in camel case and 2 in lower case, so keys are compared in lower case.

use serde::Serializer;
use serde_json::{Map, Value};

use super::credit::{credit, labelled};
use super::known::Known;
use super::publisher::creative_commons;
use super::text::squashed;
use super::{CutText, Photo, Place, dates, head, page, text};
use crate::base::{Lang, WebUrl};
use crate::clean::Kind;

/// Keys whose content a field or the body holds; all others are kept among the cuts.
const READ: &[&str] = &[
    "type",
    "version",
    "standard",
    "uri",
    "headline",
    "headlines",
    "bodies",
    "body_xhtml",
    "body_html",
    "body_text",
    "body_nitf",
    "by",
    "byline",
    "bylines",
    "language",
    "versioncreated",
    "firstcreated",
    "contentcreated",
    "copyrightholder",
    "copyrightnotice",
    "usageterms",
    "rightsinfo",
    "embargoed",
    "located",
    "associations",
    "renditions",
    "infosources",
    "altids",
    "$schema",
    "representationtype",
    "profile",
    "mimetype",
    "pubstatus",
];

/// An item of news, if the text is one.
pub(super) fn item(text: &str) -> Option<Item> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let Value::Object(map) = serde_json::from_str(text).ok()? else { return None };
    let item = Item(lower(map));
    let speaks = item.0.contains_key("uri") || item.0.contains_key("standard") || item.0.contains_key("versioncreated");
    let holds = ["headlines", "headline", "bodies", "body_xhtml", "body_html", "body_text"]
        .iter()
        .any(|key| item.0.contains_key(*key));
    (speaks && holds).then_some(item)
}

/// An item's keys in lower case.
pub(super) struct Item(Map<String, Value>);

fn lower(map: Map<String, Value>) -> Map<String, Value> {
    map.into_iter().map(|(key, value)| (key.to_ascii_lowercase(), value)).collect()
}

impl Item {
    /// The facts of the item, and its text in Markdown.
    pub(super) fn read(&self) -> (Known, String) {
        let (mut known, body) = self.body();
        let byline = self.text("by").or_else(|| self.text("byline")).or_else(|| self.bylines());
        let uri = self.text("uri").and_then(|uri| WebUrl::parse(&uri)).filter(|uri| uri.as_str().len() > 12);
        let facts = Known {
            title: self.value("headlines", "main").or_else(|| self.text("headline")),
            authors: byline.as_deref().map(head::authors).unwrap_or_default(),
            byline,
            date: ["contentcreated", "firstcreated", "versioncreated"]
                .iter()
                .find_map(|key| dates::date(&self.text(key)?)),
            lang: self.text("language").and_then(|tag| Lang::parse(&tag)),
            original_url: self.canonical().or(uri),
            publisher: self.source().or_else(|| self.text("copyrightholder")),
            license: self.rights().and_then(|rights| creative_commons(&rights)),
            license_paragraph: self.notice(),
            embargo: self.text("embargoed"),
            photos: self.photos(),
            ..Known::default()
        };
        known.cuts.extend(self.unread());
        (Known { cuts: known.cuts, counter: known.counter, ..facts }, body)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.0.get(key)?.as_str().map(squashed).filter(|text| !text.is_empty())
    }

    /// The objects of a list, keys in lower case.
    fn list(&self, key: &str) -> Vec<Self> {
        let items = self.0.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        items
            .into_iter()
            .filter_map(|item| if let Value::Object(map) = item { Some(Self(lower(map))) } else { None })
            .collect()
    }

    /// The value of a list's object in this role, or of the first.
    fn value(&self, key: &str, role: &str) -> Option<String> {
        let list = self.list(key);
        list.iter().find(|entry| entry.text("role").as_deref() == Some(role)).or(list.first())?.text("value")
    }

    /// The richest form of the text.
    fn body(&self) -> (Known, String) {
        let html = |text: &str| page::read(&format!("<article>{text}</article>"), None);
        let bodies = self.list("bodies");
        let raw = |entry: &Self| entry.0.get("value").and_then(Value::as_str).unwrap_or_default().to_owned();
        let kind = |entry: &Self| entry.text("contenttype").unwrap_or_default();
        if let Some(rich) = bodies.iter().find(|entry| kind(entry).contains("html")) {
            return html(&raw(rich));
        }
        if let Some(rich) = ["body_xhtml", "body_html"].iter().find_map(|key| self.0.get(*key)?.as_str()) {
            return html(rich);
        }
        let plain = bodies
            .first()
            .map(raw)
            .or_else(|| self.0.get("body_text")?.as_str().map(str::to_owned))
            .unwrap_or_default();
        if page::is_html(&plain) { html(&plain) } else { (Known::default(), text::markdown(&plain).into_owned()) }
    }

    fn bylines(&self) -> Option<String> {
        let names: Vec<String> = self
            .list("bylines")
            .iter()
            .filter_map(|entry| entry.text("value").or_else(|| entry.text("name")).or_else(|| entry.text("by")))
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// An alternative id that is an address: what the wire's own site shows.
    fn canonical(&self) -> Option<WebUrl> {
        self.list("altids").iter().find_map(|entry| WebUrl::parse(&entry.text("value")?))
    }

    fn source(&self) -> Option<String> {
        let sources = self.list("infosources");
        let own = sources.iter().find(|entry| entry.text("role").is_some_and(|role| role.contains("origin")));
        own.or(sources.first())?.text("name")
    }

    /// All that is said of rights, for finding a licence in it.
    fn rights(&self) -> Option<String> {
        let linked = self.0.get("rightsinfo").map(ToString::to_string);
        let all: Vec<String> =
            [linked, self.text("usageterms"), self.text("copyrightnotice")].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    fn notice(&self) -> Option<String> {
        let all: Vec<String> = [self.text("usageterms"), self.text("copyrightnotice")].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join("\n"))
    }

    /// The pictures among the associations, each with its largest rendition.
    fn photos(&self) -> Vec<Photo> {
        let mut items = self.list("associations");
        if let Some(Value::Object(named)) = self.0.get("associations") {
            items = named.values().filter_map(|item| Some(Self(lower(item.as_object()?.clone())))).collect();
        }
        let pictures =
            items.iter().filter(|item| item.text("type").is_none_or(|kind| kind == "picture" || kind == "graphic"));
        pictures.map(Self::photo).filter(|photo| photo.caption.is_some() || photo.credit.is_some()).collect()
    }

    fn photo(&self) -> Photo {
        let width = |entry: &Self| entry.0.get("width").and_then(Value::as_u64).unwrap_or(0);
        let largest = self.list("renditions").into_iter().max_by_key(width);
        let by = self.text("by").or_else(|| self.text("byline"));
        let of = self.text("creditline").or_else(|| self.source()).or_else(|| self.text("copyrightholder"));
        let raw = match (by, of) {
            (Some(by), Some(of)) if !by.contains(&of) => Some(format!("{by}/{of}")),
            (by, of) => by.or(of),
        };
        Photo {
            caption: self
                .value("descriptions", "text")
                .or_else(|| self.text("description_text"))
                .or_else(|| self.value("headlines", "main")),
            credit: raw.and_then(|raw| credit(&raw).or_else(|| labelled(&raw))),
            source: largest.and_then(|rendition| rendition.text("href")),
            alt: None,
        }
    }

    /// What no field holds, so that nothing is lost.
    fn unread(&self) -> Option<CutText> {
        let mut rest = self.0.iter().filter(|(key, _)| !READ.contains(&key.as_str())).peekable();
        rest.peek()?;
        let mut text = Vec::new();
        serde_json::Serializer::new(&mut text).collect_map(rest).ok()?;
        let text = String::from_utf8(text).ok()?;
        Some(CutText { kind: Kind::Nav, rule: "import/ninjs".into(), text, place: Place::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Author;

    const ITEM: &str = r#"{"uri": "https://wire.example/items/7", "standard": {"name": "ninjs", "version": "3.1"}, "type": "text", "language": "en",
"contentCreated": "2021-07-06T08:00:00Z", "embargoed": "2021-07-07T06:00:00Z", "by": "Ada Martel and Jean Roux", "located": "Valmer",
"usageTerms": "Free for subscribers under CC BY-ND 4.0.", "copyrightHolder": "Harbour Wire", "altIds": [{"role": "web", "value": "https://wire.example/storm"}],
"headlines": [{"role": "short", "value": "Storm"}, {"role": "main", "value": "Storm shuts the port of Valmer"}],
"bodies": [{"role": "main", "contentType": "text/plain", "value": "Plain."}, {"contentType": "application/xhtml+xml", "value": "<p>The port was <b>closed</b>.</p><p>It rained.</p>"}],
"places": [{"name": "Valmer"}],
"associations": [{"type": "picture", "by": "Ada Martel", "creditLine": "AFP", "descriptions": [{"value": "The quay."}],
"renditions": [{"href": "https://wire.example/small.jpg", "width": 100}, {"href": "https://wire.example/big.jpg", "width": 900}]}]}"#;

    #[test]
    fn an_item_of_version_three_is_read() {
        let (known, body) = item(ITEM).expect("an item").read();
        assert_eq!(body, "The port was **closed**.\n\nIt rained.");
        assert_eq!(known.title.as_deref(), Some("Storm shuts the port of Valmer"));
        assert_eq!(known.authors, [Author::named("Ada Martel"), Author::named("Jean Roux")]);
        assert_eq!(known.original_url.map(|url| url.to_string()).as_deref(), Some("https://wire.example/storm"));
        assert_eq!(
            (known.publisher.as_deref(), known.license.as_deref()),
            (Some("Harbour Wire"), Some("CC-BY-ND-4.0"))
        );
        assert_eq!(known.embargo.as_deref(), Some("2021-07-07T06:00:00Z"));
        let credit = known.photos[0].credit.clone().expect("a credit");
        assert_eq!((credit.photographer.as_deref(), credit.agency.as_deref()), (Some("Ada Martel"), Some("AFP")));
        assert_eq!(known.photos[0].source.as_deref(), Some("https://wire.example/big.jpg"));
        assert!(known.cuts.iter().any(|cut| cut.text.contains("places")), "what no field holds is kept");
    }

    #[test]
    fn older_versions_and_other_json() {
        let old = r#"{"uri": "urn:x", "headline": "Storm", "body_xhtml": "<p>It rained.</p>", "byline": "Ada Martel"}"#;
        let (known, body) = item(old).expect("an item").read();
        assert_eq!((known.title.as_deref(), body.as_str()), (Some("Storm"), "It rained."));
        assert!(item("{\"a\": 1}").is_none() && item("{broken").is_none() && item("{ \"uri\": \"x\" }").is_none());
    }
}
