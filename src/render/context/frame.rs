//! What stands above and below every page: the masthead and the colophon.
//!
//! They hang on the page's language and on which of the masthead's links the reader is at, nothing else, so that they are made a
//! dozen times for a site and not once for each page.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Arc, PoisonError, RwLock};

use foldhash::HashMap;
use tera::{Context, Value};

use super::theme::Theme;
use crate::base::{Digest, Keyed, Lang, Route};
use crate::diag::Diagnostic;
use crate::plan::{PageSpec, Position, Term, View};
use crate::render::mould::Moulds;

/// What stands around some pages, as templates see it.
#[derive(Debug)]
pub(super) struct Frame {
    /// The sections.
    pub(super) nav: Value,
    /// The masthead and the colophon.
    pub(super) around: Value,
    /// Those of the pages that it stands around.
    pub(super) moulds: Moulds,
}

/// Those that were made, by what they hang on: a few for each section.
pub(super) type Frames = RwLock<HashMap<(Lang, Digest, Current), Arc<Frame>>>;

/// Which of the masthead's links the reader is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Current {
    FrontPage,
    /// The first page of the section with this number in the navigation.
    Section(usize),
    None,
}

impl Theme<'_> {
    /// What stands around a page. `name` is what messages call it.
    pub(super) fn frame(
        &self,
        route: &Route,
        spec: &PageSpec,
        name: &dyn Display,
    ) -> Result<Arc<Frame>, Box<Diagnostic>> {
        let nav = nav(&spec.view);
        let current = current(&spec.view, nav, route);
        let key = (spec.lang.clone(), nav.digest(), current);
        if let Some(known) = self.frames.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(known));
        }
        let frame = Arc::new(self.new_frame(&spec.lang, nav, current, name)?);
        self.frames.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&frame));
        Ok(frame)
    }

    fn new_frame(
        &self,
        lang: &Lang,
        nav: &[Term],
        current: Current,
        name: &dyn Display,
    ) -> Result<Frame, Box<Diagnostic>> {
        let tongue = self.tongue(lang);
        let current = match current {
            Current::FrontPage => tongue.home.clone(),
            Current::Section(number) => self.config.href(&nav[number].route).into_owned(),
            Current::None => String::new(),
        };
        let nav = Value::from_serializable(&self.links(nav));
        let (mut args, mut known) = (Context::new(), Context::new());
        known.insert_value("site", self.site.clone());
        known.insert_value("ui", tongue.ui.clone());
        known.insert_value("page", tongue.on.clone());
        let colophon = self.templates.component("colophon", &args, &known, name)?;
        args.insert_value("nav", nav.clone());
        args.insert_value("current", Value::from(current));
        let masthead = self.templates.component("masthead", &args, &known, name)?;
        let parts = [("masthead", masthead), ("colophon", colophon)];
        let around = BTreeMap::from(parts.map(|(name, html)| (name, Value::safe_string(&html))));
        Ok(Frame { nav, around: Value::from(around), moulds: Moulds::default() })
    }
}

fn nav(view: &View) -> &Keyed<Vec<Term>> {
    match view {
        View::Article(view) => &view.nav,
        View::List(list) => &list.nav,
        View::Tags { nav, .. } | View::Withdrawn { nav, .. } | View::Imprint { nav } | View::NotFound { nav } => nav,
        other => unreachable!("no template shows {other:?}"),
    }
}

fn current(view: &View, nav: &[Term], route: &Route) -> Current {
    match view {
        View::List(list) if list.kind == Position::Home => Current::FrontPage,
        View::List(list) if list.kind == Position::Section => {
            nav.iter().position(|term| term.route == *route).map_or(Current::None, Current::Section)
        }
        _ => Current::None,
    }
}
