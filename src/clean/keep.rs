//! What is not cut whatever it looks like: what an editor marks in the text, or names.

use std::ops::Range;

use super::Cut;
use super::phrase::{Phrase, normal};
use super::unit::{Form, Unit, split};

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
    let mut marked: Vec<Range<usize>> = Vec::new();
    // A block may hold many marks and is read once.
    let mut read = None;
    for (at, _) in body.match_indices(MARK) {
        let i = units.partition_point(|unit| unit.range.end <= at);
        let Some(unit) = units.get(i).filter(|unit| unit.range.contains(&at)) else { continue };
        let end = match units.get(i + 1).filter(|_| body[unit.range.clone()].trim() == MARK) {
            Some(first) => match read {
                Some((block, end)) if block == first.block => end,
                _ => read.insert((first.block, end_of_block(&units[i + 1..]))).1,
            },
            None if unit.form == Form::Verbatim => continue,
            None => unit.range.end,
        };
        let start = unit.range.start.max(marked.last().map_or(0, |last| last.end));
        if start < end {
            marked.push(start..end);
        }
    }
    marked
}

/// Where the block ends to which the first of some units belongs.
fn end_of_block(units: &[Unit]) -> usize {
    let block = units.iter().take_while(|unit| unit.block == units[0].block);
    block.last().map_or(0, |last| last.range.end)
}
