//! Finds the `---` fences around the front matter.

use std::ops::Range;

use crate::base::Span;
use crate::diag::{Code, Diagnostic};
use crate::source::Source;

/// The parts of an article file, in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parts {
    /// The YAML between the fences.
    pub front: Range<usize>,
    /// Where the body begins.
    pub body_start: usize,
}

/// Splits an article at its fences: a line `---` at the very top and the next line `---` (or `...`).
pub fn split(source: &Source) -> Result<Parts, Box<Diagnostic>> {
    let text = &*source.text;
    let first = text.split_inclusive('\n').next().unwrap_or("");
    if first.trim_end() != "---" {
        return Err(Box::new(
            Diagnostic::new(Code::FrontFence, "the file does not begin with front matter")
                .at(Span::new(&source.path, 0..first.trim_end().len()))
                .hint("begin the file with a line `---`, then `key: value` lines, then another line `---`"),
        ));
    }
    let mut at = first.len();
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
        let line = &text[at..end];
        if line.starts_with(['-', '.']) && matches!(line.trim_end(), "---" | "...") {
            return Ok(Parts { front: first.len()..at, body_start: end });
        }
        at = end;
    }
    Err(Box::new(
        Diagnostic::new(Code::FrontFence, "the front matter is not closed")
            .at(Span::new(&source.path, 0..3))
            .hint("put a line `---` between the last `key: value` line and the text"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::RelPath;

    fn parts(text: &str) -> Option<(String, String)> {
        let source = Source::new(RelPath::new("a.md").expect("a path"), text);
        let parts = split(&source).ok()?;
        Some((text[parts.front].to_owned(), text[parts.body_start..].to_owned()))
    }

    #[test]
    fn fences_are_found_whatever_the_line_ends() {
        let both = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(parts("---\na: b\n---\ntext\n"), both("a: b\n", "text\n"));
        assert_eq!(parts("---\r\na: b\r\n---\r\ntext"), both("a: b\r\n", "text"));
        assert_eq!(parts("---\n---"), both("", ""));
        assert_eq!(parts("---\na: b\n"), None);
        assert_eq!(parts("a: b\n"), None);
        assert_eq!(parts(""), None);
    }
}
