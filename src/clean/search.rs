//! One pass over the raw body for the words of all rules of a language.
//!
//! This runs on every article of a build, so the body is neither folded nor split first. Each phrase is known by an anchor, its
//! longest part, in the spellings it is printed in. At the beginning of each word four bytes and then eight are looked
//! up in bit tables; nearly all words end there. What the anchors find is compared in full later. An Aho-Corasick automaton of the same anchors was
//! tried: it takes three times as long a text, because each byte waits for the state before it, and 20 ms to build.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::fold::{is_unspaced, plain_letters};
use super::phrase::{Part, Phrase, parts};
use super::rules::{At, Rule, RuleSet};

/// The rules of a language with the table to search for them.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) rules: Vec<Rule>,
    pub(super) address: Vec<Phrase>,
    pub(super) reporting: Vec<Phrase>,
    /// Sorted by the key of their first bytes, those that are shorter than a sight first.
    anchors: Vec<Anchor>,
    by_key: HashMap<u64, Group>,
    /// Those that are as long as a sight, by key and sight.
    by_sight: HashMap<(u64, u64), Range<usize>>,
    /// The keys of all anchors.
    keys: Filter,
    /// The keys of those that are shorter than a sight, and the sights of the others: they tell apart what begins alike.
    short: Filter,
    sights: Filter,
}

#[derive(Debug)]
struct Anchor {
    /// In lower case, as far as it is ASCII.
    text: Vec<u8>,
    /// The phrases it may be part of, as (rule, phrase).
    owners: Vec<(u32, u32)>,
}

/// The anchors of one key: the shorter ones up to `long`, then those that are as long as a sight.
#[derive(Debug)]
struct Group {
    start: usize,
    long: usize,
    end: usize,
}

/// An anchor that was seen in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    /// Where it begins, in bytes.
    pub(super) at: usize,
    pub(super) rule: u32,
    pub(super) phrase: u32,
}

/// Bytes of an anchor that make its key.
const KEY: usize = 4;
/// What may follow a word that is one letter shorter than a key. Still shorter ones are not searched for.
const AFTER_WORD: [char; 10] = [' ', '\n', ':', ',', '.', '|', '/', '!', '?', ')'];
/// From how many bytes an anchor of several words is rare enough, and the most anchors of a phrase.
const RARE: usize = 10;
const MOST_ANCHORS: usize = 64;
/// Bytes of an anchor that make its sight.
const SIGHT: usize = 8;

impl Engine {
    pub(super) fn new(RuleSet { address, reporting, rules }: RuleSet) -> Self {
        let anchors = anchors(&rules);
        let (mut by_key, mut by_sight) = (HashMap::<u64, Group>::new(), HashMap::<_, Range<usize>>::new());
        let (mut keys, mut short, mut sights) = (Filter::default(), Filter::default(), Filter::default());
        for (i, anchor) in anchors.iter().enumerate() {
            let key = key(&anchor.text);
            let group = by_key.entry(key).or_insert(Group { start: i, long: i, end: i });
            group.end = i + 1;
            keys.add(key);
            if let Some(sight) = sight(&anchor.text) {
                by_sight.entry((key, sight)).or_insert(i..i).end = i + 1;
                sights.add(sight);
            } else {
                group.long = i + 1;
                short.add(key);
            }
        }
        Self { rules, address, reporting, anchors, by_key, by_sight, keys, short, sights }
    }

    /// The anchors in a body, by place. Wrapped lines do not hide a phrase.
    pub(super) fn search(&self, body: &str) -> Vec<Seen> {
        // A large text may be full of them. Room that is not used costs nothing there, growing does.
        let bytes = body.as_bytes();
        let mut seen = Vec::with_capacity(if bytes.len() < 1 << 20 { 0 } else { bytes.len() / 2 });
        let mut before = Class::Other;
        for (at, &byte) in bytes.iter().enumerate() {
            let begins = match before {
                Class::Letter => false,
                Class::Other => byte > b' ',
                Class::Wide => begins_word(bytes, at),
            };
            before = CLASSES[usize::from(byte)];
            if begins {
                let key = key(&bytes[at..]);
                if self.keys.has(key) {
                    let first = seen.len();
                    self.compare(body, at, key, &mut seen);
                    seen[first..].sort_unstable();
                }
            }
        }
        seen
    }

    /// The rule of a number that was seen.
    pub(super) fn rule(&self, number: u32) -> &Rule {
        &self.rules[number as usize]
    }

