//! How a phrase of a rule is written, and whether it stands in a text.
//!
//! `(a|b|)` in it stands for either or nothing, ` … ` for a few words of the same unit, `*` after letters for any ending. A phrase
//! is compared as whole words, but for scripts that write no spaces between them.

use super::fold::{fold, is_unspaced, plain_letters};

/// Bytes that ` … ` may stand for.
const GAP: usize = 80;
/// Stands for `*` while a phrase is folded, which takes Markdown marks away.
const ENDING: char = '\u{1}';

/// One phrase, ready to be compared: its parts between gaps, each as texts that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase(Vec<Part>);

/// Texts that follow each other, each in one of several wordings.
pub(super) type Part = Vec<Vec<String>>;

/// Folded text as phrases are compared: letters without their accents, which capitals and quick typing leave out.
pub(super) fn normal(text: &str) -> String {
    plain_letters(fold(text).text)
}

/// The parts of a phrase as they are written; `None` if it can stand for nothing.
pub(super) fn parts(written: &str) -> Option<Vec<Part>> {
    let parts: Vec<Part> = written.split(" … ").map(part).collect();
    let says = |choice: &Vec<String>| choice.iter().all(|text| text.contains(char::is_alphanumeric));
    parts.iter().all(|part| part.iter().any(says)).then_some(parts)
}

fn part(written: &str) -> Part {
    let mut part: Part = Vec::new();
    let mut rest = written;
    while let Some((before, choices, after)) = group(rest) {
        let optional = choices.split('|').any(|choice| choice.trim().is_empty());
        let space_after = optional && after.starts_with(' ');
        let space_before = optional && after.is_empty() && before.ends_with(' ');
        // A space goes with the wording that it sets apart, so that none is left where there is nothing.
        part.push(vec![if space_before { before.trim_end() } else { before }.to_owned()]);
        let wording = |choice: &str| match choice {
            choice if choice.trim().is_empty() => String::new(),
            choice => format!("{}{choice}{}", if space_before { " " } else { "" }, if space_after { " " } else { "" }),
        };
        part.push(choices.split('|').map(wording).collect());
        rest = if space_after { &after[1..] } else { after };
    }
    part.push(vec![rest.to_owned()]);
    part.retain(|choice| choice.iter().any(|text| !text.is_empty()));
    part
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

impl Phrase {
    /// Reads a phrase; `None` if it can stand for nothing.
    pub(super) fn read(written: &str) -> Option<Self> {
        parts(&normal(&written.replace('*', "\u{1}"))).map(Self)
    }

    /// A text that stands for itself alone.
    pub(super) fn literal(text: &str) -> Self {
        Self(vec![vec![vec![normal(text)]]])
    }

    /// Without marks before it, as the beginning of a line is compared.
    pub(super) fn bare_start(mut self) -> Self {
        let first = self.0.first_mut().and_then(|part| part.first_mut()).into_iter().flatten();
        first.for_each(|text| *text = text.trim_start_matches(is_mark).to_owned());
        self
    }

    /// Without marks around it, as a line is compared.
    pub(super) fn bare(self) -> Self {
        let mut bare = self.bare_start();
        let last = bare.0.last_mut().and_then(|part| part.last_mut()).into_iter().flatten();
        last.for_each(|text| *text = text.trim_end_matches(is_mark).to_owned());
        bare
    }

    /// Where it ends in a text, if its parts stand there one after the other with few words between.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let (first, rest) = self.0.split_first()?;
        rest.iter().try_fold(find(text, first, 0, text.len())?, |end, part| find(text, part, end, GAP))
    }

    /// Where it ends, if the text begins with it.
    pub(super) fn begins(&self, text: &str) -> Option<usize> {
        let (first, rest) = self.0.split_first()?;
        rest.iter().try_fold(ends(text, 0, first, false)?, |end, part| find(text, part, end, GAP))
    }

    /// Whether it is the whole text.
    pub(super) fn is(&self, text: &str) -> bool {
        match &*self.0 {
            [part] => ends(text, 0, part, true).is_some(),
            _ => self.begins(text) == Some(text.len()),
        }
    }
}

fn is_mark(c: char) -> bool {
    !c.is_alphabetic() && c != ENDING
}

