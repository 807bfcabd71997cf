//! Pieces of pages as patterns: markup that is always the same, with holes for what differs.
//!
//! To read a piece tag by tag takes some twenty steps a byte, and nearly every piece is one that was read before, but for its
//! words and the targets of its links. So a reading is kept as a pattern. What fits one would be read in the same way: its markup
//! is the same, byte by byte, and what fills its holes ends where the markup goes on. What a hole holds is judged for each page.

use super::markup::{Scan, Text, Words};

/// What may fill a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hole {
    /// The text between two tags, which is not all white space.
    Words,
    /// A value that decides nothing.
    Value,
    /// Where a link leads.
    Link,
    /// Where a link leads that names the canonical address.
    Canonical,
    /// The picture of a card.
    Picture,
}

/// What markup does that does not show in the bytes it is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// Words before and after it are apart.
    Pause,
    /// A figure begins.
    Figure,
    /// It ends.
    FigureEnds,
    /// It shows a picture that is no card's.
    Shows(Box<str>),
}

/// Markup with what comes after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step {
    markup: Box<[u8]>,
    pub(super) events: Box<[Event]>,
    pub(super) ends: Ends,
}

/// What comes after markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// A hole.
    Hole(Hole),
    /// The end of the piece, with its number.
    Piece(u32),
}

/// The steps of a piece, noted while it is read.
#[derive(Default)]
pub(super) struct Trail {
    steps: Vec<Step>,
    events: Vec<Event>,
    /// Up to where the piece has been noted.
    noted: usize,
    /// Whether there is something in it that a pattern cannot say.
    odd: bool,
}

/// The patterns of a site: a tree, in which those that begin alike share their first steps.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    nodes: Vec<Node>,
    /// The first steps, for each kind of piece.
    first: Vec<Vec<u32>>,
}

#[derive(Debug)]
struct Node {
    step: Step,
    next: Vec<u32>,
}

/// What a piece went through that fits a pattern: the numbers of its steps, each with what fills its hole.
pub(super) type Path<'t> = Vec<(u32, Text<'t>)>;

/// How many steps may come after one. A piece is compared with one after the other, so many would take longer than to read it.
const MOST_BRANCHES: usize = 32;

impl Patterns {
    /// The number of the piece that a text is, if it fits the pattern of one; `path` is filled with how.
    pub(super) fn fit<'t>(&self, kind: u8, text: &'t str, path: &mut Path<'t>) -> Option<u32> {
        path.clear();
        let mut scan = Scan::new(text);
        let mut branches = self.first.get(usize::from(kind))?;
        loop {
            let fits = branches.iter().find(|number| self.node(**number).step.passes(&mut scan, **number, path));
            let node = self.node(*fits?);
            match node.step.ends {
                Ends::Piece(piece) => return Some(piece),
                Ends::Hole(_) => branches = &node.next,
            }
        }
    }

    /// A step of a path.
    pub(super) fn step(&self, number: u32) -> &Step {
        &self.node(number).step
    }

    /// Keeps the pattern of a piece. Gives the bytes that it takes.
    pub(super) fn keep(&mut self, kind: u8, mut trail: Trail, number: u32) -> usize {
        let kind = usize::from(kind);
        if trail.odd {
            return 0;
        }
        trail.steps.last_mut().into_iter().for_each(|last| last.ends = Ends::Piece(number));
        self.first.resize_with(self.first.len().max(kind + 1), Vec::new);
        let (mut size, mut last) = (0, None);
        for step in trail.steps {
            let branches = self.after(last, kind);
            let known = branches.iter().copied().find(|n| self.node(*n).step == step);
            let Some(next) = known.or_else(|| u32::try_from(self.nodes.len()).ok()) else { return size };
            if known.is_none() {
                if branches.len() >= MOST_BRANCHES {
                    return size;
                }
                self.after_mut(last, kind).push(next);
                size += size_of::<Node>() + step.markup.len();
                self.nodes.push(Node { step, next: Vec::new() });
            }
            last = Some(next);
        }
        size
    }

    fn node(&self, number: u32) -> &Node {
        &self.nodes[number as usize]
    }

    fn after(&self, last: Option<u32>, kind: usize) -> &Vec<u32> {
        last.map_or(&self.first[kind], |last| &self.node(last).next)
    }

    fn after_mut(&mut self, last: Option<u32>, kind: usize) -> &mut Vec<u32> {
        match last {
            Some(last) => &mut self.nodes[last as usize].next,
            None => &mut self.first[kind],
        }
    }
}

impl Step {
    /// Passes the markup and the hole after it, if a text goes on with them, and notes what fills the hole.
    #[inline]
    fn passes<'t>(&self, scan: &mut Scan<'t>, number: u32, path: &mut Path<'t>) -> bool {
        let Some(mut ahead) = scan.after(&self.markup) else { return false };
        match self.ends {
            Ends::Piece(_) if ahead.is_done() => path.push((number, Text::NONE)),
            Ends::Piece(_) => return false,
            Ends::Hole(Hole::Words) => match ahead.words() {
                Words::Ink(text) => path.push((number, text)),
                Words::None | Words::Blank(_) => return false,
            },
            Ends::Hole(_) => match ahead.value() {
                Some(value) => path.push((number, value)),
                None => return false,
            },
        }
        *scan = ahead;
        true
    }
}

impl Trail {
    /// Notes a hole and what fills it, which has just been passed. Gives the hole's number.
    pub(super) fn hole(&mut self, scan: &Scan<'_>, held: Text<'_>, hole: Hole) -> usize {
        let quote = usize::from(hole != Hole::Words);
        self.step(scan, scan.at() - held.raw.len() - quote, Ends::Hole(hole));
        self.steps.len() - 1
    }

    /// Says of a hole what it is.
    pub(super) fn is(&mut self, number: usize, hole: Hole) {
        self.steps[number].ends = Ends::Hole(hole);
    }

    pub(super) fn event(&mut self, event: Event) {
        // Words that are apart are no more so for another pause.
        if event != Event::Pause || self.events.last() != Some(&Event::Pause) {
            self.events.push(event);
        }
    }

    /// Notes something that no pattern can say.
    pub(super) fn odd(&mut self) {
        self.odd = true;
    }

    /// Notes the end of the piece.
    pub(super) fn end(&mut self, scan: &Scan<'_>) {
        self.step(scan, scan.at(), Ends::Piece(0));
    }

    fn step(&mut self, scan: &Scan<'_>, until: usize, ends: Ends) {
        let markup = scan.between(self.noted, until).into();
        self.steps.push(Step { markup, events: std::mem::take(&mut self.events).into(), ends });
        self.noted = scan.at();
    }
}
