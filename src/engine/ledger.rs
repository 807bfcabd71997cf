//! The ledger: for each article on what it is published, which duties that brings and where the page meets them, what is
//! still to be answered, and what stands in the way.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::Serialize;

use super::prepare::is_article;
use super::{Drafts, Options, Site, Withhold, build, load};
use crate::base::{Lang, RelPath, Route, Secret};
use crate::clean;
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::parse::{self, FrontMatter};
use crate::plan::article_route;
use crate::rights::{self, Asked, Cleared, Duty, Edition, Licence, Photo, Reduction, Window};
use crate::source::{self, Sources};
use crate::write::memory::Nowhere;

/// The rights of a site's articles.
#[derive(Debug, Default, Serialize)]
pub struct Ledger {
    /// One for each article, by file.
    pub articles: Vec<Row>,
    /// The next moment at which something comes or goes.
    pub next_event: Option<Timestamp>,
}

/// The rights of one article.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its file.
    pub article: RelPath,
    /// Its headline; empty where it could not be read.
    pub title: String,
    /// Its language.
    pub lang: Option<Lang>,
    /// Its address.
    pub url: Option<String>,
    /// Whether it is on the site.
    pub state: State,
    /// The original's publisher.
    pub publisher: Option<String>,
    /// The original's licence.
    pub licence: Option<String>,
    /// What the page must show.
    pub duties: Vec<Met>,
    /// The permissions that it lists.
    pub permissions: Vec<Grant>,
    /// Its pictures.
    pub photos: Vec<Shown>,
    /// What a person must answer for.
    pub questions: Vec<Open>,
    /// When it comes or goes next, or a picture of it.
    pub next_event: Option<Event>,
    /// What stands in the way, and what somebody should look at.
    pub problems: Vec<Problem>,
}

/// Whether an article is on the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is.
    Published,
    /// Its embargo has not ended.
    Waiting,
    /// Its publisher's term has ended, and a link is left of it.
    Reduced,
    /// Its time, or a permission's, has ended.
    Expired,
    /// A note stands in its place.
    Withdrawn,
    /// It is unfinished.
    Draft,
    /// Its rights are not in order, or its page does not show what it must.
    Refused,
}

impl State {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Waiting => "waiting",
            Self::Reduced => "reduced",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Draft => "draft",
            Self::Refused => "refused",
        }
    }
}

/// A duty, and how the page meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Met {
    /// The kind of duty: `licence`, `photo-credit`.
    pub duty: String,
    /// The work it is owed for, where that is not the article's original.
    pub of: Option<String>,
    /// The part of the page that shows it.
    pub place: &'static str,
    /// What is to be read there.
    pub texts: Vec<String>,
    /// Where its links lead.
    pub links: Vec<String>,
}

/// A permission that an article lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// Who gave it.
    pub given_by: String,
    /// When it ends.
    pub ends: Option<Timestamp>,
}

/// A picture of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Its file.
    pub file: RelPath,
    /// The credit line.
    pub credit: String,
    /// Its licence, where that must be named.
    pub licence: Option<String>,
    /// When the right to show it ends.
    pub until: Option<Timestamp>,
}

/// A question for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Open {
    /// What to write into `answered:`.
    pub question: &'static str,
    /// The question in words.
    pub text: &'static str,
    /// The publishers whose terms raise it.
    pub publishers: Vec<String>,
    /// Who answers for it, and since when.
    pub answered: Option<String>,
}

/// Something that happens on its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What: `appears`, `goes` or `picture goes`.
    pub what: &'static str,
}

/// A finding about an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Its code.
    pub code: &'static str,
    /// Whether it keeps the article from being published.
    pub error: bool,
    /// What is wrong.
    pub message: String,
}

