//! The shape of a page: all of its markup that decides what a browser builds and shows of it.
//!
//! Thousands of pages differ in words, dates and the targets of links only. HTML's tokenizer and tree construction look at
//! text between tags no further than whether it is white space, as long as it holds no `<`, no NUL and no character reference
//! that could stand for white space; and not at the values of the attributes left out below. Two pages of one shape are
//! therefore shown alike, and one parse answers for both. What does depend on words and targets (duties, the canonical
//! address) is read here from each page. Anything unusual has no shape, and is parsed.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::known::{CREDITS, Placed, View};
use super::reader::{Reader, TILE};
use super::shell::{Place, is_looked_at};
use super::{Need, Page, Part, Photo, Stylesheets};
use crate::base::squash;
use crate::render::Tile;

/// The shape of a page, with what it says.
pub(super) struct Shape<'p> {
    /// Pages with the same key are shown alike, their tiles apart: the numbers of their pieces.
    pub(super) key: Vec<u32>,
    /// Their tiles in order.
    pub(super) tiles: Vec<Placed>,
    said: Vec<Said<'p>>,
    canonical: Vec<Cow<'p, str>>,
}

/// What a part of the page says.
pub(super) struct Said<'p> {
    part: Part,
    /// Its texts, with a space where words are apart.
    pub(super) words: Vec<Cow<'p, str>>,
    pub(super) links: Vec<Cow<'p, str>>,
    /// The texts in one, where they were looked at as such.
    whole: OnceCell<String>,
}

/// The shape of a tile, which is part of those of the pages that show it.
#[derive(Clone, Debug, Default)]
pub(super) struct TileShape {
    /// None if it is unusual.
    pub(super) number: Option<u32>,
    /// The pictures in it that are not its card's.
    pub(super) others: Vec<String>,
}

/// The first byte of the keys of what is no piece: of hosts, and of tiles with their credits.
const HOSTS: u8 = 0x80;
const CREDITED: u8 = 0x81;

/// Reads the shape of a page. Its attributes that style sheets look at count.
pub(super) fn read<'p>(
    page: &'p Page<'p>,
    places: &[Place<'p>],
    css: &Stylesheets,
    known: &mut View<'_>,
) -> Option<Shape<'p>> {
    if page.shell.starts_with('\u{feff}') || holds_nul(page.shell) {
        return None;
    }
    let mut reader = Reader::new(page, css.attributes());
    reader.shape.push(u32::from(page.canonical.is_some()) + u32::from(page.canonical == Some(page.url)));
    if !page.hosts.is_empty() {
        let hosts = page.hosts.iter().flat_map(|host| host.bytes().chain([b'"']));
        reader.shape.push(known.number(&[HOSTS].into_iter().chain(hosts).collect::<Vec<_>>())?);
    }
    let (mut from, mut tiles) = (0, page.tiles);
    for (range, slot) in places {
        let odd = if slot.part == Part::Body { is_looked_at(page, slot) } else { holds_nul(slot.html) };
        if odd {
            return None;
        }
        reader.shell(from..range.start, &mut tiles, known)?;
        reader.part(slot, known)?;
        from = range.end;
    }
    reader.shell(from..page.shell.len(), &mut tiles, known)?;
    reader.shape.push(CREDITS);
    reader.figures.credited(page, &mut reader.shape)?;
    Some(Shape { key: reader.shape, tiles: reader.tiles, said: reader.said, canonical: reader.canonical })
}

/// Reads the shape of a tile; `None` if it is unusual, or its pages must know where it leads.
pub(super) fn tile(of: &Reader<'_, '_>, tile: &Tile, known: &mut View<'_>) -> Option<TileShape> {
    let photo = tile.photo.as_deref().map(|(src, credit)| Photo { src, credit });
    let page = Page { photos: photo.as_slice(), ..*of.page };
    let mut reader = Reader::new(&page, of.kept);
    reader.others = Some(Vec::new());
    let piece = reader.piece(TILE, page.shell.get(tile.range.clone())?, known)?;
    let mut key = [&[CREDITED], &piece.to_le_bytes()[..]].concat();
    reader.figures.credited(&page, &mut key)?;
    (!reader.figures.is_open() && reader.canonical.is_empty()).then_some(())?;
    Some(TileShape { number: Some(known.number(&key)?), others: reader.others.unwrap_or_default() })
}

/// Whether a text holds the one sign that browsers leave out or not, depending on where it stands.
fn holds_nul(text: &str) -> bool {
    memchr::memchr(0, text.as_bytes()).is_some()
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

    fn meets(&self, need: &Need<'_>) -> bool {
        let Some(said) = self.said.iter().find(|said| said.part == need.part) else {
            return need.part == Part::Figure; // a figure that the template leaves out owes nothing
        };
        need.text.as_deref().is_none_or(|text| said.shows(text))
            && need.href.is_none_or(|href| said.links.iter().any(|link| link == href))
    }
}

impl Said<'_> {
    /// What nothing has been read of.
    pub(super) fn new(part: Part) -> Self {
        let room = if part == Part::Head { 0 } else { 32 };
        Self { part, words: Vec::with_capacity(room), links: Vec::new(), whole: OnceCell::new() }
    }

    /// Whether words stand in it. Most are a text of their own, or begin one.
    fn shows(&self, text: &str) -> bool {
        self.words.iter().any(|words| words.starts_with(text)) || {
            let words = self.whole.get_or_init(|| self.words.concat());
            holds(words, text) || holds(&squash(words), &squash(text))
        }
    }
}

/// Whether the engine has written a tag that a need asks for. Nothing in a part hides it, or the page would have no shape.
fn is_written(page: &Page<'_>, need: &Need<'_>) -> bool {
    let Some(tag) = &need.tag else { return true };
    let begins = tag.to_string();
    let html = page.slots.iter().filter(|slot| slot.part == need.part).map(|slot| slot.html);
    html.into_iter().any(|html| html.split_once(&begins).is_some_and(|(_, rest)| !rest.contains("loading=")))
}

fn holds(words: &str, text: &str) -> bool {
    /// Up to here each place where the text may begin is tried: a searcher costs more to make than so much takes to read.
    const SHORT: usize = 1 << 10;
    let first = text.as_bytes().first().filter(|_| words.len() < SHORT);
    let Some(first) = first else { return memchr::memmem::find(words.as_bytes(), text.as_bytes()).is_some() };
    let mut places = memchr::memchr_iter(*first, words.as_bytes());
    places.any(|at| words.as_bytes()[at..].starts_with(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wherever_they_stand() {
        for room in [0, 10, 2000] {
            let words = format!("{}aab abé{}", "a".repeat(room), "c".repeat(room));
            for (text, found) in [("", true), ("aab", true), ("abé", true), ("é", true), ("abb", false), ("ccx", false)]
            {
                assert_eq!(holds(&words, text), found, "{text} in {words}");
            }
        }
        assert!(holds("", "") && !holds("", "a"));
    }
}
