//! Brings what an editor pastes, plain text or Markdown, into one form: Markdown with a blank line between paragraphs.

use std::borrow::Cow;

/// The text as Markdown.
///
/// Markdown stays as it is, but for line ends and marks that no editor sees. In plain text every line is a paragraph unless the
/// lines are wrapped to a width, and what Markdown would take for a mark is escaped.
pub(super) fn markdown(text: &str) -> Cow<'_, str> {
    let text = normalise(text);
    if is_markdown(&text) {
        return text;
    }
    let wrapped = is_wrapped(&text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut paragraph = String::new();
    for line in text.lines().map(str::trim) {
        if wrapped && !line.is_empty() {
            paragraph.push_str(if paragraph.is_empty() { "" } else { " " });
            paragraph.push_str(line);
            continue;
        }
        add_paragraph(&mut out, &paragraph);
        add_paragraph(&mut out, line);
        paragraph.clear();
    }
    add_paragraph(&mut out, &paragraph);
    Cow::Owned(out)
}

fn add_paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(if out.is_empty() { "" } else { "\n\n" });
        out.push_str(&escape(text));
    }
}

/// Line ends to `\n`; no byte order mark, control characters or zero-width marks.
fn normalise(text: &str) -> Cow<'_, str> {
    let odd = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2028}' | '\u{2029}')
    };
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    Cow::Owned(text.chars().filter(|c| !odd(*c)).collect())
}

/// Whether a text is Markdown: it has a heading, a link or picture with a target, a fence, or bold words.
fn is_markdown(text: &str) -> bool {
    let marked = |line: &str| {
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
            || line.starts_with("```")
            || line.starts_with("> ")
    };
    text.lines().any(marked)
        || text.contains("](http")
        || text.contains("](/")
        || text.contains("![")
        || text.contains("**")
            && text.lines().any(|line| line.matches("**").count() >= 2 && line.chars().any(char::is_alphanumeric))
}

/// Whether lines are broken to a width: those that another follows are nearly equally long.
fn is_wrapped(text: &str) -> bool {
    let (mut above, mut followed, mut near) = (0, 0, 0);
    for line in text.lines().map(str::trim_end) {
        let len = line.chars().count();
        if len > 110 {
            return false;
        }
        if above > 0 && len > 0 {
            followed += 1;
            near += usize::from((50..=100).contains(&above));
        }
        above = len;
    }
    followed >= 3 && near * 4 >= followed * 3
}

/// A plain paragraph so that Markdown shows it as it is. Separator lines stay, for cleaning to see.
pub(super) fn escape(line: &str) -> Cow<'_, str> {
    let marked = |byte: u8| matches!(byte, b'*' | b'`' | b'\\' | b'[' | b']' | b'_' | b'<' | b'~');
    let begins = line.starts_with(|c: char| matches!(c, '#' | '>' | '+' | '-' | '0'..='9'));
    if !begins && !line.bytes().any(marked) || !line.chars().any(char::is_alphanumeric) {
        return Cow::Borrowed(line);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered =
        (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) && line[digits + 1..].starts_with(' ');
    let mut out = String::with_capacity(line.len() + 8);
    for (at, c) in line.char_indices() {
        let next = &line[at + c.len_utf8()..];
        let special = match c {
            '#' | '>' | '+' => at == 0,
            '-' => at == 0 && !next.starts_with(' '),
            '*' | '`' | '\\' | '[' | ']' => true,
            '_' => !(line[..at].ends_with(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric)),
            '<' => next.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '.' | ')' => numbered && at == digits,
            '~' => next.starts_with('~'),
            _ => false,
        };
        // A dash or bullet before words is a list in plain text as well.
        if special && !(c == '*' && at == 0 && next.starts_with(' ')) {
            out.push('\\');
        }
        out.push(c);
    }
    Cow::Owned(out)
}

