//! Taking changes in: what they touch is read again, and the pages that they make due are found.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Changes, Resident, Waiting};
use crate::base::{Digest, RelPath, Route};
use crate::engine::prepare;
use crate::engine::survey::Survey;
use crate::plan::PageSpec;
use crate::source::Sources;

impl Resident {
    /// Takes changes in: reads again what they touch, and finds out which pages they make due.
    pub fn refresh(&mut self, sources: &dyn Sources, changes: Changes<'_>) {
        let is_late = self.next_event().is_some_and(|at| at <= self.options.now);
        let changes = if is_late { Changes::Any } else { changes };
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
            let Some(key) = survey.plan.get(route).map(|spec| spec.key(survey.site.secret)) else { continue };
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
            // It is part of every page's key.
            for route in std::mem::take(&mut self.waiting).keys() {
                self.shelf.forget(route);
            }
            let rows = &self.rows;
            let is_same = |route: &Route, spec: &PageSpec| {
                // Files as they are found depend on less.
                spec.view.is_file() && rows.get(route).is_some_and(|row| row.key == spec.key(survey.site.secret))
            };
            let due = survey.plan.iter().filter(|(route, spec)| !is_same(route, spec));
            self.due = due.map(|(route, _)| route.clone()).collect();
            return;
        }
        let (rows, waiting, pages) = (&self.rows, &mut self.waiting, &self.shelf);
        let keys: BTreeMap<&Route, Digest> =
            survey.plan.par_iter().map(|(route, spec)| (route, spec.key(survey.site.secret))).collect();
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
}

fn is_key_of(waiting: Option<&Waiting>, key: Digest) -> bool {
    waiting.is_some_and(|waiting| waiting.key == key)
}
