//! An article of any web page: what its markup says is read, whatever the markup.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use reprint::import::{Options, import};

fuzz_target!(|page: &str| {
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
    let _ = import(&format!("<!doctype html><html><body>{page}"), &options);
});
