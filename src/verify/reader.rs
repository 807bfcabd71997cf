//! Reads the markup of a page into the key of its shape.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::address::{is_plain, is_script};
use super::figures::Figures;
use super::markup::{Attribute, Scan, Text, Words};
use super::names::{self, Name};
use super::shape::{Said, TileShape, tile};
use super::{Page, Part, Slot, Stylesheets};
use crate::render::Tile;

/// What has been read of a page.
pub(super) struct Reader<'p, 'k> {
    page: &'p Page<'p>,
    /// The attributes whose values count because style sheets look at them.
    kept: &'k BTreeSet<String>,
    /// Markup as it is written, with signs for what is left out of it.
    pub(super) key: Vec<u8>,
    /// What its parts say.
    pub(super) said: Vec<Said<'p>>,
    /// The part that is being read.
    part: Option<Part>,
    /// The canonical addresses that it names.
    pub(super) canonical: Vec<Cow<'p, str>>,
    pub(super) figures: Figures<'p>,
    /// While a tile is read: the pictures in it that are not its card's.
    pub(super) others: Option<Vec<String>>,
}

/// Signs in a key for what is left out. No tag holds them outside of quotes.
const VALUE: u8 = 1;
const WORDS: u8 = b'x';
const BLANK: u8 = b'\n';
const DOCTYPE: u8 = b'!';
/// Signs in a key between pieces of a page.
const TILE: u8 = 2;
const PART: u8 = 3;
const PART_ENDS: u8 = 4;

/// What an attribute's value means for what is shown.
enum Weight {
    /// Nothing.
    None,
    /// It counts as it is written.
    Value,
    /// It leads elsewhere from every page.
    Target,
}

impl<'p, 'k> Reader<'p, 'k> {
    /// A reader of so much text.
    pub(super) fn new(page: &'p Page<'p>, kept: &'k BTreeSet<String>, room: usize) -> Self {
        Self {
            page,
            kept,
            key: Vec::with_capacity(room),
            said: Vec::with_capacity(page.slots.len()),
            part: None,
            canonical: Vec::new(),
            figures: Figures::default(),
            others: None,
        }
    }

    /// Reads a piece of the shell, with the tiles in it.
    pub(super) fn shell(&mut self, range: Range<usize>, tiles: &mut &'p [Tile], css: &Stylesheets) -> Option<()> {
        let mut from = range.start;
        while let Some((next, rest)) = tiles.split_first().filter(|(tile, _)| tile.range.end <= range.end) {
            self.text(self.page.shell.get(from..next.range.start)?)?;
            let shape = css.tile(next.digest, || tile(self.page, next, self.kept))?;
            self.tile(&shape)?;
            (from, *tiles) = (next.range.end, rest);
        }
        self.text(self.page.shell.get(from..range.end)?)
    }

    fn tile(&mut self, shape: &TileShape) -> Option<()> {
        let foreign = |other: &String| self.page.photos.iter().any(|photo| photo.src == other || !is_plain(photo.src));
        if self.figures.is_open() || shape.others.iter().any(foreign) {
            return None;
        }
        self.key.push(TILE);
        self.key.extend_from_slice(shape.key.as_bytes());
        Some(())
    }

    /// Reads a part that the engine rendered, but for the body: that it is there is all that counts of it.
    pub(super) fn part(&mut self, slot: &'p Slot<'p>) -> Option<()> {
        self.key.extend_from_slice(&[PART, slot.part as u8]);
        if slot.part != Part::Body {
            self.said.push(Said::new(slot.part));
            self.part = Some(slot.part);
            self.text(slot.html)?;
            self.part = None;
        }
        self.key.push(PART_ENDS);
        Some(())
    }

    /// Reads markup between marks: it must begin and end outside of tags.
    pub(super) fn text(&mut self, text: &'p str) -> Option<()> {
        if memchr::memchr(0, text.as_bytes()).is_some() {
            return None;
        }
        let mut scan = Scan::new(text);
        loop {
            self.words(&mut scan)?;
            if scan.is_done() {
                scan.take(&mut self.key);
                return Some(());
            }
            self.tag(&mut scan)?;
        }
    }

    fn words(&mut self, scan: &mut Scan<'p>) -> Option<()> {
        let from = scan.at();
        match scan.words() {
            Words::None => {}
            Words::Blank(blank) => {
                // The end of a line, which most of it is, is the sign for all of it.
                if blank != "\n" {
                    scan.leave_out(from, BLANK, &mut self.key);
                }
                self.pause();
            }
            Words::Ink(text) => {
                scan.leave_out(from, WORDS, &mut self.key);
                let plain = text.plain()?;
                match (self.part, self.said.last_mut()) {
                    (None, _) => self.figures.words(plain),
                    (Some(Part::Head), _) | (_, None) => {}
                    (Some(_), Some(said)) => said.words.push(plain),
                }
            }
        }
        Some(())
    }

