//! Puts back what an import cut, at its place in an article that somebody may have edited since.
//!
//! A block is known again by the paragraphs that stood around it, words within a paragraph by those around them. What goes back
//! carries the mark that keeps it ([`MARK`]), or the next build would cut it again; by the mark it is also seen that it is back.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::cuts::{KeptCut, Stood, known_by};
use crate::clean::{MARK, Unit, split};

/// Words of a sentence that are enough to find a place by, in characters.
const FEW: usize = 24;

/// Paragraphs around its old place among which an edited one is looked for.
const NEAR: usize = 50;

/// What became of a cut that was to go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It had been put back before.
    Already,
    /// It stands where it stood.
    Back,
    /// Its place could not be found, so it stands at the end.
    AtTheEnd,
}

/// A body with cuts put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The body; what it held before stands in it byte for byte.
    pub body: String,
    /// What became of each cut that was asked for, by its index, in order.
    pub placed: Vec<(usize, Placed)>,
}

/// Puts cuts back, those with the indices `wanted`.
pub fn restore(body: &str, cuts: &[KeptCut], wanted: &BTreeSet<usize>) -> Restored {
    let text = Text::new(body, cuts);
    let mut placed = Vec::new();
    let mut added: Vec<(usize, String)> = Vec::new();
    for (i, cut) in wanted.iter().filter_map(|i| Some((*i, cuts.get(*i)?))) {
        if text.back.contains_key(&i) {
            placed.push((i, Placed::Already));
            continue;
        }
        let (found, at, words) = match cut.stood {
            Stood::Within => text.within(cut),
            Stood::Apart | Stood::Line => text.between(i, cut),
        };
        placed.push((i, found));
        added.push((at, words));
    }
    // Those of one place follow each other as they did.
    added.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(body.len() + added.iter().map(|(_, words)| words.len()).sum::<usize>());
    let mut from = 0;
    for (at, words) in added {
        out.push_str(&body[from..at]);
        out.push_str(&words);
        from = at;
    }
    out.push_str(&body[from..]);
    Restored { body: out, placed }
}

/// Which cuts are back in a body, in the order of the cuts.
pub fn is_back(body: &str, cuts: &[KeptCut]) -> Vec<bool> {
    let text = Text::new(body, cuts);
    (0..cuts.len()).map(|i| text.back.contains_key(&i)).collect()
}

/// A body with what was put back into it told from its own text.
struct Text<'a> {
    body: &'a str,
    newline: &'static str,
    units: Vec<Unit>,
    /// What each unit is known by.
    names: Vec<String>,
    /// The cuts that are back: those of blocks with their units, those within a paragraph with none.
    back: BTreeMap<usize, Range<usize>>,
    /// The units that are the text's own, and where each name stands among them.
    own: Vec<usize>,
    by_name: BTreeMap<String, Vec<usize>>,
}

impl<'a> Text<'a> {
    fn new(body: &'a str, cuts: &[KeptCut]) -> Self {
        let units = split(body);
        let names: Vec<String> = units.iter().map(|unit| known_by(&body[unit.range.clone()])).collect();
        let back = back(body, &units, &names, cuts);
        let covered: BTreeSet<usize> = back.values().cloned().flatten().collect();
        let own: Vec<usize> = (0..units.len()).filter(|unit| !covered.contains(unit)).collect();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (nth, unit) in own.iter().enumerate() {
            by_name.entry(names[*unit].clone()).or_default().push(nth);
        }
        let newline = if body.contains("\r\n") { "\r\n" } else { "\n" };
        Self { body, newline, units, names, back, own, by_name }
    }

    /// Where words go back into a paragraph, or else that they become one at the end.
    fn within(&self, cut: &KeptCut) -> (Placed, usize, String) {
        let (before, after) = (&*cut.above, &*cut.below);
        let (few_before, few_after) = (last(before), first(after));
        let joint = |before: &str, after: &str| {
            let both = format!("{before}{after}");
            self.body.find(&both).filter(|_| !both.trim().is_empty()).map(|at| at + before.len())
        };
        let alone = |words: &str| self.body.find(words).filter(|_| words.trim().chars().count() * 2 > FEW);
        let at = joint(before, after)
            .or_else(|| joint(few_before, few_after).filter(|_| few_before.len() + few_after.len() > FEW))
            .or_else(|| alone(few_before).map(|at| at + few_before.len()))
            .or_else(|| alone(few_after));
        match at {
            Some(at) => (Placed::Back, at, format!("{}{MARK}", cut.text)),
            None => self.at_the_end(cut),
        }
    }

