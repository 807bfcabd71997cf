//! Tests of the judgement.

mod credits;
mod demands;
mod desk;
mod marks;
mod pictures;
mod sources;

pub(crate) use desk::{Desk, FROM_ENGLISH, REPOST};

use super::*;
use crate::clean;
use crate::diag::Code;

fn codes(staged: &Staged<Cleared>) -> Vec<&'static str> {
    staged.diagnostics.iter().map(|d| d.code.as_str()).collect()
}

fn front(extra: &str) -> String {
    format!("{REPOST}{extra}")
}

fn translated(extra: &str) -> String {
    format!("{REPOST}{FROM_ENGLISH}{extra}")
}

/// The place of a finding in an article's text.
fn blamed(front: &str, staged: &Staged<Cleared>, code: Code) -> String {
    let found = staged.diagnostics.iter().find(|d| d.code == code).expect("the finding");
    let text = format!("---\n{front}---\nText.\n");
    text[found.span.clone().expect("a place").range].to_owned()
}

#[test]
fn each_licence_is_judged_for_both_languages() {
    let desk = Desk::new().configured("policy: {commercial: false}\n");
    let commercial = Desk::new();
    for (licence, same, other, sold) in [
        ("CC-BY-4.0", None, None, None),
        ("CC-BY-SA-4.0", None, None, None),
        ("CC-BY-NC-4.0", None, None, Some("rights/noncommercial")),
        ("CC-BY-NC-SA-3.0", None, None, Some("rights/noncommercial")),
        ("CC-BY-ND-4.0", None, Some("rights/permission-missing"), None),
        ("CC-BY-NC-ND-4.0", None, Some("rights/permission-missing"), Some("rights/noncommercial")),
        ("CC0-1.0", None, None, None),
        ("public-domain", None, None, None),
        ("GFDL-1.3", Some("rights/licence-unknown"), Some("rights/licence-unknown"), Some("rights/licence-unknown")),
        ("unknown", Some("rights/licence-unknown"), Some("rights/licence-unknown"), Some("rights/licence-unknown")),
        ("CC-BY", Some("rights/licence-unknown"), Some("rights/licence-unknown"), Some("rights/licence-unknown")),
        (
            "publisher-terms",
            Some("rights/publisher-missing"),
            Some("rights/publisher-missing"),
            Some("rights/publisher-missing"),
        ),
    ] {
        let key = format!("license: {licence}\n");
        let expect = |code: Option<&'static str>| code.into_iter().collect::<Vec<_>>();
        assert_eq!(codes(&desk.clear(&front(&key))), expect(same), "{licence}, same language");
        assert_eq!(codes(&desk.clear(&translated(&key))), expect(other), "{licence}, translated");
        assert_eq!(codes(&commercial.clear(&front(&key))), expect(sold), "{licence}, on a commercial site");
    }
}

#[test]
fn everything_that_is_missing_is_said_at_once_and_in_place() {
    let text = "title: Le pont\ndate: 2026-01-02\nlang: fr\noriginal_url:\noriginal_lang: en\nphoto: x.jpg\npermissions: [leter]\n";
    let desk = Desk::new().permission("publisher: wire\narticles: all\nuses: [edit]\ngiven_by: Ann Example\n");
    let staged = desk.clear(text);
    assert!(staged.value.is_none());
    let mut found = codes(&staged);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "rights/authors-missing",
            "rights/licence-missing",
            "rights/original-missing",
            "rights/permission-unknown",
            "rights/photo-missing",
            "rights/translation-missing",
        ]
    );
    assert_eq!(blamed(text, &staged, Code::RightsOriginalMissing), "original_url:");
    assert_eq!(blamed(text, &staged, Code::RightsTranslationMissing), "original_lang: en");
    assert_eq!(blamed(text, &staged, Code::RightsPermissionUnknown), "permissions: [leter]");
    assert_eq!(blamed(text, &staged, Code::RightsAuthorsMissing), "---");
}

