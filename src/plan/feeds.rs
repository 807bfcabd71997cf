//! What machines read: feeds, sitemap, robots.txt.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::card::Card;
use super::media::{self, Image};
use super::routes::prefix;
use super::{Shown, Specs, View};
use crate::base::{Keyed, Lang, Route, When};
use crate::config::Config;
use crate::rights::Filed;

/// Addresses in one sitemap file (sitemaps.org: at most 50,000).
pub const SITEMAP_MAX: usize = 50_000;

/// A feed's newest articles.
#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    /// The page that the feed follows.
    pub home: Route,
    /// Newest first.
    pub items: Vec<FeedEntry>,
}

/// An article in a feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedEntry {
    /// Its card.
    pub card: Keyed<Card>,
    /// The article.
    pub article: Filed,
    /// The pictures in its body, by the address that the Markdown has.
    pub images: BTreeMap<String, Image>,
}

/// An address for search engines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SitemapEntry {
    /// The address.
    pub route: Route,
    /// When it last changed, where that is known.
    pub modified: Option<When>,
}

/// Plans the feed of a language.
pub(super) fn plan(specs: &mut Specs<'_>, lang: &Lang, articles: &[&Shown<'_>]) {
    let config = specs.inputs.config;
    let base = prefix(config, lang);
    let newest = articles.iter().rev().take(config.feeds.limit as usize);
    let items = newest.map(|s| FeedEntry {
        card: s.card.clone(),
        article: s.article.clone(),
        images: media::of_body(s.article, specs.inputs),
    });
    let view = View::Feed(FeedView { home: Route::new(&format!("{base}/")), items: items.collect() });
    specs.put(&route(config, lang), lang, view, None);
}

/// The address of a language's feed.
pub(super) fn route(config: &Config, lang: &Lang) -> Route {
    Route::new(&format!("{}/feed.xml", prefix(config, lang)))
}

/// Plans sitemap and robots.txt over what is planned so far. A site's own `static/robots.txt` stands.
pub(super) fn plan_sitemap(specs: &mut Specs<'_>) {
    let lang = &specs.inputs.config.lang;
    let entries = specs.routes.plan().par_iter().filter_map(|(route, spec)| entry(route, &spec.view));
    let files = in_files(entries.collect());
    let mut parts = Vec::new();
    let single = files.len() <= 1;
    for (i, part) in files.into_iter().enumerate() {
        let route = if single { Route::new("/sitemap.xml") } else { Route::new(&format!("/sitemap-{}.xml", i + 1)) };
        specs.put(&route, lang, View::Sitemap(specs.inputs.keyed(part)), None);
        parts.push(route);
    }
    if !single {
        specs.put(&Route::new("/sitemap.xml"), lang, View::SitemapIndex(parts), None);
    }
    let license = super::reservations::plan(specs);
    let robots = Route::new("/robots.txt");
    if !specs.routes.has(&robots) {
        specs.put(&robots, lang, View::Robots { license }, None);
    }
}

/// The entries of each file.
fn in_files(mut entries: Vec<SitemapEntry>) -> Vec<Vec<SitemapEntry>> {
    let mut files = Vec::new();
    while entries.len() > SITEMAP_MAX {
        let rest = entries.split_off(SITEMAP_MAX);
        files.push(std::mem::replace(&mut entries, rest));
    }
    files.extend(Some(entries).filter(|rest| !rest.is_empty()));
    files
}

fn entry(route: &Route, view: &View) -> Option<SitemapEntry> {
    let modified = match view {
        // A sitemap lists canonical addresses only (Google, "Build and submit a sitemap").
        View::Article(view) if !view.card.is_canonical => return None,
        View::Article(view) => Some(view.card.updated.unwrap_or(view.card.date)),
        View::List(list) => list.cards.iter().map(|c| c.updated.unwrap_or(c.date)).max(),
        View::Tags { .. } | View::Imprint { .. } => None,
        _ => return None,
    };
    Some(SitemapEntry { route: route.clone(), modified })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_in_a_file_and_no_file_is_too_long_or_empty() {
        let entry = |n: usize| SitemapEntry { route: Route::new(&format!("/{n}/")), modified: None };
        for (count, lengths) in
            [(0, vec![]), (1, vec![1]), (SITEMAP_MAX, vec![SITEMAP_MAX]), (SITEMAP_MAX + 1, vec![SITEMAP_MAX, 1])]
        {
            let entries: Vec<SitemapEntry> = (0..count).map(entry).collect();
            let files = in_files(entries.clone());
            assert_eq!(files.iter().map(Vec::len).collect::<Vec<_>>(), lengths);
            assert_eq!(files.concat(), entries);
        }
    }
}
