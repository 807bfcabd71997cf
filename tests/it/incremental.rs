//! An incremental build equals a build from nothing, byte for byte, whatever was edited.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use std::{fs, io, thread};

use reprint::base::{RelPath, Route};
use reprint::diag::{Code, Diagnostic};
use reprint::engine;
use reprint::source::disk::Disk;
use reprint::source::memory::Memory as Site;
use reprint::source::{Sources, Stamp};
use reprint::verify::Verified;
use reprint::write::memory::Memory as Output;
use reprint::write::{Mark, Rest};

use crate::serve::lay;
use crate::site::{article, build, clean_build, options, page, said, site};

/// A small linear congruential generator (constants of Knuth's MMIX): the test must do the same each time.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// One edit that an editor or a developer of a theme may make.
pub(crate) fn edit(site: &mut Site, random: &mut Random, round: usize) -> String {
    let path = format!("content/articles/a{:03}.md", random.below(24));
    let title = format!("{} {}", random.pick(&["Budget", "Climat", "Élections"]), random.below(40));
    let tags = random.pick(&["climat", "justice, santé", "santé", "Climat, été", "nouveau"]);
    let day = random.below(28);
    match random.below(14) {
        0..=3 => site.put(&path, article(&title, day, tags, &format!("Texte numéro {round}."))),
        4 => site.put(&path, article("Article", day, tags, "Un paragraphe.")),
        5 | 6 => site.remove(&path),
        7 => {
            let withdrawn =
                article(&title, day, tags, "Retiré.").replace("---\n\n", "withdrawn: {date: 2026-02-01}\n---\n\n");
            site.put(&path, withdrawn);
        }
        8 => {
            let moved = article(&title, day, tags, "Avec une autre adresse.");
            site.put(
                &path,
                moved.replace("summary:", &format!("slug: adresse-{round}\naliases: [/ancien/{round}/]\nsummary:")),
            );
        }
        9 => site.put("templates/404.html", template(&format!("<p>Version {round}</p>"))),
        10 => site.remove("templates/404.html"),
        11 => site.put("static/style.css", format!("body {{ color: rgb({}, 0, 0) }}", random.below(200))),
        12 => site.put("static/note.txt", format!("note {}", random.below(5))),
        _ => {
            let paginate = 2 + random.below(6);
            site.put("reprint.yaml", crate::site::CONFIG.replace("paginate: 5", &format!("paginate: {paginate}")));
        }
    }
    path
}

fn template(extra: &str) -> String {
    format!("{{% extends \"reprint/404.html\" %}}{{% block main %}}<h1>404</h1>{extra}{{% endblock %}}")
}

#[test]
fn three_hundred_random_edits_equal_clean_builds() {
    let mut site = site(20);
    let mut output = Output::default();
    build(&site, &mut output);
    let mut random = Random(2026);
    for round in 0..320 {
        let edited = edit(&mut site, &mut random, round);
        build(&site, &mut output);
        let clean = clean_build(&site);
        let (ours, theirs): (BTreeSet<_>, BTreeSet<_>) =
            (output.files().keys().collect(), clean.files().keys().collect());
        assert_eq!(ours, theirs, "round {round}: the set of pages differs after {edited}");
        for (route, bytes) in clean.files() {
            assert!(output.files()[route] == *bytes, "round {round}: {route} is stale after {edited}");
        }
    }
}

#[test]
fn nothing_changed_makes_nothing() {
    let site = site(20);
    let mut output = clean_build(&site);
    let report = build(&site, &mut output);
    assert_eq!((report.written, report.removed), (vec![], vec![]));
}

#[test]
fn a_warning_is_told_again_as_long_as_it_holds() {
    let mut site = site(3);
    site.put("content/articles/a001.md", article("Article 1", 1, "climat", "Texte <script>x</script> suite."));
    let mut output = Output::default();
    for build in 1..=2 {
        let outcome = engine::build(&site, &mut output, &options());
        let warned = outcome.diagnostics.iter().any(|found| found.code == Code::RenderMarkdown);
        assert!(outcome.report.is_some() && warned, "build {build}: {:?}", outcome.diagnostics);
    }
}

fn written(site: &Site, output: &mut Output) -> Vec<String> {
    build(site, output).written.iter().map(ToString::to_string).collect()
}

#[test]
fn a_body_edit_makes_its_page_and_the_feed() {
    let mut site = site(40);
    let mut output = clean_build(&site);
    let (newest, oldest) = (27, 0);
    site.put(&format!("content/articles/a{oldest:03}.md"), article("Article 0", oldest, "climat", "Un autre texte."));
    assert_eq!(written(&site, &mut output), ["/articles/a000/"]);
    let text = article(&format!("Article {newest}"), newest, "climat", "Un autre texte.");
    site.put(&format!("content/articles/a{newest:03}.md"), text);
    assert_eq!(written(&site, &mut output), ["/articles/a027/", "/feed.xml"]);
}

