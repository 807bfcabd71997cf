//! The first map: every article is read, parsed, cleaned and cleared, in parallel. What is known of an unchanged file is not
//! read again.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::trace::{ArticleFact, Facts, Trace};
use super::{AT_ONCE, Drafts, Options, Site};
use crate::base::RelPath;
use crate::clean;
use crate::diag::Diagnostic;
use crate::parse;
use crate::rights::{self, Filed, State};
use crate::source::{self, Sources};

/// The articles of a site.
pub(super) struct Prepared {
    /// Those that may be published, by path.
    pub articles: Vec<Filed>,
    /// Those that may not, sorted.
    pub refused: Vec<RelPath>,
    /// The files below `static/` that any of all these shows or would show.
    pub pictures: BTreeSet<RelPath>,
}

/// Clears all articles and notes in the trace what each was cleared to.
pub(super) fn prepare(sources: &dyn Sources, site: &Site, options: &Options, trace: &mut Trace) {
    let facts = trace.facts();
    let articles: Vec<&RelPath> = site.files.iter().filter(|path| is_article(path)).collect();
    let unknown = articles.into_par_iter().with_max_len(AT_ONCE).filter(|path| !is_known(facts, sources, site, path));
    let cleared = unknown.map(|path| (path.clone(), clear(sources, site, options, path))).collect();
    trace.set_articles(site.rights, cleared, |path| site.files.contains(path));
}

/// Clears one article again, or forgets it if its file is gone. What it was cleared to before is handed back.
pub(super) fn renew(
    sources: &dyn Sources,
    site: &mut Site,
    options: &Options,
    trace: &mut Trace,
    path: &RelPath,
) -> Option<ArticleFact> {
    if sources.stamp(path).is_none() {
        site.files.remove(path);
        return trace.set_article(path, None);
    }
    site.files.insert(path.clone());
    let fact = clear(sources, site, options, path);
    trace.set_article(path, Some(fact))
}

/// Whether a file is an article.
pub(super) fn is_article(path: &RelPath) -> bool {
    path.below("content/articles").is_some() && path.extension() == "md"
}

fn is_known(facts: &Facts, sources: &dyn Sources, site: &Site, path: &RelPath) -> bool {
    let fact = facts.articles.get(path).filter(|fact| facts.context == site.rights && fact.stamp.is_some());
    fact.is_some_and(|fact| fact.stamp == sources.stamp(path))
}

fn clear(sources: &dyn Sources, site: &Site, options: &Options, path: &RelPath) -> ArticleFact {
    let (mut found, mut pictures, mut settled) = (Vec::new(), Vec::new(), None);
    let cleared = (|| {
        let read = source::read_with_stamp(sources, path);
        let (bytes, stamp) = read.map_err(|problem| found.push(*problem)).ok()?;
        settled = sources.is_settled(&stamp).then_some(stamp);
        let source = source::into_text(path, &bytes).map_err(|problem| found.push(*problem)).ok()?;
        let mut document = parse::parse(source, &site.zone).collect(&mut found)?;
        // A draft is not asked about its rights; one that is to be published is a draft no longer.
        document.front.draft &= options.drafts == Drafts::Leave;
        if !document.front.draft {
            pictures = rights::in_static(&document);
        }
        let lang = document.front.lang.clone().unwrap_or_else(|| site.config.lang.clone());
        let cleaned = clean::clean(document, &lang, &site.house);
        rights::clear(cleaned, &site.context(options.now)).collect(&mut found)
    })();
    // An article with any error is not published, even where a later stage could have gone on.
    let refused = found.iter().any(Diagnostic::is_error);
    let cleared = cleared.filter(|_| !refused).map(|article| Filed::new(article, site.secret, settled));
    // A path that the article has as well is kept once.
    let kept =
        |path| cleared.iter().flat_map(|c| c.photos()).find(|p| p.file == path).map(|p| p.file.clone()).unwrap_or(path);
    let pictures = pictures.into_iter().map(kept).collect();
    ArticleFact { stamp: settled, cleared, pictures, found }
}

/// Sorts what is known of the articles. Drafts are neither published nor refused.
pub(super) fn collect(facts: &Facts) -> Prepared {
    let all = || facts.articles.iter().filter(|(_, fact)| !is_draft(fact));
    let (mut articles, mut refused) = (Vec::with_capacity(facts.articles.len()), Vec::new());
    let mut pictures = BTreeSet::new();
    let look = || pictures.extend(all().flat_map(|(_, fact)| &fact.pictures).cloned());
    let sort = || {
        all().for_each(|(path, fact)| match &fact.cleared {
            Some(article) => articles.push(article.clone()),
            None => refused.push(path.clone()),
        });
    };
    rayon::join(look, sort);
    Prepared { articles, refused, pictures }
}

/// What there is to say of the articles.
pub(super) fn findings(facts: &Facts) -> impl Iterator<Item = &Diagnostic> {
    facts.articles.values().filter(|fact| !is_draft(fact)).flat_map(|fact| &fact.found)
}

fn is_draft(fact: &ArticleFact) -> bool {
    fact.cleared.as_ref().is_some_and(|article| article.state == State::Draft)
}
