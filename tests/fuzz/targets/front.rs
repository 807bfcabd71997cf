//! An article of any text: every finding points into the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reprint::base::{RelPath, Zone};
use reprint::parse::parse;
use reprint::source::Source;

fuzz_target!(|text: &str| {
    let text = format!("---\ntitle: a\ndate: 2026-01-01\n{text}");
    let source = Source::new(RelPath::new("content/articles/a.md").expect("a path"), &text);
    for finding in parse(source, &Zone::utc()).diagnostics {
        if let Some(span) = finding.span {
            assert!(span.range.start <= span.range.end && span.range.end <= text.len());
        }
    }
});
