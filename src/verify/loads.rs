//! What a page loads, runs and claims beside its text: nothing from other hosts, nothing inline, nothing about rights.

use std::collections::BTreeSet;

use super::address::{Target, candidates, is_script, resolve};
use super::canonical::is_related;
use super::{Findings, Stylesheets};
use crate::diag::Code;
use crate::html::{Data, Dom, Element, Id};
use crate::render::attribution::Need;

/// Relations of a `<link>` that load nothing.
const NAMES_ONLY: &[&str] = &[
    "alternate",
    "author",
    "bookmark",
    "canonical",
    "first",
    "help",
    "index",
    "last",
    "license",
    "me",
    "next",
    "prev",
    "privacy-policy",
    "search",
    "shortlink",
    "tag",
    "terms-of-service",
    "up",
    "webmention",
];

/// Checks an element that the template wrote, and collects the style sheets it links.
pub(super) fn check(
    (dom, id): (&Dom, Id),
    element: &Element,
    (css, linked): (&Stylesheets, &mut BTreeSet<usize>),
    found: &mut Findings<'_>,
) {
    let name = &**element.local();
    match name {
        "base" if element.attr("href").is_some() => {
            let hint = "take `<base>` out and write addresses from the site's root";
            found.push(Code::VerifyRemote, "has a `<base href>`, which moves every link of the page", hint);
        }
        "style" => {
            found.push(
                Code::VerifyInline,
                "has a `<style>` element",
                "put the rules into a file below `static/` and link it",
            );
        }
        "script" if is_inline_script(dom, id, element) => {
            let hint = "put the script into a file below `static/` and load it with `src`";
            found.push(Code::VerifyInline, "has a script between its tags", hint);
        }
        "meta" => meta(element, found),
        "link" => link(element, css, linked, found),
        _ => {}
    }
    if found.page.article.is_some() {
        claim(element, found);
    }
    for attr in &element.attrs {
        attribute(name, &attr.name.local, &attr.value, found);
    }
}

/// What a template says in the place of a header, or about what the page's readers tell other hosts.
fn meta(element: &Element, found: &mut Findings<'_>) {
    let value = |name: &str| element.attr(name).unwrap_or_default().trim().to_ascii_lowercase();
    let counts = |need: &Need<'_>| need.tag.as_ref().is_some_and(|tag| matches!(tag.name, "img" | "script"));
    let counted = found.page.needs.iter().any(counts);
    match value("http-equiv").as_str() {
        "" | "content-type" | "content-language" | "x-ua-compatible" => {}
        "refresh" => {
            let message = "has a `<meta http-equiv=\"refresh\">`, which leads readers away";
            found.push(Code::VerifyRemote, message, "take it out");
        }
        "content-security-policy" if !counted => {}
        "content-security-policy" => {
            let message = "has a security policy of its own, which may keep the publisher's counter out";
            found.push(Code::VerifyRemote, message, "take it out: `{{ head }}` has one that fits each page");
        }
        other => {
            let message =
                format!("has a `<meta http-equiv=\"{other}\">`, which changes what the page is or how it looks");
            found.push(Code::VerifyRemote, &message, "take it out");
        }
    }
    if counted && value("name") == "referrer" {
        let message = "changes what the publisher's counter is told of the page it counts for";
        found.push(Code::VerifyRemote, message, "take `<meta name=\"referrer\">` out");
    }
}

