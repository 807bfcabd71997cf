//! What a publisher demands of the article and of the site: each is refused where it is not met, and a permission lifts it.

use super::*;

const WIRE: &str = "name: Example Wire\nhome_url: https://example.org/\nlicense: CC-BY-4.0\n";

fn found(profile: &str, settings: &str, front: &str, body: &str) -> Vec<&'static str> {
    let desk = Desk::new().publisher(&format!("{WIRE}{profile}")).configured(settings);
    codes(&desk.clear_body(&format!("{front}publisher: wire\n"), body, &[]))
}

#[test]
fn each_demand_refuses_what_does_not_meet_it() {
    let (plain, open) = (front(""), "policy: {commercial: false}\n");
    let reachable = "policy: {commercial: false}\nresponsible: {name: Jo Lind, contact: jo@example.org}\n";
    let titled = |title: &str| front(&format!("original_title: {title}\n"));
    let named = plain.replace("[Ann Example]", "[{name: Ann Example, institution: Example University}]");
    let all_rights = "Text.\n\n© Another Wire. All rights reserved.\n";
    for (profile, settings, front, body, expected) in [
        ("institution: required\n", open, &plain, "Text.\n", Some("rights/institution-missing")),
        ("institution: required\n", open, &named, "Text.\n", None),
        ("institution: asked\n", open, &plain, "Text.\n", None),
        ("takedown: on-request\n", open, &plain, "Text.\n", Some("rights/supply-missing")),
        ("takedown: on-request\n", reachable, &plain, "Text.\n", None),
        ("eligibility: [contact]\n", open, &plain, "Text.\n", Some("rights/supply-missing")),
        ("takedown: on-request\nterms: {evidence: third-party}\n", open, &plain, "Text.\n", None),
        ("headline: keep\n", open, &titled("Another bridge"), "Text.\n", Some("rights/headline")),
        ("headline: permission\n", open, &titled("Another bridge"), "Text.\n", Some("rights/headline")),
        ("headline: keep\n", open, &titled("Le  pont"), "Text.\n", None),
        ("headline: change\n", open, &titled("Another bridge"), "Text.\n", None),
        ("headline: keep\n", open, &translated(""), "Text.\n", None),
        ("ads: none\n", "policy: {ads: true}\n", &plain, "Text.\n", Some("rights/policy")),
        ("ads: none\n", open, &plain, "Text.\n", None),
        ("ads: not-within\n", "policy: {ads: true}\n", &plain, "Text.\n", None),
        ("paywall: not\n", "policy: {paywall: true}\n", &plain, "Text.\n", Some("rights/policy")),
        ("paywall: ok\n", "policy: {paywall: true}\n", &plain, "Text.\n", None),
        ("commercial: noncommercial\n", "", &plain, "Text.\n", Some("rights/noncommercial")),
        ("commercial: fee\n", "", &plain, "Text.\n", Some("rights/noncommercial")),
        ("commercial: fee\n", open, &plain, "Text.\n", None),
        ("commercial: ok\n", "", &plain, "Text.\n", None),
        ("extent: {rule: extract, paragraphs: 2}\n", open, &plain, "One.\n\nTwo.\n\nThree.\n", Some("rights/extent")),
        ("extent: {rule: extract, paragraphs: 2}\n", open, &plain, "One.\n\nTwo.\n", None),
        ("extent: {rule: extract, words: 2}\n", open, &plain, "One two three.\n", Some("rights/extent")),
        ("extent: {rule: full}\n", open, &plain, "One.\n", None),
        ("exclude_if: [All Rights Reserved]\n", open, &plain, all_rights, Some("rights/excluded")),
        (
            "exclude_if: [All Rights Reserved]\n",
            open,
            &plain,
            "© Example Wire. All rights reserved.\n",
            Some("rights/excluded"),
        ),
        ("exclude_if: [All Rights Reserved]\n", open, &plain, "Tous droits réservés.\n", Some("rights/excluded")),
        (
            "exclude_if: [Originally published]\n",
            open,
            &plain,
            "Originally\npublished by Other.\n",
            Some("rights/excluded"),
        ),
        (
            "exclude_if: [Originally published]\n",
            open,
            &plain,
            "*Originally* [published](x) by Other.\n",
            Some("rights/excluded"),
        ),
        (
            "exclude_if: [Originally published]\n",
            open,
            &plain,
            "Publié à l’origine par Autre.\n",
            Some("rights/excluded"),
        ),
        ("exclude_if: [Originally published]\n", open, &plain, "Originally published by Example Wire.\n", None),
        (
            "also_known_as: [EW]\nexclude_if: [Originally published]\n",
            open,
            &plain,
            "Originally published by EW.\n",
            None,
        ),
        ("exclude_if: [Not for the web]\n", open, &plain, "Not for the web.\n", Some("rights/excluded")),
        ("exclude_if: [Not for the web]\n", open, &plain, "For the web.\n", None),
        ("exclude_authors: [Ann Example]\n", open, &plain, "Text.\n", Some("rights/excluded")),
        ("exclude_authors: [Ann]\n", open, &plain, "Text.\n", None),
        (
            "translation_conditions: [noncommercial]\ntranslation: allowed\n",
            "",
            &translated(""),
            "Text.\n",
            Some("rights/noncommercial"),
        ),
        ("translation_conditions: [noncommercial]\ntranslation: allowed\n", "", &plain, "Text.\n", None),
    ] {
        assert_eq!(
            found(profile, settings, front, body),
            expected.into_iter().collect::<Vec<_>>(),
            "{profile} {settings}"
        );
    }
    let machine = translated("").replace("{by: [Marie Exemple], method: human}", "{method: machine}");
    let conditions = "translation: allowed\ntranslation_conditions: [name-translator]\n";
    assert_eq!(found(conditions, open, &machine, "Text.\n"), ["rights/translation-missing"]);
}

