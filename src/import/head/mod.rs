//! What stands above and around an article's text: headline, byline, date, dateline.

mod names;
mod words;

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;

pub use names::Author;
pub(super) use names::authors;
pub(super) use names::may_begin_name;
use names::{is_name, name, names};
use words::{BYLINE, BYLINE_LABEL, LABEL, PUBLISHED, READING_TIME, STAFF, SURE_BYLINE, TRANSLATED};

use super::credit::caption;
use super::dates::date;
use super::text::words;
use crate::clean::{Form, Unit, fold};

/// What the lines around the text say, and which units say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) translators: Vec<String>,
    /// Indices of units that are no part of the text: the headline, and lines whose content stands in the fields above.
    pub(super) consumed: BTreeSet<usize>,
    /// Indices of units around the text that no field holds: sections, reading times, paths to the article.
    pub(super) idle: BTreeSet<usize>,
}

/// Words from which a paragraph is the article's own.
const BODY_WORDS: usize = 25;

/// Words from which a sentence is a paragraph, if perhaps a short one.
const STANDFIRST_WORDS: usize = 12;

/// Lines above the text at most. Where no paragraph is long, the text itself has begun by then.
const TOP: usize = 60;

/// Units at the end among which a byline or translator may stand.
const FOOT: usize = 4;

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Above the text.
    Top,
    /// Right below its first paragraph, which may be a standfirst, or right at the end.
    Near,
    /// Among the last lines.
    Low,
}

/// Reads the units that cleaning keeps, given as (index, unit), with their plain texts.
///
/// A headline that is known otherwise is looked for in the text, so that it does not stand there twice.
pub(super) fn read(kept: &[(usize, &Unit)], texts: &[Cow<'_, str>], known: Option<&str>) -> Head {
    let mut head = Head::default();
    let title = match known.map(|title| fold(title).text) {
        Some(known) => texts.iter().take(12).position(|text| fold(text).text == known),
        None => title(texts, kept),
    };
    if let Some(title) = title {
        head.title = Some(texts[title].to_string());
        let same = fold(&texts[title]).text;
        let repeats = (0..texts.len().min(12)).filter(|i| *i == title || fold(&texts[*i]).text.ends_with(&same));
        head.consumed.extend(repeats.map(|i| kept[i].0));
        // What stands above the headline is a section or kicker.
        head.idle.extend(
            (0..title).filter(|i| words(&texts[*i]) <= 8 && !head.consumed.contains(&kept[*i].0)).map(|i| kept[i].0),
        );
    }
    let first = texts.iter().take(TOP).position(|text| words(text) >= BODY_WORDS).unwrap_or(texts.len().min(TOP));
    let end = kept.iter().rposition(|(_, unit)| unit.form != Form::Verbatim).map_or(0, |last| last + 1);
    for (i, place) in places(first.min(end), end) {
        let taken = head.consumed.contains(&kept[i].0) || head.idle.contains(&kept[i].0);
        if taken || !matches!(kept[i].1.form, Form::Paragraph | Form::Item) {
            continue;
        }
        let above = i.checked_sub(1).and_then(|i| texts.get(i)).map_or("", |text| &**text);
        match line(&texts[i], above, place, &mut head) {
            Line::Field => head.consumed.extend([kept[i].0]),
            Line::Idle => head.idle.extend([kept[i].0]),
            Line::Text => {}
        }
    }
    if head.byline.is_none()
        && let Some(i) = named_beside_date(&texts[..first.min(12)]).filter(|i| !head.consumed.contains(&kept[*i].0))
    {
        head.byline = Some(texts[i].to_string());
        head.idle.remove(&kept[i].0);
        head.consumed.insert(kept[i].0);
    }
    signed(texts, kept, &mut head);
    head
}

/// The lines in which something other than text may stand, in order.
fn places(first: usize, len: usize) -> impl Iterator<Item = (usize, Place)> {
    let near = (first + 5).min(len);
    let low = len.saturating_sub(12).max(near);
    let place = move |i: usize| match i {
        i if i < first => Place::Top,
        i if i < near || i + FOOT >= len => Place::Near,
        _ => Place::Low,
    };
    (0..near).chain(low..len).map(move |i| (i, place(i)))
}

/// The headline: a first-level heading near the top, or the first line that reads as one.
fn title(texts: &[Cow<'_, str>], kept: &[(usize, &Unit)]) -> Option<usize> {
    let top = kept.iter().take(6);
    if let Some(i) = top.clone().position(|(_, unit)| unit.form == Form::Heading(1)) {
        return Some(i);
    }
    if let Some(1) = kept.iter().take(6).position(|(_, unit)| unit.form == Form::Rule) {
        return Some(0).filter(|_| words(&texts[0]) <= 30); // `====` under it makes it one
    }
    let headline = |i: usize| {
        let text = texts.get(i)?;
        let count = words(text);
        let sentence = is_sentence(text);
        let form = !matches!(kept[i].1.form, Form::Verbatim | Form::Rule | Form::Item);
        (form && (1..=30).contains(&count) && !sentence && !is_trail(text)).then_some(count)
    };
    // A kicker may look like a headline, but only the headline is printed again.
    let twice = |i: &usize| {
        let again = texts.iter().take(12).filter(|text| **text == texts[*i]).count() > 1;
        again && headline(*i).is_some_and(|count| count >= 3) && caption(&texts[*i]).is_none()
    };
    if let Some(found) = (0..texts.len().min(6)).find(twice) {
        return Some(found);
    }
    // What stands below a paragraph is a heading within the text.
    let text = texts.iter().take(4).position(|text| is_sentence(text) && words(text) >= STANDFIRST_WORDS).unwrap_or(4);
    let found = (0..text).find(|i| headline(*i).is_some_and(|words| words >= 4)).or_else(|| headline(0).map(|_| 0))?;
    // A path to the article may end in its headline, which then stands again below.
    let whole = fold(&texts[found]).text;
    let again =
        |i: &usize| words(&texts[*i]) >= 4 && whole.len() > texts[*i].len() && whole.ends_with(&fold(&texts[*i]).text);
    Some((found + 1..texts.len().min(6)).find(again).unwrap_or(found))
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '。']) && !text.ends_with("...")
}