    fn compare(&self, body: &str, at: usize, key: u64, seen: &mut Vec<Seen>) {
        let text = &body.as_bytes()[at..];
        // Markdown marks hide how a text goes on.
        let (some, others) = match sight(text).filter(|_| !is_marked(text)) {
            Some(sight) => (
                if self.short.has(key) { self.by_key.get(&key).map(|group| group.start..group.long) } else { None },
                if self.sights.has(sight) { self.by_sight.get(&(key, sight)).cloned() } else { None },
            ),
            None => (self.by_key.get(&key).map(|group| group.start..group.end), None),
        };
        for anchor in some.into_iter().chain(others).flat_map(|range| &self.anchors[range]) {
            if !begins_with(text, &anchor.text) {
                continue;
            }
            let stands = |(rule, _): &&(u32, u32)| may_stand(body, at, self.rule(*rule).at);
            seen.extend(anchor.owners.iter().filter(stands).map(|&(rule, phrase)| Seen { at, rule, phrase }));
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
    all.into_iter().map(|((_, _, text), owners)| Anchor { text, owners }).collect()
}

/// Whether a word begins after a character that is not ASCII: the blocks of quotes, spaces and emoji are no letters, and Chinese
/// and Japanese put no space between words, all of which the bytes further back tell.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).map_or(b' ', |at| bytes[at]);
    let starts = (bytes[at] & 0xc0) != 0x80;
    starts && (back(2) == 0xc2 || matches!(back(3), 0xe2..=0xe9 | 0xef) || back(4) == 0xf0)
}

/// The first bytes as a number, letters in lower case. Other bytes may fall together, which the comparison sorts out.
#[inline]
fn key(text: &[u8]) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    if let Some(first) = text.first_chunk::<KEY>()
        && first[0].is_ascii()
    {
        return u64::from(u32::from_le_bytes(*first)) | LOWER;
    }
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(text).take(key_len(text)).for_each(|(to, from)| *to = *from);
    u64::from_le_bytes(bytes) | LOWER
}

/// Bytes of a text that make its key. Two letters of Arabic tell too little: half of its words begin with the article.
fn key_len(text: &[u8]) -> usize {
    if text.first().is_some_and(u8::is_ascii) { KEY } else { KEY + 2 }
}

/// The first bytes as a number in which case and line breaks make no difference; `None` of a shorter text.
fn sight(text: &[u8]) -> Option<u64> {
    let first = u64::from_le_bytes(*text.first_chunk::<SIGHT>()?);
    Some((first | 0x2020_2020_2020_2020) & !0x0a0a_0a0a_0a0a_0a0a)
}

/// A set that may take a number for one of its own: one bit for each hash, 8 KiB that stay in the nearest cache.
#[derive(Debug)]
struct Filter(Box<[u64; 1 << 10]>);

impl Default for Filter {
    fn default() -> Self {
        Self(Box::new([0; 1 << 10]))
    }
}

impl Filter {
    fn add(&mut self, number: u64) {
        let (word, bit) = Self::place(number);
        self.0[word] |= bit;
    }

    fn has(&self, number: u64) -> bool {
        let (word, bit) = Self::place(number);
        self.0[word] & bit != 0
    }

    fn place(number: u64) -> (usize, u64) {
        let hash = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48;
        (usize::from((hash >> 6) as u16), 1 << (hash & 63))
    }
}

/// What a byte is at the end of.
#[derive(Clone, Copy)]
enum Class {
    /// A word, which goes on.
    Letter,
    /// Nothing that goes on.
    Other,
    /// A character that is not ASCII.
    Wide,
}