/// What each use of a permission lifts, and nothing else does.
const LIFTS: &[(&str, &str, &str)] = &[
    ("headline: keep\n", "edit", "rights/headline"),
    ("ads: none\n", "ads", "rights/policy"),
    ("paywall: not\n", "paywall", "rights/policy"),
    ("commercial: fee\n", "commercial", "rights/noncommercial"),
    ("extent: {rule: extract, words: 1}\n", "full-text", "rights/extent"),
    ("extent: {rule: extract, words: 1}\n", "republish", "rights/extent"),
    ("exclude_if: [Not for the web]\n", "republish", "rights/excluded"),
];

#[test]
fn each_use_of_a_permission_lifts_its_own_term() {
    let every = crate::rights::permission::Permitted::ALL;
    for (demand, lifting, code) in LIFTS {
        let cleared = |usage: &str, publisher: &str| {
            let letter = format!("publisher: {publisher}\narticles: all\nuses: [{usage}]\ngiven_by: Ann Example\n");
            let desk = Desk::new().publisher(&format!("{WIRE}{demand}")).permission(&letter);
            let desk = desk.configured("policy: {ads: true, paywall: true}\n");
            let text = front("publisher: wire\noriginal_title: Another bridge\npermissions: [letter]\n");
            codes(&desk.clear_body(&text, "Not for the web.\n", &[]))
        };
        assert_eq!(cleared(lifting, "wire"), Vec::<&str>::new(), "{lifting} lifts {demand}");
        assert_eq!(cleared(lifting, "another"), [*code], "{demand}: another publisher's permission");
        for usage in every.iter().map(|usage| usage.as_str()) {
            let stronger = LIFTS.iter().any(|(same, lifts, _)| same == demand && *lifts == usage)
                || matches!((*code, usage), ("rights/headline", "translation"))
                || matches!((*code, usage), ("rights/excluded", "translation" | "edit" | "full-text"));
            assert_eq!(cleared(usage, "wire").is_empty(), stronger, "{usage} and {demand}");
        }
    }
}

