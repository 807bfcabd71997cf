//! `reprint.yaml`, typed. Unknown keys are errors.

mod base_url;
mod every;
mod reservations;
mod rights;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use rights::{Acceptance, Ground, PixelDecision, Rights};

use crate::base::{Lang, Route, WebUrl, Zone};
use crate::choice;
use crate::diag::{Code, Diagnostic, Staged};
use crate::yaml::{Fields, FromYaml, Node, Text};

pub use base_url::BaseUrl;
pub use every::Every;
pub use reservations::{Mining, Reservations};

/// The name of the file that makes a folder a site.
pub const FILE: &str = "reprint.yaml";

/// The site's settings.
#[derive(Clone, Debug, Serialize)]
pub struct Config {
    /// Where the site will be reached; its path is part of every link.
    pub base_url: BaseUrl,
    /// The site's name.
    pub title: String,
    /// One sentence about the site, for feeds and search engines.
    pub description: Option<String>,
    /// The default language, whose pages have no prefix.
    pub lang: Lang,
    /// All languages that the site has pages in; holds `lang`.
    pub languages: Vec<Lang>,
    /// IANA name of the zone of dates without one.
    pub timezone: String,
    /// How often the site is built on a schedule: what would expire before the next build goes with this one.
    pub rebuild_every: Every,
    /// Who answers for what is published.
    pub responsible: Option<Responsible>,
    /// What the site does with what it publishes.
    pub policy: Policy,
    /// The site's decisions on rights.
    pub rights: Rights,
    /// What machines are told about the site's own texts; nothing if absent.
    pub reservations: Option<Reservations>,
    /// How raw HTML in articles is treated.
    pub html: Html,
    /// Articles on a numbered list page.
    pub paginate: u32,
    /// Named lists of articles for the theme.
    pub lists: BTreeMap<String, List>,
    /// What the feeds hold.
    pub feeds: Feeds,
}

/// The person or company with editorial responsibility (for the imprint; EU AI Act, art. 50(4)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Responsible {
    /// Name.
    pub name: String,
    /// An address, e-mail address or URL at which they are reached.
    pub contact: String,
}

/// What the site declares about itself; publishers' terms are judged against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Whether the site is commercial. Yes unless the site says otherwise.
    pub commercial: bool,
    /// Whether pages carry advertising.
    pub ads: bool,
    /// Whether readers must pay.
    pub paywall: bool,
}

/// How raw HTML in articles is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Html {
    /// Sanitised: what could act, hide or load is removed.
    Safe,
    /// Kept, only balanced.
    Trusted,
}

choice!(Html, "safe" => Safe, "trusted" => Trusted);

/// A named list of articles that the theme may show on pages of the given kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List {
    /// Only articles of this section.
    pub section: Option<String>,
    /// Only articles with this tag.
    pub tag: Option<String>,
    /// At most this many, newest first.
    pub limit: u32,
    /// The kinds of pages that may show it.
    pub on: Vec<PageKind>,
}

/// Kinds of pages made from templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PageKind {
    /// One article.
    Article,
    /// The front page and its numbered archive.
    Home,
    /// The articles of a section.
    Section,
    /// The articles with a tag.
    Tag,
}

choice!(PageKind, "article" => Article, "home" => Home, "section" => Section, "tag" => Tag);

/// What the feeds hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Feeds {
    /// Newest articles in a feed.
    pub limit: u32,
    /// Whole articles or their summaries.
    pub content: FeedContent,
}

/// Whole articles or their summaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum FeedContent {
    /// Body and attribution.
    Full,
    /// The summary alone.
    Summary,
}

choice!(FeedContent, "full" => Full, "summary" => Summary);

impl Config {
    /// The zone of dates without one.
    pub fn zone(&self) -> Zone {
        Zone::named(&self.timezone).unwrap_or_else(Zone::utc)
    }

    /// The path of `base_url`, without a slash at its end: empty for a site at the root of its host.
    pub fn base_path(&self) -> &str {
        self.base_url.path()
    }

    /// Scheme, host and port of `base_url`.
    pub fn origin(&self) -> &str {
        self.base_url.origin()
    }

    /// The link to a page of the site, with the path of `base_url`.
    pub fn href<'r>(&self, route: &'r Route) -> Cow<'r, str> {
        match self.base_path() {
            "" => route.encoded(),
            base => [base, &route.encoded()].concat().into(),
        }
    }

    /// The whole address of a page of the site.
    pub fn absolute(&self, route: &Route) -> String {
        [self.origin(), self.base_path(), &route.encoded()].concat()
    }
}

