//! Lists of articles: front page, sections, tags, series, and those that the site declares for its theme.
//!
//! Numbered pages count from the oldest article and never change once they are full; the head page holds the newest
//! remainder. One new article therefore rewrites the head alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::card::{Card, Taxonomy, Term};
use super::routes::prefix;
use super::{Shown, TOGETHER, View};
use crate::base::{Keyed, Lang, Route};
use crate::config::{Config, PageKind};

/// A page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// Which kind of list.
    pub kind: Position,
    /// The section's, tag's or series' name; none on the front page.
    pub title: Option<String>,
    /// The articles, newest first.
    pub cards: Vec<Keyed<Card>>,
    /// The next page with older articles.
    pub older: Option<Route>,
    /// The next page with newer articles.
    pub newer: Option<Route>,
    /// The page's number, counted from the oldest; the head has none.
    pub number: Option<usize>,
    /// Lists that the site declares for this kind of page.
    pub lists: Vec<(String, Vec<Keyed<Card>>)>,
    /// The sections, for the page's head.
    pub nav: Keyed<Vec<Term>>,
    /// The heads of the same list in the site's other languages (front pages only).
    pub alternates: Vec<(Lang, Route)>,
}

/// Kinds of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Position {
    Home,
    Section,
    Tag,
    Series,
}

/// The site's declared lists, resolved.
pub(super) type Named = BTreeMap<String, Vec<Keyed<Card>>>;

/// Articles by language: every configured language, even without articles, and every language that has some.
pub(super) fn by_language<'s, 'a>(
    config: &'s Config,
    shown: &'s [Shown<'a>],
) -> BTreeMap<&'s Lang, Vec<&'s Shown<'a>>> {
    let mut map: BTreeMap<&Lang, Vec<&Shown<'_>>> = config.languages.iter().map(|l| (l, Vec::new())).collect();
    let parts = shown.par_chunks(TOGETHER).map(|part| {
        let mut map: BTreeMap<&Lang, Vec<&Shown<'_>>> = BTreeMap::new();
        for article in part {
            map.entry(&article.article.lang).or_default().push(article);
        }
        map
    });
    for (lang, articles) in parts.collect::<Vec<_>>().into_iter().flatten() {
        map.entry(lang).or_default().extend(articles);
    }
    map
}

/// The sections of a language, by name.
pub(super) fn sections(config: &Config, lang: &Lang, articles: &[&Shown<'_>]) -> Vec<Term> {
    let parts = articles.par_chunks(TOGETHER).flat_map_iter(|part| {
        let mut seen = HashSet::default();
        part.iter().filter_map(|a| a.article.section.as_deref()).filter(move |name| seen.insert(*name))
    });
    let mut map = BTreeMap::new();
    for name in parts.collect::<Vec<_>>() {
        if let Some(term) = Taxonomy::Section.term(config, lang, name) {
            map.entry(term.route.clone()).or_insert(term);
        }
    }
    let mut terms: Vec<Term> = map.into_values().collect();
    terms.sort_by_cached_key(|term| alphabetical(&term.title));
    terms
}

/// The place of a name in an alphabet: accents and case do not count.
fn alphabetical(name: &str) -> String {
    name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Resolves the lists that `reprint.yaml` declares.
pub(super) fn named(config: &Config, articles: &[&Shown<'_>]) -> Named {
    let wanted = |list: &crate::config::List, shown: &Shown<'_>| {
        let article = shown.article;
        list.section.as_deref().is_none_or(|s| article.section.as_deref() == Some(s))
            && list.tag.as_ref().is_none_or(|t| article.tags.contains(t))
    };
    let resolve = |list: &crate::config::List| {
        let newest_first = articles.iter().rev().filter(|s| wanted(list, s));
        newest_first.take(list.limit as usize).map(|s| s.card.clone()).collect()
    };
    config.lists.iter().map(|(name, list)| (name.clone(), resolve(list))).collect()
}

/// The declared lists that pages of a kind may show.
pub(super) fn on(named: &Named, config: &Config, kind: PageKind) -> Vec<(String, Vec<Keyed<Card>>)> {
    let shown = config.lists.iter().filter(|(_, list)| list.on.contains(&kind));
    shown.filter_map(|(name, _)| Some((name.clone(), named.get(name)?.clone()))).collect()
}

/// Articles that were made from the same original.
pub(super) struct Translations<'s>(HashMap<&'s str, Vec<&'s Shown<'s>>>);

pub(super) fn translations<'s>(by_lang: &BTreeMap<&Lang, Vec<&'s Shown<'s>>>) -> Translations<'s> {
    let mut map: HashMap<&str, Vec<&Shown<'_>>> = HashMap::default();
    if by_lang.len() > 1 {
        for article in by_lang.values().flatten() {
            if let Some(url) = &article.article.original_url {
                map.entry(url.as_str()).or_default().push(article);
            }
        }
    }
    map.retain(|_, group| group.len() > 1);
    Translations(map)
}

impl Translations<'_> {
    pub(super) fn of(&self, shown: &Shown<'_>) -> Vec<Keyed<Card>> {
        let url = shown.article.original_url.as_ref();
        let group = url.and_then(|url| self.0.get(url.as_str())).map_or(&[][..], Vec::as_slice);
        let mut others: Vec<_> = group.iter().filter(|o| o.article.lang != shown.article.lang).collect();
        others.sort_by(|a, b| a.article.lang.cmp(&b.article.lang));
        others.dedup_by(|a, b| a.article.lang == b.article.lang);
        others.into_iter().map(|o| o.card.clone()).collect()
    }
}

