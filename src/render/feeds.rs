//! Atom feeds (RFC 4287). A full-text item carries its attribution, as a page does.

use std::fmt::Write as _;

use super::Parts;
use super::context::Theme;
use crate::base::{Route, When, escape_html};
use crate::plan::{Card, FeedEntry, FeedView, PageSpec};
use crate::rights::{Duty, Story};

/// Renders a feed of the items' articles. `texts` are their texts in the same order; none for a feed of summaries.
pub fn feed(
    theme: &Theme<'_>,
    route: &Route,
    spec: &PageSpec,
    (view, articles): (&FeedView, &[Story]),
    texts: &[Parts],
) -> String {
    let config = theme.config;
    let mut out = String::with_capacity(1024 + texts.len() * 8192);
    let _ = writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">",
        spec.lang
    );
    let home = escape_xml(&config.absolute(&view.home)).into_owned();
    element(&mut out, "id", &home);
    element(&mut out, "title", &escape_xml(&config.title));
    if let Some(text) = &config.description {
        element(&mut out, "subtitle", &escape_xml(text));
    }
    let newest = view.items.iter().map(|item| latest(&item.card)).max();
    element(&mut out, "updated", &newest.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |w| w.rfc3339()));
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>");
    let _ = writeln!(
        out,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
        escape_xml(&config.absolute(route))
    );
    element(&mut out, "generator", "Reprint");
    for (i, (item, article)) in view.items.iter().zip(articles).enumerate() {
        entry(&mut out, theme, (item, article), texts.get(i));
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, theme: &Theme<'_>, (item, article): (&FeedEntry, &Story), text: Option<&Parts>) {
    let (config, card) = (theme.config, &*item.card);
    let url = escape_xml(&config.absolute(&card.route)).into_owned();
    out.push_str("<entry>\n");
    // The address is the identity: it comes from the file's name and never changes with an edit.
    element(out, "id", &url);
    element(out, "title", &escape_xml(&card.title));
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>");
    if let Some(original) = article.original_url() {
        let _ = writeln!(out, "<link rel=\"via\" href=\"{}\"/>", escape_xml(original.as_str()));
    }
    element(out, "published", &card.date.rfc3339());
    element(out, "updated", &latest(card).rfc3339());
    let names = if card.authors.is_empty() {
        vec![config.title.as_str()]
    } else {
        card.authors.iter().map(String::as_str).collect()
    };
    for name in names {
        let _ = writeln!(out, "<author><name>{}</name></author>", escape_xml(name));
    }
    for term in card.section.iter().chain(&card.tags) {
        let _ = writeln!(out, "<category term=\"{}\"/>", escape_xml(&term.title));
    }
    if let Some(licence) = licence(article) {
        element(out, "rights", &escape_xml(&licence));
    }
    if let Some(summary) = &card.summary {
        element(out, "summary", &escape_xml(summary));
    }
    if let Some(parts) = text {
        let _ = writeln!(out, "<content type=\"html\">{}</content>", escape_xml(&parts.html()));
    }
    out.push_str("</entry>\n");
}

fn latest(card: &Card) -> When {
    card.updated.unwrap_or(card.date)
}

fn licence(article: &Story) -> Option<String> {
    article.duties().iter().find_map(|duty| match duty {
        Duty::Licence { licence, .. } => {
            Some(licence.url.as_ref().map_or_else(|| licence.text.clone(), |u| format!("{} {u}", licence.text)))
        }
        _ => None,
    })
}

fn element(out: &mut String, name: &str, escaped: &str) {
    let _ = writeln!(out, "<{name}>{escaped}</{name}>");
}

/// Escapes text for XML and drops the control characters that XML 1.0 cannot carry.
fn escape_xml(text: &str) -> std::borrow::Cow<'_, str> {
    let illegal = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.chars().any(illegal) {
        let clean: String = text.chars().filter(|c| !illegal(*c)).collect();
        return std::borrow::Cow::Owned(escape_html(&clean).into_owned());
    }
    escape_html(text)
}
