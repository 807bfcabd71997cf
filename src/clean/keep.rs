//! What is not cut whatever it looks like: what an editor marks in the text, or names.

use std::ops::Range;

use super::Cut;
use super::phrase::{Phrase, normal};
use super::unit::{Form, split};

/// Stands in a paragraph, or above one, that is not to be cut.
pub const MARK: &str = "<!-- reprint:keep -->";

/// Takes back the cuts of text that is marked or holds what is named.
pub(super) fn spare(body: &str, named: &[Phrase], cuts: &mut Vec<Cut>) {
    if cuts.is_empty() {
        return;
    }
    if !named.is_empty() {
        cuts.retain(|cut| {
            let text = normal(&body[cut.range.clone()]);
            !named.iter().any(|phrase| phrase.find(&text).is_some())
        });
    }
    let marked = marked(body);
    cuts.retain(|cut| {
        let i = marked.partition_point(|range| range.end <= cut.range.start);
        marked.get(i).is_none_or(|range| cut.range.end <= range.start)
    });
}

/// The texts that are marked: the paragraph with the mark, or the block below a mark that stands alone. In order, not overlapping.
fn marked(body: &str) -> Vec<Range<usize>> {
    if !body.contains(MARK) {
        return Vec::new();
    }
    let units = split(body);
    let around = |at: usize| {
        let i = units.partition_point(|unit| unit.range.end <= at);
        let unit = units.get(i).filter(|unit| unit.range.contains(&at))?;
        let next = units.get(i + 1).filter(|_| body[unit.range.clone()].trim() == MARK);
        let Some(first) = next else { return (unit.form != Form::Verbatim).then(|| unit.range.clone()) };
        let last = units[i + 1..].iter().take_while(|unit| unit.block == first.block).last();
        Some(unit.range.start..last.map_or(first.range.end, |last| last.range.end))
    };
    let mut marked: Vec<Range<usize>> = Vec::new();
    for (at, _) in body.match_indices(MARK) {
        let last = marked.last().map_or(0, |last| last.end);
        if at >= last {
            // A mark alone may stand in what the one before it marks; a block is not read for each of its marks.
            marked.extend(around(at).map(|range| range.start.max(last)..range.end));
        }
    }
    marked
}