#[test]
fn a_text_that_is_an_agencys_is_the_agencys_to_give() {
    let text = front("publisher: wire\npermissions: [letter]\n").replace("[Ann Example]", "[Jane Doe/AFP]");
    for (giver, expected) in [("wire", &["rights/excluded"][..]), ("AFP", &[])] {
        let letter = format!("publisher: {giver}\narticles: all\nuses: [republish]\ngiven_by: Ann Example\n");
        let desk = Desk::new().publisher(&format!("{WIRE}exclude_authors: [AFP]\n")).permission(&letter);
        assert_eq!(codes(&desk.clear(&text)), expected, "{giver}");
    }
}

#[test]
fn a_permission_opens_a_term_early_and_keeps_what_is_past_it() {
    let window = |term: &str, letter: &str| {
        let letter = format!("publisher: wire\narticles: all\n{letter}\ngiven_by: Ann Example\n");
        let desk = Desk::new().publisher(&format!("{WIRE}term: {term}\n")).permission(&letter);
        let text = front("original_date: 2026-01-10\npublisher: wire\npermissions: [letter]\n");
        let cleared = desk.clear(&text).value.expect("time is never an error");
        let (window, day) = (cleared.window(), |at: jiff::Timestamp| at.to_string()[..10].to_owned());
        let end = window.until.or(cleared.reduction().map(|reduction| reduction.from));
        (window.from.map(day), end.filter(|at| *at < jiff::Timestamp::MAX).map(day))
    };
    let day = |text: &str| Some(text.to_owned());
    for (term, letter, from, until) in [
        ("{wait_days: 2}", "uses: [edit]", day("2026-01-13"), None),
        ("{wait_days: 2}", "uses: [early]\nfrom: 2026-01-11", day("2026-01-11"), None),
        ("{wait_days: 2}", "uses: [early]\nuntil: 2026-01-11", day("2026-01-13"), None),
        ("{wait_days: 2}", "uses: [early]\nfrom: 2026-01-11\nuntil: 2026-06-30", day("2026-01-11"), None),
        ("{days: 90}", "uses: [early]", None, day("2026-04-11")),
        ("{days: 90}", "uses: [archive]", None, None),
        ("{days: 90}", "uses: [archive]\nuntil: 2026-12-31", None, day("2027-01-01")),
        ("{days: 90}", "uses: [archive]\nuntil: 2026-02-01", None, day("2026-04-11")),
        ("{days: 90}", "uses: [archive]\nfrom: 2026-03-01", None, None),
        ("{days: 90}", "uses: [archive]\nfrom: 2026-05-01", None, day("2026-04-11")),
        ("{days: 90, then: reduce}", "uses: [archive]\nuntil: 2026-12-31", None, day("2027-01-01")),
    ] {
        assert_eq!(window(term, letter), (from, until), "{term} {letter}");
    }
}

#[test]
fn a_permission_to_be_found_lifts_what_sends_search_engines_away() {
    for (demand, kept) in [("canonical: required\n", "canonical"), ("noindex: required\n", "no-index")] {
        for (usage, expected) in [("indexing", false), ("translation", true)] {
            let letter = format!("publisher: wire\narticles: all\nuses: [{usage}]\ngiven_by: Ann Example\n");
            let desk = Desk::new().publisher(&format!("{WIRE}{demand}")).permission(&letter);
            let staged = desk.clear(&translated("publisher: wire\npermissions: [letter]\n"));
            let cleared = staged.value.expect("cleared");
            assert_eq!(cleared.duties().iter().any(|duty| duty.id() == kept), expected, "{demand} {usage}");
        }
    }
    let letter = "publisher: wire\narticles: all\nuses: [indexing]\ngiven_by: Ann Example\n";
    let desk = Desk::new().publisher(&format!("{WIRE}canonical: if-used\n"));
    let own = front("publisher: wire\ncanonical: self\npermissions: [letter]\n");
    assert!(codes(&desk.clear(&own)).contains(&"rights/canonical"));
    assert_eq!(codes(&desk.permission(letter).clear(&own)), Vec::<&str>::new());
}