const CLASSES: [Class; 256] = {
    let (mut classes, mut byte) = ([Class::Other; 256], 0_u8);
    loop {
        if byte >= 0x80 {
            classes[byte as usize] = Class::Wide;
        } else if byte.is_ascii_alphanumeric() {
            classes[byte as usize] = Class::Letter;
        }
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// Whether a text begins with an anchor, whatever Markdown marks stand in it.
fn begins_with(text: &[u8], anchor: &[u8]) -> bool {
    let mut rest = text;
    for wanted in anchor {
        while let Some(&mark) = rest.first().filter(|byte| is_mark(**byte))
            && mark != *wanted
        {
            rest = after_mark(rest);
        }
        let Some((found, after)) = rest.split_first() else { return false };
        let same = found.to_ascii_lowercase() == *wanted || (*wanted == b' ' && *found == b'\n');
        if !same {
            return false;
        }
        rest = after;
    }
    true
}

/// Whether a Markdown mark stands among the first bytes of a text. Without leaving early, so that all bytes are looked at in one
/// go.
fn is_marked(text: &[u8]) -> bool {
    text.first_chunk::<SIGHT>().is_some_and(|first| first.iter().fold(false, |marked, byte| marked | is_mark(*byte)))
}

fn is_mark(byte: u8) -> bool {
    MARKS[usize::from(byte)]
}

const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let mut left: &[u8] = b"[]*_";
    while let [mark, rest @ ..] = left {
        marks[*mark as usize] = true;
        left = rest;
    }
    marks
};

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

/// The spellings of a phrase's anchors, with the capitals that a name has of its own.
fn spellings_of(phrase: &str, at: At) -> BTreeSet<String> {
    let lower = phrase.to_lowercase();
    let mut all: BTreeSet<String> = anchors_of(&lower, at).iter().flat_map(|anchor| spellings(anchor)).collect();
    if lower != phrase && !phrase.is_ascii() {
        all.extend(anchors_of(phrase, at).iter().map(|anchor| anchor.to_ascii_lowercase()));
    }
    all
}

/// The words of a phrase to search for, one of which stands wherever the phrase does.
///
/// Of a phrase that may stand anywhere it is the wordings, or wordings that follow each other, of which the commonest is rarest: alone,
/// each of "(with|without) (your|any) help" is in many texts. Otherwise it is what the phrase begins with.
fn anchors_of(phrase: &str, at: At) -> Vec<String> {
    let parts = parts(phrase).unwrap_or_default();
    let together = |tail: &[Vec<String>], enough: fn(&str) -> bool| {
        let mut all = Vec::new();
        beginnings("", tail, enough, &mut all);
        all
    };
    let begin = || together(parts.first().map_or(&[], Vec::as_slice), has_key);
    if at != At::Text {
        return begin();
    }
    let steady = |text: &String| {
        let pieces = text.split(['"', '*']).map(str::trim);
        pieces.max_by_key(|piece| piece.len()).unwrap_or_default().to_owned()
    };
    let alone = |tail: &[Vec<String>]| tail[0].iter().map(steady).collect::<Vec<_>>();
    let long = |text: &str| text.len() >= RARE;
    let rare = |text: &str| rarity(text) >= RARE;
    let choices = parts.iter().flat_map(words_of);
    let choices = choices.flat_map(|tail| [alone(tail), together(tail, long), together(tail, rare)]);
    let choices = choices.filter(|choice| choice.len() <= MOST_ANCHORS && choice.iter().all(|text| has_key(text)));
    let rarest = |choice: &Vec<String>| choice.iter().map(|text| rarity(text)).min().unwrap_or(0);
    // Of equally rare ones, fewer are better.
    choices.max_by_key(|choice| (rarest(choice), Reverse(choice.len()))).unwrap_or_else(begin)
}

/// Whether a text is as long as what is looked up first.
fn has_key(text: &str) -> bool {
    text.len() >= key_len(text.as_bytes())
}

/// How rare a text is: the longer the rarer, up to [`RARE`], and one word never as rare as two that follow each other.
fn rarity(text: &str) -> usize {
    text.len().min(if text.contains(' ') { RARE } else { RARE - 2 })
}

/// What texts that follow each other may begin with, in enough bytes to tell.
fn beginnings(so_far: &str, rest: &[Vec<String>], enough: fn(&str) -> bool, all: &mut Vec<String>) {
    let steady = so_far.split(['"', '*']).map(str::trim).find(|piece| !piece.is_empty()).unwrap_or_default();
    match rest.split_first() {
        Some((choice, rest)) if !enough(steady) && !so_far.contains('*') && all.len() <= MOST_ANCHORS => {
            for wording in choice {
                beginnings(&format!("{so_far}{wording}"), rest, enough, all);
            }
        }
        _ => all.push(steady.to_owned()),
    }
}

/// The texts of a part from each that begins where a word does, whatever stands before it.
fn words_of(part: &Part) -> impl Iterator<Item = &[Vec<String>]> {
    let mut open = true;
    (0..part.len()).map(|at| &part[at..]).filter(move |tail| {
        let (begins, choice) = (open, &tail[0]);
        let letter = |c: char| c.is_alphanumeric() && !is_unspaced(c);
        let closes = |text: &String| if text.is_empty() { begins } else { !text.ends_with(letter) };
        open = choice.iter().all(closes);
        begins || choice.iter().all(|text| text.starts_with(' '))
    })
}

/// The ways an anchor is printed, ASCII case aside: with and without accents, as it is, in capitals, with a capital first, each
/// with straight and with curly apostrophes. What is shorter than a key is searched for with
/// what follows it.
fn spellings(anchor: &str) -> BTreeSet<String> {
    let mut forms = vec![anchor.to_owned()];
    if !anchor.is_ascii() {
        forms.extend([plain_letters(anchor.to_owned()), anchor.replace(['أ', 'إ', 'آ'], "ا")]);
    }
    for at in 0..forms.len() {
        if !forms[at].is_ascii() {
            let mut rest = forms[at].chars();
            let capital: String =
                rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default();
            forms.extend([forms[at].to_uppercase().to_ascii_lowercase(), capital.to_ascii_lowercase()]);
        }
    }
    let mut all: BTreeSet<String> = BTreeSet::new();
    for form in forms {
        if form.contains('\'') {
            all.extend([form.replace('\'', "’"), form.replace('\'', "ʼ")]);
        }
        all.insert(form);
    }
    let short: Vec<String> = all.iter().filter(|word| word.len() + 1 == key_len(word.as_bytes())).cloned().collect();
    all.extend(short.iter().flat_map(|word| AFTER_WORD.iter().map(move |mark| format!("{word}{mark}"))));
    all.retain(|spelling| spelling.len() >= key_len(spelling.as_bytes()));
    all
}
