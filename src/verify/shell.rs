//! Where the parts of a page stand in what the template printed.
//!
//! The parts are put between two signs and the page is parsed with them in place, so that the parser itself says what becomes
//! of them: whether an unclosed `<b hidden>` reaches into them, a table throws them out, a paragraph ends at them. The body is
//! left out: the Markdown stage made it balanced, so nothing in it reaches beyond it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::fault::{hidden, misplaced, missing, twice};
use super::rows::{self, Ordinary};
use super::shown::{Stand, hiding_attribute, stand};
use super::{Findings, Page, Part, Slot, Stylesheets, canonical, duty, loads, mark, photo, shape};
use crate::html::{self, DOCUMENT, Data, Dom, Element, Id, Scripting};
use crate::render::TOKEN;

/// Checks a page; gives it with its parts put in, which is worth something only if nothing was found.
pub(super) fn check(page: &Page<'_>, css: &Stylesheets, found: &mut Findings<'_>) -> String {
    let places = places(page, found);
    let room = places.iter().map(|(_, slot)| slot.html.len()).sum();
    let spliced = splice(page.shell, &places, room, |slot, out| out.push_str(slot.html));
    let mut known = css.known().view();
    let shape = if found.list.is_empty() { shape::read(page, &places, css, &mut known) } else { None };
    let is_known = shape.as_ref().is_some_and(|shape| known.knows(&shape.key, &shape.tiles) && shape.satisfies(page));
    drop(known);
    if is_known {
        return spliced;
    }
    let tiles = shape.as_ref().and_then(|shape| rows::ordinary(page, &shape.tiles));
    let probe = probe(page, &places, tiles.as_deref().unwrap_or_default());
    let dom = html::parse(&probe, Scripting::On);
    judge(&dom, &places, css, found);
    let scripted = dom.all().any(|id| dom.element(id).is_some_and(|element| &**element.local() == "noscript"));
    if scripted {
        judge(&html::parse(&probe, Scripting::Off), &places, css, found);
    }
    if let Some(shape) = shape.filter(|_| found.list.is_empty()) {
        let even = !scripted && tiles.is_some_and(|tiles| rows::are_even(&dom, &tiles));
        css.known().remember(&shape.key, &shape.tiles, even);
    }
    spliced
}

/// The page as it is judged: with its parts between their signs, and with marked tiles.
fn probe(page: &Page<'_>, places: &[Place<'_>], tiles: &[Ordinary<'_>]) -> String {
    let parts = places.iter().map(|(range, slot)| (range.clone(), Some(*slot)));
    let marks = tiles.iter().map(|tile| (tile.name_ends..tile.name_ends, None));
    let mut places: Vec<_> = parts.chain(marks).collect();
    places.sort_by_key(|(range, _)| range.start);
    splice(page.shell, &places, 1 << 12, |slot, out| match slot {
        Some(slot) => bracket(page, slot, out),
        None => out.extend([" ", rows::MARK]),
    })
}

/// A slot with its mark's place in the shell.
pub(super) type Place<'p> = (Range<usize>, &'p Slot<'p>);

/// Finds each mark in the shell's text, where it must occur exactly once, in the order of the text.
fn places<'p>(page: &Page<'p>, found: &mut Findings<'_>) -> Vec<Place<'p>> {
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(TOKEN));
    // How often each stands there, and where it does last.
    let mut hits = vec![(0_usize, 0_usize); page.slots.len()];
    for at in FINDER.find_iter(page.shell.as_bytes()) {
        let is_here = |slot: &Slot<'_>| page.shell[at..].starts_with(slot.token);
        let here = page.slots.iter().zip(&mut hits).filter(|(slot, _)| is_here(slot));
        here.for_each(|(_, hits)| *hits = (hits.0 + 1, at));
    }
    let mut places: Vec<Place<'p>> = Vec::with_capacity(page.slots.len());
    for (slot, hits) in page.slots.iter().zip(hits) {
        match hits {
            (0, _) if slot.part == Part::Figure => {}
            (0, _) => missing(slot.part, found),
            (1, at) => match whole(page.shell, slot, at) {
                Some(range) => places.push((range, slot)),
                None => misplaced(slot.part, "changes it on the way to the page", found),
            },
            _ => twice(slot.part, found),
        }
    }
    places.sort_by_key(|(range, _)| range.start);
    places
}

/// The range of the mark around its token at `at`.
fn whole(shell: &str, slot: &Slot<'_>, at: usize) -> Option<Range<usize>> {
    if slot.part != Part::Head {
        return Some(at..at + slot.token.len());
    }
    let mark = mark(slot.part, slot.token);
    let start = memchr::memrchr(b'<', &shell.as_bytes()[..at])?;
    shell[start..].starts_with(&mark).then(|| start..start + mark.len())
}

