//! Addresses, and who has which.

use std::collections::hash_map::Entry;

use foldhash::HashMap;
use rayon::prelude::*;

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
    owners: HashMap<Route, (Route, Option<RelPath>)>,
    diagnostics: Vec<Diagnostic>,
}

impl Routes {
    /// Notes that no address could be made for an article.
    pub(super) fn unnamed(&mut self, article: &Outline) {
        self.diagnostics.push(
            Diagnostic::new(Code::PlanSlug, "no address can be made of the file's name or its `slug:`")
                .in_file(&article.path)
                .hint("add `slug:` with at least one letter or digit"),
        );
    }

    pub(super) fn put(&mut self, route: &Route, spec: PageSpec, source: Option<&RelPath>) {
        if self.claim(route, source) {
            self.plan.insert(route.clone(), spec);
        }
    }

    /// Puts many pages, one after the other. To sort them on all cores takes a third of the time that looking for the place of each
    /// takes on one.
    pub(super) fn put_all(&mut self, mut pages: Vec<(Route, PageSpec, RelPath)>) {
        self.owners.reserve(pages.len());
        pages.retain(|(route, _, source)| self.claim(route, Some(source)));
        pages.par_sort_unstable_by(|(a, ..), (b, ..)| a.cmp(b));
        let mut pages: Plan = pages.into_iter().map(|(route, spec, _)| (route, spec)).collect();
        self.plan.append(&mut pages);
    }

    /// Takes an address, or notes who has it.
    fn claim(&mut self, route: &Route, source: Option<&RelPath>) -> bool {
        match self.owners.entry(folded(route)) {
            Entry::Vacant(free) => {
                free.insert((route.clone(), source.cloned()));
                true
            }
            Entry::Occupied(taken) => {
                let (first, owner) = taken.get();
                self.diagnostics.push(collision(route, source, first, owner.as_ref()));
                false
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
        let Self { plan, owners, diagnostics } = self;
        // To free thousands of small values takes a while, for which nobody has to wait.
        rayon::spawn(move || drop(owners));
        (plan, diagnostics)
    }
}

/// The address whose file is that of another on a system that knows no upper case: the address itself, nearly always.
fn folded(route: &Route) -> Route {
    let is_plain = |text: &str| text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    let text = route.as_str();
    if is_plain(text) && !text.ends_with("/index.html") {
        return route.clone();
    }
    let text = text.to_lowercase();
    Route::new(text.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(&text))
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

#[cfg(test)]
mod tests {
    use super::super::View;
    use super::*;
    use crate::base::Digest;

    #[test]
    fn addresses_of_one_file_are_one() {
        for (one, other) in [("/a/", "/A/"), ("/a/", "/a/index.html"), ("/É/", "/é/Index.HTML"), ("/", "/index.html")]
        {
            assert_eq!(folded(&Route::new(one)), folded(&Route::new(other)));
        }
        for (one, other) in [("/a/", "/a"), ("/a/", "/a/xindex.html"), ("/aindex.html", "/a")] {
            assert_ne!(folded(&Route::new(one)), folded(&Route::new(other)));
        }
    }

    #[test]
    fn many_pages_at_once_have_the_addresses_that_they_have_one_by_one() {
        let lang = Lang::parse("fr").expect("a tag");
        let page = |n: usize| {
            let name = ["a", "A", "b/", "été/", "Été/", "c.xml", "b/index.html", "xindex.html"][n * 7 % 8];
            let route = Route::new(&format!("/{}{name}", n * 11 % 7));
            let view = View::Redirect(Route::new(&format!("/to-{n}")));
            let spec = PageSpec { environment: Digest::of("look"), lang: lang.clone(), view };
            (route, spec, RelPath::new(&format!("{n}.md")).expect("a good path"))
        };
        let (mut one_by_one, mut at_once) = (Routes::default(), Routes::default());
        for pages in [0..40, 40..41, 41..41, 41..90] {
            let pages: Vec<_> = pages.map(page).collect();
            for (route, spec, source) in &pages {
                one_by_one.put(route, spec.clone(), Some(source));
            }
            at_once.put_all(pages);
        }
        let (one_by_one, at_once) = (one_by_one.finish(), at_once.finish());
        assert!(one_by_one.1.len() > 10 && one_by_one.0.len() > 20);
        assert_eq!(format!("{at_once:?}"), format!("{one_by_one:?}"));
    }
}
