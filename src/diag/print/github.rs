//! Findings as annotations, which GitHub Actions shows beside the lines of a pull request.

use std::fmt::Write as _;

use super::Texts;
use super::place::Finder;
use crate::diag::{Diagnostic, Severity};

/// GitHub shows ten annotations of a kind per step and drops the rest.
const SHOWN: usize = 10;

/// Workflow commands `::error file=…,line=…,col=…,title=…::message`, one a line. `below` is the site's folder inside the
/// repository: empty, or ending in a slash.
pub fn github(diagnostics: &[Diagnostic], texts: Texts<'_>, below: &str) -> String {
    let mut finder = Finder::new(texts);
    let mut out = String::new();
    for (kind, word) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
        for diagnostic in diagnostics.iter().filter(|d| d.severity() == kind).take(SHOWN) {
            let mut properties = String::new();
            if let Some(span) = &diagnostic.span {
                // Writing to a String cannot fail, here and below.
                let _ = write!(properties, "file={},", property(&format!("{below}{}", span.path)));
                if let Some((place, _)) = finder.find(span) {
                    let _ = write!(properties, "line={},col={},", place.line, place.column);
                }
            }
            let text = std::iter::once(&diagnostic.message).chain(&diagnostic.hints).cloned().collect::<Vec<_>>();
            let title = property(diagnostic.code.as_str());
            let _ = writeln!(out, "::{word} {properties}title={title}::{}", data(&text.join("\n")));
        }
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::{RelPath, Span};
    use crate::diag::Code;

    #[test]
    fn what_an_annotation_cannot_hold_is_escaped() {
        let path = RelPath::new("content/a,b.md").expect("a path");
        let found = [Diagnostic::new(Code::YamlValue, "100 %: wrong").at(Span::new(&path, 2..3)).hint("mend it")];
        assert_eq!(
            github(&found, &|_| Some(Arc::from("a\nb\n")), "site/"),
            "::error file=site/content/a%2Cb.md,line=2,col=1,title=yaml/value::100 %25: wrong%0Amend it\n"
        );
    }
}
