//! `reprint import`: a file or page in, an article's files out. What the text means is decided elsewhere.

mod ask;
mod fetch;
pub mod restore;

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use self::ask::{Shows, Talk};
pub use self::fetch::Reach;
use self::fetch::{Fetched, fetch};
use super::args::Format;
use super::console::Console;
use super::options::{Asking, Import, Input, Target};
use super::report::{self, Report};
use super::{Exit, Failure, surroundings};
use crate::base::{Lang, WebUrl, slug};
use crate::diag::print::{self, Colour};
use crate::engine;
use crate::import::{self, Imported, PublisherHint};
use crate::photo_metadata;
use crate::source::Sources;
use crate::source::disk::Disk;
use crate::source::memory::Memory;

/// The longest file name made of a title, in characters: names have 255 bytes at most, and letters up to four.
const LONGEST: usize = 60;

/// The files to write.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Places {
    article: PathBuf,
    photo: Option<PathBuf>,
}

/// What was read: a text, and where it was fetched.
struct Raw {
    text: String,
    address: Option<WebUrl>,
}

/// A picture to copy: the name that it will have, and its bytes.
struct Picture {
    name: String,
    bytes: Vec<u8>,
}

/// Runs `reprint import`.
pub fn run(options: &Import, console: &mut Console) -> Result<Exit> {
    let site = options.root.as_deref().map(Disk::open).transpose()?;
    let none = Memory::new();
    let sources: &dyn Sources = match &site {
        Some(disk) => disk,
        None => &none,
    };
    let raw = read(options, console)?;
    let lang = engine::language(sources);
    let asking = options.asking == Asking::Ask;
    let photo = match &options.photo {
        Some(file) => Some(picture(file)?),
        None if asking => asked_picture(&lang, options)?,
        None => None,
    };
    let publishers = publishers(sources);
    let strings = engine::words(sources);
    let house = engine::house(sources);
    let meaning = import::Options {
        original_url: options.original_url.clone(),
        lang: options.lang.clone(),
        publisher: options.publisher.clone(),
        authors: options.authors.clone(),
        photo: photo.as_ref().map(|photo| photo.name.clone()),
        photo_metadata: photo.as_ref().map(|photo| photo_metadata::read(&photo.bytes)),
        address: raw.address,
        today: surroundings::now().to_zoned(TimeZone::UTC).date(),
        publishers: &publishers,
        house: &house,
        strings: strings.as_deref(),
    };
    let mut imported = import::import(&raw.text, &meaning);
    if asking {
        console.warn(&shown_cuts(&imported, console.colour()))?;
        let shows = if photo.is_some() { Shows::Photo } else { Shows::Text };
        talking(|talk| ask::complete(&mut imported, &lang, shows, &publishers, talk))?;
        imported.recheck(&meaning);
    }
    if options.format == Format::Human && !asking && options.target != Target::Shown {
        console.warn(&shown_cuts(&imported, console.colour()))?;
    }
    finish(options, &imported, &meaning, photo.as_ref(), console)
}

/// Reads the file or fetches the page; redirects are told.
fn read(options: &Import, console: &mut Console) -> Result<Raw> {
    let (bytes, content_type, address) = match &options.input {
        Input::File(file) => (surroundings::read_input(file)?, None, None),
        Input::Page(url) => {
            let Fetched { way, content_type, bytes } = fetch(url, options.reach)?;
            for hop in &way[1..] {
                console.warn(&format!("redirected to {hop}\n"))?;
            }
            (bytes, content_type, way.last().cloned())
        }
    };
    let text = import::decode(&bytes, content_type.as_deref());
    if text.contains('\0') {
        return Err(Failure::usage("this is no text")
            .hint("give a text, a web page or a wire's JSON; a picture goes with `--photo`")
            .into());
    }
    Ok(Raw { text: text.into_owned(), address })
}

/// Talks with whoever sits at the terminal.
fn talking<T>(talk: impl FnOnce(&mut Talk<'_>) -> io::Result<T>) -> Result<T> {
    let (mut input, mut output) = (io::stdin().lock(), io::stderr());
    talk(&mut Talk { input: &mut input, output: &mut output, ended: false }).context("cannot talk with the terminal")
}

fn asked_picture(lang: &Lang, options: &Import) -> Result<Option<Picture>> {
    if options.target == Target::Shown {
        return Ok(None);
    }
    let exists = |name: &str| surroundings::exists(Path::new(name));
    let file = talking(|talk| ask::photo(lang, talk, &exists))?;
    file.map(|file| picture(Path::new(&file))).transpose()
}

fn picture(file: &Path) -> Result<Picture> {
    Ok(Picture { name: photo_name(file)?, bytes: read_photo(file)? })
}

/// What was left out, as a diff shows it.
fn shown_cuts(imported: &Imported, colour: Colour) -> String {
    let (red, plain) = if colour == Colour::Styled { ("\x1b[31m", "\x1b[0m") } else { ("", "") };
    let mut out = String::new();
    for cut in &imported.cuts {
        for (i, line) in cut.text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            let kind = if i == 0 { cut.kind.as_str() } else { "" };
            let _ = writeln!(out, "{red}- {kind:13} {}{plain}", print::visible(line));
        }
    }
    out
}