#[test]
fn what_follows_from_a_misspelt_key_is_not_told_beside_it() {
    let whole = translated("license: CC-BY-4.0\nphoto: bridge.jpg\nphoto_credit: Jane Doe\nphoto_license: own\n");
    let desk = Desk::new().picture("content/articles/bridge.jpg", "{}\n");
    assert_eq!(codes(&desk.clear(&whole)), Vec::<&str>::new());
    for key in ["original_url", "authors", "original_lang", "translation", "license", "photo_credit", "photo_license"] {
        let typed = whole.replace(&format!("\n{key}:"), &format!("\n{key}x:"));
        assert_eq!(codes(&desk.clear(&typed)), ["yaml/unknown-key"], "{key}");
    }
    let typed = front("publisherr: wire\n");
    assert_eq!(codes(&Desk::new().clear(&typed)), ["yaml/unknown-key"]);
    let both = whole.replace("title: Le pont", "titel: Le pont").replace("date:", "dat:");
    let parsed = crate::parse::parse(
        crate::source::Source::new(
            crate::base::RelPath::new("content/articles/a.md").expect("a path"),
            &format!("---\n{both}---\n"),
        ),
        &crate::base::Zone::utc(),
    );
    assert_eq!(parsed.diagnostics.iter().map(|d| d.code.as_str()).collect::<Vec<_>>(), ["yaml/unknown-key"; 2]);
}

#[test]
fn a_wrong_value_is_reported_once() {
    let staged = Desk::new().clear(&front("license: CC-BY-4.0\n").replace("https://example.org/bridge", "example.org"));
    assert_eq!(codes(&staged), ["yaml/value"]);
}

#[test]
fn the_news_foundation_asks_for_a_permission_and_passes_with_one() {
    let text = translated("publisher: daily-caller-news-foundation\n");
    let refused = Desk::new().clear(&text);
    assert_eq!(codes(&refused), ["rights/permission-missing"]);
    let said = &refused.diagnostics[0];
    assert!(said.hints[0].contains("uses: [translation]") && said.hints[1].contains("translation_accepted"));

    // Without `original_lang` the text's language still differs from the publisher's.
    let silent = Desk::new().clear(&front("publisher: daily-caller-news-foundation\n"));
    assert!(
        codes(&silent).contains(&"rights/permission-missing") && codes(&silent).contains(&"rights/translation-missing")
    );

    let letter = "publisher: daily-caller-news-foundation\narticles: [https://example.org/bridge]\nlanguages: [fr]\nuses: [translation]\ngiven_by: Ann Example\n";
    let text = format!("{text}permissions: [letter]\noriginal_notice: Content created by the wire.\n");
    let staged = Desk::new().permission(letter).clear(&text);
    assert_eq!(codes(&staged), Vec::<&str>::new());
    let cleared = staged.value.expect("cleared");
    assert!(!cleared.duties().iter().any(|duty| matches!(duty, Duty::Text { .. })));
    assert!(
        cleared
            .duties()
            .iter()
            .any(|duty| matches!(duty, Duty::OriginalNotice { text, .. } if text.starts_with("Content created")))
    );
    assert!(cleared.duties().iter().any(|duty| matches!(duty, Duty::Permission { .. })));

    let accepted = "rights: {translation_accepted: {daily-caller-news-foundation: {by: Jane Doe, on: 2026-01-31, reason: asked}}}\n";
    let staged = Desk::new().configured(accepted).clear(&translated("publisher: daily-caller-news-foundation\n"));
    assert!(staged.value.is_some());
}

#[test]
fn a_publisher_that_asks_or_forbids_is_heard_and_silence_is_not_acceptance_of_that() {
    let accepted = "rights: {translation_accepted: {wire: {by: Jane Doe, on: 2026-01-31, reason: asked}}}\n";
    for (rule, expected) in [("permission", 1), ("forbidden", 1), ("unknown", 0), ("allowed", 0)] {
        let desk = Desk::new()
            .publisher(&format!("name: Wire\nlicense: publisher-terms\ntranslation: {rule}\n"))
            .configured(accepted);
        let found = codes(&desk.clear(&translated("publisher: wire\n")));
        assert_eq!(found, vec!["rights/permission-missing"; expected], "{rule}");
    }
}

