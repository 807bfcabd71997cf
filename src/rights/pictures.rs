//! Finds the pictures in a body, so that each is judged like the lead picture.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

use super::Picture;
use super::case::Case;
use super::credit::split_caption;
use super::photo::{Place, Shown, Wants, judge};
use crate::base::{RelPath, Span};
use crate::parse::Document;

static IMG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?is)<img\b[^>]*>").expect("a fixed pattern"));
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?is)\s(src|alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"#).expect("a fixed pattern")
});

/// A picture as the body writes it.
#[derive(Default)]
struct Found {
    target: String,
    alt: String,
    title: String,
    range: Range<usize>,
}

/// Judges all pictures of the body that are not cut.
pub(super) fn in_body(case: &mut Case<'_>) -> Vec<Picture> {
    let body = case.document.body();
    if !case.document.may_hold_picture {
        return Vec::new();
    }
    let start = case.document.body_start;
    let mut pictures = Vec::new();
    for found in find(body) {
        if case.cuts.iter().any(|cut| cut.range.contains(&found.range.start)) {
            continue;
        }
        let span = Span::new(&case.document.source.path, start + found.range.start..start + found.range.end);
        let (caption, credit) = split_caption(&found.title);
        let shown = Shown {
            target: &found.target,
            alt: Some(found.alt.as_str()).filter(|alt| !alt.is_empty()),
            caption: Some(caption).filter(|caption| !caption.is_empty()),
            credit,
            license: None,
            place: Place::Body(span),
            wants: Wants::LicenceOfAgencies,
        };
        if let Some(photo) = judge(case, &shown) {
            pictures.push(Picture { target: found.target, photo });
        }
    }
    pictures
}

/// The files below `static/` that an article shows or would show. They are copied with the rest of the folder, so whoever keeps
/// the article off the site must know them.
pub fn in_static(document: &Document) -> Vec<RelPath> {
    let pictures = if document.may_hold_picture { find(document.body()) } else { Vec::new() };
    let targets = document.front.photo.as_deref().into_iter().chain(pictures.iter().map(|found| found.target.as_str()));
    targets.filter_map(|target| RelPath::new(&format!("static/{}", target.strip_prefix('/')?)).ok()).collect()
}

fn find(body: &str) -> Vec<Found> {
    let mut all = Vec::new();
    let mut open: Option<Found> = None;
    for (event, range) in Parser::new_ext(body, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { dest_url, title, .. }) if open.is_none() => {
                open = Some(Found { target: dest_url.into(), alt: String::new(), title: title.into(), range });
            }
            Event::End(TagEnd::Image) => all.extend(open.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(found) = &mut open {
                    found.alt.push_str(&text);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                all.extend(IMG.find_iter(&html).map(|tag| html_picture(tag.as_str(), range.clone())));
            }
            _ => {}
        }
    }
    all
}

fn html_picture(tag: &str, range: Range<usize>) -> Found {
    let mut found = Found { range, ..Found::default() };
    for attribute in ATTRIBUTE.captures_iter(tag) {
        let value = (2..=4).find_map(|i| attribute.get(i)).map_or("", |m| m.as_str());
        let value = value.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
        match attribute[1].to_ascii_lowercase().as_str() {
            "src" => found.target = value,
            "alt" => found.alt = value,
            _ => found.title = value,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_found_where_a_browser_shows_them() {
        let body = "![A *bridge*](b.jpg \"Old. (Jane Doe)\")\n\n`![no](c.jpg)`\n\n    ![no](d.jpg)\n\n<IMG title='(Ann)' src=e.png alt=\"a &amp; b\">\n";
        let found: Vec<_> = find(body).into_iter().map(|f| (f.target, f.alt, f.title)).collect();
        let expected = [("b.jpg", "A bridge", "Old. (Jane Doe)"), ("e.png", "a & b", "(Ann)")];
        assert_eq!(found, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    }
}
