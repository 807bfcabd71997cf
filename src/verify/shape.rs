//! The shape of a page: all of its markup that decides what a browser builds and shows of it.
//!
//! Thousands of pages differ in words, dates and the targets of links only. HTML's tokenizer and tree construction look at
//! text between tags no further than whether it is white space, as long as it holds no `<`, no NUL and no character reference
//! that could stand for white space; and not at the values of the attributes left out below. Two pages of one shape are
//! therefore shown alike, and one parse answers for both. What does depend on words and targets (duties, the canonical
//! address) is read here from each page. Anything unusual has no shape, and is parsed.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::address::{is_plain, is_script};
use super::figures::{Figures, shows};
use super::markup::{ANGLE, INK, REFERENCE, decoded, name, run};
use super::shell::Place;
use super::{Need, Page, Part, Photo, Stylesheets, markup};
use crate::base::{Digest, squash};
use crate::render::Tile;

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

/// The shape of a tile, which is part of those of the pages that show it.
#[derive(Debug)]
pub(super) struct TileShape {
    key: Digest,
    /// The pictures in it that are not its card's.
    others: Vec<String>,
}

/// Reads the shape of a page. Its attributes that style sheets look at count.
pub(super) fn read<'p>(page: &'p Page<'p>, places: &[Place<'p>], css: &Stylesheets) -> Option<Shape<'p>> {
    let texts = || std::iter::once(page.shell).chain(page.slots.iter().map(|slot| slot.html));
    if page.shell.starts_with('\u{feff}') || texts().any(|text| memchr::memchr(0, text.as_bytes()).is_some()) {
        return None;
    }
    let mut reader = Reader::new(page, css.attributes());
    reader.key.push(u8::from(page.canonical.is_some()) + u8::from(page.canonical == Some(page.url)));
    for host in page.hosts {
        reader.key.extend(host.as_bytes());
        reader.key.push(b'"');
    }
    let (mut said, mut from, mut tiles) = (Vec::with_capacity(places.len()), 0, page.tiles);
    for (range, slot) in places {
        reader.shell(from..range.start, &mut tiles, css)?;
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
    reader.shell(from..page.shell.len(), &mut tiles, css)?;
    reader.figures.credited(page, &mut reader.key)?;
    Some(Shape { key: Digest::of(&reader.key), said, canonical: reader.canonical })
}

