//! What stands above and around an article's text: headline, byline, date, dateline.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::dates::{date, pattern};
use super::text::plain;
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

/// Reads the units that cleaning keeps, given as (index, unit).
pub(super) fn read(body: &str, kept: &[(usize, &Unit)]) -> Head {
    let texts: Vec<String> = kept.iter().map(|(_, unit)| plain(&body[unit.range.clone()])).collect();
    let mut head = Head::default();
    let title = title(&texts, kept);
    if let Some(title) = title {
        head.title = Some(texts[title].clone());
        let same = fold(&texts[title]).text;
        let repeats = (0..texts.len()).filter(|i| *i == title || (*i < 12 && fold(&texts[*i]).text == same));
        head.consumed.extend(repeats.map(|i| kept[i].0));
        // What stands above the headline is a section or kicker.
        head.idle.extend((0..title).filter(|i| texts[*i].split_whitespace().count() <= 5).map(|i| kept[i].0));
    }
    let first = texts.iter().position(|text| text.split_whitespace().count() >= BODY_WORDS).unwrap_or(texts.len());
    let last = texts.len().saturating_sub(4).max(first);
    for i in 0..texts.len() {
        // In the middle of the text only what is surely a byline.
        if i >= first && i < last && !BYLINE.is_match(&texts[i]) {
            continue;
        }
        if head.consumed.contains(&kept[i].0)
            || head.idle.contains(&kept[i].0)
            || !matches!(kept[i].1.form, Form::Paragraph | Form::Item)
        {
            continue;
        }
        let above = i.checked_sub(1).and_then(|i| texts.get(i)).map_or("", |text| text.as_str());
        match line(&texts[i], above, i < first, &mut head) {
            Line::Field => head.consumed.extend([kept[i].0]),
            Line::Idle => head.idle.extend([kept[i].0]),
            Line::Text => {}
        }
    }
    named_beside_date(&texts, kept, first, &mut head);
    head
}

/// The headline: a first-level heading near the top, or the first line that reads as one.
fn title(texts: &[String], kept: &[(usize, &Unit)]) -> Option<usize> {
    let top = kept.iter().take(6);
    if let Some(i) = top.clone().position(|(_, unit)| unit.form == Form::Heading(1)) {
        return Some(i);
    }
    let headline = |i: usize| {
        let text = texts.get(i)?;
        let words = text.split_whitespace().count();
        let sentence = text.ends_with('.') && !text.ends_with("...");
        let form = !matches!(kept[i].1.form, Form::Verbatim | Form::Rule | Form::Item);
        (form && (1..=30).contains(&words) && !sentence && !is_trail(text)).then_some(words)
    };
    (0..4).find(|i| headline(*i).is_some_and(|words| words >= 4)).or_else(|| headline(0).map(|_| 0))
}

