//! Every built-in profile as the publisher of a source in a round-up: what it wants printed stands on the page and in the feed, under
//! the source's name, and no template, style sheet or feed goes without.

use reprint::base::{RelPath, Route};
use reprint::engine::{self, Outcome, built_in};
use reprint::render::attribution::Need;
use reprint::rights::Part;
use reprint::source::memory::Memory as Site;
use reprint::verify;
use reprint::write::memory::Memory as Output;

use crate::publishers::profiles;
use crate::site::{options, page, said};
use crate::verdicts::{longest_fixed, text_of};

const SETTINGS: &str = "base_url: https://news.example.org/\ntitle: News\nlang: en\nresponsible: {name: Jo Lind, contact: \
    jo@example.org}\nfeeds: {limit: 400}\npolicy: {commercial: false}\n";

fn article(id: &str, usage: &str) -> String {
    format!(
        "---\ntitle: Round-up of {id}\nlang: en\ndate: 2026-05-20\nkind: own\nsources:\n  - {{url: \"https://example.org/{id}/654321\", \
         title: The ferry is back, authors: [{{name: Ann Example, institution: Example University}}], publisher: {id}, use: {usage}, \
         date: 2026-05-01, links: [], pixel_id: \"654321\"}}\n---\n\nAfter three winters in the yard the ferry crosses the strait again.\n"
    )
}