/// Reads the shape of a tile; `None` if it is unusual, or its pages must know where it leads.
fn tile(page: &Page<'_>, tile: &Tile, kept: &BTreeSet<String>) -> Option<TileShape> {
    let photo = tile.photo.as_ref().map(|(src, credit)| Photo { src, credit });
    let page = Page { photos: photo.as_slice(), ..*page };
    let mut reader = Reader { others: Some(Vec::new()), ..Reader::new(&page, kept) };
    reader.text(&page.shell[tile.range.clone()], None)?;
    reader.figures.credited(&page, &mut reader.key)?;
    let whole = !reader.figures.is_open() && reader.canonical.is_empty();
    whole.then(|| TileShape { key: Digest::of(&reader.key), others: reader.others.unwrap_or_default() })
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
        need.text.as_deref().is_none_or(|text| holds(&said.words, text) || holds(&squash(&said.words), &squash(text)))
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

fn holds(words: &str, text: &str) -> bool {
    memchr::memmem::find(words.as_bytes(), text.as_bytes()).is_some()
}

struct Reader<'p, 'k> {
    page: &'p Page<'p>,
    kept: &'k BTreeSet<String>,
    key: Vec<u8>,
    canonical: Vec<Cow<'p, str>>,
    figures: Figures<'p>,
    /// While a tile is read: the pictures in it that are not its card's.
    others: Option<Vec<String>>,
}

impl<'p, 'k> Reader<'p, 'k> {
    fn new(page: &'p Page<'p>, kept: &'k BTreeSet<String>) -> Self {
        let key = Vec::with_capacity(page.shell.len());
        Self { page, kept, key, canonical: Vec::new(), figures: Figures::default(), others: None }
    }

    /// Reads a part of the shell, with the tiles in it.
    fn shell(&mut self, range: Range<usize>, tiles: &mut &'p [Tile], css: &Stylesheets) -> Option<()> {
        let mut from = range.start;
        while let Some((next, rest)) = tiles.split_first().filter(|(tile, _)| tile.range.end <= range.end) {
            self.text(self.page.shell.get(from..next.range.start)?, None)?;
            let shape = css.tile(next.digest, || tile(self.page, next, self.kept))?;
            let foreign =
                |other: &String| self.page.photos.iter().any(|photo| photo.src == other || !is_plain(photo.src));
            if self.figures.is_open() || shape.others.iter().any(foreign) {
                return None;
            }
            self.key.push(3);
            self.key.extend(shape.key.as_bytes());
            (from, *tiles) = (next.range.end, rest);
        }
        self.text(self.page.shell.get(from..range.end)?, None)
    }

    /// Reads markup between marks: it must begin and end outside of tags.
    fn text(&mut self, text: &'p str, mut part: Option<&mut Said<'p>>) -> Option<()> {
        let mut rest = text;
        loop {
            let (words, holds) = run(rest, b'<');
            self.words(words, holds, part.as_deref_mut())?;
            if words.len() == rest.len() {
                return Some(());
            }
            rest = self.tag(&rest[words.len()..], part.as_deref_mut())?;
        }
    }

    fn words(&mut self, text: &'p str, holds: u8, part: Option<&mut Said<'p>>) -> Option<()> {
        if text.is_empty() {
            return Some(());
        }
        let plain = if holds & REFERENCE == 0 { Cow::Borrowed(text) } else { decoded(text)? };
        self.key.push(if holds & INK == 0 { b' ' } else { b'x' });
        match part {
            None => self.figures.words(plain),
            Some(part) if part.part != Part::Head => part.words.push_str(&plain),
            Some(_) => {}
        }
        Some(())
    }

    /// Reads a tag and gives what follows it. The key gets it as it is written, without the values that decide nothing.
    fn tag(&mut self, text: &'p str, mut part: Option<&mut Said<'p>>) -> Option<&'p str> {
        if text.as_bytes().get(1) == Some(&b'!') {
            const DOCTYPE: &str = "<!DOCTYPE html>";
            let (start, rest) = text.split_at_checked(DOCTYPE.len())?;
            self.key.push(b'!');
            return start.eq_ignore_ascii_case(DOCTYPE).then_some(rest);
        }
        let ends = text.as_bytes().get(1) == Some(&b'/');
        let inside = &text[1 + usize::from(ends)..];
        let name = name(inside)?;
        match part.as_deref_mut() {
            Some(part) if part.part == Part::Head => {}
            Some(_) if is_inline(name) => {}
            Some(part) if is_block(name) => part.words.push(' '),
            Some(_) => return None,
            None => self.figures.tag(name, ends)?,
        }
        let judged = part.is_some() || self.figures.is_open();
        let (mut rel, mut href) = (None, None);
        let (mut kept, mut rest) = (text, &inside[name.len()..]);
        loop {
            let next = rest.trim_ascii_start();
            let end = match next.as_bytes() {
                [b'>', ..] => Some(">".len()),
                [b'/', b'>', ..] => Some("/>".len()),
                _ => None,
            };
            if let Some(after) = end.map(|end| &next[end..]) {
                self.key.extend(up_to(kept, after).as_bytes());
                self.linked(name, rel, href, part)?;
                return Some(after);
            }
            if next.len() == rest.len() {
                return None;
            }
            let attribute = markup::name(next)?;
            if judged && matches!(attribute, "hidden" | "popover" | "inert" | "style" | "aria-hidden") {
                return None;
            }
            rest = &next[attribute.len()..];
            if let [b'=', b'"', ..] = rest.as_bytes() {
                let quoted = &rest["=\"".len()..];
                let (value, holds) = run(quoted, b'"');
                let after = quoted.get(value.len() + 1..)?;
                match self.weight(name, attribute, (value, holds), part.as_deref())? {
                    Weight::None => {
                        self.key.extend(up_to(kept, rest).as_bytes());
                        self.key.push(1);
                        kept = after;
                    }
                    Weight::Value => {}
                    Weight::Target => {
                        self.key.extend(up_to(kept, after).as_bytes());
                        self.key.push(1);
                        self.key.extend(self.page.url.as_bytes());
                        kept = after;
                    }
                }
                match attribute {
                    "rel" => rel = Some(value),
                    "href" => href = Some(value),
                    _ => {}
                }
                rest = after;
            }
        }
    }

    /// What an attribute's value means for what is shown.
    fn weight(
        &mut self,
        element: &str,
        name: &str,
        (value, holds): (&'p str, u8),
        part: Option<&Said<'_>>,
    ) -> Option<Weight> {
        if holds & ANGLE != 0 {
            return None;
        }
        let plain = if holds & REFERENCE == 0 { Cow::Borrowed(value) } else { decoded(value)? };
        let in_part = part.is_some();
        let free = match name {
            "href" if element == "a" && is_script(&plain) => return None,
            "href" if element == "link" => part.is_some_and(|part| part.part == Part::Head),
            "href" => element == "a",
            "hreflang" | "title" => element == "a" || (element == "link" && part.is_some_and(|p| p.part == Part::Head)),
            "datetime" => element == "time",
            "content" => element == "meta",
            "alt" | "width" | "height" => element == "img" || (in_part && element == "source"),
            "type" if element == "link" => part.is_some_and(|part| part.part == Part::Head),
            "src" | "srcset" | "sizes" | "type" => in_part && matches!(element, "img" | "source"),
            _ => false,
        };
        let photo = !in_part && self.figures.photo(self.page, element, name, value)?;
        if let Some(others) = self.others.as_mut().filter(|_| !photo && shows(element, name)) {
            is_plain(value).then(|| others.push(value.to_owned()))?;
        }
        if (free || photo) && !self.kept.contains(name) {
            return Some(Weight::None);
        }
        let leads =
            !in_part && matches!(name, "src" | "srcset" | "imagesrcset" | "href" | "poster" | "data" | "background");
        let elsewhere = leads && (name.ends_with("srcset") || !value.starts_with('/'));
        if elsewhere && self.others.is_some() {
            return None;
        }
        Some(if elsewhere { Weight::Target } else { Weight::Value })
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

/// What an attribute's value means for what is shown.
enum Weight {
    /// Nothing.
    None,
    /// It counts as it is written.
    Value,
    /// It leads elsewhere from every page.
    Target,
}

/// The beginning of a text, up to its end `rest`.
fn up_to<'t>(text: &'t str, rest: &str) -> &'t str {
    &text[..text.len() - rest.len()]
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr" | "b" | "bdi" | "bdo" | "cite" | "em" | "i" | "q" | "small" | "span" | "strong" | "time"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "br" | "dd"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "h2"
            | "h3"
            | "h4"
            | "img"
            | "li"
            | "ol"
            | "p"
            | "picture"
            | "section"
            | "source"
            | "ul"
    )
}
