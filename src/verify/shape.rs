//! The shape of a page: all of its markup that decides what a browser builds and shows of it.
//!
//! Thousands of pages differ in words, dates and the targets of links only. HTML's tokenizer and tree construction look at
//! text between tags no further than whether it is white space, as long as it holds no `<`, no NUL and no character reference
//! that could stand for white space; and not at the values of the attributes left out below. Two pages of one shape are
//! therefore shown alike, and one parse answers for both. What does depend on words and targets (duties, the canonical
//! address) is read here from each page. Anything unusual has no shape, and is parsed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::address::is_script;
use super::figures::Figures;
use super::shell::Place;
use super::{Need, Page, Part};
use crate::base::{Digest, squash};

/// The shape of a page, with what it says.
pub(super) struct Shape<'p> {
    /// Pages with the same key are shown alike.
    pub(super) key: Digest,
    said: Vec<Said<'p>>,
    canonical: Vec<Cow<'p, str>>,
}

/// What a part of the page says.
struct Said<'p> {
    part: Part,
    words: String,
    links: Vec<Cow<'p, str>>,
}

/// Reads the shape of a page. `kept` are the attributes that style sheets look at.
pub(super) fn read<'p>(page: &'p Page<'p>, places: &[Place<'p>], kept: &BTreeSet<String>) -> Option<Shape<'p>> {
    if page.shell.starts_with('\u{feff}') {
        return None;
    }
    let key = Vec::with_capacity(page.shell.len());
    let mut reader = Reader { page, kept, key, canonical: Vec::new(), figures: Figures::default() };
    reader.key.push(u8::from(page.canonical.is_some()) + u8::from(page.canonical == Some(page.url)));
    for host in page.hosts {
        reader.keep(host);
    }
    let (mut said, mut from) = (Vec::with_capacity(places.len()), 0);
    for (range, slot) in places {
        reader.text(&page.shell[from..range.start], None)?;
        reader.key.extend([1, slot.part as u8]);
        if slot.part == Part::Body {
            if super::shell::is_looked_at(page, slot) {
                return None;
            }
        } else {
            let mut part = Said { part: slot.part, words: String::with_capacity(slot.html.len()), links: Vec::new() };
            reader.text(slot.html, Some(&mut part))?;
            said.push(part);
        }
        reader.key.push(2);
        from = range.end;
    }
    reader.text(&page.shell[from..], None)?;
    reader.figures.credited(page, &mut reader.key)?;
    Some(Shape { key: Digest::of(&reader.key), said, canonical: reader.canonical })
}

impl Shape<'_> {
    /// Whether the page says all it must. Where this is unsure it says no, and the page is parsed.
    pub(super) fn satisfies(&self, page: &Page<'_>) -> bool {
        let canonical = match (page.canonical, self.canonical.as_slice()) {
            (Some(wanted), [only]) => wanted == only,
            (None, []) => true,
            _ => false,
        };
        canonical && page.needs.iter().all(|need| self.meets(need) && is_written(page, need))
    }

    fn meets(&self, need: &Need) -> bool {
        let Some(said) = self.said.iter().find(|said| said.part == need.part) else {
            return need.part == Part::Figure; // a figure that the template leaves out owes nothing
        };
        need.text.as_deref().is_none_or(|text| said.words.contains(text) || squash(&said.words).contains(&squash(text)))
            && need.href.as_deref().is_none_or(|href| said.links.iter().any(|link| link == href))
    }
}

/// Whether the engine has written a tag that a need asks for. Nothing in a part hides it, or the page would have no shape.
fn is_written(page: &Page<'_>, need: &Need) -> bool {
    let Some(tag) = &need.tag else { return true };
    let begins = tag.to_string();
    let html = page.slots.iter().filter(|slot| slot.part == need.part).map(|slot| slot.html);
    html.into_iter().any(|html| html.split_once(&begins).is_some_and(|(_, rest)| !rest.contains("loading=")))
}

struct Reader<'p, 'k> {
    page: &'p Page<'p>,
    kept: &'k BTreeSet<String>,
    key: Vec<u8>,
    canonical: Vec<Cow<'p, str>>,
    figures: Figures<'p>,
}

