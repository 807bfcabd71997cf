//! What a template sees: the page's spec in words, with tokens in the place of what the engine renders.

mod view;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use tera::{Context, Value};

use super::Parts;
use super::head::{self, Head};
use super::strings::Strings;
use super::template::Templates;
use super::tiles::{Cards, SharedCard, Tile};
use crate::base::{Digest, Keyed, Lang, Route, When};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::parse::By;
use crate::plan::{ArticleView, Card, ListView, PageSpec, Position, Term, View, prefix};
use crate::rights::{Cleared, Part};
use view::{
    ArticleContext, Attribution, CardView, CorrectionView, Date, Link, Page, PhotoView, Site, SiteLanguage,
    TranslationView, WithdrawnContext, WithdrawnView,
};

/// Everything that pages have in common.
#[derive(Debug)]
pub struct Theme<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// Words in the languages of the site.
    pub strings: &'a Strings,
    /// The templates.
    pub templates: &'a Templates,
    site: Value,
    ui: BTreeMap<Lang, Value>,
    /// The navigation of each language, by digest.
    navs: RwLock<HashMap<Digest, Value>>,
    pub(super) cards: Cards,
}

/// A page as its template made it, with marks for the parts that are still to be put in.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The template's name.
    pub template: &'static str,
    /// The page with marks.
    pub html: String,
    /// The cards in it, in order.
    pub tiles: Vec<Tile>,
    /// What belongs in the head.
    pub head: Head,
}

/// What stands in the template's output for a part until it is verified. In the head it stands in a `<meta>`: text would end
/// the head.
pub fn mark(part: Part, token: &str) -> String {
    match part {
        Part::Head => format!("<meta name=\"reprint-part\" content=\"{token}\">"),
        _ => token.to_owned(),
    }
}

/// The token of a part: letters and digits that are made of the page's key. That is a digest over all that the page says, so no
/// text can contain its own page's tokens by intent.
pub fn token(part: Part, key: Digest) -> String {
    format!("{TOKEN}{part:?}{key}")
}

/// What every token begins with.
pub const TOKEN: &str = "reprint";

impl<'a> Theme<'a> {
    /// Prepares what all pages share, for pages in the given languages.
    pub fn new(
        config: &'a Config,
        strings: &'a Strings,
        templates: &'a Templates,
        languages: &BTreeSet<&Lang>,
    ) -> Self {
        let site = Value::from_serializable(&site(config, strings));
        let words = |lang: &Lang| Value::from_serializable(strings.ui(lang));
        let ui = languages.iter().map(|lang| ((*lang).clone(), words(lang))).collect();
        Self { config, strings, templates, site, ui, navs: RwLock::default(), cards: Cards::default() }
    }

    fn date(&self, when: When, lang: &Lang) -> Date {
        Date { iso: when.iso(), text: self.strings.date(&when, lang) }
    }

    fn link<'t>(&self, term: &'t Term) -> Link<'t> {
        Link { title: &term.title, url: self.config.href(&term.route) }
    }

    pub(super) fn card<'c>(&self, card: &'c Card, tile: &'c str) -> CardView<'c> {
        CardView {
            tile,
            title: &card.title,
            url: self.config.href(&card.route),
            lang: &card.lang,
            dir: card.lang.dir().as_str(),
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

    /// The site's words in a language.
    pub(super) fn words(&self, lang: &Lang) -> Value {
        self.ui.get(lang).cloned().unwrap_or_else(Value::none)
    }

    /// Values for cards, noting those that are shown.
    fn cards(&self, cards: &[Keyed<Card>], shown: &mut Vec<Arc<SharedCard>>) -> Value {
        let first = shown.len();
        shown.extend(cards.iter().map(|card| self.shared_card(card)));
        Value::from(shown[first..].iter().map(|card| card.value.clone()).collect::<Vec<_>>())
    }

    fn lists(&self, lists: &[(String, Vec<Keyed<Card>>)], shown: &mut Vec<Arc<SharedCard>>) -> Value {
        let lists = lists.iter().map(|(name, cards)| (name.clone(), self.cards(cards, shown)));
        Value::from(lists.collect::<BTreeMap<_, _>>())
    }

    fn nav(&self, terms: &Keyed<Vec<Term>>) -> Value {
        let known = self.navs.read().unwrap_or_else(PoisonError::into_inner).get(&terms.digest()).cloned();
        known.unwrap_or_else(|| {
            let value = Value::from_serializable(&self.links(terms));
            self.navs.write().unwrap_or_else(PoisonError::into_inner).insert(terms.digest(), value.clone());
            value
        })
    }

    fn links<'t>(&self, terms: &'t [Term]) -> Vec<Link<'t>> {
        terms.iter().map(|term| self.link(term)).collect()
    }
}

