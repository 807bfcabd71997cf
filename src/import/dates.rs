//! Dates and places as articles print them.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::clean::fold;

/// The place before the dash that begins a wire's first paragraph: in capitals, `PARIS (AFP) — …`, or as it is written elsewhere
/// before an agency or a state in parentheses, `Santo Antão (BA) — …`. A day may stand after it.
pub(super) fn dateline(paragraph: &str) -> Option<String> {
    const DAY: &str = r"(?:,\s\d{1,2}(?:\.|º|er)?\s(?:de\s)?\p{L}{3,12}\.?(?:\s\d{4})?)?";
    const DASH: &str = r"(?:\.\s?[-–—]|\s?[–—]|\s-)\s";
    static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(\p{{Lu}}[\p{{Lu}} .'’,-]{{2,50}}?(?:,\s\p{{L}}[\p{{L}}. ]{{1,20}}?)?){DAY}\s?(?:\([^)]{{2,30}}\)\s?)?{DASH}"
        ))
    });
    static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
        const NAME: &str = r"\p{Lu}[\p{L}'’-]+";
        pattern(&format!(
            r"^({NAME}(?:\s(?:d[aeio]s?|del|la|le|sur|am|an der|{NAME})){{0,4}}){DAY}\s\((?:\p{{Lu}}[\p{{Lu}}/-]{{1,9}}|dpa|Reuters)\)\s?{DASH}"
        ))
    });
    let found = CAPITALS.captures(paragraph).or_else(|| WRITTEN.captures(paragraph))?;
    found.get(1).map(|place| place.as_str().trim().to_owned())
}

/// The first date in a text: `6 octobre 2022`, `October 6, 2022`, `6 de octubre de 2022`, `06/10/2022`, `2022-10-06`.
///
/// Between slashes the day comes first; where it cannot be told from the month, there is no date.
pub(super) fn date(text: &str) -> Option<Date> {
    static ISO: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:T|\b)"));
    static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(\d{1,2})(?:er|st|nd|rd|th|-?an?|º|°)?\.?\s+(?:(?:de|di|of)\s+|d['’])?(\p{L}+)\.?,?\s+(?:(?:de|del|di)\s+)?(\d{4})",
        )
    });
    static MONTH_FIRST: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"));
    static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b(\d{4})\s?(?:年|년|\.)\s?(\d{1,2}|\p{L}+)\s?(?:月|월)?\.?\s?(\d{1,2})(?:日|일|\.|\b)")
    });
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b"));
    let group = |found: &regex::Captures<'_>, i: usize| found.get(i).map_or(String::new(), |m| m.as_str().to_owned());
    let number = |found: &regex::Captures<'_>, i: usize| group(found, i).parse::<i16>().unwrap_or(0);
    let make = |y: i16, m: i16, d: i16| Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    let text = &*western_digits(text);
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
    if let Some(f) = YEAR_FIRST.captures(text) {
        let m = group(&f, 2).parse().ok().or_else(|| month(&group(&f, 2)))?;
        return make(number(&f, 1), m, number(&f, 3));
    }
    let f = NUMBERS.captures(text)?;
    let (day, month) = (number(&f, 1), number(&f, 2));
    make(number(&f, 3), month, day)
}

/// Arabic-Indic and Persian digits as 0 to 9.
fn western_digits(text: &str) -> Cow<'_, str> {
    let zero = |c: char| match c {
        '\u{660}'..='\u{669}' => Some(0x660),
        '\u{6f0}'..='\u{6f9}' => Some(0x6f0),
        _ => None,
    };
    if !text.contains(|c| zero(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars().map(|c| zero(c).and_then(|zero| char::from_digit(u32::from(c) - zero, 10)).unwrap_or(c)).collect(),
    )
}

fn month(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "janvier janv january jan enero ene januar jänner gennaio gen janeiro januari stycznia styczeń января январь січня januaro januára ledna leden ocak ianuarie gener januara tammikuuta يناير",
        "février fevrier févr february feb febrero februar febbraio fevereiro fev februari lutego luty февраля февраль лютого februaro února únor şubat februarie febrer helmikuuta فبراير",
        "mars march mar marzo märz mrz março marco maart mrt marca marzec марта март березня marto března březen mart martie març maaliskuuta مارس",
        "avril avr april apr abril abr aprile kwietnia kwiecień апреля апрель квітня aprilo dubna duben nisan aprilie huhtikuuta ابريل",
        "mai may mayo maio maggio mag mei maja maj мая май травня majo května květen mayıs maig toukokuuta مايو",
        "juin june jun junio juni giugno giu junho czerwca czerwiec июня июнь червня junio června červen haziran iunie juny kesäkuuta يونيو",
        "juillet juil july jul julio juli luglio lug julho lipca lipiec июля июль липня julio července červenec temmuz iulie juliol heinäkuuta يوليو",
        "août aout august aug agosto ago augustus sierpnia sierpień августа август серпня aŭgusto srpna srpen ağustos agost elokuuta اغسطس",
        "septembre sept september sep septiembre settembre set setembro września wrzesień сентября сентябрь вересня septembro září eylül septembrie setembre syyskuuta سبتمبر",
        "octobre oct october octubre oktober okt ottobre ott outubro out października październik октября октябрь жовтня oktobro října říjen ekim octombrie lokakuuta اكتوبر",
        "novembre nov november noviembre novembro listopada listopad ноября ноябрь novembro listopadu kasım noiembrie marraskuuta نوفمبر",
        "décembre decembre déc december dec diciembre dic dezember dez dicembre dezembro grudnia grudzień декабря декабрь грудня decembro prosince prosinec aralık decembrie desembre joulukuuta ديسمبر",
    ];
    let word = fold(word).text;
    MONTHS.iter().position(|names| names.split(' ').any(|name| name == word)).and_then(|i| i16::try_from(i + 1).ok())
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
            ("2021/7/6", "2021-07-06"),
            ("06-10-2022", "2022-10-06"),
            ("6 أغسطس 2022", "2022-08-06"),
            ("٦ أغسطس ٢٠٢٢", "2022-08-06"),
            ("28. Oktober 2023", "2023-10-28"),
            ("4 Febbraio 2025 - 14:41", "2025-02-04"),
            ("7 de março de 2021", "2021-03-07"),
            ("3 listopada 2020 r.", "2020-11-03"),
            ("12 травня 2021", "2021-05-12"),
            ("12 мая 2021 г.", "2021-05-12"),
            ("2021年7月6日", "2021-07-06"),
            ("la 6-a de julio 2021", "2021-07-06"),
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
        assert_eq!(dateline("Santo Antão (BA) — O porto").as_deref(), Some("Santo Antão"));
        assert_eq!(dateline("Berlin (dpa) - Der Hafen").as_deref(), Some("Berlin"));
        assert_eq!(dateline("Київ (УНІАН) — Порт").as_deref(), Some("Київ"));
        assert_eq!(dateline("MADRID, 6 oct. (EFE) — El puerto").as_deref(), Some("MADRID"));
        assert_eq!(dateline("Roma, 6 ottobre 2022 (ANSA) - Il porto").as_deref(), Some("Roma"));
        assert_eq!(dateline("ONU-Femmes a dit"), None);
        assert_eq!(dateline("Le port – fermé"), None);
        assert_eq!(dateline("Le port (AFP) a fermé – dit-on"), None);
        assert_eq!(dateline("Le port (PS) – fermé"), None);
    }
}