#[test]
fn a_waiver_lifts_what_the_licence_withholds_and_a_source_that_is_given_whole_is_not_cut() {
    let desk = |profile: &str| Desk::new().publisher(&format!("name: Wire\n{profile}"));
    let nc = "license: CC-BY-NC-4.0\n";
    assert_eq!(codes(&desk(nc).clear(&front("publisher: wire\n"))), ["rights/noncommercial"]);
    assert_eq!(
        codes(&desk(&format!("{nc}commercial: waiver\n")).clear(&front("publisher: wire\n"))),
        Vec::<&str>::new()
    );
    let remembered = format!("{nc}commercial: waiver\nevidence: {{commercial: unconfirmed}}\n");
    assert_eq!(codes(&desk(&remembered).clear(&front("publisher: wire\n"))), ["rights/noncommercial"]);
    let extract =
        front("license: CC-BY-4.0\nsources: [{url: https://example.org/b, title: B, publisher: wire, use: extract}]\n");
    let whole = desk("license: CC-BY-4.0\nextent: {rule: full}\n").clear(&extract);
    assert_eq!(codes(&whole), ["rights/extent"]);
}

#[test]
fn a_part_is_held_against_the_demands_of_its_own_publisher() {
    let found = |profile: &str, settings: &str, entry: &str| {
        let desk = Desk::new().publisher(&format!("{WIRE}{profile}")).configured(settings);
        let staged = desk.clear(&front(&format!("license: CC-BY-4.0\n{entry}")));
        (codes(&staged), staged.value.and_then(|cleared| cleared.window().until).map(|t| t.to_string()))
    };
    let source = |more: &str| format!("sources: [{{url: https://example.org/b, title: B, publisher: wire, {more}}}]\n");
    let via = "via: [{url: https://example.org/b, publisher: wire}]\n";
    let ads = "policy: {ads: true}\n";
    for (profile, settings, entry, expected) in [
        ("ads: none\n", ads, source("use: extract"), Some("rights/policy")),
        ("ads: none\n", ads, via.to_owned(), Some("rights/policy")),
        ("ads: none\n", ads, source("use: quoted"), None),
        (
            "paywall: not\n",
            "policy: {paywall: true}\n",
            source("use: translated, lang: en, translation: {by: [Eva], method: human}"),
            Some("rights/policy"),
        ),
        ("exclude_authors: [AFP]\n", "", source("authors: [Jane Doe/AFP], use: extract"), Some("rights/excluded")),
        ("exclude_authors: [AFP]\n", "", source("authors: [Jane Doe], use: extract"), None),
        (
            "extent: {rule: extract, words: 9}\n",
            "",
            source("use: translated, lang: en, translation: {by: [Eva], method: human}"),
            Some("rights/extent"),
        ),
        ("extent: {rule: extract, words: 9}\n", "", source("use: extract"), None),
        ("term: {days: 90}\n", "", source("use: extract"), Some("rights/original-missing")),
        ("term: {days: 90}\n", "", source("use: quoted"), None),
    ] {
        assert_eq!(found(profile, settings, &entry).0, expected.into_iter().collect::<Vec<_>>(), "{profile} {entry}");
    }
    let (codes, until) = found("term: {days: 90}\n", "", &source("use: extract, date: 2026-01-10"));
    assert_eq!(
        (codes, until.as_deref()),
        (Vec::new(), Some("2026-04-11T00:00:00Z")),
        "the whole page goes with its part"
    );
}

