//! The attribution: a strip above the body, a notice below it, and the credit at each picture.
//!
//! It is made from typed duties alone, so that a template can place it but cannot change it. CC 4.0, section 3(a)(1), is the
//! checklist. Everything is escaped; what is in another language or script is marked and isolated, so that an Arabic name in a
//! French line, or the reverse, does not turn the line around.

mod needs;
mod notice;
mod words;

use std::fmt::Write;

use super::strings::Strings;
use crate::base::{Lang, WebUrl, escape_html};
use crate::rights::{Duty, Link, Part, Photo, Place, Story};
use words::{Piece, Words, cited, link, name, push};

pub use needs::{Need, Tag, head_meta, no_index};
pub use notice::notice;

/// A picture as the site serves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its address, with the site's base path.
    pub url: String,
    /// Its width and height in pixels, where known, so that the page does not jump when it loads.
    pub size: Option<(u32, u32)>,
}

/// The part above the body, as HTML. `origin` is empty, or scheme and host for readers elsewhere.
pub fn strip(story: &Story, strings: &Strings, origin: &str) -> String {
    let words = Words::new(strings, story.lang());
    let mut out = String::with_capacity(512);
    out.push_str("<div class=\"attribution-strip\">\n");
    for duty in story.duties() {
        let (work, duty) = duty.owed();
        if let Some(work) = work.filter(|_| duty.part() == Part::Strip) {
            line(&mut out, "of-work", &|out| cited(out, work));
        }
        match duty {
            Duty::Opinion => label(&mut out, "genre-label", words.legal("opinion")),
            Duty::Sponsored => label(&mut out, "genre-label", words.legal("sponsored")),
            Duty::AiLabel => label(&mut out, "ai-label", words.legal("ai_label")),
            Duty::Unofficial => label(&mut out, "translation-label", words.legal("unofficial")),
            Duty::Logo { publisher, src } => logo(&mut out, publisher, &format!("{origin}{src}")),
            Duty::Byline { authors, form } => {
                line(&mut out, "byline", &|out| words.byline(out, authors, form.as_deref()));
            }
            Duty::Source { publisher, original } => {
                let lang = story.original_lang();
                line(&mut out, "source", &|out| words.source(out, publisher.as_ref(), original, lang));
            }
            Duty::Text { place: Place::Top | Place::Byline, text, lang, links, date } => {
                let date = date.map(|date| strings.date(&date, lang));
                mandated(&mut out, text, Some(lang), links, date.as_deref());
            }
            _ => {}
        }
    }
    out.push_str("</div>");
    out
}

/// The publisher's logo; it says the publisher's name to who cannot see it.
fn logo(out: &mut String, publisher: &Link, src: &str) {
    let tag = Tag::new("img", [("src", src), ("alt", &publisher.text)]);
    out.push_str("<p class=\"publisher-logo\">");
    match &publisher.url {
        Some(url) => written(out, format_args!("<a href=\"{}\">{tag} class=\"logo\"></a>", escape_html(url.as_str()))),
        None => written(out, format_args!("{tag} class=\"logo\">")),
    }
    out.push_str("</p>\n");
}

/// A picture with its caption and credit, as HTML. Caption and alternative text are in the page's language.
pub fn figure(photo: &Photo, image: &Image) -> String {
    let mut out = String::with_capacity(512);
    push(&mut out, ["<figure class=\"photo\">\n<img src=\"", &escape_html(&image.url)]);
    push(&mut out, ["\" alt=\"", &escape_html(&photo.alt), "\""]);
    if let Some((width, height)) = image.size {
        written(&mut out, format_args!(" width=\"{width}\" height=\"{height}\""));
    }
    out.push_str(">\n<figcaption>");
    if let Some(caption) = &photo.caption {
        push(&mut out, [&escape_html(caption), " "]);
    }
    out.push_str("<span class=\"credit\">");
    name(&mut out, &photo.credit);
    out.push_str("</span>");
    if let Some(licence) = &photo.licence {
        out.push(' ');
        link(&mut out, licence);
    }
    out.push_str("</figcaption>\n</figure>");
    out
}

fn line(out: &mut String, class: &str, content: Piece<'_>) {
    push(out, ["<p class=\"", class, "\">"]);
    content(out);
    out.push_str("</p>\n");
}

fn label(out: &mut String, class: &str, label: &str) {
    push(out, ["<p class=\"", class, "\">", label, "</p>\n"]);
}

/// A text that is printed word for word. Its language is marked and nobody translates it; without a known language the
/// browser finds the direction.
fn mandated(out: &mut String, text: &str, lang: Option<&Lang>, links: &[Link], date: Option<&str>) {
    match lang {
        Some(lang) => {
            let dir = lang.dir().as_str();
            push(out, ["<p class=\"mandated\" lang=\"", lang.as_str(), "\" dir=\"", dir, "\" translate=\"no\">"]);
        }
        None => out.push_str("<p class=\"mandated\" dir=\"auto\" translate=\"no\">"),
    }
    match date {
        Some(date) => linked(out, &text.replace("{date}", date), links),
        None => linked(out, text, links),
    }
    out.push_str("</p>\n");
}

/// Writes a text with links at the first place of each one's words; line ends are kept.
fn linked(out: &mut String, text: &str, links: &[Link]) {
    let mut places: Vec<(usize, usize, &WebUrl)> =
        links.iter().filter_map(|link| Some((text.find(&link.text)?, link.text.len(), link.url.as_ref()?))).collect();
    places.sort_by_key(|(start, len, _)| (*start, std::cmp::Reverse(*len)));
    let mut at = 0;
    for (start, len, url) in places.into_iter().filter(|(_, len, _)| *len > 0) {
        if start < at {
            continue;
        }
        lines(out, &text[at..start]);
        push(out, ["<a href=\"", &escape_html(url.as_str()), "\">"]);
        lines(out, &text[start..start + len]);
        out.push_str("</a>");
        at = start + len;
    }
    lines(out, &text[at..]);
}

fn lines(out: &mut String, text: &str) {
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push_str("<br>\n");
        }
        out.push_str(&escape_html(line.trim_end_matches('\r')));
    }
}

fn written(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests;
