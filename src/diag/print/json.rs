//! Findings for programs.

use serde_json::{Value, json as object};

use super::Texts;
use super::place::Finder;
use crate::diag::{Diagnostic, Severity};

/// A command's run, as machines read it.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// The command's name.
    pub command: &'a str,
    /// What it found.
    pub diagnostics: &'a [Diagnostic],
    /// What it made; null if nothing.
    pub result: Value,
}

/// The run as `{schema: 1, command, ok, diagnostics, result}`. Lines and columns count from 1, columns in Unicode characters;
/// ends are exclusive; all four are null where a finding means a whole file or no file.
pub fn json(run: &Run<'_>, texts: Texts<'_>) -> Value {
    let mut finder = Finder::new(texts);
    let ok = !run.diagnostics.iter().any(Diagnostic::is_error);
    let diagnostics: Vec<Value> = run.diagnostics.iter().map(|d| one(d, &mut finder)).collect();
    object!({ "schema": 1, "command": run.command, "ok": ok, "diagnostics": diagnostics, "result": run.result })
}

fn one(diagnostic: &Diagnostic, finder: &mut Finder<'_>) -> Value {
    let severity = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = diagnostic.span.as_ref().and_then(|span| finder.find(span)).map(|(place, _)| place);
    object!({
        "code": diagnostic.code.as_str(),
        "severity": severity,
        "message": diagnostic.message,
        "file": diagnostic.span.as_ref().map(|span| span.path.as_str()),
        "line": place.map(|p| p.line),
        "column": place.map(|p| p.column),
        "end_line": place.map(|p| p.end_line),
        "end_column": place.map(|p| p.end_column),
        "hints": diagnostic.hints,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::{RelPath, Span};
    use crate::diag::Code;

    #[test]
    fn machines_read_every_field() {
        let path = RelPath::new("reprint.yaml").expect("a path");
        let found = [
            Diagnostic::new(Code::YamlUnknownKey, "unknown key `titel`").at(Span::new(&path, 5..9)).hint("ask"),
            Diagnostic::new(Code::RightsUnconfirmed, "unconfirmed"),
        ];
        let run = Run { command: "check", diagnostics: &found, result: Value::Null };
        let text = json(&run, &|_| Some(Arc::from("été: 1\n"))).to_string();
        assert_eq!(
            text,
            concat!(
                r#"{"schema":1,"command":"check","ok":false,"diagnostics":["#,
                r#"{"code":"yaml/unknown-key","severity":"error","message":"unknown key `titel`","file":"reprint.yaml","#,
                r#""line":1,"column":4,"end_line":2,"end_column":1,"hints":["ask"]},"#,
                r#"{"code":"rights/unconfirmed","severity":"warning","message":"unconfirmed","file":null,"#,
                r#""line":null,"column":null,"end_line":null,"end_column":null,"hints":[]}],"result":null}"#
            )
        );
    }
}
