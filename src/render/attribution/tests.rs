//! Tests of the attribution: the checklist of CC 4.0, section 3(a)(1), in every built-in language.

use super::*;
use crate::base::{RelPath, squash};
use crate::rights::tests::{Desk, FROM_ENGLISH, REPOST};
use crate::rights::{Cleared, Part};
use crate::source::{Origin, Source};

fn strings() -> Strings {
    let files = [
        ("ar", include_str!("../../../templates/i18n/ar.yaml")),
        ("en", include_str!("../../../templates/i18n/en.yaml")),
        ("es", include_str!("../../../templates/i18n/es.yaml")),
        ("fr", include_str!("../../../templates/i18n/fr.yaml")),
    ];
    let files = files.map(|(lang, text)| {
        let path = RelPath::new(&format!("templates/i18n/{lang}.yaml")).expect("a path");
        (Source::new(path, text), Origin::BuiltIn)
    });
    Strings::read(files, &[]).value.expect("the built-in words")
}

/// What a reader sees of a part: text without tags, entities resolved.
fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    squash(&text.replace("&amp;", "&"))
}

fn cleared(desk: &Desk, front: &str) -> Cleared {
    let staged = desk.clear(front);
    staged.value.unwrap_or_else(|| panic!("{:?}", staged.diagnostics))
}

/// Every need of every duty that is not met by its part.
fn unmet<'a>(cleared: &'a Cleared, strings: &'a Strings) -> Vec<Need<'a>> {
    let (strip, notice) = (strip(cleared, strings, ""), notice(cleared, strings));
    let needs = cleared.duties().iter().flat_map(|duty| {
        let html = match duty.part() {
            Part::Strip => strip.clone(),
            Part::Notice => notice.clone(),
            Part::Figure | Part::Head | Part::Body => String::new(),
        };
        let mut needs = Vec::new();
        duty.needs(strings, cleared.lang(), &mut needs);
        needs.into_iter().map(move |need| (need, html.clone()))
    });
    let is_met = |need: &Need<'_>, html: &str| {
        need.text.as_ref().is_none_or(|text| visible(html).contains(&squash(text)))
            && need.href.as_ref().is_none_or(|href| html.contains(&format!("href=\"{}\"", escape_html(href))))
    };
    needs.filter(|(need, html)| !is_met(need, html)).map(|(need, _)| need).collect()
}

#[test]
fn the_checklist_of_creative_commons_is_complete_in_four_languages() {
    let strings = strings();
    let desk = Desk::new();
    for (lang, label, without_warranty, from, date, machine) in [
        ("fr", "Traduction", "sans garantie", "anglais", "1 janvier 2026", "Traduit par IA, sans relecture humaine"),
        ("es", "Traducción", "sin garantía", "inglés", "1 de enero de 2026", "Traducido por IA, sin revisión humana"),
        ("ar", "الترجمة", "دون ضمان", "الإنجليزية", "يناير", "تُرجم بالذكاء الاصطناعي دون مراجعة بشرية"),
        (
            "en",
            "Translation",
            "without warranty",
            "French",
            "January 1, 2026",
            "Translated by AI, not reviewed by a person",
        ),
    ] {
        let original = if lang == "en" { "fr" } else { "en" };
        let front = format!("{REPOST}publisher: wire\noriginal_lang: {original}\noriginal_title: \"The <old> bridge\"\noriginal_date: 2026-01-01\noriginal_notice: \"© 2026 Example Wire. No warranties.\"\ntranslation: {{by: [Marie Exemple], method: machine, tool: Babel 3}}\nchanges: The headline is shorter.\n")
            .replacen("lang: fr\norig", &format!("lang: {lang}\norig"), 1);
        let cleared = cleared(&desk, &front);
        let (strip, notice) = (strip(&cleared, &strings, ""), notice(&cleared, &strings));
        assert_eq!(unmet(&cleared, &strings), []);
        let seen = visible(&notice);
        for part in [
            "Ann Example",                         // (A)(i) creator
            "© 2026 Example Wire. No warranties.", // (A)(ii)-(iv) notices as supplied
            without_warranty,                      // (A)(iv)
            "The headline is shorter.",            // (B)
            label,
            from,
            "Marie Exemple",
            "Babel 3",
            "CC BY 4.0", // (C)
            "The <old> bridge",
            "Example Wire",
            date,
        ] {
            assert!(seen.contains(&squash(part)), "{lang}: {part} in {seen}");
        }
        let deed = format!("href=\"https://creativecommons.org/licenses/by/4.0/deed.{lang}\"");
        assert!(notice.contains(&deed) && notice.contains("href=\"https://example.org/bridge\""), "{notice}");
        assert!(!notice.contains("rel=\"license\""), "the translation is not under the original's licence");
        assert!(visible(&strip).contains(&squash(machine)) && visible(&strip).contains("Ann Example, Example Wire"));
        assert!(
            notice.contains(&format!(
                "<bdi lang=\"{original}\" dir=\"ltr\" translate=\"no\">The &lt;old&gt; bridge</bdi>"
            ))
        );
    }
}

