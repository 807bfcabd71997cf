//! What other pages may know of an article. Never its body.

use serde::Serialize;

use super::Inputs;
use super::media::Image;
use super::routes::prefix;
use crate::base::{Lang, Route, When, slug};
use crate::config::Config;
use crate::parse::Genre;
use crate::rights::{Cleared, Duty};

/// What other pages may know of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// The headline.
    pub title: String,
    /// The address.
    pub route: Route,
    /// The language.
    pub lang: Lang,
    /// When it was published here.
    pub date: When,
    /// When it was last changed here.
    pub updated: Option<When>,
    /// A sentence or two.
    pub summary: Option<String>,
    /// The names of the authors.
    pub authors: Vec<String>,
    /// The name of the original's publisher.
    pub publisher: Option<String>,
    /// The section.
    pub section: Option<Term>,
    /// The tags.
    pub tags: Vec<Term>,
    /// The series.
    pub series: Option<Term>,
    /// News, opinion or sponsored.
    pub genre: Genre,
    /// The lead picture.
    pub photo: Option<Picture>,
    /// Whether its own address is the one that search engines should list.
    pub is_canonical: bool,
}

/// A section, tag or series.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Term {
    /// Its name.
    pub title: String,
    /// The address of its list.
    pub route: Route,
}

/// A picture as a page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// The file.
    pub image: Image,
    /// What it shows.
    pub alt: String,
    /// The caption.
    pub caption: Option<String>,
    /// The credit line.
    pub credit: String,
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
        (!name.is_empty()).then(|| Term { title: title.to_owned(), route: route() })
    }
}

pub(super) fn card(config: &Config, article: &Cleared, route: &Route, photo: Option<Picture>) -> Card {
    let front = article.front();
    let term = |taxonomy: Taxonomy, name: &Option<String>| taxonomy.term(config, article.lang(), name.as_deref()?);
    Card {
        title: front.title.clone(),
        route: route.clone(),
        lang: article.lang().clone(),
        date: front.date,
        updated: front.updated,
        summary: front.summary.clone(),
        authors: front.authors.iter().map(|a| a.name.clone()).collect(),
        publisher: article.duties().iter().find_map(publisher),
        section: term(Taxonomy::Section, &front.section),
        tags: front.tags.iter().filter_map(|t| Taxonomy::Tag.term(config, article.lang(), t)).collect(),
        series: term(Taxonomy::Series, &front.series),
        genre: front.genre,
        photo,
        is_canonical: article.is_canonical(),
    }
}

fn publisher(duty: &Duty) -> Option<String> {
    match duty {
        Duty::Source { publisher: Some(link), .. } => Some(link.text.clone()),
        _ => None,
    }
}

/// The lead picture of an article, if it may be shown now.
pub(super) fn picture(inputs: &Inputs<'_>, article: &Cleared) -> Option<Picture> {
    let photo = article.photo().filter(|photo| photo.is_open(inputs.edition))?;
    let image = super::media::shown(photo, inputs)?;
    Some(Picture { image, alt: photo.alt.clone(), caption: photo.caption.clone(), credit: photo.credit.clone() })
}