/// Whether a line is the way from the front page to the article.
fn is_trail(text: &str) -> bool {
    text.starts_with(['>', '›', '!'])
        || text.ends_with(['>', '›', '|'])
        || [" > ", " › "].iter().any(|mark| text.contains(mark))
}

/// What a line is.
enum Line {
    Text,
    /// A field holds what it says.
    Field,
    /// It says nothing of the article.
    Idle,
}

/// Reads one line.
fn line(text: &str, above: &str, place: Place, head: &mut Head) -> Line {
    let count = words(text);
    let at_top = place == Place::Top;
    let published = at_top && count <= 24 && PUBLISHED.is_match(text);
    if count > 18 && !published {
        return Line::Text;
    }
    if let Some(found) = TRANSLATED.captures(text) {
        head.translators = names(found.get(1).map_or("", |m| m.as_str()));
        return Line::Field;
    }
    if place == Place::Low && STAFF.is_match(text) {
        return Line::Idle;
    }
    if place != Place::Low && (READING_TIME.is_match(text) || (at_top && (is_trail(text) || LABEL.is_match(text)))) {
        return Line::Idle;
    }
    let date = date(text);
    if let Some(name) = byline(text, place) {
        head.byline.get_or_insert(name);
        head.date = head.date.or(date);
        return Line::Field;
    }
    if at_top && BYLINE_LABEL.is_match(above) && is_name(text) {
        head.byline.get_or_insert_with(|| text.to_owned());
        return Line::Field;
    }
    let contact = text.contains('@') && count <= 2;
    if at_top && (published || contact || (date.is_some() && count <= 8)) && !text.ends_with("..") {
        if let Some(name) = before_date(text).filter(|_| head.byline.is_none() && !published) {
            head.byline = Some(name);
        }
        head.date = head.date.or(date);
        return if date.is_some() { Line::Field } else { Line::Idle };
    }
    Line::Text
}

/// The names of a byline, if the line is one.
fn byline(text: &str, place: Place) -> Option<String> {
    let sure = SURE_BYLINE.captures(text);
    let found = sure.or_else(|| BYLINE.captures(text).filter(|_| place != Place::Low))?;
    found.get(1).map(|m| name(m.as_str())).filter(|name| is_name(name))
}

/// The names of a line that markup calls a byline, whatever announces them.
pub(super) fn byline_of(text: &str) -> Option<String> {
    byline(text, Place::Top).or_else(|| Some(name(text)).filter(|name| is_name(name)))
}

/// The name of a line such as "Ada Lovelace 4 febbraio 2025".
fn before_date(text: &str) -> Option<String> {
    let before = name(text);
    let capitals = before.split_whitespace().all(|w| w.starts_with(may_begin_name));
    let count = before.split_whitespace().count();
    (before.len() < text.len() && (2..=4).contains(&count) && capitals && !before.contains(char::is_numeric))
        .then_some(before)
}

