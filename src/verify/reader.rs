//! Reads the markup of a page into its shape.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::address::{is_plain, is_script};
use super::figures::{Figures, is_foreign};
use super::known::{Placed, ROW, View};
use super::markup::{Attribute, Scan, Text, Words};
use super::names::{self, Name};
use super::pattern::{Ends, Event, Hole, Path, Patterns, Trail};
use super::rows::{InRow, is_between};
use super::shape::{Said, TileShape, tile};
use super::{Page, Part, Slot};
use crate::render::Tile;

/// What has been read of a page.
pub(super) struct Reader<'p, 'k> {
    pub(super) page: &'p Page<'p>,
    /// The attributes whose values count because style sheets look at them.
    pub(super) kept: &'k BTreeSet<String>,
    /// The numbers of its pieces, and of the first tile of each row.
    pub(super) shape: Vec<u32>,
    /// Its tiles.
    pub(super) tiles: Vec<Placed>,
    /// How many rows of tiles have begun.
    rows: u32,
    /// The piece that is being read: its markup as it is written, with signs for what is left out of it.
    key: Vec<u8>,
    /// The same as a pattern.
    trail: Trail,
    path: Path<'p>,
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

/// Kinds of pieces: of what the template printed, tiles, and the parts.
const SHELL: u8 = 0;
pub(super) const TILE: u8 = 1;
const PART: u8 = 2;

/// Stands in a shape for the body: that it is there is all that counts of it.
const BODY: u32 = 0;

/// What an attribute's value means for what is shown.
enum Weight {
    /// Nothing: it fills a hole.
    None(Hole),
    /// It counts as it is written.
    Value,
    /// It leads elsewhere from every page.
    Target,
}

impl<'p, 'k> Reader<'p, 'k> {
    pub(super) fn new(page: &'p Page<'p>, kept: &'k BTreeSet<String>) -> Self {
        Self {
            page,
            kept,
            shape: Vec::with_capacity(16),
            tiles: Vec::with_capacity(page.tiles.len()),
            rows: 0,
            key: Vec::new(),
            trail: Trail::default(),
            path: Vec::with_capacity(32),
            said: Vec::with_capacity(page.slots.len()),
            part: None,
            canonical: Vec::new(),
            figures: Figures::default(),
            others: None,
        }
    }

    /// Reads a piece of the shell, with the tiles in it.
    pub(super) fn shell(&mut self, range: Range<usize>, tiles: &mut &'p [Tile], known: &mut View<'_>) -> Option<()> {
        // The row that is being read, with what stands between its tiles once it has two.
        let (mut from, mut row) = (range.start, None::<Option<u32>>);
        while let Some((next, rest)) = tiles.split_first().filter(|(tile, _)| tile.range.end <= range.end) {
            let text = self.page.shell.get(from..next.range.start)?;
            let before = self.piece(SHELL, text, known)?;
            let shape = known.tile(next.digest).unwrap_or_else(|| {
                let shape = tile(self, next, known).unwrap_or_default();
                known.keep(next.digest, shape.clone());
                shape
            });
            let number = self.tile(&shape)?;
            let place = match row {
                Some(between) if between.is_none_or(|same| same == before) && is_between(text) => {
                    if between.is_none() {
                        self.shape.extend([ROW, before]);
                    }
                    row = Some(Some(before));
                    InRow::Later(self.rows)
                }
                _ => {
                    self.shape.extend([before, number]);
                    self.rows += 1;
                    row = Some(None);
                    InRow::First(self.rows)
                }
            };
            self.tiles.push((place, number));
            (from, *tiles) = (next.range.end, rest);
        }
        let after = self.piece(SHELL, self.page.shell.get(from..range.end)?, known)?;
        self.shape.push(after);
        Some(())
    }

    fn tile(&self, shape: &TileShape) -> Option<u32> {
        let foreign = |other: &String| self.page.photos.iter().any(|photo| photo.src == other || !is_plain(photo.src));
        shape.number.filter(|_| !self.figures.is_open() && !shape.others.iter().any(foreign))
    }

    /// Reads a part that the engine rendered, but for the body.
    pub(super) fn part(&mut self, slot: &'p Slot<'p>, known: &mut View<'_>) -> Option<()> {
        if slot.part == Part::Body {
            self.shape.push(BODY);
            return Some(());
        }
        self.said.push(Said::new(slot.part));
        self.part = Some(slot.part);
        let number = self.piece(PART + slot.part as u8, slot.html, known)?;
        self.part = None;
        self.shape.push(number);
        Some(())
    }

    /// Reads markup between marks, without NUL: it must begin and end outside of tags. Gives its number.
    pub(super) fn piece(&mut self, kind: u8, text: &'p str, known: &mut View<'_>) -> Option<u32> {
        let whole = !self.figures.is_open();
        if whole && let Some(number) = known.store().patterns.fit(kind, text, &mut self.path) {
            self.follow(&known.store().patterns)?;
            return Some(number);
        }
        self.key.clear();
        self.key.push(kind);
        self.trail = Trail::default();
        self.text(text)?;
        if !whole || self.figures.is_open() {
            self.trail.odd();
        }
        known.learn(kind, &self.key, std::mem::take(&mut self.trail))
    }