/// Judges all articles, makes all pages without writing them, and tells what it found: the ledger, and everything there is to
/// say about the site.
pub fn ledger(sources: &dyn Sources, options: &Options) -> (Ledger, Vec<Diagnostic>) {
    let options = Options { withhold: Withhold::Refuse, ..options.clone() };
    let outcome = build(sources, &mut Nowhere, &options);
    let mut ledger = Ledger::default();
    if let Some(site) = load(sources, &options, Secret::default()).value {
        let paths: Vec<&RelPath> = site.files.iter().filter(|path| is_article(path)).collect();
        ledger.articles = rows(sources, (&site, &options), paths, &|_| None, &outcome.diagnostics);
        ledger.next_event = ledger.articles.iter().filter_map(|row| row.next_event.as_ref()).map(|e| e.at).min();
    }
    (ledger, outcome.diagnostics)
}

/// The rows of articles. `known` gives what an article was cleared to, where that need not be found out again.
pub(super) fn rows(
    sources: &dyn Sources,
    (site, options): (&Site, &Options),
    articles: Vec<&RelPath>,
    known: &(dyn Fn(&RelPath) -> Option<Cleared> + Sync),
    found: &[Diagnostic],
) -> Vec<Row> {
    let mut by_file: BTreeMap<&RelPath, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in found {
        if let Some(span) = &diagnostic.span {
            by_file.entry(&span.path).or_default().push(diagnostic);
        }
    }
    let rows = articles.into_par_iter().map(|path| {
        let found = by_file.get(path).into_iter().flatten().copied();
        if let Some(article) = known(path) {
            return row(site, path, (Some(&article.front()), Some(&article)), found, options.now);
        }
        let (front, cleared) = judge(sources, site, options, path);
        row(site, path, (front.as_ref(), cleared.as_ref()), found, options.now)
    });
    rows.collect()
}

/// What is known of an article, whether or not its rights are in order.
fn judge(
    sources: &dyn Sources,
    site: &Site,
    options: &Options,
    path: &RelPath,
) -> (Option<FrontMatter>, Option<Cleared>) {
    let Some(mut document) = source::read_text(sources, path).ok().and_then(|s| parse::parse(s, &site.zone).value)
    else {
        return (None, None);
    };
    document.front.draft &= options.drafts == Drafts::Leave;
    let front = document.front.clone();
    let lang = front.lang.clone().unwrap_or_else(|| site.config.lang.clone());
    let cleared = rights::clear(clean::clean(document, &lang, &site.house), &site.context(options.now)).value;
    (Some(front), cleared)
}

/// The row of one article: a pure function of the judgement and of what was found.
pub fn row<'d>(
    site: &Site,
    path: &RelPath,
    (front, cleared): (Option<&FrontMatter>, Option<&Cleared>),
    found: impl Iterator<Item = &'d Diagnostic>,
    now: Timestamp,
) -> Row {
    let (config, edition) = (&site.config, site.edition(now));
    let problems: Vec<Problem> = found.map(problem).collect();
    let typed = front.and_then(|front| front.publisher.as_deref());
    let profile = typed.and_then(|id| site.publishers.get(id));
    let licence = cleared.and_then(|article| article.licence()).cloned();
    let typed_licence = || front.and_then(|front| front.license.clone());
    let listed = front.iter().flat_map(|front| &front.permissions);
    Row {
        article: path.clone(),
        title: front.map_or_else(String::new, |front| front.title.clone()),
        lang: front.map(|front| front.lang.clone().unwrap_or_else(|| config.lang.clone())),
        url: cleared.and_then(|article| route(config, article)).map(|route| config.absolute(&route)),
        state: state(cleared, &problems, edition),
        publisher: profile.map(|p| p.name.clone()).or_else(|| typed.map(str::to_owned)),
        licence: licence
            .map(|licence| licence.to_string())
            .or_else(typed_licence)
            .or_else(|| profile.and_then(|p| p.license.as_ref().map(Licence::to_string))),
        duties: cleared.map(|article| duties(site, article)).unwrap_or_default(),
        permissions: listed
            .filter_map(|id| {
                let known = site.permissions.get(id)?;
                Some(Grant { id: id.clone(), given_by: known.given_by.clone(), ends: known.ends() })
            })
            .collect(),
        photos: cleared.into_iter().flat_map(|article| article.photos()).map(shown).collect(),
        questions: cleared.map(|article| questions(site, article)).unwrap_or_default(),
        next_event: cleared.filter(|article| article.withdrawn().is_none() && !article.is_draft()).and_then(
            |article| {
                next_event((article.window(), article.reduction()), article.photos().map(|photo| photo.until), edition)
            },
        ),
        problems,
    }
}