#[test]
fn the_publishers_terms_are_those_of_its_profile() {
    let desk = Desk::new().publisher("name: Wire\nlicense: CC-BY-ND-4.0\ntranslation: allowed\n");
    let found = codes(&desk.clear(&translated("publisher: wire\nlicense: publisher-terms\n")));
    assert_eq!(found, ["rights/permission-missing"], "what an article says of them does not widen them");
}

#[test]
fn terms_that_nobody_knows_let_nothing_be_published() {
    let typed = "publisher: wire\nlicense: publisher-terms\n";
    let desk = |profile: &str| Desk::new().publisher(&format!("name: Wire\n{profile}"));
    let remembered = "license: publisher-terms\nevidence: {license: unconfirmed}\n";
    let confirmed = format!("{remembered}confirmed: {{by: Jane Doe, on: 2026-01-31}}\n");
    for (profile, expected) in [
        ("translation: permission\n", &["rights/licence-missing"][..]),
        (remembered, &["rights/licence-missing"]),
        (&confirmed, &[]),
        ("license: publisher-terms\n", &[]),
    ] {
        assert_eq!(codes(&desk(profile).clear(&front(typed))), expected, "{profile}");
    }
    assert_eq!(codes(&desk("").clear(&translated(typed))), ["rights/licence-missing"], "and no translation");
    let letter = "publisher: wire\narticles: all\nuses: [republish]\ngiven_by: Ann Example\n";
    let permitted = desk("").permission(letter).clear(&front(&format!("{typed}permissions: [letter]\n")));
    assert_eq!(codes(&permitted), Vec::<&str>::new());
    let source = "license: CC-BY-4.0\nsources: [{url: https://example.org/b, title: B, publisher: Some Wire, license: publisher-terms, use: extract}]\n";
    assert_eq!(codes(&desk("").clear(&front(source))), ["rights/licence-missing"], "a name has no terms");
    let unknown = front("publisher: wyre\nlicense: publisher-terms\n");
    assert_eq!(codes(&desk("").clear(&unknown)), ["rights/publisher-unknown"], "the cause alone is told");
}

#[test]
fn a_permission_bounds_the_time_and_warns_before_its_end() {
    let letter =
        |until| format!("publisher: wire\narticles: all\nuses: [translation]\nuntil: {until}\ngiven_by: Ann Example\n");
    let text = translated("license: CC-BY-ND-4.0\npublisher: wire\npermissions: [letter]\n");
    for (until, expected) in [("2026-02-15", 1), ("2026-01-01", 1), ("2027-01-01", 0)] {
        let staged = Desk::new().permission(&letter(until)).clear(&text);
        assert_eq!(codes(&staged), vec!["rights/permission-expiring"; expected], "{until}");
        assert!(staged.value.expect("time is never an error").window().until.is_some());
    }
}

#[test]
fn translations_say_who_and_how() {
    let desk = Desk::new();
    for (block, expected) in [
        ("translation: {method: human}\n", 1),
        ("translation: {method: machine}\n", 0),
        ("translation: {method: machine-reviewed}\n", 1),
        ("translation: {method: machine-reviewed, reviewed_by: Jane Doe}\n", 0),
        ("", 1),
    ] {
        let found = codes(&desk.clear(&front(&format!("license: CC-BY-4.0\noriginal_lang: en\n{block}"))));
        assert_eq!(found, vec!["rights/translation-missing"; expected], "{block}");
    }
    for (langs, expected) in [("original_lang: fr\n", 1), ("", 1), ("original_lang: pt\n", 0)] {
        let text = front(&format!("license: CC-BY-4.0\n{langs}translation: {{by: [Marie Exemple], method: human}}\n"));
        assert_eq!(codes(&desk.clear(&text)), vec!["rights/translation-missing"; expected], "{langs}");
    }
}

