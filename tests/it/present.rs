//! What the site says at a moment: schedules, takedowns with their pictures, credits that were withdrawn, and who answers for it.

use reprint::base::Route;
use reprint::engine::{self, Options, Report, Withhold};
use reprint::source::memory::Memory as Site;
use reprint::write::memory::Memory as Output;
use serde_json::Value;

use crate::site::{CONFIG, article, options, page, said, site};

const PHOTO: &[u8] = include_bytes!("../photos/agency.jpg");
const RESPONSIBLE: &str = "responsible: {name: Maud Kerivel, contact: redaction@news.example.org}\n";

fn with(key: &str) -> Site {
    let mut site = site(3);
    let text = article("Un titre", 1, "climat", "Texte.").replace("section:", &format!("{key}\nsection:"));
    site.put("content/articles/a001.md", text);
    site
}

fn run(site: &Site, output: &mut Output, now: &str) -> Report {
    let outcome = engine::build(site, output, &Options { now: now.parse().expect("a moment"), ..options() });
    outcome.report.unwrap_or_else(|| panic!("refused: {}", said(&outcome.diagnostics)))
}

fn has(output: &Output, route: &str) -> bool {
    output.files().contains_key(&Route::new(route))
}

#[test]
fn what_expires_before_the_next_scheduled_build_goes_now() {
    let mut site = with("expires: 2026-03-01T12:00+01:00");
    site.put("reprint.yaml", format!("{CONFIG}rebuild_every: 6h\n"));
    let mut output = Output::default();
    let report = run(&site, &mut output, "2026-03-01T05:00:00Z");
    assert!(has(&output, "/articles/a001/"), "the next build, at 11:00 UTC, is in time");
    assert_eq!(report.next_event.map(|at| at.to_string()).as_deref(), Some("2026-03-01T11:00:00Z"));
    let report = run(&site, &mut output, "2026-03-01T05:00:01Z");
    assert!(!has(&output, "/articles/a001/"), "the next build would be too late");
    assert_eq!(report.next_event, None, "it has gone already");

    // A schedule does not bring anything forward.
    let mut ahead = with("embargo: 2026-03-01T12:00+01:00");
    ahead.put("reprint.yaml", format!("{CONFIG}rebuild_every: 6h\n"));
    run(&ahead, &mut output, "2026-03-01T10:59:59Z");
    assert!(!has(&output, "/articles/a001/"));
}

#[test]
fn a_time_without_a_zone_is_the_sites() {
    let site = with("embargo: 2026-07-01T06:00");
    let report = run(&site, &mut Output::default(), "2026-06-01T00:00:00Z");
    assert_eq!(report.next_event.map(|at| at.to_string()).as_deref(), Some("2026-07-01T04:00:00Z"), "Paris in summer");
}

#[test]
fn an_article_takes_its_pictures_along() {
    let photos = "photo: bridge.jpg\nphoto_credit: Jane Doe\nphoto_license: own";
    let body = "Texte.\n\n![Un pont](/inner.jpg \"(Jane Doe)\")\n";
    let text =
        |key: &str| article("Un titre", 1, "climat", body).replace("section:", &format!("{photos}\n{key}section:"));
    let mut site = site(3);
    site.put("content/articles/bridge.jpg", PHOTO);
    site.put("static/inner.jpg", PHOTO);
    site.put("static/logo.jpg", PHOTO);
    site.put("content/articles/a001.md", text(""));
    let mut output = Output::default();
    run(&site, &mut output, "2026-06-01T12:00:00Z");
    let pictures = |output: &Output| {
        let all = output.files().keys().map(Route::as_str).filter(|route| route.contains(".jpg"));
        all.filter(|route| *route != "/logo.jpg").count()
    };
    assert_eq!(pictures(&output), 2);

    for gone in ["withdrawn: {date: 2026-02-01}\n", "expires: 2026-02-01T00:00Z\n", "embargo: 2027-01-01T00:00Z\n"] {
        site.put("content/articles/a001.md", text(gone));
        let report = run(&site, &mut output, "2026-06-01T12:00:00Z");
        assert_eq!(pictures(&output), 0, "{gone}");
        assert!(has(&output, "/logo.jpg"), "what no article shows stays");
        let expected: &[Route] = if gone.starts_with("withdrawn") { &[Route::new("/articles/a001/")] } else { &[] };
        assert_eq!(report.gone, expected, "{gone}");
    }
    site.put("content/articles/a001.md", text("").replace("CC-BY-4.0", "CC-BY-ND-4.0"));
    let withhold = Options { withhold: Withhold::Withhold, ..options() };
    assert!(engine::build(&site, &mut output, &withhold).report.is_some());
    assert_eq!(pictures(&output), 0, "a withheld article's pictures");
}

