//! What comes, goes and stays away: embargoes, expiries, withdrawals, drafts, and articles whose rights are not in order.

use reprint::base::Route;
use reprint::engine::{self, Drafts, Options, Withhold};
use reprint::source::memory::Memory as Site;
use reprint::write::memory::Memory as Output;

use crate::site::{article, build, options, page, said, site};

const PAGE: &str = "/articles/a001/";

fn with(key: &str) -> Site {
    let mut site = site(3);
    site.put(
        "content/articles/a001.md",
        article("Un titre", 1, "climat", "Texte.").replace("section:", &format!("{key}\nsection:")),
    );
    site
}

fn at(now: &str) -> Options {
    Options { now: now.parse().expect("a moment"), ..options() }
}

fn routes(output: &Output) -> Vec<&str> {
    output.files().keys().map(Route::as_str).collect()
}

fn mentions(output: &Output, words: &str) -> bool {
    output.files().values().any(|bytes| String::from_utf8_lossy(bytes).contains(words))
}

fn run(site: &Site, output: &mut Output, options: &Options) -> engine::Report {
    let outcome = engine::build(site, output, options);
    outcome.report.unwrap_or_else(|| panic!("refused: {}", said(&outcome.diagnostics)))
}

#[test]
fn an_embargo_ends_at_its_moment() {
    let site = with("embargo: 2026-03-01T06:00+01:00");
    let mut output = Output::default();
    let report = run(&site, &mut output, &at("2026-03-01T04:59:59Z"));
    assert!(!mentions(&output, "Un titre"), "nothing of an embargoed article is published, not even its title");
    assert_eq!(report.next_event.map(|t| t.to_string()).as_deref(), Some("2026-03-01T05:00:00Z"));
    let report = run(&site, &mut output, &at("2026-03-01T05:00:00Z"));
    assert!(routes(&output).contains(&PAGE));
    assert_eq!(report.next_event, None);
}

#[test]
fn what_a_publisher_lends_for_a_time_becomes_a_link() {
    let mut site = with(
        "original_date: 2026-01-01\npublisher: wire\nphoto: bridge.jpg\nphoto_credit: Jane Doe\nphoto_license: own",
    );
    site.put("content/publishers/wire.yaml", "name: Wire\nlicense: CC-BY-4.0\nterm: {days: 90, then: reduce}\n");
    site.put("content/articles/bridge.jpg", &include_bytes!("../photos/camera.jpg")[..]);
    let mut output = Output::default();
    let pictures = |output: &Output| routes(output).iter().filter(|route| route.starts_with("/media/")).count();
    let report = run(&site, &mut output, &at("2026-03-01T00:00:00Z"));
    assert_eq!(
        report.next_event.map(|t| t.to_string()).as_deref(),
        Some("2026-04-01T23:00:00Z"),
        "the 90th day has ended"
    );
    assert!(page(&output, PAGE).contains("Texte.") && pictures(&output) == 1);

    let report = run(&site, &mut output, &at("2026-04-01T23:00:00Z"));
    let rest = page(&output, PAGE);
    assert!(rest.contains("Un titre") && rest.contains("href=\"https://wire.example.org/1/8\""), "{rest}");
    assert!(!rest.contains("Texte.") && !rest.contains("Jane Doe") && pictures(&output) == 0, "{rest}");
    assert!(!page(&output, "/feed.xml").contains("Texte."));
    assert_eq!(report.next_event, None);
    let mut clean = Output::default();
    run(&site, &mut clean, &at("2026-04-01T23:00:00Z"));
    assert_eq!(clean.files(), output.files(), "the same as a site that is built anew");

    // Where something else stops the build, the text goes all the same.
    let mut output = Output::default();
    run(&site, &mut output, &at("2026-03-01T00:00:00Z"));
    site.put("templates/home.html", "{{");
    let withhold = Options { withhold: Withhold::Withhold, ..at("2026-04-01T23:00:00Z") };
    assert!(engine::build(&site, &mut output, &withhold).report.is_none(), "the template is broken");
    assert!(!routes(&output).contains(&PAGE));
}

