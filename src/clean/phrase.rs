//! How a phrase of a rule is written, and whether it stands in a text.
//!
//! `(a|b|)` in it stands for either or nothing, ` … ` for a few words of the same unit, `*` after letters for any ending. A phrase
//! is compared as whole words, but for scripts that write no spaces between them.

use super::fold::{fold, is_unspaced, plain_letters};

/// The most that the alternatives of one phrase may make together.
const MOST: usize = 400;
/// Bytes that ` … ` may stand for.
const GAP: usize = 80;
/// Stands for `*` while a phrase is folded, which takes Markdown marks away.
const ENDING: char = '\u{1}';

/// One phrase, ready to be compared: its parts between gaps, each as what stands between endings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase(Vec<Vec<String>>);

/// All that a phrase with alternatives stands for; `None` if that is nothing or too much.
pub(super) fn expand(written: &str) -> Option<Vec<String>> {
    let mut open = vec![written.to_owned()];
    let mut done = Vec::new();
    while let Some(text) = open.pop() {
        let Some((before, choices, after)) = group(&text) else {
            done.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
            continue;
        };
        open.extend(choices.split('|').rev().map(|choice| format!("{before}{choice}{after}")));
        if open.len() + done.len() > MOST {
            return None;
        }
    }
    let said = |text: &String| text.contains(char::is_alphanumeric);
    done.iter().all(said).then_some(done)
}

/// The first bracket with alternatives, and what stands around it.
fn group(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find('(')?;
        let close = open + text[open..].find(')')?;
        let inside = &text[open + 1..close];
        if inside.contains('|') {
            return Some((&text[..open], inside, &text[close + 1..]));
        }
        from = close;
    }
}

/// Folded text as phrases are compared: letters without their accents, which capitals and quick typing leave out.
pub(super) fn normal(text: &str) -> String {
    plain_letters(fold(text).text)
}

impl Phrase {
    /// Reads a phrase without alternatives.
    pub(super) fn read(written: &str) -> Self {
        let part = |part: &str| normal(&part.replace('*', "\u{1}")).split(ENDING).map(str::to_owned).collect();
        Self(written.split(" … ").map(part).collect())
    }

    /// Without marks at its ends, as a line is compared.
    pub(super) fn bare(mut self) -> Self {
        let mark = |c: char| !c.is_alphabetic();
        for part in &mut self.0 {
            if let Some(first) = part.first_mut() {
                *first = first.trim_start_matches(mark).to_owned();
            }
            if let Some(last) = part.last_mut() {
                *last = last.trim_end_matches(mark).to_owned();
            }
        }
        self
    }

    /// Where it ends in a text, if its parts stand there one after the other with few words between.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let mut from: Option<usize> = None;
        for part in &self.0 {
            let (start, end) = find_words(text, part, from.unwrap_or(0))?;
            if from.is_some_and(|from| start > from + GAP) {
                return None;
            }
            from = Some(end);
        }
        from
    }

    /// Where it ends, if the text begins with it.
    pub(super) fn begins(&self, text: &str) -> Option<usize> {
        let (first, rest) = self.0.split_first()?;
        let end = ends(text, 0, first).filter(|end| is_boundary(text, *end))?;
        rest.iter().try_fold(end, |from, part| {
            let (start, end) = find_words(text, part, from)?;
            (start <= from + GAP).then_some(end)
        })
    }

    /// Whether it is the whole text.
    pub(super) fn is(&self, text: &str) -> bool {
        self.begins(text) == Some(text.len())
    }
}

/// Where pieces stand in a text as whole words: start and end.
fn find_words(text: &str, pieces: &[String], from: usize) -> Option<(usize, usize)> {
    let first = pieces.first()?.as_str();
    let mut at = from;
    while let Some(found) = text.get(at..)?.find(first) {
        let start = at + found;
        if is_boundary(text, start)
            && let Some(end) = ends(text, start, pieces).filter(|end| is_boundary(text, *end))
        {
            return Some((start, end));
        }
        at = start + text[start..].chars().next()?.len_utf8();
    }
    None
}

/// Where pieces end that begin at a place, any letters between them.
fn ends(text: &str, start: usize, pieces: &[String]) -> Option<usize> {
    let mut at = start;
    for (i, piece) in pieces.iter().enumerate() {
        if i > 0 {
            at += text[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - at);
        }
        at = text[at..].starts_with(piece.as_str()).then(|| at + piece.len())?;
    }
    Some(at)
}

/// Whether no word goes on across a place.
fn is_boundary(text: &str, at: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    !(word(text[..at].chars().next_back()) && word(text[at..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(phrase: &str, text: &str) -> bool {
        Phrase::read(phrase).find(&normal(text)).is_some()
    }

    #[test]
    fn alternatives_stand_for_each_other() {
        let all = |text| expand(text).unwrap_or_default();
        assert_eq!(all("share (this|the|) (story|article)").len(), 6);
        assert!(all("share (this|the|) (story|article)").contains(&"share article".to_owned()));
        assert_eq!(all("code (required)"), ["code (required)"]);
        assert_eq!(all("(s'|)abonner (a|b"), ["s'abonner (a|b", "abonner (a|b"]);
        assert_eq!(expand("(a|b|) (c|)"), None, "nothing would be found everywhere");
        assert_eq!(expand(&"(a|b)".repeat(40)), None);
    }

    #[test]
    fn phrases_are_whole_words_unless_they_say_otherwise() {
        assert!(finds("share", "shareholders share") && !finds("share", "shareholders"));
        assert!(finds("accueil >", "Accueil > monde"));
        assert!(finds("подпишитесь на … рассылк*", "Подпишитесь на нашу бесплатную рассылку!"));
        assert!(finds("подпи* на рассылк*", "Подписывайтесь на рассылки"));
        assert!(!finds("подпи* на рассылк*", "Подпишитесь на нашу рассылку"));
        assert!(finds("关注我们", "欢迎关注我们的频道") && finds("facebook", "在facebook上"));
        assert!(finds("suscríbete", "SUSCRIBETE ya") && finds("le ё", "LE Е"));
        assert!(!finds(&format!("a … {}", "b"), &format!("a {} b", "x".repeat(100))));
        assert!(
            !Phrase::read("lire l*").is("lire l'article") && Phrase::read("lire l* article").is("lire les article")
        );
        assert!(Phrase::read("(27) kommentar*").bare().is("kommentare"));
    }
}
