//! All that is known of a site before a page is made: its articles, cleared, and the plan of its pages.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rayon::prelude::*;

use super::prepare::{self, Prepared};
use super::trace::{ArticleFact, Trace};
use super::{Look, Options, Site, Withhold, images, language, ledger, load};
use crate::base::{Digest, Lang, RelPath, Route};
use crate::clean::House;
use crate::diag::{Code, Diagnostic};
use crate::plan::{self, File, Header, Plan, View, headers};
use crate::rights::{self, Edition, Filed, Outline, State};
use crate::source::Sources;

/// A site, surveyed.
#[derive(Debug)]
pub(super) struct Survey {
    pub site: Site,
    /// The articles that may be published, by path.
    pub articles: Vec<Filed>,
    /// The pictures that articles use.
    images: BTreeMap<RelPath, File>,
    /// The files below `static/` that articles show or would show.
    pictures: BTreeSet<RelPath>,
    /// All files below `static/`.
    files: BTreeMap<RelPath, Digest>,
    /// The articles that are left out since their rights are not in order, sorted.
    pub withheld: Vec<RelPath>,
    /// The articles that lack a picture, sorted.
    pub torn: Vec<RelPath>,
    pub plan: Plan,
    /// Addresses that two pages claim.
    collisions: Vec<Diagnostic>,
    /// The next moment at which an embargo or expiry changes the plan.
    pub next_event: Option<Timestamp>,
    /// What there is to say of the files that all pages share.
    loaded: Vec<Diagnostic>,
    /// What there is to say of the site as a whole; articles' own findings are in the trace.
    found: Vec<Diagnostic>,
}

impl Survey {
    /// Reads a site; only findings if there is none. `last` is what was known of it a moment ago.
    pub(super) fn read(
        sources: &dyn Sources,
        options: &Options,
        trace: &mut Trace,
        last: Option<Self>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut loaded = Vec::new();
        // While one core waits for the disk.
        let ahead = || {
            if trace.facts().articles.is_empty() {
                House::built_in().prepare(&language(sources));
            }
        };
        let (site, ()) = rayon::join(|| load(sources, options, trace.secret()), ahead);
        let Some(site) = site.collect(&mut loaded) else { return Err(loaded) };
        prepare::prepare(sources, &site, options, trace);
        let last = last.map(|last| last.retire().2);
        Ok(Self::plan(sources, (site, loaded), options, trace, last))
    }

    /// Plans again after some articles changed, came or went. What all pages share is as it was.
    pub(super) fn again(self, sources: &dyn Sources, options: &Options, trace: &mut Trace) -> Self {
        let (site, loaded, last) = self.retire();
        Self::plan(sources, (site, loaded), options, trace, Some(last))
    }

    fn retire(self) -> (Site, Vec<Diagnostic>, Last) {
        let config = Digest::of_value(&self.site.config);
        let Self { site, loaded, articles, images, pictures, files, plan, collisions, .. } = self;
        (site, loaded, Last { config, articles, images, pictures, files, plan, collisions })
    }

    fn plan(
        sources: &dyn Sources,
        (site, loaded): (Site, Vec<Diagnostic>),
        options: &Options,
        trace: &mut Trace,
        last: Option<Last>,
    ) -> Self {
        let Prepared { articles, refused, pictures } = prepare::collect(trace.facts());
        let withheld = match options.withhold {
            Withhold::Withhold => refused,
            Withhold::Refuse => Vec::new(),
        };
        let (mut found, (images, of_images)) =
            rayon::join(|| of_texts(&site, &articles), || images::read(sources, &site, &articles, trace));
        found.extend(of_images);
        let torn = images::lacking(&articles, &images);
        let files = trace.static_digests();
        let own_rights = plan::own_rights(&site.config);
        let inputs = plan::Inputs {
            config: &site.config,
            program: options.program,
            secret: site.secret,
            environment: site.environment,
            articles: &articles,
            images: &images,
            pictures: &pictures,
            files: &files,
            built_in: &site.built_in,
            edition: site.edition(options.now),
            own_rights: &own_rights,
            last: None,
        };
        let (plan, collisions) = match last.filter(|last| last.has_same_cards(&inputs)) {
            Some(mut last) if last.differs_in_look_alone(&inputs) => {
                plan::redress(&mut last.plan, &inputs);
                (last.plan, last.collisions)
            }
            Some(last) => {
                let planned = plan::plan(&plan::Inputs { last: Some(&last.plan), ..inputs });
                // To free the plan of thousands of pages takes a while, for which nobody has to wait.
                rayon::spawn(move || drop(last));
                planned
            }
            None => plan::plan(&inputs),
        };
        let next_event = articles.par_iter().filter_map(|article| next_event(article, inputs.edition)).min();
        Self { site, articles, images, pictures, files, withheld, torn, plan, collisions, next_event, loaded, found }
    }

    /// Takes in what an article was cleared to, in the place of what it was cleared to last, and says whose pages may have
    /// changed. `None` if that is more than its body, so that the site must be planned again.
    pub(super) fn renew(&mut self, last: Option<&ArticleFact>, next: Option<&ArticleFact>) -> Option<Vec<Route>> {
        let (last, next) = (last?, next?);
        // Which files of `static/` are copied depends on who shows them.
        if last.pictures != next.pictures {
            return None;
        }
        match (&last.cleared, &next.cleared) {
            (Some(last), Some(next)) if last.digest() == next.digest() => Some(Vec::new()),
            (Some(last), Some(next)) => {
                let routes = plan::renew(&mut self.plan, (&self.site.config, self.site.secret), last, next)?;
                if let Ok(at) = self.articles.binary_search_by(|article| article.path.cmp(&next.path)) {
                    self.articles[at] = next.clone();
                }
                Some(routes)
            }
            (None, None) => Some(Vec::new()),
            _ => None,
        }
    }