impl<'p> Reader<'p, '_> {
    fn keep(&mut self, text: &str) {
        self.key.extend_from_slice(text.as_bytes());
        self.key.push(b'"');
    }

    /// Reads markup between marks: it must begin and end outside of tags.
    fn text(&mut self, text: &'p str, mut part: Option<&mut Said<'p>>) -> Option<()> {
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
            self.words(&rest[..at], part.as_deref_mut())?;
            rest = self.tag(&rest[at..], part.as_deref_mut())?;
        }
        self.words(rest, part)
    }

    fn words(&mut self, text: &'p str, part: Option<&mut Said<'p>>) -> Option<()> {
        if text.is_empty() {
            return Some(());
        }
        let plain = decoded(text)?;
        let blank = text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c'));
        self.key.push(if blank { b' ' } else { b'x' });
        match part {
            None => self.figures.words(plain),
            Some(part) if part.part != Part::Head => part.words.push_str(&plain),
            Some(_) => {}
        }
        Some(())
    }

    /// Reads a tag and gives what follows it.
    fn tag(&mut self, text: &'p str, mut part: Option<&mut Said<'p>>) -> Option<&'p str> {
        const DOCTYPE: &str = "<!DOCTYPE html>";
        if text.get(..DOCTYPE.len()).is_some_and(|start| start.eq_ignore_ascii_case(DOCTYPE)) {
            self.key.push(b'!');
            return Some(&text[DOCTYPE.len()..]);
        }
        let inside = text.strip_prefix("</").unwrap_or(&text[1..]);
        let name = name(inside)?;
        self.key.push(b'<');
        self.key.push(if inside.len() + 2 == text.len() { b'/' } else { b'<' });
        self.keep(name);
        if let Some(part) = part.as_deref_mut().filter(|part| part.part != Part::Head) {
            match name {
                "a" | "abbr" | "b" | "bdi" | "bdo" | "cite" | "em" | "i" | "q" | "small" | "span" | "strong"
                | "time" => {}
                "br" | "dd" | "div" | "dl" | "dt" | "figcaption" | "figure" | "h2" | "h3" | "h4" | "img" | "li"
                | "ol" | "p" | "picture" | "section" | "source" | "ul" => part.words.push(' '),
                _ => return None,
            }
        }
        if part.is_none() {
            self.figures.tag(name, text.starts_with("</"))?;
        }
        let mut rest = &inside[name.len()..];
        let (mut rel, mut href) = (None, None);
        loop {
            let next = rest.trim_ascii_start();
            if let Some(after) = next.strip_prefix('>') {
                self.key.push(b'>');
                self.linked(name, rel, href, part)?;
                return Some(after);
            }
            if let Some(after) = next.strip_prefix("/>") {
                self.key.extend(b"/>");
                self.linked(name, rel, href, part)?;
                return Some(after);
            }
            if next.len() == rest.len() {
                return None;
            }
            let attribute = self::name(next)?;
            self.key.push(b' ');
            self.keep(attribute);
            rest = &next[attribute.len()..];
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let (value, after) = quoted.split_once('"')?;
                self.value(name, attribute, value, part.as_deref())?;
                match attribute {
                    "rel" => rel = Some(value),
                    "href" => href = Some(value),
                    _ => {}
                }
                rest = after;
            }
            let judged = part.is_some() || self.figures.is_open();
            if judged && matches!(attribute, "hidden" | "popover" | "inert" | "style" | "aria-hidden") {
                return None;
            }
        }
    }

    fn value(&mut self, element: &str, name: &str, value: &'p str, part: Option<&Said<'_>>) -> Option<()> {
        if value.contains(['<', '>']) {
            return None;
        }
        let plain = decoded(value)?;
        let in_part = part.is_some();
        let photo = !in_part && self.figures.photo(self.page, element, name, value)?;
        let free = match (element, name) {
            ("a", "href") if is_script(&plain) => return None,
            ("a", "href" | "title" | "hreflang")
            | ("time", "datetime")
            | ("meta", "content")
            | ("img", "alt" | "width" | "height") => true,
            ("link", "href" | "hreflang" | "title" | "type") => part.is_some_and(|part| part.part == Part::Head),
            ("img", "src") if photo => true,
            ("img" | "source", "src" | "srcset" | "sizes" | "alt" | "width" | "height" | "type") => in_part,
            _ => false,
        };
        if free && !self.kept.contains(name) {
            self.key.push(b'*');
            return Some(());
        }
        let leads =
            !in_part && matches!(name, "src" | "srcset" | "imagesrcset" | "href" | "poster" | "data" | "background");
        if leads && (name.ends_with("srcset") || !value.starts_with('/')) {
            self.keep(self.page.url); // it leads elsewhere from every page
        }
        self.key.push(b'=');
        self.keep(value);
        Some(())
    }

    /// Takes note of where an element leads.
    fn linked(
        &mut self,
        element: &str,
        rel: Option<&'p str>,
        href: Option<&'p str>,
        part: Option<&mut Said<'p>>,
    ) -> Option<()> {
        let canonical = element == "link"
            && rel.is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")));
        let Some(part) = part else { return (!canonical).then_some(()) };
        if let Some(href) = href {
            let href = decoded(href)?;
            if canonical {
                self.canonical.push(href.clone());
            }
            part.links.push(href);
        }
        Some(())
    }
}

/// A name at the beginning of a text.
fn name(text: &str) -> Option<&str> {
    let end =
        text.bytes().position(|b| !(b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b':' | b'_')));
    let name = &text[..end?];
    name.starts_with(|c: char| c.is_ascii_lowercase()).then_some(name)
}

/// Text with its character references resolved; `None` where there is one that is not known here, or a NUL.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if memchr::memchr2(b'&', 0, text.as_bytes()).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, after) = after.split_at_checked(after.find(';').filter(|end| *end < 6)?)?;
        out.push_str(before);
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" | "#34" => '"',
            "#39" | "#x27" | "apos" => '\'',
            "#x2F" | "#47" => '/',
            "nbsp" => '\u{a0}',
            _ => return None,
        });
        rest = &after[1..];
    }
    out.push_str(rest);
    (!out.contains('\0')).then_some(Cow::Owned(out))
}
