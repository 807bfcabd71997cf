//! What a publisher wants on the page beside words.

use super::*;
use crate::rights::publisher::PixelKind;

const WIRE: &str = "name: Example Wire\nhome_url: https://example.org/\nlicense: CC-BY-4.0\ntranslation: allowed\n";
const DECIDED: &str = "rights: {pixels: {wire: {ground: exempt, by: Jane Doe, on: 2026-01-31, reason: asked}}}\n";
const PIXEL: &str = "pixel: {kind: img, url: \"https://counter.example.net/{id}/count.gif\", id: article}\n";

fn desk(profile: &str) -> Desk {
    Desk::new().publisher(&format!("{WIRE}{profile}"))
}

fn judged(desk: &Desk, front: &str) -> (Vec<Duty>, Vec<&'static str>) {
    let staged = desk.clear(&format!("{front}publisher: wire\n"));
    let found = codes(&staged);
    (staged.value.map(|cleared| cleared.duties().to_vec()).unwrap_or_default(), found)
}

#[test]
fn the_canonical_address_follows_language_and_terms() {
    let original = "https://example.org/bridge";
    let heard = "terms: {evidence: third-party}\n";
    for (profile, front, expected, warned) in [
        ("", front(""), Some(original), false),
        ("canonical: none\n", front(""), Some(original), false),
        ("canonical: forbidden\n", front(""), None, false),
        ("", translated(""), None, false),
        ("canonical: if-used\n", translated(""), None, false),
        ("canonical: required\n", translated(""), Some(original), true),
        (&*format!("{heard}canonical: required\n"), translated(""), None, false),
    ] {
        let (duties, found) = judged(&desk(profile), &front);
        let canonical = duties.iter().find_map(|duty| match duty {
            Duty::Canonical(url) => Some(url.as_str()),
            _ => None,
        });
        assert_eq!(canonical, expected, "{profile}");
        assert_eq!(found.contains(&"rights/canonical-elsewhere"), warned, "{profile}");
    }
    // An article may wish otherwise where the terms leave it open.
    let own = "canonical: self\n";
    let theirs = "canonical: original\n";
    for (profile, front, expected, refused) in [
        ("", front(own), None, false),
        ("canonical: none\n", front(own), None, false),
        ("canonical: required\n", front(own), None, true),
        ("canonical: required\n", translated(own), None, true),
        ("canonical: if-used\n", front(own), None, true),
        ("canonical: if-used\n", translated(own), None, false),
        ("", translated(theirs), Some(original), false),
        ("canonical: none\n", translated(theirs), Some(original), false),
        ("canonical: forbidden\n", translated(theirs), None, true),
        ("canonical: forbidden\n", front(theirs), None, true),
    ] {
        let (duties, found) = judged(&desk(profile), &front);
        let named = duties.iter().any(|duty| matches!(duty, Duty::Canonical(url) if Some(url.as_str()) == expected));
        assert_eq!(named, expected.is_some(), "{profile} {front}");
        assert_eq!(found, if refused { vec!["rights/canonical"] } else { vec![] }, "{profile} {front}");
    }
    let nameless = Desk::new().clear(&front("license: CC-BY-4.0\n")).value.expect("cleared");
    assert!(!nameless.is_canonical(), "a copy is the original's, profile or not");
}

#[test]
fn a_counter_counts_for_its_own_article_once_the_site_has_decided() {
    let pixel = |desk: &Desk, front: &str| {
        let (duties, found) = judged(desk, front);
        let src = duties.iter().find_map(|duty| match duty {
            Duty::Pixel { src, kind: PixelKind::Img, .. } => Some(src.to_string()),
            _ => None,
        });
        (src, found)
    };
    let counted = desk(PIXEL).configured(DECIDED);
    let (own, other) = (front("pixel_id: \"123456\"\n"), front("pixel_id: \"654321\"\n"));
    let numbered = |text: &str| text.replace("example.org/bridge", "example.org/bridge-123456");
    let src = Some("https://counter.example.net/123456/count.gif".to_owned());
    assert_eq!(pixel(&counted, &own), (src.clone(), vec![]));
    assert_eq!(pixel(&counted, &numbered(&own)), (src.clone(), vec![]));
    assert_eq!(pixel(&counted, &numbered(&other)), (None, vec!["rights/pixel-id"]));
    assert_eq!(pixel(&counted, &front("")), (None, vec!["rights/pixel-id"]));
    assert_eq!(pixel(&counted, &front("pixel_id: \"1/../2\"\n")), (None, vec!["rights/pixel-id"]));
    assert_eq!(pixel(&desk(PIXEL), &own).1, ["rights/pixel-undecided"]);
    assert_eq!(pixel(&desk(PIXEL).configured(&DECIDED.replace("exempt", "waived")), &front("")), (None, vec![]));
    let in_address = desk(&PIXEL.replace("id: article", "id: original-url")).configured(DECIDED);
    assert_eq!(pixel(&in_address, &numbered(&front(""))), (src, vec![]));
    assert_eq!(pixel(&desk(&format!("{PIXEL}terms: {{evidence: third-party}}\n")), &own), (None, vec![]));
}

