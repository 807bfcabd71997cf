//! Addresses, and who has which.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{PageSpec, Plan};
use crate::base::{Lang, RelPath, Route, slug};
use crate::config::Config;
use crate::diag::{Code, Diagnostic};
use crate::rights::Outline;

/// The first part of the address of a language's pages: nothing for the default language.
pub fn prefix(config: &Config, lang: &Lang) -> String {
    if *lang == config.lang { String::new() } else { format!("/{}", lang.as_str().to_lowercase()) }
}

/// The address of an article: `/[lang/]articles/<slug>/`. `None` if nothing of its name can stand in an address.
pub fn article_route(config: &Config, path: &RelPath, lang: &Lang, chosen: Option<&str>) -> Option<Route> {
    let name = slug(chosen.unwrap_or_else(|| file_name(path, lang)));
    (!name.is_empty()).then(|| Route::new(&[&prefix(config, lang), "/articles/", &name, "/"].concat()))
}

/// As [`article_route`].
pub(super) fn of_article(config: &Config, article: &Outline) -> Option<Route> {
    article_route(config, &article.path, &article.lang, article.slug.as_deref())
}

/// The address of the imprint in a language.
pub fn imprint_route(config: &Config, lang: &Lang) -> Route {
    Route::new(&format!("{}/imprint/", prefix(config, lang)))
}

/// The name that an article's file gives it: `x` for `x.md`, `x.fr.md` (if it is French) and `x/index.md`.
fn file_name<'p>(path: &'p RelPath, lang: &Lang) -> &'p str {
    let stem = match path.stem() {
        "index" => path.folder().rsplit('/').next().unwrap_or("index"),
        stem => stem,
    };
    stem.rsplit_once('.').filter(|(_, tag)| *tag == lang.as_str()).map_or(stem, |(name, _)| name)
}

/// The addresses that are taken, by whom, and what was wrong.
#[derive(Default)]
pub struct Routes {
    plan: Plan,
    /// Who took an address, after case folding: two that differ by case alone are one file on many systems.
    owners: HashMap<String, (Route, Option<RelPath>)>,
    diagnostics: Vec<Diagnostic>,
}

impl Routes {
    /// The address that was made for an article, if one could be.
    pub(super) fn named(&mut self, article: &Outline, route: Option<Route>) -> Option<Route> {
        if route.is_none() {
            self.diagnostics.push(
                Diagnostic::new(Code::PlanSlug, "no address can be made of the file's name or its `slug:`")
                    .in_file(&article.path)
                    .hint("add `slug:` with at least one letter or digit"),
            );
        }
        route
    }

    pub(super) fn put(&mut self, route: &Route, spec: PageSpec, source: Option<&RelPath>) {
        match self.owners.entry(route.file().to_lowercase()) {
            Entry::Vacant(free) => {
                free.insert((route.clone(), source.cloned()));
                self.plan.insert(route.clone(), spec);
            }
            Entry::Occupied(taken) => {
                let (first, owner) = taken.get();
                let diagnostic = collision(route, source, first, owner.as_ref());
                self.diagnostics.push(diagnostic);
            }
        }
    }

    pub(super) fn has(&self, route: &Route) -> bool {
        self.plan.contains_key(route)
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(super) fn finish(self) -> (Plan, Vec<Diagnostic>) {
        (self.plan, self.diagnostics)
    }
}

fn collision(route: &Route, source: Option<&RelPath>, first: &Route, owner: Option<&RelPath>) -> Diagnostic {
    let other = owner.map_or_else(|| format!("Reprint's own `{first}`"), |path| format!("`{path}`"));
    let found = Diagnostic::new(Code::PlanRouteCollision, format!("the address `{route}` is already taken by {other}"))
        .hint("give one of the two another `slug:`, or rename its file");
    match source.or(owner) {
        Some(path) => found.in_file(path),
        None => found,
    }
}
