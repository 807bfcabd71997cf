//! Whether a part of the page shows what the duties demand: words and links.

use crate::base::{WebUrl, squash};
use crate::html::{Dom, Element, Id};
use crate::render::attribution::Tag;

use super::shown::{Stand, stand, text};
use super::{Findings, Need, Part};
use crate::diag::Code;

/// Checks the needs of one part, whose nodes stand side by side in one parent.
pub(super) fn check(dom: &Dom, part: Part, nodes: &[Id], found: &mut Findings<'_>) {
    let page = found.page;
    let mut needs = page.needs.iter().filter(|need| need.part == part).peekable();
    if needs.peek().is_none() {
        return;
    }
    let mut words = String::new();
    for id in nodes {
        text(dom, *id, &mut words);
    }
    let words = squash(&words);
    for need in needs {
        if let Some(missing) = missing(dom, nodes, &words, need) {
            let hint = match part {
                Part::Body => "restore the link in the text, or correct `original_links:`".to_owned(),
                _ => format!("report it: Reprint itself renders `{}`, and templates cannot change it", part.name()),
            };
            let message = format!("shows `{}` without {}: {missing}", part.name(), need.what);
            found.push(Code::VerifyDuty, &message, &hint);
        }
    }
}

/// What of a need is not there.
fn missing(dom: &Dom, nodes: &[Id], words: &str, need: &Need<'_>) -> Option<String> {
    if let Some(text) = &need.text
        && !words.contains(&squash(text))
    {
        return Some(format!("\"{text}\""));
    }
    let found = |is: &dyn Fn(&Element) -> bool| {
        let all = || nodes.iter().flat_map(|root| dom.subtree(*root));
        all().any(|id| dom.element(id).is_some_and(is) && stands(dom, id))
    };
    let href = need.href.filter(|href| !found(&|element| links_to(element, href)));
    let tag = need.tag.as_ref().filter(|tag| !found(&|element| is_tag(element, tag)));
    href.map(|href| format!("a link to {href}")).or(tag.map(|tag| format!("{tag}>")))
}

/// Whether a link leads to an address, however it is spelt.
fn links_to(element: &Element, href: &str) -> bool {
    let same = |link: &str| link == href || WebUrl::parse(link).is_some_and(|url| url.as_str() == href);
    element.attr("href").is_some_and(same)
}

/// Whether an element is a tag that is demanded. What loads late is not there for readers who leave early.
fn is_tag(element: &Element, tag: &Tag) -> bool {
    // In a feed a path of this site stands with the host before it.
    let same = |found: &str, wanted: &str| {
        found == wanted
            || wanted.starts_with('/') && WebUrl::parse(found).is_some_and(|url| url.as_str().ends_with(wanted))
    };
    &**element.local() == tag.name
        && !element.attr("loading").is_some_and(|value| value.eq_ignore_ascii_case("lazy"))
        && tag.attributes.iter().all(|(name, value)| element.attr(name).is_some_and(|found| same(found, value)))
}

/// Whether an element stands where a browser heeds it: in the document's head, or shown.
fn stands(dom: &Dom, id: Id) -> bool {
    let is = |id: Id, name: &str| dom.element(id).is_some_and(|element| &**element.local() == name);
    let for_machines = ["link", "meta", "script"].iter().any(|name| is(id, name));
    let around = || dom.ancestors(id);
    if for_machines {
        around().all(|id| is_shown(dom, id) || is(id, "head"))
    } else {
        around().chain([id]).all(|id| is_shown(dom, id))
    }
}

fn is_shown(dom: &Dom, id: Id) -> bool {
    dom.element(id).is_none_or(|element| stand(element) != Stand::Hidden)
}

/// Checks needs in HTML that stands alone, such as a feed item's. Gives what is missing.
pub(super) fn missing_in(html: &str, needs: &[Need<'_>]) -> Vec<String> {
    if needs.is_empty() {
        return Vec::new();
    }
    let dom = crate::html::parse_fragment(html, crate::html::Scripting::On);
    let nodes: Vec<Id> = dom.children(dom.fragment()).collect();
    let mut words = String::new();
    for id in &nodes {
        text(&dom, *id, &mut words);
    }
    let words = squash(&words);
    let missing = |need: &Need<'_>| Some(format!("{}: {}", need.what, missing(&dom, &nodes, &words, need)?));
    needs.iter().filter_map(missing).collect()
}
