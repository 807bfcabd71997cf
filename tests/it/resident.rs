//! A program that stays shows the bytes of a build, whatever was edited and whenever it was interrupted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use reprint::base::{RelPath, Route};
use reprint::engine::{Changes, Next, Resident, Step};
use reprint::source::Sources;
use reprint::source::memory::Memory as Site;
use reprint::write::shelf::{Answer, Shelf};

use crate::incremental::{Random, edit};
use crate::site::{article, clean_build, options, said, site};

/// A site that is kept, over sources in memory.
struct Kept {
    site: Site,
    known: BTreeMap<RelPath, reprint::source::Stamp>,
    resident: Resident,
    shelf: Arc<Shelf>,
}

impl Kept {
    fn of(site: Site) -> Self {
        let shelf = Arc::new(Shelf::default());
        let resident = Resident::new(options(), Arc::clone(&shelf));
        let mut kept = Self { site, known: BTreeMap::new(), resident, shelf };
        kept.take_in(&mut |_| Next::Make(Vec::new()));
        kept
    }

    /// Tells of the files that differ from those it was told of last.
    fn take_in(&mut self, between: &mut dyn FnMut(&Step) -> Next) {
        let now: BTreeMap<_, _> =
            self.site.paths().filter_map(|path| Some((path.clone(), self.site.stamp(path)?))).collect();
        let all: BTreeSet<_> = now.keys().chain(self.known.keys()).cloned().collect();
        let changed = all.into_iter().filter(|path| now.get(path) != self.known.get(path)).collect();
        self.known = now;
        self.resident.refresh(&self.site, Changes::Files(&changed));
        let again = self.resident.make(&self.site, &mut |_, step| between(&step));
        assert!(!again, "sources in memory do not change while they are read");
    }

    fn edited(&mut self) -> Vec<String> {
        let mut changed = Vec::new();
        self.take_in(&mut |step| {
            changed.extend(step.changed.iter().map(ToString::to_string));
            Next::Make(Vec::new())
        });
        changed
    }

    fn shown(&self) -> BTreeMap<Route, Vec<u8>> {
        let bytes = |route: &Route| self.shelf.get(route).map(|page| page.bytes().to_vec());
        self.shelf.routes().into_iter().filter_map(|route| Some((route.clone(), bytes(&route)?))).collect()
    }

    fn page(&self, route: &str) -> String {
        let page = self.shelf.get(&Route::new(route)).unwrap_or_else(|| panic!("no page {route}"));
        String::from_utf8(page.bytes().to_vec()).expect("pages are text")
    }

    fn errors(&self) -> String {
        let found = self.resident.outcome().diagnostics;
        said(&found.into_iter().filter(reprint::diag::Diagnostic::is_error).collect::<Vec<_>>())
    }
}

#[track_caller]
fn assert_same(kept: &Kept, what: &str) {
    let (ours, clean) = (kept.shown(), clean_build(&kept.site));
    let (have, want): (Vec<_>, Vec<_>) = (ours.keys().collect(), clean.files().keys().collect());
    assert_eq!(have, want, "{what}");
    for (route, bytes) in clean.files() {
        assert!(ours[route] == *bytes, "{route} is stale: {what}");
    }
}

#[test]
fn random_edits_equal_clean_builds_though_many_are_interrupted() {
    let mut kept = Kept::of(site(20));
    let mut random = Random(2027);
    for round in 0..400 {
        let path = edit(&mut kept.site, &mut random, round);
        if random.below(4) == 0 {
            kept.take_in(&mut |_| Next::Stop);
            continue;
        }
        kept.take_in(&mut |_| Next::Make(Vec::new()));
        if round % 20 == 0 {
            assert_same(&kept, &format!("round {round}: after {path}"));
        }
    }
    kept.take_in(&mut |_| Next::Make(Vec::new()));
    assert_same(&kept, "at the end");
}

