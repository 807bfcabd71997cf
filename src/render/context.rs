//! What a template sees: the page's spec in words, with tokens in the place of what the engine renders.

mod frame;
mod theme;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, Value};

use super::Parts;
use super::head::{self, Head};
use super::tiles::{SharedCard, Tile};
use super::tokens::Tokens;
use crate::base::{Digest, Route};
use crate::diag::Diagnostic;
use crate::parse::By;
use crate::plan::{ArticleView, ListView, PageSpec, Position, View};
use crate::rights::{Cleared, Part};
use frame::Frame;
pub use theme::Theme;
use theme::autonym;
use view::{ArticleContext, Attribution, CorrectionView, Page, TranslationView, WithdrawnContext, WithdrawnView};

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
    let (tokens, name) = (Tokens::new(key), page_name(route, spec));
    let (template, kind, title, description) = match &spec.view {
        View::Article(view) => {
            article(&mut context, theme, view, (parts, &tokens), &mut shown);
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
        View::Tags { terms, .. } => {
            context.insert_value("terms", Value::from(theme.links(terms)));
            ("tags.html", "tags", None, None)
        }
        View::Withdrawn { article, .. } => {
            withdrawn(&mut context, theme, article);
            ("withdrawn.html", "withdrawn", Some(article.front().title.as_str()), None)
        }
        View::Imprint { .. } => ("imprint.html", "imprint", None, None),
        View::NotFound { .. } => ("404.html", "not-found", None, None),
        other => unreachable!("no template shows {other:?}"),
    };
    let (tongue, url) = (theme.tongue(&spec.lang), theme.config.absolute(route));
    let (path, home) = (&url[theme.config.origin().len()..], tongue.home.as_str());
    let (lang, dir) = (&spec.lang, tongue.dir);
    let Frame { nav, frame } = theme.frame(route, spec, &name)?;
    context.insert_value("frame", frame);
    context.insert_value("head", Value::safe_string(&tokens.mark(Part::Head)));
    context.insert_value("nav", nav);
    context.insert("page", &Page { kind, title, url: &url, path, home, lang, dir, description });
    context.insert_value("site", theme.site.clone());
    context.insert_value("ui", tongue.ui.clone());
    let html = theme.templates.render(template, &context, &name)?;
    let (html, tiles) = theme.fill(html, &shown, lang, &name)?;
    Ok(Shell { template, html, tokens, tiles, head: head::head(theme, &url, spec) })
}

/// What a message calls a page: the article's file where it is one.
fn page_name(route: &Route, spec: &PageSpec) -> String {
    spec.article().map_or_else(|| route.to_string(), |article| article.path().to_string())
}

fn article(
    context: &mut Context,
    theme: &Theme<'_>,
    view: &ArticleView,
    (parts, tokens): (Option<&Parts>, &Tokens),
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
    // At 220 words a minute.
    let minutes = parts.map_or(1, |p| p.words.div_ceil(220).max(1));
    let page = ArticleContext {
        title: &card.title,
        url: theme.config.href(&card.route),
        date: theme.date(card.date, lang),
        updated: card.updated.map(|w| theme.date(w, lang)),
        section: card.section.as_ref().map(|section| theme.link(section)),
        tags: theme.links(&card.tags),
        series: card.series.as_ref().map(|series| theme.link(series)),
        summary: card.summary.as_deref(),
        genre: card.genre.as_str(),
        minutes,
        reading_time: theme.reading(minutes, lang),
        corrections: corrections.collect(),
        translations: translations.collect(),
        extra: front.extra.as_deref().and_then(|json| serde_json::from_str(json).ok()),
    };
    context.insert("article", &page);
    context.insert("attribution", &Attribution { strip: tokens.mark(Part::Strip), notice: tokens.mark(Part::Notice) });
    context.insert_value("body", Value::normal_string(&tokens.mark(Part::Body)));
    let figure = parts.filter(|parts| !parts.figure.is_empty()).map(|_| tokens.mark(Part::Figure));
    context.insert_value("figure", Value::from(figure.unwrap_or_default()));
    context.insert_value("lists", theme.lists(&view.lists, shown));
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
}

fn withdrawn(context: &mut Context, theme: &Theme<'_>, article: &Cleared) {
    let (front, lang) = (article.front(), article.lang());
    let withdrawn =
        front.withdrawn.as_ref().map(|w| WithdrawnView { date: theme.date(w.date, lang), reason: w.reason.as_deref() });
    let view = WithdrawnContext { title: &front.title, date: theme.date(front.date, lang), withdrawn };
    context.insert("article", &view);
}
