//! An article of any pasted text, written and read again.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use reprint::base::{RelPath, Zone};
use reprint::import::{Options, import, to_markdown};
use reprint::parse::parse;
use reprint::source::Source;

fuzz_target!(|text: &str| {
    let options = Options {
        original_url: None,
        lang: None,
        photo: None,
        photo_metadata: None,
        address: None,
        publisher: None,
        authors: Vec::new(),
        today: date(2026, 1, 31),
        publishers: &[],
        house: reprint::clean::House::built_in(),
        strings: None,
    };
    let imported = import(text, &options);
    let written = to_markdown(&imported, &options);
    let _ = parse(Source::new(RelPath::new("content/articles/a.md").expect("a path"), &written), &Zone::utc());
});