/// The cards of a section, tag or series, with its name.
type Cards<'s> = (Position, &'s Arc<str>, Vec<&'s Keyed<Card>>);

/// The pages with the lists of a language. `articles` are oldest first.
pub(super) fn pages<'s>(
    config: &Config,
    lang: &Lang,
    articles: &[&'s Shown<'_>],
    nav: &Keyed<Vec<Term>>,
    named: &Named,
) -> Vec<(Route, View)> {
    let base = prefix(config, lang);
    let cards: Vec<_> = articles.iter().map(|s| &s.card).collect();
    let home = List { kind: Position::Home, title: None, root: format!("{base}/"), lang, nav, named };
    let mut pages = Vec::new();
    home.pages(config, &cards, &mut pages);

    let mut terms: BTreeMap<Route, Cards<'_>> = BTreeMap::new();
    for card in &cards {
        let mut add = |kind, term: &'s Term| {
            let entry = terms.entry(term.route.clone()).or_insert_with(|| (kind, &term.title, Vec::new()));
            // An article tagged twice in different spellings stands in the list once.
            if entry.2.last().is_none_or(|last| last.route != card.route) {
                entry.2.push(card);
            }
        };
        card.section.iter().for_each(|term| add(Position::Section, term));
        card.series.iter().for_each(|term| add(Position::Series, term));
        card.tags.iter().for_each(|term| add(Position::Tag, term));
    }
    let mut tags = Vec::new();
    for (route, (kind, title, cards)) in terms {
        if kind == Position::Tag {
            tags.push(Term { title: Arc::clone(title), route: route.clone() });
        }
        let root = route.as_str().to_owned();
        List { kind, title: Some(title.to_string()), root, lang, nav, named }.pages(config, &cards, &mut pages);
    }
    tags.sort_by_cached_key(|tag| alphabetical(&tag.title));
    if !tags.is_empty() {
        pages.push((Route::new(&format!("{base}/tags/")), View::Tags { terms: tags, nav: nav.clone() }));
    }
    pages
}

struct List<'a> {
    kind: Position,
    title: Option<String>,
    /// The head's address.
    root: String,
    lang: &'a Lang,
    nav: &'a Keyed<Vec<Term>>,
    named: &'a Named,
}

impl List<'_> {
    /// Adds the head and the numbered pages of a list whose cards are oldest first.
    fn pages(&self, config: &Config, cards: &[&Keyed<Card>], pages: &mut Vec<(Route, View)>) {
        let full = full_pages(cards.len(), config.paginate as usize);
        let address = |number: usize| Route::new(&format!("{}page/{number}/", self.root));
        let page_kind = match self.kind {
            Position::Home => PageKind::Home,
            Position::Section => PageKind::Section,
            Position::Tag | Position::Series => PageKind::Tag,
        };
        let lists = on(self.named, config, page_kind);
        let per = config.paginate as usize;
        for number in 1..=full + 1 {
            let head = number > full;
            let part = if head { &cards[full * per..] } else { &cards[(number - 1) * per..number * per] };
            let newer = if number == full { Route::new(&self.root) } else { address(number + 1) };
            let view = ListView {
                kind: self.kind,
                title: self.title.clone(),
                cards: part.iter().rev().map(|card| (*card).clone()).collect(),
                older: (number > 1).then(|| address(number - 1)),
                newer: (!head).then_some(newer),
                number: (!head).then_some(number),
                lists: lists.clone(),
                nav: self.nav.clone(),
                alternates: if head { self.alternates(config) } else { Vec::new() },
            };
            let route = if head { Route::new(&self.root) } else { address(number) };
            pages.push((route, View::List(Box::new(view))));
        }
    }

    fn alternates(&self, config: &Config) -> Vec<(Lang, Route)> {
        if self.kind != Position::Home || config.languages.len() < 2 || !config.languages.contains(self.lang) {
            return Vec::new();
        }
        config.languages.iter().map(|l| (l.clone(), Route::new(&format!("{}/", prefix(config, l))))).collect()
    }
}

/// How many numbered pages there are, so that the head keeps at least one page's worth of articles and less than two.
fn full_pages(articles: usize, per: usize) -> usize {
    (articles / per).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_holds_the_newest_remainder() {
        let head = |articles, per| articles - full_pages(articles, per) * per;
        assert_eq!((full_pages(0, 20), full_pages(20, 20), full_pages(39, 20)), (0, 0, 0));
        assert_eq!((full_pages(40, 20), head(40, 20)), (1, 20));
        assert_eq!((full_pages(59, 20), head(59, 20)), (1, 39));
        assert!((1..1000).all(|n| head(n, 20) < 40 && (n < 20 || head(n, 20) >= 20)));
    }
}