#[test]
fn a_licensor_can_have_the_credit_removed() {
    let text = article("Un titre", 1, "climat", "Texte.")
        .replace("Jane Roe", "Ann Unique")
        .replace("section:", "publisher: wire\nsection:");
    let mut site = site(3);
    site.put("content/publishers/wire.yaml", "name: The Wire\nhome_url: https://wire.example.org/\nlanguages: [en]\n");
    site.put("content/articles/a001.md", text.as_str());
    let mut output = Output::default();
    let named = |output: &Output, word: &str| {
        output.files().values().filter(|bytes| String::from_utf8_lossy(bytes).contains(word)).count()
    };
    run(&site, &mut output, "2026-06-01T12:00:00Z");
    assert!(named(&output, "Ann Unique") > 3 && named(&output, "The Wire") > 3, "pages, lists and feeds name them");

    let removed = "credit_removed: {items: [authors, publisher], on: 2026-02-01, by: Ann Unique}\nsection:";
    site.put("content/articles/a001.md", text.replace("section:", removed));
    run(&site, &mut output, "2026-06-01T12:00:00Z");
    assert_eq!((named(&output, "Ann Unique"), named(&output, "The Wire")), (0, 0));
    assert!(page(&output, "/articles/a001/").contains("https://wire.example.org/1/8"), "the link was not asked to go");

    let removed = "credit_removed: {items: [link], on: 2026-02-01, by: Ann Unique}\nsection:";
    site.put("content/articles/a001.md", text.replace("section:", removed));
    run(&site, &mut output, "2026-06-01T12:00:00Z");
    assert_eq!(named(&output, "https://wire.example.org/1/8"), 0);
}

#[test]
fn whoever_answers_for_the_site_is_easy_to_find() {
    let mut site = site(1);
    site.put("reprint.yaml", format!("{CONFIG}{RESPONSIBLE}"));
    let mut output = Output::default();
    run(&site, &mut output, "2026-06-01T12:00:00Z");
    for (route, word) in [("/imprint/", "Mentions légales"), ("/en/imprint/", "Imprint")] {
        let html = page(&output, route);
        assert!(
            html.contains("Maud Kerivel") && html.contains("mailto:redaction@news.example.org") && html.contains(word)
        );
        assert!(page(&output, "/sitemap.xml").contains(route));
    }
    assert!(page(&output, "/articles/a000/").contains("<a href=\"/imprint/\">"));
    let publisher = &data(&page(&output, "/articles/a000/"))["publisher"];
    assert_eq!(publisher["contactPoint"]["name"], "Maud Kerivel");
    assert_eq!(publisher["contactPoint"]["email"], "redaction@news.example.org");
    assert_eq!(publisher["publishingPrinciples"], "https://news.example.org/imprint/");

    run(&crate::site::site(1), &mut output, "2026-06-01T12:00:00Z");
    assert!(!has(&output, "/imprint/"), "nobody is named");
}

#[test]
fn a_machines_part_is_disclosed_on_the_page_and_to_machines() {
    let method = |how: &str| {
        let mut site = site(1);
        let text = article("Un titre", 1, "climat", "Texte.").replace("{by: [Rédaction], method: human}", how);
        site.put("content/articles/a001.md", text);
        site.put("reprint.yaml", format!("{CONFIG}{RESPONSIBLE}"));
        let mut output = Output::default();
        run(&site, &mut output, "2026-06-01T12:00:00Z");
        page(&output, "/articles/a001/")
    };
    let label = "Traduit par IA, sans relecture humaine";
    let alone = method("{method: machine, tool: Exemple Traduction}");
    assert!(alone.contains(label) && alone.contains("Exemple Traduction"));
    let said = data(&alone);
    assert_eq!(said["digitalSourceType"], "https://schema.org/TrainedAlgorithmicMediaDigitalSource");
    assert_eq!(said["creditText"], "par IA (Exemple Traduction)");

    let reviewed =
        method("{method: machine-reviewed, tool: Exemple Traduction, reviewed_by: Ann Relit, reviewed_on: 2026-01-09}");
    assert!(!reviewed.contains(label) && reviewed.contains("relue par <bdi>Ann Relit</bdi>"));
    let said = data(&reviewed);
    assert_eq!(said["digitalSourceType"], "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource");
    assert_eq!(said["mainEntityOfPage"]["reviewedBy"]["name"], "Ann Relit");
    assert_eq!(said["mainEntityOfPage"]["lastReviewed"], "2026-01-09");

    let human = method("{by: [Rédaction], method: human}");
    assert!(!human.contains(label));
    assert_eq!(data(&human)["digitalSourceType"], Value::Null);
    assert_eq!(data(&human)["translator"][0]["name"], "Rédaction");
}

