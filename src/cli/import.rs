//! `reprint import`: files in, files out. What the text means is decided elsewhere.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::args::Format;
use super::console::Console;
use super::options::{Import, Target};
use super::report::{self, Report};
use super::{Exit, Failure, surroundings};
use crate::base::{RelPath, slug};
use crate::engine;
use crate::import::{self, PublisherHint};
use crate::source::disk::Disk;
use crate::source::memory::Memory;
use crate::source::{Source, Sources};

/// The longest file name made of a title, in characters: names have 255 bytes at most, and letters up to four.
const LONGEST: usize = 60;

/// A raw text made into an article.
#[derive(Clone, Debug)]
pub struct Converted {
    /// The headline, of which the file's name is made; may be empty.
    pub title: String,
    /// The article's file.
    pub markdown: String,
    /// What a person still has to supply, in plain words.
    pub missing: Vec<String>,
    /// All that was recognised, for programs.
    pub recognised: Value,
}

/// The files to write.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Places {
    article: PathBuf,
    photo: Option<PathBuf>,
}

/// Runs `reprint import`.
pub fn run(options: &Import, console: &mut Console) -> Result<Exit> {
    let site = options.root.as_deref().map(Disk::open).transpose()?;
    let none = Memory::new();
    let sources: &dyn Sources = match &site {
        Some(disk) => disk,
        None => &none,
    };
    let publishers = publishers(sources);
    let strings = engine::words(sources);
    let convert = |source: &Source, photo: Option<&str>| {
        let options = import::Options {
            original_url: options.original_url.clone(),
            lang: options.lang.clone(),
            publisher: options.publisher.clone(),
            authors: options.authors.clone(),
            photo: photo.map(str::to_owned),
            today: surroundings::now().to_zoned(TimeZone::UTC).date(),
            publishers: &publishers,
            strings: strings.as_deref(),
        };
        let imported = import::import(&source.text, &options);
        Converted {
            title: imported.title.clone().unwrap_or_default(),
            markdown: import::to_markdown(&imported, &options),
            recognised: json!(imported),
            missing: imported.missing,
        }
    };
    with(options, convert, console)
}

/// How the publishers are recognised that have a profile, built in or in the site.
fn publishers(sources: &dyn Sources) -> Vec<PublisherHint> {
    // A profile with errors is `check`'s business; here it is one publisher fewer that is recognised.
    let publishers = engine::publishers(sources).value.unwrap_or_default();
    let owned = |texts: &[String]| texts.to_vec();
    let hints = publishers.hints().map(|hint| PublisherHint {
        id: hint.id.to_owned(),
        names: hint.names.iter().map(|name| (*name).to_owned()).collect(),
        domains: owned(hint.domains),
        phrases: owned(hint.phrases),
        languages: hint.languages.to_vec(),
    });
    hints.collect()
}

/// Runs `reprint import` with a conversion, which gets the text and the name that the picture will have.
pub fn with(
    options: &Import,
    convert: impl FnOnce(&Source, Option<&str>) -> Converted,
    console: &mut Console,
) -> Result<Exit> {
    let bytes = surroundings::read_input(&options.file)?;
    let path = input_name(&options.file);
    let text = import::decode(&bytes, None);
    if text.contains('\0') {
        return Err(Failure::usage(format!("{} is no text", options.file.display()))
            .hint("give a text, a web page or a wire's JSON; a picture goes with `--photo`")
            .into());
    }
    let source = Source::new(path, &text);
    let photo = options.photo.as_deref().map(|file| Ok::<_, anyhow::Error>((photo_name(file)?, read_photo(file)?)));
    let photo = photo.transpose()?;
    let converted = convert(&source, photo.as_ref().map(|(name, _)| name.as_str()));
    let places = places(&options.target, &converted.title, photo.as_ref().map(|(name, _)| name.as_str()));
    let Some(places) = places else {
        console.say(&dry_run(options.format, &converted))?;
        return Ok(Exit::Fine);
    };
    write(&places, &converted, photo.as_ref().map(|(_, bytes)| bytes.as_slice()))?;
    let result = json!({
        "file": shown(&places.article),
        "photo": places.photo.as_deref().map(shown),
        "missing": converted.missing,
        "article": converted.recognised,
    });
    let (root, summary) = (Path::new(""), summary(&places, &converted.missing));
    let report =
        Report { command: "import", format: options.format, root, diagnostics: &[], result, summary: &summary };
    report::finish(report, &Memory::new(), console)
}

