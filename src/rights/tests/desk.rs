//! A site in memory to judge articles by: settings, profiles, permissions and pictures.

use std::collections::BTreeSet;

use crate::base::{RelPath, Secret, Zone};
use crate::clean::{self, Cleaned, Cut};
use crate::config::Config;
use crate::diag::Staged;
use crate::rights::{Cleared, Context, Permissions, Publishers, Sidecars, clear};
use crate::source::{Origin, Source};

/// What an article is judged by.
pub(crate) struct Desk {
    config: Config,
    publishers: Publishers,
    permissions: Permissions,
    sidecars: Sidecars,
    files: BTreeSet<RelPath>,
}

/// A wire that grants everything it can, and confirms how it wants to be named.
const WIRE: &str = "name: Example Wire
home_url: https://example.org/
license: CC-BY-4.0
byline: By {author}, {publisher}
confirmed: {by: Jane Doe, on: 2026-01-31}
";

/// The part of a repost that is always in order; tests add keys.
pub(crate) const REPOST: &str = "title: Le pont
date: 2026-01-02
lang: fr
original_url: https://example.org/bridge
authors: [Ann Example]
";

pub(crate) const FROM_ENGLISH: &str = "original_lang: en
original_title: The bridge
translation: {by: [Marie Exemple], method: human}
";

fn path(text: &str) -> RelPath {
    RelPath::new(text).expect("a path")
}

fn source(name: &str, text: &str) -> Source {
    Source::new(path(name), text)
}

impl Desk {
    pub(crate) fn new() -> Self {
        let config = config("");
        let dcnf = include_str!("../../../content/publishers/daily-caller-news-foundation.yaml");
        let dcnf = source("content/publishers/daily-caller-news-foundation.yaml", dcnf);
        let desk = Self {
            config,
            publishers: Publishers::default(),
            permissions: Permissions::default(),
            sidecars: Sidecars::default(),
            files: BTreeSet::new(),
        };
        let wire = source("content/publishers/wire.yaml", WIRE);
        Self { publishers: publishers([(dcnf, Origin::BuiltIn), (wire, Origin::Site)]), ..desk }
    }

    pub(crate) fn configured(self, yaml: &str) -> Self {
        Self { config: config(yaml), ..self }
    }

    pub(crate) fn publisher(self, yaml: &str) -> Self {
        let file = source("content/publishers/wire.yaml", yaml);
        Self { publishers: publishers([(file, Origin::Site)]), ..self }
    }

    pub(crate) fn permission(self, yaml: &str) -> Self {
        let staged = Permissions::read([source("content/permissions/letter.yaml", yaml)], &Zone::utc());
        assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
        Self { permissions: staged.value.expect("permissions"), ..self }
    }

    pub(crate) fn picture(mut self, file: &str, sidecar: &str) -> Self {
        self.files.insert(path(file));
        let staged = Sidecars::read([source(&format!("{file}.yaml"), sidecar)], &Zone::utc());
        assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
        Self { sidecars: staged.value.expect("sidecars"), ..self }
    }

    /// The questions that an article raises.
    pub(crate) fn questions(&self, article: &Cleared) -> Vec<&'static str> {
        let asked = crate::rights::ask(article, &self.config, &self.publishers, &self.permissions);
        asked.iter().map(|asked| asked.question.as_str()).collect()
    }

    /// Judges an article without a body.
    pub(crate) fn clear(&self, front: &str) -> Staged<Cleared> {
        self.clear_body(front, "Text.\n", &[])
    }

    /// Judges an article of whose body the given passages are cut.
    pub(crate) fn clear_body(&self, front: &str, body: &str, cut: &[(clean::Kind, &str)]) -> Staged<Cleared> {
        let parsed =
            crate::parse::parse(source("content/articles/a.md", &format!("---\n{front}---\n{body}")), &Zone::utc());
        let mut diagnostics = parsed.diagnostics;
        let document = parsed.value.expect("the front matter can be read");
        let cuts = cut.iter().map(|(kind, text)| {
            let start = body.find(text).expect("the passage is in the body");
            Cut { kind: *kind, rule: "test".into(), range: start..start + text.len() }
        });
        let cuts = cuts.collect();
        let context = Context {
            config: &self.config,
            publishers: &self.publishers,
            permissions: &self.permissions,
            sidecars: &self.sidecars,
            files: &self.files,
            secret: Secret::default(),
            now: "2026-01-31T12:00:00Z".parse().expect("a time"),
        };
        let staged = clear(Cleaned { document, cuts }, &context);
        diagnostics.extend(staged.diagnostics);
        Staged { value: staged.value, diagnostics }
    }
}

fn config(extra: &str) -> Config {
    let text = format!("base_url: https://news.example.org/\ntitle: News\nlang: fr\nlanguages: [en, es, ar]\n{extra}");
    let file = path(crate::config::FILE);
    let staged = crate::config::read(crate::yaml::Text::whole(&file, &text));
    assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
    staged.value.expect("settings")
}

fn publishers<const N: usize>(files: [(Source, Origin); N]) -> Publishers {
    let staged = Publishers::read(files);
    assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
    staged.value.expect("profiles")
}
