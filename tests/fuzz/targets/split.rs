//! Front matter and body of any text: the parts lie in the file, one after the other.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reprint::base::RelPath;
use reprint::parse::split;
use reprint::source::Source;

fuzz_target!(|text: &str| {
    let source = Source::new(RelPath::new("content/articles/a.md").expect("a path"), text);
    if let Ok(parts) = split(&source) {
        assert!(parts.front.end <= parts.body_start);
        let _ = (&source.text[parts.front], &source.text[parts.body_start..]);
    }
});
