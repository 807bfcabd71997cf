//! Decides which pages exist and what each of them may know.
//!
//! A [`PageSpec`] holds everything that its page is made from, as digests of shared values; its own digest is the page's cache
//! key. Rendering sees nothing else, so a page that shows stale data cannot exist.

mod card;
mod feeds;
mod headers;
mod lists;
mod media;
mod renew;
mod reservations;
mod routes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

pub use card::{Card, Picture, Term};
pub use feeds::{FeedEntry, FeedView, SITEMAP_MAX, SitemapEntry};
pub use headers::{Header, headers};
pub use lists::{ListView, Position};
pub use media::{File, Image, own_rights, own_route};
pub use renew::{redress, renew};
pub use routes::{Routes, article_route, imprint_route, prefix};

use crate::base::{Digest, Keyed, Lang, RelPath, Route, Secret, When};
use crate::config::{Config, PageKind};
use crate::diag::Diagnostic;
use crate::photo_metadata::PhotoRights;
use crate::rights::{Edition, Filed, State};

/// All pages of the site.
pub type Plan = BTreeMap<Route, PageSpec>;

/// What one page is made from. Its digest is the page's cache key.
#[derive(Clone, Debug, Serialize)]
pub struct PageSpec {
    /// The digest of what every page depends on: program, settings, templates, strings, stylesheets. A file that is copied
    /// depends on the program alone.
    pub environment: Digest,
    /// The language of the page.
    pub lang: Lang,
    /// What it shows.
    pub view: View,
}

impl PageSpec {
    /// The cache key, under the secret that its values have their digests under.
    pub fn key(&self, secret: Secret) -> Digest {
        secret.digest_of_value(self)
    }

    /// The cards that the page may show.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        let (own, lists) = match &self.view {
            View::Article(view) => (&[][..], &view.lists[..]),
            View::List(list) => (&list.cards[..], &list.lists[..]),
            _ => (&[][..], &[][..]),
        };
        own.iter().chain(lists.iter().flat_map(|(_, cards)| cards)).map(|card| &**card)
    }

    /// The date of the newest article on it; none on a page that shows no articles.
    pub fn newest(&self) -> Option<When> {
        match &self.view {
            View::Article(view) => Some(view.card.date),
            View::List(list) => list.cards.first().map(|card| card.date),
            _ => None,
        }
    }

    /// The article that the page shows, if it is one's own page.
    pub fn article(&self) -> Option<&Filed> {
        match &self.view {
            View::Article(view) => Some(&view.article),
            View::Withdrawn { article, .. } => Some(article),
            _ => None,
        }
    }
}

/// What a page shows.
#[derive(Clone, Debug, Serialize)]
pub enum View {
    /// One article.
    Article(Box<ArticleView>),
    /// A page of a list of articles.
    List(Box<ListView>),
    /// All tags.
    Tags {
        /// The tags, by name.
        terms: Vec<Term>,
        /// The sections, for the page's head.
        nav: Keyed<Vec<Term>>,
    },
    /// A note in the place of an article that was taken down.
    Withdrawn {
        /// The article.
        article: Filed,
        /// The sections, for the page's head.
        nav: Keyed<Vec<Term>>,
    },
    /// Who answers for the site, and how it treats what it publishes.
    Imprint {
        /// The sections, for the page's head.
        nav: Keyed<Vec<Term>>,
    },
    /// What a host shows for an unknown address.
    NotFound {
        /// The sections, for the page's head.
        nav: Keyed<Vec<Term>>,
    },
    /// An earlier address that leads to another.
    Redirect(Route),
    /// An Atom feed.
    Feed(FeedView),
    /// A sitemap.
    Sitemap(Keyed<Vec<SitemapEntry>>),
    /// The list of sitemaps, where one is not enough.
    SitemapIndex(Vec<Route>),
    /// `robots.txt`.
    Robots {
        /// The file that says on what terms machines may read the site's own texts.
        license: Option<Route>,
    },
    /// `tdmrep.json`, for the texts at these addresses.
    Tdmrep(Keyed<Vec<Route>>),
    /// A licence file of Really Simple Licensing, for the texts at these addresses.
    Rsl(Keyed<Vec<Route>>),
    /// A copy of a file of the site.
    Copy {
        /// The file.
        file: RelPath,
        /// Its content.
        digest: Digest,
    },
    /// A picture that says whose it is.
    Photo(Box<Image>),
    /// A file of the built-in theme.
    BuiltIn {
        /// Its path below `static/`.
        name: &'static str,
        /// Its content.
        digest: Digest,
    },
}

