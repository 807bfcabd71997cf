//! The files of a site that are no pages. Each kind has its own check, as far as one is cheap and means something.

use std::borrow::Cow;

use super::{Need, Verified, duty};
use crate::base::{RelPath, Route};
use crate::diag::{Code, Diagnostic};

/// An item of a feed with an article's full text.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The article.
    pub article: &'a RelPath,
    /// The HTML that the feed carries, before it was escaped.
    pub html: &'a str,
    /// What it must show: the needs of strip and notice.
    pub needs: &'a [Need<'a>],
}

/// Verifies a feed: well-formed, and each full-text item with its attribution inside the feed's text.
pub fn feed(route: &Route, xml: String, items: &[Item<'_>]) -> Result<Verified, Vec<Diagnostic>> {
    let mut found = Vec::new();
    for item in items {
        // Each text is looked for in all of the feed: many bytes at a time, and first as feeds carry it.
        let holds = |text: &str| memchr::memmem::find(xml.as_bytes(), text.as_bytes()).is_some();
        let carried = holds(&crate::base::escape_html(item.html)) || holds(item.html);
        let missing = duty::missing_in(item.html, item.needs);
        let missing = missing.into_iter().chain((!carried).then(|| "the text itself, which was changed".to_owned()));
        found.extend(missing.map(|missing| {
            Diagnostic::new(Code::VerifyDuty, format!("the feed {route} carries {} without {missing}", item.article))
                .in_file(item.article)
                .hint("set the feed to summaries in reprint.yaml and report it: Reprint itself renders feeds")
        }));
    }
    if !found.is_empty() {
        return Err(found);
    }
    self::xml(route, xml)
}

/// Verifies an XML file: that every tag is closed by its own end tag, and that no character stands in it that XML forbids
/// (XML 1.0, sections 2.2 and 3).
pub fn xml(route: &Route, xml: String) -> Result<Verified, Vec<Diagnostic>> {
    match unbalanced(&xml) {
        None => Ok(verified(route, xml.into_bytes())),
        Some(what) => Err(vec![
            Diagnostic::new(Code::VerifyDuty, format!("the file {route} is not well-formed XML: {what}"))
                .hint("report it: Reprint itself writes this file"),
        ]),
    }
}

/// Takes a text file that holds no text of articles: robots, manifests, search settings.
pub fn text(route: &Route, text: String) -> Verified {
    verified(route, text.into_bytes())
}

/// Takes a file that is copied as it is.
pub fn asset(route: &Route, bytes: impl Into<Cow<'static, [u8]>>) -> Verified {
    verified(route, bytes)
}

/// Takes a page that sends readers on: it shows nothing else.
pub fn redirect(route: &Route, html: String) -> Verified {
    verified(route, html.into_bytes())
}

fn verified(route: &Route, bytes: impl Into<Cow<'static, [u8]>>) -> Verified {
    Verified { route: route.clone(), bytes: bytes.into() }
}

/// The first place where tags do not match. Knows the XML that Reprint writes: no document type with markup inside.
fn unbalanced(xml: &str) -> Option<String> {
    let forbidden = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if xml.contains(forbidden) {
        return Some("it holds a control character".to_owned());
    }
    let (mut rest, mut open) = (xml, Vec::new());
    while let Some((_, tag)) = rest.split_once('<') {
        let end = match tag {
            _ if tag.starts_with("!--") => "-->",
            _ if tag.starts_with("![CDATA[") => "]]>",
            _ if tag.starts_with('?') => "?>",
            _ => ">",
        };
        let Some((inside, after)) = tag.split_once(end) else {
            return Some(format!("`<{}` has no end", first_word(tag)));
        };
        rest = after;
        match inside.as_bytes() {
            [b'/', ..] => match open.pop() {
                Some(name) if name == first_word(&inside[1..]) => {}
                _ => return Some(format!("`<{inside}>` closes nothing")),
            },
            [b'!' | b'?', ..] | [.., b'/'] => {}
            _ => open.push(first_word(inside)),
        }
    }
    open.pop().map(|name| format!("`<{name}>` is not closed"))
}

fn first_word(tag: &str) -> &str {
    tag.split(|c: char| c.is_whitespace() || c == '/' || c == '>').next().unwrap_or_default()
}
