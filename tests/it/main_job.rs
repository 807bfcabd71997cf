//! The main job, from outside and end to end: a raw repost is imported, refused, completed, built and read as a reader would.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use reprint::html::{self, Data, Dom, Id, Scripting};
use serde_json::Value;

use crate::browser::Browser;

const SITE: &str = "base_url: https://relais.example.org/\ntitle: Le Relais\nlang: fr\npolicy: {commercial: false}\n";

/// A grey picture of three by two pixels.
const PICTURE: [u8; 73] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0, 184, 31, 57,
    198, 0, 0, 0, 16, 73, 68, 65, 84, 120, 156, 99, 108, 96, 96, 96, 98, 96, 96, 0, 0, 3, 152, 0, 132, 6, 104, 179,
    208, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// A repost whose parts are told by their lines, and what an editor finds out about it.
struct Repost {
    lines: Vec<String>,
    text: String,
    publisher: &'static str,
    publisher_name: &'static str,
    home: &'static str,
    original: &'static str,
    profile: Option<&'static str>,
    credit: &'static str,
    agency: &'static str,
}

/// The nine paragraphs of the text, the publisher's notice, and all that other sites put around them.
const PARAGRAPHS: [usize; 9] = [2, 3, 4, 5, 7, 8, 9, 10, 11];
const NOTICE: usize = 12;
const PROMO: usize = 4;
const PROMO_OPENS: &str = " (EN RELATION";

impl Repost {
    fn own() -> Self {
        Self {
            publisher: "littoral-wire",
            publisher_name: "The Littoral Wire Foundation",
            home: "https://wire.example.org/",
            original: "https://wire.example.org/2026/last-bell",
            profile: Some(
                "name: The Littoral Wire Foundation\nhome_url: https://wire.example.org/\ndomains: [wire.example.org]\n\
                 languages: [en]\nphrases: [contenu créé par The Littoral Wire Foundation]\nlicense: publisher-terms\n\
                 terms: {evidence: unconfirmed}\ntranslation: unknown\ncredit:\n  - place: bottom\n    \
                 text: All content created by The Littoral Wire Foundation is free.\n    lang: en\n    evidence: unconfirmed\n",
            ),
            credit: "Ada Martel/Agence Littoral via Port Images",
            agency: "Port Images",
            ..Self::of(include_str!("../sites/import/repost.fr.txt"))
        }
    }

    /// The text that this program was asked for first. It is not ours, so it is no part of the repository.
    fn real() -> Option<Self> {
        let shared = std::env::var_os("REPRINT_SHARED")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
        let Ok(text) = fs::read_to_string(shared.join("seed/repost.fr.txt")) else {
            eprintln!("skipped: ../shared/seed is not here");
            return None;
        };
        Some(Self {
            publisher: "daily-caller-news-foundation",
            publisher_name: "Daily Caller News Foundation",
            home: "https://dailycallernewsfoundation.org/",
            original: "https://dailycallernewsfoundation.org/2021/07/05/the-original",
            credit: "Zakeria Hashimi/AFP via Getty Images",
            agency: "Getty Images",
            ..Self::of(&text)
        })
    }

    fn of(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        assert!(lines.len() >= 20, "a repost of the usual anatomy has more lines");
        let text = text.to_owned();
        let (publisher, publisher_name, home, original, credit, agency) = ("", "", "", "", "", "");
        Self { lines, text, publisher, publisher_name, home, original, profile: None, credit, agency }
    }

    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        PARAGRAPHS.iter().map(|at| self.lines[*at].split(PROMO_OPENS).next().expect("splitting gives one piece"))
    }

    /// Sentences of the promo and of the footers. The shortest could stand in any text.
    fn foreign(&self) -> Vec<&str> {
        let promo = self.lines[PROMO].split_once(PROMO_OPENS).expect("the text has a promo").1;
        let footers = self.lines[NOTICE + 1..].iter().map(String::as_str);
        let sentences = std::iter::once(promo).chain(footers).flat_map(|line| line.split(['.', '!', '?', ':', '➡']));
        let found: Vec<&str> = sentences.filter(|s| s.chars().filter(|c| c.is_alphabetic()).count() > 15).collect();
        assert!(found.len() >= 6, "{found:?}");
        found
    }

    fn caption(&self) -> &str {
        self.lines[1].rsplit_once(" (").expect("the caption ends with its credit").0
    }
}