impl View {
    /// Whether it is a file as it was found, with nothing of the site's look in it.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::Copy { .. } | Self::Photo(_) | Self::BuiltIn { .. })
    }
}

/// What an article's page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// The article.
    pub article: Filed,
    /// Its own card.
    pub card: Keyed<Card>,
    /// The pictures in its body, by the address that the Markdown has.
    pub images: BTreeMap<String, Image>,
    /// The same original in other languages of the site.
    pub translations: Vec<Keyed<Card>>,
    /// Lists that the site declares for articles.
    pub lists: Vec<(String, Vec<Keyed<Card>>)>,
    /// The sections, for the page's head.
    pub nav: Keyed<Vec<Term>>,
}

/// What a plan is made from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// Identifies the program.
    pub program: Digest,
    /// What digests of articles, values and pages are made under.
    pub secret: Secret,
    /// See [`PageSpec::environment`].
    pub environment: Digest,
    /// Every cleared article.
    pub articles: &'a [Filed],
    /// Every picture that the articles use.
    pub images: &'a BTreeMap<RelPath, File>,
    /// The files below `static/` that articles show or would show: without their article they are not on the site.
    pub pictures: &'a BTreeSet<RelPath>,
    /// The files below `static/` with their content.
    pub files: &'a BTreeMap<RelPath, Digest>,
    /// The built-in theme's files: path below `static/` and content.
    pub built_in: &'a [(&'static str, Digest)],
    /// What embargoes and expiries are judged at.
    pub edition: Edition,
    /// What the site says of pictures whose rights nobody else has told.
    pub own_rights: &'a Arc<PhotoRights>,
    /// What was planned a moment ago with the same settings and pictures: articles that stayed keep their cards.
    pub last: Option<&'a Plan>,
}

impl Inputs<'_> {
    /// What a page depends on beside what it shows.
    fn environment(&self, view: &View) -> Digest {
        if view.is_file() { self.program } else { self.environment }
    }

    fn keyed<T: Serialize>(&self, value: T) -> Keyed<T> {
        Keyed::new(value, self.secret)
    }

    fn card(&self, article: &Filed, route: &Route, terms: &mut card::Terms) -> Keyed<Card> {
        match self.last.and_then(|plan| plan.get(route)).map(|spec| &spec.view) {
            Some(View::Article(view)) if view.article.digest() == article.digest() => view.card.clone(),
            _ => self.keyed(card::card((self.config, terms), article, route, card::picture(self, article))),
        }
    }
}

/// Plans the site, with what stands in the way.
pub fn plan(inputs: &Inputs<'_>) -> (Plan, Vec<Diagnostic>) {
    let mut routes = Routes::default();
    let rests = rests(inputs);
    let (shown, withdrawn) = published(inputs, &rests, &mut routes);
    let by_lang = lists::by_language(inputs.config, &shown);
    let translations = lists::translations(&by_lang);
    let mut specs = Specs { inputs, routes };

    for (lang, articles) in &by_lang {
        let nav = inputs.keyed(lists::sections(inputs.config, lang, articles));
        let named = lists::named(inputs.config, articles);
        let views: Vec<View> =
            articles.par_iter().map(|shown| specs.article(shown, &nav, &named, &translations)).collect();
        let lists = || lists::pages(inputs.config, lang, articles, &nav, &named);
        let (lists, ()) = rayon::join(lists, || specs.put_all(lang, articles, views));
        for (route, view) in lists {
            specs.put(&route, lang, view, None);
        }
        feeds::plan(&mut specs, lang, articles);
        for article in withdrawn.iter().filter(|w| w.article.lang == **lang) {
            let view = View::Withdrawn { article: article.article.clone(), nav: nav.clone() };
            specs.put(&article.route, lang, view, Some(&article.article.path));
        }
        if inputs.config.responsible.is_some() {
            specs.put(&imprint_route(inputs.config, lang), lang, View::Imprint { nav: nav.clone() }, None);
        }
        if **lang == inputs.config.lang {
            specs.put(&Route::new("/404.html"), lang, View::NotFound { nav: nav.clone() }, None);
        }
    }
    specs.redirects(&shown, &withdrawn);
    media::plan(&mut specs, &shown);
    feeds::plan_sitemap(&mut specs);
    specs.routes.finish()
}

/// An article with its address, on its way into the plan.
pub(crate) struct Shown<'a> {
    article: &'a Filed,
    route: Route,
    card: Keyed<Card>,
}

