//! Everything that pages have in common, and the values that many of them show, each made once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::frame::Frames;
use super::view::{CardView, Date, Link, Number, On, PhotoView, Site, SiteLanguage};
use crate::base::{Digest, Keyed, Lang, Route, When};
use crate::config::Config;
use crate::plan::{Card, Term, prefix};
use crate::render::head;
use crate::render::mould::{Marks, Moulds};
use crate::render::strings::{Strings, Words};
use crate::render::template::Templates;
use crate::render::tiles::{Cards, Shown, secret};

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
    pub(in crate::render) cards: Cards,
    marks: Marks,
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
    readings: Vec<String>,
    /// The element that names its feed.
    pub(in crate::render) feed: String,
    /// The moulds of tiles on its pages.
    pub(in crate::render) tiles: Moulds,
    /// What the digests of these tiles are made with.
    pub(in crate::render) secret: Digest,
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
            cards: Cards::default(),
            marks: Marks::new(),
        }
    }

    /// What the pages of a language have in common.
    pub(in crate::render) fn tongue(&self, lang: &Lang) -> &Tongue {
        self.tongues.get(lang).expect("the theme is made for the languages of all pages")
    }

    /// What moulds of a template are made with; `None` where it may ask anything, and has to be run for every page.
    pub(in crate::render) fn marks_for(&self, template: &str) -> Option<&Marks> {
        self.templates.is_untouched(template).then_some(&self.marks)
    }

    pub(super) fn date(&self, when: When, lang: &Lang) -> Date<'static> {
        Date { iso: when.iso().into(), text: self.strings.date(&when, lang).into() }
    }

    /// How long it takes to read a text, in words.
    pub(super) fn reading(&self, minutes: usize, lang: &Lang) -> Cow<'_, str> {
        let known = self.tongue(lang).readings.get(minutes);
        known.map_or_else(|| reading(self.strings, lang, minutes).into(), |known| known.as_str().into())
    }

    /// The link to a list.
    pub(super) fn link<'t>(&self, term: &'t Term) -> Link<'t> {
        Link { title: (&*term.title).into(), url: self.config.href(&term.route) }
    }

    pub(super) fn links<'t>(&self, terms: &'t [Term]) -> Vec<Link<'t>> {
        terms.iter().map(|term| self.link(term)).collect()
    }

    /// A card as templates see it.
    pub(in crate::render) fn card<'c>(&'c self, card: &'c Card, tile: &'c str) -> CardView<'c> {
        let number = |number: u32| Number(number.to_string().into());
        CardView {
            tile: tile.into(),
            title: card.title.as_str().into(),
            url: self.config.href(&card.route),
            lang: &card.lang,
            dir: self.tongue(&card.lang).dir,
            date: self.date(card.date, &card.lang),
            summary: card.summary.as_deref().map(Cow::Borrowed),
            authors: card.authors.iter().map(|author| author.as_str().into()).collect(),
            publisher: card.publisher.as_deref().map(Cow::Borrowed),
            section: card.section.as_ref().map(|s| self.link(s)),
            genre: card.genre.as_str(),
            photo: card.photo.as_ref().map(|photo| PhotoView {
                url: self.config.href(&photo.image.route),
                width: number(photo.image.width),
                height: number(photo.image.height),
                alt: photo.alt.as_str().into(),
                credit: photo.credit.as_str().into(),
            }),
        }
    }

    /// Values for cards, noting those that are shown.
    pub(super) fn cards<'c>(&self, cards: &'c [Keyed<Card>], shown: &mut Vec<Shown<'c>>) -> Value {
        let first = shown.len();
        shown.extend(cards.iter().map(|card| self.shown(card)));
        Value::from(shown[first..].iter().map(|card| self.value(card)).collect::<Vec<_>>())
    }

    /// Values for the lists that the site declares, by name.
    pub(super) fn lists<'c>(&self, lists: &'c [(String, Vec<Keyed<Card>>)], shown: &mut Vec<Shown<'c>>) -> Value {
        let lists = lists.iter().map(|(name, cards)| (name.clone(), self.cards(cards, shown)));
        Value::from(lists.collect::<BTreeMap<_, _>>())
    }
}

fn tongue(config: &Config, strings: &Strings, lang: &Lang) -> Tongue {
    let (home, dir) = (home(config, lang), lang.dir().as_str());
    let on = Value::from_serializable(&On { lang, dir, home: &home });
    let readings = (0..READINGS).map(|minutes| reading(strings, lang, minutes)).collect();
    let (ui, feed) = (Value::from_serializable(strings.ui(lang)), head::feed(config, lang));
    Tongue { ui, on, dir, home, readings, feed, tiles: Moulds::default(), secret: secret() }
}

/// The theme's words for a time of reading.
fn reading(strings: &Strings, lang: &Lang, minutes: usize) -> String {
    let forms = match strings.ui(lang).get("minutes") {
        Some(Words::Forms(forms)) => Some(forms),
        _ => None,
    };
    strings.plural(|category| forms?.get(category).map(String::as_str), minutes as u64, lang)
}

fn home(config: &Config, lang: &Lang) -> String {
    config.href(&Route::new(&[&prefix(config, lang), "/"].concat())).into_owned()
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
        css: config.href(&Route::new("/style.css")).into_owned(),
    }
}

/// A language's name in itself, as a label: `Français`.
pub(super) fn autonym(strings: &Strings, lang: &Lang) -> String {
    let mut name = strings.language(lang, lang).unwrap_or(lang.as_str()).chars();
    name.next().map_or_else(String::new, |first| first.to_uppercase().chain(name).collect())
}
