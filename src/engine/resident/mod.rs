//! The pipeline of a program that stays: it keeps what it knows, and an edit costs what it changes.
//!
//! It runs the same stages as a build. What is made goes on a shelf page by page, those first that somebody looks at. If a
//! page then turns out wrong, all that the edit changed is taken back, and what was shown before it stays.

mod making;
mod refresh;
mod showing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::sheet::{self, Sheet};
use super::survey::Survey;
use super::trace::{Row, Trace};
use super::{Options, Outcome, Report, finish, ledger};
use crate::base::{Digest, RelPath, Route};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::rights::Filed;
use crate::source::Sources;
use crate::write::shelf::{Page, Shelf};

/// A site that is kept.
#[derive(Debug)]
pub struct Resident {
    options: Options,
    shelf: Arc<Shelf>,
    trace: Trace,
    /// `Err` with findings if what all pages share cannot be read.
    survey: Result<Survey, Vec<Diagnostic>>,
    /// What all pages were made from that were compared last.
    environment: Digest,
    /// What the pages on the shelf were made from.
    rows: BTreeMap<Route, Row>,
    /// What was made and is not on the shelf: pages that wait for others, and pages that may not be shown.
    waiting: BTreeMap<Route, Waiting>,
    /// What is still to be made.
    due: BTreeSet<Route>,
    /// What is on the shelf and no longer planned.
    gone: Vec<Route>,
    /// What stood on the shelf before the changes that are being taken in.
    before: BTreeMap<Route, (Option<Row>, Option<Page>)>,
}

#[derive(Debug)]
struct Waiting {
    key: Digest,
    made: Result<Row, Vec<Diagnostic>>,
}

/// What may have changed.
#[derive(Clone, Copy, Debug)]
pub enum Changes<'a> {
    /// Anything: files that nobody told of, or the time.
    Any,
    /// These files.
    Files(&'a BTreeSet<RelPath>),
}

/// How far the making of pages has come.
#[derive(Debug)]
pub struct Step {
    /// The files whose bytes are others than before, are new, or are gone.
    pub changed: Vec<Route>,
    /// How many files are still to be made.
    pub left: usize,
    /// What is wrong, as far as it is known while there are files to be made. It is told once.
    pub wrong: Vec<Diagnostic>,
}

/// How to go on.
#[derive(Debug)]
pub enum Next {
    /// These first.
    Make(Vec<Route>),
    /// Later: something else changed.
    Stop,
}

impl Resident {
    /// A site of which nothing is known yet.
    pub fn new(options: Options, shelf: Arc<Shelf>) -> Self {
        Self {
            options,
            shelf,
            trace: Trace::default(),
            survey: Err(Vec::new()),
            environment: Digest::default(),
            rows: BTreeMap::new(),
            waiting: BTreeMap::new(),
            due: BTreeSet::new(),
            gone: Vec::new(),
            before: BTreeMap::new(),
        }
    }

    /// The site's settings, if they can be read.
    pub fn config(&self) -> Option<&Config> {
        self.survey.as_ref().ok().map(|survey| &survey.site.config)
    }

    /// The ledger's rows of all articles; none if what all pages share cannot be read.
    pub fn ledger(&self, sources: &dyn Sources) -> Vec<ledger::Row> {
        let Ok(survey) = &self.survey else { return Vec::new() };
        self.rows_of(sources, survey, self.trace.facts().articles.keys().collect())
    }

    /// One article for who checks it; `None` if there is no such article, or it cannot be read.
    pub fn sheet(&self, sources: &dyn Sources, article: &RelPath) -> Option<Sheet> {
        let survey = self.survey.as_ref().ok()?;
        let (path, _) = self.trace.facts().articles.get_key_value(article)?;
        let row = self.rows_of(sources, survey, vec![path]).pop()?;
        sheet::sheet(sources, survey, row)
    }

    fn rows_of(&self, sources: &dyn Sources, survey: &Survey, articles: Vec<&RelPath>) -> Vec<ledger::Row> {
        let facts = &self.trace.facts().articles;
        let known = |path: &RelPath| facts.get(path).and_then(|fact| fact.cleared.as_ref()).map(Filed::unpack);
        ledger::rows(sources, (&survey.site, &self.options), articles, &known, &self.outcome().diagnostics)
    }

    /// The next moment at which an embargo or expiry changes the site, whether or not it has errors.
    pub fn next_event(&self) -> Option<Timestamp> {
        self.survey.as_ref().ok()?.next_event
    }

    /// Moves on to another moment. It counts when the next changes are taken in.
    pub fn set_now(&mut self, now: Timestamp) {
        self.options.now = now;
    }

    /// Whether a page is still to be made.
    pub fn is_due(&self, route: &Route) -> bool {
        self.due.contains(route)
    }

    /// How things stand: everything there is to say, and what the site has in it; no report if it has errors.
    pub fn outcome(&self) -> Outcome {
        let survey = match &self.survey {
            Ok(survey) => survey,
            Err(found) => return finish(found.clone(), None),
        };
        let report = Report {
            articles: survey.shown(),
            files: survey.plan.len(),
            withheld: survey.withheld.clone(),
            next_event: survey.next_event,
            ..Report::default()
        };
        finish(self.findings(survey), Some(report))
    }

    fn findings(&self, survey: &Survey) -> Vec<Diagnostic> {
        let shown = self.rows.iter().filter(|(route, _)| !self.waiting.contains_key(*route));
        let waiting = self.waiting.values().flat_map(|waiting| match &waiting.made {
            Ok(row) => &row.found,
            Err(found) => found,
        });
        let pages = shown.flat_map(|(_, row)| &row.found).chain(waiting).cloned();
        survey.findings(&self.trace).into_iter().chain(pages).collect()
    }
}
