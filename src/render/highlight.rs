//! Colours code blocks by classes. A block takes about a millisecond, so each is coloured once while the program runs.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::base::{Digest, escape_html};

/// The prefix of the classes: `hl-keyword`, `hl-string`. The theme's style sheet colours them.
pub const PREFIX: &str = "hl-";

/// The longest block and the longest line that are coloured, in bytes. Beyond it a grammar's regular expressions take
/// seconds and nobody reads the colours.
const MAX_BLOCK: usize = 64 << 10;
const MAX_LINE: usize = 2 << 10;

/// How much coloured code is remembered, in bytes.
const MAX_KEPT: usize = 16 << 20;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Colours code and remembers what it has coloured.
#[derive(Debug, Default)]
pub struct Highlighter {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    blocks: HashMap<Digest, Arc<str>>,
    bytes: usize,
}

impl Highlighter {
    /// HTML for what stands inside `<code>`: `<span class="hl-…">` around tokens, everything escaped. Code in a language that
    /// is not known comes out plain.
    pub fn highlight(&self, language: &str, code: &str) -> Arc<str> {
        let Some(syntax) = syntax(language, code) else {
            return escape_html(code).into();
        };
        let key = Digest::of_value(&(language, code));
        if let Some(html) = self.lock().blocks.get(&key) {
            return Arc::clone(html);
        }
        let html: Arc<str> = colour(syntax, code).unwrap_or_else(|| escape_html(code).into_owned()).into();
        self.keep(key, &html);
        html
    }

    fn keep(&self, key: Digest, html: &Arc<str>) {
        let mut kept = self.lock();
        if kept.bytes + html.len() > MAX_KEPT {
            *kept = Kept::default();
        }
        kept.bytes += html.len();
        kept.blocks.insert(key, Arc::clone(html));
    }

    /// A thread that panicked while it held the lock left a whole map: every change is one insertion.
    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn syntax(language: &str, code: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() || code.len() > MAX_BLOCK || code.lines().any(|line| line.len() > MAX_LINE) {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    (syntax.name != SYNTAXES.find_syntax_plain_text().name).then_some(syntax)
}

fn colour(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let style = ClassStyle::SpacedPrefixed { prefix: PREFIX };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_are_coloured_by_class_and_remembered() {
        let highlighter = Highlighter::default();
        let html = highlighter.highlight("rust", "let x = \"<b>\";\n");
        assert!(html.contains("<span class=\"hl-"), "{html}");
        assert!(html.contains("&lt;b&gt;") && !html.contains("style="), "{html}");
        assert!(Arc::ptr_eq(&html, &highlighter.highlight("rust", "let x = \"<b>\";\n")));
        assert_eq!(html.matches("<span").count(), html.matches("</span>").count());
    }

    #[test]
    fn other_languages_come_out_plain() {
        let highlighter = Highlighter::default();
        assert_eq!(&*highlighter.highlight("klingon", "a < b"), "a &lt; b");
        assert_eq!(&*highlighter.highlight("", "a < b"), "a &lt; b");
        let long = "x".repeat(100_000);
        assert_eq!(&*highlighter.highlight("rust", &long), long);
    }
    #[test]
    fn no_grammar_takes_long_over_a_hostile_line() {
        for syntax in SYNTAXES.syntaxes() {
            for nasty in
                ["(", "[", "{", "\"", "a ", "<a ", "((a)", "\\", "/*", "a.a(", "'\\", "x=", "$(", "-", " \t", "é"]
            {
                let line = nasty.repeat(MAX_LINE / nasty.len() - 1) + "\n";
                let begun = std::time::Instant::now();
                colour(syntax, &line);
                let took = begun.elapsed();
                assert!(took.as_secs() < 2, "{} {nasty:?} {took:?}", syntax.name);
            }
        }
    }
}
