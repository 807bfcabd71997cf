//! The language of a text.

use crate::base::Lang;

/// As much of a text as its language is told from, in bytes.
const SAMPLE: usize = 20_000;

/// The language of a text, if it can be told.
pub(super) fn detect(text: &str) -> Option<Lang> {
    let end = (0..=text.len().min(SAMPLE)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let found = whatlang::detect(&text[..end]).filter(|info| info.confidence() > 0.4)?;
    let code = match found.lang().code() {
        "afr" => "af",
        "ara" => "ar",
        "bul" => "bg",
        "cat" => "ca",
        "ces" => "cs",
        "cmn" => "zh",
        "dan" => "da",
        "deu" => "de",
        "ell" => "el",
        "eng" => "en",
        "epo" => "eo",
        "fin" => "fi",
        "fra" => "fr",
        "heb" => "he",
        "hin" => "hi",
        "hun" => "hu",
        "ind" => "id",
        "ita" => "it",
        "jpn" => "ja",
        "kor" => "ko",
        "nld" => "nl",
        "nob" => "no",
        "pes" => "fa",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "spa" => "es",
        "swe" => "sv",
        "tur" => "tr",
        "ukr" => "uk",
        "vie" => "vi",
        other => other,
    };
    Lang::parse(code)
}
