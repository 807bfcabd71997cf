//! Articles that try to publish without what a publisher demands, as an editor in a hurry would write them: the publisher left out,
//! misspelt or named in passing; a source in the place of the original; a claim in the place of a grant. Each is refused, and its
//! honest twin is published.

use reprint::engine;
use reprint::source::memory::Memory as Site;
use reprint::write::memory::Memory as Output;

use crate::site::{options, page, said};

const SETTINGS: &str = "base_url: https://news.example.org/\ntitle: News\nlang: en\nlanguages: [en, fr]\nresponsible: {name: Jo Lind, \
    contact: jo@example.org}\npolicy: {commercial: false}\n";

/// Keys of the front matter, of an attempt and of its twin; the code that refuses the attempt; what the twin's page shows.
struct Evasion {
    attempt: &'static str,
    code: &'static str,
    twin: &'static str,
    shows: &'static str,
}

const EVASIONS: &[Evasion] = &[
    // The publisher is left out: of the article, of a source, of an earlier version.
    Evasion {
        attempt: "original_url: https://grist.org/ferry\nlicense: CC-BY-4.0\nauthors: [Ann Example]",
        code: "rights/publisher-missing",
        twin: "original_url: https://grist.org/ferry\npublisher: grist\nauthors: [Ann Example]",
        shows: "Grist",
    },
    Evasion {
        attempt: "kind: own\nsources: [{url: https://www.undark.org/a, title: A, authors: [Ann], license: CC-BY-4.0, use: extract}]",
        code: "rights/publisher-missing",
        twin: "kind: own\nsources: [{url: https://www.undark.org/a, title: A, authors: [Ann], use: quoted}]",
        shows: "undark.org/a",
    },
    Evasion {
        attempt: "original_url: https://example.org/a\nlicense: CC-BY-4.0\nauthors: [Ann]\nvia: [{url: https://news.mongabay.com/a, license: CC-BY-4.0}]",
        code: "rights/publisher-missing",
        twin: "original_url: https://example.org/a\nlicense: CC-BY-4.0\nauthors: [Ann]\nvia: [{url: https://news.mongabay.com/a, publisher: mongabay}]",
        shows: "Mongabay",
    },
    // It is misspelt.
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: knowable-magasine, license: CC-BY-ND-4.0, use: extract}]",
        code: "rights/publisher-unknown",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Knowable Times, license: CC-BY-ND-4.0, use: extract}]",
        shows: "Knowable Times",
    },
    // It is named as it is called, and its terms hold all the same: links, logo, translation, advertising.
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Knowable Magazine, use: extract, links: []}]",
        code: "rights/supply-missing",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Knowable Magazine, use: quoted}]",
        shows: "Knowable Magazine",
    },
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Global Press Journal, lang: fr, use: translated, translation: {by: [Eva], method: human}}]",
        code: "rights/permission-missing",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Global Voices, date: 2026-05-01, lang: fr, use: translated, translation: {by: [Eva], method: human}}]",
        shows: "Eva",
    },
    // A licence that is claimed does not change what the publisher says of translations.
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: mongabay, license: CC-BY-4.0, lang: es, use: translated, translation: {by: [Eva], method: human}}]",
        code: "rights/permission-missing",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: mongabay, license: CC-BY-ND-4.0, use: extract}]",
        shows: "CC BY-ND 4.0",
    },
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: aeon, license: publisher-terms, use: extract}]",
        code: "rights/licence-missing",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: aeon, use: quoted}]",
        shows: "Aeon",
    },
    // Who translated, and that a machine did.
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: global-voices, date: 2026-05-01, lang: fr, use: translated}]",
        code: "rights/translation-missing",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: global-voices, date: 2026-05-01, lang: fr, use: translated, translation: {method: machine}}]",
        shows: "Translated by AI",
    },
    // Authors' institutions, the links of the text, the day a term counts from.
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: the-conversation, use: extract, pixel_id: \"1\"}]",
        code: "rights/institution-missing",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [{name: Ann, institution: Example University}], publisher: the-conversation, use: extract, pixel_id: \"1\"}]",
        shows: "Example University",
    },
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [{name: Ann, institution: X}], publisher: the-conversation, use: extract}]",
        code: "rights/pixel-id",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [{name: Ann, institution: X}], publisher: the-conversation, use: extract, pixel_id: \"123\"}]",
        shows: "counter.theconversation.com/content/123/count.gif",
    },
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: city-desk-abq, use: extract}]",
        code: "rights/original-missing",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: city-desk-abq, use: extract, date: 2026-05-01}]",
        shows: "City Desk ABQ",
    },
    // Whole texts of those that give extracts, extracts of those that give whole texts.
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Grist, use: extract}]",
        code: "rights/extent",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Grist, use: quoted}]",
        shows: "Grist",
    },
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: undark, use: extract}]",
        code: "rights/extent",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: publicsource, use: extract}]",
        shows: "PublicSource",
    },
    // Nobody is credited.
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, use: quoted}]",
        code: "rights/authors-missing",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann Example], use: quoted}]",
        shows: "Ann Example",
    },
    Evasion {
        attempt: "original_url: https://example.org/a\nlicense: CC-BY-4.0\nsources: [{url: https://example.org/b, title: B, authors: [Bo], use: quoted}]",
        code: "rights/authors-missing",
        twin: "original_url: https://example.org/a\nlicense: CC-BY-4.0\nauthors: [Ann]\nsources: [{url: https://example.org/b, title: B, authors: [Bo], use: quoted}]",
        shows: "Bo",
    },
    // The publisher's picture as one's own.
    Evasion {
        attempt: "original_url: https://example.org/a\npublisher: tech-policy-press\nlicense: CC-BY-ND-4.0\nauthors: [Ann]\nphoto: /p.jpg\nphoto_alt: A\nphoto_credit: Jane Doe/Tech Policy Press\nphoto_license: own",
        code: "rights/photo-licence",
        twin: "original_url: https://example.org/a\npublisher: tech-policy-press\nlicense: CC-BY-ND-4.0\nauthors: [Ann]\nphoto: /p.jpg\nphoto_alt: A\nphoto_credit: Jane Doe\nphoto_license: own",
        shows: "Tech Policy Press",
    },
    // Another publisher's permission; one for another use.
    Evasion {
        attempt: "kind: own\npermissions: [undark]\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Grist, use: extract}]",
        code: "rights/extent",
        twin: "kind: own\npermissions: [undark]\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Undark, use: extract}]",
        shows: "Hannah Pryce",
    },
    Evasion {
        attempt: "kind: own\npermissions: [undark]\nsources: [{url: https://example.org/a, title: A, authors: [Ann], publisher: Undark, lang: en, use: translated, translation: {by: [Eva], method: human}}]",
        code: "rights/permission-missing",
        twin: "original_url: https://example.org/a\noriginal_title: A\nauthors: [Ann]\npublisher: undark\npermissions: [undark]\nchanges: Shortened.",
        shows: "Hannah Pryce",
    },
    // An agency's text as the publisher's.
    Evasion {
        attempt: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Reuters], publisher: Voice of America, use: extract}]",
        code: "rights/excluded",
        twin: "kind: own\nsources: [{url: https://example.org/a, title: A, authors: [Ann Example], publisher: Voice of America, use: extract}]",
        shows: "Voice of America",
    },
    // ShareAlike beside a licence that does not go with it.
    Evasion {
        attempt: "original_url: https://example.org/a\nlicense: CC-BY-SA-4.0\nauthors: [Ann]\nchanges: Shortened.\nsources: [{url: https://example.org/b, title: B, authors: [Bo], license: CC-BY-NC-SA-4.0, lang: fr, use: translated, translation: {by: [Eva], method: human}}]",
        code: "rights/share-alike",
        twin: "original_url: https://example.org/a\nlicense: CC-BY-SA-4.0\nauthors: [Ann]\nchanges: Shortened.\nsources: [{url: https://example.org/b, title: B, authors: [Bo], license: CC-BY-NC-SA-4.0, use: extract}]",
        shows: "CC BY-NC-SA 4.0",
    },
];

