//! What a template sees: the page's spec in words, with tokens in the place of what the engine renders.

mod frame;
mod theme;
mod view;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use tera::{Context, Value};

use super::head::{self, Head};
use super::mould::View as _;
use super::tiles::{Shown, Tile};
use super::tokens::{Tokens, mark};
use super::{Parts, mould};
use crate::base::{Digest, Route};
use crate::diag::Diagnostic;
use crate::parse::By;
use crate::plan::{ArticleView, ListView, PageSpec, Position, View};
use crate::rights::{Filed, Part, Story};
use frame::Frame;
pub use theme::Theme;
use theme::autonym;
use view::{ArticleContext, ArticlePage, CorrectionView, ListContext, ListPage, Number, Page, TranslationView};
use view::{WithdrawnContext, WithdrawnView};

pub(super) use view::CardView;

/// A page as its template made it, with marks for the parts that are still to be put in.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The template's name.
    pub template: &'static str,
    /// The page with marks.
    pub html: String,
    /// What stands in it for its parts.
    pub tokens: Tokens,
    /// The cards in it, in order.
    pub tiles: Vec<Tile>,
    /// What belongs in the head.
    pub head: Head,
}

/// Renders the shell of a page that is made from a template: where it is an article's own page, of the article that its spec
/// names, with the parts of its text.
///
/// # Panics
///
/// For a view that no template shows: a feed, a sitemap, a copy.
pub fn shell(
    theme: &Theme<'_>,
    route: &Route,
    (spec, key): (&PageSpec, Digest),
    (story, parts): (Option<&Story>, Option<&Parts>),
) -> Result<Shell, Box<Diagnostic>> {
    let (tokens, url) = (Tokens::new(key), theme.config.absolute(route));
    let name = Name { route, spec };
    let frame = theme.frame(route, spec, &name)?;
    let (template, kind) = template(&spec.view);
    let sheet = Sheet { theme, spec, name, url: &url, tokens: &tokens, frame: &frame, template, kind };
    let (html, tiles) = match (&spec.view, story) {
        (View::Article(view), Some(story)) => sheet.article((view, story), parts)?,
        (View::List(list), _) => sheet.list(list)?,
        (View::Tags { terms, .. }, _) => {
            sheet.run(|context| context.insert_value("terms", Value::from_serializable(&theme.links(terms))))?
        }
        (View::Withdrawn { article, .. }, Some(story)) => sheet.withdrawn(article, story)?,
        (View::Article(_) | View::Withdrawn { .. }, None) => unreachable!("an article's page is made of the article"),
        _ => sheet.run(|_| {})?,
    };
    Ok(Shell { template, html, head: head::head(theme, &url, (spec, story)), tokens, tiles })
}

/// The template of a page, and what style sheets call its kind.
fn template(view: &View) -> (&'static str, &'static str) {
    match view {
        View::Article(_) => ("article.html", "article"),
        View::List(list) => match list.kind {
            Position::Home => ("home.html", "home"),
            Position::Section => ("section.html", "section"),
            Position::Tag => ("tag.html", "tag"),
            Position::Series => ("series.html", "series"),
        },
        View::Tags { .. } => ("tags.html", "tags"),
        View::Withdrawn { .. } => ("withdrawn.html", "withdrawn"),
        View::Imprint { .. } => ("imprint.html", "imprint"),
        View::NotFound { .. } => ("404.html", "not-found"),
        other => unreachable!("no template shows {other:?}"),
    }
}

/// What a message calls a page: the article's file where it is one.
struct Name<'a> {
    route: &'a Route,
    spec: &'a PageSpec,
}

impl Display for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.spec.article() {
            Some(article) => article.path.fmt(f),
            None => self.route.fmt(f),
        }
    }
}

/// A page that is being made.
struct Sheet<'a> {
    theme: &'a Theme<'a>,
    spec: &'a PageSpec,
    name: Name<'a>,
    url: &'a str,
    tokens: &'a Tokens,
    frame: &'a Frame,
    template: &'static str,
    kind: &'static str,
}

/// A page's text with its tiles.
type Printed = (String, Vec<Tile>);

