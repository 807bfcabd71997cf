//! Import of any web page.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| reprint_fuzz::page(text));
