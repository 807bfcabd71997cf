//! `reprint import --restore`: what an import cut from an article, and back into it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::json;

use crate::base::{Lang, RelPath};
use crate::cli::console::Console;
use crate::cli::options::{Restore, Wanted};
use crate::cli::report::{self, Report};
use crate::cli::{Exit, Failure, surroundings};
use crate::diag::Code;
use crate::diag::print;
use crate::engine;
use crate::import::{KeptCut, Placed, changes_line, is_back, is_change, read_cuts, restore, write_cuts};
use crate::parse;
use crate::render::strings::Strings;
use crate::source::Source;
use crate::source::disk::Disk;
use crate::source::memory::Memory;

/// An article with its cuts.
struct Article {
    file: PathBuf,
    /// Its path in the site, for people.
    shown: String,
    text: String,
    body_start: usize,
    cuts: Vec<KeptCut>,
}

/// Keeps the cuts of a new article and tells how many; those of an older one of its name go. Outside a site nothing is kept.
pub(super) fn keep(root: Option<&Path>, article: &Path, cuts: &[KeptCut]) -> Result<usize> {
    let Some((root, inner)) = root.and_then(|root| Some((root, surroundings::inside(root, article)?))) else {
        return Ok(0);
    };
    let text = write_cuts(&inner.to_string_lossy(), cuts);
    surroundings::replace(&file_of_cuts(root, &inner), text.as_bytes())?;
    Ok(cuts.len())
}

/// Where the cuts of an article are kept.
fn file_of_cuts(root: &Path, inner: &Path) -> PathBuf {
    let mut file = root.join(".reprint/cuts").join(inner).into_os_string();
    file.push(".jsonl");
    file.into()
}

/// Runs `reprint import --restore`.
pub fn run(options: &Restore, console: &mut Console) -> Result<Exit> {
    let article = open(options)?;
    match &options.wanted {
        Wanted::None => list(&article, options, console),
        Wanted::All => put_back(&article, &(0..article.cuts.len()).collect(), options, console),
        Wanted::These(numbers) => put_back(&article, &indices(numbers, &article)?, options, console),
    }
}

fn open(options: &Restore) -> Result<Article> {
    let typed = &options.article;
    let file = [typed.clone(), options.root.join(typed)].into_iter().find(|file| surroundings::is_file(file));
    let name = print::visible(&typed.to_string_lossy());
    let file = file.ok_or_else(|| {
        Failure::coded(Code::ImportArticle, format!("there is no article {name}"))
            .hint("name its file, such as content/articles/my-article.md")
    })?;
    let inner = surroundings::inside(&options.root, &file).ok_or_else(|| {
        Failure::coded(Code::ImportArticle, format!("{name} is not in this site"))
            .hint("name the site's folder with `--root`")
    })?;
    let shown = print::visible(&inner.to_string_lossy());
    let text = String::from_utf8(surroundings::read_input(&file)?)
        .map_err(|_| Failure::coded(Code::SourceNotUtf8, format!("{shown} is not UTF-8")))?;
    let path = RelPath::new("article.md").expect("a fixed path");
    let parts = parse::split(&Source::new(path, &text)).map_err(|error| {
        let failure = Failure::coded(error.code, format!("{shown}: {}", error.message));
        error.hints.first().map_or(failure.clone(), |hint| failure.hint(hint))
    })?;
    Ok(Article { cuts: cuts(&options.root, &inner, &shown)?, file, shown, body_start: parts.body_start, text })
}

fn cuts(root: &Path, inner: &Path, shown: &str) -> Result<Vec<KeptCut>> {
    let file = file_of_cuts(root, inner);
    if !surroundings::is_file(&file) {
        return Err(Failure::coded(Code::ImportNoCuts, format!("no cuts of {shown} are kept"))
            .hint("they stay on the machine that imported it; elsewhere import the raw text again, with `--dry-run`")
            .into());
    }
    let text = surroundings::read_input(&file)?;
    read_cuts(&String::from_utf8_lossy(&text)).map_err(|line| {
        Failure::coded(
            Code::ImportNoCuts,
            format!("the cuts of {shown} cannot be read: {}:{line}", super::shown(&file)),
        )
        .hint("another version of Reprint may have written them; import the raw text again, with `--dry-run`")
        .into()
    })
}