impl<'a> Sheet<'a> {
    fn page(&self) -> Page<'a> {
        let (theme, spec) = (self.theme, self.spec);
        let description = || theme.config.description.as_deref();
        let (title, description) = match &spec.view {
            View::Article(view) => (Some(view.card.title.as_str()), view.card.summary.as_deref()),
            View::List(list) => (list.title.as_deref(), description()),
            View::Withdrawn { article, .. } => (Some(article.headline.title.as_str()), None),
            _ => (None, None),
        };
        let tongue = theme.tongue(&spec.lang);
        Page {
            kind: self.kind,
            title: title.map(Cow::Borrowed),
            url: self.url.into(),
            path: self.url[theme.config.origin().len()..].into(),
            home: &tongue.home,
            lang: &spec.lang,
            dir: tongue.dir,
            description: description.map(Cow::Borrowed),
        }
    }

    /// Runs the template for a page that is shown as it is.
    fn run(&self, insert: impl FnOnce(&mut Context)) -> Result<Printed, Box<Diagnostic>> {
        let mut context = self.context(&self.page(), self.tokens.of(Part::Head));
        insert(&mut context);
        let html = self.theme.templates.render(self.template, &context, &self.name)?;
        Ok((html, Vec::new()))
    }

    /// What every template sees.
    fn context(&self, page: &Page<'_>, head: &str) -> Context {
        let mut context = Context::new();
        context.insert_value("frame", self.frame.around.clone());
        context.insert_value("nav", self.frame.nav.clone());
        context.insert_value("head", Value::safe_string(&mark(Part::Head, head)));
        context.insert("page", page);
        context.insert_value("site", self.theme.site.clone());
        context.insert_value("ui", self.theme.tongue(&self.spec.lang).ui.clone());
        context
    }

    /// Runs the template and puts the tiles in.
    fn run_with(&self, context: &Context, shown: &[Shown<'_>]) -> Result<Printed, Box<Diagnostic>> {
        let html = self.theme.templates.render(self.template, context, &self.name)?;
        self.theme.fill(html, shown, &self.spec.lang, &self.name)
    }

    fn article(
        &self,
        (view, story): (&'a ArticleView, &'a Story),
        parts: Option<&Parts>,
    ) -> Result<Printed, Box<Diagnostic>> {
        let mut page = ArticlePage {
            page: self.page(),
            parts: self.parts(parts),
            article: self.article_context((view, story), parts),
        };
        if let Some(mould) = self.mould_of_article(view, &mut page) {
            return Ok((mould.fill(&page.texts()), Vec::new()));
        }
        let (mut context, mut shown) = (self.context_of_article(&page), Vec::new());
        context.insert_value("lists", self.theme.lists(&view.lists, &mut shown));
        self.run_with(&context, &shown)
    }

    fn mould_of_article(&self, view: &ArticleView, page: &mut ArticlePage<'a>) -> Option<Arc<mould::Mould>> {
        let is_plain = page.article.is_plain() && view.lists.is_empty();
        let marks = self.theme.marks_for(self.template).filter(|_| is_plain)?;
        let asked = [self.template, page.article.genre];
        marks.mould(&self.frame.moulds, &asked, page, |page| {
            let mut context = self.context_of_article(page);
            context.insert_value("lists", Value::from(BTreeMap::<String, Value>::new()));
            self.theme.templates.render(self.template, &context, &self.name).ok()
        })
    }

    fn context_of_article(&self, page: &ArticlePage<'_>) -> Context {
        let mut context = self.context(&page.page, &page.parts.head);
        context.insert("article", &page.article);
        context.insert("attribution", &page.parts);
        context.insert_value("body", Value::normal_string(&page.parts.body));
        context.insert_value("figure", Value::normal_string(page.parts.figure.as_deref().unwrap_or_default()));
        context
    }

    fn parts(&self, parts: Option<&Parts>) -> view::Parts<'a> {
        let token = |part| Cow::Borrowed(self.tokens.of(part));
        view::Parts {
            head: token(Part::Head),
            strip: token(Part::Strip),
            figure: parts.filter(|parts| !parts.figure.is_empty()).map(|_| token(Part::Figure)),
            body: token(Part::Body),
            notice: token(Part::Notice),
        }
    }

    fn article_context(
        &self,
        (view, story): (&'a ArticleView, &'a Story),
        parts: Option<&Parts>,
    ) -> ArticleContext<'a> {
        let (theme, card) = (self.theme, &*view.card);
        let lang = &card.lang;
        let corrections = story.corrections().iter().map(|c| CorrectionView {
            date: theme.date(c.date, lang),
            text: &c.text,
            by: match c.by {
                By::Original => "original",
                By::Us => "us",
            },
        });
        let translations = view.translations.iter().map(|other| TranslationView {
            lang: other.lang.as_str().into(),
            name: autonym(theme.strings, &other.lang).into(),
            url: theme.config.href(&other.route),
        });
        // At 220 words a minute.
        let minutes = parts.map_or(1, |p| p.words.div_ceil(220).max(1));
        ArticleContext {
            title: card.title.as_str().into(),
            url: theme.config.href(&card.route),
            date: theme.date(card.date, lang),
            updated: card.updated.map(|w| theme.date(w, lang)),
            section: card.section.as_ref().map(|section| theme.link(section)),
            tags: theme.links(&card.tags),
            series: card.series.as_ref().map(|series| theme.link(series)),
            summary: card.summary.as_deref().map(Cow::Borrowed),
            genre: card.genre.as_str(),
            minutes: Number(minutes.to_string().into()),
            reading_time: theme.reading(minutes, lang),
            corrections: corrections.collect(),
            translations: translations.collect(),
            extra: story.extra().and_then(|json| serde_json::from_str(json).ok()),
        }
    }

    fn list(&self, list: &'a ListView) -> Result<Printed, Box<Diagnostic>> {
        let (theme, lang) = (self.theme, &self.spec.lang);
        let url = |route: &'a Option<Route>| route.as_ref().map(|route| theme.config.href(route));
        let mut page = ListPage {
            page: self.page(),
            head: self.tokens.of(Part::Head).into(),
            list: ListContext {
                title: list.title.as_deref().map(Cow::Borrowed),
                older: url(&list.older),
                newer: url(&list.newer),
                number: list.number.map(|number| Number(number.to_string().into())),
                tiles: Vec::new(),
            },
        };
        if list.number.is_some() && list.lists.is_empty() {
            page.list.tiles = vec!["tile".into(); list.cards.len()];
            if let Some(mould) = self.mould_of_list(&mut page) {
                let tiles = list.cards.iter().map(|card| theme.shown(card));
                let tiles = tiles.map(|shown| Ok((theme.tile(&shown, lang, &self.name)?, shown)));
                return Ok(cast_list(&mould, &mut page, &tiles.collect::<Result<Vec<_>, Box<Diagnostic>>>()?));
            }
        }
        let mut shown = Vec::new();
        let mut context = self.context_of_list(&page, theme.cards(&list.cards, &mut shown));
        context.insert_value("lists", theme.lists(&list.lists, &mut shown));
        self.run_with(&context, &shown)
    }

    /// The mould of a list after its first page. The built-in templates show cards there as tiles alone.
    fn mould_of_list(&self, page: &mut ListPage<'a>) -> Option<Arc<mould::Mould>> {
        let marks = self.theme.marks_for(self.template)?;
        marks.mould(&self.frame.moulds, &[self.template], page, |page| {
            let card = |tile: &Cow<'_, str>| Value::from(BTreeMap::from([("tile", Value::from(&**tile))]));
            let cards = page.list.tiles.iter().map(card).collect::<Vec<_>>();
            let mut context = self.context_of_list(page, Value::from(cards));
            context.insert_value("lists", Value::from(BTreeMap::<String, Value>::new()));
            self.theme.templates.render(self.template, &context, &self.name).ok()
        })
    }

    fn context_of_list(&self, page: &ListPage<'_>, cards: Value) -> Context {
        let (mut context, list) = (self.context(&page.page, &page.head), &page.list);
        let text = |text: &Option<Cow<'_, str>>| Value::from(text.as_deref());
        let view = BTreeMap::from([
            ("title", text(&list.title)),
            ("cards", cards),
            ("older", text(&list.older)),
            ("newer", text(&list.newer)),
            ("number", Value::from_serializable(&list.number)),
        ]);
        context.insert_value("list", Value::from(view));
        context
    }

    fn withdrawn(&self, article: &Filed, story: &Story) -> Result<Printed, Box<Diagnostic>> {
        let (theme, headline, lang) = (self.theme, &article.headline, &article.lang);
        let withdrawn =
            story.withdrawn().map(|w| WithdrawnView { date: theme.date(w.date, lang), reason: w.reason.as_deref() });
        let view = WithdrawnContext { title: &headline.title, date: theme.date(headline.date, lang), withdrawn };
        self.run(|context| context.insert("article", &view))
    }
}

/// A page of a list in its mould, with its tiles.
fn cast_list(mould: &mould::Mould, page: &mut ListPage<'_>, cards: &[(super::tiles::Made, Shown<'_>)]) -> Printed {
    let (texts, mut tiles) = (page.texts(), Vec::with_capacity(cards.len()));
    let room = cards.iter().map(|((tile, _), _)| tile.len()).sum::<usize>();
    let html = mould.fill_with(room + 1024, |out, number| match number.checked_sub(ListPage::TILES) {
        Some(card) => {
            let ((tile, digest), shown) = &cards[card];
            tiles.push(shown.placed(out.len()..out.len() + tile.len(), *digest));
            out.push_str(tile);
        }
        None => mould::put(out, &texts, number),
    });
    (html, tiles)
}