#[test]
fn what_expires_goes_without_an_error() {
    let site = with("expires: 2026-03-01T00:00Z");
    let mut output = Output::default();
    run(&site, &mut output, &at("2026-02-01T00:00:00Z"));
    assert!(routes(&output).contains(&PAGE));
    let report = run(&site, &mut output, &at("2026-03-01T00:00:00Z"));
    assert!(report.removed.contains(&Route::new(PAGE)));
    assert!(!mentions(&output, "Un titre"));
}

#[test]
fn a_withdrawn_article_leaves_a_note_and_nothing_else() {
    let mut site = with("withdrawn: {date: 2026-02-01, reason: À la demande de l’éditeur}");
    // Its rights are not asked any more.
    let text = String::from_utf8(reprint::source::Sources::read(&site, &path()).expect("it is there")).expect("text");
    site.put("content/articles/a001.md", text.replace("license: CC-BY-4.0\n", ""));
    let mut output = Output::default();
    build(&site, &mut output);
    let note = page(&output, PAGE);
    assert!(note.contains("À la demande de l’éditeur") && note.contains("noindex") && !note.contains("Texte."));
    for elsewhere in ["/", "/feed.xml", "/sitemap.xml", "/sections/monde/"] {
        assert!(!page(&output, elsewhere).contains("a001"), "{elsewhere} still names it");
    }
}

#[test]
fn a_picture_goes_when_its_permission_ends_and_the_page_stays() {
    let mut site = with("photo: lead.jpg\nphoto_credit: Jane Doe/AFP\nphoto_license: agency");
    site.put("content/articles/lead.jpg", &include_bytes!("../photos/camera.jpg")[..]);
    let letter = "publisher: AFP\narticles: all\nuses: [photo]\ngiven_by: Ann\nuntil: 2026-03-01T00:00Z\n";
    site.put("content/permissions/agency.yaml", letter);
    let mut output = Output::default();
    let report = run(&site, &mut output, &at("2026-02-01T00:00:00Z"));
    assert_eq!(report.next_event.map(|t| t.to_string()).as_deref(), Some("2026-03-01T00:00:00Z"));
    assert!(page(&output, PAGE).contains("Jane Doe/AFP"));
    let report = run(&site, &mut output, &at("2026-03-01T00:00:00Z"));
    assert!(page(&output, PAGE).contains("Texte.") && !mentions(&output, "Jane Doe/AFP"));
    assert!(!routes(&output).iter().any(|route| route.starts_with("/media/")));
    assert_eq!(report.next_event, None);
}

#[test]
fn a_copy_is_no_language_version_of_a_translation() {
    let mut site = site(1);
    let versions =
        |output: &Output| page(output, "/articles/fr/").matches("hreflang=\"en\" href=\"https://news").count();
    let french = article("Traduit", 1, "mer", "Texte.");
    let english = french.replace("title: \"Traduit\"", "title: The original\nlang: en");
    let english = english.replace("translation: {by: [Rédaction], method: human}\n", "");
    site.put("content/articles/fr.md", french);
    site.put("content/articles/en.md", english.as_str());
    let mut output = Output::default();
    build(&site, &mut output);
    assert_eq!(versions(&output), 0, "search engines are sent from the copy to the original");
    site.put("content/articles/en.md", english.replace("license:", "canonical: self\nlicense:"));
    build(&site, &mut output);
    assert_eq!(versions(&output), 1, "{}", page(&output, "/articles/fr/"));
}

#[test]
fn a_withdrawn_article_takes_its_pictures_along() {
    let picture = &include_bytes!("../photos/camera.jpg")[..];
    let mut site = with("photo: /lead.jpg\nphoto_credit: Jane Doe\nphoto_license: own\naliases: [/old/]");
    let text = reprint::source::Sources::read(&site, &path()).expect("it is there");
    let text = String::from_utf8(text).expect("text") + "\n![x](inner.png \"(Jane Doe)\")\n";
    site.put("content/articles/a001.md", text.as_str());
    site.put("content/articles/inner.png.yaml", "license: own\n");
    site.put("content/articles/inner.png", &include_bytes!("../photos/camera.png")[..]);
    site.put("static/lead.jpg", picture);
    site.put("static/other.jpg", picture);
    let mut output = Output::default();
    let pictures = |output: &Output| {
        let is_picture = |route: &&str| matches!(route.rsplit_once('.'), Some((_, "jpg" | "png")));
        routes(output).into_iter().filter(is_picture).map(str::to_owned).collect::<Vec<_>>()
    };
    build(&site, &mut output);
    assert_eq!(pictures(&output).len(), 3, "{:?}", pictures(&output));
    site.put("content/articles/a001.md", text.replace("aliases:", "withdrawn: {date: 2026-02-01}\naliases:"));
    build(&site, &mut output);
    assert_eq!(pictures(&output), ["/other.jpg"], "what no article shows is the site's own");
    assert!(page(&output, PAGE).contains("noindex") && !page(&output, PAGE).contains("lead.jpg"));
    assert!(page(&output, "/old/").contains(PAGE), "an earlier address leads to the note");
    let mut clean = Output::default();
    build(&site, &mut clean);
    assert_eq!(clean.files(), output.files());
}

