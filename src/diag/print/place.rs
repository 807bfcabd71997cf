//! Turns byte ranges into lines and columns, and foreign text into text that is safe to show.

use std::ops::Range;
use std::sync::Arc;

use super::Texts;
use crate::base::{RelPath, Span};

/// The widest part of a line that is shown, in characters. A pasted article can be one line of a megabyte.
const WIDTH: usize = 160;

/// How many characters are shown before the place when a line is cut.
const LEAD: usize = 50;

/// A place as a person counts it: lines and columns from 1, columns in Unicode characters, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// The line at fault, made safe and short, with the bytes of it to underline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub text: String,
    pub underline: Range<usize>,
}

/// Looks places up, and keeps the last file: findings come file by file.
pub(super) struct Finder<'a> {
    texts: Texts<'a>,
    last: Option<(RelPath, Option<Lines>)>,
}

struct Lines {
    text: Arc<str>,
    /// The first byte of each line.
    starts: Vec<usize>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(texts: Texts<'a>) -> Self {
        Self { texts, last: None }
    }

    /// Finds a span's lines and columns, and the line to show. `None` if the span means the whole file, or if the text is not
    /// to be had (a binary file, one that has changed since).
    pub(super) fn find(&mut self, span: &Span) -> Option<(Place, Frame)> {
        if span.range == (0..0) {
            return None;
        }
        let lines = self.lines(&span.path)?;
        let range = lines.text.get(span.range.clone()).map(|_| span.range.clone())?;
        Some((lines.place(&range), lines.frame(&range)))
    }

    fn lines(&mut self, path: &RelPath) -> Option<&Lines> {
        if self.last.as_ref().is_none_or(|(last, _)| last != path) {
            self.last = Some((path.clone(), (self.texts)(path).map(Lines::of)));
        }
        self.last.as_ref().and_then(|(_, lines)| lines.as_ref())
    }
}

impl Lines {
    fn of(text: Arc<str>) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Self { text, starts }
    }

    fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte) - 1
    }

    fn column_of(&self, line: usize, byte: usize) -> usize {
        1 + self.text[self.starts[line]..byte].chars().count()
    }

    fn place(&self, range: &Range<usize>) -> Place {
        let (line, end_line) = (self.line_of(range.start), self.line_of(range.end));
        Place {
            line: line + 1,
            column: self.column_of(line, range.start),
            end_line: end_line + 1,
            end_column: self.column_of(end_line, range.end),
        }
    }

    fn frame(&self, range: &Range<usize>) -> Frame {
        let start = self.starts[self.line_of(range.start)];
        let rest = &self.text[start..];
        let line = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..end]);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let clip = |byte: usize| (byte - start).min(line.len());
        frame(line, clip(range.start)..clip(range.end))
    }
}

/// Shows a line around a place.
fn frame(line: &str, at: Range<usize>) -> Frame {
    let window = window(line, at.start);
    let (from, to) = (at.start, at.end.clamp(at.start, window.end.max(at.start)));
    let mut text = String::new();
    if window.start > 0 {
        text.push('…');
    }
    visible_into(&line[window.start..from], &mut text);
    let start = text.len();
    visible_into(&line[from..to], &mut text);
    let end = text.len();
    visible_into(&line[to..window.end], &mut text);
    if window.end < line.len() {
        text.push('…');
    }
    Frame { text, underline: start..end }
}

fn window(line: &str, at: usize) -> Range<usize> {
    if line.chars().nth(WIDTH).is_none() {
        return 0..line.len();
    }
    let start = line[..at].char_indices().rev().take(LEAD).last().map_or(at, |(i, _)| i);
    let end = line[start..].char_indices().nth(WIDTH).map_or(line.len(), |(i, _)| start + i);
    start..end
}

/// Makes foreign text safe to show in a terminal: control characters become visible signs, so that no escape sequence acts,
/// and marks that reorder or hide text become `�` (Unicode TR36, section 3.2: bidirectional text spoofing).
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    visible_into(text, &mut out);
    out
}

fn visible_into(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\t' => out.push_str("    "),
            '\u{0}'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('␡'),
            '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str, range: Range<usize>) -> Option<(Place, Frame)> {
        let texts = |_: &RelPath| Some(Arc::from(text));
        Finder::new(&texts).find(&Span::new(&RelPath::new("a.md").expect("a path"), range))
    }

    #[test]
    fn columns_count_characters_from_one() {
        let text = "été\r\nà côté\n";
        let (place, frame) = find(text, 10..16).expect("found");
        assert_eq!(place, Place { line: 2, column: 3, end_line: 2, end_column: 7 });
        assert_eq!((frame.text.as_str(), &frame.text[frame.underline.clone()]), ("à côté", "côté"));
        let (place, frame) = find(text, 0..13).expect("found");
        assert_eq!((place.line, place.end_line), (1, 2));
        assert_eq!(&frame.text[frame.underline], "été", "only the first line is underlined");
    }

    #[test]
    fn a_place_that_is_not_in_the_text_is_none() {
        assert_eq!(find("abc", 2..9), None);
        assert_eq!(find("é", 1..2), None);
        assert_eq!(find("abc", 0..0), None, "the whole file");
        assert!(find("abc", 3..3).is_some(), "the file's end");
    }

    #[test]
    fn a_huge_line_is_shown_around_the_place() {
        let text = format!("{}titel{}", "é".repeat(100_000), "x".repeat(100_000));
        let (place, frame) = find(&text, 200_000..200_005).expect("found");
        assert_eq!(place.column, 100_001);
        assert_eq!(&frame.text[frame.underline.clone()], "titel");
        assert_eq!(frame.text.chars().count(), WIDTH + 2);
        let (_, frame) = find(&text, 0..300_000).expect("found");
        assert!(frame.text.starts_with('é') && frame.text.chars().count() == WIDTH + 1);
    }

    #[test]
    fn foreign_text_cannot_act() {
        assert_eq!(visible("\u{1b}[31m\t\u{202e}x\u{9b}"), "␛[31m    \u{fffd}x\u{fffd}");
        let (_, frame) = find("a\u{202e}b: c", 4..5).expect("found");
        assert_eq!(&frame.text[frame.underline], "b");
    }
}
