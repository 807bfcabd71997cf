//! Import of any pasted text.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| reprint_fuzz::paste(text));
