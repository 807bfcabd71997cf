//! The anchors of phrases: words that stand wherever a phrase does, in the spellings they are printed in.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::fold::{is_unspaced, plain_letters};
use super::phrase::{Part, parts};
use super::rules::At;

/// Bytes of an anchor that make its key, with which those of any script begin.
pub(super) const KEY: usize = 4;
/// What may follow a word that is one letter shorter than a key. Still shorter ones are not searched for.
const AFTER_WORD: [char; 10] = [' ', '\n', ':', ',', '.', '|', '/', '!', '?', ')'];
/// From how many bytes an anchor of several words is rare enough, and the most anchors of a phrase.
const RARE: usize = 10;
const MOST_ANCHORS: usize = 64;

/// Bytes of a text that make its key. Two letters of Arabic tell too little: half of its words begin with the article.
#[inline]
pub(super) fn key_len(text: &[u8]) -> usize {
    if text.first().is_some_and(u8::is_ascii) { KEY } else { KEY + 2 }
}

/// The spellings of a phrase's anchors, with the capitals that a name has of its own.
pub(super) fn spellings_of(phrase: &str, at: At) -> BTreeSet<String> {
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
        beginnings(&mut String::new(), tail, enough, &mut all);
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

/// What texts that follow each other may begin with, in enough bytes to tell. One text grows and shrinks for all of them.
fn beginnings(so_far: &mut String, rest: &[Vec<String>], enough: fn(&str) -> bool, all: &mut Vec<String>) {
    let steady = so_far.split(['"', '*']).map(str::trim).find(|piece| !piece.is_empty()).unwrap_or_default();
    match rest.split_first() {
        Some((choice, rest)) if !enough(steady) && !so_far.contains('*') && all.len() <= MOST_ANCHORS => {
            for wording in choice {
                so_far.push_str(wording);
                beginnings(so_far, rest, enough, all);
                so_far.truncate(so_far.len() - wording.len());
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

/// The ways an anchor is printed, ASCII case aside: with and without accents, as it is, in capitals, with a capital first,
/// each with straight and with curly apostrophes. What is shorter than a key is searched for with what follows it.
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