    /// Takes in what a piece says that fits a pattern, as if it were read.
    fn follow(&mut self, patterns: &Patterns) -> Option<()> {
        let path = std::mem::take(&mut self.path);
        for (number, held) in &path {
            let step = patterns.step(*number);
            step.events.iter().try_for_each(|event| self.event(event))?;
            if let Ends::Hole(hole) = step.ends {
                self.fill(hole, *held)?;
            }
        }
        self.path = path;
        Some(())
    }

    fn event(&mut self, event: &Event) -> Option<()> {
        match event {
            Event::Pause => self.pause(),
            Event::Figure => self.figures.tag(names::FIGURE, false)?,
            Event::FigureEnds => self.figures.tag(names::FIGURE, true)?,
            Event::Shows(address) => {
                is_foreign(self.page, address).then_some(())?;
                self.others.iter_mut().for_each(|others| others.push(address.to_string()));
            }
        }
        Some(())
    }

    /// Takes in what fills a hole.
    fn fill(&mut self, hole: Hole, held: Text<'p>) -> Option<()> {
        match hole {
            Hole::Words => self.said(held)?,
            Hole::Value => held.is_known().then_some(())?,
            Hole::Link | Hole::Canonical => {
                let href = held.plain()?;
                (!is_script(&href)).then_some(())?;
                if hole == Hole::Canonical {
                    self.canonical.push(href.clone());
                }
                if let (Some(_), Some(said)) = (self.part, self.said.last_mut()) {
                    said.links.push(href);
                }
            }
            Hole::Picture => self.figures.photo(self.page, (names::IMG, names::SRC), held.raw)?.then_some(())?,
        }
        Some(())
    }

    fn said(&mut self, words: Text<'p>) -> Option<()> {
        match (self.part, self.said.last_mut()) {
            (None, _) if self.figures.is_open() => self.figures.words(words.plain()?),
            (None | Some(Part::Head), _) | (_, None) => words.is_known().then_some(())?,
            (Some(_), Some(said)) => said.words.push(words.plain()?),
        }
        Some(())
    }

    fn text(&mut self, text: &'p str) -> Option<()> {
        let mut scan = Scan::new(text);
        loop {
            self.words(&mut scan)?;
            if scan.is_done() {
                scan.take(&mut self.key);
                self.trail.end(&scan);
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
                self.happens(Event::Pause)?;
            }
            Words::Ink(text) => {
                scan.leave_out(from, WORDS, &mut self.key);
                self.trail.hole(scan, text, Hole::Words);
                self.said(text)?;
            }
        }
        Some(())
    }

    /// Does what markup does, and notes it.
    fn happens(&mut self, event: Event) -> Option<()> {
        if self.part.is_none() && event == Event::Pause {
            return Some(());
        }
        self.event(&event)?;
        self.trail.event(event);
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
            None if element == names::FIGURE => {
                self.happens(if ends { Event::FigureEnds } else { Event::Figure })?;
            }
            None => self.figures.tag(element, ends)?,
            Some(Part::Head) => {}
            Some(_) if names::is_inline(element) => {}
            Some(_) if names::is_block(element) => self.happens(Event::Pause)?,
            Some(_) => return None,
        }
        if scan.ends() {
            return Some(()); // as most tags do: there is nothing but the name
        }
        if ends { None } else { self.attributes(scan, element) }
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
            let mut hole = None;
            match self.weight(element, (name, spelt), value)? {
                Weight::None(kind) => {
                    scan.leave_out(from, VALUE, &mut self.key);
                    hole = Some(self.trail.hole(scan, value, kind));
                }
                Weight::Value => {}
                Weight::Target => {
                    scan.leave_out(scan.at(), VALUE, &mut self.key);
                    self.key.extend_from_slice(self.page.url.as_bytes());
                    self.key.push(VALUE);
                    self.trail.odd();
                }
            }
            match name {
                names::REL => rel = rel.or(Some(value)),
                names::HREF if href.is_some() => return None,
                names::HREF => href = Some((value, hole)),
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
        if shows && !in_part && !photo {
            (self.others.is_none() || is_plain(value.raw)).then_some(())?;
            self.happens(Event::Shows(value.raw.into()))?;
        }
        let hole = match name {
            _ if photo => Hole::Picture,
            HREF => Hole::Link,
            _ => Hole::Value,
        };
        if (free || photo) && !self.kept.contains(spelt) {
            return Some(Weight::None(hole));
        }
        if photo {
            self.trail.odd();
        }
        let leads = !in_part && matches!(name, SRC | SRCSET | IMAGESRCSET | HREF | POSTER | DATA | BACKGROUND);
        if !leads || (value.raw.starts_with('/') && !matches!(name, SRCSET | IMAGESRCSET)) {
            return Some(Weight::Value);
        }
        self.others.is_none().then_some(Weight::Target)
    }

    /// Takes note of where an element leads.
    fn linked(&mut self, element: Name, rel: Option<Text<'_>>, href: Option<(Text<'p>, Option<usize>)>) -> Option<()> {
        let is_canonical = |relation: &str| relation.eq_ignore_ascii_case("canonical");
        let canonical =
            element == names::LINK && rel.is_some_and(|rel| rel.raw.split_ascii_whitespace().any(is_canonical));
        if self.part.is_none() {
            return (!canonical).then_some(());
        }
        let Some((href, number)) = href else { return Some(()) };
        let hole = if canonical { Hole::Canonical } else { Hole::Link };
        match number {
            Some(number) => self.trail.is(number, hole),
            None => self.trail.odd(),
        }
        self.fill(hole, href)
    }
}

#[cfg(test)]
mod tests;