fn path() -> reprint::base::RelPath {
    reprint::base::RelPath::new("content/articles/a001.md").expect("a path")
}

#[test]
fn a_draft_is_shown_only_when_asked_for_and_then_needs_its_rights() {
    let site = with("draft: true");
    let mut output = Output::default();
    build(&site, &mut output);
    assert!(!mentions(&output, "Un titre"));
    run(&site, &mut output, &Options { drafts: Drafts::Include, ..options() });
    assert!(page(&output, PAGE).contains("attribution-notice"));

    let mut bare = with("draft: true");
    bare.put("content/articles/a001.md", "---\ntitle: Un brouillon\ndate: 2026-01-01\ndraft: true\n---\n\nTexte.\n");
    build(&bare, &mut Output::default());
    let outcome = engine::build(&bare, &mut Output::default(), &Options { drafts: Drafts::Include, ..options() });
    assert!(outcome.report.is_none(), "a draft without rights was published");
}

#[test]
fn an_earlier_address_leads_to_the_present_one() {
    let site = with("aliases: [/2020/ancien/, /vieux.html]");
    let mut output = Output::default();
    build(&site, &mut output);
    for old in ["/2020/ancien/", "/vieux.html"] {
        assert!(page(&output, old).contains(&format!("url={PAGE}")), "{old}");
    }
}

#[test]
fn withholding_leaves_out_what_is_not_in_order_and_publishes_the_rest() {
    let good = site(3);
    let mut output = Output::default();
    build(&good, &mut output);
    let mut bad = good.clone();
    let nd = article("Article 1", 1, "justice", "Texte.").replace("CC-BY-4.0", "CC-BY-ND-4.0");
    bad.put("content/articles/a001.md", nd);
    bad.put("content/articles/a002.md", article("Nouveau titre", 2, "santé", "Texte."));

    let refused = engine::build(&bad, &mut output, &options());
    assert!(refused.report.is_none() && routes(&output).contains(&PAGE), "without --withhold nothing changes");

    let report = run(&bad, &mut output, &Options { withhold: Withhold::Withhold, ..options() });
    assert_eq!(report.withheld, [path()]);
    assert!(!mentions(&output, "Article 1") && mentions(&output, "Nouveau titre"));
}

#[test]
fn what_may_not_stay_goes_even_when_something_else_fails() {
    let good = site(4);
    let mut output = Output::default();
    build(&good, &mut output);
    let mut bad = good.clone();
    bad.put("templates/404.html", "{{ broken");
    bad.put(
        "content/articles/a001.md",
        article("Article 1", 1, "justice", "Texte.").replace("section:", "withdrawn: {date: 2026-02-01}\nsection:"),
    );
    bad.put(
        "content/articles/a002.md",
        article("Article 2", 2, "santé", "Texte.").replace("CC-BY-4.0", "CC-BY-ND-4.0"),
    );
    bad.put("content/articles/a003.md", article("Changé", 3, "santé", "Texte."));
    let outcome = engine::build(&bad, &mut output, &Options { withhold: Withhold::Withhold, ..options() });
    assert!(outcome.report.is_none(), "the template is broken");
    let left = routes(&output);
    assert!(!left.contains(&PAGE) && !left.contains(&"/articles/a002/"), "withdrawn and unpermitted pages went");
    assert!(
        left.contains(&"/articles/a000/") && page(&output, "/articles/a003/").contains("Article 3"),
        "the rest stays"
    );
}