    /// Where a block goes back, and with what around it.
    fn between(&self, i: usize, cut: &KeptCut) -> (Placed, usize, String) {
        let Some(gap) = self.gap(cut) else { return self.at_the_end(cut) };
        // What was put back into the same gap stands in the order of the cuts.
        let first = gap.checked_sub(1).map_or(0, |nth| self.own[nth] + 1);
        let end = self.own.get(gap).copied().unwrap_or(self.units.len());
        let blocks = self.back.range(i..).filter(|(_, units)| !units.is_empty());
        let later = blocks.map(|(_, units)| units.start).filter(|unit| (first..end).contains(unit)).min();
        let (at, words) = self.below(later.unwrap_or(end).checked_sub(1), cut);
        (Placed::Back, at, words)
    }

    fn at_the_end(&self, cut: &KeptCut) -> (Placed, usize, String) {
        let apart = KeptCut { stood: Stood::Apart, text: cut.text.trim().to_owned(), ..cut.clone() };
        let (at, words) = self.below(self.units.len().checked_sub(1), &apart);
        (Placed::AtTheEnd, at, words)
    }

    /// The place below a unit, or at the top, and a block with the line ends that it needs there.
    fn below(&self, unit: Option<usize>, cut: &KeptCut) -> (usize, String) {
        let newline = self.newline;
        let lines = |text: String| text.replace('\n', newline);
        let Some(unit) = unit else {
            let top = self.units.first().map_or(self.body.len(), |unit| unit.range.start);
            return (top, format!("{}{newline}{newline}", lines(protected(&cut.text))));
        };
        let at = line_end(self.body, self.units[unit].range.end);
        if cut.stood == Stood::Line {
            return (at, lines(format!("\n{} {MARK}", cut.text)));
        }
        let next = self.units.get(unit + 1);
        let joined = next.is_some_and(|next| next.block == self.units[unit].block);
        let behind = if joined { newline } else { "" };
        (at, format!("{newline}{newline}{}{behind}", lines(protected(&cut.text))))
    }

    /// How many of the text's own units stand above a cut's place: found by both its neighbours, by one, by one that was edited, or at an edge.
    fn gap(&self, cut: &KeptCut) -> Option<usize> {
        let named = |name: &str| self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let nearest = |gaps: Vec<usize>| gaps.into_iter().min_by_key(|gap| gap.abs_diff(cut.nth));
        let above: Vec<usize> = match &*cut.above {
            "" => vec![0],
            name => named(name).iter().map(|nth| nth + 1).collect(),
        };
        let below = match &*cut.below {
            "" => vec![self.own.len()],
            name => named(name).to_vec(),
        };
        let both = above.iter().copied().filter(|gap| below.binary_search(gap).is_ok()).collect();
        let speaks = |name: &str| name.contains(char::is_alphanumeric);
        nearest(both)
            .or_else(|| nearest(above).filter(|_| speaks(&cut.above)))
            .or_else(|| nearest(below).filter(|_| speaks(&cut.below)))
            .or_else(|| self.edited(&cut.above, cut.nth).map(|nth| nth + 1))
            .or_else(|| self.edited(&cut.below, cut.nth))
            .or_else(|| cut.above.is_empty().then_some(0))
            .or_else(|| cut.below.is_empty().then_some(self.own.len()))
    }

    /// The unit near a place that shares most words with a paragraph, if they are half of them.
    fn edited(&self, paragraph: &str, near: usize) -> Option<usize> {
        let words: BTreeSet<&str> = paragraph.split(' ').collect();
        let shared = |nth: usize| {
            let other: BTreeSet<&str> = self.names[self.own[nth]].split(' ').collect();
            (2 * words.intersection(&other).count()).checked_sub(words.len().max(other.len()))
        };
        let near = near.saturating_sub(NEAR).min(self.own.len())..(near + NEAR).min(self.own.len());
        let found =
            near.filter_map(|nth| Some((shared(nth)?, nth))).max_by_key(|(shared, nth)| (*shared, usize::MAX - nth));
        found.map(|(_, nth)| nth)
    }
}

