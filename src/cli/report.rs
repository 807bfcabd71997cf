//! The end of every command that reports: findings, result, exit code.

use std::path::{Component, Path};
use std::sync::Arc;

use anyhow::Result;
use serde_json::Value;

use super::Exit;
use super::args::Format;
use super::console::Console;
use crate::base::RelPath;
use crate::diag::Diagnostic;
use crate::diag::print::{self, Run};
use crate::engine::built_in;
use crate::source::{Sources, read_text};

/// What a command found and made.
pub(super) struct Report<'a> {
    pub command: &'a str,
    pub format: Format,
    /// The site's folder, for a hosted build's annotations.
    pub root: &'a Path,
    pub diagnostics: &'a [Diagnostic],
    /// For programs.
    pub result: Value,
    /// For people; printed after the findings.
    pub summary: &'a str,
}

/// Prints a report. For people findings go to standard error, so that `reprint build > log` keeps them in view.
pub(super) fn finish(report: Report<'_>, sources: &dyn Sources, console: &mut Console) -> Result<Exit> {
    let exit = exit_of(report.diagnostics);
    let texts = |path: &RelPath| text(sources, path);
    match report.format {
        Format::Json => {
            let run = Run { command: report.command, diagnostics: report.diagnostics, result: report.result };
            console.say(&format!("{}\n", print::json(&run, &texts)))?;
        }
        Format::Sarif => {
            let run = Run { command: report.command, diagnostics: report.diagnostics, result: report.result };
            console.say(&format!("{}\n", print::sarif(&run, &texts, &below(report.root))))?;
        }
        Format::Human => {
            console.warn(&print::human(report.diagnostics, &texts, console.colour()))?;
            if console.annotates() {
                console.say(&print::github(report.diagnostics, &texts, &below(report.root)))?;
            }
            console.say(report.summary)?;
        }
    }
    Ok(exit)
}

/// The text that a finding points into: the site's file or, where it has none, the built-in one in its place.
pub(super) fn text(sources: &dyn Sources, path: &RelPath) -> Option<Arc<str>> {
    if sources.stamp(path).is_some() {
        return read_text(sources, path).ok().map(|source| source.text);
    }
    let embedded = built_in::find(path)?;
    std::str::from_utf8(embedded.bytes).ok().map(Arc::from)
}

/// The exit code that findings lead to: the machine's failures first, they make all else doubtful.
pub(super) fn exit_of(diagnostics: &[Diagnostic]) -> Exit {
    let worst = diagnostics
        .iter()
        .filter(|d| d.is_error())
        .map(|d| if d.code.is_machine() { Exit::Machine } else { Exit::Content });
    worst.max().unwrap_or(Exit::Fine)
}

/// The site's folder as the start of a path inside the repository that a hosted build works in.
fn below(root: &Path) -> String {
    let parts = root.components().filter_map(|part| match part {
        Component::Normal(name) => Some(format!("{}/", name.to_string_lossy())),
        _ => None,
    });
    if root.is_absolute() { String::new() } else { parts.collect() }
}

/// A number as people read it: `1,234`.
pub(super) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::memory::Memory;

    #[test]
    fn the_worst_finding_decides() {
        let exit = |codes: &[Code]| exit_of(&codes.iter().map(|c| Diagnostic::new(*c, "x")).collect::<Vec<_>>());
        assert_eq!(exit(&[]), Exit::Fine);
        assert_eq!(exit(&[Code::RightsUnconfirmed]), Exit::Fine);
        assert_eq!(exit(&[Code::RightsUnconfirmed, Code::YamlValue]), Exit::Content);
        assert_eq!(exit(&[Code::WriteFailed, Code::YamlValue]), Exit::Machine);
    }

    #[test]
    fn findings_in_built_in_files_show_their_line() {
        let mut sources = Memory::new();
        let path = RelPath::new("templates/article.html").expect("a path");
        let embedded = text(&sources, &path).expect("the theme has this template");
        assert!(embedded.contains("attribution.notice"));
        sources.put(path.as_str(), "mine");
        assert_eq!(text(&sources, &path).as_deref(), Some("mine"));
        sources.put(path.as_str(), b"\xff".as_slice());
        assert_eq!(text(&sources, &path), None, "the built-in text is another");
        assert_eq!(text(&sources, &RelPath::new("content/articles/none.md").expect("a path")), None);
    }

    #[test]
    fn numbers_and_folders_as_people_read_them() {
        assert_eq!([0, 999, 1234, 1_000_000].map(count), ["0", "999", "1,234", "1,000,000"]);
        assert_eq!(below(Path::new("./site")), "site/");
        assert_eq!(below(Path::new(".")), "");
        assert_eq!(below(Path::new("/a/b")), "");
    }
}