fn splice<T: Copy>(
    shell: &str,
    places: &[(Range<usize>, T)],
    room: usize,
    mut put: impl FnMut(T, &mut String),
) -> String {
    let mut out = String::with_capacity(shell.len() + room);
    let mut from = 0;
    for (range, what) in places {
        out.push_str(&shell[from..range.start]);
        put(*what, &mut out);
        from = range.end;
    }
    out.push_str(&shell[from..]);
    out
}

/// Puts a part between its two signs.
fn bracket(page: &Page<'_>, slot: &Slot<'_>, out: &mut String) {
    let silent = slot.part == Part::Body && !is_looked_at(page, slot);
    for (sign, html) in [("open", if silent { "" } else { slot.html }), ("shut", "")] {
        match slot.part {
            Part::Head => {
                out.push_str("<meta name=\"reprint-part\" content=\"");
                out.extend([sign, slot.token, "\">"]);
            }
            _ => out.extend([sign, slot.token]),
        }
        out.push_str(html);
    }
}

/// Whether a body is looked at: where it holds credits, which style sheets must not hide, or links that must be kept.
pub(super) fn is_looked_at(page: &Page<'_>, body: &Slot<'_>) -> bool {
    static CREDIT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"credit\""));
    page.needs.iter().any(|need| need.part == Part::Body) || CREDIT.find(body.html.as_bytes()).is_some()
}

/// A part in the tree: the nodes that carry its two signs.
struct Standing<'p> {
    slot: &'p Slot<'p>,
    /// With its position in the page: which node, and where in its text.
    open: Option<((usize, usize), Id)>,
    shut: Option<Id>,
}

fn judge(dom: &Dom, places: &[Place<'_>], css: &Stylesheets, found: &mut Findings<'_>) {
    let mut parts: Vec<Standing<'_>> =
        places.iter().map(|(_, slot)| Standing { slot, open: None, shut: None }).collect();
    let walked = walk(dom, &mut parts, css, found);
    order(&parts, found);
    for part in &parts {
        match fault(dom, part, &walked.hosts) {
            None => {}
            Some(Fault::Hidden(place)) => {
                hidden(part.slot.part, &place, found);
                continue; // what is not shown shows no duty
            }
            Some(Fault::Misplaced(how)) => {
                misplaced(part.slot.part, &how, found);
                continue;
            }
        }
        let nodes = nodes(dom, part);
        duty::check(dom, part.slot.part, &nodes, found);
        if part.slot.part != Part::Head {
            for hit in css.hiding(dom, &walked.linked, &nodes).iter() {
                let diagnostic = css.diagnose(*hit, &format!("`{}`", part.slot.part.name()), &found.on_page());
                found.add(diagnostic);
            }
        }
    }
    for (id, photo) in walked.photos {
        photo::check(dom, id, &photo, (css, &walked.linked), found);
    }
    // A `<template>` names one too: what reads pages without a browser looks into it.
    let links = dom.all().filter_map(|id| dom.element(id)).filter(|element| canonical::is_canonical(element));
    let links: Vec<&str> = links.map(|link| link.attr("href").unwrap_or_default()).collect();
    canonical::check(&links, found);
    if walked.has_versions {
        canonical::check_versions(found);
    }
}

/// What one walk over the page collects.
#[derive(Default)]
struct Walked<'p> {
    linked: BTreeSet<usize>,
    /// Whether the page claims to be one of several language versions.
    has_versions: bool,
    photos: Vec<(Id, Vec<&'p super::Photo<'p>>)>,
    /// Elements whose children a shadow tree replaces.
    hosts: Vec<Id>,
}

/// Walks the page in document order: finds the signs, and checks what the template itself wrote.
fn walk<'p>(dom: &Dom, parts: &mut [Standing<'_>], css: &Stylesheets, found: &mut Findings<'p>) -> Walked<'p> {
    let mut walked = Walked::default();
    let mut inside = 0_usize; // signs opened and not shut: what the engine rendered needs no looking at
    for (order, id) in dom.subtree(DOCUMENT).enumerate() {
        match &dom.node(id).data {
            Data::Text(text) => signs(text, Part::Body, (order, id), parts, &mut inside),
            Data::Element(element) => {
                if &**element.local() == "meta" && element.attr("name") == Some("reprint-part") {
                    signs(element.attr("content").unwrap_or_default(), Part::Head, (order, id), parts, &mut inside);
                    continue;
                }
                walked.has_versions |= canonical::is_version(element);
                if element.attr("shadowrootmode").is_some() && &**element.local() == "template" {
                    walked.hosts.extend(dom.parent(id));
                }
                if inside == 0 {
                    loads::check((dom, id), element, (css, &mut walked.linked), found);
                    let photo = photo::of(element, found.page.url, found.page.photos);
                    walked.photos.extend(photo.map(|photo| (id, photo)));
                }
            }
            _ => {}
        }
    }
    walked
}

