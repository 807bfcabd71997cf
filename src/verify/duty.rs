//! Whether a part of the page shows what the duties demand: words and links.

use crate::base::squash;
use crate::html::{Data, Dom, Id};

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
            let hint = format!("report it: Reprint itself renders `{}`, and templates cannot change it", part.name());
            let message = format!("shows `{}` without {}: {missing}", part.name(), need.what);
            found.push(Code::VerifyDuty, &message, &hint);
        }
    }
}

/// What of a need is not there.
fn missing(dom: &Dom, nodes: &[Id], words: &str, need: &Need) -> Option<String> {
    if let Some(text) = &need.text
        && !words.contains(&squash(text))
    {
        return Some(format!("\"{text}\""));
    }
    let href = need.href.as_deref()?;
    let linked = nodes.iter().any(|root| dom.subtree(*root).any(|id| links_to(dom, id, href)));
    (!linked).then(|| format!("a link to {href}"))
}

fn links_to(dom: &Dom, id: Id, href: &str) -> bool {
    let Data::Element(element) = &dom.node(id).data else { return false };
    element.attr("href") == Some(href)
        && (&**element.local() == "link" || dom.ancestors(id).chain([id]).all(|id| is_shown(dom, id)))
}

fn is_shown(dom: &Dom, id: Id) -> bool {
    dom.element(id).is_none_or(|element| stand(element) != Stand::Hidden)
}

/// Checks needs in HTML that stands alone, such as a feed item's. Gives what is missing.
pub(super) fn missing_in(html: &str, needs: &[Need]) -> Vec<String> {
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
    let missing = |need: &Need| Some(format!("{}: {}", need.what, missing(&dom, &nodes, &words, need)?));
    needs.iter().filter_map(missing).collect()
}