/// An article that was taken down.
struct Gone<'a> {
    article: &'a Filed,
    route: Route,
}

/// What is left of the articles whose publisher's term has ended.
fn rests(inputs: &Inputs<'_>) -> BTreeMap<RelPath, Filed> {
    let has_ended = |article: &&Filed| article.reduction.is_some_and(|end| end.has_come(inputs.edition));
    let ended = inputs.articles.par_iter().filter(|article| has_ended(article));
    ended
        .map(|article| (article.path.clone(), Filed::new(article.unpack().reduced(), inputs.secret, article.settled())))
        .collect()
}

/// How many articles a core looks at in one go: few enough that the last ones are shared out, and enough that what they have in
/// common is found or made once for many. One core alone would wait for each of them, since they come from far in memory.
/// Unoptimised, as in the tests, they are so few that small sites come in several parts as well.
const TOGETHER: usize = if cfg!(debug_assertions) { 3 } else { 512 };

/// Gives every article that may be on the site now its address, oldest first.
fn published<'a>(
    inputs: &Inputs<'a>,
    rests: &'a BTreeMap<RelPath, Filed>,
    routes: &mut Routes,
) -> (Vec<Shown<'a>>, Vec<Gone<'a>>) {
    let place = |article: &'a Filed| {
        let article = article.reduction.and_then(|_| rests.get(&article.path)).unwrap_or(article);
        (article, routes::of_article(inputs.config, article))
    };
    let placed = inputs.articles.par_iter().with_max_len(TOGETHER).map_init(card::Terms::default, |terms, article| {
        let (article, route) = place(article);
        let Some(route) = route else { return Err(article) };
        let is_gone = article.state == State::Withdrawn;
        let is_open = !is_gone && article.window.is_open(inputs.edition);
        let card = is_open.then(|| inputs.card(article, &route, terms));
        Ok((article, route, card, is_gone))
    });
    let (mut shown, mut withdrawn) = (Vec::with_capacity(inputs.articles.len()), Vec::new());
    for placed in placed.collect::<Vec<_>>() {
        match placed {
            Ok((article, route, Some(card), _)) => shown.push(Shown { article, route, card }),
            Ok((article, route, None, true)) => withdrawn.push(Gone { article, route }),
            Ok(_) => {}
            Err(article) => routes.unnamed(article),
        }
    }
    shown.par_sort_unstable_by(|a, b| (a.card.date, &a.route).cmp(&(b.card.date, &b.route)));
    (shown, withdrawn)
}

/// The plan while it grows.
pub(crate) struct Specs<'a> {
    inputs: &'a Inputs<'a>,
    routes: Routes,
}

impl Specs<'_> {
    fn put(&mut self, route: &Route, lang: &Lang, view: View, source: Option<&RelPath>) {
        let spec = PageSpec { environment: self.inputs.environment(&view), lang: lang.clone(), view };
        self.routes.put(route, spec, source);
    }

    fn put_all(&mut self, lang: &Lang, articles: &[&Shown<'_>], views: Vec<View>) {
        let inputs = self.inputs;
        let pages = articles.par_iter().zip(views).map(|(shown, view)| {
            let spec = PageSpec { environment: inputs.environment(&view), lang: lang.clone(), view };
            (shown.route.clone(), spec, shown.article.path.clone())
        });
        self.routes.put_all(pages.collect());
    }

    fn article(
        &self,
        shown: &Shown<'_>,
        nav: &Keyed<Vec<Term>>,
        named: &lists::Named,
        translations: &lists::Translations<'_>,
    ) -> View {
        View::Article(Box::new(ArticleView {
            article: shown.article.clone(),
            card: shown.card.clone(),
            images: media::of_body(shown.article, self.inputs),
            translations: translations.of(shown),
            lists: lists::on(named, self.inputs.config, PageKind::Article),
            nav: nav.clone(),
        }))
    }

    /// Earlier addresses lead to the present one.
    fn redirects(&mut self, shown: &[Shown<'_>], withdrawn: &[Gone<'_>]) {
        let moved: Vec<_> = shown.par_iter().filter(|shown| !shown.article.aliases.is_empty()).collect();
        let moved = moved.into_iter().map(|shown| (shown.article, &shown.route));
        for (article, to) in moved.chain(withdrawn.iter().map(|gone| (gone.article, &gone.route))) {
            for alias in &article.aliases {
                self.put(alias, &article.lang, View::Redirect(to.clone()), Some(&article.path));
            }
        }
    }
}