#[test]
fn an_edit_changes_the_pages_that_show_it_and_no_others() {
    let mut kept = Kept::of(site(40));
    assert_eq!(kept.edited(), Vec::<String>::new(), "nothing changed");
    kept.site.put("content/articles/a000.md", article("Article 0", 0, "climat", "Un autre texte."));
    assert_eq!(kept.edited(), ["/articles/a000/"]);
    kept.site.put("content/articles/a027.md", article("Article 27", 27, "climat", "Un autre texte."));
    assert_eq!(kept.edited(), ["/articles/a027/", "/feed.xml"]);
    kept.site.put("content/articles/a000.md", article("Titre A0", 0, "climat", "Un autre texte."));
    assert!(kept.edited().len() >= 4, "its page, the archive, its section and its tag");
    assert_same(&kept, "after a title");
}

#[test]
fn an_error_anywhere_keeps_the_last_good_site_and_what_was_edited_meanwhile_shows_when_it_is_mended() {
    let mut kept = Kept::of(site(6));
    let before = kept.shown();
    kept.site.put("content/articles/a001.md", "---\ntitle: x\ndate: 2026-01-01\n---\n\nSans source.\n");
    assert_eq!(kept.edited(), Vec::<String>::new());
    assert!(kept.errors().contains("content/articles/a001.md"), "{}", kept.errors());
    kept.site.put("content/articles/a002.md", article("Article 2", 2, "santé", "Un autre texte."));
    kept.site.put("content/articles/a009.md", article("Article 9", 9, "santé", "Un nouveau."));
    assert_eq!(kept.edited(), Vec::<String>::new());
    assert_eq!(kept.shown(), before);
    kept.site.put("content/articles/a001.md", article("Article 1", 1, "justice, santé", "Un paragraphe."));
    assert!(kept.edited().contains(&"/articles/a002/".to_owned()));
    assert_eq!(kept.errors(), "");
    assert_same(&kept, "after the error was mended");
}

#[test]
fn a_page_that_turns_out_wrong_takes_back_what_was_shown_before_it() {
    let mut kept = Kept::of(site(6));
    let before = kept.shown();
    // Only the page of the article with this title goes wrong, and others of the same edit are made first.
    let broken = "{% extends \"reprint/article.html\" %}{% block after %}<p>Neu</p>\
                  {% if article.title == 'Article 4' %}{{ article.none.none }}{% endif %}{% endblock after %}";
    kept.site.put("templates/article.html", broken);
    let mut steps = Vec::new();
    let looked_at = ["/articles/a000/", "/articles/a004/"].map(Route::new);
    kept.take_in(&mut |step| {
        let changed = step.changed.iter().map(ToString::to_string).collect::<Vec<_>>();
        let wrong: Vec<_> =
            step.wrong.iter().filter_map(|found| found.span.as_ref()).map(|at| at.path.to_string()).collect();
        steps.push((changed, wrong, step.left > 0));
        Next::Make(looked_at.get(steps.len() - 1).into_iter().cloned().collect())
    });
    let (page, template) = (vec!["/articles/a000/".to_owned()], vec!["templates/article.html".to_owned()]);
    assert_eq!(
        steps,
        [(vec![], vec![], true), (page.clone(), vec![], true), (page, template, true), (vec![], vec![], false)],
        "what is wrong is told before the other pages are made, and once"
    );
    assert_eq!(kept.shown(), before, "all is as it was");
    assert!(kept.errors().contains("templates/article.html"), "{}", kept.errors());
    kept.site.put("templates/article.html", broken.replace("{{ article.none.none }}", ""));
    kept.edited();
    assert!(kept.page("/articles/a004/").contains("<p>Neu</p>"));
    assert_same(&kept, "after the template was mended");
    kept.site.remove("reprint.yaml");
    assert_eq!(kept.edited(), Vec::<String>::new());
    assert!(kept.page("/articles/a004/").contains("<p>Neu</p>"), "without settings the last good site stays");
    assert!(kept.errors().contains("reprint.yaml"), "{}", kept.errors());
}

#[test]
fn an_edit_that_was_finished_is_not_taken_back_with_the_next() {
    let mut kept = Kept::of(site(6));
    kept.site.put("content/articles/a000.md", article("Article 0", 0, "climat", "Gut."));
    kept.take_in(&mut |step| if step.left == 0 { Next::Stop } else { Next::Make(Vec::new()) });
    kept.site.put("content/articles/a001.md", "---\ntitle: x\ndate: 2026-01-01\n---\n\nSans source.\n");
    kept.edited();
    assert!(kept.page("/articles/a000/").contains("Gut."));
}