/// Renders the shell of a page that is made from a template. `parts` are those of an article's page.
///
/// # Panics
///
/// For a view that no template shows: a feed, a sitemap, a copy.
pub fn shell(
    theme: &Theme<'_>,
    route: &Route,
    (spec, key): (&PageSpec, Digest),
    parts: Option<&Parts>,
) -> Result<Shell, Box<Diagnostic>> {
    let (mut context, mut shown) = (Context::new(), Vec::new());
    let (template, kind, title, description) = match &spec.view {
        View::Article(view) => {
            article(&mut context, theme, view, (parts, key), &mut shown);
            ("article.html", "article", Some(view.card.title.as_str()), view.card.summary.as_deref())
        }
        View::List(list) => {
            let (template, kind) = match list.kind {
                Position::Home => ("home.html", "home"),
                Position::Section => ("section.html", "section"),
                Position::Tag => ("tag.html", "tag"),
                Position::Series => ("series.html", "series"),
            };
            list_context(&mut context, theme, list, &mut shown);
            (template, kind, list.title.as_deref(), theme.config.description.as_deref())
        }
        View::Tags { terms, nav } => {
            context.insert("terms", &theme.links(terms));
            context.insert_value("nav", theme.nav(nav));
            ("tags.html", "tags", None, None)
        }
        View::Withdrawn { article, nav } => {
            withdrawn(&mut context, theme, article);
            context.insert_value("nav", theme.nav(nav));
            ("withdrawn.html", "withdrawn", Some(article.front().title.as_str()), None)
        }
        View::Imprint { nav } => {
            context.insert_value("nav", theme.nav(nav));
            ("imprint.html", "imprint", None, None)
        }
        View::NotFound { nav } => {
            context.insert_value("nav", theme.nav(nav));
            ("404.html", "not-found", None, None)
        }
        other => unreachable!("no template shows {other:?}"),
    };
    let page = Page {
        kind,
        title,
        url: theme.config.absolute(route),
        path: theme.config.href(route),
        home: theme.config.href(&Route::new(&format!("{}/", prefix(theme.config, &spec.lang)))),
        lang: &spec.lang,
        dir: spec.lang.dir().as_str(),
        description,
    };
    context.insert("page", &page);
    context.insert_value("site", theme.site.clone());
    context.insert_value("ui", theme.words(&spec.lang));
    context.insert_value("head", Value::safe_string(&mark(Part::Head, &token(Part::Head, key))));
    let name = page_name(route, spec);
    let html = theme.templates.render(template, &context, &name)?;
    let (html, tiles) = theme.fill(html, &shown, &spec.lang, &name)?;
    Ok(Shell { template, html, tiles, head: head::head(theme, route, spec) })
}

/// What a message calls a page: the article's file where it is one.
fn page_name(route: &Route, spec: &PageSpec) -> String {
    spec.article().map_or_else(|| route.to_string(), |article| article.path().to_string())
}

fn article(
    context: &mut Context,
    theme: &Theme<'_>,
    view: &ArticleView,
    (parts, key): (Option<&Parts>, Digest),
    shown: &mut Vec<Arc<SharedCard>>,
) {
    let (front, card) = (view.article.front(), &view.card);
    let lang = &card.lang;
    let corrections = front.corrections.iter().map(|c| CorrectionView {
        date: theme.date(c.date, lang),
        text: &c.text,
        by: match c.by {
            By::Original => "original",
            By::Us => "us",
        },
    });
    let translations = view.translations.iter().map(|other| TranslationView {
        lang: &other.lang,
        name: autonym(theme.strings, &other.lang),
        url: theme.config.href(&other.route),
    });
    let page = ArticleContext {
        title: &card.title,
        url: theme.config.href(&card.route),
        date: theme.date(card.date, lang),
        updated: card.updated.map(|w| theme.date(w, lang)),
        section: card.section.as_ref().map(|s| theme.link(s)),
        tags: theme.links(&card.tags),
        series: card.series.as_ref().map(|s| theme.link(s)),
        summary: card.summary.as_deref(),
        genre: card.genre.as_str(),
        // At 220 words a minute.
        minutes: parts.map_or(1, |p| p.words.div_ceil(220).max(1)),
        corrections: corrections.collect(),
        translations: translations.collect(),
        extra: front.extra.as_deref().and_then(|json| serde_json::from_str(json).ok()),
    };
    context.insert("article", &page);
    context.insert_value("lists", theme.lists(&view.lists, shown));
    context.insert_value("nav", theme.nav(&view.nav));
    let marked = |part| mark(part, &token(part, key));
    context.insert_value("body", Value::normal_string(&marked(Part::Body)));
    context.insert("attribution", &Attribution { strip: marked(Part::Strip), notice: marked(Part::Notice) });
    let figure = parts.filter(|parts| !parts.figure.is_empty()).map(|_| marked(Part::Figure));
    context.insert_value("figure", Value::from(figure.unwrap_or_default()));
}

fn list_context(context: &mut Context, theme: &Theme<'_>, list: &ListView, shown: &mut Vec<Arc<SharedCard>>) {
    let url = |route: &Option<Route>| Value::from(route.as_ref().map(|r| theme.config.href(r)));
    let view = BTreeMap::from([
        ("title", Value::from(list.title.as_deref())),
        ("cards", theme.cards(&list.cards, shown)),
        ("older", url(&list.older)),
        ("newer", url(&list.newer)),
        ("number", Value::from(list.number)),
    ]);
    context.insert_value("list", Value::from(view));
    context.insert_value("lists", theme.lists(&list.lists, shown));
    context.insert_value("nav", theme.nav(&list.nav));
}

fn withdrawn(context: &mut Context, theme: &Theme<'_>, article: &Cleared) {
    let (front, lang) = (article.front(), article.lang());
    let withdrawn =
        front.withdrawn.as_ref().map(|w| WithdrawnView { date: theme.date(w.date, lang), reason: w.reason.as_deref() });
    let view = WithdrawnContext { title: &front.title, date: theme.date(front.date, lang), withdrawn };
    context.insert("article", &view);
}

fn site<'a>(config: &'a Config, strings: &Strings) -> Site<'a> {
    let languages = config.languages.iter().map(|lang| SiteLanguage {
        lang,
        name: autonym(strings, lang),
        url: config.href(&Route::new(&format!("{}/", prefix(config, lang)))),
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
fn autonym(strings: &Strings, lang: &Lang) -> String {
    let mut name = strings.language(lang, lang).unwrap_or(lang.as_str()).chars();
    name.next().map_or_else(String::new, |first| first.to_uppercase().chain(name).collect())
}
