//! What goes with a unit that is cut: the list below a label, buttons between buttons, separators, empty headings.

use std::ops::Range;
use std::sync::Arc;

use super::fold::fold;
use super::rules::At;
use super::search::Engine;
use super::unit::{Form, Unit};
use super::weigh::{Reason, State, neighbours};
use super::{Cut, Kind, around};

/// Titles that are taken below a label in the middle of an article, where the next line may be its own.
const TITLES: usize = 4;

/// Where a unit stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Above the article's first paragraph, where a title may be its own headline.
    Head,
    /// Between its paragraphs.
    Text,
    /// Below the last one.
    Tail,
}

/// Marks what goes with the units that are cut by themselves.
pub(super) fn follow(body: &str, units: &[Unit], states: &mut [State], engine: &Engine) {
    if !states.iter().any(|s| s.weight > 0 || s.licence > 0) {
        return;
    }
    let mut extent = around::extent(states);
    if let Some((end, rule)) = end_of_article(states, engine) {
        mark(units, states, end + 1..units.len(), rule);
    }
    for i in 0..units.len() {
        if let Some(rule) = label(units, states, i, engine) {
            below(body, units, states, i, rule, around::place(i, extent), engine);
        }
    }
    extent = around::extent(states);
    around::links(body, units, states, extent);
    around::counts(body, units, states, extent);
    around::hashtags(body, units, states, extent);
    around::sweep(body, units, states, extent.1);
    let beside = neighbours(units);
    headings(units, states);
    separators(units, states, &beside, extent.1);
}

/// The rule by which a unit is a label: cut itself, or a heading that would be if headings were.
fn label(units: &[Unit], states: &[State], i: usize, engine: &Engine) -> Option<u32> {
    let rule = states[i].rule.filter(|r| engine.rule(*r).at == At::Label)?;
    (states[i].cut.is_some() || matches!(units[i].form, Form::Heading(_))).then_some(rule)
}

/// Marks what stands below a label.
fn below(body: &str, units: &[Unit], states: &mut [State], label: usize, rule: u32, place: Place, engine: &Engine) {
    let heading = matches!(units[label].form, Form::Heading(_));
    let end = end_of_list(body, units, states, label, place, engine);
    if heading && units.get(end).is_some_and(|u| !matches!(u.form, Form::Heading(_) | Form::Rule)) {
        return; // other content stands below the heading, so the list may belong to it
    }
    mark(units, states, label + 1..end, rule);
}

fn mark(units: &[Unit], states: &mut [State], range: Range<usize>, rule: u32) {
    for i in range {
        let free = states[i].cut.is_none() && states[i].licence == 0;
        if free && !matches!(units[i].form, Form::Verbatim | Form::Rule) {
            states[i].cut = Some(Reason::Below(rule));
        }
    }
}

/// The first label such as "Leave a comment" that stands where an article ends.
///
/// That is where no paragraph follows, or few do with the site's furniture between them: comments, openings of other stories.
fn end_of_article(states: &[State], engine: &Engine) -> Option<(usize, u32)> {
    let words: usize = states.iter().map(|s| s.words).sum();
    let bodies = states.iter().filter(|s| s.body).count();
    let furniture = states.iter().filter(|s| s.cut.is_some()).count();
    let (mut words_above, mut bodies_above, mut furniture_above) = (0, 0, 0);
    for (i, state) in states.iter().enumerate() {
        let (below, others) = (bodies - bodies_above, furniture.saturating_sub(furniture_above + 1));
        let few = below == 0 || (bodies_above > 2 * below && others > 1) || (bodies_above > below && others > 2);
        if let Some(Reason::Rule(rule)) = state.cut
            && engine.rule(rule).ends
            && few
            && 2 * words_above > words
        {
            return Some((i, rule));
        }
        words_above += state.words;
        bodies_above += usize::from(state.body);
        furniture_above += usize::from(state.cut.is_some());
    }
    None
}

/// The first unit after a label that is no part of its list.
fn end_of_list(body: &str, units: &[Unit], states: &[State], label: usize, place: Place, engine: &Engine) -> usize {
    let kind = states[label].rule.and_then(|r| engine.rule(r).kind);
    let mut titles = 0;
    let listed = |i: usize, titles: &mut usize| {
        let (unit, state) = (&units[i], &states[i]);
        if self::label(units, states, i, engine).is_some() {
            return false;
        }
        // A mark alone, such as the bar between tags, separates no parts of the text.
        let mark = unit.form == Form::Rule && body[unit.range.clone()].trim().chars().count() < 3;
        if state.cut.is_some() || unit.form == Form::Item || mark {
            return true;
        }
        if state.body || state.licence > 0 || matches!(unit.form, Form::Heading(_) | Form::Rule | Form::Verbatim) {
            return false;
        }
        let text = body[unit.range.clone()].trim_end();
        let folded = fold(text);
        let linked = folded.linked * 3 > folded.text.len() * 2;
        let tag = kind == Some(Kind::Tags) && state.words <= 4 && !text.ends_with(['.', ':']);
        let title = kind == Some(Kind::Related)
            && (6..=45).contains(&state.words)
            && !text.ends_with(['.', ':', '"', '»', '”', ';'])
            && place != Place::Head
            && *titles < TITLES;
        *titles += usize::from(title);
        let loose = place == Place::Tail && !is_sentence(text, state.words) && !around::is_note(text);
        linked || tag || title || numbers(text) || loose
    };
    let mut end = label + 1;
    while end < units.len() && listed(end, &mut titles) {
        end += 1;
    }
    end
}

