//! One pass over the raw body for the words of all rules of a language.
//!
//! This runs on every article of a build, so the body is neither folded nor split first. Each phrase is known by an anchor, its
//! longest part, in the spellings it is printed in. At the beginning of each word its first bytes are looked up in bit tables, four
//! and then eight of them; nearly all words end there. What the anchors find is compared in full later. An Aho-Corasick automaton of the
//! same anchors was tried: it takes three times as long a text, because each byte waits for the state before it, and 20 ms to build.

use std::collections::BTreeMap;
use std::ops::Range;

use foldhash::HashMap;

use super::anchors::{KEY, key_len, spellings_of};
use super::filter::Filter;
use super::phrase::Phrase;
use super::rules::{At, Rule, RuleSet};
use super::words;

/// The rules of a language with the table to search for them.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) rules: Vec<Rule>,
    pub(super) address: Vec<Phrase>,
    pub(super) reporting: Vec<Phrase>,
    /// Sorted by key and sight.
    anchors: Vec<Anchor>,
    /// The anchors that begin alike, sorted by key and sight.
    groups: Vec<Group>,
    /// The numbers of the groups, by key and sight.
    numbers: HashMap<(u64, u64), usize>,
    /// The beginnings of all anchors.
    begins: Filter,
    /// They tell apart what begins alike: the keys of the shortest anchors, the glimpses of those that are shorter than a sight,
    /// and the sights of the others.
    short: Filter,
    glimpses: Filter,
    sights: Filter,
}

#[derive(Debug)]
struct Anchor {
    /// In lower case, as far as it is ASCII.
    text: Vec<u8>,
    /// Bytes that it has in common with the beginning of the anchor before it.
    shared: usize,
    /// The phrases it may be part of, as (rule, phrase).
    owners: Vec<(u32, u32)>,
}

/// The anchors of one key and sight.
#[derive(Debug)]
struct Group {
    key: u64,
    /// [`SHORT`] of anchors that have none.
    sight: u64,
    anchors: Range<usize>,
}

/// An anchor that was seen in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    /// Where it begins, in bytes.
    pub(super) at: usize,
    pub(super) rule: u32,
    pub(super) phrase: u32,
}

/// Bytes of an anchor that make its glimpse.
const GLIMPSE: usize = 6;
/// Eight bytes in lower case have all of these bits.
const LOWER: u64 = u64::from_le_bytes([0x20; 8]);
/// Stands for the sight of anchors that are too short for one. Each byte of a sight has a bit that is not in it.
const SHORT: u64 = 0;
impl Engine {
    pub(super) fn new(RuleSet { address, reporting, rules }: RuleSet) -> Self {
        let anchors = anchors(&rules);
        let [mut begins, mut short, mut glimpses, mut sights] = [(); 4].map(|()| Filter::default());
        let (mut groups, mut numbers) = (Vec::<Group>::new(), HashMap::default());
        for (i, Anchor { text, .. }) in anchors.iter().enumerate() {
            let (key, sight) = (key(text), sight(text).unwrap_or(SHORT));
            match groups.last_mut().filter(|last| (last.key, last.sight) == (key, sight)) {
                Some(last) => last.anchors.end = i + 1,
                None => groups.push(Group { key, sight, anchors: i..i + 1 }),
            }
            numbers.insert((key, sight), groups.len() - 1);
            begins.add(begin(key));
            match (sight, glimpse(text)) {
                (SHORT, None) => short.add(key),
                (SHORT, Some(glimpse)) => glimpses.add(glimpse),
                _ => sights.add(sight),
            }
        }
        Self { rules, address, reporting, anchors, groups, numbers, begins, short, glimpses, sights }
    }

    /// The anchors in a body, by place. Wrapped lines do not hide a phrase.
    pub(super) fn search(&self, body: &str) -> Vec<Seen> {
        // A large text may be full of them. Room that is not used costs nothing there, growing does.
        let bytes = body.as_bytes();
        let mut seen = Vec::with_capacity(if bytes.len() < 1 << 20 { 0 } else { bytes.len() / 2 });
        let found = |at, first| {
            if self.goes_on(first) && words::begins(bytes, at) {
                self.compare(body, at, &mut seen);
            }
        };
        words::each(bytes, |first| self.begins.has(begin(first)), found);
        seen
    }

