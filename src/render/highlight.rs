//! Colours code blocks by classes. A line takes some fifty microseconds, so a thread colours each once: an edit costs its own
//! lines alone, and what programs have in common is coloured once.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::{self, Write};
use std::rc::Rc;
use std::sync::LazyLock;

use syntect::html::{ClassStyle, line_tokens_to_classed_spans};
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::base::escape_html;

/// The prefix of the classes: `hl-keyword`, `hl-string`. The theme's style sheet colours them.
pub const PREFIX: &str = "hl-";

/// The longest block and the longest line that are coloured, in bytes. Beyond it a grammar's regular expressions take
/// seconds and nobody reads the colours.
const MAX_BLOCK: usize = 64 << 10;
const MAX_LINE: usize = 2 << 10;

/// How much coloured code a thread remembers, in bytes, and what a line takes beside its text and its colours, about.
const MAX_KEPT: usize = 16 << 20;
const PER_LINE: usize = 1 << 10;

/// In how many ways a line is remembered, and the largest point between two lines, in bytes of its printed form: hostile code
/// nests without end.
const MOST_WAYS: usize = 32;
const LARGEST_POINT: usize = 8 << 10;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

thread_local! {
    /// Of each thread its own: what Oniguruma found cannot be shared.
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Lines by their text: the same text is coloured in different ways inside a string and outside.
#[derive(Debug, Default)]
struct Kept {
    lines: HashMap<Box<str>, Vec<Rc<Coloured>>>,
    bytes: usize,
}

/// A line with its colours.
#[derive(Debug)]
struct Coloured {
    before: Rc<Point>,
    html: String,
    after: Rc<Point>,
}

/// How far the grammar is between two lines. All that the lines before have to say about those that follow.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Point {
    /// Spans that are open.
    open: isize,
    scopes: ScopeStack,
    parse: ParseState,
}

/// HTML for what stands inside `<code>`: `<span class="hl-…">` around tokens, everything escaped. Code in a language that is not
/// known comes out plain.
pub fn highlight<'c>(language: &str, code: &'c str) -> Cow<'c, str> {
    let coloured = syntax(language, code).and_then(|syntax| colour(syntax, code));
    coloured.map_or_else(|| escape_html(code), Cow::Owned)
}

fn colour(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let (mut html, mut at) = (String::with_capacity(code.len() * 4), Rc::new(Point::start(syntax)));
    for line in LinesWithEndings::from(code) {
        if let Some(known) = KEPT.with_borrow(|kept| kept.find(line, &at)) {
            html.push_str(&known.html);
            at = Rc::clone(&known.after);
        } else if at.is_small() {
            let mut after = Point::clone(&at);
            let coloured = after.colour(line)?;
            html.push_str(&coloured);
            let after = Rc::new(after);
            let coloured = Coloured { before: at, html: coloured, after: Rc::clone(&after) };
            KEPT.with_borrow_mut(|kept| kept.keep(line, coloured));
            at = after;
        } else {
            html.push_str(&Rc::make_mut(&mut at).colour(line)?);
        }
    }
    html.extend((0..at.open).map(|_| "</span>"));
    Some(html)
}

impl Kept {
    fn find(&self, line: &str, before: &Rc<Point>) -> Option<Rc<Coloured>> {
        // Points that are one need no comparing, as `Rc` knows.
        self.lines.get(line)?.iter().find(|known| known.before == *before).cloned()
    }

    fn keep(&mut self, line: &str, coloured: Coloured) {
        if self.bytes > MAX_KEPT {
            *self = Self::default();
        }
        let ways = self.lines.entry(line.into()).or_default();
        if ways.len() < MOST_WAYS {
            self.bytes += line.len() + coloured.html.len() + PER_LINE;
            ways.push(Rc::new(coloured));
        }
    }
}

impl Point {
    fn start(syntax: &SyntaxReference) -> Self {
        Self { open: 0, scopes: ScopeStack::new(), parse: ParseState::new(syntax) }
    }

    /// Colours the line that follows and goes on to its end.
    fn colour(&mut self, line: &str) -> Option<String> {
        let tokens = self.parse.parse_line(line, &SYNTAXES).ok()?;
        let style = ClassStyle::SpacedPrefixed { prefix: PREFIX };
        let (html, opened) = line_tokens_to_classed_spans(line, &tokens, style, &mut self.scopes).ok()?;
        self.open += opened;
        Some(html)
    }