#[test]
fn what_must_not_be_edited_is_not_cut() {
    let body = "Text.\n\nShare this!\n\nOriginally by Example Wire.\n";
    let cuts = [(clean::Kind::Share, "Share this!"), (clean::Kind::SiteFooter, "Originally by Example Wire.")];
    let desk = Desk::new().publisher("name: Example Wire\nphrases: [Originally by Example Wire]\n");
    let text = front("license: CC-BY-ND-4.0\npublisher: wire\nchanges: Shorter headline.\n");
    assert_eq!(
        codes(&desk.clear_body(&text, body, &cuts)),
        ["rights/cut-forbidden"; 2],
        "the share line and `changes`"
    );
    let letter = "publisher: wire\narticles: all\nuses: [edit]\ngiven_by: Ann Example\n";
    let allowed = desk.permission(letter).clear_body(&format!("{text}permissions: [letter]\n"), body, &cuts);
    let duties = allowed.value.expect("cleared").duties().to_vec();
    let kept = |duty: &Duty| matches!(duty, Duty::OriginalNotice { text, .. } if text == "Originally by Example Wire.");
    assert!(duties.iter().any(kept), "the publisher's notice is a duty and not a cut");
    assert!(
        duties.iter().any(|d| matches!(d, Duty::Changes { text: Some(_), cuts } if cuts.contains(&clean::Kind::Share)))
    );
}

#[test]
fn share_alike_binds_the_translation() {
    let desk = Desk::new();
    let own = |staged: &Staged<Cleared>| {
        let duties = staged.value.as_ref().expect("cleared").duties();
        duties.iter().find_map(|d| if let Duty::OwnLicence(link) = d { Some(link.text.clone()) } else { None })
    };
    assert_eq!(own(&desk.clear(&translated("license: CC-BY-SA-3.0\n"))).as_deref(), Some("CC BY-SA 3.0"));
    assert_eq!(own(&desk.clear(&front("license: CC-BY-SA-4.0\n"))), None, "an unchanged copy is no adaptation");
    assert_eq!(own(&desk.clear(&translated("license: CC-BY-4.0\n"))), None);
    let mixed = "license: CC-BY-SA-3.0\nsources: [{url: https://example.org/b, title: B, authors: [Bo], license: CC-BY-SA-4.0, use: translated}]\n";
    assert_eq!(own(&desk.clear(&translated(mixed))).as_deref(), Some("CC BY-SA 4.0"));
    let clash = mixed.replace("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0");
    let desk = desk.configured("policy: {commercial: false}\n");
    assert_eq!(codes(&desk.clear(&translated(&clash))), ["rights/share-alike"]);
}

#[test]
fn other_works_are_cleared_on_their_own() {
    let desk = Desk::new();
    for (usage, licence, expected) in [
        ("quoted", "", None),
        ("extract", "", Some("rights/licence-missing")),
        ("extract", "license: CC-BY-ND-4.0, ", None),
        ("translated", "license: CC-BY-ND-4.0, ", Some("rights/permission-missing")),
        ("extract", "publisher: wire, ", None),
    ] {
        let text = front(&format!(
            "license: CC-BY-4.0\nsources: [{{url: https://example.org/b, title: B, authors: [Bo], lang: en, translation: {{by: [Eva], method: human}}, {licence}use: {usage}}}]\n"
        ));
        let staged = desk.clear(&text);
        assert_eq!(codes(&staged), expected.into_iter().collect::<Vec<_>>(), "{usage} {licence}");
        if let Some(cleared) = staged.value {
            assert!(cleared.duties().iter().any(|d| matches!(d, Duty::SourceWork { .. })));
        }
    }
    let via = translated(
        "license: CC-BY-4.0\nvia: [{url: https://example.org/es, publisher: El Ejemplo, translated_by: [Ana]}]\n",
    );
    assert_eq!(codes(&desk.clear(&via)), ["rights/licence-missing"]);
}