    /// Whether anything stands in the way of publication, whatever its pages are like.
    pub(super) fn stops(&self, trace: &Trace) -> bool {
        let in_articles = prepare::findings(trace.facts()).any(|d| d.is_error() && !is_in(d, &self.withheld));
        in_articles || self.of_site().any(Diagnostic::is_error)
    }

    /// Everything there is to say so far.
    pub(super) fn findings(&self, trace: &Trace) -> Vec<Diagnostic> {
        let of_articles = prepare::findings(trace.facts());
        let of_articles = of_articles.filter(|d| !(d.is_error() && is_in(d, &self.withheld))).cloned();
        of_articles.chain(self.of_site().cloned()).collect()
    }

    fn of_site(&self) -> impl Iterator<Item = &Diagnostic> {
        self.loaded.iter().chain(&self.found).chain(&self.collisions)
    }

    /// The languages of its pages.
    pub(super) fn languages(&self) -> BTreeSet<&Lang> {
        self.plan.values().map(|spec| &spec.lang).collect()
    }

    /// How many articles are on the site.
    pub(super) fn shown(&self) -> usize {
        self.plan.values().filter(|spec| matches!(spec.view, View::Article(_))).count()
    }

    /// The addresses of the articles that were taken down.
    pub(super) fn gone(&self) -> Vec<Route> {
        let gone = self.plan.iter().filter(|(_, spec)| matches!(spec.view, View::Withdrawn { .. }));
        gone.map(|(route, _)| route.clone()).collect()
    }

    /// The headers of the pages that have some.
    pub(super) fn headers(&self) -> Vec<(Route, Vec<Header>)> {
        let all = self.plan.iter().map(|(route, spec)| (route, headers(&self.site.config, spec)));
        all.filter(|(_, headers)| !headers.is_empty()).map(|(route, headers)| (route.clone(), headers)).collect()
    }
}

/// What was planned a moment ago, and from what.
struct Last {
    config: Digest,
    articles: Vec<Filed>,
    images: BTreeMap<RelPath, File>,
    pictures: BTreeSet<RelPath>,
    files: BTreeMap<RelPath, Digest>,
    plan: Plan,
    collisions: Vec<Diagnostic>,
}

impl Last {
    /// Whether an article that is the same has the same card now.
    fn has_same_cards(&self, inputs: &plan::Inputs<'_>) -> bool {
        self.config == Digest::of_value(inputs.config) && self.images == *inputs.images
    }

    /// Whether the same pages would be planned with the same articles on them.
    fn differs_in_look_alone(&self, inputs: &plan::Inputs<'_>) -> bool {
        let same = |(a, b): (&Filed, &Filed)| a.digest() == b.digest();
        self.articles.len() == inputs.articles.len()
            && self.articles.iter().zip(inputs.articles).all(same)
            && self.pictures == *inputs.pictures
            && self.files.keys().eq(inputs.files.keys())
    }
}

/// What there is to say of the articles together.
fn of_texts(site: &Site, articles: &[Filed]) -> Vec<Diagnostic> {
    let words = site.look.iter().flat_map(|look| wordless(look, articles));
    words.chain(unanswered_for(site, articles)).chain(rights::unconfirmed(&site.publishers, articles)).collect()
}

/// A machine's translation that a person has reviewed needs no label only where somebody answers for it, by name and publicly
/// (EU AI Act, art. 50(4)).
fn unanswered_for(site: &Site, articles: &[Filed]) -> Option<Diagnostic> {
    let first = articles.iter().find(|article| article.is_reviewed).filter(|_| site.config.responsible.is_none())?;
    let file = RelPath::new(crate::config::FILE).expect("a fixed name");
    let message =
        format!("`{}` was translated by a machine and reviewed, but nobody is named who answers for it", first.path);
    let found = Diagnostic::new(Code::RightsResponsibleMissing, message).in_file(&file);
    Some(found.hint("write `responsible: {name: …, contact: …}`; it is printed on every page and on the imprint"))
}

/// The next moment at which an article comes or goes, or a picture of it.
fn next_event(article: &Outline, edition: Edition) -> Option<Timestamp> {
    let stays = matches!(article.state, State::Published | State::Rest);
    let next =
        || ledger::next_event((article.window, article.reduction), article.photos().map(|photo| photo.until), edition);
    stays.then(next).flatten().map(|event| event.at)
}

/// Whether a finding stands in one of the files, which are sorted. (Errors of withheld articles do not stop the build; the
/// report names the articles.)
pub(super) fn is_in(diagnostic: &Diagnostic, files: &[RelPath]) -> bool {
    diagnostic.span.as_ref().is_some_and(|span| files.binary_search(&span.path).is_ok())
}

/// What the words of the site lack for its articles: their languages, and the names of the originals' languages.
fn wordless(look: &Look, articles: &[Filed]) -> Vec<Diagnostic> {
    let mut languages: BTreeMap<&Lang, BTreeSet<&Lang>> = BTreeMap::new();
    let mut last = None;
    for article in articles {
        // Most articles are in the languages of the one before.
        if last.replace((&article.lang, &article.original_lang)) != Some((&article.lang, &article.original_lang)) {
            languages.entry(&article.lang).or_default().insert(&article.original_lang);
        }
    }
    languages.into_iter().flat_map(|(lang, named)| look.strings.check(lang, named)).collect()
}
