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
    let text = "home_url: example.org\nlicence: CC-BY-4.0\nlicense: CC-BY\ncredit:\n  - {place: top, text: \"From {site}.\", lang: en, links: [{text: here, to: original}]}\n";
    let staged = read(&[("wire", text, Origin::Site)]);
    let said: Vec<_> = staged.diagnostics.iter().map(|d| (d.code.as_str(), d.message.as_str())).collect();
    assert!(staged.value.expect("the others").get("wire").is_none());
    assert_eq!(said.len(), 6, "{said:?}");
    for part in ["`name` is missing", "unknown key `licence`", "`{site}` is no placeholder", "does not hold `here`"] {
        assert!(said.iter().any(|(_, message)| message.contains(part)), "{part}: {said:?}");
    }
}