#[test]
fn what_no_build_can_see_is_asked() {
    let asked = |profile: &str, settings: &str, front: &str| {
        let desk = Desk::new()
            .publisher(&format!("name: Wire\nlicense: CC-BY-NC-4.0\nads: page-ok\n{profile}"))
            .configured(settings);
        let staged = desk.clear(&format!("{front}publisher: wire\n"));
        desk.questions(staged.value.as_ref().expect("cleared"))
    };
    let free = "policy: {commercial: false}\n";
    for (profile, settings, front, expected) in [
        ("", free, front(""), &[][..]),
        ("selection: individual\n", free, front(""), &["selected-individually"]),
        ("selection: not-systematic\n", free, front(""), &["selected-individually"]),
        ("selection: any\n", free, front(""), &[]),
        ("eligibility: [audience]\n", free, front(""), &["eligible"]),
        ("notify: {when: before}\n", free, front(""), &["notified"]),
        ("", "policy: {commercial: false, ads: true}\n", front(""), &["ad-placement"]),
        ("", free, translated(""), &["faithful-translation"]),
        ("", free, front("answered: [{question: notified, by: Jo, on: 2026-01-02}]\n"), &["notified"]),
        ("edits: style\n", free, front(""), &["edits-within-terms"]),
        ("edits: shorten\n", free, front(""), &["edits-within-terms"]),
        ("edits: none\n", free, front(""), &[]),
        ("edits: style\n", free, translated(""), &["faithful-translation"]),
        ("headline: keep\n", free, translated(""), &["faithful-translation", "headline"]),
        ("headline: permission\n", free, front(""), &["headline"]),
        ("headline: keep\n", free, front("original_title: Le pont\n"), &[]),
        ("headline: change\n", free, front(""), &[]),
        ("social: Wire\n", free, front(""), &["named-in-posts"]),
        (
            "translation: allowed\ntranslation_conditions: [whole, professional, approval]\n",
            free,
            translated(""),
            &["faithful-translation", "whole-translation", "professional-translator", "approved"],
        ),
        ("translation: allowed\ntranslation_conditions: [whole, professional, approval]\n", free, front(""), &[]),
    ] {
        assert_eq!(asked(profile, settings, &front), expected, "{profile} {settings}");
    }
}

#[test]
fn a_contract_for_a_picture_and_who_signed_it_are_asked_about() {
    let letter = "publisher: AFP\narticles: all\nuses: [photo]\ngiven_by: Ann Example\n";
    let asked = |sidecar: &str, keys: &str| {
        let desk = Desk::new().publisher("name: Wire\nlicense: CC-BY-4.0\n").permission(letter);
        let desk = desk.picture("content/articles/bridge.jpg", sidecar);
        let text = front(&format!("publisher: wire\nphoto: bridge.jpg\nphoto_alt: A bridge\n{keys}"));
        let staged = desk.clear(&text);
        assert_eq!(codes(&staged), Vec::<&str>::new(), "{sidecar} {keys}");
        desk.questions(&staged.value.expect("cleared"))
    };
    let credited = "photo_credit: Jane Doe/AFP\nphoto_license: letter\n";
    assert_eq!(asked("{}\n", credited), ["signatory-authority", "photo-contract"]);
    assert_eq!(asked("until: 2027-01-31\n", "photo_credit: Jane Doe\nphoto_license: own\n"), ["photo-contract"]);
    assert_eq!(asked("{}\n", "photo_credit: Jane Doe\nphoto_license: own\n"), Vec::<&str>::new());
}

