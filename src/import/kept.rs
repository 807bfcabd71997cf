//! What of a copy is left in the article, and what beside it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::CutText;
use crate::clean::{self, Cut, Form, Kind, Unit};

/// The units that are neither cut nor the licence paragraph.
pub(super) fn kept<'a>(units: &'a [Unit], cuts: &[Cut], licence: Option<&Range<usize>>) -> Vec<(usize, &'a Unit)> {
    let gone = |unit: &Unit| {
        let at = cuts.partition_point(|cut| cut.range.end <= unit.range.start);
        let cut =
            cuts.get(at).is_some_and(|cut| cut.range.start <= unit.range.start && unit.range.end <= cut.range.end);
        cut || licence.is_some_and(|l| l.start <= unit.range.start && unit.range.end <= l.end)
    };
    units.iter().enumerate().filter(|(_, unit)| !gone(unit)).collect()
}

/// The cuts with the lines around the text that say nothing of the article, so that nothing goes unseen.
pub(super) fn with_idle(mut cuts: Vec<Cut>, units: &[Unit], idle: &BTreeSet<usize>, body: &str) -> Vec<Cut> {
    for (i, unit) in idle.iter().filter_map(|i| Some((*i, units.get(*i)?))) {
        let end = units.get(i + 1).map_or(body.len(), |next| next.range.start);
        cuts.push(Cut { kind: Kind::Nav, rule: "import/around-text".to_owned(), range: unit.range.start..end });
    }
    cuts.sort_by_key(|cut| cut.range.start);
    cuts
}

/// Separators that stand before or after all the words that stay.
pub(super) fn edges(body: &str, kept: &[(usize, &Unit)], consumed: &BTreeSet<usize>) -> Vec<usize> {
    let wordless = |unit: &Unit| {
        let text = body[unit.range.clone()].trim();
        unit.form == Form::Rule
            || (unit.form == Form::Verbatim && text.starts_with('['))
            || (text.starts_with("![") && text.ends_with(')') && text.matches("](").count() == 1)
    };
    let idle = |entry: &&(usize, &Unit)| wordless(entry.1) || consumed.contains(&entry.0);
    let all = kept.iter().take_while(idle).chain(kept.iter().rev().take_while(idle));
    all.filter(|(_, unit)| unit.form == Form::Rule).map(|(index, _)| *index).collect()
}

/// The body without cuts, licence paragraph, headline, captions and the lines around them.
pub(super) fn rest(
    body: &str,
    units: &[Unit],
    cuts: &[Cut],
    licence: Option<&Range<usize>>,
    consumed: &BTreeSet<usize>,
) -> String {
    let whole = |range: &Range<usize>| {
        let next = units.partition_point(|u| u.range.start < range.end);
        range.start..units.get(next).map_or(body.len(), |u| u.range.start)
    };
    let mut gone: Vec<Range<usize>> = cuts.iter().map(|cut| cut.range.clone()).collect();
    gone.extend(licence.map(whole));
    gone.extend(consumed.iter().filter_map(|i| units.get(*i)).map(|unit| whole(&unit.range)));
    gone.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(gone.len());
    for range in gone {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    let mut text = clean::apply(body, &merged).trim().to_owned();
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// A cut with its text.
pub(super) fn cut_text(body: &str, cut: Cut) -> CutText {
    CutText { kind: cut.kind, rule: cut.rule, text: body[cut.range].trim().to_owned() }
}
