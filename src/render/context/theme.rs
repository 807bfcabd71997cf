//! Everything that pages have in common, and the values that many of them show, each made once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use tera::Value;

use super::frame::Frames;
use super::view::{CardView, Date, Link, On, PhotoView, Site, SiteLanguage};
use crate::base::{Keyed, Lang, Route, When};
use crate::config::Config;
use crate::plan::{Card, Term, prefix};
use crate::render::head;
use crate::render::strings::{Strings, Words};
use crate::render::template::Templates;
use crate::render::tiles::{Cards, SharedCard};

/// Links to lists that are kept: those of some thousand tags, a few hundred bytes each.
const LINKS: usize = 4096;

/// Times of reading that are put into words before any page asks; hardly an article takes longer.
const READINGS: usize = 16;

/// Everything that pages have in common.
#[derive(Debug)]
pub struct Theme<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// Words in the languages of the site.
    pub strings: &'a Strings,
    /// The templates.
    pub templates: &'a Templates,
    pub(super) site: Value,
    tongues: BTreeMap<Lang, Tongue>,
    pub(super) frames: Frames,
    links: RwLock<HashMap<Term, Value>>,
    pub(in crate::render) cards: Cards,
}

/// What the pages of a language have in common.
#[derive(Debug)]
pub(in crate::render) struct Tongue {
    /// The theme's words.
    pub(in crate::render) ui: Value,
    /// What components know of the page that they stand on.
    pub(in crate::render) on: Value,
    /// The direction of its script.
    pub(super) dir: &'static str,
    /// The address of its front page.
    pub(super) home: String,
    /// How long it takes to read a text, in words: for each number of minutes from none.
    readings: Vec<Value>,
    /// The element that names its feed.
    pub(in crate::render) feed: String,
}

impl<'a> Theme<'a> {
    /// Prepares what all pages share, for pages in the given languages.
    pub fn new(
        config: &'a Config,
        strings: &'a Strings,
        templates: &'a Templates,
        languages: &BTreeSet<&Lang>,
    ) -> Self {
        let tongues = languages.iter().map(|lang| ((*lang).clone(), tongue(config, strings, lang)));
        Self {
            config,
            strings,
            templates,
            site: Value::from_serializable(&site(config, strings)),
            tongues: tongues.collect(),
            frames: Frames::default(),
            links: RwLock::default(),
            cards: Cards::default(),
        }
    }

    /// What the pages of a language have in common.
    pub(in crate::render) fn tongue(&self, lang: &Lang) -> &Tongue {
        self.tongues.get(lang).expect("the theme is made for the languages of all pages")
    }

    pub(super) fn date(&self, when: When, lang: &Lang) -> Date {
        Date { iso: when.iso(), text: self.strings.date(&when, lang) }
    }

    /// How long it takes to read a text, in words.
    pub(super) fn reading(&self, minutes: usize, lang: &Lang) -> Value {
        let known = self.tongue(lang).readings.get(minutes).cloned();
        known.unwrap_or_else(|| reading(self.strings, lang, minutes))
    }

    /// The link to a list. Sections and tags stand on page after page.
    pub(super) fn link(&self, term: &Term) -> Value {
        let known = self.links.read().unwrap_or_else(PoisonError::into_inner).get(term).cloned();
        known.unwrap_or_else(|| {
            let link = Value::from_serializable(&Link { title: &term.title, url: self.config.href(&term.route) });
            let mut links = self.links.write().unwrap_or_else(PoisonError::into_inner);
            if links.len() >= LINKS {
                links.clear();
            }
            links.insert(term.clone(), link.clone());
            link
        })
    }

    pub(super) fn links(&self, terms: &[Term]) -> Vec<Value> {
        terms.iter().map(|term| self.link(term)).collect()
    }

    /// A card as templates see it.
    pub(in crate::render) fn card<'c>(&self, card: &'c Card, tile: &'c str) -> CardView<'c> {
        CardView {
            tile,
            title: &card.title,
            url: self.config.href(&card.route),
            lang: &card.lang,
            dir: self.tongue(&card.lang).dir,
            date: self.date(card.date, &card.lang),
            summary: card.summary.as_deref(),
            authors: &card.authors,
            publisher: card.publisher.as_deref(),
            section: card.section.as_ref().map(|s| self.link(s)),
            genre: card.genre.as_str(),
            photo: card.photo.as_ref().map(|photo| PhotoView {
                url: self.config.href(&photo.image.route),
                width: photo.image.width,
                height: photo.image.height,
                alt: &photo.alt,
                credit: &photo.credit,
            }),
        }
    }

    /// Values for cards, noting those that are shown.
    pub(super) fn cards(&self, cards: &[Keyed<Card>], shown: &mut Vec<Arc<SharedCard>>) -> Value {
        let first = shown.len();
        shown.extend(cards.iter().map(|card| self.shared_card(card)));
        Value::from(shown[first..].iter().map(|card| card.value.clone()).collect::<Vec<_>>())
    }

    /// Values for the lists that the site declares, by name.
    pub(super) fn lists(&self, lists: &[(String, Vec<Keyed<Card>>)], shown: &mut Vec<Arc<SharedCard>>) -> Value {
        let lists = lists.iter().map(|(name, cards)| (name.clone(), self.cards(cards, shown)));
        Value::from(lists.collect::<BTreeMap<_, _>>())
    }
}

fn tongue(config: &Config, strings: &Strings, lang: &Lang) -> Tongue {
    let (home, dir) = (home(config, lang), lang.dir().as_str());
    let on = Value::from_serializable(&On { lang, dir, home: &home });
    let readings = (0..READINGS).map(|minutes| reading(strings, lang, minutes)).collect();
    Tongue { ui: Value::from_serializable(strings.ui(lang)), on, dir, home, readings, feed: head::feed(config, lang) }
}

/// The theme's words for a time of reading.
fn reading(strings: &Strings, lang: &Lang, minutes: usize) -> Value {
    let forms = match strings.ui(lang).get("minutes") {
        Some(Words::Forms(forms)) => Some(forms),
        _ => None,
    };
    Value::from(strings.plural(|category| forms?.get(category).map(String::as_str), minutes as u64, lang))
}

fn home(config: &Config, lang: &Lang) -> String {
    config.href(&Route::new(&[&prefix(config, lang), "/"].concat()))
}

fn site<'a>(config: &'a Config, strings: &Strings) -> Site<'a> {
    let languages = config.languages.iter().map(|lang| SiteLanguage {
        lang,
        name: autonym(strings, lang),
        url: home(config, lang),
        dir: lang.dir().as_str(),
    });
    Site {
        title: &config.title,
        description: config.description.as_deref(),
        url: config.absolute(&Route::new("/")),
        base: config.base_path(),
        lang: &config.lang,
        languages: languages.collect(),
        responsible: config.responsible.as_ref(),
        css: config.href(&Route::new("/style.css")),
    }
}

/// A language's name in itself, as a label: `Français`.
pub(super) fn autonym(strings: &Strings, lang: &Lang) -> String {
    let mut name = strings.language(lang, lang).unwrap_or(lang.as_str()).chars();
    name.next().map_or_else(String::new, |first| first.to_uppercase().chain(name).collect())
}
