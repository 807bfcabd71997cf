//! What stands on the shelf: it goes forward page by page, and back as a whole.

use std::collections::BTreeMap;

use super::{Resident, Waiting};
use crate::base::Route;
use crate::engine::survey::Survey;
use crate::engine::trace::Row;
use crate::plan::{View, headers};
use crate::write::shelf::Answer;

impl Resident {
    /// Shows what waits, takes away what is gone, and remembers what stood there before. Gives the files that changed.
    pub(super) fn advance(&mut self, survey: &Survey) -> Vec<Route> {
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
    pub(super) fn retreat(&mut self, survey: Option<&Survey>) -> Vec<Route> {
        let mut changed = Vec::new();
        for (route, (last, page)) in std::mem::take(&mut self.before) {
            let key = survey.and_then(|survey| Some(survey.plan.get(&route)?.key(survey.site.secret)));
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
}

fn answer(survey: &Survey, route: &Route) -> Answer {
    let Some(spec) = survey.plan.get(route) else { return Answer::Found };
    match &spec.view {
        View::Redirect(to) => Answer::Moved(to.clone()),
        View::Withdrawn { .. } => Answer::Gone,
        _ => match headers(&survey.site.config, spec) {
            headers if headers.is_empty() => Answer::Found,
            headers => Answer::Headed(headers),
        },
    }
}
