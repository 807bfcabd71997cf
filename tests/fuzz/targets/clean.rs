//! Cleaning of any text in any language with rules.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: (u8, &str)| reprint_fuzz::clean(input.0, input.1));