    /// Whether it is small enough to be kept. Syntect tells nobody how much it holds, but prints it.
    fn is_small(&self) -> bool {
        write!(Room(LARGEST_POINT), "{self:?}").is_ok()
    }
}

/// Takes no more than so many bytes of text, and throws them away.
struct Room(usize);

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

fn syntax(language: &str, code: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() || code.len() > MAX_BLOCK || code.lines().any(|line| line.len() > MAX_LINE) {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    (syntax.name != SYNTAXES.find_syntax_plain_text().name).then_some(syntax)
}

#[cfg(test)]
mod tests {
    use syntect::html::ClassedHTMLGenerator;

    use super::*;

    /// All lines one after the other, as syntect's own generator goes through them.
    fn afresh(language: &str, code: &str) -> String {
        let style = ClassStyle::SpacedPrefixed { prefix: PREFIX };
        let syntax = syntax(language, code).expect("a known language");
        let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
        for line in LinesWithEndings::from(code) {
            generator.parse_html_for_line_which_includes_newline(line).expect("a good grammar");
        }
        generator.finalize()
    }

    #[test]
    fn known_languages_are_coloured_by_class() {
        let html = highlight("rust", "let x = \"<b>\";\n").into_owned();
        assert!(html.contains("<span class=\"hl-"), "{html}");
        assert!(html.contains("&lt;b&gt;") && !html.contains("style="), "{html}");
        assert_eq!(html.matches("<span").count(), html.matches("</span>").count());
    }

    #[test]
    fn a_line_is_coloured_once_for_each_of_its_meanings() {
        let lines = ["\"\"\"\n", "if x:\n", "    return [\n", "'a'\n", "]\n", "# end"];
        let orders: [&[usize]; 5] =
            [&[1, 2, 3, 4, 5], &[0, 1, 2, 3, 4, 0, 1, 5], &[2, 2, 3, 1], &[0, 0, 1, 4, 4], &[5]];
        let coloured = || KEPT.with_borrow(|kept| kept.lines.values().map(Vec::len).collect::<Vec<_>>());
        for again in [false, true] {
            let before = coloured();
            for order in orders {
                let code: String = order.iter().map(|at| lines[*at]).collect();
                assert_eq!(highlight("python", &code), afresh("python", &code), "{code}");
            }
            assert_eq!(coloured() == before, again);
        }
        assert!(coloured().iter().all(|ways| (2..=4).contains(ways)), "{:?}", coloured());
    }

    #[test]
    fn what_nests_without_end_is_coloured_but_not_kept() {
        let nested: [fn(usize) -> String; 3] = [|_| "[\n".into(), |_| "{\"a\":\n".into(), |n| format!("[{n},\n")];
        for line in nested {
            let code: String = (0..3000).map(line).collect();
            let begun = std::time::Instant::now();
            assert_eq!(highlight("js", &code), afresh("js", &code));
            let took = begun.elapsed();
            assert!(took.as_secs() < 5, "{} {took:?}", line(0));
        }
        let points = KEPT
            .with_borrow(|kept| kept.lines.values().flatten().map(|line| line.before.is_small()).collect::<Vec<_>>());
        assert!(points.len() > 10 && points.iter().all(|is_small| *is_small), "{}", points.len());
    }

    #[test]
    fn other_languages_come_out_plain() {
        assert_eq!(&*highlight("klingon", "a < b"), "a &lt; b");
        assert_eq!(&*highlight("", "a < b"), "a &lt; b");
        let long = "x".repeat(100_000);
        assert_eq!(&*highlight("rust", &long), long);
    }

    #[test]
    fn no_grammar_takes_long_over_a_hostile_line() {
        for syntax in SYNTAXES.syntaxes() {
            for nasty in
                ["(", "[", "{", "\"", "a ", "<a ", "((a)", "\\", "/*", "a.a(", "'\\", "x=", "$(", "-", " \t", "é"]
            {
                let line = nasty.repeat(MAX_LINE / nasty.len() - 1) + "\n";
                let begun = std::time::Instant::now();
                Point::start(syntax).colour(&line);
                let took = begun.elapsed();
                assert!(took.as_secs() < 2, "{} {nasty:?} {took:?}", syntax.name);
            }
        }
    }
}