#[test]
fn hosts_are_told_what_moved_and_what_is_gone() {
    let mut site = site(3);
    let moved = article("Article 1", 1, "santé", "Texte.").replace("section:", "aliases: [/ancien/]\nsection:");
    site.put("content/articles/a001.md", moved);
    let gone = article("Article 2", 2, "santé", "x").replace("---\n\n", "withdrawn: {date: 2026-02-01}\n---\n\n");
    site.put("content/articles/a002.md", gone);
    site.put("reprint.yaml", format!("{}reservations: {{mining: reserved}}\n", crate::site::CONFIG));
    site.put("content/articles/own.md", "---\ntitle: À nous\ndate: 2026-01-15\nkind: own\n---\n\nTexte.\n");
    let mut kept = Kept::of(site);
    let answer = |kept: &Kept, route: &str| kept.shelf.get(&Route::new(route)).map(|page| page.answer().clone());
    assert_eq!(answer(&kept, "/ancien/"), Some(Answer::Moved(Route::new("/articles/a001/"))));
    assert_eq!(answer(&kept, "/articles/a002/"), Some(Answer::Gone));
    let reserved = Answer::Headed(vec![("tdm-reservation", "1".to_owned())]);
    assert_eq!(answer(&kept, "/articles/own/"), Some(reserved), "and what is reserved");
    kept.site.put("content/articles/a002.md", article("Article 2", 2, "santé", "Texte."));
    kept.edited();
    assert_eq!(answer(&kept, "/articles/a002/"), Some(Answer::Found));
}

#[test]
fn what_somebody_looks_at_goes_first_and_what_pages_load_goes_next() {
    let mut site = site(6);
    site.put("static/a.css", "p { margin: 0 }");
    let mut kept = Kept::of(Site::new());
    kept.site = site;
    let mut steps: Vec<Vec<String>> = Vec::new();
    kept.take_in(&mut |step| {
        steps.push(step.changed.iter().map(ToString::to_string).collect());
        Next::Make(vec![Route::new("/articles/a003/")])
    });
    assert_eq!(steps[..2], [vec![], vec!["/articles/a003/".to_owned()]]);
    assert!(steps[2].contains(&"/a.css".to_owned()) && steps[2].contains(&"/style.css".to_owned()), "{steps:?}");
    assert!(!steps[2].iter().any(|route| route.ends_with('/')), "no page among them: {steps:?}");
}

#[test]
fn a_moment_that_passes_while_the_site_has_errors_is_not_forgotten() {
    let broken = "{% extends \"reprint/article.html\" %}{% block after %}{{ article.none.none }}{% endblock after %}";
    let moment: jiff::Timestamp = "2026-06-01T13:00:00Z".parse().expect("a fixed moment");
    for edit in ["templates/article.html", "content/articles/a001.md"] {
        let mut kept = Kept::of(site(4));
        let embargoed =
            article("Plus tard", 5, "santé", "Texte.").replace("section:", &format!("embargo: {moment}\nsection:"));
        kept.site.put("content/articles/vient.md", embargoed);
        assert_eq!(kept.edited(), Vec::<String>::new(), "it is too early");
        assert_eq!(kept.resident.next_event(), Some(moment));
        kept.site.put("templates/article.html", broken);
        kept.edited();
        assert_eq!(kept.resident.next_event(), Some(moment), "whether or not there are errors");
        kept.resident.set_now(moment);
        kept.edited();
        // The error is mended, or something else is edited meanwhile.
        kept.site.put(
            edit,
            if edit.ends_with("md") {
                article("Autre", 1, "santé", "Autre.")
            } else {
                broken.replace("article.none.none", "article.title")
            },
        );
        kept.edited();
        kept.site.put("templates/article.html", broken.replace("article.none.none", "article.title"));
        kept.edited();
        assert!(kept.page("/articles/vient/").contains("Plus tard"), "after an edit of {edit}");
        assert_eq!(kept.resident.next_event(), None);
    }
}