#[test]
fn a_title_edit_makes_exactly_the_pages_that_show_it() {
    let mut site = site(40);
    let mut output = clean_build(&site);
    site.put("content/articles/a000.md", article("Titre A0", 0, "climat", "Un paragraphe.").replace("/8\n", "/9\n"));
    let made = written(&site, &mut output);
    let showing: Vec<String> = output
        .files()
        .iter()
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Titre A0"))
        .map(|(route, _)| route.to_string())
        .collect();
    assert_eq!(made, showing);
    assert!(made.len() >= 4, "its page, the archive, its section and its tag: {made:?}");
}

#[test]
fn another_look_leaves_the_files_alone_that_are_copied() {
    let mut site = site(6);
    site.put("static/note.txt", "Bonjour");
    let mut output = clean_build(&site);
    site.put("templates/404.html", "{% extends \"reprint/404.html\" %}{% block main %}<h1>Perdu</h1>{% endblock %}");
    let made = written(&site, &mut output);
    assert!(made.contains(&"/articles/a000/".to_owned()), "every page may differ: {made:?}");
    for file in ["/note.txt", "/style.css", "/icon.svg"] {
        assert!(output.files().contains_key(&Route::new(file)), "{file}");
        assert!(!made.contains(&file.to_owned()), "{file} was made again");
    }
    site.put("static/note.txt", "Bonsoir");
    assert_eq!(written(&site, &mut output), ["/note.txt"]);
}

#[test]
fn a_deleted_article_leaves_no_page() {
    let mut site = site(12);
    let mut output = clean_build(&site);
    site.remove("content/articles/a003.md");
    build(&site, &mut output);
    let orphans: Vec<_> =
        output.files().iter().filter(|(_, b)| String::from_utf8_lossy(b).contains("Article 3<")).collect();
    assert!(orphans.is_empty(), "still shown on {:?}", orphans.iter().map(|o| o.0).collect::<Vec<_>>());
}

#[test]
fn a_page_that_somebody_changed_or_removed_is_made_again() {
    let site = site(6);
    let mut output = clean_build(&site);
    let before = output.files().clone();
    output.tamper(&Route::new("/articles/a001/"), Some(b"vandalised"));
    output.tamper(&Route::new("/articles/a002/"), None);
    build(&site, &mut output);
    assert_eq!(*output.files(), before);
}

/// An output whose commit can break half-way, as a kill would, on a file system whose clock tells nothing: only lengths do.
struct Breaking {
    inner: Output,
    breaks: bool,
}

fn coarse(mark: Mark) -> Mark {
    Mark { modified: 0, ..mark }
}

impl reprint::write::Output for Breaking {
    fn mark(&self, route: &Route) -> Option<Mark> {
        self.inner.mark(route).map(coarse)
    }
    fn stage(&self, file: &Verified) -> io::Result<Mark> {
        self.inner.stage(file).map(coarse)
    }
    fn holds_staged(&self, route: &Route) -> bool {
        self.inner.holds_staged(route)
    }
    fn commit(&mut self, put: &[Route], remove: &[Route]) -> Result<(), Box<Diagnostic>> {
        if !self.breaks {
            return self.inner.commit(put, remove);
        }
        let lengths: Vec<_> = put.iter().map(|route| self.inner.mark(route).map_or(4, |mark| mark.len)).collect();
        self.inner.commit(put, &[])?;
        for (route, len) in put.iter().zip(lengths) {
            self.inner.tamper(route, Some(&vec![b'x'; usize::try_from(len).unwrap()])); // as long as what stood there
        }
        Err(Box::new(Diagnostic::new(Code::WriteFailed, "broken")))
    }
    fn discard(&mut self) {
        self.inner.discard();
    }
    fn load_trace(&self) -> Vec<u8> {
        self.inner.load_trace()
    }
    fn save_trace(&mut self, parts: &[&[u8]], rest: &Rest<'_>) -> Result<(), Box<Diagnostic>> {
        self.inner.save_trace(parts, rest)
    }
}

#[test]
fn a_build_that_broke_half_way_heals_even_when_the_edit_is_taken_back() {
    let first = site(10);
    let mut edited = first.clone();
    edited.put("content/articles/a001.md", article("Autre titre", 1, "été", "Autre texte."));
    edited.remove("content/articles/a002.md");
    let mut output = Breaking { inner: Output::default(), breaks: false };
    assert!(engine::build(&first, &mut output, &options()).report.is_some());
    let before = output.inner.files().clone();
    output.breaks = true;
    assert!(engine::build(&edited, &mut output, &options()).report.is_none());
    assert_ne!(*output.inner.files(), before, "the break left traces");
    output.breaks = false;
    assert!(engine::build(&first, &mut output, &options()).report.is_some());
    assert_eq!(*output.inner.files(), before);
}