/// Whether a line is a date, a count or a time.
fn numbers(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits * 5 >= text.chars().count()
}

fn is_sentence(text: &str, words: usize) -> bool {
    let text = text.trim_end_matches(['"', '»', '”', ')', ' ', '\u{a0}', '\u{202f}', '*', '_']);
    words >= 8 && text.ends_with(['.', '。']) && !text.ends_with("...")
}

/// Marks headings below which nothing is left, if what stood there is cut.
fn headings(units: &[Unit], states: &mut [State]) {
    for i in (0..units.len()).rev() {
        let Form::Heading(level) = units[i].form else { continue };
        let section = |u: &&Unit| !matches!(u.form, Form::Heading(other) if other <= level);
        let end = i + 1 + units[i + 1..].iter().take_while(section).count();
        let inside = i + 1..end;
        let kept = inside.clone().any(|j| states[j].cut.is_none() && units[j].form != Form::Rule);
        let first = inside.filter_map(|j| states[j].cut).find_map(Reason::rule);
        if !kept && let Some(rule) = first.or(states[i].rule.filter(|_| states[i].weight >= 5)) {
            states[i].cut = Some(Reason::Below(rule));
        }
    }
}

/// Marks the separators that surround what is cut, and those below the article. One between its paragraphs is its own.
fn separators(units: &[Unit], states: &mut [State], beside: &[[Option<u32>; 2]], end: usize) {
    // Below the article they separate what came along with it, rights material among it.
    let last = states.iter().rposition(|state| state.cut.is_some() || state.licence > 0).unwrap_or(0);
    // Whether a run of cut units lies open to a separator or the text's edge, seen from either side.
    let mut opened = vec![true; units.len()];
    let mut closed = vec![true; units.len()];
    let is_rule = |i: usize| units[i].form == Form::Rule;
    for i in 1..units.len() {
        opened[i] = is_rule(i - 1) || (states[i - 1].cut.is_some() && opened[i - 1]);
    }
    for i in (1..units.len()).rev() {
        closed[i - 1] = is_rule(i) || (states[i].cut.is_some() && closed[i]);
    }
    for i in (0..units.len()).filter(|i| is_rule(*i)) {
        let [before, after] = beside[i].map(|n| n.map(|n| n as usize).filter(|n| states[*n].cut.is_some()));
        let surrounds = match (before, after) {
            (Some(_), Some(_)) => true,
            (None, Some(after)) => beside[i][0].is_none() || closed[after],
            (Some(before), None) => beside[i][1].is_none() || opened[before],
            (None, None) => false,
        };
        if surrounds || (end..last).contains(&i) {
            states[i].cut = Some(Reason::Separator);
        }
    }
}

/// The marked units as cuts of the body.
pub(super) fn ranges(body: &str, units: &[Unit], states: &[State], engine: &Engine) -> Vec<Cut> {
    let mut cuts = Vec::with_capacity(states.iter().filter(|state| state.cut.is_some()).count());
    let mut kept_in = None;
    let mut said: Option<(Reason, Kind, Arc<str>)> = None;
    for (i, unit) in units.iter().enumerate() {
        let Some(reason) = states[i].cut else {
            kept_in = Some(unit.block);
            continue;
        };
        let next = units.get(i + 1);
        let last_in_block = next.is_none_or(|n| n.block != unit.block);
        let after = &body[unit.range.end..];
        let gap = if last_in_block && kept_in == Some(unit.block) {
            after.find('\n').map_or(after.len(), |at| at + 1) // the blank line below still ends the paragraph above
        } else {
            next.map_or(after.len(), |n| n.range.start - unit.range.end)
        };
        // What is cut for one reason often follows each other.
        let (_, kind, rule) = match said.take() {
            Some(same) if same.0 == reason => said.insert(same),
            _ => said.insert(told(reason, engine)),
        };
        cuts.push(Cut { kind: *kind, rule: rule.clone(), range: unit.range.start..unit.range.end + gap });
    }
    cuts
}

/// A reason with the kind and the rule that a cut names.
fn told(reason: Reason, engine: &Engine) -> (Reason, Kind, Arc<str>) {
    let (kind, rule) = match reason {
        Reason::Separator => (Kind::Separator, "separator".into()),
        Reason::Shape(kind) => (kind, format!("shape/{}", kind.as_str()).into()),
        Reason::Rule(r) | Reason::Below(r) | Reason::Between(r) => {
            (engine.rule(r).kind.unwrap_or(Kind::SiteFooter), engine.rule(r).id.clone())
        }
    };
    (reason, kind, rule)
}
