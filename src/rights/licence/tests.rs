//! Tests of the licences.

use super::*;

fn licence(text: &str) -> Licence {
    Licence::parse(text).unwrap_or_else(|| panic!("{text} is a licence"))
}

#[test]
fn ids_and_addresses_mean_the_same_licence() {
    for (id, address, name) in [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/deed.fr", "CC BY 4.0"),
        ("CC BY-SA 4.0", "http://www.creativecommons.org/licenses/by-sa/4.0", "CC BY-SA 4.0"),
        ("cc-by-nc-nd-3.0", "creativecommons.org/licenses/by-nc-nd/3.0/legalcode", "CC BY-NC-ND 3.0"),
        ("CC-BY-3.0-IGO", "https://creativecommons.org/licenses/by/3.0/igo/deed.es", "CC BY 3.0 IGO"),
        ("CC-BY-NC-ND-3.0-US", "https://creativecommons.org/licenses/by-nc-nd/3.0/us/", "CC BY-NC-ND 3.0 US"),
        ("CC-BY-NC-ND-1.0", "https://creativecommons.org/licenses/by-nd-nc/1.0/", "CC BY-NC-ND 1.0"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("CC-PDDC", "https://creativecommons.org/publicdomain/mark/1.0/", ""),
    ] {
        assert_eq!(licence(id), licence(address), "{id}");
        assert_eq!(licence(id).name(), name);
    }
    assert_eq!(licence("GFDL-1.3"), Licence::Other("GFDL-1.3".into()));
    for bad in ["CC-BY", "CC-BY-9.0", "CC-BY-4.0-USA1", "https://example.org/creativecommons.org/licenses/by/4.0/", ""]
    {
        assert_eq!(Licence::parse(bad), None, "{bad}");
    }
}

#[test]
fn addresses_are_canonical_and_deeds_exist() {
    let by = licence("http://creativecommons.org/licenses/by/3.0/us/deed.en");
    assert_eq!(by.url().map(|u| u.to_string()).as_deref(), Some("https://creativecommons.org/licenses/by/3.0/us/"));
    let lang = |tag| Lang::parse(tag).expect("a tag");
    let deed = |tag| by.deed(&lang(tag)).map(|u| u.to_string()).unwrap_or_default();
    assert_eq!(deed("fr-CA"), "https://creativecommons.org/licenses/by/3.0/us/deed.fr");
    assert_eq!(deed("tlh"), "https://creativecommons.org/licenses/by/3.0/us/");
    assert_eq!(licence("public-domain").url(), None);
}

#[test]
fn share_alike_goes_on_under_the_same_elements() {
    let accepts = |a, b| licence(a).accepts_adaptation_under(&licence(b));
    assert!(accepts("CC-BY-SA-3.0", "CC-BY-SA-4.0"));
    assert!(accepts("CC-BY-SA-1.0", "CC-BY-SA-1.0"));
    assert!(!accepts("CC-BY-SA-1.0", "CC-BY-SA-4.0"));
    assert!(!accepts("CC-BY-SA-4.0", "CC-BY-SA-3.0"));
    assert!(!accepts("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0"));
    assert!(!accepts("CC-BY-NC-4.0", "CC-BY-SA-4.0"));
    assert!(accepts("CC-BY-4.0", "CC-BY-SA-4.0"));
    assert!(accepts("CC0-1.0", "CC-BY-SA-4.0"));
    assert!(!accepts("CC-BY-ND-4.0", "CC-BY-SA-4.0"));
}

proptest::proptest! {
    #[test]
    fn spaces_and_hyphens_part_an_id_alike(text in "[ -]{0,2}([a-cA-C0é./]{1,3}[ -]{0,3}){0,4}") {
        let parts = text.split([' ', '-']).filter(|part| !part.is_empty());
        assert_eq!(super::plain_id(&text), parts.collect::<Vec<_>>().join("-").to_ascii_lowercase());
    }
}