/// Whether a line is the way from the front page to the article.
fn is_trail(text: &str) -> bool {
    text.starts_with(['>', '›', '!']) || text.ends_with(['>', '›', '|'])
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
fn line(text: &str, above: &str, at_top: bool, head: &mut Head) -> Line {
    let words = text.split_whitespace().count();
    let published = at_top && words <= 24 && PUBLISHED.is_match(text);
    if words > 16 && !published {
        return Line::Text;
    }
    if let Some(found) = TRANSLATED.captures(text) {
        head.translators = names(found.get(1).map_or("", |m| m.as_str()));
        return Line::Field;
    }
    if READING_TIME.is_match(text) || (at_top && (is_trail(text) || LABEL.is_match(text))) {
        return Line::Idle;
    }
    let date = date(text);
    if let Some(found) = BYLINE.captures(text)
        && let Some(name) = found.get(1).map(|m| name(m.as_str())).filter(|name| is_name(name))
    {
        head.byline.get_or_insert(name);
        head.date = head.date.or(date);
        return Line::Field;
    }
    if at_top && BYLINE_LABEL.is_match(above) && is_name(text) {
        head.byline.get_or_insert_with(|| text.to_owned());
        return Line::Field;
    }
    let contact = text.contains('@') && words <= 2;
    if at_top && (published || contact || (date.is_some() && words <= 8)) && !text.ends_with("..") {
        head.date = head.date.or(date);
        return if date.is_some() { Line::Field } else { Line::Idle };
    }
    Line::Text
}

/// A name alone on a line above the text counts as byline where a date stands beside it.
fn named_beside_date(texts: &[String], kept: &[(usize, &Unit)], first: usize, head: &mut Head) {
    for i in 0..first.min(12) {
        let dated = |j: Option<usize>| j.and_then(|j| texts.get(j)).is_some_and(|text| date(text).is_some());
        let beside = dated(i.checked_sub(1)) || dated(Some(i + 1));
        let words = texts[i].split_whitespace().count();
        let alone =
            words <= 4 && is_name(&texts[i]) && texts[i].split_whitespace().all(|w| w.starts_with(char::is_uppercase));
        if beside && alone && head.byline.is_none() && !head.consumed.contains(&kept[i].0) && date(&texts[i]).is_none()
        {
            head.byline = Some(texts[i].clone());
            head.consumed.insert(kept[i].0);
        }
    }
}

/// Several names of a byline.
pub(super) fn names(byline: &str) -> Vec<String> {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*(?:,| et | and | y | & | و(?:\s))\s*"));
    let byline = byline.split(" avec ").next().unwrap_or(byline).split(" with ").next().unwrap_or(byline);
    BETWEEN
        .split(byline)
        .map(|name| name.trim().trim_end_matches('.').to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:.{0,40}\d.{0,20},\s+)?(?:publié par|posted by|publicado por|par|by|por|texte|text|بقلم|كتبه?|—\s)\s*:?\s+(.{3,80})$",
    )
});
static BYLINE_LABEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:author|auteur|autor|autora|by|par|por)\s*:?$"));
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:author|auteur|autor|autora|by|par|por|updated|original|published|publié|publicado|mis à jour|actualizado)\s*:?$",
    )
});
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:publié|mis à jour|published|posted|updated|publicado|actualizado|نشر|نُشر|تاريخ النشر)\b.*\d")
});
static READING_TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:temps de lecture|lecture|reading time|tiempo de lectura|مدة القراءة)?\s*:?\s*\d{1,3}\s*(?:min(?:ute)?s?|دقائق|دقيقة)\.?\s*(?:lues|read|de lecture|de lectura)?$",
    )
});
static TRANSLATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:traduit|traduction|translated|translation|traducido|traducción|ترجمة|ترجمها)\b(?:\s+(?:de|from|del)\s*(?:l['’])?\p{L}+)?\s*(?:par|by|por|:)?\s*:?\s*(.{3,60}?)\W*$",
    )
});

/// A byline without the date and section that follow it on the same line.
fn name(text: &str) -> String {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\s+(?:le\s*:|publié|published|updated|posted|publicado|[·|•–—]|-\s)|,\s*(?:le\s+)?\p{L}*\s*\d")
    });
    let end = END.find(text).map_or(text.len(), |m| m.start());
    text[..end].trim().trim_matches([',', ':', ' ']).to_owned()
}

fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let upper = text
        .split_whitespace()
        .filter(|w| w.starts_with(|c: char| c.is_uppercase() || ('\u{600}'..='\u{6ff}').contains(&c)));
    let shared = [" avec ", " with ", " con "].iter().any(|word| text.contains(word)) && words <= 6;
    (1..=8).contains(&words) && (shared || upper.count() * 2 >= words.min(3)) && !text.ends_with(['.', '!', '?', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::split;

    fn head(body: &str) -> Head {
        let units = split(body);
        read(body, &units.iter().enumerate().collect::<Vec<_>>())
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
        let translated =
            head(&format!("# Port closes\n\n{long}.\n\nTraduit de l'anglais par Jean Test et Ada Roux.\n"));
        assert_eq!(translated.translators, ["Jean Test", "Ada Roux"]);
        let plain = head(&format!(
            "Par ailleurs, le port de Valmer a fermé lundi, ont dit les autorités de la ville.\n\n{long}."
        ));
        assert_eq!((plain.title, plain.byline), (None, None));
    }
}