#[test]
fn own_texts_and_links_have_fewer_duties() {
    let desk = Desk::new();
    let own = "kind: own\ntitle: Nous\ndate: 2026-01-02\n";
    assert_eq!(codes(&desk.clear(own)), Vec::<&str>::new());
    let staged = desk.clear_body(own, "This article is republished from Elsewhere.\n", &[]);
    assert_eq!(codes(&staged), ["rights/wire-phrase"]);
    assert_eq!(codes(&desk.clear(&own.replace("own", "link"))), ["rights/original-missing"]);
    let link = own.replace("own", "link") + "original_url: https://example.org/bridge\n";
    assert_eq!(codes(&desk.clear_body(&link, "", &[])), Vec::<&str>::new(), "a link needs no text");
    for (words, expected) in [(250, &[][..]), (251, &["rights/wire-phrase"])] {
        assert_eq!(codes(&desk.clear_body(&link, &"mot ".repeat(words), &[])), expected, "{words} words");
    }
    assert_eq!(codes(&desk.clear_body(&link, "Story was originally published by X.\n", &[])), ["rights/wire-phrase"]);
    assert_eq!(codes(&desk.clear_body(own, " \n", &[])), ["front/empty-body"]);
    assert_eq!(codes(&desk.clear(&format!("{own}license: CC-BY-4.0\n"))), ["front/kind"]);
    for key in ["draft: true\n", "withdrawn: {date: 2026-01-03}\n"] {
        let unasked = format!("title: T\ndate: 2026-01-02\n{key}");
        assert!(desk.clear_body(&unasked, "", &[]).value.is_some(), "{key}");
    }
}

#[test]
fn the_publishers_confirmed_words_become_duties() {
    let wire = "name: Example Wire
home_url: https://example.org/
license: publisher-terms
translation: allowed
credit:
  - {place: top, text: \"{title} by {author} appeared on {publisher} on {date}.\", lang: en, evidence: publisher-page, links: [{text: \"{publisher}\", to: home}]}
opinion_disclaimer: {text: Views are the author's., lang: en, evidence: publisher-page}
canonical: required
";
    let desk = Desk::new().publisher(wire);
    let text = translated("publisher: wire\ngenre: opinion\n");
    let found = codes(&desk.clear(&text));
    assert_eq!(found, ["rights/original-missing", "rights/canonical-elsewhere"], "the credit names the date");
    let staged = desk.clear(&format!("{text}original_date: 2026-01-01\n"));
    let duties = staged.value.expect("cleared").duties().to_vec();
    let texts: Vec<&str> = duties
        .iter()
        .filter_map(|d| if let Duty::Text { text, .. } = d { Some(text.as_str()) } else { None })
        .collect();
    assert_eq!(texts, ["The bridge by Ann Example appeared on Example Wire on {date}.", "Views are the author's."]);
    assert!(duties.iter().any(|d| matches!(d, Duty::Canonical(url) if url.as_str() == "https://example.org/bridge")));
    assert!(duties.iter().any(|d| matches!(d, Duty::Opinion)));
}

#[test]
fn an_unknown_publisher_is_named_with_the_nearest() {
    let staged = Desk::new().clear(&front("publisher: Example Wire\nlicense: CC-BY-4.0\n"));
    assert_eq!(codes(&staged), ["rights/publisher-unknown"]);
    assert!(staged.diagnostics[0].hints[0].contains("publisher: wire"));
    let bare = Desk::new().clear(&front("publisher: Example Wire\n"));
    assert_eq!(codes(&bare), ["rights/publisher-unknown"], "that there is no licence only follows");
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_is_judged_and_never_panics(typed in "\\PC{0,40}", body in "(?s).{0,200}", pick in 0usize..8) {
        let key = ["license", "publisher", "photo", "photo_credit", "photo_license", "photo_caption", "changes", "original_notice"][pick];
        let value = serde_json::to_string(&typed).expect("a text is JSON");
        let front = translated("").replace("title: Le pont\n", &format!("title: Le pont\n{key}: {value}\n"));
        let staged = Desk::new().clear_body(&front, &body, &[]);
        proptest::prop_assert!(staged.value.is_some() != staged.has_errors());
    }
}
