//! Adds up the evidence for cutting each unit.

use super::fold::{Folded, bare, fold, is_unspaced, plain_letters};
use super::follow::Place;
use super::phrase::Phrase;
use super::rules::{At, Rule};
use super::search::{Engine, Seen};
use super::unit::{Form, Unit};
use super::{Kind, around};

/// Evidence from which a unit is cut.
pub(super) const ENOUGH: i32 = 5;
/// Evidence that makes a unit a sign for its neighbours.
pub(super) const SUSPECT: i32 = 3;
/// Words from which a unit may be a paragraph of the article that tells where its text begins and ends.
const BODY_WORDS: usize = 25;

/// The same where no paragraph is that long.
const SHORT_BODY_WORDS: usize = 10;

/// Bytes of the longest unit that may be cut, and the most phrases of one that are looked at: what is beyond is hostile.
const LONGEST_UNIT: usize = 6000;
const MOST_PHRASES: usize = 80;

/// What is known of a unit.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// Empty where no rule's words were seen.
    pub(super) folded: Folded,
    pub(super) words: usize,
    /// The rule with most weight that found it, and the sum of all.
    pub(super) rule: Option<u32>,
    pub(super) weight: i32,
    /// Whether a phrase begins it, as an appeal does.
    pub(super) opens: bool,
    /// Weight of the rules for rights material: such a unit is never cut.
    pub(super) licence: i32,
    /// Whether it ends as a sentence does.
    pub(super) ends: bool,
    /// Whether it is a paragraph of the article by its length and ending.
    pub(super) body: bool,
    /// The rule it is cut by.
    pub(super) cut: Option<Reason>,
}

/// Why a unit is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// A rule found it.
    Rule(u32),
    /// It stands below a label that the rule found.
    Below(u32),
    /// It stands between units that are cut, the nearest by the rule.
    Between(u32),
    /// No rule found it, but it looks like nothing else.
    Shape(Kind),
    /// It separates what is cut.
    Separator,
}

impl Reason {
    /// The rule behind it.
    pub(super) fn rule(self) -> Option<u32> {
        match self {
            Self::Rule(rule) | Self::Below(rule) | Self::Between(rule) => Some(rule),
            Self::Shape(_) | Self::Separator => None,
        }
    }
}

/// Weighs all units and marks those with enough evidence.
pub(super) fn weigh(body: &str, units: &[Unit], seen: &[Seen], engine: &Engine) -> Vec<State> {
    let mut states: Vec<State> = units.iter().map(|unit| measure(&body[unit.range.clone()], unit.form)).collect();
    let mut at = 0;
    for (unit, state) in units.iter().zip(&mut states) {
        while seen.get(at).is_some_and(|s| s.at < unit.range.start) {
            at += 1;
        }
        let first = at;
        while seen.get(at).is_some_and(|s| s.at < unit.range.end) {
            at += 1;
        }
        let short = unit.range.len() <= LONGEST_UNIT;
        if at > first && short && !matches!(unit.form, Form::Verbatim | Form::Rule) {
            state.folded = fold(&body[unit.range.clone()]);
            state.folded.text = plain_letters(std::mem::take(&mut state.folded.text));
            compare(state, &seen[first..at], engine);
        }
    }
    for state in &mut states {
        state.body &= state.weight < SUSPECT && state.licence == 0;
    }
    if !states.iter().any(|state| state.body) {
        for (unit, state) in units.iter().zip(&mut states) {
            let long = unit.form == Form::Paragraph && state.words >= SHORT_BODY_WORDS && state.ends;
            state.body = long && state.weight == 0 && state.licence == 0;
        }
    }
    if states.iter().all(|state| state.rule.is_none()) {
        return states;
    }
    let extent = around::extent(&states);
    let beside = neighbours(units);
    for i in 0..units.len() {
        let sum = evidence(&beside[i], &states, i, around::place(i, extent), engine);
        if sum >= ENOUGH && states[i].licence == 0 && !matches!(units[i].form, Form::Heading(_)) {
            states[i].cut = states[i].rule.map(Reason::Rule);
        }
    }
    states
}

/// Counts words and looks at the end. Folding waits until a rule's words are seen.
fn measure(text: &str, form: Form) -> State {
    let words = count_words(text);
    let closing = ['*', '_', ' ', '\u{a0}', '"', '»', '”', '“', '」', '』', ')', '）', '’', '\''];
    let end = text.trim_end_matches(closing);
    let ends = end.len() < text.trim_end().len()
        || end.ends_with(['.', '!', '?', ':', '…', ';', '؟', '؛', '。', '！', '？', '：']);
    let body = form == Form::Paragraph && words >= BODY_WORDS && ends;
    State { words, ends, body, ..State::default() }
}

/// Words of a text: what white space of ASCII separates, if there is a letter or digit in it. Where words are not spaced, two
/// characters count as one, which is their usual length.
fn count_words(text: &str) -> usize {
    let (mut words, mut counted) = (0, false);
    for (at, byte) in text.bytes().enumerate() {
        let begins = match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => {
                counted = false;
                continue;
            }
            _ if counted => continue,
            0..0x80 => byte.is_ascii_alphanumeric(),
            0x80..0xc0 => false,
            0xc0.. => text[at..].starts_with(char::is_alphanumeric),
        };
        words += usize::from(begins);
        counted = begins;
    }
    // No character that is written without spaces begins with a lower byte.
    if text.bytes().filter(|byte| *byte >= 0xe3).count() == 0 {
        return words;
    }
    words.max(text.chars().filter(|c| is_unspaced(*c)).count() / 2)
}

