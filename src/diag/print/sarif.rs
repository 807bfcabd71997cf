//! Findings for code hosts: SARIF 2.1.0 (OASIS Standard, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::place::Finder;
use super::{Run, Texts};
use crate::diag::{Code, Diagnostic, Severity};

/// The run as a SARIF log. `below` is the site's folder inside the repository, empty or with a slash at its end: a host looks
/// files up from there.
pub fn sarif(run: &Run<'_>, texts: Texts<'_>, below: &str) -> Value {
    let codes: BTreeSet<Code> = run.diagnostics.iter().map(|d| d.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let mut finder = Finder::new(texts);
    let results: Vec<Value> = run.diagnostics.iter().map(|d| result(d, &codes, &mut finder, below)).collect();
    let machine = run.diagnostics.iter().any(|d| d.code.is_machine());
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Reprint",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "invocations": [{"executionSuccessful": !machine}],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Value {
    let page = code.explain();
    // The page's first line is the code itself; the first sentence says what it means.
    let text = page.lines().skip(1).collect::<Vec<_>>().join("\n");
    let meaning = text.trim().split("\n\n").next().unwrap_or_default().replace('\n', " ");
    json!({
        "id": code.as_str(),
        "shortDescription": {"text": meaning.split_inclusive(". ").next().unwrap_or_default().trim()},
        "help": {"text": text.trim(), "markdown": text.trim()},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(diagnostic: &Diagnostic, codes: &[Code], finder: &mut Finder<'_>, below: &str) -> Value {
    let mut text = diagnostic.message.clone();
    for hint in &diagnostic.hints {
        text.push_str("\nhint: ");
        text.push_str(hint);
    }
    let mut result = json!({
        "ruleId": diagnostic.code.as_str(),
        "ruleIndex": codes.binary_search(&diagnostic.code).unwrap_or_default(),
        "level": level(diagnostic.severity()),
        "message": {"text": text},
    });
    if let Some(span) = &diagnostic.span {
        let mut place = json!({"artifactLocation": {"uri": encode(&format!("{below}{}", span.path))}});
        if let Some((at, _)) = finder.find(span) {
            place["region"] = json!({
                "startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column,
            });
        }
        result["locations"] = json!([{"physicalLocation": place}]);
    }
    result
}

/// A path as a URI reference (RFC 3986): everything but unreserved characters and slashes as percent codes.
fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
                out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::{RelPath, Span};

    /// The properties that the standard requires of each object that is used here.
    const REQUIRED: &[(&str, &[&str])] = &[
        ("log", &["version", "runs"]),
        ("run", &["tool"]),
        ("tool", &["driver"]),
        ("driver", &["name"]),
        ("invocation", &["executionSuccessful"]),
        ("rule", &["id"]),
        ("result", &["message", "ruleId", "level"]),
        ("message", &["text"]),
    ];

    fn has_all(kind: &str, object: &Value) {
        let required = REQUIRED.iter().find(|(name, _)| *name == kind).expect("a known kind").1;
        for property in required {
            assert!(!object[property].is_null(), "{kind} lacks {property}: {object:#}");
        }
    }

    #[test]
    fn a_log_has_what_the_standard_requires() {
        let path = RelPath::new("content/articles/été 1.md").expect("a path");
        let found = [
            Diagnostic::new(Code::YamlUnknownKey, "unknown key `titel`").at(Span::new(&path, 5..9)).hint("ask"),
            Diagnostic::new(Code::RightsUnconfirmed, "unconfirmed").in_file(&path),
            Diagnostic::new(Code::RightsUnconfirmed, "no place"),
        ];
        let run = Run { command: "check", diagnostics: &found, result: Value::Null };
        let log = sarif(&run, &|_| Some(Arc::from("été: titel\n")), "site/");
        has_all("log", &log);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        for (kind, object) in [("run", run), ("tool", &run["tool"]), ("driver", &run["tool"]["driver"])] {
            has_all(kind, object);
        }
        has_all("invocation", &run["invocations"][0]);
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let results = run["results"].as_array().expect("results");
        assert_eq!((rules.len(), results.len()), (2, 3));
        for result in results {
            has_all("result", result);
            has_all("message", &result["message"]);
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small")];
            has_all("rule", rule);
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(matches!(result["level"].as_str(), Some("error" | "warning")));
        }
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "site/content/articles/%C3%A9t%C3%A9%201.md");
        assert_eq!(place["region"], json!({"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 8}));
        assert!(results[1]["locations"][0]["physicalLocation"]["region"].is_null(), "a whole file has no region");
        assert!(results[2]["locations"].is_null());
    }
}
