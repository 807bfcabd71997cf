//! What is cut of any text in any language with rules: whole characters, in order, and the rest is what stood around it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reprint::base::Lang;
use reprint::clean::{House, apply, before_cuts, find, licence_paragraph};

const LANGUAGES: [&str; 15] =
    ["en", "fr", "es", "ar", "de", "it", "pt", "nl", "pl", "ru", "uk", "zh", "ja", "eo", "sw"];

fuzz_target!(|input: (u8, &str)| {
    let (choice, body) = input;
    let lang = Lang::parse(LANGUAGES[usize::from(choice) % LANGUAGES.len()]).expect("a language");
    let cuts: Vec<_> = find(body, &lang, House::built_in()).into_iter().map(|cut| cut.range).collect();
    assert!(cuts.windows(2).all(|pair| pair[0].end <= pair[1].start));
    let gone: usize = cuts.iter().map(ExactSizeIterator::len).sum();
    let left = apply(body, &cuts);
    assert_eq!(left.len() + gone, body.len());
    assert!(before_cuts(&cuts, left.len()) <= body.len());
    if let Some(range) = licence_paragraph(body, &lang) {
        let _ = &body[range];
    }
});
