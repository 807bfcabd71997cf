//! Making what is due, those pages first that somebody looks at.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Next, Resident, Step, Waiting};
use crate::base::Route;
use crate::diag::Diagnostic;
use crate::engine::make::{Made, Maker, Mode};
use crate::engine::survey::Survey;
use crate::engine::{Look, Site, finish};
use crate::render::Theme;
use crate::source::Sources;

/// How many pages are made before others may go first.
const BATCH: usize = 64;

impl Resident {
    /// Makes what is due, in batches, and asks in between what goes first. Says whether files changed while they were read, so
    /// that their changes must be taken in again.
    pub fn make(&mut self, sources: &dyn Sources, between: &mut dyn FnMut(&Self, Step) -> Next) -> bool {
        let survey = std::mem::replace(&mut self.survey, Err(Vec::new()));
        let restless = if let Ok(planned @ Survey { site: Site { look: Some(look), .. }, .. }) = &survey {
            self.make_planned(sources, planned, look, between)
        } else {
            let changed = self.retreat(survey.as_ref().ok());
            between(self, Step { changed, left: 0, wrong: Vec::new() });
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
        let theme = Theme::new(&survey.site.config, &look.strings, &look.templates, &survey.languages());
        let output = Arc::clone(&self.shelf);
        let mode = if stops { Mode::Hold } else { Mode::Stage };
        let maker = Maker { sources, output: &*output, survey, look, theme: &theme, mode };
        let (mut restless, mut told) = (false, false);
        // What pages load goes before the pages that nobody looks at.
        let mut files: Vec<Route> = self.due.iter().filter(|route| is_file(survey, route)).cloned().collect();
        loop {
            let stops = stops || self.waiting.values().any(|waiting| waiting.made.is_err());
            let changed = if stops { self.retreat(Some(survey)) } else { self.advance(survey) };
            if self.due.is_empty() && !stops {
                // All is good, and nothing will be taken back.
                self.before.clear();
            }
            let left = self.due.len();
            // The rest is only made to be judged, for which nobody has to wait.
            let wrong = if stops && !told && left > 0 { self.errors(survey) } else { Vec::new() };
            told |= stops;
            let Next::Make(wanted) = between(self, Step { changed, left, wrong }) else { return restless };
            if self.due.is_empty() {
                return restless;
            }
            let batch = self.batch(&wanted, &mut files);
            restless |= self.make_batch(&maker, batch);
        }
    }

    /// What to make now: what is wanted, or files, or the next few.
    fn batch(&mut self, wanted: &[Route], files: &mut Vec<Route>) -> Vec<Route> {
        let wanted: Vec<Route> = wanted.iter().filter_map(|route| self.due.take(route)).collect();
        if !wanted.is_empty() {
            return wanted;
        }
        let files: Vec<Route> = files.drain(..).filter_map(|route| self.due.take(&route)).collect();
        if !files.is_empty() {
            return files;
        }
        std::iter::from_fn(|| self.due.pop_first()).take(BATCH).collect()
    }

    fn make_batch(&mut self, maker: &Maker<'_>, batch: Vec<Route>) -> bool {
        let planned = batch.into_par_iter().filter_map(|route| {
            let spec = maker.survey.plan.get(&route).filter(|spec| maker.speaks(&spec.lang))?;
            let made = maker.make(&route, spec, None);
            Some((route, spec.key(maker.survey.site.secret), made))
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

    fn errors(&self, survey: &Survey) -> Vec<Diagnostic> {
        let found = finish(self.findings(survey), None).diagnostics;
        found.into_iter().filter(Diagnostic::is_error).collect()
    }
}

fn is_file(survey: &Survey, route: &Route) -> bool {
    survey.plan.get(route).is_some_and(|spec| spec.view.is_file())
}
