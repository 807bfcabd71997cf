//! Promos in brackets inside a paragraph that stays: `(RELATED: …)`.

use std::ops::Range;

use super::Cut;
use super::phrase::{Phrase, normal};
use super::rules::At;
use super::search::{Engine, Seen};
use super::unit::{Form, Unit};
use super::weigh::State;

/// The longest promo, in bytes: two long headlines.
const LONGEST: usize = 600;

/// Adds the brackets that an inline rule found in units that stay.
pub(super) fn find(body: &str, units: &[Unit], states: &[State], seen: &[Seen], engine: &Engine, cuts: &mut Vec<Cut>) {
    let mut done = 0;
    for s in seen.iter().filter(|s| engine.rule(s.rule).at == At::Inline) {
        let unit = units.partition_point(|u| u.range.end <= s.at);
        let Some(within) = units.get(unit).filter(|u| u.range.contains(&s.at)) else { continue };
        if s.at < done || states[unit].cut.is_some() || within.form == Form::Verbatim {
            continue;
        }
        let rule = engine.rule(s.rule);
        let Some(range) = bracket(&body[..within.range.end], s.at, &rule.phrases[s.phrase as usize]) else { continue };
        done = range.end;
        let range = with_emphasis(&body[within.range.clone()], range, within.range.start);
        let start = body[within.range.start..range.start].trim_end().len() + within.range.start;
        if let Some(kind) = rule.kind {
            cuts.push(Cut { kind, rule: rule.id.clone(), range: start..range.end });
        }
    }
}

/// A range with the emphasis marks that enclose it alone.
fn with_emphasis(unit: &str, mut range: Range<usize>, offset: usize) -> Range<usize> {
    let mark = |byte: Option<&u8>| byte.copied().filter(|b| matches!(b, b'*' | b'_'));
    let bytes = unit.as_bytes();
    while range.start > offset
        && let Some(open) = mark(bytes.get(range.start - offset - 1))
        && mark(bytes.get(range.end - offset)) == Some(open)
    {
        range = range.start - 1..range.end + 1;
    }
    range
}

/// The bracket that begins before a label, if the label is the whole phrase and a colon follows it.
fn bracket(text: &str, label: usize, phrase: &Phrase) -> Option<Range<usize>> {
    let open = text[..label].rfind(['(', '[', '（'])?;
    let colon = label + text[label..].char_indices().take(60).find(|(_, c)| matches!(c, ':' | '：'))?.0;
    if !phrase.is(&normal(&text[label..colon])) {
        return None;
    }
    // What never closes must not be read each time. (0xef begins the wide brackets.)
    let near = &text.as_bytes()[open..text.len().min(open + LONGEST)];
    memchr::memchr3(b')', b']', 0xef, near)?;
    let mut depth = 0usize;
    for (at, c) in text[open..].char_indices().take_while(|(at, _)| *at < LONGEST) {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(open..open + at + c.len_utf8());
        }
    }
    None
}
