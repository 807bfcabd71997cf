//! Tests of the profiles.

use super::*;
use crate::base::RelPath;
use crate::diag::Staged;
use crate::source::{Origin, Source};

const DCNF: &str = include_str!("../../../content/publishers/daily-caller-news-foundation.yaml");

fn file(id: &str, text: &str) -> Source {
    Source::new(RelPath::new(&format!("content/publishers/{id}.yaml")).expect("a path"), text)
}

fn read(files: &[(&str, &str, Origin)]) -> Staged<Publishers> {
    Publishers::read(files.iter().map(|(id, text, origin)| (file(id, text), *origin)))
}

#[test]
fn the_built_in_profile_claims_nothing_that_was_not_read() {
    let staged = read(&[("daily-caller-news-foundation", DCNF, Origin::BuiltIn)]);
    assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
    let all = staged.value.expect("profiles");
    let dcnf = all.get("daily-caller-news-foundation").expect("the profile");
    assert_eq!(dcnf.translation, TranslationRule::Unknown);
    assert!(dcnf.logo.is_some() && !dcnf.is_sure_of("logo"));
    assert!(dcnf.credit.iter().all(|credit| !dcnf.is_confirmed(credit.evidence)));
    let hint = all.hints().next().expect("a hint");
    assert!(hint.names.contains(&"DCNF"));
    for copy in [
        "Le contenu créé par The Daily Caller News Foundation est disponible gratuitement pour tout éditeur",
        "All content created by the Daily Caller News Foundation, an independent newswire",
    ] {
        assert!(hint.phrases.iter().any(|p| copy.contains(p.as_str())), "{copy}");
        assert!(all.phrase_in(copy).is_some());
    }
}

#[test]
fn the_sites_own_profile_replaces_the_built_in_one() {
    let own = "name: Example Wire\nbyline: By {author}, {publisher}\nconfirmed: {by: Jane Doe, on: 2026-01-31}\n";
    let all =
        read(&[("wire", own, Origin::Site), ("wire", "name: Old name\n", Origin::BuiltIn)]).value.expect("profiles");
    let wire = all.get("wire").expect("the profile");
    assert_eq!((wire.name.as_str(), wire.byline.as_deref()), ("Example Wire", Some("{author}, {publisher}")));
    assert!(wire.is_confirmed(Evidence::Unconfirmed));
    assert_eq!(all.did_you_mean("example wire"), Some("wire"));
    assert_eq!(all.did_you_mean("wyre"), Some("wire"));
}

#[test]
fn every_mistake_in_a_profile_is_named() {
    let text = "home_url: example.org\nlicence: CC-BY-4.0\nlicense: CC-BY\ncredit:\n  - {place: top, text: \"From {place}.\", lang: en, links: [{text: here, to: original}]}\n";
    let staged = read(&[("wire", text, Origin::Site)]);
    let said: Vec<_> = staged.diagnostics.iter().map(|d| (d.code.as_str(), d.message.as_str())).collect();
    assert!(staged.value.expect("the others").get("wire").is_none());
    assert_eq!(said.len(), 6, "{said:?}");
    for part in ["`name` is missing", "unknown key `licence`", "`{place}` is no placeholder", "does not hold `here`"] {
        assert!(said.iter().any(|(_, message)| message.contains(part)), "{part}: {said:?}");
    }
}

#[test]
fn a_newer_built_in_profile_warns_and_the_sites_own_stands() {
    let built_in = "name: Wire\nrevised: 2026-11-22\nlicense: CC-BY-ND-4.0\n";
    for (own, expected) in [
        ("confirmed: {by: Jane Doe, on: 2026-01-31}\n", 1),
        ("confirmed: {by: Jane Doe, on: 2026-11-22}\n", 0),
        ("revised: 2026-01-31\n", 1),
        ("", 0),
    ] {
        let own = format!("name: Wire\nlicense: CC-BY-4.0\n{own}");
        let staged = read(&[("wire", &own, Origin::Site), ("wire", built_in, Origin::BuiltIn)]);
        let found: Vec<_> = staged.diagnostics.iter().map(|d| d.code.as_str()).collect();
        assert_eq!(found, vec!["rights/profile-newer"; expected], "{own}");
        let all = staged.value.expect("profiles");
        assert_eq!(
            all.get("wire").and_then(|wire| wire.license.as_ref()),
            crate::rights::Licence::parse("CC-BY-4.0").as_ref()
        );
    }
}

#[test]
fn what_is_not_confirmed_is_known_field_by_field() {
    let text = "name: Wire\nterms: {evidence: third-party}\nevidence: {edits: publisher-page, license: unconfirmed, translation: unconfirmed}\n\
                license: CC-BY-4.0\ntranslation: allowed\nedits: free\npaywall: not\n";
    let wire = |text: &str| {
        let all = read(&[("wire", text, Origin::Site)]).value.expect("profiles");
        all.get("wire").expect("the profile").clone()
    };
    let heard = wire(text);
    assert_eq!(heard.doubts(), ["license", "translation", "paywall"]);
    assert_eq!((heard.granted_license(), heard.granted_translation()), (None, TranslationRule::Unknown));
    let confirmed = wire(&format!("{text}confirmed: {{by: Jane Doe, on: 2026-01-31}}\n"));
    assert_eq!((confirmed.doubts().len(), confirmed.granted_translation()), (0, TranslationRule::Allowed));
    assert!(confirmed.granted_license().is_some());
    assert_eq!(
        wire("name: Wire\nlicense: CC-BY-4.0\n").doubts(),
        Vec::<&str>::new(),
        "what an editor writes is the site's own word"
    );
}