fn route(config: &Config, article: &Cleared) -> Option<Route> {
    article_route(config, article.path(), article.lang(), article.slug())
}

fn state(cleared: Option<&Cleared>, problems: &[Problem], edition: Edition) -> State {
    match cleared {
        Some(article) if article.withdrawn().is_some() => State::Withdrawn,
        Some(article) if article.is_draft() => State::Draft,
        None => State::Refused,
        Some(_) if problems.iter().any(|problem| problem.error) => State::Refused,
        Some(article) if article.window().is_open(edition) && article.is_reduced(edition) => State::Reduced,
        Some(article) if article.window().is_open(edition) => State::Published,
        Some(article) if article.window().is_ahead(edition) => State::Waiting,
        Some(_) => State::Expired,
    }
}

fn duties(site: &Site, article: &Cleared) -> Vec<Met> {
    let strings = site.look.as_ref().map(|look| &*look.strings);
    let met = article.duties().iter().map(|duty| {
        let mut needs = Vec::new();
        if let Some(strings) = strings {
            duty.needs(strings, article.lang(), &mut needs);
        }
        let canonical = match duty {
            Duty::Canonical(url) => Some(url.to_string()),
            _ => None,
        };
        Met {
            duty: duty.id(),
            of: duty.owed().0.map(|work| work.text.clone()),
            place: duty.part().name(),
            texts: needs.iter().filter_map(|need| Some(need.text.as_ref()?.to_string())).collect(),
            links: needs.iter().filter_map(|need| Some(need.href?.to_owned())).chain(canonical).collect(),
        }
    });
    met.collect()
}

fn shown(photo: &Photo) -> Shown {
    Shown {
        file: photo.file.clone(),
        credit: photo.credit.clone(),
        licence: photo.licence.as_ref().map(|licence| licence.text.clone()),
        until: photo.until,
    }
}

fn questions(site: &Site, article: &Cleared) -> Vec<Open> {
    let asked = rights::ask(article, &site.config, &site.publishers, &site.permissions);
    let open = asked.into_iter().map(|Asked { question, publishers, answer }| Open {
        question: question.as_str(),
        text: question.text(),
        publishers,
        answered: answer.map(|answer| format!("{}, {}", answer.by, answer.on.date())),
    });
    open.collect()
}

/// What happens next to an article. What goes with this edition already is no event any more.
pub(super) fn next_event(
    (window, reduction): (Window, Option<Reduction>),
    photos: impl Iterator<Item = Option<Timestamp>>,
    edition: Edition,
) -> Option<Event> {
    let comes = window.from.filter(|at| *at > edition.now).map(|at| Event { at, what: "appears" });
    let ends = |until: Option<Timestamp>| until.filter(|at| *at > edition.now && *at >= edition.next);
    let goes = ends(window.until).map(|at| Event { at, what: "goes" });
    let shrinks = ends(reduction.map(|end| end.from)).map(|at| Event { at, what: "becomes a link" });
    let pictures = photos.filter_map(ends).map(|at| Event { at, what: "picture goes" });
    comes.into_iter().chain(goes).chain(shrinks).chain(pictures).min()
}

fn problem(found: &Diagnostic) -> Problem {
    Problem { code: found.code.as_str(), error: found.is_error(), message: found.message.clone() }
}