/// What a page says of itself to machines.
fn data(html: &str) -> Value {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").expect("structured data");
    serde_json::from_str(rest.split_once("</script>").expect("an end").0).expect("JSON")
}

#[test]
fn the_site_reserves_its_own_texts_and_no_others() {
    let mut site = site(2);
    site.put("content/articles/own.md", "---\ntitle: À nous\ndate: 2026-01-15\nkind: own\n---\n\nTexte.\n");
    site.put(
        "content/articles/mixed.md",
        "---\ntitle: Mêlé\ndate: 2026-01-15\nkind: own\nsources: [{url: https://s.example.org/a, title: S, authors: [Sam], license: CC-BY-4.0, use: extract}]\n---\n\nTexte.\n",
    );
    // A copy in its own language, and a link, are somebody else's too.
    let same = article("Pareil", 3, "mer", "Texte.").replace("original_lang: en\n", "original_lang: fr\n");
    let same = same.replace("translation: {by: [Rédaction], method: human}\n", "");
    site.put("content/articles/same.md", same);
    site.put(
        "content/articles/link.md",
        "---\ntitle: À lire\ndate: 2026-01-15\nkind: link\noriginal_url: https://s.example.org/b\n---\n\nÀ lire.\n",
    );
    let mut output = Output::default();
    run(&site, &mut output, "2026-06-01T12:00:00Z");
    assert!(!page(&output, "/sitemap.xml").contains("/articles/same/"), "its canonical address is the original's");
    assert!(page(&output, "/sitemap.xml").contains("/articles/link/"));
    assert!(!has(&output, "/.well-known/tdmrep.json") && !has(&output, "/license.xml"), "silence is no statement");
    assert!(!page(&output, "/robots.txt").contains("License:"));

    let policy = "https://news.example.org/licensing";
    site.put("reprint.yaml", format!("{CONFIG}reservations: {{mining: reserved, policy: \"{policy}\"}}\n"));
    run(&site, &mut output, "2026-06-01T12:00:00Z");
    let rules: Value = serde_json::from_str(&page(&output, "/.well-known/tdmrep.json")).expect("JSON");
    let expected = serde_json::json!([{"location": "/articles/own/", "tdm-reservation": 1, "tdm-policy": policy}]);
    assert_eq!(rules, expected);
    let rsl = page(&output, "/license.xml");
    assert_eq!(rsl.matches("<content ").count(), 1);
    assert!(rsl.contains("url=\"https://news.example.org/articles/own/\"") && rsl.contains(">ai-train</prohibits>"));
    assert!(page(&output, "/robots.txt").starts_with("License: https://news.example.org/license.xml\n"));
    let reserved = |route: &str| page(&output, route).contains("<meta name=\"tdm-reservation\" content=\"1\">");
    assert!(reserved("/articles/own/"));
    assert!(!reserved("/articles/a000/") && !reserved("/articles/mixed/") && !reserved("/"));

    site.put("content/publishers/wire.yaml", "name: The Wire\nlicense: CC-BY-4.0\nnoindex: required\n");
    let hidden = article("Article 0", 0, "climat", "Texte.").replace("license: CC-BY-4.0", "publisher: wire");
    site.put("content/articles/a000.md", hidden);
    let report = run(&site, &mut output, "2026-06-01T12:00:00Z");
    let expected = [
        ("/articles/a000/", vec![("x-robots-tag", "noindex".to_owned())]),
        ("/articles/own/", vec![("tdm-reservation", "1".to_owned()), ("tdm-policy", policy.to_owned())]),
    ];
    assert_eq!(report.headers, expected.map(|(route, headers)| (Route::new(route), headers)));
}