/// Compares the phrases whose anchors were seen in a unit.
fn compare(state: &mut State, seen: &[Seen], engine: &Engine) {
    let mut found: Vec<(u32, u32)> = seen.iter().map(|s| (s.rule, s.phrase)).collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(MOST_PHRASES);
    let mut best = 0;
    let mut names: Vec<&str> = Vec::new();
    for (r, p) in found {
        let rule = engine.rule(r);
        if rule.at == At::Inline || !holds(&state.folded.text, state.words, rule, &rule.phrases[p as usize]) {
            continue;
        }
        // A second phrase of the same rule, or of its sister in another language, says little more than the first.
        let name = rule.id.split_once('/').map_or("", |(_, name)| name);
        let weight = if names.contains(&name) { i32::from(rule.kind.is_none()) } else { rule.weight };
        names.push(name);
        state.opens |= rule.phrases[p as usize].begins(&state.folded.text).is_some();
        if rule.kind.is_none() {
            state.licence += weight;
            continue;
        }
        state.weight += weight;
        if rule.weight > best {
            (best, state.rule) = (rule.weight, Some(r));
        }
    }
}

pub(super) fn holds(text: &str, words: usize, rule: &Rule, phrase: &Phrase) -> bool {
    match rule.at {
        At::Text | At::Inline => phrase.find(text).is_some_and(|end| words < 10 || !is_quoted(text, end)),
        At::Line | At::Label => phrase.is(bare(text)),
        At::Only => words <= 40 && is_made_of(text, &rule.phrases),
        At::Start | At::Lead => {
            let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
            let Some(end) = phrase.begins(text) else { return false };
            let led = rule.at == At::Start
                || text[end..].trim_start_matches([' ', '"']).starts_with([':', '|', '：', '｜', '>']);
            led && words <= 40
        }
    }
}

/// Whether a text is made of nothing but phrases, two at least.
fn is_made_of(text: &str, phrases: &[Phrase]) -> bool {
    let next = |text: &str| text.find(char::is_alphabetic);
    let (mut rest, mut count) = (text, 0);
    while let Some(start) = next(rest) {
        let Some(end) = phrases.iter().filter_map(|phrase| phrase.begins(&rest[start..])).max() else { return false };
        rest = &rest[start + end..];
        count += 1;
    }
    count >= 2
}

/// Whether a place lies between quotes: there the text speaks of an appeal, it does not make one.
fn is_quoted(text: &str, at: usize) -> bool {
    text[..at].matches('"').count() % 2 == 1 && text[at..].contains('"')
}

/// The evidence for cutting a unit: what the rules found, and where and how it is said.
fn evidence(beside: &[Option<u32>; 2], states: &[State], i: usize, place: Place, engine: &Engine) -> i32 {
    let state = &states[i];
    let Some(rule) = state.rule.map(|r| engine.rule(r)) else { return 0 };
    let mut sum = state.weight.min(2 * ENOUGH);
    let near = beside.iter().flatten().filter(|n| states[**n as usize].weight >= SUSPECT).count();
    sum += i32::try_from(near).unwrap_or(0);
    let edge = place != Place::Text;
    match rule.at {
        At::Line | At::Only => return sum + 2 * i32::from(edge),
        At::Start => return sum + i32::from(edge) - 2 * i32::from(state.words > 14),
        At::Lead if !edge && is_sentence(state) => return sum - 2,
        At::Label | At::Lead | At::Inline => return sum + i32::from(edge),
        At::Text => {}
    }
    let text = &state.folded.text;
    // In the middle of the text an appeal is rarer than a sentence that reads like one.
    sum += match place {
        Place::Tail => 1,
        Place::Text if near == 0 => -1,
        Place::Text | Place::Head => 0,
    } + i32::from(state.words <= 15);
    let speaks = i32::from(state.opens || says(state, &engine.address))
        + i32::from(state.folded.points || text.ends_with(['!', '！']))
        + i32::from(state.folded.linked * 2 > text.len());
    // A whole sentence that neither speaks to the reader nor links anywhere states something.
    let states = speaks == 0 && text.ends_with(['.', '"', '。']);
    sum += if states { if state.words >= 8 { -3 } else { -1 } } else { speaks };
    let long = [30, 70, 110].into_iter().filter(|most| state.words > *most).map(|_| 2).sum::<i32>();
    sum - long - reports(state, engine)
}

/// The evidence that a unit reports what others say.
pub(super) fn reports(state: &State, engine: &Engine) -> i32 {
    let text = &state.folded.text;
    let dialogue = text.starts_with('\'') || (text.starts_with("- ") && text[2..].contains(" - "));
    let spoken = dialogue || text.matches('"').count() >= 2;
    if state.words < 7 { 0 } else { 3 * i32::from(says(state, &engine.reporting)) + 2 * i32::from(spoken) }
}

fn says(state: &State, words: &[Phrase]) -> bool {
    words.iter().any(|word| word.find(&state.folded.text).is_some())
}

/// Whether a unit is a sentence without a link, as a label's headline is not.
fn is_sentence(state: &State) -> bool {
    state.words >= 8 && state.folded.linked == 0 && state.folded.text.ends_with(['.', '。'])
}

/// For each unit those before and after it, separators aside.
pub(super) fn neighbours(units: &[Unit]) -> Vec<[Option<u32>; 2]> {
    let mut all = vec![[None, None]; units.len()];
    let seen = |i: usize, last| if units[i].form == Form::Rule { last } else { u32::try_from(i).ok() };
    (0..units.len()).fold(None, |last, i| {
        all[i][0] = last;
        seen(i, last)
    });
    (0..units.len()).rev().fold(None, |last, i| {
        all[i][1] = last;
        seen(i, last)
    });
    all
}
