//! What other pages may know of an article. Never its body.

use std::ops::Deref;
use std::sync::Arc;

use foldhash::HashMap;
use serde::Serialize;

use super::Inputs;
use super::media::Image;
use super::routes::prefix;
use crate::base::{Lang, Route, slug};
use crate::config::Config;
use crate::rights::{Headline, Label, Outline};

/// What other pages may know of an article.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// What the article says of itself.
    pub headline: Arc<Headline>,
    /// The address.
    pub route: Route,
    /// The section.
    pub section: Option<Term>,
    /// The tags.
    pub tags: Vec<Term>,
    /// The series.
    pub series: Option<Term>,
    /// The lead picture.
    pub photo: Option<Picture>,
}

impl Deref for Card {
    type Target = Headline;
    fn deref(&self) -> &Headline {
        &self.headline
    }
}

/// A section, tag or series.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Term {
    /// Its name.
    pub title: Arc<str>,
    /// The address of its list.
    pub route: Route,
}

/// A picture as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// The file.
    pub image: Image,
    /// The words that go with it.
    pub label: Arc<Label>,
}

impl Deref for Picture {
    type Target = Label;
    fn deref(&self) -> &Label {
        &self.label
    }
}

/// Kinds of terms, each with its part of the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taxonomy {
    Section,
    Tag,
    Series,
}

impl Taxonomy {
    fn folder(self) -> &'static str {
        match self {
            Self::Section => "sections",
            Self::Tag => "tags",
            Self::Series => "series",
        }
    }

    /// The term of a name; `None` if nothing of the name can stand in an address.
    pub(super) fn term(self, config: &Config, lang: &Lang, title: &str) -> Option<Term> {
        let name = slug(title);
        let route = || Route::new(&[&prefix(config, lang), "/", self.folder(), "/", &name, "/"].concat());
        (!name.is_empty()).then(|| Term { title: title.into(), route: route() })
    }
}

/// The terms of articles that were looked at lately: there are few names, and each is in the cards of many articles.
#[derive(Default)]
pub(super) struct Terms(HashMap<String, Vec<(Taxonomy, Lang, Option<Term>)>>);

/// How many names are remembered.
const NAMES: usize = 1024;

impl Terms {
    fn term(&mut self, taxonomy: Taxonomy, config: &Config, lang: &Lang, name: &str) -> Option<Term> {
        let is_it = |(of, known, _): &&(Taxonomy, Lang, Option<Term>)| *of == taxonomy && known == lang;
        if let Some((.., term)) = self.0.get(name).and_then(|known| known.iter().find(is_it)) {
            return term.clone();
        }
        if self.0.len() >= NAMES {
            self.0.clear();
        }
        let term = taxonomy.term(config, lang, name);
        self.0.entry(name.to_owned()).or_default().push((taxonomy, lang.clone(), term.clone()));
        term
    }
}

pub(super) fn card(
    (config, terms): (&Config, &mut Terms),
    article: &Outline,
    route: &Route,
    photo: Option<Picture>,
) -> Card {
    let mut term = |taxonomy: Taxonomy, name: &str| terms.term(taxonomy, config, &article.lang, name);
    let mut tags = Vec::with_capacity(article.tags.len());
    tags.extend(article.tags.iter().filter_map(|name| term(Taxonomy::Tag, name)));
    Card {
        headline: Arc::clone(&article.headline),
        route: route.clone(),
        section: article.section.as_deref().and_then(|name| term(Taxonomy::Section, name)),
        tags,
        series: article.series.as_deref().and_then(|name| term(Taxonomy::Series, name)),
        photo,
    }
}

/// The lead picture of an article, if it may be shown now.
pub(super) fn picture(inputs: &Inputs<'_>, article: &Outline) -> Option<Picture> {
    let photo = article.photo.as_ref().filter(|photo| photo.is_open(inputs.edition))?;
    let image = super::media::shown(photo, inputs)?;
    Some(Picture { image, label: Arc::clone(&photo.label) })
}