/// Notes the signs in a text. `kind` says whether it is an attribute in the head or text in the flow.
fn signs(text: &str, kind: Part, at: (usize, Id), parts: &mut [Standing<'_>], inside: &mut usize) {
    for part in parts.iter_mut().filter(|part| (part.slot.part == Part::Head) == (kind == Part::Head)) {
        if text.len() < part.slot.token.len() {
            continue; // as most texts are; building a searcher costs more than they are long
        }
        for found in memchr::memmem::find_iter(text.as_bytes(), part.slot.token) {
            if text[..found].ends_with("open") {
                part.open.get_or_insert(((at.0, found), at.1));
                *inside += 1;
            } else if text[..found].ends_with("shut") {
                part.shut.get_or_insert(at.1);
                *inside = inside.saturating_sub(1);
            }
        }
    }
}

/// Why a part does not do what it is there for.
enum Fault {
    Hidden(String),
    Misplaced(String),
}

/// What is wrong with the place of a part, if it does not stand where it is shown and where blocks may stand.
fn fault(dom: &Dom, part: &Standing<'_>, hosts: &[Id]) -> Option<Fault> {
    let Some((_, open)) = part.open else { return Some(unseen(dom, part.slot)) };
    let parent = dom.parent(open);
    let whole = part.shut.is_some_and(|shut| dom.parent(shut) == parent);
    if part.slot.part == Part::Head {
        let in_head = parent.and_then(|id| dom.element(id)).is_some_and(|element| &**element.local() == "head");
        let outside = || Fault::Misplaced("puts it outside `<head>`, or something before it ends the head".to_owned());
        return (!in_head || !whole).then(outside);
    }
    for id in dom.ancestors(open) {
        let Some(element) = dom.element(id) else { continue };
        let name = element.local();
        match stand(element) {
            _ if hosts.contains(&id) => return Some(Fault::Hidden(format!("`<{name}>` with a shadow tree"))),
            Stand::Hidden => return Some(Fault::Hidden(in_words(element))),
            Stand::Unfit => return Some(Fault::Misplaced(format!("puts it inside `<{name}>`"))),
            Stand::Around if Some(id) == parent => {
                return Some(Fault::Misplaced(format!("puts it right inside `<{name}>`")));
            }
            Stand::Around | Stand::Flow => {}
        }
    }
    if dom.is_fostered(open) {
        return Some(Fault::Misplaced("puts it inside a table, but in no cell".to_owned()));
    }
    (!whole).then(|| Fault::Misplaced("puts it where its blocks cannot stand".to_owned()))
}

fn in_words(element: &Element) -> String {
    match hiding_attribute(element) {
        Some(attribute) => format!("`<{} {attribute}>`", element.local()),
        None => format!("`<{}>`", element.local()),
    }
}

/// Says where a mark is that a browser does not show as text.
fn unseen(dom: &Dom, slot: &Slot<'_>) -> Fault {
    let has = |text: &str| text.contains(slot.token);
    for id in dom.all() {
        match &dom.node(id).data {
            Data::Comment(text) if has(text) => return Fault::Hidden("a comment".to_owned()),
            Data::Text(text) if has(text) && dom.ancestors(id).last().is_some_and(|root| root != DOCUMENT) => {
                return Fault::Hidden("`<template>`".to_owned());
            }
            Data::Element(element) if element.attrs.iter().any(|attr| has(&attr.value) || has(&attr.name.local)) => {
                return Fault::Misplaced(format!("puts it into an attribute of `<{}>`", element.local()));
            }
            _ => {}
        }
    }
    Fault::Hidden("what a browser drops".to_owned())
}

/// The strip stands before the body, the notice after it.
fn order(parts: &[Standing<'_>], found: &mut Findings<'_>) {
    let at = |wanted| parts.iter().find(|p| p.slot.part == wanted).and_then(|p| p.open).map(|(order, _)| order);
    let Some(body) = at(Part::Body) else { return };
    if at(Part::Strip).is_some_and(|strip| strip > body) {
        misplaced(Part::Strip, "puts it below the body", found);
    }
    if at(Part::Notice).is_some_and(|notice| notice < body) {
        misplaced(Part::Notice, "puts it above the body", found);
    }
}

/// The nodes between the two signs of a part.
fn nodes(dom: &Dom, part: &Standing<'_>) -> Vec<Id> {
    let Some(((_, open), shut)) = part.open.zip(part.shut) else { return Vec::new() };
    if open == shut {
        return Vec::new();
    }
    std::iter::successors(dom.next(open), |id| dom.next(*id)).take_while(|id| *id != shut).collect()
}
