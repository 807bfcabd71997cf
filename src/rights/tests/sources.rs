//! Works beside the original: what their publishers want is owed, and owed under the work's own name.

use super::*;

/// A publisher that wants everything, and whose wording is confirmed.
const DEMANDING: &str = "name: Harbour Post
home_url: https://harbour.example.org/
languages: [en]
license: publisher-terms
translation: allowed
translation_conditions: [mark-unofficial, name-translator]
confirmed: {by: Jo Lind, on: 2026-01-31}
byline: By {author}, {publisher}
credit:
  - {place: top, text: \"{title} first appeared in the Harbour Post.\", lang: en, links: [{text: Harbour Post, to: home}]}
  - {place: byline, text: \"By {author} for the Harbour Post\", lang: en}
  - {place: bottom, text: \"Harbour Post, {year}.\", lang: en, shown_in: both, translations: {fr: \"Poste du port, {year}.\"}}
newsletter_url: https://harbour.example.org/letter
links: {home: required, newsletter: required}
keep_links: required
logo: {need: required}
head_meta: [{name: syndication-source, content: \"{original_url}\"}]
pixel: {kind: img, url: \"https://count.example.net/{id}.gif\", id: article}
";
const DECIDED: &str =
    "rights: {pixels: {wire: {ground: exempt, by: Jo Lind, on: 2026-01-31, reason: no personal data}}}\n";
const WHOLE: &str = "url: https://harbour.example.org/ferry, title: The ferry, authors: [Ana Ruiz], publisher: wire, date: 2026-01-10, \
    links: [https://example.org/kept], pixel_id: f77, notice: © Harbour Post";
const OWN: &str = "title: Nous\ndate: 2026-01-12\nlang: fr\nkind: own\n";

fn desk(profile: &str) -> Desk {
    Desk::new().publisher(profile).configured(DECIDED).picture("static/logos/wire.svg", "{}\n")
}

fn round_up(entry: &str) -> String {
    format!("{OWN}sources:\n  - {{{entry}}}\n")
}

#[test]
fn what_a_sources_publisher_wants_is_a_duty_of_the_page() {
    let entry = format!("{WHOLE}, use: translated, translation: {{by: [Eva Exemple], method: machine}}");
    let staged = desk(DEMANDING).clear(&round_up(&entry));
    assert_eq!(codes(&staged), ["rights/translation-missing"; 0]);
    let cleared = staged.value.expect("cleared");
    let owed: Vec<(Option<&str>, String, Part)> =
        cleared.duties().iter().map(|d| (d.owed().0.map(|work| work.text.as_str()), d.id(), d.part())).collect();
    let ferry = Some("The ferry");
    let expected = [
        (None, "ai-label", Part::Strip),
        (None, "source-work", Part::Notice),
        (ferry, "translation", Part::Notice),
        (ferry, "original-notice", Part::Notice),
        (ferry, "unofficial", Part::Strip),
        (ferry, "text", Part::Strip),
        (ferry, "text", Part::Strip),
        (ferry, "text", Part::Notice),
        (ferry, "text", Part::Notice),
        (None, "logo", Part::Strip),
        (None, "newsletter", Part::Notice),
        (ferry, "kept-links", Part::Body),
        (None, "head-meta", Part::Head),
        (None, "pixel", Part::Notice),
    ];
    assert_eq!(owed, expected.map(|(work, id, part)| (work, id.to_owned(), part)));
    let texts: Vec<&str> = cleared
        .duties()
        .iter()
        .filter_map(|d| if let Duty::Text { text, .. } = d.owed().1 { Some(text.as_str()) } else { None })
        .collect();
    let first = ["The ferry first appeared in the Harbour Post.", "By Ana Ruiz for the Harbour Post"];
    assert_eq!(texts, [&first[..], &["Harbour Post, 2026.", "Poste du port, 2026."]].concat());
    let row = cleared.duties().iter().find(|duty| matches!(duty, Duty::SourceWork { .. }));
    let Some(Duty::SourceWork { publisher: Some(publisher), basis: Some(basis), form: Some(form), .. }) = row else {
        panic!("{row:?}")
    };
    assert_eq!((publisher.url.is_some(), form.as_str()), (true, "{author}, Harbour Post"));
    assert!(matches!(**basis, Duty::Terms { .. }), "{basis:?}");
}

#[test]
fn an_earlier_version_owes_the_same() {
    let via = WHOLE.replace("title: The ferry", "title: El transbordador");
    let front = translated(&format!("license: CC-BY-4.0\noriginal_date: 2026-01-01\nvia:\n  - {{{via}}}\n"));
    let staged = desk(DEMANDING).clear(&front);
    assert_eq!(codes(&staged), Vec::<&str>::new());
    let cleared = staged.value.expect("cleared");
    let owed = cleared.duties().iter().filter(|d| d.owed().0.is_some_and(|work| work.text == "El transbordador"));
    assert_eq!(owed.count(), 7, "{:?}", cleared.duties());
    assert!(cleared.duties().iter().any(|duty| matches!(duty, Duty::Pixel { .. })));
}

#[test]
fn each_use_owes_what_it_owes() {
    let owed = |usage: &str, entry: &str| {
        let staged = desk(DEMANDING).clear(&round_up(&format!("{entry}, use: {usage}")));
        (codes(&staged), staged.value.map(|cleared| cleared.duties().len()))
    };
    assert_eq!(owed("quoted", WHOLE), (Vec::new(), Some(1)), "source and author");
    assert_eq!(owed("extract", WHOLE), (Vec::new(), Some(11)), "no translation is acknowledged");
    assert_eq!(owed("translated", WHOLE), (vec!["rights/translation-missing"], None), "nobody translated it");
    let nobody = "url: https://example.org/x, title: X";
    assert_eq!(owed("quoted", nobody), (vec!["rights/authors-missing"], None));
    assert_eq!(owed("quoted", &format!("{nobody}, publisher: A Name")), (Vec::new(), Some(1)));
    let silent = format!("{nobody}, license: CC0-1.0, authors: [Bo], translation: {{method: machine}}");
    assert_eq!(owed("translated", &silent).0, ["rights/translation-missing"], "from which language?");
    let unsigned = format!("{nobody}, license: CC0-1.0, authors: [Bo], lang: en, translation: {{method: human}}");
    assert_eq!(owed("translated", &unsigned).0, ["rights/translation-missing"], "by whom?");
}

#[test]
fn what_a_source_lacks_is_refused_and_the_hint_says_what_to_type_where() {
    for (from, to, code, hint) in [
        (
            "date: 2026-01-10, ",
            "",
            "rights/original-missing",
            "add `date:` to the entry https://harbour.example.org/ferry of `sources:`",
        ),
        ("authors: [Ana Ruiz], ", "", "rights/original-missing", "add `authors:` to the entry"),
        ("links: [https://example.org/kept], ", "", "rights/links-unknown", "add `links: [https://…]`"),
        ("pixel_id: f77, ", "", "rights/pixel-id", "add `pixel_id:` with the number"),
    ] {
        let entry = format!("{}, use: extract", WHOLE.replace(from, to));
        let staged = desk(DEMANDING).clear(&round_up(&entry));
        let found = codes(&staged);
        assert!(!found.is_empty() && found.iter().all(|found| *found == code), "{from}: {found:?}");
        assert!(staged.diagnostics[0].hints[0].contains(hint), "{:?}", staged.diagnostics[0].hints);
    }
    let entry = format!("{WHOLE}, use: extract");
    let undecided = Desk::new().publisher(DEMANDING).picture("static/logos/wire.svg", "{}\n");
    assert_eq!(codes(&undecided.clear(&round_up(&entry))), ["rights/pixel-undecided"]);
    let bare = Desk::new().publisher(DEMANDING).configured(DECIDED);
    assert_eq!(codes(&bare.clear(&round_up(&entry))), ["rights/supply-missing"], "the logo");
    for (demand, code) in
        [("institution: required\n", "rights/institution-missing"), ("takedown: on-request\n", "rights/supply-missing")]
    {
        assert_eq!(codes(&desk(&format!("{DEMANDING}{demand}")).clear(&round_up(&entry))), [code]);
    }
}

#[test]
fn a_page_has_one_canonical_address() {
    let profile = format!("{DEMANDING}canonical: required\n");
    let one = format!("{WHOLE}, use: extract");
    let other = one.replace("/ferry", "/mast").replace("The ferry", "The mast").replace("f77", "f78");
    let staged = desk(&profile).clear(&round_up(&one));
    assert_eq!(codes(&staged), ["rights/canonical-elsewhere"]);
    let canonical = |staged: &Staged<Cleared>| {
        let duties = staged.value.as_ref().expect("cleared").duties();
        duties.iter().find_map(|d| if let Duty::Canonical(url) = d { Some(url.to_string()) } else { None })
    };
    assert_eq!(canonical(&staged).as_deref(), Some("https://harbour.example.org/ferry"));
    let staged = desk(&profile).clear(&format!("{}  - {{{other}}}\n", round_up(&one)));
    assert_eq!(codes(&staged), ["rights/canonical"]);
    let said = &staged.diagnostics[0].message;
    assert!(said.contains("/ferry") && said.contains("/mast"), "{said}");
    let quoted = other.replace("use: extract", "use: quoted");
    let staged = desk(&profile).clear(&format!("{}  - {{{quoted}}}\n", round_up(&one)));
    assert_eq!(canonical(&staged).as_deref(), Some("https://harbour.example.org/ferry"));
    let wish = round_up(&one).replace("kind: own", "kind: own\ncanonical: self");
    assert_eq!(codes(&desk(&profile).clear(&wish)), ["rights/canonical"]);
    for rule in ["if-used", "none", "forbidden"] {
        let staged = desk(&format!("{DEMANDING}canonical: {rule}\n")).clear(&round_up(&one));
        assert_eq!(canonical(&staged), None, "{rule}");
    }
    let twice = format!("{}  - {{{one}}}\n", round_up(&one));
    let staged = desk(&profile).clear(&twice);
    let counters = |d: &&Duty| matches!(d, Duty::Pixel { .. } | Duty::Newsletter(_) | Duty::Logo { .. });
    assert_eq!(staged.value.expect("cleared").duties().iter().filter(counters).count(), 3, "each once");
}

#[test]
fn a_sources_picture_is_its_publishers_to_lend() {
    let photo =
        "photo: bridge.jpg\nphoto_alt: A bridge\nphoto_license: publisher-terms\nphoto_credit: Jane Doe/Harbour Post\n";
    for (rule, expected) in [("own-only", &[][..]), ("exclude", &["rights/photo-licence"])] {
        let desk = desk(&format!("{DEMANDING}photo: {rule}\n")).picture("content/articles/bridge.jpg", "{}\n");
        let desk = desk.picture("static/logos/wire.svg", "{}\n");
        let staged = desk.clear(&format!("{}{photo}", round_up(&format!("{WHOLE}, use: extract"))));
        assert_eq!(codes(&staged), expected, "{rule}");
    }
}

#[test]
fn a_sources_publisher_is_asked_about_as_any_other() {
    let profile = "name: Harbour Post\nlicense: CC-BY-NC-4.0\nads: page-ok\nselection: individual\neligibility: [audience]\n\
        notify: {when: after}\n";
    let desk = Desk::new().publisher(profile).configured("policy: {commercial: false, ads: true}\n");
    let asked = |usage: &str| {
        let entry = format!("{WHOLE}, use: {usage}");
        desk.questions(&desk.clear(&round_up(&entry)).value.expect("cleared"))
    };
    assert_eq!(asked("extract"), ["selected-individually", "eligible", "ad-placement", "notified"]);
    assert_eq!(asked("quoted"), Vec::<&str>::new());
    let translated = asked("translated, lang: en, translation: {by: [Eva], method: human}");
    assert!(translated.contains(&"faithful-translation"), "{translated:?}");
}

#[test]
fn what_may_not_be_cut_is_no_extract() {
    let entry = format!("{WHOLE}, use: extract");
    let letter =
        "publisher: wire\narticles: [https://harbour.example.org/ferry]\nuses: [edit]\ngiven_by: Ann Example\n";
    for (profile, expected) in [
        ("license: publisher-terms\nedits: none\n", &["rights/extent"][..]),
        ("license: CC-BY-ND-4.0\nedits: none\n", &[]),
        ("license: publisher-terms\nedits: style\n", &[]),
    ] {
        let desk = Desk::new().publisher(&format!("name: Harbour Post\n{profile}"));
        assert_eq!(codes(&desk.clear(&round_up(&entry))), expected, "{profile}");
        let permitted = format!("{}permissions: [letter]\n", round_up(&entry));
        assert_eq!(codes(&desk.permission(letter).clear(&permitted)), Vec::<&str>::new(), "{profile}");
    }
}
