//! What a template sees: the page's spec in words, with tokens in the place of what the engine renders.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::{Context, Value};

use super::Parts;
use super::head::{self, Head};
use super::highlight::Highlighter;
use super::strings::Strings;
use super::template::Templates;
use crate::base::{Digest, Keyed, Lang, Route, When};
use crate::config::{Config, Responsible};
use crate::diag::Diagnostic;
use crate::parse::By;
use crate::plan::{ArticleView, Card, ListView, PageSpec, Position, Term, View, prefix};
use crate::rights::{Cleared, Part};

/// Everything that pages have in common.
#[derive(Debug)]
pub struct Theme<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// Words in the languages of the site.
    pub strings: &'a Strings,
    /// The templates.
    pub templates: &'a Templates,
    /// Colours code blocks, each once.
    pub highlighter: std::sync::Arc<Highlighter>,
    site: Value,
    ui: BTreeMap<Lang, Value>,
}

/// A page as its template made it, with marks for the parts that are still to be put in.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The template's name.
    pub template: &'static str,
    /// The page with marks.
    pub html: String,
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
    format!("reprint{part:?}{key}")
}

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
        Self { config, strings, templates, highlighter: std::sync::Arc::default(), site, ui }
    }

    fn date(&self, when: When, lang: &Lang) -> Date {
        Date { iso: when.iso(), text: self.strings.date(&when, lang) }
    }

    fn link(&self, term: &Term) -> Link {
        Link { title: term.title.clone(), url: self.config.href(&term.route) }
    }

    fn card(&self, card: &Card) -> CardView {
        CardView {
            title: card.title.clone(),
            url: self.config.href(&card.route),
            lang: card.lang.clone(),
            dir: card.lang.dir().as_str(),
            date: self.date(card.date, &card.lang),
            summary: card.summary.clone(),
            authors: card.authors.clone(),
            publisher: card.publisher.clone(),
            section: card.section.as_ref().map(|s| self.link(s)),
            genre: card.genre.as_str(),
            photo: card.photo.as_ref().map(|photo| PhotoView {
                url: self.config.href(&photo.image.route),
                width: photo.image.width,
                height: photo.image.height,
                alt: photo.alt.clone(),
                credit: photo.credit.clone(),
            }),
        }
    }

    fn cards(&self, cards: &[Keyed<Card>]) -> Vec<CardView> {
        cards.iter().map(|card| self.card(card)).collect()
    }

    fn lists(&self, lists: &[(String, Vec<Keyed<Card>>)]) -> BTreeMap<String, Vec<CardView>> {
        lists.iter().map(|(name, cards)| (name.clone(), self.cards(cards))).collect()
    }

    fn links(&self, terms: &[Term]) -> Vec<Link> {
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
    let mut context = Context::new();
    let (template, kind, title, description) = match &spec.view {
        View::Article(view) => {
            article(&mut context, theme, view, parts, key);
            ("article.html", "article", Some(view.card.title.clone()), view.card.summary.clone())
        }
        View::List(list) => {
            let (template, kind) = match list.kind {
                Position::Home => ("home.html", "home"),
                Position::Section => ("section.html", "section"),
                Position::Tag => ("tag.html", "tag"),
                Position::Series => ("series.html", "series"),
            };
            list_context(&mut context, theme, list);
            (template, kind, list.title.clone(), theme.config.description.clone())
        }
        View::Tags { terms, nav } => {
            context.insert("terms", &theme.links(terms));
            context.insert("nav", &theme.links(nav));
            ("tags.html", "tags", None, None)
        }
        View::Withdrawn { article, nav } => {
            withdrawn(&mut context, theme, article);
            context.insert("nav", &theme.links(nav));
            ("withdrawn.html", "withdrawn", Some(article.front().title.clone()), None)
        }
        View::Imprint { nav } => {
            context.insert("nav", &theme.links(nav));
            ("imprint.html", "imprint", None, None)
        }
        View::NotFound { nav } => {
            context.insert("nav", &theme.links(nav));
            ("404.html", "not-found", None, None)
        }
        other => unreachable!("no template shows {other:?}"),
    };
    let page = Page {
        kind,
        title,
        url: theme.config.absolute(route),
        path: theme.config.href(route),
        lang: spec.lang.clone(),
        dir: spec.lang.dir().as_str(),
        description,
    };
    context.insert("page", &page);
    context.insert_value("site", theme.site.clone());
    context.insert_value("ui", theme.ui.get(&spec.lang).cloned().unwrap_or_else(Value::none));
    context.insert_value("head", Value::safe_string(&mark(Part::Head, &token(Part::Head, key))));
    let html = theme.templates.render(template, &context, page_name(route, spec).as_str())?;
    Ok(Shell { template, html, head: head::head(theme, route, spec) })
}

/// What a message calls a page: the article's file where it is one.
fn page_name(route: &Route, spec: &PageSpec) -> String {
    spec.article().map_or_else(|| route.to_string(), |article| article.path().to_string())
}

