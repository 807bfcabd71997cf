//! What a site says of cleaning takes effect on the pages: its own rules, what is kept, and a change of either.

use reprint::engine;
use reprint::write::memory::Memory as Output;

use crate::site::{article, build, clean_build, options, page, site};

const ROUTE: &str = "/articles/été/";
const BODY: &str =
    "Un paragraphe du port.\n\nLisez notre dossier de l'été\n\nUn autre paragraphe.\n\nPartagez cet article !";

#[test]
fn a_change_of_the_rules_makes_the_pages_again() {
    let mut site = site(3);
    site.put("content/articles/été.md", article("Été", 1, "climat", BODY));
    let mut output = Output::default();
    build(&site, &mut output);
    let text = page(&output, ROUTE);
    assert!(text.contains("Lisez notre dossier") && !text.contains("Partagez cet article"), "{text}");

    site.put(
        "content/cleaning.yaml",
        "rules: [{kind: promo, phrases: [\"lisez notre dossier de l'(été|hiver)\"], at: line}]\n",
    );
    let written = build(&site, &mut output).written;
    assert!(written.iter().any(|route| route.as_str() == ROUTE), "{written:?}");
    assert!(!page(&output, ROUTE).contains("Lisez notre dossier"));

    site.put("content/cleaning.yaml", "keep: [Partagez cet article]\n");
    build(&site, &mut output);
    let text = page(&output, ROUTE);
    assert!(text.contains("Lisez notre dossier") && text.contains("Partagez cet article"), "{text}");
    assert_eq!(clean_build(&site).files(), output.files());

    site.remove("content/cleaning.yaml");
    build(&site, &mut output);
    assert!(!page(&output, ROUTE).contains("Partagez cet article"));
}

#[test]
fn a_mistake_in_the_rules_stops_the_build_with_its_place() {
    let mut site = site(1);
    site.put("content/cleaning.yaml", "rules:\n  - {kind: advert, phrases: [Publicité du port]}\nof: []\n");
    let outcome = engine::build(&site, &mut Output::default(), &options());
    assert!(outcome.report.is_none());
    let said: Vec<_> = outcome.diagnostics.iter().map(|d| (d.code.as_str(), d.message.as_str())).collect();
    assert_eq!(
        said,
        [("yaml/value", "`rules[0].kind` cannot be `advert`"), ("yaml/unknown-key", "unknown key `of`")],
        "{:?}",
        outcome.diagnostics
    );
    assert!(outcome.diagnostics.iter().all(|d| d.span.as_ref().unwrap().path.as_str() == "content/cleaning.yaml"));
}

#[test]
fn marked_text_stays_and_its_mark_is_not_shown() {
    let mut site = site(1);
    let body = BODY.replace("Partagez", "<!-- reprint:keep -->\n\nPartagez");
    site.put("content/articles/été.md", article("Été", 1, "climat", &body));
    let outcome = engine::build(&site, &mut Output::default(), &options());
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let text = page(&clean_build(&site), ROUTE);
    assert!(text.contains("Partagez cet article") && !text.contains("reprint:keep"), "{text}");
}
