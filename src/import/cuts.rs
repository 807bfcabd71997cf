//! The cuts of an import, kept so that each can go back: JSON Lines, a head and then one cut a line.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::text::squashed;
use super::{CutText, Imported};
use crate::clean::{Kind, split};

/// The form of the file. A later one has another number.
const VERSION: u64 = 1;

/// Characters of a neighbouring paragraph by which it is known again, and of a sentence around a cut.
const PARAGRAPH: usize = 160;
const SENTENCE: usize = 80;

/// What a cut was to its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stood {
    /// A paragraph or several of its own.
    #[default]
    Apart,
    /// A line among others, such as an item of a list.
    Line,
    /// Some words within a paragraph.
    Within,
}

/// A cut and what stood around it in the text that stayed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptCut {
    /// What it was.
    pub kind: Kind,
    /// The rule that found it.
    pub rule: Arc<str>,
    /// The Markdown that goes back.
    pub text: String,
    /// What it was to its neighbours.
    pub stood: Stood,
    /// How the paragraph above it begins; within a paragraph, the words before it. Empty at the top. Shared by the cuts of a place.
    pub above: Arc<str>,
    /// The same of what stands below it or after it. Empty at the end.
    pub below: Arc<str>,
    /// How many paragraphs and lines of the text stand above it.
    pub nth: usize,
}

/// The cuts of an import in the order of the text.
pub fn kept_cuts(imported: &Imported) -> Vec<KeptCut> {
    if imported.cuts.is_empty() {
        return Vec::new();
    }
    let body = imported.body.as_str();
    let units = split(body);
    let mut cuts: Vec<_> = imported.cuts.iter().collect();
    cuts.sort_by_key(|cut| cut.place.at);
    let unit = |i: Option<usize>| -> Arc<str> {
        i.and_then(|i| units.get(i)).map(|unit| known_by(&body[unit.range.clone()])).unwrap_or_default().into()
    };
    let around = |cut: &CutText, nth: usize| match cut.place.stood {
        Stood::Within => (words_before(body, cut.place.at).into(), words_after(body, cut.place.at).into()),
        Stood::Apart | Stood::Line => (unit(nth.checked_sub(1)), unit(Some(nth))),
    };
    let mut kept: Vec<KeptCut> = Vec::with_capacity(cuts.len());
    let mut place = None;
    for cut in cuts {
        let here = (cut.place.at, cut.place.stood == Stood::Within);
        let again = place.replace(here) == Some(here);
        let same = kept.last().filter(|_| again);
        let nth = same.map_or_else(|| units.partition_point(|unit| unit.range.start < cut.place.at), |same| same.nth);
        let (above, below) = same.map_or_else(|| around(cut, nth), |same| (same.above.clone(), same.below.clone()));
        let text = cut.place.markdown.as_ref().unwrap_or(&cut.text).clone();
        kept.push(KeptCut { kind: cut.kind, rule: cut.rule.clone(), text, stood: cut.place.stood, above, below, nth });
    }
    kept
}

/// What a paragraph is known by: its first words.
pub(super) fn known_by(paragraph: &str) -> String {
    squashed(&paragraph.chars().take(2 * PARAGRAPH).collect::<String>()).chars().take(PARAGRAPH).collect()
}

/// The words of a line before a place.
fn words_before(text: &str, at: usize) -> String {
    let near: Vec<char> = text[..at].chars().rev().take(SENTENCE).take_while(|c| *c != '\n').collect();
    near.into_iter().rev().collect()
}

/// The words of a line after a place.
fn words_after(text: &str, at: usize) -> String {
    text[at..].chars().take(SENTENCE).take_while(|c| *c != '\n').collect()
}

/// The file of an article's cuts. `article` is its path, for who reads the file.
pub fn write_cuts(article: &str, cuts: &[KeptCut]) -> String {
    // Where a text is cut to pieces the file is several times as long: it must not grow by being copied.
    const KEYS: usize = 100;
    let len = |cut: &KeptCut| KEYS + cut.rule.len() + cut.text.len() + cut.above.len() + cut.below.len();
    let mut out = Vec::with_capacity(KEYS + cuts.iter().map(len).sum::<usize>());
    out.extend(format!("{}\n", json!({"schema": VERSION, "article": article})).into_bytes());
    for cut in cuts {
        serde_json::to_writer(&mut out, cut).expect("a cut is always JSON, and memory takes it");
        out.push(b'\n');
    }
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// Reads the file of an article's cuts; the number of the first line that cannot be read, from 1, if there is one.
pub fn read_cuts(text: &str) -> Result<Vec<KeptCut>, usize> {
    let mut lines = text.lines();
    let head: serde_json::Value = serde_json::from_str(lines.next().unwrap_or_default()).map_err(|_| 1usize)?;
    if head["schema"] != VERSION {
        return Err(1);
    }
    lines.enumerate().map(|(i, line)| serde_json::from_str(line).map_err(|_| i + 2)).collect()
}
