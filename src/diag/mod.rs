//! What Reprint has to tell a person: what is wrong, where, and what to do.
//!
//! Stages return [`Staged`] values and never print. [`mod@print`] turns diagnostics into text for people or JSON for machines.

mod code;
pub mod print;

use serde::{Deserialize, Serialize};

pub use code::{Code, Severity};

use crate::base::{RelPath, Span};

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Which rule speaks; it fixes the severity and the `explain` page.
    pub code: Code,
    /// What is wrong, in lower case, without a full stop.
    pub message: String,
    /// Where, if a place is to blame.
    pub span: Option<Span>,
    /// What to do, each in the imperative.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span: None, hints: Vec::new() }
    }

    /// Puts it in its place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Puts it in a file whose exact place does not matter.
    #[must_use]
    pub fn in_file(self, path: &RelPath) -> Self {
        self.at(Span::file(path))
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Whether it stops publication.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }
}

/// A stage's product with everything it has to say. No value means that errors left nothing to go on with.
#[derive(Debug)]
pub struct Staged<T> {
    /// The product.
    pub value: Option<T>,
    /// Warnings travel with the value; errors may as well, where later stages can still find more.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Staged<T> {
    /// A product without findings.
    pub fn ok(value: T) -> Self {
        Self { value: Some(value), diagnostics: Vec::new() }
    }

    /// A product with findings.
    pub fn with(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value: Some(value), diagnostics }
    }

    /// Findings that leave no product.
    pub fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self { value: None, diagnostics }
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Takes the product out and hands the findings to a collector.
    pub fn collect(self, into: &mut Vec<Diagnostic>) -> Option<T> {
        into.extend(self.diagnostics);
        self.value
    }
}

/// Names the nearest of `known` to what was typed, for a "did you mean".
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase().replace('-', "_");
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&typed, &name.to_lowercase().replace('-', "_")), name))
        .filter(|(score, _)| *score > 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