#[test]
fn a_logo_is_the_sites_to_supply() {
    let there = |profile: &str, file: &str| {
        let desk = desk(profile).configured("").picture(&format!("static/logos/{file}"), "{}\n");
        let (duties, found) = judged(&desk, &front(""));
        let logo = duties.iter().find_map(|duty| match duty {
            Duty::Logo { publisher, src } => Some((src.clone(), publisher.url.as_ref().map(ToString::to_string))),
            _ => None,
        });
        (logo, found)
    };
    let (home, article) = (Some("https://example.org/".to_owned()), Some("https://example.org/bridge".to_owned()));
    assert_eq!(there("logo: {need: required}\n", "wire.png"), (Some(("/logos/wire.png".to_owned(), home)), vec![]));
    let named = "logo: {need: asked, link_to: article, file: /logos/dark.svg}\n";
    assert_eq!(there(named, "dark.svg"), (Some(("/logos/dark.svg".to_owned(), article)), vec![]));
    assert_eq!(there("logo: {need: required}\n", "other.png"), (None, vec!["rights/supply-missing"]));
    assert_eq!(there("logo: {need: asked}\n", "other.png"), (None, vec![]));
    assert_eq!(there("terms: {evidence: third-party}\nlogo: {need: required}\n", "other.png"), (None, vec![]));
    assert_eq!(there("logo: {need: forbidden}\n", "wire.png"), (None, vec![]));
}

#[test]
fn links_are_demanded_kept_or_left_out() {
    let (duties, found) = judged(&desk("keep_links: required\n"), &front("original_links: [https://example.net/a]\n"));
    assert!(duties.iter().any(|duty| matches!(duty, Duty::KeptLinks(links) if links.len() == 1)) && found.is_empty());
    assert_eq!(judged(&desk("keep_links: required\n"), &front("original_links: []\n")).1, Vec::<&str>::new());
    assert_eq!(judged(&desk("keep_links: required\n"), &front("")).1, ["rights/links-unknown"]);

    let newsletter = "links: {newsletter: required}\n";
    assert_eq!(judged(&desk(newsletter), &front("")).1, ["rights/supply-missing"]);
    let (duties, _) = judged(&desk(&format!("{newsletter}newsletter_url: https://example.org/news\n")), &front(""));
    assert!(duties.iter().any(|duty| matches!(duty, Duty::Newsletter(link) if link.url.is_some())));

    let homes = |profile: &str| {
        let (duties, _) = judged(&desk(profile), &front(""));
        let home = |link: &Link| link.url.is_some();
        duties
            .iter()
            .filter(|duty| match duty {
                Duty::Source { publisher, .. } | Duty::Work { publisher, .. } => publisher.as_ref().is_some_and(home),
                _ => false,
            })
            .count()
    };
    assert_eq!(
        (homes(""), homes("links: {home: forbidden}\n")),
        (2, 0),
        "the link goes to the article, and not to the front page"
    );
}

#[test]
fn machines_are_told_what_the_terms_want() {
    let profile = "noindex: required\nhead_meta: [{name: syndication-source, content: \"{original_url}\"}]\ntranslation_conditions: [mark-unofficial]\n";
    let (duties, _) = judged(&desk(profile), &translated(""));
    assert!(duties.contains(&Duty::NoIndex) && duties.contains(&Duty::Unofficial));
    let meta =
        Duty::HeadMeta { name: "syndication-source".to_owned(), content: "https://example.org/bridge".to_owned() };
    assert!(duties.contains(&meta));
    let (same, _) = judged(&desk(profile), &front(""));
    assert!(!same.contains(&Duty::Unofficial), "the original text is official");
    let heard = format!("terms: {{evidence: third-party}}\n{profile}");
    let (silent, _) = judged(&desk(&heard), &translated(""));
    assert!(!silent.contains(&Duty::NoIndex) && !silent.contains(&meta), "what nobody has read changes no page");
}
