//! The first map: every article is read, parsed, cleaned and cleared, in parallel. What is known of an unchanged file is not
//! read again.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::trace::{ArticleFact, Facts, Trace};
use super::{Drafts, Options, Site};
use crate::base::{Keyed, RelPath};
use crate::clean;
use crate::diag::Diagnostic;
use crate::parse;
use crate::rights::{self, Cleared};
use crate::source::{self, Sources, Stamp};

/// The articles of a site.
pub(super) struct Prepared {
    /// Those that may be published, by path.
    pub articles: Vec<Keyed<Cleared>>,
    /// Those that may not, sorted.
    pub refused: Vec<RelPath>,
    /// What there is to say.
    pub found: Vec<Diagnostic>,
}

/// Clears all articles and notes in the trace what each was cleared to.
pub(super) fn prepare(sources: &dyn Sources, site: &Site, options: &Options, trace: &mut Trace) -> Prepared {
    let articles = site.files.iter().filter(|(path, _)| is_article(path));
    let articles: Vec<(&RelPath, Stamp)> = articles.map(|(path, stamp)| (path, *stamp)).collect();
    let facts = trace.facts();
    let known = |path: &RelPath, stamp: Stamp| known(facts, site, path, stamp);
    let prepared: Vec<(RelPath, ArticleFact, bool)> = articles
        .into_par_iter()
        .map(|(path, stamp)| match known(path, stamp) {
            Some(fact) => (path.clone(), fact.clone(), false),
            None => (path.clone(), clear(sources, site, options, path, stamp), true),
        })
        .collect();
    let changed = prepared.iter().any(|(.., new)| *new) || prepared.len() != facts.articles.len();
    let facts: BTreeMap<_, _> = prepared.into_iter().map(|(path, fact, _)| (path, fact)).collect();
    let result = collect(&facts);
    trace.set_articles(site.rights, facts, changed);
    result
}

pub(super) fn is_article(path: &RelPath) -> bool {
    path.below("content/articles").is_some() && path.extension() == "md"
}

fn known<'f>(facts: &'f Facts, site: &Site, path: &RelPath, stamp: Stamp) -> Option<&'f ArticleFact> {
    let fact = facts.articles.get(path).filter(|_| facts.context == site.rights)?;
    (fact.stamp == Some(stamp)).then_some(fact)
}

fn clear(sources: &dyn Sources, site: &Site, options: &Options, path: &RelPath, stamp: Stamp) -> ArticleFact {
    let stamp = sources.is_settled(&stamp).then_some(stamp);
    let mut found = Vec::new();
    let cleared = (|| {
        let source = source::read_text(sources, path).map_err(|problem| found.push(*problem)).ok()?;
        let mut document = parse::parse(source, &site.zone).collect(&mut found)?;
        // A draft is not asked about its rights; one that is to be published is a draft no longer.
        document.front.draft &= options.drafts == Drafts::Leave;
        let lang = document.front.lang.clone().unwrap_or_else(|| site.config.lang.clone());
        let cleaned = clean::clean(document, &lang);
        rights::clear(cleaned, &site.context(options.now)).collect(&mut found)
    })();
    // An article with any error is not published, even where a later stage could have gone on.
    let refused = found.iter().any(Diagnostic::is_error);
    ArticleFact { stamp, cleared: cleared.filter(|_| !refused).map(Keyed::new), found }
}

fn collect(facts: &BTreeMap<RelPath, ArticleFact>) -> Prepared {
    let mut prepared = Prepared { articles: Vec::new(), refused: Vec::new(), found: Vec::new() };
    for (path, fact) in facts {
        if fact.cleared.as_ref().is_some_and(|article| article.front().draft) {
            continue;
        }
        prepared.found.extend(fact.found.iter().cloned());
        match &fact.cleared {
            Some(article) => prepared.articles.push(article.clone()),
            None => prepared.refused.push(path.clone()),
        }
    }
    prepared
}
