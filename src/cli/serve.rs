//! `reprint serve`.

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::console::Console;
use super::options::{Browser, Serve};
use super::report::{self, count};
use super::{Exit, Failure, surroundings};
use crate::base::{RelPath, Route};
use crate::diag::{Diagnostic, print};
use crate::engine::Report;
use crate::serve::{self, News, Port};
use crate::source::disk::Disk;

/// How many names a line lists.
const LISTED: usize = 3;

/// Runs `reprint serve` until it is interrupted.
pub fn run(options: Serve, console: &mut Console) -> Result<Exit> {
    let Serve { preview, browser } = options;
    let (root, port, bind) = (preview.root.clone(), preview.port, preview.bind);
    if !bind.is_loopback() {
        console.warn("warning: every machine that reaches this address can read what is not published yet\n")?;
    }
    let mut failed = None;
    let mut tell = |news: News<'_>| {
        if let News::Open { url, .. } = &news
            && browser == Browser::Open
            && !surroundings::open_browser(url)
        {
            failed = console.warn("no browser was found; open the address yourself\n").err().or(failed.take());
        }
        failed = show(&news, &root, console).err().or(failed.take());
    };
    serve::run(preview, &mut tell).map_err(|error| failure(&error, port))?;
    failed.map_or(Ok(Exit::Fine), Err)
}

fn failure(error: &io::Error, port: Port) -> Failure {
    match (error.kind(), port) {
        (io::ErrorKind::AddrInUse, Port::This(port)) => Failure::machine(format!("port {port} is taken"))
            .hint("name another with `--port`, or leave it out to take the first that is free"),
        (io::ErrorKind::PermissionDenied, Port::This(port)) => {
            Failure::machine(format!("the system does not allow port {port}")).hint("choose one above 1023")
        }
        (io::ErrorKind::AddrNotAvailable, _) => Failure::machine("this machine does not have that address")
            .hint("leave `--bind` out to listen at 127.0.0.1"),
        _ => Failure::machine(format!("cannot serve the site: {error}")),
    }
}

fn show(news: &News<'_>, root: &Path, console: &mut Console) -> Result<()> {
    match news {
        News::Open { url, report, took } => console.say(&opened(url, *report, *took)),
        News::Changed { edited, files, took } => console.say(&changed(edited, files, *took)),
        News::Found(diagnostics) => found(diagnostics, root, console),
        News::Note(text) => console.warn(&format!("{}\n", print::visible(text))),
    }
}

fn opened(url: &str, report: Option<&Report>, took: Duration) -> String {
    let state = match report {
        Some(report) => {
            let noun = if report.articles == 1 { "article" } else { "articles" };
            let [articles, files] = [report.articles, report.files].map(count);
            format!("{articles} {noun} in {files} files, made in {}", time(took))
        }
        None => "the site has errors; it is shown when they are mended".to_owned(),
    };
    format!("{state}\nthe site is at {url} and follows every edit; Ctrl-C ends\n")
}

/// One line for an edit: `article.md: 3 files in 6 ms (/articles/article/, /feed.xml, /)`.
fn changed(edited: &[RelPath], files: &[Route], took: Duration) -> String {
    let mut line = list(edited.iter().map(RelPath::as_str));
    if edited.is_empty() {
        line.push_str("an embargo ended or an article expired");
    }
    // Writing to a String cannot fail, here and below.
    let _ = match files.len() {
        0 => write!(line, ": no page changed ({})", time(took)),
        1 => write!(line, ": {} in {}", print::visible(files[0].as_str()), time(took)),
        many => write!(line, ": {} files in {} ({})", count(many), time(took), list(files.iter().map(Route::as_str))),
    };
    line.push('\n');
    line
}

fn list<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let mut text = names.take(LISTED).map(print::visible).collect::<Vec<_>>().join(", ");
    if more > 0 {
        let _ = write!(text, " and {} more", count(more));
    }
    text
}

fn time(took: Duration) -> String {
    match took.as_millis() {
        millis @ 0..1000 => format!("{millis} ms"),
        millis => format!("{}.{} s", millis / 1000, millis % 1000 / 100),
    }
}

/// Findings, told whole whenever they change.
fn found(diagnostics: &[Diagnostic], root: &Path, console: &mut Console) -> Result<()> {
    if diagnostics.is_empty() {
        return console.say("all errors and warnings are gone\n");
    }
    let sources = Disk::open(root)?;
    console.warn(&print::human(diagnostics, &|path| report::text(&sources, path), console.colour()))?;
    if diagnostics.iter().any(Diagnostic::is_error) {
        console.say("the last good version of the site is shown\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_told_in_a_line() {
        let paths: Vec<_> = ["a.md", "b.md", "c.md", "d.md", "e.md"].map(|p| RelPath::new(p).expect("a path")).into();
        let routes = ["/", "/a/"].map(Route::new);
        let took = Duration::from_millis(6);
        assert_eq!(changed(&paths[..1], &routes, took), "a.md: 2 files in 6 ms (/, /a/)\n");
        assert_eq!(changed(&paths, &routes[1..], took), "a.md, b.md, c.md and 2 more: /a/ in 6 ms\n");
        assert_eq!(changed(&paths[..1], &[], took), "a.md: no page changed (6 ms)\n");
        assert_eq!(time(Duration::from_millis(1234)), "1.2 s");
    }
}