/// The cuts that are back in a body. Of several with one text those are whose neighbours it has, or whose place is nearest.
fn back(body: &str, units: &[Unit], names: &[String], cuts: &[KeptCut]) -> BTreeMap<usize, Range<usize>> {
    let marked = marked(body, units, names);
    let mut twins: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    let mut back: BTreeMap<usize, Range<usize>> = words_back(body, cuts).map(|i| (i, 0..0)).collect();
    for (i, cut) in cuts.iter().enumerate().filter(|(i, _)| !back.contains_key(i)) {
        twins.entry(shape(cut)).or_default().push(i);
    }
    let mut taken = BTreeSet::new();
    // Backwards, so that of two that begin alike the longer comes first.
    for (shape, mut cuts_of_shape) in twins.into_iter().rev() {
        let name = shape.iter().find(|name| *name != MARK).map_or("", |name| name);
        for &unit in marked.get(name).into_iter().flatten() {
            let range = unit..unit + shape.len();
            let stands = if shape.len() == 1 { names[unit] != MARK } else { names[unit..].starts_with(&shape) };
            if !stands || range.clone().any(|unit| taken.contains(&unit)) {
                continue;
            }
            let neighbour = |at: Option<usize>| at.and_then(|at| names.get(at)).map_or("", |name| name);
            let (above, below) = (neighbour(unit.checked_sub(1)), neighbour(Some(range.end)));
            let fit = |i: &usize| {
                let cut: &KeptCut = &cuts[*i];
                let strangers = usize::from(*cut.above != *above) + usize::from(*cut.below != *below);
                (strangers, cut.nth.abs_diff(unit))
            };
            let Some(best) = (0..cuts_of_shape.len()).min_by_key(|at| fit(&cuts_of_shape[*at])) else { break };
            taken.extend(range.clone());
            back.insert(cuts_of_shape.remove(best), range);
        }
    }
    back
}

/// The units with the mark, or a mark alone, by what is kept.
fn marked(body: &str, units: &[Unit], names: &[String]) -> BTreeMap<String, Vec<usize>> {
    let mut marked: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        let Some(text) = body[unit.range.clone()].trim_end().strip_suffix(MARK) else { continue };
        let alone = text.trim().is_empty();
        let name = if alone { names.get(at + 1).cloned().unwrap_or_default() } else { known_by(text) };
        marked.entry(name).or_default().push(at);
    }
    marked
}

/// The cuts within paragraphs that are back.
fn words_back<'a>(body: &'a str, cuts: &'a [KeptCut]) -> impl Iterator<Item = usize> + 'a {
    let within = || cuts.iter().enumerate().filter(|(_, cut)| cut.stood == Stood::Within);
    let stands = move |cut: &KeptCut| {
        let words = format!("{}{MARK}", cut.text);
        let found = body.matches(&words).count();
        let twins = within().filter(|(_, other)| other.text == cut.text).count();
        found > 0
            && (found >= twins
                || body.contains(&format!("{}{words}", last(&cut.above)))
                || body.contains(&format!("{words}{}", first(&cut.below))))
    };
    within().filter(move |(_, cut)| stands(cut)).map(|(i, _)| i)
}

/// What the units of a cut are known by once it is back.
fn shape(cut: &KeptCut) -> Vec<String> {
    if cut.stood == Stood::Line {
        return vec![known_by(&cut.text)];
    }
    let block = protected(if cut.stood == Stood::Within { cut.text.trim() } else { &cut.text });
    split(&block).into_iter().map(|unit| known_by(&block[unit.range])).collect()
}

/// A text with the mark above each of its blocks.
fn protected(text: &str) -> String {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut number = None;
    for unit in split(text) {
        match blocks.last_mut().filter(|_| number == Some(unit.block)) {
            Some(last) => last.end = unit.range.end,
            None => blocks.push(unit.range.clone()),
        }
        number = Some(unit.block);
    }
    blocks.into_iter().map(|block| format!("{MARK}\n\n{}", &text[block])).collect::<Vec<_>>().join("\n\n")
}

/// The last few characters.
fn last(text: &str) -> &str {
    text.char_indices().rev().nth(FEW - 1).map_or(text, |(at, _)| &text[at..])
}

/// The first few characters.
fn first(text: &str) -> &str {
    text.char_indices().nth(FEW).map_or(text, |(at, _)| &text[..at])
}

/// Where the line ends that holds a place.
fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

#[cfg(test)]
mod tests;
