//! `reprint build`.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::Exit;
use super::console::Console;
use super::options::Build;
use super::report::{self, Report, count};
use crate::base::{RelPath, Route};
use crate::diag::print;
use crate::engine::{self, Outcome};
use crate::plan::Header;
use crate::source::Sources;
use crate::source::disk::Disk;
use crate::write;

/// Runs `reprint build`.
pub fn run(options: &Build, console: &mut Console) -> Result<Exit> {
    let sources = Disk::open(&options.check.root)?;
    let outcome = match write::disk::Disk::open(&options.out, &options.check.root.join(".reprint")) {
        Ok(mut output) => engine::build(&sources, &mut output, &options.check.engine(options.withhold)),
        Err(error) => Outcome { diagnostics: vec![*error], report: None },
    };
    show(&outcome, options, &sources, console)
}

/// Prints what a build has to tell.
pub fn show(outcome: &Outcome, options: &Build, sources: &dyn Sources, console: &mut Console) -> Result<Exit> {
    let summary = match &outcome.report {
        Some(report) => summary(report, &options.out),
        None => "nothing was written; the site is as it was before\n".to_owned(),
    };
    let result = outcome.report.as_ref().map(|report| {
        json!({
            "out": options.out.display().to_string(),
            "articles": report.articles,
            "files": report.files,
            "written": report.written.len(),
            "unchanged": report.files - report.written.len(),
            "removed": report.removed.len(),
            "withheld": report.withheld.iter().map(RelPath::as_str).collect::<Vec<_>>(),
            "gone": report.gone.iter().map(Route::as_str).collect::<Vec<_>>(),
            "headers": report.headers.iter().map(headers).collect::<Vec<_>>(),
            "next_event": report.next_event.map(|at| at.to_string()),
        })
    });
    let report = Report {
        command: "build",
        format: options.check.format,
        root: &options.check.root,
        diagnostics: &outcome.diagnostics,
        result: result.unwrap_or_default(),
        summary: &summary,
    };
    report::finish(report, sources, console)
}

/// The headers of a page, for whoever sets the host up.
fn headers((route, headers): &(Route, Vec<Header>)) -> Value {
    let headers: Map<String, Value> = headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    json!({"path": route.as_str(), "headers": headers})
}

/// What a person reads at the end: what changed, what was left out, when to build again, where to look.
fn summary(report: &engine::Report, out: &Path) -> String {
    // Writing to a String cannot fail.
    let mut text = String::new();
    if !report.withheld.is_empty() {
        text.push_str("withheld, because their rights are not in order:\n");
        for path in &report.withheld {
            let _ = writeln!(text, "  {}", print::visible(path.as_str()));
        }
    }
    if let Some(at) = report.next_event {
        let _ = writeln!(text, "build again at {at}, when an embargo ends or an article expires");
    }
    let (written, removed) = (report.written.len(), report.removed.len());
    let [articles, files, unchanged] = [report.articles, report.files, report.files - written].map(count);
    let noun = if report.articles == 1 { "article" } else { "articles" };
    let out = out.strip_prefix(".").unwrap_or(out).display();
    let _ = write!(
        text,
        "{articles} {noun} in {files} files: {} written, {unchanged} unchanged, {} removed\n\
         the site is in {out}; to look at it, up to date with every edit: reprint serve\n",
        count(written),
        count(removed),
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_listed_by_path() {
        let page = (Route::new("/x/"), vec![("tdm-reservation", "1".to_owned())]);
        assert_eq!(headers(&page), json!({"path": "/x/", "headers": {"tdm-reservation": "1"}}));
    }

    #[test]
    fn the_end_says_what_changed_and_where_to_look() {
        let report = engine::Report {
            articles: 1000,
            files: 1234,
            written: vec![Route::new("/"); 12],
            withheld: vec![RelPath::new("content/articles/a.md").expect("a path")],
            next_event: "2026-02-01T00:00:00Z".parse().ok(),
            ..engine::Report::default()
        };
        insta::assert_snapshot!(summary(&report, Path::new("./public")), @"
        withheld, because their rights are not in order:
          content/articles/a.md
        build again at 2026-02-01T00:00:00Z, when an embargo ends or an article expires
        1,000 articles in 1,234 files: 12 written, 1,222 unchanged, 0 removed
        the site is in public; to look at it, up to date with every edit: reprint serve
        ");
    }
}
