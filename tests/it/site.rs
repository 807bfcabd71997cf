//! Small sites in memory, and builds of them.

use reprint::base::{Digest, Route};
use reprint::engine::{self, Drafts, Options, Withhold};
use reprint::source::memory::Memory as Site;
use reprint::write::memory::Memory as Output;

/// Settings that need nothing else.
pub(crate) const CONFIG: &str = "base_url: https://news.example.org/\ntitle: Le Relais\nlang: fr\nlanguages: [fr, en]\n\
    timezone: Europe/Paris\npolicy: {commercial: false, ads: false, paywall: false}\npaginate: 5\n\
    lists:\n  latest: {limit: 3, on: [article]}\n";

/// Options at a fixed moment.
pub(crate) fn options() -> Options {
    Options {
        base_url: None,
        drafts: Drafts::Leave,
        withhold: Withhold::Refuse,
        now: "2026-06-01T12:00:00Z".parse().expect("a fixed moment"),
        program: Digest::of("test"),
    }
}

/// Builds, and fails the test with what the build said if it was refused.
pub(crate) fn build(site: &Site, output: &mut Output) -> engine::Report {
    let outcome = engine::build(site, output, &options());
    outcome.report.unwrap_or_else(|| panic!("refused: {}", said(&outcome.diagnostics)))
}

/// A build from nothing.
pub(crate) fn clean_build(site: &Site) -> Output {
    let mut output = Output::default();
    build(site, &mut output);
    output
}

/// All findings in a line each.
pub(crate) fn said(found: &[reprint::diag::Diagnostic]) -> String {
    let line =
        |d: &reprint::diag::Diagnostic| format!("{} {:?}: {} ({})", d.code, d.span, d.message, d.hints.join("; "));
    found.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A translated article under CC BY.
pub(crate) fn article(title: &str, day: usize, tags: &str, body: &str) -> String {
    format!(
        "---\ntitle: \"{title}\"\ndate: 2026-01-{:02}\noriginal_url: https://wire.example.org/{day}/{}\n\
         original_title: The original\noriginal_lang: en\nlicense: CC-BY-4.0\nauthors: [Jane Roe]\n\
         translation: {{by: [Rédaction], method: human}}\nsection: Monde\ntags: [{tags}]\nsummary: En bref.\n---\n\n{body}\n",
        day % 28 + 1,
        title.len()
    )
}

/// A site of that many articles.
pub(crate) fn site(articles: usize) -> Site {
    let mut site = Site::new();
    site.put("reprint.yaml", CONFIG);
    for i in 0..articles {
        let tags = ["climat", "justice, santé", "santé"][i % 3];
        site.put(&format!("content/articles/a{i:03}.md"), article(&format!("Article {i}"), i, tags, "Un paragraphe."));
    }
    site
}

/// A page as text.
pub(crate) fn page(output: &Output, route: &str) -> String {
    let bytes = output.files().get(&Route::new(route)).unwrap_or_else(|| panic!("no page {route}"));
    String::from_utf8(bytes.clone()).expect("pages are text")
}