/// A site whose editors have confirmed every profile, with what the publishers want the site to supply.
fn site(usage: &str) -> Site {
    let mut site = Site::new();
    let mut decisions = String::new();
    let known = profiles();
    for file in built_in::publishers() {
        let id = file.name.rsplit('/').next().unwrap().trim_end_matches(".yaml");
        let profile = known.get(id).expect("every file is a profile");
        let mut text = format!("{}\nconfirmed: {{by: Jo Lind, on: 2026-12-31}}\n", file.text());
        if profile.license.is_none() {
            text.push_str("license: CC-BY-4.0\n");
        }
        if profile.newsletter_url.is_none() {
            text.push_str("newsletter_url: https://example.org/letter\n");
        }
        site.put(&format!("content/publishers/{id}.yaml"), text);
        site.put(&format!("static/logos/{id}.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        site.put(&format!("content/articles/{id}.md"), article(id, usage));
        decisions.push_str(&format!("{id}: {{ground: exempt, by: Jo Lind, on: 2026-01-31, reason: none}}, "));
    }
    site.put("reprint.yaml", format!("{SETTINGS}rights: {{pixels: {{{decisions}}}}}\n"));
    site
}

fn build(site: &Site) -> (Outcome, Output) {
    let mut output = Output::default();
    (engine::build(site, &mut output, &options()), output)
}

#[test]
fn every_profiles_words_stand_at_its_source() {
    let known = profiles();
    let mut site = site("extract");
    // Terms of their own that allow whole articles only, or no cuts.
    let whole = ["agencia-publica", "calmatters", "global-press-journal", "grist", "undark"];
    let refused = build(&site).0.diagnostics;
    assert_eq!(
        refused.iter().filter(|d| d.is_error()).map(|d| d.code.as_str()).collect::<Vec<_>>(),
        ["rights/extent"; 5]
    );
    for id in whole {
        let letter = format!("publisher: {id}\narticles: all\nuses: [edit]\ngiven_by: Ann Example\n");
        site.put(&format!("content/permissions/{id}.yaml"), letter);
        let permitted = format!("kind: own\npermissions: [{id}]");
        site.put(&format!("content/articles/{id}.md"), article(id, "extract").replace("kind: own", &permitted));
    }
    let (outcome, output) = build(&site);
    assert!(outcome.report.is_some(), "{}", said(&outcome.diagnostics));
    let feed = page(&output, "/feed.xml").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let (mut printed, mut counted) = (0, 0);
    for (id, profile) in known.iter() {
        let html = page(&output, &format!("/articles/{id}/"));
        assert!(html.contains(&format!("https://example.org/{id}/654321")) && html.contains("Ann Example"), "{id}");
        let text = text_of(&html).replace("&#39;", "'").replace("&amp;", "&");
        assert!(text.contains(&profile.name), "{id}: the publisher is not named");
        for credit in &profile.credit {
            let words = longest_fixed(&credit.text);
            assert!(text.contains(words), "{id}: {words} is not on the page");
            let carried = text_of(&feed).replace("&amp;#39;", "'").replace("&#39;", "'").replace("&amp;amp;", "&");
            assert!(carried.contains(words), "{id}: {words} is not in the feed");
            printed += 1;
        }
        if let Some(pixel) = &profile.pixel {
            let address = pixel.url.replace("{id}", "654321");
            assert_eq!(html.matches(&format!("src=\"{address}\"")).count(), 1, "{id}");
            assert!(
                html.contains(&format!(" {}", address.split('/').take(3).collect::<Vec<_>>().join("/"))),
                "{id}: its policy"
            );
            counted += 1;
        }
        for meta in &profile.head_meta {
            assert!(
                html.contains(&format!("<meta name=\"{}\" content=\"https://example.org/{id}/654321\"", meta.name)),
                "{id}"
            );
        }
    }
    assert!(printed >= 25 && counted >= 2, "{printed} texts, {counted} counters");
}

#[test]
fn the_counters_of_several_publishers_all_join_the_pages_policy() {
    let mut site = site("extract");
    let entries =
        |id: &str| article(id, "extract").split("sources:\n").nth(1).unwrap().split("\n---").next().unwrap().to_owned();
    let both = format!("{}\n{}", entries("the-conversation"), entries("propublica"));
    let text = article("the-conversation", "extract").replace(&entries("the-conversation"), &both);
    for (id, _) in profiles().iter() {
        site.put(&format!("content/articles/{id}.md"), "---\ntitle: X\ndate: 2026-05-20\ndraft: true\n---\n\nX.\n");
    }
    site.put("content/articles/both.md", text);
    let (outcome, output) = build(&site);
    assert!(outcome.report.is_some(), "{}", said(&outcome.diagnostics));
    let html = page(&output, "/articles/both/");
    assert!(html.contains("img-src 'self' data: https://counter.theconversation.com;"), "{html}");
    assert!(html.contains("script-src 'self' https://pixel.propublica.org;"), "{html}");
    assert_eq!(html.matches("content/654321/count.gif").count(), 1);
}

/// Publishers of which one wants its words above the text, and one below it.
const KEPT: [&str; 2] = ["knowable-magazine", "propublica"];

#[test]
fn no_template_or_style_sheet_takes_a_sources_words_away() {
    let without = |template: &str, css: &str| {
        let mut site = site("extract");
        for (id, _) in profiles().iter().filter(|(id, _)| !KEPT.contains(id)) {
            site.put(&format!("content/articles/{id}.md"), "---\ntitle: X\ndate: 2026-05-20\ndraft: true\n---\n\nX.\n");
        }
        site.put("templates/article.html", template);
        site.put("static/site.css", css);
        let (outcome, output) = build(&site);
        let codes: Vec<&str> = outcome.diagnostics.iter().filter(|d| d.is_error()).map(|d| d.code.as_str()).collect();
        assert_eq!(codes.is_empty(), !output.files().is_empty(), "{}", said(&outcome.diagnostics));
        codes
    };
    let whole = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>x</title>{{ head }}<link rel=\"stylesheet\" \
        href=\"/site.css\"></head><body>{{ attribution.strip }}{{ body }}{{ attribution.notice }}</body></html>";
    assert_eq!(without(whole, ".other { display: none }"), Vec::<&str>::new());
    for (part, code) in
        [("{{ attribution.notice }}", "verify/part-missing"), ("{{ attribution.strip }}", "verify/part-missing")]
    {
        assert_eq!(without(&whole.replace(part, ""), ""), [code; KEPT.len()], "{part}");
    }
    for css in [
        ".of-work { display: none }",
        "cite { visibility: hidden }",
        ".row + .row { display: none }",
        "dd .mandated { font-size: 0 }",
        ".publisher-logo img { opacity: 0 }",
    ] {
        assert!(without(whole, css).contains(&"verify/css-hides"), "{css}");
    }
}

#[test]
fn a_feed_that_drops_a_sources_words_is_refused() {
    let (_, output) = build(&site("translated, lang: en, translation: {by: [Eva Roe], method: human}"));
    assert!(output.files().is_empty(), "what may not be translated is refused among the sources too");
    let mut site = site("extract");
    for id in ["agencia-publica", "calmatters", "global-press-journal", "grist", "undark"] {
        site.put(&format!("content/articles/{id}.md"), "---\ntitle: X\ndate: 2026-05-20\ndraft: true\n---\n\nX.\n");
    }
    let (outcome, output) = build(&site);
    assert!(outcome.report.is_some(), "{}", said(&outcome.diagnostics));
    let html = page(&output, "/articles/knowable-magazine/");
    let start = html.find("<section class=\"attribution-notice\"").expect("a notice");
    let end = start + html[start..].find("</section>").expect("its end") + "</section>".len();
    let words = "This article originally appeared in Knowable Magazine";
    let need = Need {
        what: "words",
        text: Some(words.into()),
        href: Some("https://example.org/knowable-magazine/654321"),
        tag: None,
        part: Part::Notice,
    };
    let (route, article) = (Route::new("/feed.xml"), RelPath::new("content/articles/knowable-magazine.md").unwrap());
    let verified = |html: &str| {
        let item = verify::Item { article: &article, html, needs: std::slice::from_ref(&need) };
        verify::feed(&route, format!("<feed>{}</feed>", reprint::base::escape_html(html)), &[item]).is_ok()
    };
    let notice = &html[start..end];
    assert!(verified(notice));
    assert!(!verified(&notice.replace("originally appeared", "appeared")));
    assert!(!verified(&notice.replace("/knowable-magazine/654321", "/knowable-magazine/1")));
}
