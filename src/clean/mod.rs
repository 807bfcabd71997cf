//! Finds what came along with the copy and is not the article: ads, appeals, share lines, promos.
//!
//! Cleaning cannot fail and never decides alone: a cut is a range of the body with its kind and rule, the text stays in the
//! source file, and [`rights`](crate::rights) sees every cut before it takes effect.
//!
//! How it works: one pass over the raw body looks for the words of the rules (`rules/*.yaml`). A text without any is done. Otherwise the body is split into units (paragraphs, list items, lines), the rules are checked
//! where their words were seen, and each unit's evidence is added up: what it says, how it says it, where it stands, what stands
//! beside it. Losing a paragraph of the article is worse than leaving a footer, so what reads as reporting stays.

mod anchors;
mod around;
mod filter;
mod fold;
mod follow;
mod house;
mod inline;
mod keep;
mod licence;
mod phrase;
mod rules;
mod search;
mod unit;
mod weigh;
mod words;

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::Lang;
use crate::choice;
use crate::parse::Document;
use phrase::Phrase;

pub use house::{FILE, House};
pub use keep::MARK;

pub(crate) use fold::fold;
pub(crate) use unit::{Form, Unit, split};

/// What a cut was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Kind {
    Ad,
    Donation,
    Newsletter,
    Subscribe,
    Promo,
    Share,
    Social,
    Related,
    ReadOriginal,
    Comment,
    Poll,
    Tags,
    Nav,
    Feedback,
    Cookie,
    SiteFooter,
    Separator,
}

choice!(
    Kind, "ad" => Ad, "donation" => Donation, "newsletter" => Newsletter, "subscribe" => Subscribe, "promo" => Promo,
    "share" => Share, "social" => Social, "related" => Related, "read_original" => ReadOriginal, "comment" => Comment,
    "poll" => Poll, "tags" => Tags, "nav" => Nav, "feedback" => Feedback, "cookie" => Cookie,
    "site_footer" => SiteFooter, "separator" => Separator,
);

/// A part of a body that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// What it was.
    pub kind: Kind,
    /// The rule that found it: `fr/donation/appeal`. Shared, as a text may hold a million of one.
    pub rule: Arc<str>,
    /// Bytes of the body, with the blank lines after a paragraph or the space before an inline promo.
    pub range: Range<usize>,
}

/// A document and what is to be cut from it.
#[derive(Clone, Debug)]
pub struct Cleaned {
    /// The document.
    pub document: Document,
    /// In order, not overlapping.
    pub cuts: Vec<Cut>,
}

/// Finds the cuts of a document in the given language, by the built-in rules and the newsroom's own.
///
/// What stands under `keep:` in its front matter is not cut.
pub fn clean(document: Document, lang: &Lang, house: &House) -> Cleaned {
    let keep: Vec<Phrase> = document.front.keep.iter().map(|text| Phrase::literal(text)).collect();
    let cuts = find_by(document.body(), lang, house, &keep);
    Cleaned { document, cuts }
}

/// Finds the cuts of a Markdown body: in order, not overlapping.
///
/// The rules of the language and the English ones apply; a language without rules of its own has the English ones alone.
/// Licence paragraphs, code, tables, headings with content below them and what is marked to stay ([`MARK`]) are never cut.
/// Linear in the body's length.
pub fn find(body: &str, lang: &Lang, house: &House) -> Vec<Cut> {
    find_by(body, lang, house, &[])
}

/// What [`find`] and [`licence_paragraph`] find, in one pass over a body that is split already.
pub(crate) fn find_all(body: &str, units: &[Unit], lang: &Lang, house: &House) -> (Vec<Cut>, Option<Range<usize>>) {
    let engine = house.engine(lang);
    let seen = engine.search(body);
    if seen.is_empty() {
        return (Vec::new(), None);
    }
    let mut states = weigh::weigh(body, units, &seen, engine);
    let licence = licence::notice(units, &states, engine);
    (marked(body, units, &seen, &mut states, house, engine), licence)
}

fn find_by(body: &str, lang: &Lang, house: &House, keep: &[Phrase]) -> Vec<Cut> {
    let engine = house.engine(lang);
    let seen = engine.search(body);
    if seen.is_empty() {
        return Vec::new();
    }
    let units = split(body);
    let mut states = weigh::weigh(body, &units, &seen, engine);
    let mut cuts = marked(body, &units, &seen, &mut states, house, engine);
    keep::spare(body, keep, &mut cuts);
    cuts
}

/// The cuts that follow from the evidence, without what the newsroom keeps.
fn marked(
    body: &str,
    units: &[Unit],
    seen: &[search::Seen],
    states: &mut [weigh::State],
    house: &House,
    engine: &search::Engine,
) -> Vec<Cut> {
    follow::follow(body, units, states, engine);
    let mut cuts = follow::ranges(body, units, states, engine);
    inline::find(body, units, states, seen, engine, &mut cuts);
    cuts.sort_by_key(|cut| cut.range.start);
    keep::spare(body, &house.keep, &mut cuts);
    cuts
}

/// Finds the paragraph that says under which terms the text may be republished or where it was first published.
///
/// It is rights material: [`find`] leaves it in place, and the importer moves it to the front matter.
pub fn licence_paragraph(body: &str, lang: &Lang) -> Option<Range<usize>> {
    let engine = House::built_in().engine(lang);
    let seen = engine.search(body);
    if !seen.iter().any(|s| engine.rule(s.rule).kind.is_none()) {
        return None;
    }
    let units = split(body);
    let states = weigh::weigh(body, &units, &seen, engine);
    licence::notice(&units, &states, engine)
}

/// A body without its cuts.
pub fn apply(body: &str, cuts: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(body.len());
    let mut at = 0;
    for cut in cuts {
        out.push_str(&body[at..cut.start]);
        at = cut.end;
    }
    out.push_str(&body[at..]);
    out
}

/// Where a byte of a body without its cuts stands in the whole body.
pub fn before_cuts(cuts: &[Range<usize>], byte: usize) -> usize {
    let mut at = byte;
    for cut in cuts {
        if cut.start > at {
            break;
        }
        at += cut.len();
    }
    at
}

#[cfg(test)]
mod tests;