#[test]
fn the_strip_is_what_the_theme_styles() {
    let cleared = cleared(&Desk::new(), &format!("{REPOST}{FROM_ENGLISH}publisher: wire\ngenre: opinion\n"));
    assert_eq!(
        strip(&cleared, &strings(), ""),
        "<div class=\"attribution-strip\">
<p class=\"genre-label\">Opinion</p>
<p class=\"byline\">Par <bdi><bdi>Ann Example</bdi>, Example Wire</bdi></p>
<p class=\"source\">Publié par <a href=\"https://example.org/\"><bdi>Example Wire</bdi></a> · <a href=\"https://example.org/bridge\" hreflang=\"en\">Lire l’original</a></p>
</div>"
    );
}

#[test]
fn mandated_text_keeps_its_language_and_its_links() {
    let wire = "name: Example Wire
home_url: https://example.org/
license: publisher-terms
translation: allowed
terms: {url: https://example.org/terms}
credit:
  - {place: top, text: \"This story appeared on {publisher} on {date}. Read <more> there.\", lang: en, evidence: publisher-page, links: [{text: \"{publisher}\", to: home}, {text: there, to: original}]}
";
    let desk = Desk::new().publisher(wire);
    let cleared = cleared(&desk, &format!("{REPOST}{FROM_ENGLISH}publisher: wire\noriginal_date: 2026-01-01\n"));
    let strings = strings();
    assert_eq!(unmet(&cleared, &strings), []);
    let expected = "<p class=\"mandated\" lang=\"en\" dir=\"ltr\" translate=\"no\">This story appeared on <a href=\"https://example.org/\">Example Wire</a> on January 1, 2026. Read &lt;more&gt; <a href=\"https://example.org/bridge\">there</a>.</p>";
    assert!(strip(&cleared, &strings, "").contains(expected), "{}", strip(&cleared, &strings, ""));
    let notice = notice(&cleared, &strings);
    assert!(visible(&notice).contains("conditions de republication de Example Wire"));
    assert!(notice.contains("href=\"https://example.org/terms\""));
}

#[test]
fn only_the_licence_of_the_translation_itself_is_marked_as_the_pages() {
    let strings = strings();
    let cleared = cleared(&Desk::new(), &format!("{REPOST}{FROM_ENGLISH}license: CC-BY-SA-4.0\n"));
    let notice = notice(&cleared, &strings);
    assert_eq!(notice.matches("rel=\"license\"").count(), 1);
    assert!(notice.contains("<a rel=\"license\" href=\"https://creativecommons.org/licenses/by-sa/4.0/\">"));
    assert_eq!(unmet(&cleared, &strings), []);
}

#[test]
fn reviewed_translations_sources_and_versions_are_rows() {
    let front = format!(
        "{REPOST}original_lang: en\noriginal_title: The bridge\nlicense: CC0-1.0\ntranslation: {{method: machine-reviewed, reviewed_by: Jeanne Exemple, reviewed_on: 2026-01-05}}\nvia: [{{url: https://example.org/es, publisher: El Ejemplo, license: CC-BY-4.0, translated_by: [Ana Ejemplo]}}]\nsources: [{{url: https://example.org/b, title: Note, authors: [Bo Example], use: quoted}}]\n"
    );
    let strings = strings();
    let cleared = cleared(&Desk::new(), &front);
    assert_eq!(unmet(&cleared, &strings), []);
    let seen = visible(&notice(&cleared, &strings));
    for row in [
        "Traductionanglais → français, par IA, relue par Jeanne Exemple (5 janvier 2026)",
        "Version utiliséeEl Ejemplo, par Ana Ejemplo, CC BY 4.0",
        "Source« Note », Bo Example (cité)",
        "LicenceCC0 1.0",
    ] {
        assert!(seen.contains(&squash(row)), "{row} in {seen}");
    }
}

#[test]
fn what_is_owed_for_a_source_stands_under_its_name() {
    let wire = "name: Example Wire
license: CC-BY-4.0
credit:
  - {place: top, text: First printed by Example Wire., lang: en, evidence: publisher-page}
  - {place: bottom, text: Read more at Example Wire., lang: en, evidence: publisher-page}
";
    let own = "kind: own\ntitle: Nous\ndate: 2026-01-02\nsources: [{url: https://example.org/a, title: The <bridge>, authors: [Bo], publisher: wire, use: extract, notice: © Wire}]\n";
    let (strings, cleared) = (strings(), cleared(&Desk::new().publisher(wire), own));
    assert_eq!(unmet(&cleared, &strings), []);
    let work = "<cite><a href=\"https://example.org/a\"><bdi>The &lt;bridge&gt;</bdi></a></cite>";
    let marks = "class=\"mandated\" lang=\"en\" dir=\"ltr\" translate=\"no\"";
    let expected = format!("<p class=\"of-work\">{work}</p>\n<p {marks}>First printed by Example Wire.</p>");
    assert!(strip(&cleared, &strings, "").contains(&expected), "{}", strip(&cleared, &strings, ""));
    let notice = notice(&cleared, &strings);
    for text in [
        format!("<p {marks}>Read more at Example Wire.</p>"),
        "<p class=\"mandated\" dir=\"auto\" translate=\"no\">© Wire</p>".to_owned(),
    ] {
        let row = format!("<div class=\"row\"><dt>Mention d’origine</dt><dd>{work}\n{text}\n</dd></div>");
        assert!(notice.contains(&row), "{notice}");
    }
    let row = "Source« The <bridge> », Bo, Example Wire, CC BY 4.0, sans garantie (extrait)";
    assert!(visible(&notice).contains(&squash(row)), "{}", visible(&notice));
}

#[test]
fn rows_are_short_beside_the_mandated_text() {
    let authors: Vec<String> = (0..6).map(|i| format!("Author Number{i}")).collect();
    let front = format!("{REPOST}{FROM_ENGLISH}publisher: wire\n")
        .replace("[Ann Example]", &format!("[{}]", authors.join(", ")));
    let notice = notice(&cleared(&Desk::new(), &front), &strings());
    assert!(notice.split("<div class=\"row\">").skip(1).count() >= 3);
    assert!(notice.split("<div class=\"row\">").all(|row| visible(row).split(' ').count() <= 80));
}

#[test]
fn what_came_with_the_copy_is_shown_as_it_came() {
    let front = format!("{REPOST}license: CC-BY-4.0\noriginal_notice: \"© 2026 <Wire>\\nNo warranties.\"\n");
    let notice = notice(&cleared(&Desk::new(), &front), &strings());
    let expected = "<dt>Mention d’origine</dt><dd>\n<p class=\"mandated\" lang=\"fr\" dir=\"ltr\" translate=\"no\">© 2026 &lt;Wire&gt;<br>\nNo warranties.</p>\n</dd>";
    assert!(notice.contains(expected), "{notice}");
}

#[test]
fn every_legal_text_is_used() {
    let code = [include_str!("mod.rs"), include_str!("words.rs"), include_str!("notice.rs"), include_str!("needs.rs")]
        .concat();
    let unused: Vec<_> =
        crate::render::strings::LEGAL.iter().filter(|key| !code.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn own_texts_owe_no_notice() {
    let cleared = cleared(&Desk::new(), "kind: own\ntitle: Nous\ndate: 2026-01-02\n");
    assert_eq!(notice(&cleared, &strings()), "");
    assert_eq!(strip(&cleared, &strings(), ""), "<div class=\"attribution-strip\">\n</div>");
}

#[test]
fn a_figure_has_its_credit_and_licence() {
    let desk = Desk::new()
        .picture("content/articles/b.jpg", "credit: Jane \"J\" Doe\ncaption: A bridge\nlicense: CC-BY-4.0\n");
    let cleared = cleared(&desk, &format!("{REPOST}license: CC0-1.0\nphoto: b.jpg\n"));
    let image = Image { url: "/media/x-800.jpg".to_owned(), size: Some((800, 600)) };
    assert_eq!(
        figure(cleared.photo().expect("a photo"), &image),
        "<figure class=\"photo\">\n<img src=\"/media/x-800.jpg\" alt=\"A bridge\" width=\"800\" height=\"600\">\n<figcaption>A bridge <span class=\"credit\"><bdi>Jane &quot;J&quot; Doe</bdi></span> <a href=\"https://creativecommons.org/licenses/by/4.0/deed.fr\"><bdi>CC BY 4.0</bdi></a></figcaption>\n</figure>"
    );
}