/// The indices of the numbers that an editor gave.
fn indices(numbers: &[usize], article: &Article) -> Result<BTreeSet<usize>> {
    let count = article.cuts.len();
    let index = |number: &usize| {
        number.checked_sub(1).filter(|index| *index < count).ok_or_else(|| {
            let has = if count == 0 { "nothing was cut".to_owned() } else { format!("its cuts are 1 to {count}") };
            Failure::coded(Code::ImportUnknownCut, format!("{} has no cut {number}: {has}", article.shown))
                .hint(format!("to see them: reprint import --restore {}", article.shown))
                .into()
        })
    };
    numbers.iter().map(index).collect()
}

fn list(article: &Article, options: &Restore, console: &mut Console) -> Result<Exit> {
    let back = is_back(&article.text[article.body_start..], &article.cuts);
    let cuts: Vec<_> = article
        .cuts
        .iter()
        .zip(&back)
        .enumerate()
        .map(|(i, (cut, back))| json!({"number": i + 1, "kind": cut.kind, "rule": cut.rule, "text": cut.text, "restored": back}))
        .collect();
    let mut summary = String::new();
    for (i, (cut, back)) in article.cuts.iter().zip(&back).enumerate() {
        let state = if *back { ", put back" } else { "" };
        let _ = writeln!(summary, "{:3}  {} ({}{state})", i + 1, cut.kind.as_str(), cut.rule);
        for line in cut.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let _ = writeln!(summary, "     {}", print::visible(line));
        }
    }
    let _ = match article.cuts.len() {
        0 => writeln!(summary, "nothing was cut from {}", article.shown),
        _ => writeln!(summary, "to put some back: reprint import --restore {} NUMBER… (or `all`)", article.shown),
    };
    finish(options, json!({"file": article.shown, "cuts": cuts}), &summary, console)
}

fn put_back(article: &Article, wanted: &BTreeSet<usize>, options: &Restore, console: &mut Console) -> Result<Exit> {
    let (front, body) = article.text.split_at(article.body_start);
    let restored = restore(body, &article.cuts, wanted);
    if restored.body != body {
        let strings = engine::words(&Disk::open(&options.root)?);
        let front = settled(front, &restored.body, &article.cuts, strings.as_deref());
        surroundings::replace(&article.file, format!("{front}{}", restored.body).as_bytes())?;
    }
    let mut summary = String::new();
    for (i, placed) in &restored.placed {
        let said = match placed {
            Placed::Already => "was put back before",
            Placed::Back => "is back in its place",
            Placed::AtTheEnd => "is back at the end of the text: its place could not be found",
        };
        let _ = writeln!(summary, "{:3}  {} {said}", i + 1, article.cuts[*i].kind.as_str());
    }
    let _ = writeln!(summary, "read {}, then: reprint check", article.shown);
    let word = |placed: &Placed| match placed {
        Placed::Already => "already",
        Placed::Back => "back",
        Placed::AtTheEnd => "at_the_end",
    };
    let placed: Vec<_> =
        restored.placed.iter().map(|(i, placed)| json!({"number": i + 1, "placed": word(placed)})).collect();
    finish(options, json!({"file": article.shown, "restored": placed}), &summary, console)
}

/// The front matter without the line by which the import told of promos it had cut, once all of them are back.
fn settled(front: &str, body: &str, cuts: &[KeptCut], strings: Option<&Strings>) -> String {
    let back = is_back(body, cuts);
    let mut promos = cuts.iter().zip(back).filter(|(cut, _)| is_change(cut.kind)).peekable();
    if promos.peek().is_none() || promos.any(|(_, back)| !back) {
        return front.to_owned();
    }
    let lang = front.lines().find_map(|line| Lang::parse(line.strip_prefix("lang:")?.trim()));
    // What an editor wrote instead stays.
    let told = [changes_line(strings, lang.as_ref()), changes_line(None, None)];
    let is_told = |line: &&str| told.iter().any(|told| told.trim_end() == line.trim_end());
    front.split_inclusive('\n').filter(|line| !is_told(line)).collect()
}

fn finish(options: &Restore, result: serde_json::Value, summary: &str, console: &mut Console) -> Result<Exit> {
    let (root, format) = (Path::new(""), options.format);
    let report = Report { command: "import", format, root, diagnostics: &[], result, summary };
    report::finish(report, &Memory::new(), console)
}