/// What a template says to machines about whose the text is and on what licence: that is the engine's to say.
fn claim(element: &Element, found: &mut Findings<'_>) {
    let is_data = || element.attr("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
    let marked = ["itemscope", "itemprop", "typeof", "vocab"].into_iter().find(|name| element.attr(name).is_some());
    if &**element.local() == "script" && is_data() {
        let hint = "take it out: `{{ head }}` holds it, made from the front matter";
        found.push(Code::VerifyClaim, "has structured data of its own on the page of an article", hint);
    } else if let Some(name) = marked {
        let hint = "take it out: `{{ head }}` holds structured data, made from the front matter";
        found.push(Code::VerifyClaim, &format!("has structured data in `{name}` of `<{}>`", element.local()), hint);
    }
    if is_related(element, "license") {
        let hint = "take `rel=\"license\"` out; the link itself may stay";
        found.push(Code::VerifyClaim, "names a licence for the page of an article", hint);
    }
}

fn is_inline_script(dom: &Dom, id: Id, element: &Element) -> bool {
    let data = element.attr("type").is_some_and(|kind| {
        let kind = kind.trim().to_ascii_lowercase();
        !matches!(kind.as_str(), "" | "module" | "importmap" | "speculationrules") && !kind.contains("script")
    });
    let written = dom.children(id).any(|id| matches!(&dom.node(id).data, Data::Text(text) if !text.trim().is_empty()));
    !data && element.attr("src").is_none() && element.attr("href").is_none() && written
}

fn attribute(element: &str, name: &str, value: &str, found: &mut Findings<'_>) {
    if name == "style" {
        let hint = "give the element a class and style it in a file below `static/`";
        return found.push(Code::VerifyInline, &format!("has a `style` attribute on `<{element}>`"), hint);
    }
    if name.len() > 2 && name.starts_with("on") {
        let hint = "add the listener in a script file below `static/`";
        return found.push(Code::VerifyInline, &format!("has a script in `{name}` of `<{element}>`"), hint);
    }
    let addresses: Vec<&str> = match name {
        "src" | "poster" | "data" | "background" => vec![value],
        "srcset" | "imagesrcset" => candidates(value).collect(),
        "href" if matches!(element, "image" | "use" | "feimage" | "feImage" | "script") => vec![value],
        "href" | "action" | "formaction" if is_script(value) => {
            let hint = "link to an address and add the behaviour in a script file";
            return found.push(Code::VerifyInline, &format!("has a script in `{name}` of `<{element}>`"), hint);
        }
        "srcdoc" => {
            let hint = "put the framed page into a file below `static/`";
            return found.push(Code::VerifyInline, "has a page in `srcdoc` of `<iframe>`", hint);
        }
        _ => return,
    };
    for address in addresses {
        remote(address, found);
    }
}

fn link(element: &Element, css: &Stylesheets, linked: &mut BTreeSet<usize>, found: &mut Findings<'_>) {
    let (rel, href) = (element.attr("rel").unwrap_or_default(), element.attr("href").unwrap_or_default());
    let mut relations = rel.split_ascii_whitespace();
    if relations.clone().any(|rel| rel.eq_ignore_ascii_case("stylesheet")) {
        return match resolve(found.page.url, href) {
            Target::Own(path) => match css.find(&path) {
                Some(sheet) => {
                    linked.insert(sheet);
                }
                None => found.push(
                    Code::VerifyCssHides,
                    &format!("links the style sheet `{href}`, which nobody can check: it is no file of the site"),
                    "put the file into `static/`, or take the link out",
                ),
            },
            Target::Remote(_) => remote(href, found),
            Target::Inert => found.push(
                Code::VerifyInline,
                "links a style sheet that is written in its address",
                "put the rules into a file below `static/` and link it",
            ),
        };
    }
    if !relations.all(|rel| NAMES_ONLY.iter().any(|name| rel.eq_ignore_ascii_case(name))) {
        remote(href, found);
    }
}

fn remote(address: &str, found: &mut Findings<'_>) {
    if is_script(address) {
        let hint = "put the script into a file below `static/` and load it with `src`";
        return found.push(Code::VerifyInline, "has a script in an address", hint);
    }
    if let Target::Remote(host) = resolve(found.page.url, address)
        && !found.page.hosts.contains(&host.as_str())
    {
        let hint = "put the file into `static/` and load it from there";
        found.push(Code::VerifyRemote, &format!("loads `{address}` from another host"), hint);
    }
}
