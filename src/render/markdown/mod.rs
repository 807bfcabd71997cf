//! Markdown to HTML: `CommonMark` 0.31 with tables, footnotes and strikethrough.
//!
//! The output is always balanced, so that it can be put into a page by bytes: the writer closes what it opens, and raw HTML
//! goes through `sanitise`. Bodies stream from the parser into one string; nothing is collected.

mod footnotes;
mod link;
mod write;

use std::ops::Range;

use pulldown_cmark::Parser;

pub use link::SCHEMES;
use write::{Raw, Writer, Written};

use super::sanitise::{self, Sanitised};
use crate::base::{Digest, RelPath};
use crate::config::Html;
use crate::diag::{Code, Diagnostic};

/// How a body is rendered.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Added to the level of every heading; 1 keeps the page's only `<h1>` for its title.
    pub heading_offset: u8,
    /// The site's path on its host, without a slash at the end; links that begin with `/` get it.
    pub base: &'a str,
    /// What becomes of raw HTML.
    pub html: Html,
    /// Finds the ready HTML (`<figure class="photo">…`) of a picture.
    pub pictures: &'a dyn Fn(&Picture<'_>) -> Option<String>,
    /// Words in the page's language.
    pub words: Words<'a>,
}

/// The words that footnotes need, in the page's language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Names the list of footnotes.
    pub footnotes: &'a str,
    /// Names the link from a footnote back to the text.
    pub back: &'a str,
}

/// A picture as the body names it: `![alt](src "title")`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture<'a> {
    /// The address, as typed.
    pub src: &'a str,
    /// What it shows, as plain text.
    pub alt: &'a str,
    /// Caption and credit, as typed.
    pub title: &'a str,
}

/// A rendered body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Balanced HTML.
    pub html: String,
    /// What was left out, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Something of the body that is not on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub kind: FindingKind,
    /// The address or markup, as typed.
    pub what: String,
    /// Where, in bytes of the text that was rendered.
    pub range: Range<usize>,
}

/// What was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// Raw HTML that is not allowed; the range is that of the first raw HTML.
    Html,
    /// A picture that is not known.
    Picture,
    /// The target of a link with a scheme that is not allowed; its words stay.
    Link,
}

/// Renders a body. Takes time linear in its length and never fails: every text is Markdown.
pub fn to_html(body: &str, options: &Options<'_>) -> Rendered {
    let mark = mark(body);
    let mut written = write(body, options, mark.as_deref(), Raw::Keep);
    let Some((mark, raw)) = mark.zip(written.raw.take()) else {
        return Rendered { html: put_pictures(written.html, &written.pictures), findings: written.findings };
    };
    let clean = match options.html {
        _ if sanitise::is_too_deep(&written.html) => {
            written = write(body, options, Some(&mark), Raw::Drop);
            Sanitised { html: std::mem::take(&mut written.html), changed: true }
        }
        Html::Safe => sanitise::safe(&written.html, &mark),
        Html::Trusted => sanitise::trusted(&written.html, &mark),
    };
    let mut findings = written.findings;
    if clean.changed {
        let what = body.get(raw.clone()).unwrap_or_default().lines().next().unwrap_or_default().to_owned();
        let at = findings.partition_point(|finding| finding.range.start < raw.start);
        findings.insert(at, Finding { kind: FindingKind::Html, what, range: raw });
    }
    Rendered { html: put_pictures(clean.html, &written.pictures), findings }
}

impl Finding {
    /// The finding in words, in the file the body came from.
    pub fn diagnose(&self, path: &RelPath) -> Diagnostic {
        let what = &self.what;
        match self.kind {
            FindingKind::Html => Diagnostic::new(Code::RenderMarkdown, format!("raw HTML was left out, near `{what}`"))
                .hint("write it in Markdown, or set `html: trusted` in reprint.yaml if you trust all who write here"),
            FindingKind::Picture => Diagnostic::new(Code::RightsPhotoMissing, format!("there is no picture `{what}`"))
                .hint(
                    "put the file beside the article, with its credit in `<file>.yaml` or in the title's parentheses",
                ),
            FindingKind::Link => Diagnostic::new(Code::RenderLink, format!("the link to `{what}` was left out"))
                .hint("link to an http, https, mailto or tel address, or to a page of this site"),
        }
        .in_file(path)
    }
}

fn write(body: &str, options: &Options<'_>, mark: Option<&str>, raw: Raw) -> Written {
    let mut writer = Writer::new(body, options, mark, raw);
    for (event, range) in Parser::new_ext(body, extensions()).into_offset_iter() {
        writer.event(event, range);
    }
    writer.finish()
}

fn extensions() -> pulldown_cmark::Options {
    use pulldown_cmark::Options as O;
    O::ENABLE_TABLES | O::ENABLE_FOOTNOTES | O::ENABLE_STRIKETHROUGH
}

/// A class for the elements that stand for pictures while raw HTML is cleaned; no body can contain it. `None` for a body
/// without `<`, which has no raw HTML: there pictures are written at once.
fn mark(body: &str) -> Option<String> {
    memchr::memchr(b'<', body.as_bytes())?;
    let free = |nonce: &u32| {
        Some(format!("picture-{}-", Digest::of_value(&(nonce, body)))).filter(|mark| !body.contains(mark.as_str()))
    };
    (0..u32::MAX).find_map(|nonce| free(&nonce))
}

/// Puts pictures in the place of the elements that stood for them.
fn put_pictures(html: String, pictures: &[(String, String)]) -> String {
    if pictures.is_empty() {
        return html;
    }
    let mut out = String::with_capacity(html.len() + pictures.iter().map(|(_, html)| html.len()).sum::<usize>());
    let mut rest = html.as_str();
    for (place, picture) in pictures {
        // in the order of the text; one that raw HTML swallowed is not there
        if let Some((before, after)) = rest.split_once(place.as_str()) {
            out.push_str(before);
            out.push_str(picture);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