/// A site in a folder of its own, with one article.
struct Desk {
    folder: tempfile::TempDir,
    article: PathBuf,
}

impl Desk {
    fn import(repost: &Repost, photo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("reprint.yaml"), SITE).unwrap();
        fs::write(root.join("raw.txt"), &repost.text).unwrap();
        fs::write(root.join("halle.png"), PICTURE).unwrap();
        if let Some(profile) = repost.profile {
            fs::create_dir_all(root.join("content/publishers")).unwrap();
            fs::write(root.join("content/publishers").join(format!("{}.yaml", repost.publisher)), profile).unwrap();
        }
        let mut arguments = vec!["import", "raw.txt", "--root", ".", "--format", "json"];
        arguments.extend(if photo { &["--photo", "halle.png"][..] } else { &[] });
        let (code, said, found) = run(root, &arguments);
        assert_eq!((code, found.as_str()), (0, ""));
        let said: Value = serde_json::from_str(&said).unwrap();
        let article = root.join(said["result"]["file"].as_str().unwrap());
        Self { folder, article }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.article).unwrap()
    }

    /// Fills in a line as an editor does.
    fn fill(&self, line: &str, with: &str) {
        let text = self.text();
        let found = text.lines().filter(|l| l.split("   #").next() == Some(line)).count();
        assert_eq!(found, 1, "`{line}` stands once in\n{text}");
        let lines = text.lines().map(|l| if l.split("   #").next() == Some(line) { with } else { l });
        fs::write(&self.article, lines.flat_map(|l| [l, "\n"]).collect::<String>()).unwrap();
    }

    fn permit(&self, id: &str, text: &str) {
        fs::create_dir_all(self.root().join("content/permissions")).unwrap();
        fs::write(self.root().join(format!("content/permissions/{id}.yaml")), text).unwrap();
    }

    fn complete(&self, repost: &Repost) {
        self.fill("original_url:", &format!("original_url: {}", repost.original));
        self.fill("authors: []", "authors: [Nora Vance, Ivo Petrel]");
        self.fill("# original_title:", "original_title: What the Original Is Called");
        self.fill("  by: []", "  by: [Lise Aubanel]");
        self.fill("  method:", "  method: human\npermissions: [letter]");
        let permission = format!(
            "publisher: {}\narticles: [{}]\nlanguages: [fr]\nuses: [translation]\nfrom: 2026-01-07\ngiven_by: Ruth Amsel\n",
            repost.publisher, repost.original
        );
        self.permit("letter", &permission);
    }

    /// Builds, is refused, and gives what was said.
    fn refused(&self) -> String {
        let (code, said, found) = run(self.root(), &["build"]);
        assert_eq!(code, 1, "{found}");
        assert!(said.contains("nothing was written"), "{said}");
        assert!(!self.root().join("public").exists(), "{said}");
        found
    }

    /// Builds, and gives the output folder and the address of the article's page.
    fn built(&self) -> (PathBuf, String) {
        let (code, said, found) = run(self.root(), &["build"]);
        assert_eq!(code, 0, "{said}{found}");
        assert!(found.starts_with("warning[rights/unconfirmed]: ") && found.contains("\n1 warning."), "{found}");
        let out = self.root().join("public");
        let pages: Vec<PathBuf> = fs::read_dir(out.join("articles")).unwrap().map(|e| e.unwrap().path()).collect();
        assert_eq!(pages.len(), 1);
        let address = format!("/articles/{}/", pages[0].file_name().unwrap().to_str().unwrap());
        (out, address)
    }

    /// The line of a finding about a key.
    fn place(&self, code: &str, key: &str) -> String {
        let line = self.text().lines().position(|line| line.starts_with(key)).expect("the key is there") + 1;
        let path = self.article.strip_prefix(self.root()).unwrap().display().to_string();
        format!("{code} {}:{line}", path.trim_start_matches("./"))
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
    let output = command.current_dir(folder).args(arguments).env_remove("GITHUB_ACTIONS").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The errors among the findings as `code file:line`.
fn errors(found: &str) -> BTreeSet<String> {
    let blocks = found.split("\n\n").filter_map(|block| block.trim().strip_prefix("error["));
    let place = |block: &str| {
        let (code, rest) = block.split_once("]: ")?;
        let (_, place) = rest.split_once("--> ")?;
        Some(format!("{code} {}", place.lines().next()?.rsplit_once(':')?.0))
    };
    blocks.map(|block| place(block).unwrap_or_else(|| panic!("no place: {block}"))).collect()
}

/// An article's page as somebody reads it: texts without any white space, links as (text, address).
struct Page {
    whole: String,
    strip: String,
    notice: String,
    links: Vec<(String, String)>,
    figures: Vec<String>,
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

impl Page {
    /// What the page's HTML says, style sheets aside.
    fn written(out: &Path, address: &str) -> Self {
        let text = fs::read_to_string(out.join(&address[1..]).join("index.html")).unwrap();
        let dom = html::parse(&text, Scripting::On);
        let all = |name: &str| -> Vec<Id> {
            let is = |id: &Id| dom.element(*id).is_some_and(|e| &**e.local() == name || e.attr("class") == Some(name));
            dom.subtree(html::DOCUMENT).filter(is).collect()
        };
        let one = |name: &str| -> String { all(name).into_iter().map(|id| shown(&dom, id)).collect() };
        let of_attribution = |id: &Id| {
            let class = |id| dom.element(id).and_then(|e| e.attr("class"));
            dom.ancestors(*id).any(|id| class(id).is_some_and(|class| class.starts_with("attribution-")))
        };
        let link = |id: Id| (shown(&dom, id), dom.element(id).and_then(|e| e.attr("href")).unwrap_or("").to_owned());
        Self {
            whole: one("body"),
            strip: one("attribution-strip"),
            notice: one("attribution-notice"),
            links: all("a").into_iter().filter(of_attribution).map(link).collect(),
            figures: all("figure").into_iter().map(|id| shown(&dom, id)).collect(),
        }
    }

    /// What a browser shows. A picture that it cannot show is none.
    fn seen(out: &Path, address: &str) -> Option<Self> {
        let browser = Browser::open(out)?;
        browser.go(address);
        let page = browser.run(
            "const text = name => document.querySelector(name)?.innerText ?? '';
             const seen = e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length;
             const links = [...document.querySelectorAll('.attribution-strip a, .attribution-notice a')].filter(seen);
             const figures = [...document.querySelectorAll('figure')].filter(f => seen(f) && f.querySelector('img').naturalWidth > 0);
             return {whole: document.body.innerText, strip: text('.attribution-strip'), notice: text('.attribution-notice'),
                 links: links.map(a => [a.innerText, a.href]), figures: figures.map(f => f.innerText)};",
        );
        let text = |value: &Value| bare(value.as_str().unwrap());
        Some(Self {
            whole: text(&page["whole"]),
            strip: text(&page["strip"]),
            notice: text(&page["notice"]),
            links: page["links"].as_array().unwrap().iter().map(|l| (text(&l[0]), text(&l[1]))).collect(),
            figures: page["figures"].as_array().unwrap().iter().map(text).collect(),
        })
    }

    fn judge(&self, repost: &Repost, photo: bool) {
        let (name, notice) = (repost.publisher_name, repost.lines[NOTICE].as_str());
        let has = |text: &str, part: &str| assert!(text.contains(&bare(part)), "`{part}` is not in: {text}");
        has(&self.whole, &repost.lines[0]);
        for paragraph in repost.paragraphs() {
            has(&self.whole, paragraph);
        }
        for foreign in repost.foreign() {
            assert!(!self.whole.contains(&bare(foreign)), "`{foreign}` is still there");
        }
        for part in ["Par Nora Vance", "Ivo Petrel", &format!("Publié par {name}"), "Lire l’original"] {
            has(&self.strip, part);
        }
        for part in [
            "« What the Original Is Called », Nora Vance et Ivo Petrel",
            &format!("Licence conditions de republication de {name}"),
            &format!("Mention d’origine {notice}"),
            "Traduction anglais → français, par Lise Aubanel",
            "Autorisation publié avec l’autorisation de Ruth Amsel (7 janvier 2026)",
            "Modifications passages retirés : renvois vers d’autres articles",
        ] {
            has(&self.notice, part);
        }
        for (text, address) in [
            ("Lire l’original", repost.original),
            ("What the Original Is Called", repost.original),
            (name, repost.home),
        ] {
            let wanted = (bare(text), address.to_owned());
            assert!(self.links.contains(&wanted), "{wanted:?} is not in: {:?}", self.links);
        }
        let credited = bare(&format!("{} {}", repost.caption(), repost.credit));
        assert_eq!(self.figures, if photo { vec![credited] } else { Vec::new() });
    }
}

/// A node's text without what a browser leaves out and without white space.
fn shown(dom: &Dom, root: Id) -> String {
    let hidden = |id| dom.element(id).is_some_and(|e| matches!(&**e.local(), "head" | "script" | "style" | "template"));
    let texts = dom.subtree(root).filter(|id| !dom.ancestors(*id).any(hidden));
    texts.filter_map(|id| if let Data::Text(text) = &dom.node(id).data { Some(bare(text)) } else { None }).collect()
}

fn judge(out: &Path, address: &str, repost: &Repost, photo: bool) {
    Page::written(out, address).judge(repost, photo);
    match Page::seen(out, address) {
        Some(page) => page.judge(repost, photo),
        None => eprintln!("skipped: the page was read as HTML only"),
    }
}

fn without_a_photo(repost: &Repost) {
    let desk = Desk::import(repost, false);
    let expected = [
        desk.place("rights/original-missing", "original_url:"),
        desk.place("rights/authors-missing", "authors:"),
        desk.place("rights/permission-missing", "license:"),
        desk.place("rights/translation-missing", "original_lang:"),
        desk.place("yaml/missing-key", "  method:"),
    ];
    assert_eq!(errors(&desk.refused()), BTreeSet::from(expected));
    desk.complete(repost);
    let (out, address) = desk.built();
    judge(&out, &address, repost, false);
}

fn with_a_photo(repost: &Repost) {
    let desk = Desk::import(repost, true);
    desk.complete(repost);
    let refused = desk.refused();
    assert_eq!(errors(&refused), BTreeSet::from([desk.place("rights/photo-licence", "photo_license:")]), "{refused}");
    desk.fill("photo_alt:", "photo_alt: Une halle");
    desk.fill("photo_license:", "photo_license: letter");
    let refused = desk.refused();
    assert!(refused.contains("the permission `letter` does not cover the picture `halle.png`"), "{refused}");
    desk.fill("photo_license: letter", "photo_license: contract");
    desk.permit(
        "contract",
        &format!("publisher: {}\narticles: all\nuses: [photo]\ngiven_by: The desk\n", repost.agency),
    );
    let (out, address) = desk.built();
    judge(&out, &address, repost, true);
}

#[test]
fn a_repost_becomes_an_attributed_page() {
    without_a_photo(&Repost::own());
    with_a_photo(&Repost::own());
}

#[test]
fn the_real_repost_becomes_an_attributed_page() {
    if let Some(repost) = Repost::real() {
        without_a_photo(&repost);
        with_a_photo(&repost);
    }
}
