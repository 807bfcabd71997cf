//! The language of a text.

use crate::base::Lang;

/// As much of a text as its language is told from, in bytes.
const SAMPLE: usize = 20_000;

/// The language of a text, if it can be told.
pub(super) fn detect(text: &str) -> Option<Lang> {
    let end = (0..=text.len().min(SAMPLE)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    if let Some(tag) = unspaced(&text[..end]) {
        return Lang::parse(tag);
    }
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

/// Chinese or Japanese, where names and addresses in Latin letters must not decide: a character is nearly a word there.
fn unspaced(text: &str) -> Option<&'static str> {
    let count = |kind: fn(char) -> bool| text.chars().filter(|c| kind(*c)).count();
    let kana = count(|c| matches!(c, '\u{3041}'..='\u{30fe}'));
    let all = kana + count(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    let others = count(char::is_alphabetic).saturating_sub(all);
    (all > 20 && all * 4 > others).then_some(if kana * 10 > all { "ja" } else { "zh" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Option<String> {
        detect(text).map(|lang| lang.as_str().to_owned())
    }

    #[test]
    fn addresses_do_not_make_a_chinese_text_english() {
        let link = "[作者](https://example.org/2018/10/a-very-long-address-of-an-article)";
        let zh = format!("港口周二重新开放，潜水员清理了航道里的残骸，十一艘船在外海等候。{link}");
        assert_eq!(tag(&zh).as_deref(), Some("zh"));
        let ja = format!("港は火曜日に再開した。潜水士が航路の残骸を取り除き、十一隻の船が沖合で待っていた。{link}");
        assert_eq!(tag(&ja).as_deref(), Some("ja"));
        let en =
            "The port of Valmer (瓦尔默港) reopened on Tuesday after divers had cleared the channel of two cranes.";
        assert_eq!(tag(en).as_deref(), Some("en"));
    }
}
