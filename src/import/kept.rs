//! What of a copy is left in the article, and what beside it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::{CutText, Place, Stood};
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
    let rule: Arc<str> = "import/around-text".into();
    for (i, unit) in idle.iter().filter_map(|i| Some((*i, units.get(*i)?))) {
        let end = units.get(i + 1).map_or(body.len(), |next| next.range.start);
        cuts.push(Cut { kind: Kind::Nav, rule: rule.clone(), range: unit.range.start..end });
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

/// The text that stays, and where what stood in the whole text stands in it.
pub(super) struct Rest {
    pub(super) text: String,
    /// What is left out: in order, not overlapping.
    gone: Vec<Range<usize>>,
    /// Bytes left out before each of them, and in all.
    sums: Vec<usize>,
    /// Bytes of blank space above the text.
    lead: usize,
}

impl Rest {
    /// Where a byte of the whole text stands, or would.
    fn place(&self, at: usize) -> usize {
        let begun = self.gone.partition_point(|gone| gone.start < at);
        let missing = match begun.checked_sub(1).map(|last| &self.gone[last]) {
            Some(last) if last.end > at => self.sums[begun] - (last.end - at),
            _ => self.sums[begun],
        };
        (at - missing).saturating_sub(self.lead).min(self.text.len())
    }

    /// A place in the whole text as one in the text that stays.
    pub(super) fn moved(&self, place: Place) -> Place {
        Place { at: self.place(place.at), ..place }
    }
}

/// The body without cuts, licence paragraph, headline, captions and the lines around them.
pub(super) fn rest(
    body: &str,
    units: &[Unit],
    cuts: &[Cut],
    licence: Option<&Range<usize>>,
    consumed: &BTreeSet<usize>,
) -> Rest {
    let whole = |range: &Range<usize>| {
        let next = units.partition_point(|u| u.range.start < range.end);
        range.start..units.get(next).map_or(body.len(), |u| u.range.start)
    };
    let mut all: Vec<Range<usize>> = cuts.iter().map(|cut| cut.range.clone()).collect();
    all.extend(licence.map(whole));
    all.extend(consumed.iter().filter_map(|i| units.get(*i)).map(|unit| whole(&unit.range)));
    all.sort_by_key(|range| (range.start, range.end));
    let mut gone: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match gone.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => gone.push(range),
        }
    }
    let left = clean::apply(body, &gone);
    let mut text = left.trim().to_owned();
    if !text.is_empty() {
        text.push('\n');
    }
    let mut sums = vec![0];
    for range in &gone {
        sums.push(sums[sums.len() - 1] + range.len());
    }
    Rest { text, gone, sums, lead: left.len() - left.trim_start().len() }
}

/// A cut with its text and its place in what stays.
pub(super) fn cut_text(body: &str, units: &[Unit], cut: &Cut, rest: &Rest) -> CutText {
    let (text, at) = (&body[cut.range.clone()], rest.place(cut.range.start));
    let above = &rest.text[..at];
    let joined = above.ends_with('\n') && !above.ends_with("\n\n") && at < rest.text.len();
    let stood = match units.binary_search_by_key(&cut.range.start, |unit| unit.range.start) {
        Err(_) => Stood::Within,
        Ok(unit) if joined && matches!(units[unit].form, Form::Paragraph | Form::Item) => Stood::Line,
        Ok(_) => Stood::Apart,
    };
    let trimmed = text.trim();
    let back = match stood {
        Stood::Within => text,
        Stood::Line => text.trim_end(),
        Stood::Apart => trimmed,
    };
    let markdown = (back != trimmed).then(|| back.to_owned());
    let place = Place { at, stood, markdown };
    CutText { kind: cut.kind, rule: cut.rule.clone(), text: trimmed.to_owned(), place }
}
