//! The pipeline of a program that stays: it keeps what it knows, and an edit costs what it changes.
//!
//! It runs the same stages as a build. What is made goes on a shelf page by page, those first that somebody looks at. If a
//! page then turns out wrong, all that the edit changed is taken back, and what was shown before it stays.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use super::make::{Made, Maker, Mode};
use super::sheet::{self, Sheet};
use super::survey::Survey;
use super::trace::{Row, Trace};
use super::{Look, Options, Outcome, Report, Site, finish, ledger, prepare};
use crate::base::{Digest, RelPath, Route};
use crate::diag::Diagnostic;
use crate::plan::{PageSpec, View};
use crate::render::Theme;
use crate::render::highlight::Highlighter;
use crate::source::Sources;
use crate::write::shelf::{Answer, Page, Shelf};

/// How many pages are made before others may go first.
const BATCH: usize = 64;

/// A site that is kept.
#[derive(Debug)]
pub struct Resident {
    options: Options,
    shelf: Arc<Shelf>,
    trace: Trace,
    /// `Err` with findings if what all pages share cannot be read.
    survey: Result<Survey, Vec<Diagnostic>>,
    highlighter: Arc<Highlighter>,
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
            highlighter: Arc::default(),
            environment: Digest::default(),
            rows: BTreeMap::new(),
            waiting: BTreeMap::new(),
            due: BTreeSet::new(),
            gone: Vec::new(),
            before: BTreeMap::new(),
        }
    }

    /// The path below which the site's pages stand; `None` if its settings cannot be read.
    pub fn base_path(&self) -> Option<&str> {
        self.survey.as_ref().ok().map(|survey| survey.site.config.base_path())
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
        let known = |path: &RelPath| facts.get(path).and_then(|fact| fact.cleared.as_deref());
        ledger::rows(sources, (&survey.site, &self.options), articles, &known, &self.outcome().diagnostics)
    }

    /// Moves on to another moment. It counts when the next changes are taken in.
    pub fn set_now(&mut self, now: Timestamp) {
        self.options.now = now;
    }

    /// Takes changes in: reads again what they touch, and finds out which pages they make due.
    pub fn refresh(&mut self, sources: &dyn Sources, changes: Changes<'_>) {
        let survey = std::mem::replace(&mut self.survey, Err(Vec::new()));
        match (survey, changes) {
            (Ok(survey), Changes::Files(files)) if files.iter().all(prepare::is_article) => {
                self.renew(sources, survey, files);
            }
            (last, changes) => {
                // What came with time is planned anew.
                let last = last.ok().filter(|_| matches!(changes, Changes::Files(_)));
                self.survey = Survey::read(sources, &self.options, &mut self.trace, last);
                self.due.clear();
                self.compare_all();
            }
        }
    }

    /// Takes in articles that changed, came or went.
    fn renew(&mut self, sources: &dyn Sources, mut survey: Survey, articles: &BTreeSet<RelPath>) {
        let mut touched = Some(Vec::new());
        for path in articles {
            let last = prepare::renew(sources, &mut survey.site, &self.options, &mut self.trace, path);
            let routes = survey.renew(last.as_ref(), self.trace.facts().articles.get(path));
            touched = touched.zip(routes).map(|(all, routes)| [all, routes].concat());
        }
        if let Some(routes) = touched {
            self.survey = Ok(survey);
            self.compare(&routes);
        } else {
            self.survey = Ok(survey.again(sources, &self.options, &mut self.trace));
            self.compare_all();
        }
    }

    /// Finds out whether pages are due.
    fn compare(&mut self, routes: &[Route]) {
        let Ok(survey) = &self.survey else { return };
        for route in routes {
            let Some(key) = survey.plan.get(route).map(PageSpec::key) else { continue };
            self.due.remove(route);
            if is_key_of(self.waiting.get(route), key) {
                continue;
            }
            self.waiting.remove(route);
            self.shelf.forget(route);
            if self.rows.get(route).is_none_or(|row| row.key != key) {
                self.due.insert(route.clone());
            }
        }
    }

    /// Finds out which pages are due, and which are gone.
    fn compare_all(&mut self) {
        let Ok(survey) = &self.survey else { return };
        self.gone = self.rows.keys().filter(|route| !survey.plan.contains_key(*route)).cloned().collect();
        if std::mem::replace(&mut self.environment, survey.site.environment) != survey.site.environment {
            // It is part of every key.
            for route in std::mem::take(&mut self.waiting).keys() {
                self.shelf.forget(route);
            }
            self.due = survey.plan.keys().cloned().collect();
            return;
        }
        let (rows, waiting, pages) = (&self.rows, &mut self.waiting, &self.shelf);
        let keys: BTreeMap<&Route, Digest> = survey.plan.par_iter().map(|(route, spec)| (route, spec.key())).collect();
        waiting.retain(|route, made| {
            let stays = keys.get(route) == Some(&made.key);
            if !stays {
                pages.forget(route);
            }
            stays
        });
        let is_made = |route: &Route, key: Digest| {
            waiting.contains_key(route) || rows.get(route).is_some_and(|row| row.key == key)
        };
        let due = keys.iter().filter(|(route, key)| !is_made(route, **key));
        self.due = due.map(|(route, _)| (*route).clone()).collect();
    }

    /// Whether a page is still to be made.
    pub fn is_due(&self, route: &Route) -> bool {
        self.due.contains(route)
    }

    /// Makes what is due, in batches, and asks in between what goes first. Says whether files changed while they were read, so
    /// that their changes must be taken in again.
    pub fn make(&mut self, sources: &dyn Sources, between: &mut dyn FnMut(&Self, Step) -> Next) -> bool {
        let survey = std::mem::replace(&mut self.survey, Err(Vec::new()));
        let restless = if let Ok(planned @ Survey { site: Site { look: Some(look), .. }, .. }) = &survey {
            self.make_planned(sources, planned, look, between)
        } else {
            let changed = self.retreat(survey.as_ref().ok());
            between(self, Step { changed, left: 0 });
            false
        };
        self.survey = survey;
        restless
    }

    fn make_planned(
        &mut self,
        sources: &dyn Sources,
        survey: &Survey,
        look: &Look,
        between: &mut dyn FnMut(&Self, Step) -> Next,
    ) -> bool {
        let stops = survey.stops(&self.trace);
        let mut theme = Theme::new(&survey.site.config, &look.strings, &look.templates, &survey.languages());
        theme.highlighter = Arc::clone(&self.highlighter);
        let output = Arc::clone(&self.shelf);
        let mode = if stops { Mode::Hold } else { Mode::Stage };
        let maker = Maker { sources, output: &*output, survey, look, theme: &theme, mode };
        let mut restless = false;
        // What all pages load goes before the pages that nobody looks at.
        let mut first: Vec<Route> = self.due.iter().filter(|route| is_copy(survey, route)).cloned().collect();
        loop {
            let stops = stops || self.waiting.values().any(|waiting| waiting.made.is_err());
            let changed = if stops { self.retreat(Some(survey)) } else { self.advance(survey) };
            if self.due.is_empty() && !stops {
                // All is good, and nothing will be taken back.
                self.before.clear();
            }
            match between(self, Step { changed, left: self.due.len() }) {
                Next::Make(wanted) => first.extend(wanted),
                Next::Stop => return restless,
            }
            if self.due.is_empty() {
                return restless;
            }
            let batch = self.batch(&std::mem::take(&mut first));
            restless |= self.make_batch(&maker, batch);
        }
    }

    /// What to make now: those that go first, or the next few.
    fn batch(&mut self, first: &[Route]) -> Vec<Route> {
        let first: Vec<Route> = first.iter().filter_map(|route| self.due.take(route)).collect();
        if !first.is_empty() {
            return first;
        }
        std::iter::from_fn(|| self.due.pop_first()).take(BATCH).collect()
    }

    fn make_batch(&mut self, maker: &Maker<'_>, batch: Vec<Route>) -> bool {
        let planned = batch.into_par_iter().filter_map(|route| {
            let spec = maker.survey.plan.get(&route).filter(|spec| maker.speaks(&spec.lang))?;
            let made = maker.make(&route, spec, None);
            Some((route, spec.key(), made))
        });
        let mut restless = false;
        for (route, key, made) in planned.collect::<Vec<_>>() {
            let made = match made {
                Made::Same(row) | Made::New(row) => Ok(row),
                Made::Refused(found) => Err(found),
                Made::Again => {
                    restless = true;
                    continue;
                }
            };
            self.waiting.insert(route, Waiting { key, made });
        }
        restless
    }

    /// Shows what waits, takes away what is gone, and remembers what stood there before. Gives the files that changed.
    fn advance(&mut self, survey: &Survey) -> Vec<Route> {
        let waiting = std::mem::take(&mut self.waiting);
        let put = waiting.keys().map(|route| (route.clone(), answer(survey, route))).collect();
        let replaced = self.shelf.show(put, std::mem::take(&mut self.gone));
        let rows = waiting.into_iter().filter_map(|(route, waiting)| Some((route, waiting.made.ok()?)));
        let mut rows: BTreeMap<Route, Row> = rows.collect();
        let mut changed = Vec::new();
        for (route, page) in replaced {
            if self.shelf.get(&route) != page {
                changed.push(route.clone());
            }
            let row = rows.remove(&route);
            let last = self.set_row(&route, row);
            self.before.entry(route).or_insert((last, page));
        }
        changed
    }

    /// Puts back what stood there before changes that cannot be shown; what was made of them waits. Gives the files that
    /// changed.
    fn retreat(&mut self, survey: Option<&Survey>) -> Vec<Route> {
        let mut changed = Vec::new();
        for (route, (last, page)) in std::mem::take(&mut self.before) {
            let key = survey.and_then(|survey| survey.plan.get(&route)).map(PageSpec::key);
            if key.is_none() && last.is_some() {
                self.gone.push(route.clone());
            }
            let taken_back = self.shelf.put_back(&route, page.clone());
            if taken_back != page {
                changed.push(route.clone());
            }
            let row = self.set_row(&route, last).filter(|row| Some(row.key) == key);
            if let (Some(row), Some(page), false) = (row, taken_back, self.waiting.contains_key(&route)) {
                self.shelf.stage_again(&route, page);
                self.waiting.insert(route, Waiting { key: row.key, made: Ok(row) });
            }
        }
        changed
    }

    fn set_row(&mut self, route: &Route, row: Option<Row>) -> Option<Row> {
        match row {
            Some(row) => self.rows.insert(route.clone(), row),
            None => self.rows.remove(route),
        }
    }

    /// How things stand: everything there is to say, and what the site has in it; no report if it has errors.
    pub fn outcome(&self) -> Outcome {
        let survey = match &self.survey {
            Ok(survey) => survey,
            Err(found) => return finish(found.clone(), None),
        };
        let shown = self.rows.iter().filter(|(route, _)| !self.waiting.contains_key(*route));
        let waiting = self.waiting.values().flat_map(|waiting| match &waiting.made {
            Ok(row) => &row.found,
            Err(found) => found,
        });
        let pages = shown.flat_map(|(_, row)| &row.found).chain(waiting).cloned();
        let diagnostics = survey.findings(&self.trace).into_iter().chain(pages).collect();
        let report = Report {
            articles: survey.shown(),
            files: survey.plan.len(),
            withheld: survey.withheld.clone(),
            next_event: survey.next_event(self.options.now),
            ..Report::default()
        };
        finish(diagnostics, Some(report))
    }
}

fn is_key_of(waiting: Option<&Waiting>, key: Digest) -> bool {
    waiting.is_some_and(|waiting| waiting.key == key)
}

fn is_copy(survey: &Survey, route: &Route) -> bool {
    let view = survey.plan.get(route).map(|spec| &spec.view);
    matches!(view, Some(View::Copy { .. } | View::Photo(_) | View::BuiltIn { .. }))
}

fn answer(survey: &Survey, route: &Route) -> Answer {
    match survey.plan.get(route).map(|spec| &spec.view) {
        Some(View::Redirect(to)) => Answer::Moved(to.clone()),
        Some(View::Withdrawn { .. }) => Answer::Gone,
        _ => Answer::Found,
    }
}