/// The result alone, so that it can be piped.
fn dry_run(format: Format, converted: &Converted) -> String {
    match format {
        Format::Human => converted.markdown.clone(),
        Format::Json | Format::Sarif => format!("{}\n", converted.recognised),
    }
}

fn summary(places: &Places, missing: &[String]) -> String {
    let article = shown(&places.article);
    if missing.is_empty() {
        return format!("made {article}; read it, then: reprint check\n");
    }
    let list: String = missing.iter().flat_map(|what| ["  - ", what, "\n"]).collect();
    format!("made {article}\nstill to fill in:\n{list}then: reprint check\n")
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

/// Writes all or, if one of the files exists, none.
fn write(places: &Places, converted: &Converted, photo: Option<&[u8]>) -> Result<()> {
    let twin = match places.article.file_name() {
        // `x.md` and `x/index.md` would be the same page.
        Some(name) if name == "index.md" => places.article.parent().map(|folder| folder.with_extension("md")),
        _ => Some(places.article.with_extension("")),
    };
    let all = [Some(&places.article), places.photo.as_ref(), twin.as_ref()];
    if let Some(taken) = all.into_iter().flatten().find(|file| surroundings::exists(file)) {
        return Err(surroundings::already_there(taken).into());
    }
    if let (Some(file), Some(bytes)) = (&places.photo, photo) {
        surroundings::write_new(file, bytes)?;
    }
    surroundings::write_new(&places.article, converted.markdown.as_bytes())
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

fn input_name(file: &Path) -> RelPath {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = if name == "-" { "standard input".to_owned() } else { name };
    RelPath::new(&name).unwrap_or_else(|_| RelPath::new("input").expect("a fixed path"))
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
        let converted = Converted {
            title: "A".to_owned(),
            markdown: "new".to_owned(),
            missing: Vec::new(),
            recognised: Value::Null,
        };
        let place = |name: &str| Places { article: site.path().join(name), photo: None };
        write(&place("x.md"), &converted, None).expect("the first");
        for (name, taken) in [("x.md", "x.md"), ("x/index.md", "x.md")] {
            let refused = write(&place(name), &Converted { markdown: "newer".to_owned(), ..converted.clone() }, None);
            let said = refused.expect_err("a page of that address exists").to_string();
            assert!(said.contains(&format!("{taken} exists already")), "{said}");
        }
        let with_photo = Places { photo: Some(site.path().join("y/p.jpg")), ..place("y/index.md") };
        write(&with_photo, &converted, Some(b"picture")).expect("another");
        assert!(write(&place("y.md"), &converted, None).is_err(), "y/ is there");
        let read = |name: &str| surroundings::read_input(&site.path().join(name)).expect("written");
        assert_eq!((read("x.md"), read("y/p.jpg")), (b"new".to_vec(), b"picture".to_vec()));
        assert!(!surroundings::exists(&site.path().join("x/index.md")));
    }

    #[test]
    fn what_is_missing_is_listed() {
        let places = Places { article: PathBuf::from("./content/articles/a.md"), photo: None };
        let missing = ["original_url: the address of the original".to_owned()];
        assert_eq!(
            summary(&places, &missing),
            "made content/articles/a.md\nstill to fill in:\n  - original_url: the address of the original\nthen: reprint check\n"
        );
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
