//! Dates and places as articles print them.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::clean::fold;

/// The place in capitals before the dash that begins a wire's first paragraph.
pub(super) fn dateline(paragraph: &str) -> Option<String> {
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(\p{Lu}[\p{Lu} .'’,-]{2,50}?(?:,\s\p{L}[\p{L}. ]{1,20}?)?)\s?(?:\([^)]{2,30}\)\s?)?(?:\.\s?[-–—]|\s?[–—]|\s-)\s",
        )
    });
    DATELINE.captures(paragraph)?.get(1).map(|m| m.as_str().trim().to_owned())
}

/// The first date in a text: `6 octobre 2022`, `October 6, 2022`, `6 de octubre de 2022`, `06/10/2022`, `2022-10-06`.
///
/// Between slashes the day comes first; where it cannot be told from the month, there is no date.
pub(super) fn date(text: &str) -> Option<Date> {
    static ISO: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{4})-(\d\d)-(\d\d)\b"));
    static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(\d{1,2})(?:er|st|nd|rd|th)?\.?\s+(?:de\s+)?(\p{L}+)\.?,?\s+(?:de\s+)?(\d{4})")
    });
    static MONTH_FIRST: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"));
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b"));
    let group = |found: &regex::Captures<'_>, i: usize| found.get(i).map_or(String::new(), |m| m.as_str().to_owned());
    let number = |found: &regex::Captures<'_>, i: usize| group(found, i).parse::<i16>().unwrap_or(0);
    let make = |y: i16, m: i16, d: i16| Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    if let Some(f) = ISO.captures(text) {
        return make(number(&f, 1), number(&f, 2), number(&f, 3));
    }
    for f in DAY_FIRST.captures_iter(text) {
        if let Some(found) = month(&group(&f, 2)).and_then(|m| make(number(&f, 3), m, number(&f, 1))) {
            return Some(found);
        }
    }
    for f in MONTH_FIRST.captures_iter(text) {
        if let Some(found) = month(&group(&f, 1)).and_then(|m| make(number(&f, 3), m, number(&f, 2))) {
            return Some(found);
        }
    }
    let f = NUMBERS.captures(text)?;
    let (day, month) = (number(&f, 1), number(&f, 2));
    make(number(&f, 3), month, day)
}

fn month(word: &str) -> Option<i16> {
    const MONTHS: [&[&str]; 12] = [
        &["janvier", "janv", "january", "jan", "enero", "ene", "يناير"],
        &["février", "fevrier", "févr", "february", "feb", "febrero", "فبراير"],
        &["mars", "march", "mar", "marzo", "مارس"],
        &["avril", "avr", "april", "apr", "abril", "abr", "ابريل"],
        &["mai", "may", "mayo", "مايو"],
        &["juin", "june", "jun", "junio", "يونيو"],
        &["juillet", "juil", "july", "jul", "julio", "يوليو"],
        &["août", "aout", "august", "aug", "agosto", "ago", "اغسطس"],
        &["septembre", "sept", "september", "sep", "septiembre", "سبتمبر"],
        &["octobre", "oct", "october", "octubre", "اكتوبر"],
        &["novembre", "nov", "november", "noviembre", "نوفمبر"],
        &["décembre", "decembre", "déc", "december", "dec", "diciembre", "dic", "ديسمبر"],
    ];
    let word = fold(word).text;
    MONTHS.iter().position(|names| names.contains(&word.as_str())).and_then(|i| i16::try_from(i + 1).ok())
}

/// A fixed pattern.
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern that every test compiles")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_language_are_read() {
        for (text, expected) in [
            ("Le : lundi, 20 novembre 2023 à 15h:15", "2023-11-20"),
            ("Published Dec. 21, 2016", "2016-12-21"),
            ("27 de abril de 2022", "2022-04-27"),
            ("le 1er mai 2020", "2020-05-01"),
            ("Publié le 06/10/2022 à 10h34", "2022-10-06"),
            ("26.04.2022", "2022-04-26"),
            ("2021-07-06", "2021-07-06"),
            ("6 أغسطس 2022", "2022-08-06"),
        ] {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(date("In 2016 some 40 people came"), None);
        assert_eq!(date("31/31/2022"), None);
    }

    #[test]
    fn a_dateline_is_read_and_capitals_are_not() {
        assert_eq!(dateline("TEGUCIGALPA, HONDURAS.- Tras la").as_deref(), Some("TEGUCIGALPA, HONDURAS"));
        assert_eq!(dateline("PARIS (AFP) — Le port").as_deref(), Some("PARIS"));
        assert_eq!(dateline("WASHINGTON - The port").as_deref(), Some("WASHINGTON"));
        assert_eq!(dateline("ONU-Femmes a dit"), None);
        assert_eq!(dateline("Le port – fermé"), None);
    }
}