#[test]
fn what_a_term_leaves_is_a_link() {
    let desk = Desk::new().publisher(&format!("{WIRE}term: {{days: 90, then: reduce}}\n"));
    let dated = translated("original_date: 2026-01-10\npublisher: wire\nsummary: Un pont.\noriginal_notice: © Wire\n");
    let whole = desk.clear(&dated).value.expect("cleared");
    let at = |day: &str| crate::rights::Edition::new(day.parse().expect("a time"), jiff::SignedDuration::ZERO);
    assert!(!whole.is_reduced(at("2026-04-10T23:59:59Z")) && whole.is_reduced(at("2026-04-11T00:00:00Z")));
    let early = crate::rights::Edition::new(
        "2026-04-10T20:00:00Z".parse().expect("a time"),
        jiff::SignedDuration::from_hours(6),
    );
    assert!(whole.is_reduced(early), "what would end before the next build ends now");
    let rest = whole.reduced();
    assert!(rest.is_a_rest() && !whole.is_a_rest());
    assert_eq!(rest.body().cuts.first(), Some(&(0.."Text.\n".len())));
    assert!(rest.duties().iter().all(|duty| matches!(duty, Duty::Source { .. })) && rest.duties().len() == 1);
    assert_eq!((&rest.front().summary, &rest.front().original_notice), (&None, &None));
    // A permission that ends takes the link along, and so does an expiry.
    let gone = desk.clear(&format!("{dated}expires: 2026-02-01T00:00Z\n")).value.expect("cleared");
    assert!(gone.window().until.is_some());
}

#[test]
fn a_term_counts_from_the_original() {
    let window = |term: &str, front: &str| {
        let desk = Desk::new().publisher(&format!("{WIRE}term: {term}\n"));
        let staged = desk.clear(&format!("{front}publisher: wire\n"));
        (codes(&staged), staged.value.map(|cleared| cleared.window()))
    };
    let dated = front("original_date: 2026-01-10\n");
    let (found, window_of) = window("{wait_days: 2, days: 90, then: reduce}", &dated);
    let window_of = window_of.expect("cleared");
    assert_eq!(found, Vec::<&str>::new());
    assert_eq!(
        window_of.from.map(|t| t.to_string()).as_deref(),
        Some("2026-01-13T00:00:00Z"),
        "two whole days after that day"
    );
    assert_eq!(window_of.until, None, "a link may stay");
    let removed = window("{days: 90}", &dated).1.expect("cleared");
    assert_eq!(removed.until.map(|t| t.to_string()).as_deref(), Some("2026-04-11T00:00:00Z"));
    let sooner = window("{days: 90}", &format!("{dated}expires: 2026-02-01T00:00Z\n")).1.expect("cleared");
    assert_eq!(sooner.until.map(|t| t.to_string()).as_deref(), Some("2026-02-01T00:00:00Z"), "the narrower term holds");
    assert_eq!(window("{days: 90}", &front("")).0, ["rights/original-missing"]);
}

#[test]
fn pictures_of_the_story_go_with_it_as_the_profile_says() {
    let photo = "photo: bridge.jpg\nphoto_alt: A bridge\nphoto_license: publisher-terms\npublisher: wire\n";
    for (rule, credit, commercial, shown) in [
        ("photo: with-story\n", "Jane Doe", true, true),
        ("photo: with-story\n", "Jane Doe/AFP via Getty Images", true, false),
        ("photo: with-story\n", "Jane Doe/Department of Defense", true, true),
        ("photo: own-only\n", "Jane Doe/Example Wire", true, true),
        ("photo: own-only\n", "Jane Doe", true, false),
        ("photo: own-only\nphoto_credit: City Desk\n", "Jane Doe/City Desk", true, true),
        ("photo: noncommercial\n", "Jane Doe", false, true),
        ("photo: noncommercial\n", "Jane Doe", true, false),
        ("photo: exclude\n", "Jane Doe", true, false),
        (
            "photo: with-story\nterms: {evidence: publisher-page}\nevidence: {photo: unconfirmed}\n",
            "Jane Doe",
            true,
            false,
        ),
        ("", "Jane Doe", true, false),
    ] {
        let desk = Desk::new().publisher(&format!("{WIRE}{rule}")).picture("content/articles/bridge.jpg", "{}\n");
        let desk = desk.configured(&format!("policy: {{commercial: {commercial}}}\n"));
        let staged = desk.clear(&front(&format!("{photo}photo_credit: {credit}\n")));
        let expected = if shown { Vec::new() } else { vec!["rights/photo-licence"] };
        assert_eq!(codes(&staged), expected, "{rule} {credit}");
    }
}