/// Where a part ends that begins not farther than some bytes from a place.
fn find(text: &str, part: &Part, from: usize, within: usize) -> Option<usize> {
    let near = &text.as_bytes()[from..text.len().min(from.saturating_add(within).saturating_add(1))];
    let attempt = |at: usize| is_boundary(text, from + at).then(|| ends(text, from + at, part, false)).flatten();
    let first = |wording: &String| wording.bytes().next().filter(|byte| char::from(*byte) != ENDING);
    let mut firsts: Vec<u8> = part.first()?.iter().map(first).collect::<Option<_>>().unwrap_or_default();
    firsts.sort_unstable();
    firsts.dedup();
    // Only where a wording can begin: no byte of another character looks like a first one.
    match firsts[..] {
        [a] => memchr::memchr_iter(a, near).find_map(attempt),
        [a, b] => memchr::memchr2_iter(a, b, near).find_map(attempt),
        [a, b, c] => memchr::memchr3_iter(a, b, c, near).find_map(attempt),
        [] => (0..near.len()).filter(|at| text.is_char_boundary(from + at)).find_map(attempt),
        _ => (0..near.len()).filter(|at| firsts.contains(&near[*at])).find_map(attempt),
    }
}

/// Where texts end at the latest that follow each other from a place, as whole words or, if asked, at the text's end.
fn ends(text: &str, at: usize, rest: &[Vec<String>], whole: bool) -> Option<usize> {
    let Some((choice, rest)) = rest.split_first() else {
        let closed = if whole { at == text.len() } else { is_boundary(text, at) };
        return closed.then_some(at);
    };
    choice.iter().filter_map(|wording| ends(text, follows(text, at, wording)?, rest, whole)).max()
}

/// Where a text ends that stands at a place, any letters for its endings.
fn follows(text: &str, mut at: usize, wording: &str) -> Option<usize> {
    let mut rest = wording;
    loop {
        let ending = memchr::memchr(ENDING as u8, rest.as_bytes());
        let piece = &rest[..ending.unwrap_or(rest.len())];
        if !text.as_bytes()[at..].starts_with(piece.as_bytes()) {
            return None;
        }
        at += piece.len();
        let Some(ending) = ending else { return Some(at) };
        at += text[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - at);
        rest = &rest[ending + 1..];
    }
}

/// Whether no word goes on across a place.
fn is_boundary(text: &str, at: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
    !(word(text[..at].chars().next_back()) && word(text[at..].chars().next()))
}

/// All that a phrase stands for, as long as that is not too much.
#[cfg(test)]
pub(super) fn wordings(written: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for (i, part) in parts(written).unwrap_or_default().iter().enumerate() {
        let gap = if i > 0 { " x " } else { "" };
        all = all.iter().map(|text| format!("{text}{gap}")).collect();
        for choice in part {
            all = all.iter().flat_map(|text| choice.iter().map(move |wording| format!("{text}{wording}"))).collect();
            all.truncate(200);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(written: &str) -> Phrase {
        Phrase::read(written).expect("it says something")
    }

    fn finds(written: &str, text: &str) -> bool {
        phrase(written).find(&normal(text)).is_some()
    }

    #[test]
    fn alternatives_stand_for_each_other() {
        let all = |text: &str| wordings(text);
        assert_eq!(all("share (this|the|) (story|page)").len(), 6);
        assert_eq!(all("share (this|) story"), ["share this story", "share story"]);
        assert_eq!(all("a (b|)"), ["a b", "a"]);
        assert_eq!(all("usa (di |)cookie"), ["usa di cookie", "usa cookie"]);
        assert_eq!(all("(la |l')app"), ["la app", "l'app"]);
        assert_eq!(all("news(-|)letter"), ["news-letter", "newsletter"]);
        assert_eq!(all("code (required)"), ["code (required)"]);
        assert_eq!(all("(s'|)abonner (a|b"), ["s'abonner (a|b", "abonner (a|b"]);
        assert!(Phrase::read("(a|b|) (c|)").is_none() && Phrase::read("").is_none(), "nothing is found everywhere");
        assert!(finds("(sign up|subscribe) (to|for) … newsletter(s|)", "Subscribe to our free newsletters"));
        assert!(finds("share (this|) story", "Share story") && !finds("share (this|) story", "Share that story"));
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
        assert!(!finds("a … b", &format!("a {} b", "x".repeat(100))));
        assert!(!phrase("lire l*").is("lire l'article") && phrase("lire l* article").is("lire les article"));
        assert!(phrase("(27) kommentar*").bare().is("kommentare") && phrase("(a|a b)").is("a b"));
    }
}