/// How the publishers are recognised that have a profile, built in or in the site.
fn publishers(sources: &dyn Sources) -> Vec<PublisherHint> {
    // A profile with errors is `check`'s business; here it is one publisher fewer that is recognised.
    PublisherHint::all(&engine::publishers(sources).value.unwrap_or_default())
}

/// Writes or shows the article.
fn finish(
    options: &Import,
    imported: &Imported,
    meaning: &import::Options<'_>,
    photo: Option<&Picture>,
    console: &mut Console,
) -> Result<Exit> {
    let title = imported.title.as_deref().unwrap_or_default();
    let Some(places) = places(&options.target, title, photo.map(|photo| photo.name.as_str())) else {
        console.say(&dry_run(options.format, imported, meaning)?)?;
        return Ok(Exit::Fine);
    };
    refuse_taken(&places)?;
    // First the cuts: without the article they are nothing, without them the article could not be made whole.
    let kept = restore::keep(options.root.as_deref(), &places.article, &import::kept_cuts(imported))?;
    write(&places, &import::to_markdown(imported, meaning), photo.map(|photo| photo.bytes.as_slice()))?;
    let result = match options.format {
        Format::Human => Value::Null, // who reads the summary alone need not wait for it
        Format::Json | Format::Sarif => json!({
            "file": shown(&places.article),
            "photo": places.photo.as_deref().map(shown),
            "missing": imported.missing,
            "article": imported,
        }),
    };
    let (root, summary) = (Path::new(""), summary(&places, &imported.missing, kept));
    let report =
        Report { command: "import", format: options.format, root, diagnostics: &[], result, summary: &summary };
    report::finish(report, &Memory::new(), console)
}

/// The result alone, so that it can be piped.
fn dry_run(format: Format, imported: &Imported, meaning: &import::Options<'_>) -> Result<String> {
    match format {
        Format::Human => Ok(import::to_markdown(imported, meaning)),
        Format::Json | Format::Sarif => Ok(serde_json::to_string(imported)? + "\n"),
    }
}

