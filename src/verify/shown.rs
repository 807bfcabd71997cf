//! What a browser shows of a tree, style sheets aside.

use crate::html::{Data, Dom, Element, Id};

/// How an element treats what is inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// Blocks may stand right in it.
    Flow,
    /// Blocks may stand deeper in it: lists, tables.
    Around,
    /// Blocks may not stand in it, or it changes what they do: paragraphs, links, buttons.
    Unfit,
    /// It is not shown.
    Hidden,
}

/// How an element treats what is inside it. Inline styles count as hiding whatever they say: the site's pages carry none, and
/// its security policy would ignore them.
pub(super) fn stand(element: &Element) -> Stand {
    if !element.is_html() || hiding_attribute(element).is_some() {
        return Stand::Hidden;
    }
    match &**element.local() {
        "div" | "section" | "article" | "main" | "aside" | "header" | "footer" | "nav" | "body" | "blockquote"
        | "li" | "dd" | "td" | "th" | "figure" | "figcaption" | "fieldset" | "form" | "address" | "search"
        | "center" => Stand::Flow,
        // Of those that share a name, a browser keeps only the first open.
        "details" if element.attr("open").is_some() && element.attr("name").is_none() => Stand::Flow,
        "dialog" if element.attr("open").is_some() => Stand::Flow,
        "html" | "ul" | "ol" | "menu" | "dl" | "table" | "tbody" | "thead" | "tfoot" | "tr" => Stand::Around,
        "head" | "script" | "style" | "template" | "noscript" | "textarea" | "select" | "option" | "optgroup"
        | "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "datalist" | "noframes" | "noembed"
        | "title" | "meter" | "progress" | "details" | "dialog" | "frameset" | "applet" | "map" | "rp" | "xmp"
        | "plaintext" => Stand::Hidden,
        name if name.contains('-') => Stand::Flow,
        _ => Stand::Unfit,
    }
}

/// The attribute by which an element hides what is in it.
pub(super) fn hiding_attribute(element: &Element) -> Option<&'static str> {
    if element.attrs.is_empty() {
        return None;
    }
    let always = ["hidden", "popover", "inert", "style"].into_iter().find(|name| element.attr(name).is_some());
    always.or_else(|| {
        element.attr("aria-hidden").filter(|value| value.trim().eq_ignore_ascii_case("true")).map(|_| "aria-hidden")
    })
}

/// Appends the visible text of a node, with a space where a block ends.
pub(super) fn text(dom: &Dom, root: Id, out: &mut String) {
    let mut at = Some(root);
    while let Some(id) = at {
        let mut inside = dom.children(id).next();
        match &dom.node(id).data {
            Data::Text(text) => out.push_str(text),
            Data::Element(element) => {
                if stand(element) == Stand::Hidden {
                    inside = None;
                }
                if !is_inline(element) {
                    out.push(' ');
                }
            }
            _ => {}
        }
        at = inside.or_else(|| dom.climb(id, root, &mut 0));
    }
    out.push(' ');
}

fn is_inline(element: &Element) -> bool {
    matches!(
        &**element.local(),
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "em"
            | "i"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "wbr"
    )
}
