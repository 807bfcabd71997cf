//! Tests of the words.

use super::*;
use crate::base::Zone;

const BUILT_IN: [(&str, &str); 4] = [
    ("ar", include_str!("../../../templates/i18n/ar.yaml")),
    ("en", include_str!("../../../templates/i18n/en.yaml")),
    ("es", include_str!("../../../templates/i18n/es.yaml")),
    ("fr", include_str!("../../../templates/i18n/fr.yaml")),
];

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn with(site: &[(&str, &str)], languages: &[&str]) -> Staged<Strings> {
    let files = BUILT_IN.iter().map(|f| (f, Origin::BuiltIn)).chain(site.iter().map(|f| (f, Origin::Site)));
    let files = files.map(|((tag, text), origin)| {
        (Source::new(RelPath::new(&format!("templates/i18n/{tag}.yaml")).expect("a path"), text), origin)
    });
    let languages: Vec<Lang> = languages.iter().map(|tag| lang(tag)).collect();
    Strings::read(files, &languages)
}

fn strings() -> Strings {
    let staged = with(&[], &["ar", "en", "es", "fr"]);
    assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
    staged.value.expect("the built-in words")
}

#[test]
fn strings_are_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Strings>();
}

#[test]
fn the_ai_label_is_worded_as_decided() {
    let strings = strings();
    let label = |tag| strings.legal("ai_label", &lang(tag)).to_owned();
    assert_eq!(label("fr"), "Traduit par IA, sans relecture humaine");
    assert_eq!(label("en"), "Translated by AI, not reviewed by a person");
    assert_eq!(label("es"), "Traducido por IA, sin revisión humana");
    assert_eq!(label("ar"), "تُرجم بالذكاء الاصطناعي دون مراجعة بشرية");
    assert_eq!(strings.legal("changes", &lang("fr-CA")), "Modifications");
}

#[test]
fn dates_are_in_words_of_the_language() {
    let strings = strings();
    let day = When::parse("2021-07-06", &Zone::utc()).expect("a day");
    let date = |tag| strings.date(&day, &lang(tag));
    assert_eq!(date("fr"), "6 juillet 2021");
    assert_eq!(date("en"), "July 6, 2021");
    assert_eq!(date("es"), "6 de julio de 2021");
    assert!(date("ar").contains("يوليو"), "{}", date("ar"));
    assert_eq!(date("tlh"), "2021-07-06");
    assert_eq!([date("fr"), date("es")], ["6 juillet 2021", "6 de julio de 2021"], "the second time as the first");
}

#[test]
fn numbers_take_the_form_of_the_language() {
    let strings = strings();
    let minutes = |category: &str| Some(if category == "one" { "{n} minute" } else { "{n} minutes" });
    assert_eq!(strings.plural(minutes, 0, &lang("fr")), "0 minute");
    assert_eq!(strings.plural(minutes, 0, &lang("en")), "0 minutes");
    assert_eq!(strings.plural(minutes, 1234, &lang("en")), "1,234 minutes");
    let arabic = |category: &str| match category {
        "two" => Some("دقيقتان"),
        "few" => Some("{n} دقائق"),
        "other" => Some("{n} دقيقة"),
        _ => None,
    };
    assert_eq!(strings.plural(arabic, 2, &lang("ar")), "دقيقتان");
    assert!(strings.plural(arabic, 3, &lang("ar")).ends_with("دقائق"));
    assert!(strings.plural(arabic, 0, &lang("ar")).ends_with("دقيقة"), "CLDR has `zero`, which is not given");
}

#[test]
fn a_site_replaces_words_key_by_key() {
    let staged = with(
        &[("fr", "legal: {byline: \"De {authors}\"}\nui: {motto: Ici}\n"), ("fr-CA", "ui: {home: Accueil}\n")],
        &["fr", "fr-CA"],
    );
    assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
    let strings = staged.value.expect("words");
    assert_eq!(strings.legal("byline", &lang("fr-CA")), "De {authors}");
    assert_eq!(strings.legal("text", &lang("fr")), "Texte");
    assert_eq!(strings.ui(&lang("fr-CA")).get("home"), Some(&Words::Text("Accueil".to_owned())));
}

#[test]
fn what_is_missing_is_an_error_and_not_a_fallback() {
    let found = with(&[("de", "legal: {text: Text}\nlanguages: {de: Deutsch}\n")], &["de", "sv"]).diagnostics;
    assert!(found.iter().all(|d| d.code == Code::RenderString));
    let legal = found.iter().filter(|d| d.message.contains("legal text")).count();
    assert_eq!(legal, LEGAL.len() - 1);
    assert!(found.iter().any(|d| d.message.contains("no words in the language `sv`")));
    let strings = strings();
    assert_eq!(strings.check(&lang("fr"), [&lang("uk"), &lang("pt-BR")]).len(), 0);
    assert_eq!(strings.check(&lang("fr"), [&lang("tlh")]).len(), 1);
    assert_eq!(strings.check(&lang("sv"), [&lang("fr")]).len(), 1);
}

#[test]
fn a_replaced_text_keeps_its_placeholders() {
    let text = "legal:\n  byline: De nous\n  bylin: x\nui: {}\n";
    let found = with(&[("fr", text)], &["fr"]).diagnostics;
    let said: Vec<_> = found.iter().map(|d| (d.code.as_str(), &text[d.span.clone().expect("a place").range])).collect();
    assert_eq!(said, [("yaml/unknown-key", "bylin"), ("yaml/value", "byline: De nous")]);
}
