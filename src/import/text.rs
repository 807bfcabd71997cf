//! Brings what an editor pastes, plain text or Markdown, into one form: Markdown with a blank line between paragraphs.

use std::borrow::Cow;

/// The text as Markdown.
///
/// Markdown stays as it is, but for line ends and marks that no editor sees. In plain text every line is a paragraph unless the
/// lines are wrapped to a width, and what Markdown would take for a mark is escaped.
pub(super) fn markdown(text: &str) -> String {
    let text = normalise(text);
    if is_markdown(&text) {
        return text.into_owned();
    }
    let wrapped = is_wrapped(&text);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            _ if line.is_empty() => open = false,
            Some(last) if open && wrapped => {
                last.push(' ');
                last.push_str(line);
            }
            _ => {
                paragraphs.push(line.to_owned());
                open = true;
            }
        }
    }
    paragraphs.iter().map(|p| escape(p)).collect::<Vec<_>>().join("\n\n")
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
        || text.lines().any(|line| line.matches("**").count() >= 2 && line.chars().any(char::is_alphanumeric))
}

/// Whether lines are broken to a width: those that another follows are nearly equally long.
fn is_wrapped(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let followed: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair[0].is_empty() && !pair[1].is_empty())
        .map(|pair| pair[0].chars().count())
        .collect();
    let near = followed.iter().filter(|len| (50..=100).contains(*len)).count();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    followed.len() >= 3 && near * 4 >= followed.len() * 3 && longest <= 110
}

/// A plain paragraph so that Markdown shows it as it is. Separator lines stay, for cleaning to see.
pub(super) fn escape(line: &str) -> String {
    if !line.chars().any(char::is_alphanumeric) {
        return line.to_owned();
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
    out
}

/// A Markdown line as plain text: no escapes, marks or link targets.
pub(super) fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown.trim().trim_start_matches(['#', '>', ' ']);
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
    out.trim().to_owned()
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

/// How many words a text has. Scripts that put no space between words count one for two letters.
pub(super) fn words(text: &str) -> usize {
    let (mut spaced, mut dense) = (0, 0);
    for word in text.split_whitespace() {
        let letters = word.chars().filter(|c| is_dense(*c)).count();
        dense += letters;
        spaced += usize::from(letters * 2 < word.chars().count().max(1));
    }
    spaced + dense.div_ceil(2)
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
    fn wrapped_lines_are_joined() {
        let line = "The port of Valmer was closed on Monday because of the storm";
        let text = format!("Headline\n\n{line}\n{line}\n{line}\nand so on.\n\n{line}\nagain.\n");
        assert_eq!(markdown(&text).split("\n\n").count(), 3);
        assert_eq!(markdown("One.\nTwo.\nThree.\nFour.\n").split("\n\n").count(), 4);
    }
}
