//! Front matter and body of any text.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| reprint_fuzz::split(text));