/// Reads `reprint.yaml`.
pub fn read(source: Text<'_>) -> Staged<Config> {
    let mut fields = match Fields::parse(source) {
        Ok(fields) => fields,
        Err(error) => return Staged::failed(vec![*error]),
    };
    let f = &mut fields;
    let base_url = f.require::<WebUrl>("base_url");
    let title = f.require::<String>("title");
    let lang = f.require::<Lang>("lang");
    let mut languages: Vec<Lang> = f.take("languages").unwrap_or_default();
    let timezone = f.take::<ZoneName>("timezone").map_or_else(|| "UTC".to_owned(), |z| z.0);
    let rebuild_every = f.take("rebuild_every").unwrap_or_default();
    let description = f.take("description");
    let responsible = f.take("responsible");
    let policy = f.take("policy").unwrap_or(Policy { commercial: true, ads: false, paywall: false });
    let rights = f.take("rights").unwrap_or_default();
    let reservations = f.take("reservations");
    let html = f.take("html").unwrap_or(Html::Safe);
    let paginate = f.take("paginate").unwrap_or(20);
    let lists = f.take::<Lists>("lists").map_or_else(BTreeMap::new, |l| l.0);
    let feeds = f.take("feeds").unwrap_or(Feeds { limit: 20, content: FeedContent::Full });
    if let Some(lang) = &lang
        && !languages.contains(lang)
    {
        languages.insert(0, lang.clone());
    }
    let diagnostics = fields.finish();
    match (base_url, title, lang) {
        (Some(base_url), Some(title), Some(lang)) => Staged::with(
            Config {
                base_url: base_url.into(),
                title,
                description,
                lang,
                languages,
                timezone,
                rebuild_every,
                responsible,
                policy,
                rights,
                reservations,
                html,
                paginate,
                lists,
                feeds,
            },
            diagnostics,
        ),
        _ => Staged::failed(diagnostics),
    }
}

struct ZoneName(String);

impl FromYaml for ZoneName {
    const EXAMPLE: &'static str = "Europe/Paris";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        match node.scalar().filter(|name| Zone::named(name).is_some()) {
            Some(name) => Some(Self(name)),
            None => node.wrong("write a time zone of the IANA database, such as `Europe/Paris`"),
        }
    }
}

impl FromYaml for Responsible {
    const EXAMPLE: &'static str = "{name: Jane Doe, contact: jane@example.org}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (name, contact) = (f.require("name"), f.require("contact"));
            Some(Self { name: name?, contact: contact? })
        })
    }
}

impl FromYaml for Policy {
    const EXAMPLE: &'static str = "{commercial: false, ads: false, paywall: false}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            Some(Self {
                commercial: f.take("commercial").unwrap_or(true),
                ads: f.take("ads").unwrap_or(false),
                paywall: f.take("paywall").unwrap_or(false),
            })
        })
    }
}

struct Lists(BTreeMap<String, List>);

impl FromYaml for Lists {
    const EXAMPLE: &'static str = "{latest: {limit: 5, on: [article]}}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let mut all = BTreeMap::new();
            for (name, node) in f.take_all() {
                if let Some(list) = node.into(f) {
                    all.insert(name, list);
                }
            }
            Some(Self(all))
        })
    }
}

impl FromYaml for List {
    const EXAMPLE: &'static str = "{limit: 5, on: [article]}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let place = node.place();
        node.mapping(|f| {
            let on = f.require::<Vec<PageKind>>("on");
            let (section, tag, limit) = (f.take("section"), f.take("tag"), f.take("limit").unwrap_or(5));
            let on = on?;
            if on.is_empty() {
                f.report(
                    Diagnostic::new(Code::YamlValue, "this list is shown on no page")
                        .at(place)
                        .hint("name the pages that may show it: `on: [home, article]`"),
                );
            }
            Some(Self { section, tag, limit, on })
        })
    }
}

impl FromYaml for Feeds {
    const EXAMPLE: &'static str = "{limit: 20, content: full}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            Some(Self { limit: f.take("limit").unwrap_or(20), content: f.take("content").unwrap_or(FeedContent::Full) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::RelPath;

    fn parse(text: &str) -> Staged<Config> {
        read(Text::whole(&RelPath::new(FILE).expect("a path"), text))
    }

    #[test]
    fn a_small_site_needs_three_lines() {
        let config = parse("base_url: https://example.org/news/\ntitle: News\nlang: fr\n").value.expect("valid");
        assert_eq!((config.base_path(), config.origin()), ("/news", "https://example.org"));
        assert!(config.policy.commercial, "a site is commercial unless it says otherwise");
        assert_eq!(config.languages, std::slice::from_ref(&config.lang));
    }

    #[test]
    fn every_problem_is_reported_at_once_with_its_place() {
        let text = "base_url: example.org\ntitel: News\nlang: fr\npolicy:\n  comercial: false\npaginate: 0\n";
        let found = parse(text).diagnostics;
        let said: Vec<_> =
            found.iter().map(|d| (d.code.as_str(), &text[d.span.clone().expect("a place").range])).collect();
        assert_eq!(
            said,
            [
                ("yaml/value", "base_url: example.org"),
                // That the title is missing only follows.
                ("yaml/unknown-key", "titel"),
                ("yaml/unknown-key", "comercial"),
                ("yaml/value", "paginate: 0"),
            ]
        );
        assert!(found[1].hints[0].contains("title"));
    }
}