/// A name alone on a line above the text counts as byline where a date, a time or a reading time stands beside it.
fn named_beside_date(above: &[Cow<'_, str>]) -> Option<usize> {
    let is_time =
        |text: &str| date(text).is_some() || words(text) <= 12 && (READING_TIME.is_match(text) || has_clock(text));
    let is_alone = |text: &str| {
        let capitals = text.split_whitespace().all(|w| w.starts_with(may_begin_name));
        text.split_whitespace().count() <= 4 && is_name(text) && capitals && !is_time(text)
    };
    let beside = |i: usize| {
        i.checked_sub(1).is_some_and(|i| is_time(&above[i])) || above.get(i + 1).is_some_and(|text| is_time(text))
    };
    (0..above.len()).find(|i| is_alone(&above[*i]) && beside(*i))
}

/// The byline, announced as one or only standing there, and the date of lines between headline and text.
pub(super) fn above(texts: &[Cow<'_, str>]) -> (Option<String>, Option<String>, Option<Date>) {
    let mut head = Head::default();
    for (i, text) in texts.iter().enumerate() {
        let above = i.checked_sub(1).map_or("", |i| &*texts[i]);
        line(text, above, Place::Top, &mut head);
    }
    let alone = named_beside_date(texts).map(|i| texts[i].to_string());
    (head.byline, alone, head.date)
}

/// Whether a text holds a time of day: `08:07`.
fn has_clock(text: &str) -> bool {
    let digits = |s: &str| s.len() >= 2 && s.bytes().take(2).all(|b| b.is_ascii_digit());
    text.match_indices(':').any(|(at, _)| {
        let before = &text.as_bytes()[..at];
        before.last().is_some_and(u8::is_ascii_digit) && digits(&text[at + 1..].chars().take(2).collect::<String>())
    })
}

/// A dash and a name under the text sign it: `— Ada Lovelace, teacher at Valmer`.
fn signed(texts: &[Cow<'_, str>], kept: &[(usize, &Unit)], head: &mut Head) {
    let from = texts.len().saturating_sub(FOOT);
    for (text, (_, unit)) in texts.iter().zip(kept).skip(from) {
        let Some(rest) = text.strip_prefix(['—', '–']).filter(|_| unit.form == Form::Paragraph) else { continue };
        let signature = rest.split(',').next().unwrap_or(rest).trim();
        let capitals = signature.split_whitespace().all(|w| w.starts_with(may_begin_name));
        if head.byline.is_none()
            && words(text) <= 16
            && capitals
            && (2..=4).contains(&signature.split_whitespace().count())
        {
            head.byline = Some(signature.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::split;

    fn head(body: &str) -> Head {
        let units = split(body);
        let kept: Vec<_> = units.iter().enumerate().collect();
        let texts: Vec<Cow<'_, str>> =
            kept.iter().map(|(_, unit)| crate::import::text::plain(&body[unit.range.clone()])).collect();
        read(&kept, &texts, None)
    }

    #[test]
    fn the_lines_above_a_text_are_read() {
        let long = "mot ".repeat(30);
        let fr = head(&format!(
            "Monde\n\nLe port de Valmer ferme\n\nPar Ada Lovelace et Jean Test\n\nPublié le 6 octobre 2022\n\nLecture 2 min\n\n{long}"
        ));
        assert_eq!(fr.title.as_deref(), Some("Le port de Valmer ferme"));
        assert_eq!(names(fr.byline.as_deref().unwrap_or("")), ["Ada Lovelace", "Jean Test"]);
        assert_eq!(fr.date.map(|d| d.to_string()).as_deref(), Some("2022-10-06"));
        assert_eq!((fr.consumed.len(), fr.idle.len()), (3, 2));
        let en = head(&format!("# Port closes\n\nAuthor:\n\nAda Lovelace\n\n{long}"));
        assert_eq!((en.title.as_deref(), en.byline.as_deref()), (Some("Port closes"), Some("Ada Lovelace")));
        let kicker = head(&format!(
            "Building a harbour at last\n\nStone and water\n\nAda Lovelace, 4 May 2020\n\nStone and water\n\n{long}"
        ));
        assert_eq!(kicker.title.as_deref(), Some("Stone and water"));
        let trail = head(&format!("Home Valmer The port of Valmer closes\n\nThe port of Valmer closes\n\n{long}"));
        assert_eq!(trail.title.as_deref(), Some("The port of Valmer closes"));
        let desk = head(&format!(
            "Stone and water\n\nAda Lovelace\n\ntoday, 08:07\n\n{long}\n\n译者：[阿达](https://example.org/a)"
        ));
        assert_eq!((desk.byline.as_deref(), &*desk.translators), (Some("Ada Lovelace"), &["阿达".to_owned()][..]));
        let translated =
            head(&format!("# Port closes\n\n{long}.\n\nTraduit de l'anglais par Jean Test et Ada Roux.\n"));
        assert_eq!(translated.translators, ["Jean Test", "Ada Roux"]);
        let sentence = "The mayor said on Monday that the harbour would be closed until the spring of next year.";
        let short =
            head(&format!("Stone and\n\n{sentence}\n\n{sentence}\n\nThe old harbour walls\n\n{sentence}\n\n{long}"));
        assert_eq!(short.title.as_deref(), Some("Stone and"), "a heading within the text is not the article's");
        let plain = head(&format!(
            "Par ailleurs, le port de Valmer a fermé lundi, ont dit les autorités de la ville.\n\n{long}."
        ));
        assert_eq!((plain.title, plain.byline), (None, None));
    }
}
