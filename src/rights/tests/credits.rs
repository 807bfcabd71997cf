//! Credits: which version of an article they belong to, and in which language they stand.

use super::*;

/// The mandated texts of an article by a wire with these credits, as (language, text).
fn texts(credits: &str, front: &str) -> (Vec<(String, String)>, Vec<&'static str>) {
    let wire = format!("name: Example Wire\nhome_url: https://example.org/\nlicense: CC-BY-4.0\ncredit:\n{credits}");
    let staged = Desk::new().publisher(&wire).clear(&format!("{front}publisher: wire\n"));
    let found = codes(&staged);
    let duties = staged.value.map(|cleared| cleared.duties().to_vec()).unwrap_or_default();
    let shown = duties.iter().filter_map(|duty| match duty {
        Duty::Text { text, lang, .. } => Some((lang.to_string(), text.clone())),
        _ => None,
    });
    (shown.collect(), found)
}

#[test]
fn each_version_of_an_article_has_its_credit() {
    let credits = ["always", "plain", "edited", "translated"]
        .map(|variant| {
            format!("  - {{place: top, text: {variant}, lang: en, variant: {variant}, evidence: publisher-page}}\n")
        })
        .concat();
    let plain = front("original_lang: fr\n");
    let edited = front("original_lang: fr\nchanges: Shorter.\n");
    for (article, expected) in [
        (plain, vec!["always", "plain"]),
        (edited, vec!["always", "edited"]),
        (translated(""), vec!["always", "translated"]),
        (translated("changes: Shorter.\n"), vec!["always", "edited", "translated"]),
    ] {
        let (shown, found) = texts(&credits, &article);
        assert_eq!(shown.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), expected);
        assert_eq!(found, Vec::<&str>::new());
    }
}

#[test]
fn a_credit_stands_in_the_language_that_is_asked_for() {
    let credit = |shown_in: &str| {
        format!(
            "  - {{place: bottom, text: \"By {{translator}} for {{site}}\", lang: en, shown_in: {shown_in}, translations: {{fr: \"Par {{translator}} pour {{site}}\"}}, evidence: publisher-page}}\n"
        )
    };
    let (en, fr) = (
        ("en".to_owned(), "By Marie Exemple for News".to_owned()),
        ("fr".to_owned(), "Par Marie Exemple pour News".to_owned()),
    );
    for (shown_in, expected) in [("original", vec![en.clone()]), ("target", vec![fr.clone()]), ("both", vec![en, fr])] {
        assert_eq!(texts(&credit(shown_in), &translated("")), (expected, Vec::new()), "{shown_in}");
    }
    let unworded = credit("target").replace("fr:", "es:");
    assert_eq!(texts(&unworded, &translated("")).1, ["rights/credit-wording"]);
    assert_eq!(
        texts(&credit("original"), &front("")).1,
        ["rights/translation-missing"],
        "it names a translator, and there is none"
    );
}

#[test]
fn a_name_that_looks_like_a_placeholder_stays_a_name() {
    let credit = "  - {place: top, text: \"{author}, {title}, {year}\", lang: en, evidence: publisher-page}\n";
    let article = translated("original_date: 2025-12-31\n").replace("Ann Example", "\"{publisher}\"");
    let (shown, found) = texts(credit, &article);
    assert_eq!((shown[0].1.as_str(), found.len()), ("{publisher}, The bridge, 2025", 0));
    let crossed = article.replace("{publisher}", "{title}").replace("The bridge", "\"{author}\"");
    assert_eq!(texts(credit, &crossed).0[0].1, "{title}, {author}, 2025");
    assert_eq!(texts(credit, &translated("")).1, ["rights/original-missing"], "the year is that of the original");
}