    /// Notes that words before and after it are apart.
    fn pause(&mut self) {
        if let (Some(_), Some(said)) = (self.part, self.said.last_mut())
            && said.words.last().is_some_and(|last| last != " ")
        {
            said.words.push(Cow::Borrowed(" "));
        }
    }

    /// Reads a tag, or the document's type.
    fn tag(&mut self, scan: &mut Scan<'p>) -> Option<()> {
        let from = scan.at();
        let Some((element, ends)) = scan.tag() else {
            return scan.doctype().then(|| scan.leave_out(from, DOCTYPE, &mut self.key));
        };
        match self.part {
            None => self.figures.tag(element, ends)?,
            Some(Part::Head) => {}
            Some(_) if names::is_inline(element) => {}
            Some(_) if names::is_block(element) => self.pause(),
            Some(_) => return None,
        }
        if scan.ends() {
            return Some(()); // as most tags do: there is nothing but the name
        }
        self.attributes(scan, element)
    }

    fn attributes(&mut self, scan: &mut Scan<'p>, element: Name) -> Option<()> {
        let judged = self.part.is_some() || self.figures.is_open();
        let (mut rel, mut href) = (None, None);
        while let Attribute::Named(name, spelt) = scan.attribute()? {
            if judged && names::hides(name) {
                return None;
            }
            let from = scan.at();
            if !scan.has_value() {
                continue;
            }
            let value = scan.value()?;
            match self.weight(element, (name, spelt), value)? {
                Weight::None => scan.leave_out(from, VALUE, &mut self.key),
                Weight::Value => {}
                Weight::Target => {
                    scan.leave_out(scan.at(), VALUE, &mut self.key);
                    self.key.extend_from_slice(self.page.url.as_bytes());
                    self.key.push(VALUE);
                }
            }
            match name {
                names::REL => rel = rel.or(Some(value)),
                names::HREF => href = href.or(Some(value)),
                _ => {}
            }
        }
        self.linked(element, rel, href)
    }

    /// What an attribute's value means for what is shown.
    fn weight(&mut self, element: Name, (name, spelt): (Name, &str), value: Text<'p>) -> Option<Weight> {
        use names::{
            A, ALT, BACKGROUND, CONTENT, DATA, DATETIME, HEIGHT, HREF, HREFLANG, IMAGESRCSET, IMG, LINK, META,
        };
        use names::{POSTER, SIZES, SOURCE, SRC, SRCSET, TIME, TITLE, TYPE, WIDTH};
        let (in_part, in_head) = (self.part.is_some(), self.part == Some(Part::Head));
        value.is_known().then_some(())?;
        let free = match name {
            HREF if element == A && is_script(&value.plain()?) => return None,
            HREF | HREFLANG | TITLE | TYPE if element == LINK => in_head,
            HREF | HREFLANG | TITLE => element == A,
            DATETIME => element == TIME,
            CONTENT => element == META,
            ALT | WIDTH | HEIGHT => element == IMG || (in_part && element == SOURCE),
            SRC | SRCSET | SIZES | TYPE => in_part && matches!(element, IMG | SOURCE),
            IMAGESRCSET | POSTER | DATA | BACKGROUND => false,
            _ => return Some(Weight::Value),
        };
        let shows = names::shows(element, name);
        let photo = shows && !in_part && self.figures.photo(self.page, (element, name), value.raw)?;
        if let Some(others) = self.others.as_mut().filter(|_| !photo && shows) {
            is_plain(value.raw).then(|| others.push(value.raw.to_owned()))?;
        }
        if (free || photo) && !self.kept.contains(spelt) {
            return Some(Weight::None);
        }
        let leads = !in_part && matches!(name, SRC | SRCSET | IMAGESRCSET | HREF | POSTER | DATA | BACKGROUND);
        if !leads || (value.raw.starts_with('/') && !matches!(name, SRCSET | IMAGESRCSET)) {
            return Some(Weight::Value);
        }
        self.others.is_none().then_some(Weight::Target)
    }

    /// Takes note of where an element leads.
    fn linked(&mut self, element: Name, rel: Option<Text<'_>>, href: Option<Text<'p>>) -> Option<()> {
        let is_canonical = |relation: &str| relation.eq_ignore_ascii_case("canonical");
        let canonical =
            element == names::LINK && rel.is_some_and(|rel| rel.raw.split_ascii_whitespace().any(is_canonical));
        if self.part.is_none() {
            return (!canonical).then_some(());
        }
        if let (Some(href), Some(said)) = (href, self.said.last_mut()) {
            let href = href.plain()?;
            if canonical {
                self.canonical.push(href.clone());
            }
            said.links.push(href);
        }
        Some(())
    }
}