    /// Whether an anchor that begins like eight bytes may go on like them. Markdown marks hide how a text goes on.
    #[inline]
    fn goes_on(&self, first: u64) -> bool {
        self.sights.has(seen_as(first)) || self.may_be_short(first) || is_marked(first)
    }

    /// Whether an anchor that is shorter than a sight may begin with eight bytes.
    #[inline]
    fn may_be_short(&self, first: u64) -> bool {
        self.glimpses.has(glimpse_of(first)) || self.short.has(key_of(first))
    }

    /// What [`search`](Self::search) finds, by comparing all anchors at each word.
    #[cfg(test)]
    pub(super) fn search_slowly(&self, body: &str) -> Vec<Seen> {
        let mut seen = Vec::new();
        words::each(
            body.as_bytes(),
            |_| true,
            |at, _| {
                let text = if words::begins(body.as_bytes(), at) { &body.as_bytes()[at..] } else { b"" };
                let begins = |anchor: &&Anchor| {
                    key(text) == key(&anchor.text) && matched(text, &anchor.text) == anchor.text.len()
                };
                for &(rule, phrase) in self.anchors.iter().filter(begins).flat_map(|anchor| &anchor.owners) {
                    let stands = may_stand(body, at, self.rule(rule).at);
                    seen.extend(stands.then_some(Seen { at, rule, phrase }));
                }
            },
        );
        seen.sort_unstable();
        seen
    }

    /// The rule of a number that was seen.
    pub(super) fn rule(&self, number: u32) -> &Rule {
        &self.rules[number as usize]
    }

    /// Compares the anchors that may begin a text: of its key and, if it shows one, of its sight.
    #[inline(never)]
    fn compare(&self, body: &str, at: usize, seen: &mut Vec<Seen>) {
        let (text, known) = (&body.as_bytes()[at..], seen.len());
        let key = key(text);
        let first = text.first_chunk().map(|first| u64::from_le_bytes(*first)).filter(|first| !is_marked(*first));
        if let Some(first) = first {
            let sight = seen_as(first);
            let short = self.may_be_short(first).then(|| self.group(key, SHORT)).flatten();
            let long = self.sights.has(sight).then(|| self.group(key, sight)).flatten();
            short.into_iter().chain(long).for_each(|group| self.compare_group(group, (body, at), seen));
        } else {
            let from = self.groups.partition_point(|group| group.key < key);
            let groups = self.groups[from..].iter().take_while(|group| group.key == key);
            groups.for_each(|group| self.compare_group(group, (body, at), seen));
        }
        seen[known..].sort_unstable();
    }

    fn group(&self, key: u64, sight: u64) -> Option<&Group> {
        self.numbers.get(&(key, sight)).map(|number| &self.groups[*number])
    }

    fn compare_group(&self, group: &Group, (body, at): (&str, usize), seen: &mut Vec<Seen>) {
        let mut last = usize::MAX;
        for anchor in &self.anchors[group.anchors.clone()] {
            // What begins like the anchor before it, up to where that differs from the text and beyond, differs there as well.
            if anchor.shared > last {
                continue;
            }
            last = matched(&body.as_bytes()[at..], &anchor.text);
            if last == anchor.text.len() {
                let stands = |(rule, _): &&(u32, u32)| may_stand(body, at, self.rule(*rule).at);
                seen.extend(anchor.owners.iter().filter(stands).map(|&(rule, phrase)| Seen { at, rule, phrase }));
            }
        }
    }
}

/// The anchors of all rules, by key.
fn anchors(rules: &[Rule]) -> Vec<Anchor> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (r, rule) in (0..).zip(rules) {
        for (p, phrase) in (0..).zip(&rule.written) {
            for spelling in spellings_of(phrase, rule.at) {
                let text = spelling.into_bytes();
                let owners: &mut Vec<_> = all.entry((key(&text), sight(&text), text)).or_default();
                owners.push((r, p));
            }
        }
    }
    let mut last: Vec<u8> = Vec::new();
    let anchor = |((_, _, text), owners): (_, Vec<_>)| {
        let shared = last.iter().zip(&text).take_while(|(a, b)| a == b).count();
        last.clone_from(&text);
        Anchor { text, shared, owners }
    };
    all.into_iter().map(anchor).collect()
}