fn summary(places: &Places, missing: &[String], cuts: usize) -> String {
    let article = shown(&places.article);
    let back = format!("to put back what was cut: reprint import --restore {article}\n");
    let back = if cuts > 0 { back } else { String::new() };
    if missing.is_empty() {
        return format!("made {article}; read it, then: reprint check\n{back}");
    }
    let list: String = missing.iter().flat_map(|what| ["  - ", what, "\n"]).collect();
    format!("made {article}\nstill to fill in:\n{list}then: reprint check\n{back}")
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// Where the files go; `None` for a dry run. An article with a picture has a folder of its own.
fn places(target: &Target, title: &str, photo: Option<&str>) -> Option<Places> {
    let article = match target {
        Target::Shown => return None,
        Target::File(file) => file.clone(),
        Target::Folder(folder) if photo.is_some() => folder.join(file_stem(title)).join("index.md"),
        Target::Folder(folder) => folder.join(format!("{}.md", file_stem(title))),
    };
    let photo = photo.map(|name| article.with_file_name(name));
    Some(Places { article, photo })
}

/// Refuses to write where something is.
fn refuse_taken(places: &Places) -> Result<()> {
    let twin = match places.article.file_name() {
        // `x.md` and `x/index.md` would be the same page.
        Some(name) if name == "index.md" => places.article.parent().map(|folder| folder.with_extension("md")),
        _ => Some(places.article.with_extension("")),
    };
    let all = [Some(&places.article), places.photo.as_ref(), twin.as_ref()];
    if let Some(taken) = all.into_iter().flatten().find(|file| surroundings::exists(file)) {
        return Err(surroundings::already_there(taken).into());
    }
    Ok(())
}

/// Writes all files.
fn write(places: &Places, markdown: &str, photo: Option<&[u8]>) -> Result<()> {
    if let (Some(file), Some(bytes)) = (&places.photo, photo) {
        surroundings::write_new(file, bytes)?;
    }
    surroundings::write_new(&places.article, markdown.as_bytes())
}

/// A title as a file's name, cut between words.
fn file_stem(title: &str) -> String {
    let whole = slug(title);
    let cut = whole.char_indices().nth(LONGEST).map_or(whole.as_str(), |(end, _)| {
        let short = &whole[..end];
        short.rsplit_once('-').map_or(short, |(words, _)| words)
    });
    if cut.is_empty() { "article".to_owned() } else { cut.to_owned() }
}

/// The picture's name beside the article: what an address can carry.
fn photo_name(file: &Path) -> Result<String> {
    let extension = file.extension().and_then(|ext| ext.to_str()).map(str::to_lowercase);
    let extension = extension.filter(|ext| !ext.is_empty() && ext.chars().all(|c| c.is_ascii_alphanumeric()));
    let extension = extension.ok_or_else(|| {
        Failure::usage(format!("the picture {} has no file type in its name", file.display()))
            .hint("name a file such as photo.jpg")
    })?;
    let stem = file.file_stem().map(|stem| file_stem(&stem.to_string_lossy())).unwrap_or_default();
    Ok(format!("{stem}.{extension}"))
}

fn read_photo(file: &Path) -> Result<Vec<u8>> {
    surroundings::read_input(file).context("the picture")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_with_a_picture_has_a_folder_of_its_own() {
        let folder = Target::Folder(PathBuf::from("content/articles"));
        let names = |target: &Target, photo: Option<&str>| {
            let places = places(target, "L’été à Bagram", photo).expect("not a dry run");
            (places.article.display().to_string(), places.photo.map(|p| p.display().to_string()))
        };
        assert_eq!(names(&folder, None), ("content/articles/l-été-à-bagram.md".to_owned(), None));
        assert_eq!(
            names(&folder, Some("a.jpg")),
            (
                "content/articles/l-été-à-bagram/index.md".to_owned(),
                Some("content/articles/l-été-à-bagram/a.jpg".to_owned())
            )
        );
        let file = Target::File(PathBuf::from("x/y.md"));
        assert_eq!(names(&file, Some("a.jpg")), ("x/y.md".to_owned(), Some("x/a.jpg".to_owned())));
        assert_eq!(places(&Target::Shown, "x", None), None);
    }

    #[test]
    fn an_import_replaces_nothing() {
        let site = tempfile::tempdir().expect("a folder");
        let write = |places: &Places, markdown: &str, photo: Option<&[u8]>| {
            refuse_taken(places).and_then(|()| write(places, markdown, photo))
        };
        let place = |name: &str| Places { article: site.path().join(name), photo: None };
        write(&place("x.md"), "new", None).expect("the first");
        for (name, taken) in [("x.md", "x.md"), ("x/index.md", "x.md")] {
            let refused = write(&place(name), "newer", None);
            let said = refused.expect_err("a page of that address exists").to_string();
            assert!(said.contains(&format!("{taken} exists already")), "{said}");
        }
        let with_photo = Places { photo: Some(site.path().join("y/p.jpg")), ..place("y/index.md") };
        write(&with_photo, "new", Some(b"picture")).expect("another");
        assert!(write(&place("y.md"), "new", None).is_err(), "y/ is there");
        let read = |name: &str| surroundings::read_input(&site.path().join(name)).expect("written");
        assert_eq!((read("x.md"), read("y/p.jpg")), (b"new".to_vec(), b"picture".to_vec()));
        assert!(!surroundings::exists(&site.path().join("x/index.md")));
    }

    #[test]
    fn what_is_missing_is_listed() {
        let places = Places { article: PathBuf::from("./content/articles/a.md"), photo: None };
        let missing = ["original_url: the address of the original".to_owned()];
        assert_eq!(
            summary(&places, &missing, 0),
            "made content/articles/a.md\nstill to fill in:\n  - original_url: the address of the original\nthen: reprint check\n"
        );
        assert!(summary(&places, &[], 1).ends_with("reprint import --restore content/articles/a.md\n"));
    }

    #[test]
    fn names_are_safe_and_short() {
        let long = file_stem(&"mot ".repeat(100));
        assert!(long.len() <= LONGEST && long.ends_with("mot"), "{long}");
        assert_eq!(file_stem("?!"), "article");
        assert_eq!(photo_name(Path::new("/tmp/Ma Photo (1).JPG")).ok().as_deref(), Some("ma-photo-1.jpg"));
        assert!(photo_name(Path::new("photo")).is_err());
    }
}