#[test]
fn a_failed_build_changes_nothing() {
    let mut site = site(5);
    let mut output = clean_build(&site);
    let before = output.files().clone();
    site.put("content/articles/a001.md", "---\ntitle: x\ndate: 2026-01-01\n---\n\nSans source.\n");
    assert!(engine::build(&site, &mut output, &options()).report.is_none());
    assert_eq!(*output.files(), before);
    assert!(page(&output, "/articles/a001/").contains("Article 1"));
}

/// A folder in which somebody edits an article each time that it has been read, so many times.
struct Edited<'f> {
    folder: &'f Path,
    disk: Disk,
    left: Mutex<usize>,
}

const EDITED: &str = "content/articles/a001.md";

/// All of the same length.
fn after_edits(left: usize) -> String {
    article("Un article", 1, "climat", &format!("Encore {left:06} fois."))
}

impl Sources for Edited<'_> {
    fn list(&self, folder: &str) -> (Vec<RelPath>, Vec<Diagnostic>) {
        self.disk.list(folder)
    }

    fn stamp(&self, path: &RelPath) -> Option<Stamp> {
        self.disk.stamp(path)
    }

    fn is_settled(&self, stamp: &Stamp) -> bool {
        self.disk.is_settled(stamp)
    }

    fn read(&self, path: &RelPath) -> io::Result<Vec<u8>> {
        let bytes = self.disk.read(path)?;
        self.edit(path)?;
        Ok(bytes)
    }

    fn read_again(&self, path: &RelPath, settled: Option<Stamp>, most: u64) -> io::Result<(Vec<u8>, bool)> {
        let read = self.disk.read_again(path, settled, most)?;
        self.edit(path)?;
        Ok(read)
    }
}

impl Edited<'_> {
    fn edit(&self, path: &RelPath) -> io::Result<()> {
        let mut left = self.left.lock().unwrap();
        if path.as_str() == EDITED && *left > 0 {
            *left -= 1;
            fs::write(self.folder.join(EDITED), after_edits(*left))?;
        }
        Ok(())
    }
}

#[test]
fn an_article_that_is_edited_between_its_two_readings_is_taken_as_it_is_at_last() {
    // A file that was left alone for long and one that has just been written are told from others in different ways.
    for (edits, rest) in [(1, 60), (1, 0), (3, 60), (1000, 60), (1000, 0)] {
        let folder = tempfile::tempdir().unwrap();
        lay(&site(3), folder.path());
        fs::write(folder.path().join(EDITED), after_edits(edits)).unwrap();
        thread::sleep(Duration::from_millis(rest));
        let disk = Disk::open(folder.path()).unwrap();
        let mut output = Output::default();
        let edited = Edited { folder: folder.path(), disk, left: Mutex::new(edits) };
        let outcome = engine::build(&edited, &mut output, &options());
        if edits < 1000 {
            assert!(outcome.report.is_some(), "{}", said(&outcome.diagnostics));
            assert!(page(&output, "/articles/a001/").contains("Encore 000000 fois."));
        } else {
            assert!(said(&outcome.diagnostics).contains("kept changing"), "{}", said(&outcome.diagnostics));
            assert!(output.files().is_empty());
        }
    }
}

/// A site on a file system whose clock stands still: no edit shows in the state of a file.
struct Timeless<'s>(&'s Site);

impl Sources for Timeless<'_> {
    fn list(&self, folder: &str) -> (Vec<RelPath>, Vec<Diagnostic>) {
        self.0.list(folder)
    }

    fn stamp(&self, path: &RelPath) -> Option<Stamp> {
        self.0.stamp(path).map(|_| Stamp::default())
    }

    fn is_settled(&self, _: &Stamp) -> bool {
        false
    }

    fn read(&self, path: &RelPath) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }
}

#[test]
fn an_edit_that_no_clock_tells_of_is_seen() {
    let (mut site, mut output) = (site(3), Output::default());
    for left in [2, 1] {
        site.put(EDITED, after_edits(left));
        site.put("static/note.txt", format!("note {left}"));
        let outcome = engine::build(&Timeless(&site), &mut output, &options());
        assert!(outcome.report.is_some(), "{}", said(&outcome.diagnostics));
        assert!(page(&output, "/articles/a001/").contains(&format!("Encore {left:06} fois.")));
        assert_eq!(page(&output, "/note.txt"), format!("note {left}"));
    }
}