/// The first bytes of a key, or of eight bytes of which it may be the key.
#[inline]
fn begin(first: u64) -> u64 {
    first & (u64::MAX >> (64 - 8 * KEY)) | LOWER
}

/// The first bytes as a number, letters in lower case. Other bytes may fall together, which the comparison sorts out.
#[inline]
fn key(text: &[u8]) -> u64 {
    let first = match text.first_chunk() {
        Some(first) => u64::from_le_bytes(*first),
        None => text.iter().rev().fold(0, |first, byte| first << 8 | u64::from(*byte)),
    };
    key_of(first)
}

/// The key of a text that begins with eight bytes.
#[inline]
fn key_of(first: u64) -> u64 {
    let [byte, ..] = first.to_le_bytes();
    first & (u64::MAX >> (64 - 8 * key_len(&[byte]))) | LOWER
}

/// The first bytes as a number in which case and line breaks make no difference; `None` of a shorter text.
fn sight(text: &[u8]) -> Option<u64> {
    text.first_chunk().map(|first| seen_as(u64::from_le_bytes(*first)))
}

/// The glimpse of an anchor; `None` of one that is shorter, and of one whose key is no shorter.
fn glimpse(text: &[u8]) -> Option<u64> {
    let first = text.first_chunk::<GLIMPSE>().filter(|_| key_len(text) < GLIMPSE)?;
    Some(glimpse_of(first.iter().rev().fold(0, |first, byte| first << 8 | u64::from(*byte))))
}

/// The first of eight bytes as a number in which case and line breaks make no difference.
#[inline]
fn glimpse_of(first: u64) -> u64 {
    seen_as(first) & (u64::MAX >> (64 - 8 * GLIMPSE))
}

/// Eight bytes as a number in which case and line breaks make no difference.
#[inline]
fn seen_as(first: u64) -> u64 {
    const NEWLINES: u64 = u64::from_le_bytes([b'\n'; 8]);
    (first | LOWER) & !NEWLINES
}

/// How many bytes of an anchor a text begins with, whatever Markdown marks stand in it.
fn matched(text: &[u8], anchor: &[u8]) -> usize {
    let (mut rest, mut matched) = (text, 0);
    while let (Some((found, after)), Some(wanted)) = (rest.split_first(), anchor.get(matched)) {
        if is_same(*found, *wanted) {
            (rest, matched) = (after, matched + 1);
        } else if is_mark(*found) {
            rest = after_mark(rest);
        } else {
            break;
        }
    }
    matched
}

#[inline]
fn is_same(found: u8, wanted: u8) -> bool {
    found == wanted || found.to_ascii_lowercase() == wanted || (wanted == b' ' && found == b'\n')
}

/// Whether a Markdown mark stands among eight bytes, all of which are looked at in one go; `Y` is taken for one.
#[inline]
fn is_marked(first: u64) -> bool {
    let holds = |bits: u8, mark: u8| {
        // A byte that is the mark becomes 0, and no byte but a 0 gets its highest bit from being counted down.
        let rest = (first | u64::from_le_bytes([bits; 8])) ^ u64::from_le_bytes([bits | mark; 8]);
        rest.wrapping_sub(u64::from_le_bytes([1; 8])) & !rest & u64::from_le_bytes([0x80; 8])
    };
    // The brackets and `_` differ in two bits.
    holds(0, b'*') | holds(b'[' ^ b'_' | b']' ^ b'_', b'_') != 0
}

const MARKS: [u8; 4] = *b"[]*_";

fn is_mark(byte: u8) -> bool {
    MARKS.contains(&byte)
}

/// What follows a mark: a link's target goes with the bracket that closes its text.
fn after_mark(text: &[u8]) -> &[u8] {
    let target = if text.starts_with(b"](") { memchr::memchr2(b')', b'\n', text) } else { None };
    &text[target.unwrap_or(0) + 1..]
}

/// Whether what stands before a place lets a rule's phrase begin there.
fn may_stand(body: &str, at: usize, place: At) -> bool {
    if place == At::Text {
        return true;
    }
    let Some(before) = body.get(..at) else { return false };
    if place == At::Inline {
        return before.trim_end_matches([' ', '*', '_', '\u{a0}']).ends_with(['(', '[', '（']);
    }
    before.chars().rev().take(24).find(|c| *c == '\n' || c.is_alphabetic()).is_none_or(|c| c == '\n')
}