fn article(context: &mut Context, theme: &Theme<'_>, view: &ArticleView, parts: Option<&Parts>, key: Digest) {
    let (front, card) = (view.article.front(), &view.card);
    let lang = &card.lang;
    let corrections = front.corrections.iter().map(|c| CorrectionView {
        date: theme.date(c.date, lang),
        text: c.text.clone(),
        by: match c.by {
            By::Original => "original",
            By::Us => "us",
        },
    });
    let translations = view.translations.iter().map(|other| TranslationView {
        lang: other.lang.clone(),
        name: autonym(theme.strings, &other.lang),
        url: theme.config.href(&other.route),
    });
    let page = ArticleContext {
        title: card.title.clone(),
        url: theme.config.href(&card.route),
        date: theme.date(card.date, lang),
        updated: card.updated.map(|w| theme.date(w, lang)),
        section: card.section.as_ref().map(|s| theme.link(s)),
        tags: theme.links(&card.tags),
        series: card.series.as_ref().map(|s| theme.link(s)),
        summary: card.summary.clone(),
        genre: card.genre.as_str(),
        // At 220 words a minute.
        minutes: parts.map_or(1, |p| p.words.div_ceil(220).max(1)),
        corrections: corrections.collect(),
        translations: translations.collect(),
        extra: front.extra.as_deref().and_then(|json| serde_json::from_str(json).ok()),
    };
    context.insert("article", &page);
    context.insert("lists", &theme.lists(&view.lists));
    context.insert("nav", &theme.links(&view.nav));
    let marked = |part| mark(part, &token(part, key));
    context.insert("body", &marked(Part::Body));
    context.insert("attribution", &Attribution { strip: marked(Part::Strip), notice: marked(Part::Notice) });
    let figure = parts.filter(|parts| !parts.figure.is_empty()).map(|_| marked(Part::Figure));
    context.insert("figure", &figure.unwrap_or_default());
}

fn list_context(context: &mut Context, theme: &Theme<'_>, list: &ListView) {
    let url = |route: &Option<Route>| route.as_ref().map(|r| theme.config.href(r));
    let view = ListContext {
        title: list.title.clone(),
        cards: theme.cards(&list.cards),
        older: url(&list.older),
        newer: url(&list.newer),
        number: list.number,
    };
    context.insert("list", &view);
    context.insert("lists", &theme.lists(&list.lists));
    context.insert("nav", &theme.links(&list.nav));
}

fn withdrawn(context: &mut Context, theme: &Theme<'_>, article: &Cleared) {
    let (front, lang) = (article.front(), article.lang());
    let withdrawn =
        front.withdrawn.as_ref().map(|w| WithdrawnView { date: theme.date(w.date, lang), reason: w.reason.clone() });
    let view = WithdrawnContext { title: front.title.clone(), date: theme.date(front.date, lang), withdrawn };
    context.insert("article", &view);
}

fn site(config: &Config, strings: &Strings) -> Site {
    let languages = config.languages.iter().map(|lang| SiteLanguage {
        lang: lang.clone(),
        name: autonym(strings, lang),
        url: config.href(&Route::new(&format!("{}/", prefix(config, lang)))),
        dir: lang.dir().as_str(),
    });
    Site {
        title: config.title.clone(),
        description: config.description.clone(),
        url: config.absolute(&Route::new("/")),
        base: config.base_path().to_owned(),
        lang: config.lang.clone(),
        languages: languages.collect(),
        responsible: config.responsible.clone(),
        css: config.href(&Route::new("/style.css")),
    }
}

/// A language's name in itself, as a label: `Français`.
fn autonym(strings: &Strings, lang: &Lang) -> String {
    let mut name = strings.language(lang, lang).unwrap_or(lang.as_str()).chars();
    name.next().map_or_else(String::new, |first| first.to_uppercase().chain(name).collect())
}

#[derive(Serialize)]
struct Site {
    title: String,
    description: Option<String>,
    url: String,
    base: String,
    lang: Lang,
    languages: Vec<SiteLanguage>,
    responsible: Option<Responsible>,
    css: String,
}

#[derive(Serialize)]
struct SiteLanguage {
    lang: Lang,
    name: String,
    url: String,
    dir: &'static str,
}

#[derive(Serialize)]
struct Page {
    kind: &'static str,
    title: Option<String>,
    url: String,
    path: String,
    lang: Lang,
    dir: &'static str,
    description: Option<String>,
}

#[derive(Serialize)]
struct Date {
    iso: String,
    text: String,
}

#[derive(Serialize)]
struct Link {
    title: String,
    url: String,
}

#[derive(Serialize)]
struct Attribution {
    strip: String,
    notice: String,
}

#[derive(Serialize)]
struct CardView {
    title: String,
    url: String,
    lang: Lang,
    dir: &'static str,
    date: Date,
    summary: Option<String>,
    authors: Vec<String>,
    publisher: Option<String>,
    section: Option<Link>,
    genre: &'static str,
    photo: Option<PhotoView>,
}

#[derive(Serialize)]
struct PhotoView {
    url: String,
    width: u32,
    height: u32,
    alt: String,
    credit: String,
}

#[derive(Serialize)]
struct ListContext {
    title: Option<String>,
    cards: Vec<CardView>,
    older: Option<String>,
    newer: Option<String>,
    number: Option<usize>,
}

#[derive(Serialize)]
struct ArticleContext {
    title: String,
    url: String,
    date: Date,
    updated: Option<Date>,
    section: Option<Link>,
    tags: Vec<Link>,
    series: Option<Link>,
    summary: Option<String>,
    genre: &'static str,
    minutes: usize,
    corrections: Vec<CorrectionView>,
    translations: Vec<TranslationView>,
    extra: Option<serde_json::Value>,
}

#[derive(Serialize)]
struct CorrectionView {
    date: Date,
    text: String,
    by: &'static str,
}

#[derive(Serialize)]
struct TranslationView {
    lang: Lang,
    name: String,
    url: String,
}

#[derive(Serialize)]
struct WithdrawnContext {
    title: String,
    date: Date,
    withdrawn: Option<WithdrawnView>,
}

#[derive(Serialize)]
struct WithdrawnView {
    date: Date,
    reason: Option<String>,
}
