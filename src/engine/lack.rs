//! What an article lacks before it may be published as it is.

use super::{Options, Site};
use crate::base::{Lang, RelPath};
use crate::clean;
use crate::diag::Staged;
use crate::parse::{self, FrontMatter};
use crate::rights::{self, Missing};
use crate::source::{self, Sources};

/// What an article lacks.
#[derive(Clone, Debug)]
pub struct Lack {
    /// What the article says of itself.
    pub front: FrontMatter,
    /// Its language.
    pub lang: Lang,
    /// Whether something is cut from it.
    pub has_cuts: bool,
    /// What somebody would have to allow.
    pub missing: Vec<Missing>,
}

/// Looks for what an article lacks.
pub fn lack(sources: &dyn Sources, site: &Site, options: &Options, path: &RelPath) -> Staged<Lack> {
    let source = match source::read_text(sources, path) {
        Ok(source) => source,
        Err(problem) => return Staged::failed(vec![*problem]),
    };
    let mut found = Vec::new();
    let Some(document) = parse::parse(source, &site.zone).collect(&mut found) else { return Staged::failed(found) };
    let front = document.front.clone();
    let lang = front.lang.clone().unwrap_or_else(|| site.config.lang.clone());
    let cleaned = clean::clean(document, &lang, &site.house);
    let has_cuts = !cleaned.cuts.is_empty();
    let missing = rights::missing(&cleaned, &site.context(options.now));
    Staged::with(Lack { front, lang, has_cuts, missing }, found)
}
