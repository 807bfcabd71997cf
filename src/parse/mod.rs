//! Splits a source file into front matter and body and types the front matter.

mod front;
mod split;

use std::ops::Range;

pub use front::{
    Answer, Author, By, Canonical, Correction, CreditItem, CreditRemoved, Enclosed, FrontMatter, Genre, Kind, Method,
    Question, SourceWork, Translation, Use, Via, Withdrawn,
};
pub use split::{Parts, split};

use crate::base::{Span, Zone};
use crate::diag::{Diagnostic, Staged};
use crate::source::Source;
use crate::yaml::{Fields, Text, line_within};

/// A source with its front matter typed.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// Its front matter.
    pub front: FrontMatter,
    /// Where each key stands, for messages of later stages.
    pub places: Places,
    /// Keys that an unknown one was probably meant to be. That has been reported, and what follows from it need not be.
    pub misspelt: Vec<&'static str>,
    /// Where the body begins, in bytes of the file.
    pub body_start: usize,
    /// Whether the body may hold a picture. Nearly none does, and looking closer costs as much as rendering it.
    pub may_hold_picture: bool,
}

impl Document {
    /// The body as it stands in the file.
    pub fn body(&self) -> &str {
        &self.source.text[self.body_start..]
    }

    /// Whether a key stands in the front matter, be it without a value.
    pub fn has(&self, key: &str) -> bool {
        self.places.0.iter().any(|(name, _)| *name == key)
    }

    /// The place of a key on its first line, or of the front matter's beginning where it is absent.
    pub fn place(&self, key: &str) -> Span {
        let found = self.places.0.iter().find(|(name, _)| *name == key);
        Span::new(&self.source.path, found.map_or(0..3, |(_, block)| line_within(&self.source.text, block)))
    }
}

/// Where the keys of a front matter that are known stand, up to the ends of their values.
#[derive(Clone, Debug, Default)]
pub struct Places(Vec<(&'static str, Range<usize>)>);

/// Parses an article. Errors in single fields still leave a document, so that later stages find more.
pub fn parse(source: Source, zone: &Zone) -> Staged<Document> {
    let parts = match split(&source) {
        Ok(parts) => parts,
        Err(error) => return Staged::failed(vec![*error]),
    };
    let text =
        Text { path: &source.path, text: &source.text, range: (parts.front.start, parts.front.end), zone: Some(zone) };
    let mut fields = match Fields::parse(text) {
        Ok(fields) => fields,
        Err(error) => return Staged::failed(vec![*error]),
    };
    let front = front::read(&mut fields);
    let places = Places(fields.taken().collect());
    let misspelt = fields.misspelt();
    let diagnostics: Vec<Diagnostic> = fields.finish();
    match front {
        Some(front) => {
            let may_hold_picture = may_hold_picture(&source.text[parts.body_start..]);
            let body_start = parts.body_start;
            Staged::with(Document { source, front, places, misspelt, body_start, may_hold_picture }, diagnostics)
        }
        None => Staged::failed(diagnostics),
    }
}

/// Whether a body may hold a picture, in Markdown or HTML. In one pass, as nearly every body holds neither mark.
fn may_hold_picture(body: &str) -> bool {
    let bytes = body.as_bytes();
    let begins = |at: usize| match bytes[at] {
        b'!' => bytes.get(at + 1) == Some(&b'['),
        _ => bytes.get(at + 1..at + 4).is_some_and(|tag| tag.eq_ignore_ascii_case(b"img")),
    };
    memchr::memchr2_iter(b'!', b'<', bytes).any(begins)
}