fn site(keys: &str) -> Site {
    let mut site = Site::new();
    let decided = "rights: {pixels: {the-conversation: {ground: exempt, by: Jo Lind, on: 2026-01-31, reason: no personal data}}}\n";
    site.put("reprint.yaml", format!("{SETTINGS}{decided}"));
    site.put("static/p.jpg", &include_bytes!("../photos/agency.jpg")[..]);
    site.put(
        "content/permissions/undark.yaml",
        "publisher: undark\narticles: [https://example.org/a]\nuses: [edit]\ngiven_by: Hannah Pryce\n",
    );
    let text = format!(
        "---\ntitle: A\nlang: en\ndate: 2026-05-20\n{keys}\n---\n\nAfter three winters the ferry crosses again.\n"
    );
    site.put("content/articles/a.md", text);
    site
}

#[test]
fn every_evasion_is_refused_and_every_twin_is_published() {
    let mut wrong = Vec::new();
    for Evasion { attempt, code, twin, shows } in EVASIONS {
        let mut output = Output::default();
        let outcome = engine::build(&site(attempt), &mut output, &options());
        let errors: Vec<_> = outcome.diagnostics.iter().filter(|d| d.is_error()).cloned().collect();
        let refused =
            output.files().is_empty() && errors.iter().all(|d| d.code.as_str() == *code) && !errors.is_empty();
        wrong.extend((!refused).then(|| format!("{attempt}\nis not refused for {code}, but: {}", said(&errors))));
        // Whoever reads the message must know what to type, and where.
        let told = errors
            .iter()
            .all(|d| d.span.is_some() && d.hints.iter().any(|hint| hint.contains('`') || hint.contains("ask")));
        wrong.extend((!told).then(|| format!("{attempt}\nnobody says what to do: {}", said(&errors))));
        let mut output = Output::default();
        let outcome = engine::build(&site(twin), &mut output, &options());
        if outcome.report.is_none() {
            wrong.push(format!("{twin}\nis refused: {}", said(&outcome.diagnostics)));
        } else if !page(&output, "/articles/a/").contains(shows) {
            wrong.push(format!("{twin}\ndoes not show {shows}"));
        }
    }
    assert!(wrong.is_empty() && EVASIONS.len() >= 20, "{}", wrong.join("\n\n"));
}