/// A Markdown line as plain text: no escapes, marks or link targets.
pub(super) fn plain(markdown: &str) -> Cow<'_, str> {
    let mut rest = markdown.trim().trim_start_matches(['#', '>', ' ']);
    let marked = |byte: u8| matches!(byte, b'\\' | b']' | b'*' | b'`' | b'[' | b'_' | b'\n' | b'\t');
    if !rest.bytes().any(marked) {
        return Cow::Borrowed(rest);
    }
    let mut out = String::with_capacity(rest.len());
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '\\' if after.starts_with(|n: char| n.is_ascii_punctuation()) => {
                out.push_str(&after[..1]);
                &after[1..]
            }
            ']' if after.starts_with('(') => {
                // As far as an address may be long, so that what never closes costs no search each time.
                let near = &after.as_bytes()[..after.len().min(2000)];
                memchr::memchr(b')', near).map_or(after, |end| &after[end + 1..])
            }
            ']' if after.starts_with('[') => {
                let near = &after.as_bytes()[..after.len().min(40)];
                memchr::memchr(b']', near).map_or(after, |end| &after[end + 1..])
            }
            '*' | '`' | '[' | ']' => after,
            '_' if out.is_empty() || after.is_empty() => after,
            '\n' | '\t' => {
                out.push(' ');
                after
            }
            c => {
                out.push(c);
                after
            }
        };
    }
    let end = out.trim_end().len();
    out.truncate(end);
    Cow::Owned(if out.starts_with(char::is_whitespace) { out.trim_start().to_owned() } else { out })
}

/// A text with single spaces and none around it.
pub(super) fn squashed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A text without the line breaks and runs of spaces that markup has and a page does not show.
pub(super) fn single_spaced(text: &str) -> Cow<'_, str> {
    let space = |c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}';
    let text = text.trim_matches(space);
    let mut before = ' ';
    let odd = |c: char| {
        let odd = space(c) && (c != ' ' || before == ' ');
        before = c;
        odd
    };
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split(space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Letters and digits of a text; those of scripts that need fewer count more.
pub(super) fn letters(text: &str) -> usize {
    text.chars().map(|c| if is_dense(c) { 3 } else { usize::from(is_letter(c)) }).sum()
}

/// How many words a text has. Scripts that put no space between words count one for two letters.
pub(super) fn words(text: &str) -> usize {
    if text.is_ascii() {
        let space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
        return text.as_bytes().split(space).filter(|word| !word.is_empty()).count();
    }
    let (mut spaced, mut dense) = (0, 0);
    for word in text.split_whitespace() {
        let letters = word.chars().filter(|c| is_dense(*c)).count();
        dense += letters;
        spaced += usize::from(letters * 2 < word.chars().count().max(1));
    }
    spaced + dense.div_ceil(2)
}

/// Searches a text again and again, but does not read on where a page or text asks for more than any honest one: each search
/// reads all of it, so that a megabyte of lines in a megabyte of text would take minutes.
pub(super) struct Patience {
    /// Bytes that are still read.
    left: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self { left: 100 << 20 }
    }
}

impl Patience {
    /// Whether a text holds some words.
    pub(super) fn finds(&mut self, text: &str, words: &str) -> bool {
        let rest = self.left.checked_sub(text.len());
        self.left = rest.unwrap_or(self.left);
        rest.is_some() && memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some()
    }
}

/// A letter or digit. The alphabets of most texts are told without a look into the tables.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{d6}' | '\u{400}'..='\u{481}' | '\u{620}'..='\u{64a}' | '\u{4e00}'..='\u{9fff}' => true,
        c => c.is_alphanumeric(),
    }
}

/// A letter of Chinese, Japanese, Thai and the like.
pub(super) fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_escaped_and_markdown_is_not() {
        assert_eq!(
            markdown("Title\r\n#1 in sales\n1. May was cold\nA *star* and a_b [x] <b>\n- item\n*****\n"),
            "Title\n\n\\#1 in sales\n\n1\\. May was cold\n\nA \\*star\\* and a_b \\[x\\] \\<b>\n\n- item\n\n*****"
        );
        assert_eq!(markdown("# Title\n\nA *star*.\n"), "# Title\n\nA *star*.\n");
        assert_eq!(plain("1\\. A \\*star\\* [x](https://example.org/) **b**"), "1. A *star* x b");
    }

    #[test]
    fn patience_ends() {
        let mut patience = Patience { left: 10 };
        assert!(!patience.finds("quay", "pier") && patience.finds("quay", "ay"), "there is some left");
        assert!(!patience.finds("quay", "ay") && patience.finds("ay", "ay"), "only for what is short");
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let line = "The port of Valmer was closed on Monday because of the storm";
        let text = format!("Headline\n\n{line}\n{line}\n{line}\nand so on.\n\n{line}\nagain.\n");
        assert_eq!(markdown(&text).split("\n\n").count(), 3);
        assert_eq!(markdown("One.\nTwo.\nThree.\nFour.\n").split("\n\n").count(), 4);
    }
}
