//! Findings for a person at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Texts;
use super::place::{Finder, visible};
use crate::diag::{Code, Diagnostic, Severity};

/// How many findings of one code are shown in full.
const ALIKE: usize = 20;

/// Whether the text may hold terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// For files, pipes, and who set `NO_COLOR`.
    Plain,
    /// For terminals.
    Styled,
}

/// Findings with the line at fault, then what was left out and a closing line. Empty if there are none.
pub fn human(diagnostics: &[Diagnostic], texts: Texts<'_>, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Plain => Renderer::plain(),
        // Long lines are cut in `place`, where a line of a megabyte costs nothing.
        Colour::Styled => Renderer::styled(),
    }
    .term_width(usize::MAX / 4);
    let mut finder = Finder::new(texts);
    let mut alike: BTreeMap<Code, usize> = BTreeMap::new();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let count = alike.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= ALIKE {
            out.push_str(&one(diagnostic, &mut finder, &renderer));
            out.push_str("\n\n");
        }
    }
    out.push_str(&left_out(&alike));
    out.push_str(&closing(diagnostics));
    out
}

/// One finding with the line at fault, without colours.
pub fn frame(diagnostic: &Diagnostic, texts: Texts<'_>) -> String {
    one(diagnostic, &mut Finder::new(texts), &Renderer::plain().term_width(usize::MAX / 4))
}

/// "3 errors, 1 warning"; empty if there is neither.
pub fn tally(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    let counts = [(errors, "error"), (diagnostics.len() - errors, "warning")];
    let said = counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}{}", plural(*n)));
    said.collect::<Vec<_>>().join(", ")
}

fn one(diagnostic: &Diagnostic, finder: &mut Finder<'_>, renderer: &Renderer) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.as_str());
    let hints = diagnostic.hints.iter().map(|hint| Level::HELP.with_name("hint").message(visible(hint)));
    let Some(span) = &diagnostic.span else {
        return renderer.render(&[Group::with_title(title).elements(hints)]);
    };
    let path = visible(span.path.as_str());
    let Some((place, frame)) = finder.find(span) else {
        return renderer.render(&[title.element(Origin::path(path)).elements(hints)]);
    };
    let column = 1 + frame.text[..frame.underline.start].chars().count();
    let snippet = Snippet::source(frame.text)
        .path(path.clone())
        .line_start(place.line)
        .annotation(AnnotationKind::Primary.span(frame.underline));
    let text = renderer.render(&[title.element(snippet).elements(hints)]);
    // The renderer counts columns in what it shows, which may begin in the middle of a long line.
    let (line, shown) = (place.line, format!("{path}:{}:{column}", place.line));
    text.replacen(&shown, &format!("{path}:{line}:{}", place.column), 1)
}

fn left_out(alike: &BTreeMap<Code, usize>) -> String {
    let mut out = String::new();
    for (code, count) in alike.iter().filter(|(_, count)| **count > ALIKE) {
        let more = count - ALIKE;
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{more} more {code} {}, not shown; `--format json` lists all\n", noun(*code, more));
    }
    out
}

fn noun(code: Code, count: usize) -> String {
    let word = match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{word}{}", plural(count))
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn closing(diagnostics: &[Diagnostic]) -> String {
    match diagnostics.iter().find(|d| d.is_error()).or(diagnostics.first()) {
        Some(first) => format!("{}. To learn more: reprint explain {}\n", tally(diagnostics), first.code),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::{RelPath, Span};

    const TEXT: &str = "---\ntitel: Été\ndate: hier\n---\n";

    fn path() -> RelPath {
        RelPath::new("content/articles/a.md").expect("a path")
    }

    fn shown(diagnostics: &[Diagnostic]) -> String {
        human(diagnostics, &|_| Some(Arc::from(TEXT)), Colour::Plain)
    }

    fn unknown_key() -> Diagnostic {
        Diagnostic::new(Code::YamlUnknownKey, "unknown key `titel`")
            .at(Span::new(&path(), 4..9))
            .hint("did you mean `title`?")
    }

    #[test]
    fn a_finding_shows_its_line_and_what_to_do() {
        let whole = Diagnostic::new(Code::RightsUnconfirmed, "nobody has confirmed the text").in_file(&path());
        let found = [unknown_key(), whole, Diagnostic::new(Code::WriteFailed, "the disk is full")];
        insta::assert_snapshot!(shown(&found), @r"
        error[yaml/unknown-key]: unknown key `titel`
         --> content/articles/a.md:2:1
          |
        2 | titel: Été
          | ^^^^^
          |
          = hint: did you mean `title`?

        warning[rights/unconfirmed]: nobody has confirmed the text
        --> content/articles/a.md

        error[write/failed]: the disk is full

        2 errors, 1 warning. To learn more: reprint explain yaml/unknown-key
        ");
    }

    #[test]
    fn many_alike_are_counted_not_shown() {
        let shown = shown(&vec![unknown_key(); 55]);
        assert_eq!(shown.matches("unknown key `titel`").count(), 20);
        assert!(shown.ends_with(
            "35 more yaml/unknown-key errors, not shown; `--format json` lists all\n\n55 errors. To learn more: reprint explain yaml/unknown-key\n"
        ));
    }

    #[test]
    fn the_place_on_a_cut_line_is_the_true_one() {
        let text = format!("{}titel: x", " ".repeat(5000));
        let found = Diagnostic::new(Code::YamlUnknownKey, "unknown").at(Span::new(&path(), 5000..5005));
        let shown = human(&[found], &|_| Some(Arc::from(text.as_str())), Colour::Styled);
        assert!(shown.contains("content/articles/a.md:1:5001") && shown.contains("\u{1b}["), "{shown}");
    }

    #[test]
    fn messages_cannot_carry_escape_sequences() {
        let shown = shown(&[Diagnostic::new(Code::YamlValue, "`\u{1b}]0;x\u{7}` is wrong").hint("a\u{202e}b")]);
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    }

    #[test]
    fn nothing_to_say_is_said_with_nothing() {
        assert_eq!(shown(&[]), "");
    }
}
