//! What stands around the article: where it begins and ends, and the furniture that no rule names.

use super::Kind;
use super::fold::{Folded, fold};
use super::follow::Place;
use super::unit::{Form, Unit};
use super::weigh::{Reason, SUSPECT, State};

/// Words of the longest line below the article that is taken for furniture.
const LONGEST_LINE: usize = 30;

/// Where the article begins and ends: the run of units with the most text and the least furniture in it.
///
/// One long paragraph beyond a heap of furniture, such as a site's description of itself, does not make the heap part of the
/// article. (The method is the "maximum subsequence segmentation" of Pasternack and Roth, WWW 2009, with rules for a classifier.)
pub(super) fn extent(states: &[State]) -> (usize, usize) {
    let (mut best, mut extent) = (0, (0, 0));
    let (mut sum, mut start) = (0, 0);
    for (i, state) in states.iter().enumerate() {
        sum += value(state);
        if sum <= 0 {
            (sum, start) = (0, i + 1);
        } else if sum > best && state.body {
            (best, extent) = (sum, (start, i + 1));
        }
    }
    let first = (extent.0..extent.1).find(|i| states[*i].body).unwrap_or(0);
    (first, extent.1)
}

fn value(state: &State) -> i32 {
    match state {
        State { weight: SUSPECT.., .. } | State { cut: Some(_), .. } => -2,
        State { body: true, .. } => 4,
        State { words: 8.., ends: true, .. } => 1,
        _ => 0,
    }
}

/// Where a unit stands to an article's extent.
pub(super) fn place(i: usize, (first, end): (usize, usize)) -> Place {
    match i {
        i if i >= end => Place::Tail,
        i if i < first => Place::Head,
        _ => Place::Text,
    }
}

/// Marks lines that are no sentences among the cuts below the article.
pub(super) fn sweep(body: &str, units: &[Unit], states: &mut [State], end: usize) {
    let (mut rule, mut cuts) = (None, 0);
    for i in end..units.len() {
        if let Some(reason) = states[i].cut {
            rule = reason.rule().or(rule);
            cuts += 1;
            continue;
        }
        let beside = |i: usize| states.get(i).is_some_and(|state| state.cut.is_some());
        let among = cuts >= 2 || (i > 0 && beside(i - 1) && beside(i + 1));
        if let Some(rule) = rule
            && among
            && is_loose(&units[i], &states[i])
            && states.get(i + 1).is_none_or(|next| !next.body || next.cut.is_some())
            && is_fragment(&body[units[i].range.clone()], &states[i])
        {
            states[i].cut = Some(Reason::Between(rule));
        }
    }
}

/// Whether a unit may go with its neighbours.
fn is_loose(unit: &Unit, state: &State) -> bool {
    state.cut.is_none() && state.licence == 0 && matches!(unit.form, Form::Paragraph | Form::Item)
}

/// Whether a line is no sentence, footnote or credit.
fn is_fragment(text: &str, state: &State) -> bool {
    state.words <= LONGEST_LINE && (!state.ends || state.words <= 3) && !is_note(text) && !text.contains(['©', '@'])
}

/// Whether a line begins as a footnote does.
pub(super) fn is_note(text: &str) -> bool {
    text.trim_start().starts_with(['(', '[', '¹', '²', '³', '†', '\\']) && !text.contains("](")
}

/// Marks numbers and single letters beside cuts, or several together around the text: how often a page was shared, icons.
pub(super) fn counts(body: &str, units: &[Unit], states: &mut [State], extent: (usize, usize)) {
    let mut at = 0;
    while at < units.len() {
        let run = units[at..].iter().zip(&states[at..]);
        let run = run.take_while(|(unit, state)| is_loose(unit, state) && is_count(&body[unit.range.clone()])).count();
        let beside = |i: Option<usize>| i.and_then(|i| states.get(i)).and_then(|state| state.cut);
        let reason = beside(at.checked_sub(1)).or(beside(Some(at + run)));
        let around = run >= 2 && place(at, extent) != Place::Text;
        if let Some(reason) = reason.or(around.then_some(Reason::Shape(Kind::Share))) {
            let rule = reason.rule().map_or(reason, Reason::Between);
            states[at..at + run].iter_mut().for_each(|state| state.cut = Some(rule));
        }
        at += run.max(1);
    }
}

/// Whether a line is a number or a single letter.
fn is_count(text: &str) -> bool {
    let text = text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.len() <= 12 && (letters == 0 || text.chars().count() == 1 || (letters == 1 && text.ends_with(['k', 'K', 'M'])))
}

/// Marks lines of nothing but `#words` around the text.
pub(super) fn hashtags(body: &str, units: &[Unit], states: &mut [State], extent: (usize, usize)) {
    for i in (0..units.len()).filter(|i| place(*i, extent) != Place::Text) {
        let mut words = body[units[i].range.clone()].split_whitespace();
        if states[i].words >= 2 && is_loose(&units[i], &states[i]) && words.all(is_hashtag) {
            states[i].cut = Some(Reason::Shape(Kind::Tags));
        }
    }
}

fn is_hashtag(word: &str) -> bool {
    word.trim_start_matches('\\').strip_prefix('#').is_some_and(|name| name.starts_with(char::is_alphabetic))
}

/// Marks paragraphs in the text that are one link to somewhere else: teasers of other articles.
pub(super) fn links(body: &str, units: &[Unit], states: &mut [State], extent: (usize, usize)) {
    for i in extent.0..units.len() {
        let text = &body[units[i].range.clone()];
        if is_loose(&units[i], &states[i]) && units[i].form == Form::Paragraph && is_teaser(text, &states[i]) {
            states[i].cut = Some(Reason::Shape(Kind::Related));
        }
    }
}

/// Whether a unit is a headline that is a link as a whole.
fn is_teaser(text: &str, state: &State) -> bool {
    let begins = text.trim_start_matches(['*', '_', ' ', '>']).starts_with('[');
    begins && (5..=LONGEST_LINE).contains(&state.words) && {
        let Folded { text, linked, .. } = fold(text);
        linked + 2 >= text.len() && !text.starts_with("http") && !text.ends_with(['.', ':', ';', '。'])
    }
}
